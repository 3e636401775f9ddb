package server

import (
	"context"
	"slices"
	"strconv"

	"homeground/accounts"
	"homeground/demand"
	"homeground/internal/problem"
	"homeground/internal/tables"
	"homeground/internal/values"
)

// OfCohort asks for the figures of a cohort instead of those of all children.
type OfCohort struct {
	AgeBand   string `query:"age_band" maxLength:"100" doc:"Of children of this age band alone, as /demand/cohorts names it; as are the next three"`
	Need      string `query:"need" maxLength:"100"`
	Placement string `query:"placement" maxLength:"100"`
	Origin    string `query:"origin" maxLength:"100"`
}

func (in *OfCohort) cohort() demand.Cohort {
	return demand.CohortOf(in.AgeBand, in.Need, in.Placement, in.Origin)
}

type cellsInput struct {
	OfCohort
	Class     string      `query:"class" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99"`
	Authority string      `query:"authority" maxLength:"40"`
	Hub       string      `query:"hub" maxLength:"100"`
	Text      string      `query:"q" maxLength:"100"`
	Sort      string      `query:"sort" enum:"z,-z,estimate,-estimate,unmet,-unmet,access,-access,name,change,-change,change_z,-change_z" default:"-z"`
	Since     values.Date `query:"since" format:"date" doc:"Beside an earlier day that counts were published for, with the change since"`
	Until     values.Date `query:"until" format:"date" doc:"Beside the day that is projected, with the change until then"`
	Hexagon   string      `query:"hexagon" maxLength:"40" doc:"Only small areas in this hexagon"`
	Paging
}

func (in *cellsInput) filter(hexagons int) demand.CellFilter {
	return demand.CellFilter{Hexagons: hexagons, Class: in.Class, Authority: in.Authority, Hub: in.Hub, Text: in.Text, Hexagon: in.Hexagon,
		Since: in.Since, Until: in.Until, Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit}
}

func (r *request) cells(ctx context.Context, in *cellsInput) (*answer[demand.CellPage], error) {
	f := in.filter(0)
	var err error
	if f.Cohort, err = r.cohorts.Of(ctx, r.db, in.cohort()); err != nil {
		return nil, err
	}
	if f.Coverage, err = r.sim.Coverer.Now(ctx, r.db); err != nil {
		return nil, err
	}
	page, err := demand.ListCells(ctx, r.db, f)
	return &answer[demand.CellPage]{page}, err
}

type hexagonsInput struct {
	OfCohort
	Metres    string      `query:"metres" enum:"2500,5000,10000" default:"5000" doc:"Between opposite sides of a hexagon"`
	Class     string      `query:"class" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99"`
	Authority string      `query:"authority" maxLength:"40" doc:"The one that most of a hexagon's need is of"`
	Hub       string      `query:"hub" maxLength:"100"`
	Text      string      `query:"q" maxLength:"100"`
	Sort      string      `query:"sort" enum:"z,-z,estimate,-estimate,unmet,-unmet,access,-access,gain,-gain,name,change,-change,change_z,-change_z" default:"-z"`
	Since     values.Date `query:"since" format:"date" doc:"Beside an earlier day that counts were published for, with the change since"`
	Until     values.Date `query:"until" format:"date" doc:"Beside the day that is projected, with the change until then"`
	Places    int         `query:"places" minimum:"1" maximum:"50" doc:"With the gain of a home of so many places in the middle of each"`
	Paging
}

func (r *request) hexagons(ctx context.Context, in *hexagonsInput) (*answer[demand.CellPage], error) {
	metres, err := hexagonMetres(in.Metres)
	if err != nil {
		return nil, err
	}
	cohort, err := r.cohorts.Of(ctx, r.db, in.cohort())
	if err != nil {
		return nil, err
	}
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	page, err := demand.ListCells(ctx, r.db, demand.CellFilter{Hexagons: metres, Cohort: cohort, Coverage: coverage, Places: in.Places, Class: in.Class, Authority: in.Authority, Hub: in.Hub, Text: in.Text,
		Since: in.Since, Until: in.Until, Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit})
	return &answer[demand.CellPage]{page}, err
}

type needInput struct {
	OfCohort
	Level     string      `query:"level" enum:"hub,authority,district,msoa,postcode_district" default:"authority" doc:"A postcode district is the whole of the small areas most of whose postcodes are of it"`
	Authority string      `query:"authority" maxLength:"40"`
	Hub       string      `query:"hub" maxLength:"100"`
	Sort      string      `query:"sort" enum:"-estimate,name" default:"-estimate"`
	Since     values.Date `query:"since" format:"date" doc:"Beside an earlier day that counts were published for, with the change since"`
	Until     values.Date `query:"until" format:"date" doc:"Beside the day that is projected, with the change until then"`
	Paging
}

func (r *request) need(ctx context.Context, in *needInput) (*answer[demand.LevelPage], error) {
	cohort, err := r.cohorts.Of(ctx, r.db, in.cohort())
	if err != nil {
		return nil, err
	}
	page, err := demand.NeedByLevel(ctx, r.db, demand.LevelFilter{Level: in.Level, Cohort: cohort, Authority: in.Authority, Hub: in.Hub, Since: in.Since, Until: in.Until,
		Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit})
	return &answer[demand.LevelPage]{page}, err
}

type workingInput struct {
	OfCohort
	Code  string      `path:"code" maxLength:"40"`
	Since values.Date `query:"since" format:"date" doc:"Of the change since this day"`
	Until values.Date `query:"until" format:"date" doc:"Of the change until this day"`
	Paging
}

func (r *request) cellWorking(ctx context.Context, in *workingInput) (*answer[demand.Working], error) {
	return r.working(ctx, in, false)
}

func (r *request) hexagonWorking(ctx context.Context, in *workingInput) (*answer[demand.Working], error) {
	return r.working(ctx, in, true)
}

func (r *request) working(ctx context.Context, in *workingInput, hexagon bool) (*answer[demand.Working], error) {
	f := demand.WorkingFilter{Code: in.Code, Hexagon: hexagon, Since: in.Since, Until: in.Until, Cursor: in.Cursor, Limit: in.Limit}
	var err error
	if f.Cohort, err = r.cohorts.Of(ctx, r.db, in.cohort()); err != nil {
		return nil, err
	}
	working, err := demand.HowWorkedOut(ctx, r.db, f)
	return &answer[demand.Working]{working}, err
}

// demandDays are the other days that need is known or projected for.
func (r *request) demandDays(ctx context.Context, _ *struct{}) (*list[demand.Series], error) {
	days, err := demand.ListSeries(ctx, r.db)
	return listOf(days), err
}

// demandCohorts are the cohorts that need is estimated for.
func (r *request) demandCohorts(ctx context.Context, _ *struct{}) (*list[demand.CohortFigures], error) {
	cohorts, err := r.cohorts.List(ctx, r.db)
	return listOf(cohorts), err
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
func (r *request) cellsTable(ctx context.Context, c asked) (tables.Table, error) {
	return r.needTable(ctx, c, demand.CellFilter{Hexagon: c.Query("hexagon")})
}

// hexagonsTable is the list of hexagons as a file, in the same way.
func (r *request) hexagonsTable(ctx context.Context, c asked) (tables.Table, error) {
	metres, err := hexagonMetres(c.Query("metres"))
	if err != nil {
		return tables.Table{}, err
	}
	f := demand.CellFilter{Hexagons: metres}
	if text := c.Query("places"); text != "" {
		if f.Places, err = strconv.Atoi(text); err != nil || f.Places == 0 {
			return tables.Table{}, problem.Field("places", "Ask for the gain of a home of 1 to 50 places.")
		}
	}
	return r.needTable(ctx, c, f)
}

// hexagonMetres is the size of hexagons that is asked for, 5 km if none.
func hexagonMetres(text string) (int, error) {
	if text == "" {
		return 5000, nil
	}
	metres, err := strconv.Atoi(text)
	if err != nil || !slices.Contains(demand.HexagonMetres, metres) {
		return 0, problem.Field("metres", "Ask for hexagons of 2500, 5000 or 10000 metres.")
	}
	return metres, nil
}

func (r *request) needTable(ctx context.Context, c asked, f demand.CellFilter) (t tables.Table, err error) {
	f.Class, f.Authority, f.Hub, f.Text, f.Sort = c.Query("class"), c.Query("authority"), c.Query("hub"), c.Query("q"), c.Query("sort")
	if len(f.Class+f.Authority+f.Hub+f.Text+f.Hexagon) > 300 {
		return t, problem.Field("q", "Search for something shorter.")
	}
	if f.Since, err = dayAsked(c, "since"); err != nil {
		return t, err
	}
	if f.Until, err = dayAsked(c, "until"); err != nil {
		return t, err
	}
	in := OfCohort{c.Query("age_band"), c.Query("need"), c.Query("placement"), c.Query("origin")}
	if len(in.AgeBand+in.Need+in.Placement+in.Origin) > 400 {
		return t, problem.Field("age_band", "Ask for a cohort with a shorter name.")
	}
	if f.Cohort, err = r.cohorts.Of(ctx, r.db, in.cohort()); err != nil {
		return t, err
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
	t.About = append(t.About, filterLine("text", f.Text, "class", f.Class, "hub", f.Hub, "in", authority, "hexagon", f.Hexagon), orderLine(f.Sort, "by z, from the greatest down"),
		tables.Line{Name: "Source", Text: needSource})
	return r.ownOnly(t, "your own authorities only, as far as your right to take them away goes"), err
}

// dayAsked is a day in the query, if it is there.
func dayAsked(c asked, name string) (day values.Date, err error) {
	if text := c.Query(name); text != "" {
		if day, err = values.ParseDate(text); err != nil {
			return day, problem.Field(name, "Give a day such as 2024-03-31.")
		}
	}
	return day, nil
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
