package demand

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/store"
	"homeground/internal/tables"
)

// drawnCell is a small area as the list tells it, with its outline.
type drawnCell struct {
	CellEstimate
	Outline []byte
}

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
	{Name: "gi_z", Kind: tables.Number, Of: func(c drawnCell) any { return c.GiZ }},
	{Name: "p", Kind: tables.Number, Of: func(c drawnCell) any { return c.P }},
	{Name: "class", Of: func(c drawnCell) any { return string(c.Class) }},
	{Name: "position", Kind: tables.Position, Of: func(c drawnCell) any { return c.Position }},
}

// Export is all small areas under the filter as a file, in the list's own order and with
// no more of each than the list tells: its outline, or its centre where it has none, is
// what the map draws.
func Export(ctx context.Context, db *gorm.DB, f CellFilter, outlines bool) (tables.Table, error) {
	o, ok := orders[cmp.Or(f.Sort, "-z")]
	if !ok {
		return tables.Table{}, notAnOrder
	}
	outline := "NULL::bytea"
	if outlines {
		outline = "ST_AsBinary(ST_ForcePolygonCCW(c.outline))"
	}
	where, args := f.where()
	query := db.WithContext(ctx).Raw("SELECT "+cellColumns+", "+outline+" AS outline"+cellTables+where+fmt.Sprintf(" ORDER BY %s %s, c.code", o.key, o.direction), args)
	return tables.Of("cells", "Small areas: estimated need and hot-spots", fileColumns, store.Rows[drawnCell](db, query), drawnCell.drawn), nil
}

func thousandths(n *int64) any {
	if n == nil {
		return nil
	}
	return float64(*n) / 1000
}

func (c drawnCell) drawn() (geo.Shape, error) {
	switch {
	case c.Outline != nil:
		return geo.FromWKB(c.Outline, geo.WGS84)
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
}

// Export is coverage as a file; of some authorities only, where any are named.
func (c Covered) Export(own []string) tables.Table {
	areas := slices.DeleteFunc(slices.Clone(c.Areas), func(a CoveredArea) bool { return len(own) > 0 && !slices.Contains(own, a.Code) })
	return tables.Of("coverage", "Places within 20 miles, by area", coveredColumns, tables.Each(areas), nil)
}
