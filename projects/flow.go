package projects

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/values"
)

// Flow is what one sort of a project's money was in a month, or is to be.
type Flow struct {
	ProjectID      int64
	Month          int // counted from year 0: MonthOf
	Capital        bool
	Eligible       bool // counts against the grant, where it is capital
	SpentPence     int64
	CommittedPence int64 // ordered, to be spent in that month
	ToComePence    int64
}

// MonthOf numbers the month of a day: twelve a year.
func MonthOf(day values.Date) int { return monthOf(day) }

// Flows are the months of every project of a programme, in no order: what was spent in each,
// and what is committed or to come, spread as in the cash flow of one project.
func Flows(ctx context.Context, db *gorm.DB, programme int64, today values.Date) ([]Flow, error) {
	db = db.WithContext(ctx)
	const which = `WHERE project_id IN (SELECT id FROM projects WHERE programme_id = @programme)`
	args := map[string]any{"programme": programme, "year": FinancialYear(today)}
	var spent []struct {
		Flow
		Year, InYear int
	}
	err := db.Raw(`SELECT project_id, CAST(extract(year FROM on_day) AS integer) AS year, CAST(extract(month FROM on_day) AS integer) AS in_year, capital, eligible, CAST(sum(pence) AS bigint) AS spent_pence
		FROM ledger_entries `+which+` AND kind <> 'commitment' GROUP BY 1, 2, 3, 4, 5`, args).Scan(&spent).Error
	if err != nil {
		return nil, fmt.Errorf("add up the months of programme %d: %w", programme, err)
	}
	list := make([]Flow, 0, len(spent))
	for _, s := range spent {
		s.Month = s.Year*12 + s.InYear - 1
		list = append(list, s.Flow)
	}
	var ends []struct {
		ID   int64
		Ends values.Date
	}
	err = db.Raw(`SELECT p.id, coalesce(works.day, opening.forecast) AS ends FROM projects p
		LEFT JOIN LATERAL (SELECT coalesce(actual, forecast) AS day FROM milestones WHERE project_id = p.id AND code = 'M17') works ON true`+openingMilestone+` WHERE p.programme_id = @programme`, args).Scan(&ends).Error
	if err != nil {
		return nil, fmt.Errorf("read when the works of programme %d end: %w", programme, err)
	}
	end := map[int64]values.Date{}
	for _, e := range ends {
		end[e.ID] = e.Ends
	}
	var money []Line
	if err := db.Raw(lineColumns(which), args).Scan(&money).Error; err != nil {
		return nil, fmt.Errorf("read the budget lines of programme %d: %w", programme, err)
	}
	for _, l := range money {
		committed, toCome := l, l
		committed.ToComePence, toCome.CommittedPence = 0, 0
		add := func(month int, c, t int64) {
			list = append(list, Flow{ProjectID: l.ProjectID, Month: month, Capital: l.Capital, Eligible: l.Eligible, CommittedPence: c, ToComePence: t})
		}
		committed.spread(today, end[l.ProjectID], func(month int, pence int64) { add(month, pence, 0) })
		toCome.spread(today, end[l.ProjectID], func(month int, pence int64) { add(month, 0, pence) })
	}
	return list, nil
}
