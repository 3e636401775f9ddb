package server

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/demand"
	"homeground/internal/problem"
	"homeground/internal/tables"
)

type countsInput struct {
	CountsAsked
	Since string `query:"since" maxLength:"40" doc:"A period: each count that is shown in both says by how much it changed"`
}

// CountsAsked is exported only because huma reads no other embedded fields.
type CountsAsked struct {
	Period    string `query:"period" maxLength:"40"`
	Level     string `query:"level" enum:"lsoa,msoa,district,authority,region,nation,postcode_district,other"`
	Authority string `query:"authority" maxLength:"40"`
	AgeBand   string `query:"age_band" maxLength:"100"`
	Need      string `query:"need" maxLength:"100"`
	Paging
}

func (in CountsAsked) filter() demand.CountFilter {
	return demand.CountFilter{Period: in.Period, Level: in.Level, Authority: in.Authority, AgeBand: in.AgeBand, Need: in.Need, Cursor: in.Cursor, Limit: in.Limit}
}

func (r *request) counts(ctx context.Context, in *countsInput) (*answer[demand.CountPage[demand.ShownCount]], error) {
	f := in.filter()
	f.Since = in.Since
	page, err := demand.ListCounts(ctx, r.db, f)
	return &answer[demand.CountPage[demand.ShownCount]]{page}, err
}

func (r *request) countPeriods(ctx context.Context, _ *struct{}) (*list[demand.CountPeriod], error) {
	periods, err := demand.CountPeriods(ctx, r.db)
	return listOf(periods), err
}

// observedCounts are read through their door, which notes the look.
func (r *request) observedCounts(ctx context.Context, in *CountsAsked) (out *answer[demand.CountPage[demand.ObservedCount]], err error) {
	f := in.filter()
	if f.Own, err = r.extent.Within(ctx, r.db); err != nil {
		return nil, err
	}
	err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) error {
		page, err := demand.ListObserved(ctx, tx, f)
		out = &answer[demand.CountPage[demand.ObservedCount]]{page}
		return err
	})
	return out, err
}

type countSpotsInput struct {
	CountSeriesAsked
	Measure string `query:"measure" enum:"count,rate" doc:"What the hot-spots are of; as the settings have it, if left out"`
	Since   string `query:"since" maxLength:"40" doc:"A period: each count that is shown in both says by how much it changed, and Gi* of the changes"`
	Paging
}

// CountSeriesAsked is exported for the same reason.
type CountSeriesAsked struct {
	Period    string `query:"period" maxLength:"40" doc:"The latest, if left out"`
	Level     string `query:"level" enum:"lsoa,msoa,district,authority,region,nation,postcode_district,other" doc:"The smallest areas there are, if left out"`
	AgeBand   string `query:"age_band" maxLength:"100" doc:"All ages, if left out"`
	Need      string `query:"need" maxLength:"100" doc:"All needs, if left out"`
	Placement string `query:"placement" maxLength:"100" doc:"All placements, if left out"`
	Origin    string `query:"origin" maxLength:"100" doc:"All origins, if left out"`
}

func (in CountSeriesAsked) filter() demand.CountSeriesFilter { return demand.CountSeriesFilter(in) }

// countSpots are of the protected table with its stand-ins, for stewards too.
func (r *request) countSpots(ctx context.Context, in *countSpotsInput) (*answer[demand.CountSpots], error) {
	found, err := demand.FindCountSpots(ctx, r.db, demand.CountSpotFilter{CountSeriesFilter: in.CountSeriesAsked.filter(), Measure: demand.Measure(in.Measure), Since: in.Since, Cursor: in.Cursor, Limit: in.Limit})
	return &answer[demand.CountSpots]{found}, err
}

func (r *request) countCoverage(ctx context.Context, in *CountSeriesAsked) (*answer[demand.CountsCovered], error) {
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return nil, err
	}
	covered, err := coverage.OfCounts(ctx, r.db, in.filter())
	return &answer[demand.CountsCovered]{covered}, err
}

// countSeriesFilter is the cohort that a file is asked for.
func countSeriesFilter(c asked) (demand.CountSeriesFilter, error) {
	f := demand.CountSeriesFilter{Period: c.Query("period"), Level: c.Query("level"), AgeBand: c.Query("age_band"), Need: c.Query("need"), Placement: c.Query("placement"), Origin: c.Query("origin")}
	if text := f.Period + f.Level + f.AgeBand + f.Need + f.Placement + f.Origin; len(text) > 500 || strings.ContainsRune(text, 0) {
		return f, problem.Field("period", "Ask for something shorter.")
	}
	return f, nil
}

func (r *request) countSpotsTable(ctx context.Context, c asked) (t tables.Table, err error) {
	f := demand.CountSpotFilter{Measure: demand.Measure(c.Query("measure")), Since: c.Query("since")}
	if f.CountSeriesFilter, err = countSeriesFilter(c); err != nil {
		return t, err
	}
	if !slices.Contains([]demand.Measure{"", demand.OfCount, demand.OfRate}, f.Measure) {
		return t, problem.Field("measure", "Ask for count or rate.")
	}
	if f.Own, err = r.extent.Within(ctx, r.db); err != nil {
		return t, err
	}
	if t, err = demand.ExportCountSpots(ctx, r.db, f); err != nil {
		return t, err
	}
	t.About = append(t.About, tables.Line{Name: "Source", Text: countSource})
	return r.ownOnly(t, "your own authorities only, as far as your right to take them away goes"), nil
}

func (r *request) countCoverageTable(ctx context.Context, c asked) (t tables.Table, err error) {
	f, err := countSeriesFilter(c)
	if err != nil {
		return t, err
	}
	coverage, err := r.sim.Coverer.Now(ctx, r.db)
	if err != nil {
		return t, err
	}
	covered, err := coverage.OfCounts(ctx, r.db, f)
	if err != nil {
		return t, err
	}
	own, err := r.extent.Within(ctx, r.db)
	if err != nil {
		return t, err
	}
	t = covered.Export(own)
	t.About = append(t.About, tables.Line{Name: "Source", Text: countSource + " Places: " + registerSource})
	return r.ownOnly(t, "your own authorities only, as far as your right to take them away goes"), nil
}

// countsFilter is the filter of a file of counts, within one's own authorities where the
// right goes no further.
func (r *request) countsFilter(ctx context.Context, c asked) (f demand.CountFilter, said []tables.Line, err error) {
	f = demand.CountFilter{Period: c.Query("period"), Level: c.Query("level"), Authority: c.Query("authority"), AgeBand: c.Query("age_band"), Need: c.Query("need"), Since: c.Query("since")}
	if len(f.Period+f.Level+f.Authority+f.AgeBand+f.Need+f.Since) > 300 {
		return f, nil, problem.Field("period", "Ask for something shorter.")
	}
	if f.Own, err = r.extent.Within(ctx, r.db); err != nil {
		return f, nil, err
	}
	authority, err := r.named(ctx, f.Authority)
	return f, []tables.Line{filterLine("period", f.Period, "level", f.Level, "in", authority, "ages", f.AgeBand, "need", f.Need, "change since", f.Since)}, err
}

func (r *request) countsTable(ctx context.Context, c asked) (tables.Table, error) {
	f, said, err := r.countsFilter(ctx, c)
	if err != nil {
		return tables.Table{}, err
	}
	t := demand.ExportCounts(ctx, r.db, f)
	t.About = append(said, tables.Line{Name: "Source", Text: countSource})
	return r.ownOnly(t, "your own authorities only, as far as your right to take them away goes"), nil
}

func (r *request) observedTable(ctx context.Context, c asked) (t tables.Table, err error) {
	f, said, err := r.countsFilter(ctx, c)
	if err != nil {
		return t, err
	}
	err = accounts.Write(ctx, r.db, r.by, func(tx *gorm.DB) error {
		t, err = demand.ExportObserved(ctx, tx, f)
		return err
	})
	t.About = append(said, tables.Line{Name: "Source", Text: observedSource})
	return r.ownOnly(t, "your own authorities only, as far as your right to observed counts goes"), err
}

const (
	countSource    = "Counts that the authorities imported. A count of 1 to 5 is suppressed, and with it as many others as it takes that none can be worked out; an empty cell of children is not nought, and a nought that is shown is one. See docs/disclosure.md."
	observedSource = "Counts as imported, with those of 1 to 5. They could single out a child: they are not for sharing, and taking them was recorded."
)
