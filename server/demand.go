package server

import (
	"context"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/demand"
	"homeground/internal/problem"
	"homeground/internal/tables"
)

type cellsInput struct {
	Class     string `query:"class" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99"`
	Authority string `query:"authority" maxLength:"40"`
	Hub       string `query:"hub" maxLength:"100"`
	Text      string `query:"q" maxLength:"100"`
	Sort      string `query:"sort" enum:"z,-z,estimate,-estimate,unmet,-unmet,name" default:"-z"`
	Paging
}

func (r *request) cells(ctx context.Context, in *cellsInput) (*answer[demand.CellPage], error) {
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	page, err := demand.ListCells(ctx, r.db, demand.CellFilter{Coverage: coverage, Class: in.Class, Authority: in.Authority, Hub: in.Hub, Text: in.Text,
		Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit})
	return &answer[demand.CellPage]{page}, err
}

type coverageInput struct {
	Options string `query:"options" maxLength:"200" doc:"Numbers of options, with commas between: what would be covered with all of them too"`
}

func (r *request) coverage(ctx context.Context, in *coverageInput) (*answer[demand.Covered], error) {
	var proposals []demand.Proposal
	if in.Options != "" {
		if r.by.Extent("option.read").None() {
			return nil, problem.Missing("option")
		}
		ids, ok := numbersIn(in.Options)
		if !ok {
			return nil, problem.Field("options", "Name different options by their numbers, such as options=3,14.")
		}
		var err error
		if proposals, err = appraisal.Proposals(ctx, r.db, r.sim, ids); err != nil {
			return nil, err
		}
	}
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	covered, err := coverage.Read(ctx, r.db, proposals...)
	return &answer[demand.Covered]{covered}, err
}

// coverageTable is coverage by area as a file: of one's own authorities only, where the right
// goes no further.
func (r *request) coverageTable(ctx context.Context, _ asked) (t tables.Table, err error) {
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return t, err
	}
	covered, err := coverage.Read(ctx, r.db)
	if err != nil {
		return t, err
	}
	own, err := r.extent.Within(ctx, r.db)
	if err != nil {
		return t, err
	}
	t = covered.Export(own)
	t.About = []tables.Line{{Name: "Rows are", Text: "the region, its hubs and their authorities: do not add them up. Children are counted where they come from, wherever their place would be."},
		{Name: "Range", Text: "covered_central is what would be covered if all homes of which only the authority is known stood at the middle of its need; covered has them spread over it."},
		{Name: "Source", Text: needSource + " Places: " + registerSource}}
	return r.ownOnly(t, "your own authorities only, as far as your right to take them away goes"), nil
}

func (r *request) demandSettings(ctx context.Context, _ *struct{}) (*record[demand.Settings], error) {
	settings, err := demand.ReadSettings(ctx, r.db)
	return recordOf(settings, settings.Version), err
}

type demandSettingsInput struct{ Body demand.SettingsChange }

func (r *request) changeDemandSettings(ctx context.Context, in *demandSettingsInput) (*record[demand.Settings], error) {
	settings, err := demand.UpdateSettings(ctx, r.db, r.version, in.Body)
	return recordOf(settings, settings.Version), err
}

// cellsTable is the list of small areas as a file, and no more than the list: in one's own
// authorities only, where the right goes no further.
func (r *request) cellsTable(ctx context.Context, c asked) (t tables.Table, err error) {
	f := demand.CellFilter{Class: c.Query("class"), Authority: c.Query("authority"), Hub: c.Query("hub"), Text: c.Query("q"), Sort: c.Query("sort")}
	if len(f.Class+f.Authority+f.Hub+f.Text) > 300 {
		return t, problem.Field("q", "Search for something shorter.")
	}
	if f.Own, err = r.extent.Within(ctx, r.db); err != nil {
		return t, err
	}
	if f.Coverage, err = r.sim.Coverer.Now(ctx, r.db); err != nil {
		return t, err
	}
	if t, err = demand.Export(ctx, r.db, f, c.shapes); err != nil {
		return t, err
	}
	authority, err := r.named(ctx, f.Authority)
	t.About = []tables.Line{filterLine("text", f.Text, "class", f.Class, "hub", f.Hub, "in", authority), orderLine(f.Sort, "by z, from the greatest down"), {Name: "Source", Text: needSource}}
	return r.ownOnly(t, "your own authorities only, as far as your right to take them away goes"), err
}

// authoritiesTable is the region's authorities as a file.
func (r *request) authoritiesTable(ctx context.Context, c asked) (t tables.Table, err error) {
	own, err := r.extent.Within(ctx, r.db)
	if err != nil {
		return t, err
	}
	if t, err = accounts.Export(ctx, r.db, r.today(), c.Query("sort"), own); err != nil {
		return t, err
	}
	t.About = []tables.Line{orderLine(c.Query("sort"), "by children, from the greatest down"),
		{Name: "Source", Text: "Children looked after: the Department for Education, licensed under the Open Government Licence v3.0. Outlines: " + outlineSource + " Places: " + registerSource}}
	return r.ownOnly(t, "your own authorities only, as far as your right to take them away goes"), nil
}
