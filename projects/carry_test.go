package projects_test

import (
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
	"homeground/projects"
)

// TestCarryForward: of a year that is over, what was not spent by 31 March needs letters, however
// the budget was moved since; no letter is for more, and one entered wrongly is taken back.
func TestCarryForward(t *testing.T) {
	db := storetest.Open(t)
	id := project(t, db, 0).ID
	line := func(year int, capital, eligible bool, pence int64) (n int64) {
		t.Helper()
		if err := db.Raw(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, 'works', ?, ?, ?, ?) RETURNING id`, id, year, capital, eligible, pence).Scan(&n).Error; err != nil {
			t.Fatal(err)
		}
		return n
	}
	exec := func(sql string, args ...any) {
		t.Helper()
		if err := db.Exec(sql, args...).Error; err != nil {
			t.Fatal(err)
		}
	}
	of := func() []projects.CarryForward { t.Helper(); return money(t, db, id).CarryForwards }
	old, next := line(2025, true, true, 4_500_000), line(2026, true, true, 1_000_000)
	line(2025, true, false, 900_000) // does not count against the grant
	spend := `INSERT INTO ledger_entries (project_id, category, kind, on_day, pence, capital, eligible, note, source) VALUES (?, 'works', ?, ?, ?, true, true, 'n', 's')`
	exec(spend, id, "payment", "2026-03-31", 4_000_000)
	exec(spend, id, "accrual", "2025-04-01", 170_000)
	exec(spend, id, "payment", "2026-04-01", 500_000)    // the next year's
	exec(spend, id, "commitment", "2026-03-31", 300_000) // ordered is not spent
	if got := of(); len(got) != 1 || got[0].Year != 2025 || got[0].UnspentPence != 330_000 || got[0].NeededPence != 330_000 || len(got[0].Letters) != 0 {
		t.Fatalf("%+v", got)
	}
	// What is moved once the year is over leaves what was unspent at its end; before, it does not.
	moved := `INSERT INTO transfers (from_line, to_line, pence, reason, state, asked_by_name, asked_at) VALUES (?, ?, ?, 'r', 'made', 'n', ?)`
	exec(moved, old, next, 330_000, "2026-04-01 00:30:00+01")
	exec(`UPDATE budget_lines SET pence = pence + CASE id WHEN ? THEN -330000 ELSE 330000 END WHERE id IN (?, ?)`, old, old, next)
	if got := of(); len(got) != 1 || got[0].UnspentPence != 330_000 {
		t.Errorf("moved after the year's end: %+v", got)
	}
	exec(moved, old, next, 30_000, "2026-03-31 23:30:00+01")
	exec(`UPDATE budget_lines SET pence = pence + CASE id WHEN ? THEN -30000 ELSE 30000 END WHERE id IN (?, ?)`, old, old, next)
	if got := of(); got[0].UnspentPence != 300_000 {
		t.Errorf("moved before the year's end: %+v", got)
	}

	letter := func(year int, pence int64, on values.Date, by string) error {
		return db.Transaction(func(tx *gorm.DB) error {
			_, err := projects.RecordCarryForward(ctx, tx, accounts.User{Name: "Finance"}, id, projects.CarryWritten{Year: year, Pence: pence, LetterOn: on, AgreedBy: by}, today)
			return err
		})
	}
	for name, err := range map[string]error{
		"a year that goes on": letter(2026, 1, today, "DfE"), "nothing": letter(2025, 0, today, "DfE"), "more than is unspent": letter(2025, 300_001, today, "DfE"),
		"of another year": letter(2024, 1, today, "DfE"), "tomorrow's": letter(2025, 1, today.AddDays(1), "DfE"), "nobody's": letter(2025, 1, today, " "), "more back than was agreed": letter(2025, -1, today, "DfE"),
	} {
		if kind(err) != problem.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, step := range []struct{ pence, agreed, needed int64 }{{200_000, 200_000, 100_000}, {100_000, 300_000, 0}, {-100_000, 200_000, 100_000}} {
		if err := letter(2025, step.pence, today, "The Department"); err != nil {
			t.Fatal(err)
		}
		if got := of(); got[0].AgreedPence != step.agreed || got[0].NeededPence != step.needed {
			t.Errorf("after %d: %+v", step.pence, got)
		}
	}
	if got := of(); len(got[0].Letters) != 3 || got[0].Letters[0].By != "Finance" || got[0].Letters[0].AgreedBy != "The Department" {
		t.Errorf("%+v", got)
	}
	for _, sql := range []string{`UPDATE carry_forwards SET pence = 1`, `SET LOCAL ROLE homeground_app; DELETE FROM carry_forwards`} {
		if err := db.Transaction(func(tx *gorm.DB) error { return tx.Exec(sql).Error }); err == nil {
			t.Errorf("%s was taken", sql)
		}
	}
}
