package sites

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/internal/values"
)

// constraintWords are the kinds of layer that may stand in a site's way, in words.
var constraintWords = map[string]string{"green_belt": "Green belt", "flood_zone_2": "Flood zone 2", "flood_zone_3": "Flood zone 3",
	"aonb": "Area of outstanding natural beauty", "national_park": "National park", "conservation_area": "Conservation area", "article_4": "Article 4 direction",
	"listed_building": "Listed building", "scheduled_monument": "Scheduled monument", "sssi": "Site of special scientific interest", "tree_preservation": "Tree preservation"}

// Constraint is one kind of layer against a site.
//
//	not_checked  no layer that was imported is known to cover the place
//	clear        a layer covers it, and the site is in none of its areas
//	inside       the whole site, or its point, is in one
//	partly       part of it is
type Constraint struct {
	Kind  string            `json:"kind"`
	Name  string            `json:"name"`
	State string            `json:"state" enum:"not_checked,clear,inside,partly"`
	Areas []ConstraintArea  `json:"areas,omitempty" doc:"Those it is in"`
	Basis []ConstraintLayer `json:"layers,omitempty" doc:"What it was held against"`
}

// ConstraintArea is an area that a site is in.
type ConstraintArea struct {
	Name          string  `json:"name"`
	Reference     string  `json:"reference"`
	OverlapSquare float64 `json:"overlap_square_metres" doc:"0 where the site is known by its point only"`
	Percent       float64 `json:"percent" doc:"Of the site's outline"`
	Source        string  `json:"source"`
}

// ConstraintLayer is a layer with where it comes from.
type ConstraintLayer struct {
	Source     string      `json:"source"`
	Dated      values.Date `json:"dated,omitzero" format:"date" doc:"When its publisher made it"`
	ImportedAt time.Time   `json:"imported_at"`
	Covers     bool        `json:"covers" doc:"It is whole for the place of the site"`
}

// Constraints is every kind of layer against a site, those it is in first. Of a restricted
// site the database notes it as a look; db must be inside accounts.Write, and the caller
// has checked the right.
func Constraints(ctx context.Context, db *gorm.DB, site int64) ([]Constraint, error) {
	var rows []struct {
		Layer           int64
		Kind, Source    string
		Dated           values.Date
		MadeAt          time.Time
		Covered         bool
		Reference, Name *string
		Overlap, Whole  *float64
	}
	err := db.WithContext(ctx).Raw(`SELECT layer, kind, source, dated, made_at, covered, reference, name, overlap, whole FROM constraints_of(?)`, site).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("hold site %d against the constraints: %w", site, err)
	}
	found := map[string]*Constraint{}
	for kind, name := range constraintWords {
		found[kind] = &Constraint{Kind: kind, Name: name, State: "not_checked"}
	}
	layers := map[int64]bool{}
	for _, r := range rows {
		c := found[r.Kind]
		if !layers[r.Layer] {
			layers[r.Layer] = true
			c.Basis = append(c.Basis, ConstraintLayer{r.Source, r.Dated, r.MadeAt, r.Covered})
		}
		if r.Covered && c.State == "not_checked" {
			c.State = "clear"
		}
		if r.Reference == nil {
			continue
		}
		a := ConstraintArea{Name: *r.Name, Reference: *r.Reference, Source: r.Source}
		inside := true
		if r.Whole != nil && *r.Whole > 0 && r.Overlap != nil {
			a.OverlapSquare, a.Percent = *r.Overlap, min(100, 100**r.Overlap / *r.Whole)
			inside = a.Percent > 99.9
		}
		c.Areas = append(c.Areas, a)
		switch {
		case inside:
			c.State = "inside"
		case c.State != "inside":
			c.State = "partly"
		}
	}
	list := make([]Constraint, 0, len(found))
	for _, kind := range slices.Sorted(maps.Keys(found)) {
		list = append(list, *found[kind])
	}
	order := map[string]int{"inside": 0, "partly": 1, "not_checked": 2, "clear": 3}
	slices.SortStableFunc(list, func(a, b Constraint) int {
		return 10*(order[a.State]-order[b.State]) + strings.Compare(a.Name, b.Name)
	})
	return list, nil
}
