package demand

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/store"
	"homeground/internal/tables"
)

// drawnCell is a small area or a hexagon as the list tells it, with its outline.
type drawnCell struct {
	CellEstimate
	outline []byte
}

// scoreColumns are of small areas alone.
var scoreColumns = []string{"deprivation_score", "score_basis"}

var fileColumns = []tables.Column[drawnCell]{
	{Name: "code", Of: func(c drawnCell) any { return c.Code }},
	{Name: "name", Of: func(c drawnCell) any { return c.Name }},
	{Name: "authority_code", Of: func(c drawnCell) any { return c.AuthorityCode }},
	{Name: "authority", Of: func(c drawnCell) any { return c.AuthorityName }},
	{Name: "hub", Of: func(c drawnCell) any { return c.Hub }},
	{Name: "children", Kind: tables.Whole, Of: func(c drawnCell) any { return c.Children }},
	{Name: "deprivation_score", Kind: tables.Number, Of: func(c drawnCell) any { return c.Score }},
	{Name: "score_basis", Of: func(c drawnCell) any { return c.ScoreBasis }},
	{Name: "looked_after_estimated", Kind: tables.Number, Of: func(c drawnCell) any { return float64(c.Thousandths) / 1000 }},
	{Name: "need_in_10000_estimated", Kind: tables.Number, Of: func(c drawnCell) any { return c.RatePer10000 }},
	{Name: "unmet_estimated", Kind: tables.Number, Of: func(c drawnCell) any { return thousandths(c.Unmet) }},
	{Name: "access", Kind: tables.Number, Of: func(c drawnCell) any { return c.Access }},
	{Name: "gi_z", Kind: tables.Number, Of: func(c drawnCell) any { return c.GiZ }},
	{Name: "p", Kind: tables.Number, Of: func(c drawnCell) any { return c.P }},
	{Name: "class", Of: func(c drawnCell) any { return string(c.Class) }},
	{Name: "position", Kind: tables.Position, Of: func(c drawnCell) any { return c.Position }},
}

// otherColumns are of another day than that of the newest estimate.
var otherColumns = []tables.Column[drawnCell]{
	{Name: "basis_other_day", Of: func(c drawnCell) any { return ofOther(c, func(o OtherDay) any { return o.Basis }) }},
	{Name: "looked_after_other_day", Kind: tables.Number, Of: func(c drawnCell) any {
		return ofOther(c, func(o OtherDay) any { return float64(o.Thousandths) / 1000 })
	}},
	{Name: "change", Kind: tables.Number, Of: func(c drawnCell) any {
		return ofOther(c, func(o OtherDay) any {
			if o.Change == nil {
				return nil
			}
			return float64(*o.Change) / 1000
		})
	}},
	{Name: "gi_z_of_change", Kind: tables.Number, Of: func(c drawnCell) any { return ofOther(c, func(o OtherDay) any { return o.GiZ }) }},
	{Name: "p_of_change", Kind: tables.Number, Of: func(c drawnCell) any { return ofOther(c, func(o OtherDay) any { return o.P }) }},
	{Name: "class_of_change", Of: func(c drawnCell) any { return ofOther(c, func(o OtherDay) any { return string(o.Class) }) }},
}

func ofOther(c drawnCell, value func(OtherDay) any) any {
	if c.Other == nil {
		return nil
	}
	return value(*c.Other)
}

// fileColumns are those of the file.
func (q cellQuery) fileColumns(f CellFilter) (list []tables.Column[drawnCell]) {
	for _, c := range fileColumns {
		if f.Hexagons == 0 || !slices.Contains(scoreColumns, c.Name) {
			list = append(list, c)
		}
	}
	if f.Hexagons != 0 {
		list = append(list, tables.Column[drawnCell]{Name: "small_areas", Kind: tables.Whole, Of: func(c drawnCell) any { return c.Cells }})
	}
	if f.Places != 0 {
		list = append(list, tables.Column[drawnCell]{Name: "gain", Kind: tables.Number, Of: func(c drawnCell) any { return c.Gain }})
	}
	if q.other != nil {
		list = append(list, otherColumns...)
	}
	return list
}

// Export is all small areas or hexagons under the filter as a file, in the list's own order
// and with no more of each than the list tells: its outline, or its centre where it has
// none, is what the map draws. It says what its hot-spots are of.
func Export(ctx context.Context, db *gorm.DB, f CellFilter, outlines bool) (tables.Table, error) {
	db = db.WithContext(ctx)
	q, err := f.query(ctx, db)
	if err != nil {
		return tables.Table{}, err
	}
	measure, band, err := readBand(db, f.Hexagons)
	if err != nil {
		return tables.Table{}, err
	}
	outline := "NULL::bytea"
	switch {
	case outlines && f.Hexagons != 0:
		outline = "ST_AsBinary(ST_ForcePolygonCCW(ST_Multi(ST_Transform(c.outline_3857, 4326))))"
	case outlines:
		outline = "ST_AsBinary(ST_ForcePolygonCCW(c.outline))"
	}
	query := db.Raw("SELECT "+q.columns+", "+outline+" AS outline"+q.from+q.where+fmt.Sprintf(" ORDER BY %s %s, c.code", q.key, q.direction), q.args)
	rows := func(yield func(drawnCell, error) bool) {
		for row, err := range store.Rows[cellRead](db, query) {
			if !yield(drawnCell{row.estimate(q.other), row.Outline}, err) {
				return
			}
		}
	}
	name, title := "cells", "Small areas: estimated need and hot-spots"
	if f.Hexagons != 0 {
		name, title = "hexagons", fmt.Sprintf("Hexagons of %g km: estimated need and hot-spots", float64(f.Hexagons)/1000)
	}
	t := tables.Of(name, title, q.fileColumns(f), rows, drawnCell.drawn)
	t.About = append(t.About, tables.Line{Name: "Hot-spots", Text: fmt.Sprintf("of the %s, with neighbours within %.0f m", measure.words(), band)})
	if f.Cohort != nil {
		t.About = append(t.About, tables.Line{Name: "Cohort", Text: f.Cohort.Source})
	} else if f.Coverage != nil {
		t.About = append(t.About, f.Coverage.about(f.Hexagons, f.Places)...)
	}
	if q.other != nil {
		t.About = append(t.About, tables.Line{Name: "Other day", Text: q.other.words()})
	}
	return t, nil
}

// about says what access and gain are.
func (c *Coverage) about(metres, places int) []tables.Line {
	access := "places for each child who needs one." + c.zones()
	if metres != 0 {
		access += " Of a hexagon: the mean of its small areas, weighted by need."
	}
	lines := []tables.Line{{Name: "Access", Text: access}}
	if places != 0 {
		lines = append(lines, tables.Line{Name: "Gain", Text: fmt.Sprintf("children whom a home of %d places in the middle of the hexagon would cover beyond the open homes, none farther than 20 miles.", places)})
	}
	return lines
}

func thousandths(n *int64) any {
	if n == nil {
		return nil
	}
	return float64(*n) / 1000
}

func (c drawnCell) drawn() (geo.Shape, error) {
	switch {
	case c.outline != nil:
		return geo.FromWKB(c.outline, geo.WGS84)
	case c.Position != nil:
		return geo.NewPoint(c.Position[0], c.Position[1], geo.WGS84), nil
	}
	return nil, nil
}

var coveredColumns = []tables.Column[CoveredArea]{
	{Name: "level", Of: func(a CoveredArea) any { return a.Level }},
	{Name: "hub", Of: func(a CoveredArea) any { return a.Hub }},
	{Name: "authority_code", Of: func(a CoveredArea) any { return a.Code }},
	{Name: "name", Of: func(a CoveredArea) any { return a.Name }},
	{Name: "need_home_estimated", Kind: tables.Number, Of: func(a CoveredArea) any { return a.Need }},
	{Name: "covered_estimated", Kind: tables.Number, Of: func(a CoveredArea) any { return a.Covered }},
	{Name: "unmet_estimated", Kind: tables.Number, Of: func(a CoveredArea) any { return a.Unmet }},
	{Name: "share_percent", Kind: tables.Number, Of: func(a CoveredArea) any { return a.SharePercent }},
	{Name: "covered_central", Kind: tables.Number, Of: func(a CoveredArea) any { return a.CoveredCentral }},
	{Name: "access", Kind: tables.Number, Of: func(a CoveredArea) any { return a.Access }},
	{Name: "home_share_percent", Kind: tables.Number, Of: func(a CoveredArea) any { return a.HomeShare }},
	{Name: "home_share_from", Of: func(a CoveredArea) any { return a.HomeShareFrom }},
	{Name: "home_share_day", Of: func(a CoveredArea) any { return a.HomeShareDay }},
	{Name: "home_share_source", Of: func(a CoveredArea) any { return a.HomeShareBy }},
	{Name: "home_share_why", Of: func(a CoveredArea) any { return a.HomeShareWhy }},
}

// Export is coverage as a file; of some authorities only, where any are named.
func (c Covered) Export(own []string) tables.Table {
	areas := slices.DeleteFunc(slices.Clone(c.Areas), func(a CoveredArea) bool { return len(own) > 0 && !slices.Contains(own, a.Code) })
	return tables.Of("coverage", "Places within 20 miles, by area", coveredColumns, tables.Each(areas), nil)
}
