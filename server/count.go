package server

import (
	"context"

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
