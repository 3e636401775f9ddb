package accounts

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/problem"
	"homeground/internal/tables"
	"homeground/internal/values"
)

var authorityColumns = []tables.Column[Authority]{
	{Name: "code", Of: func(a Authority) any { return a.Code }},
	{Name: "name", Of: func(a Authority) any { return a.Name }},
	{Name: "hub", Of: func(a Authority) any { return a.Hub }},
	{Name: "becomes", Of: func(a Authority) any { return a.Successors.names() }},
	{Name: "becomes_on", Kind: tables.Day, Of: func(a Authority) any { return a.Successors.day() }},
	{Name: "children_looked_after", Kind: tables.Whole, Of: func(a Authority) any { return a.Children }},
	{Name: "children_mark", Of: func(a Authority) any {
		if a.ChildrenMark == nil {
			return nil
		}
		return *a.ChildrenMark
	}},
	{Name: "children_on", Kind: tables.Day, Of: func(a Authority) any { return a.ChildrenDay }},
	{Name: "places_open", Kind: tables.Whole, Of: func(a Authority) any { return a.PlacesOpen }},
	{Name: "places_no_position", Kind: tables.Whole, Of: func(a Authority) any { return a.PlacesNoPosition }},
	{Name: "outline_approximate", Kind: tables.YesNo, Of: func(a Authority) any { return a.Approximate }},
	{Name: "provenance", Of: func(a Authority) any { return a.Provenance }},
}

func (s Successors) names() string {
	var names []string
	for _, next := range s {
		names = append(names, next.Name)
	}
	return strings.Join(names, "; ")
}

// day is when the last of the successors takes over.
func (s Successors) day() values.Date {
	if len(s) == 0 {
		return values.Date{}
	}
	return s[len(s)-1].OnDay
}

// Export is the region's authorities as a file with their outlines, in the order of their
// page: by name, hub, children, open or somewhere, with - before it from the greatest
// down. Only names those there are to be, where it names any.
func Export(ctx context.Context, db *gorm.DB, on values.Date, by string, only []string) (tables.Table, error) {
	list, err := Authorities(ctx, db, on)
	if err != nil {
		return tables.Table{}, err
	}
	if len(only) > 0 {
		list = slices.DeleteFunc(list, func(a Authority) bool { return !slices.Contains(only, a.Code) })
	}
	if err := sortAuthorities(list, cmp.Or(by, "-children")); err != nil {
		return tables.Table{}, err
	}
	outlines, err := outlines(ctx, db)
	if err != nil {
		return tables.Table{}, err
	}
	return tables.Of("authorities", "Authorities of the region", authorityColumns, tables.Each(list), func(a Authority) (geo.Shape, error) { return outlines[a.Code], nil }), nil
}

func sortAuthorities(list []Authority, by string) error {
	name, down := strings.CutPrefix(by, "-")
	compare, ok := map[string]func(a, b Authority) int{
		"name": func(a, b Authority) int { return 0 }, // as they come
		"hub":  func(a, b Authority) int { return cmp.Compare(a.Hub, b.Hub) },
		"children": func(a, b Authority) int {
			least := -1 // of one whose count was not given
			return cmp.Compare(*cmp.Or(a.Children, &least), *cmp.Or(b.Children, &least))
		},
		"open":      func(a, b Authority) int { return cmp.Compare(a.PlacesOpen, b.PlacesOpen) },
		"somewhere": func(a, b Authority) int { return cmp.Compare(a.PlacesNoPosition, b.PlacesNoPosition) },
	}[name]
	if !ok {
		return problem.Field("sort", "Sort by name, hub, children, open or somewhere, with - before it from the greatest down.")
	}
	if name == "name" && down {
		slices.Reverse(list)
	}
	slices.SortStableFunc(list, func(a, b Authority) int {
		if down {
			return compare(b, a)
		}
		return compare(a, b)
	})
	return nil
}

// outlines are those of the authorities, by code, their outer rings counter-clockwise as
// GeoJSON has them.
func outlines(ctx context.Context, db *gorm.DB) (map[string]geo.Shape, error) {
	var rows []struct {
		Code    string
		Outline []byte
	}
	err := db.WithContext(ctx).Raw(`SELECT ar.code, ST_AsBinary(ST_ForcePolygonCCW(ar.outline)) AS outline
		FROM areas ar JOIN authorities a ON a.code = ar.code WHERE ar.level = 'utla' AND a.hub_id IS NOT NULL`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read outlines: %w", err)
	}
	of := map[string]geo.Shape{}
	for _, row := range rows {
		if of[row.Code], err = geo.FromWKB(row.Outline, geo.WGS84); err != nil {
			return nil, fmt.Errorf("read the outline of %s: %w", row.Code, err)
		}
	}
	return of, nil
}

// Within are the authorities that a right reaches: its own, and those of its own projects.
// None: all.
func (e Extent) Within(ctx context.Context, db *gorm.DB) ([]string, error) {
	if e.All {
		return nil, nil
	}
	own := slices.Clone(e.Authorities)
	if len(e.Projects) > 0 {
		var of []string
		if err := db.WithContext(ctx).Raw(`SELECT DISTINCT authority_code FROM projects WHERE id IN ? ORDER BY 1`, e.Projects).Scan(&of).Error; err != nil {
			return nil, fmt.Errorf("find the authorities of projects: %w", err)
		}
		own = append(own, of...)
	}
	if len(own) == 0 {
		own = []string{"none"} // of a project that is gone: nothing, and not all
	}
	return own, nil
}
