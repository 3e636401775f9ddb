package projects_test

import (
	"testing"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
	"homeground/projects"
)

func keep(t *testing.T, db *gorm.DB, on values.Date) {
	t.Helper()
	if err := projects.KeepStandings(ctx, db, on); err != nil {
		t.Fatal(err)
	}
}

func compared(t *testing.T, db *gorm.DB, id int64, from, to, today values.Date) projects.StandingPair {
	t.Helper()
	c, err := projects.Compare(ctx, db, id, from, to, today)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Items) != 1 {
		t.Fatalf("%d projects compared, want one", len(c.Items))
	}
	return c.Items[0]
}

// TestCompare plays three days: what was kept on each is found again on any day between, and
// a day on which nothing changed keeps nothing.
func TestCompare(t *testing.T) {
	db := storetest.Open(t)
	p := project(t, db, 40_000)
	exec(t, db, `INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, 'works', 2028, true, true, 100000) ON CONFLICT DO NOTHING`, p.ID)
	first, second, third := day("2026-09-01"), day("2026-10-01"), day("2026-11-01")

	keep(t, db, first)
	before := read(t, db, p.ID)
	keep(t, db, first.AddDays(3)) // nothing changed
	exec(t, db, `INSERT INTO slips (milestone_id, from_day, to_day, reason, by_name) VALUES (?, '2028-01-01', '2028-02-01', 'x', 'test')`, milestone(t, before, "M24").ID)
	exec(t, db, `UPDATE milestones SET forecast = forecast + 31 WHERE id = ?`, milestone(t, before, "M24").ID)
	exec(t, db, `INSERT INTO risks (project_id, risk, owner, likelihood, impact, provenance, source) VALUES (?, 'Flood', 'A', 4, 4, 'test', 'test')`, p.ID)
	keep(t, db, second)
	exec(t, db, `INSERT INTO ledger_entries (project_id, on_day, pence, note, source) VALUES (?, '2026-10-20', 12345, 'Survey', 'test')`, p.ID)
	keep(t, db, third)

	var rows int
	if db.Raw(`SELECT count(*) FROM standings`).Scan(&rows); rows != 3 {
		t.Errorf("%d days kept, want 3", rows)
	}
	c := compared(t, db, p.ID, first.AddDays(10), second, today)
	if c.SlippedDays != 31 || c.Then.OnDay != first || c.Now.OnDay != second || c.Then.Overall == "red" || c.Now.Overall != "red" || c.Now.Risk != "red" || *c.Now.SpentPence != 0 {
		t.Errorf("from the first to the second: %+v then %+v now %+v", c, c.Then, c.Now)
	}
	c = compared(t, db, p.ID, second.AddDays(-1), third.AddDays(-1), today)
	if c.SlippedDays != 31 || c.Then.OnDay != first || c.Now.OnDay != second {
		t.Errorf("the days between are not those of what was kept last: %+v", c)
	}
	exec(t, db, `INSERT INTO ledger_entries (project_id, on_day, pence, note, source) VALUES (?, '2026-11-20', 655, 'Bill', 'test')`, p.ID)
	c = compared(t, db, p.ID, third, today, today)
	if *c.Then.SpentPence != 12345 || *c.Now.SpentPence != 13000 || c.SlippedDays != 0 || c.First != first {
		t.Errorf("today is not as it stands now: %+v then %+v now %+v", c, c.Then, c.Now)
	}
	if c = compared(t, db, p.ID, first.AddDays(-1), first, today); c.Then != nil || c.Now == nil {
		t.Errorf("before the first day something was known: %+v", c)
	}
	for _, f := range []struct {
		from, to values.Date
		field    string
	}{{second, second, "from"}, {third, second, "from"}, {first, today.AddDays(1), "to"}} {
		if _, err := projects.Compare(ctx, db, p.ID, f.from, f.to, today); kind(err) != problem.Invalid || field(err) != f.field {
			t.Errorf("from %s to %s: %v, want a fault of %s", f.from, f.to, err, f.field)
		}
	}
}

// TestStandingsWorkedBack: of the days before any was kept there is what the project's own
// history tells, and no more.
func TestStandingsWorkedBack(t *testing.T) {
	db := storetest.Open(t)
	p := project(t, db, 40_000)
	opens := milestone(t, p, "M24")
	exec(t, db, `INSERT INTO forecasts (project_id, on_day, p50, p80, open_by, chance, worked_back) VALUES
		(@id, '2026-06-01', '2028-03-01', '2028-06-01', '2028-09-30', 0.95, true), (@id, '2026-08-01', '2028-04-01', '2028-09-01', '2028-09-30', 0.8, true), (@id, '2026-11-22', '2028-05-01', '2028-10-01', '2028-09-30', 0.7, false)`,
		map[string]any{"id": p.ID})
	// Moved at half past midnight of 2 August in the United Kingdom, which was 1 August elsewhere.
	exec(t, db, `INSERT INTO slips (milestone_id, from_day, to_day, reason, by_name, at) VALUES (?, ?, ?, 'x', 'test', '2026-08-01T23:30:00Z')`, opens.ID, opens.Forecast.AddDays(-20), opens.Forecast)
	exec(t, db, `INSERT INTO ledger_entries (project_id, on_day, pence, note, source) VALUES (@id, '2026-06-01', 100, 'a', 'test'), (@id, '2026-07-01', 30, 'b', 'test'), (@id, '2026-09-01', 5, 'c', 'test')`, map[string]any{"id": p.ID})
	keep(t, db, today)
	keep(t, db, today)
	c := compared(t, db, p.ID, day("2026-06-01"), day("2026-08-01"), today)
	for i, s := range []*projects.Standing{c.Then, c.Now} {
		want := []struct {
			spent    int64
			delivery string
		}{{100, "green"}, {130, "amber_green"}}[i]
		if !s.WorkedBack || s.Opening != opens.Forecast.AddDays(-20) || *s.SpentPence != want.spent || s.Delivery != want.delivery || s.Places != nil || s.BudgetPence != nil || s.Overall != "" {
			t.Errorf("%s: %+v", s.OnDay, s)
		}
	}
	c = compared(t, db, p.ID, day("2026-08-02"), today, today)
	if c.SlippedDays != 20 || *c.Now.SpentPence != 135 || c.Now.P80 != day("2028-10-01") {
		t.Errorf("since 2 August: %+v, then %+v, now %+v", c, c.Then, c.Now)
	}
	exec(t, db, `UPDATE milestones SET actual = '2026-07-20' WHERE id = ?`, opens.ID)
	exec(t, db, `DELETE FROM standings`)
	keep(t, db, today)
	if c = compared(t, db, p.ID, day("2026-06-01"), day("2026-08-01"), today); c.Now.Opening != day("2026-07-20") || c.Then.Opening != opens.Forecast.AddDays(-20) {
		t.Errorf("an opening that was reached: then %+v, now %+v", c.Then, c.Now)
	}
}
