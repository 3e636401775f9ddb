package demand

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/internal/tables"
	"homeground/internal/values"
)

// CountsCovered is what the open homes cover of a cohort's protected counts within reach.
type CountsCovered struct {
	CountSeries
	HomeShareBasis string              `json:"home_share_basis" enum:"setting,cohort" doc:"setting: of children of all needs and placements the share of their authority is taken to need a home; cohort: a need or placement was chosen, and all of its children are"`
	Metres         float64             `json:"metres" doc:"What counts as within reach, in a straight line"`
	Covered        []CountsCoveredArea `json:"covered" doc:"The region, then its hubs, then its authorities: do not add them up"`
	Supply
}

// CountsCoveredArea is coverage of the children counted in an area who need a home.
type CountsCoveredArea struct {
	Level          string   `json:"level" enum:"region,hub,authority"`
	Code           string   `json:"code,omitempty"`
	Name           string   `json:"name"`
	Hub            string   `json:"hub,omitempty"`
	Need           *float64 `json:"need" doc:"Null where nothing but stand-ins would make it: marked c"`
	Covered        *float64 `json:"covered"`
	Unmet          *float64 `json:"unmet"`
	SharePercent   *float64 `json:"share_percent" doc:"Covered of the need; null where nobody needs a home, or it is marked c"`
	CoveredCentral *float64 `json:"covered_central" doc:"Covered if all homes of which only the authority is known stood at the middle of its need"`
	Suppressed     int      `json:"suppressed" doc:"Counts that are not shown: stand-ins are in the sums in their place"`
}

// OfCounts is what the open homes cover of a cohort. Each count, or its stand-in, is
// spread over the area's cells by what the estimate weighs them, in exact thousandths: an
// authority or a district is often larger than 20 miles, so that its middle would say
// nothing of who lives within reach, and small areas stay as they are. The homes are those
// of the estimate's coverage, at their public positions.
func (c *Coverage) OfCounts(ctx context.Context, db *gorm.DB, f CountSeriesFilter) (CountsCovered, error) {
	made := CountsCovered{HomeShareBasis: "setting", Metres: TwentyMiles, Covered: []CountsCoveredArea{}, Supply: c.Supply}
	asked, err := readCountSeries(ctx, db, f, "")
	made.CountSeries = asked.CountSeries
	if err != nil || len(asked.areas) == 0 {
		return made, err
	}
	if !values.IsTotal(made.Need) || !values.IsTotal(made.Placement) {
		made.HomeShareBasis = "cohort"
	}
	of := &Coverage{Supply: c.Supply, openShare: c.openShare, homes: c.homes, spreadHomes: c.spreadHomes, centralHomes: c.centralHomes}
	of.cells = asked.spread()
	for i, cell := range of.cells {
		of.cells[i].Need = cell.Thousandths * basisPoints
		if made.HomeShareBasis == "setting" {
			of.cells[i].Need = cell.Thousandths * c.shares[cell.AuthorityCode].ShareBp
		}
	}
	of.HomeSharePercent = shareOfCells(of.cells, c.HomeSharePercent)
	of.solve()
	read, err := of.Read(ctx, db)
	if err != nil {
		return made, err
	}
	made.Supply, made.NotPlaced = of.Supply, 0
	for _, a := range asked.areas {
		if len(a.cells) == 0 {
			made.NotPlaced++
		}
	}
	marks := marksOf(asked.areas, asked.cells)
	for _, area := range read.Areas {
		made.Covered = append(made.Covered, area.marked(read.Areas, marks))
	}
	return made, nil
}

// spread is the cohort by cell, of the authorities that it has counts of.
func (r countSeriesRead) spread() []coverCell {
	list, in := make([]coverCell, len(r.cells)), map[string]bool{}
	for i, c := range r.cells {
		list[i] = coverCell{Code: c.Code, AuthorityCode: c.AuthorityCode, X: c.X, Y: c.Y}
	}
	for _, a := range r.areas {
		weighted := make([]values.Weighted, len(a.cells))
		for n, i := range a.cells {
			weighted[n] = values.Weighted{Code: r.cells[i].Code, Weight: r.weights[i]}
			in[r.cells[i].AuthorityCode] = true
		}
		for n, part := range values.Spread(a.thousandths(), weighted) {
			list[a.cells[n]].Thousandths += part
		}
	}
	return slices.DeleteFunc(list, func(c coverCell) bool { return !in[c.AuthorityCode] })
}

// counted is of a count: the authorities it is of, and whether it is shown.
type counted struct {
	authorities     []string
	hidden, nothing bool // nothing: shown, and 0
}

func marksOf(areas []areaCount, cells []cellRow) (list []counted) {
	for _, a := range areas {
		m := counted{hidden: a.Children == nil, nothing: a.Children != nil && *a.Children == 0}
		for _, i := range a.cells {
			m.authorities = append(m.authorities, cells[i].AuthorityCode)
		}
		slices.Sort(m.authorities)
		m.authorities = slices.Compact(m.authorities)
		list = append(list, m)
	}
	return list
}

// marked is coverage of one of the areas read, without the numbers that nothing but
// stand-ins make.
func (a CoveredArea) marked(read []CoveredArea, marks []counted) CountsCoveredArea {
	made := CountsCoveredArea{Level: a.Level, Code: a.Code, Name: a.Name, Hub: a.Hub}
	of := map[string]bool{}
	for _, o := range read {
		of[o.Code] = o.Code != "" && (a.Level == "region" || a.Level == "hub" && o.Hub == a.Hub || o.Code == a.Code)
	}
	shown := false
	for _, m := range marks {
		if !slices.ContainsFunc(m.authorities, func(code string) bool { return of[code] }) {
			continue
		}
		if m.hidden {
			made.Suppressed++
		}
		shown = shown || !m.hidden && !m.nothing
	}
	if made.Suppressed > 0 && !shown {
		return made
	}
	made.Need, made.Covered, made.Unmet, made.SharePercent, made.CoveredCentral = &a.Need, &a.Covered, &a.Unmet, a.SharePercent, &a.CoveredCentral
	return made
}

// Export is a cohort's coverage as a file; of some authorities only, where any are named.
func (c CountsCovered) Export(own []string) tables.Table {
	number := func(name string, value func(CountsCoveredArea) *float64) tables.Column[CountsCoveredArea] {
		return tables.Column[CountsCoveredArea]{Name: name, Kind: tables.Number, Of: func(a CountsCoveredArea) any { return value(a) }}
	}
	columns := []tables.Column[CountsCoveredArea]{
		{Name: "level", Of: func(a CountsCoveredArea) any { return a.Level }}, {Name: "hub", Of: func(a CountsCoveredArea) any { return a.Hub }},
		{Name: "authority_code", Of: func(a CountsCoveredArea) any { return a.Code }}, {Name: "name", Of: func(a CountsCoveredArea) any { return a.Name }},
		number("need_home", func(a CountsCoveredArea) *float64 { return a.Need }), number("covered", func(a CountsCoveredArea) *float64 { return a.Covered }),
		number("unmet", func(a CountsCoveredArea) *float64 { return a.Unmet }), number("share_percent", func(a CountsCoveredArea) *float64 { return a.SharePercent }),
		number("covered_central", func(a CountsCoveredArea) *float64 { return a.CoveredCentral }),
		{Name: "mark", Of: func(a CountsCoveredArea) any { return markOf(a.Suppressed > 0) }},
		{Name: "counts_not_shown", Kind: tables.Whole, Of: func(a CountsCoveredArea) any { return a.Suppressed }},
	}
	areas := slices.DeleteFunc(slices.Clone(c.Covered), func(a CountsCoveredArea) bool { return len(own) > 0 && !slices.Contains(own, a.Code) })
	t := tables.Of("count_coverage", "Observed counts: places within 20 miles, by area", columns, tables.Each(areas), nil)
	t.About = append(c.CountSeries.about(), tables.Line{Name: "Who needs a home", Text: fmt.Sprintf("%g in a hundred of the children counted", c.HomeSharePercent)},
		tables.Line{Name: "Mark", Text: "c: some counts are not shown, and stand-ins made from what is shown are in the sums in their place; where there is nothing else the numbers are left out"})
	return t
}
