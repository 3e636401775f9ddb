package projects_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
	"homeground/projects"
)

var (
	ctx   = context.Background()
	by    = accounts.User{Name: "Test manager"}
	today = day("2026-11-22")
)

func day(s string) values.Date {
	d, err := values.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func exec(t *testing.T, db *gorm.DB, sql string, args ...any) {
	t.Helper()
	if err := db.Exec(sql, args...).Error; err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// programme is a grant of £1,000 open by 30 September 2028.
func programme(t *testing.T, db *gorm.DB) int64 {
	t.Helper()
	var id int64
	if err := db.Raw(`INSERT INTO programmes (name, funder, award_pence, open_by, provenance) VALUES ('P', 'F', 100000, '2028-09-30', 'test') RETURNING id`).Scan(&id).Error; err != nil {
		t.Fatal(err)
	}
	return id
}

func option(t *testing.T, db *gorm.DB, programme int64, ref string) int64 {
	t.Helper()
	var id int64
	err := db.Raw(`INSERT INTO options (option_ref, programme_id, name, authority_code, route, places, cost_low_pence, cost_likely_pence, cost_high_pence,
		grant_pence, match_pence, starts_on, provenance, source) VALUES (?, ?, ?, 'E10000016', 'change_of_use', 2, 1, 2, 3, 0, 0, '2027-01-04', 'test', 'test') RETURNING id`,
		ref, programme, "Option "+ref).Scan(&id).Error
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// plan: design on 1 March, works on 1 June and a manager on 1 May both needed for the
// opening on 1 July; the manager has a month in hand.
var plan = []projects.Planned{
	{Code: "M08", Name: "Design frozen", Baseline: day("2027-03-01")},
	{Code: "M17", Name: "Practical completion", Baseline: day("2027-06-01"), Follows: []projects.PlannedLink{{Position: 0}}},
	{Code: "M19", Name: "Manager appointed", Baseline: day("2027-05-01")},
	{Code: "M24", Name: "First child placed", Baseline: day("2027-07-01"), Follows: []projects.PlannedLink{{Position: 1}, {Position: 2}}},
}

func project(t *testing.T, db *gorm.DB, grant int64) projects.Detail {
	t.Helper()
	p := programme(t, db)
	id, err := projects.Create(ctx, db, projects.New{Ref: "P-1", ProgrammeID: p, OptionID: option(t, db, p, "O-1"), Name: "Home", AuthorityCode: "E10000016",
		Places: 2, GrantPence: grant, StartsOn: day("2027-01-04"), Plan: plan, Provenance: "test", Source: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return read(t, db, id)
}

func read(t *testing.T, db *gorm.DB, id int64) projects.Detail {
	t.Helper()
	d, err := projects.Read(ctx, db, id, today)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func milestone(t *testing.T, d projects.Detail, code string) projects.Milestone {
	t.Helper()
	for _, m := range d.Milestones {
		if m.Code == code {
			return m
		}
	}
	t.Fatalf("no milestone %s", code)
	return projects.Milestone{}
}

func TestSlip(t *testing.T) {
	for _, c := range []struct {
		name, code, to    string
		works, opening    string
		moved             int
		slipped, follower string
	}{
		{"a needed milestone moves the opening", "M17", "2027-06-15", "2027-06-15", "2027-07-15", 2, "M17", "M24"},
		{"what follows from the first moves too", "M08", "2027-03-08", "2027-06-08", "2027-07-08", 3, "M08", "M24"},
		{"time in hand takes up a slip", "M19", "2027-05-20", "2027-06-01", "2027-07-01", 1, "M19", ""},
		{"more than the time in hand does not", "M19", "2027-06-05", "2027-06-01", "2027-07-05", 2, "M19", "M24"},
		{"earlier pulls in what waited for it", "M17", "2027-05-20", "2027-05-20", "2027-06-19", 2, "M17", "M24"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.Open(t)
			d := project(t, db, 0)
			m := milestone(t, d, c.code)
			preview, err := projects.PreviewSlips(ctx, db, d.ID, []projects.SlipAsked{{Code: m.Code, Forecast: day(c.to)}})
			if err != nil {
				t.Fatal(err)
			}
			if preview.Opening != day(c.opening) || len(preview.Moved) != c.moved {
				t.Errorf("preview: opens %s and moves %d, want %s and %d", preview.Opening, len(preview.Moved), c.opening, c.moved)
			}
			if again := read(t, db, d.ID); len(again.Slips) != 0 || again.Opening != d.Opening {
				t.Error("the preview was saved")
			}
			if _, err := projects.SlipMilestone(ctx, db, by, m.ID, day(c.to), "Roof", m.Version); err != nil {
				t.Fatal(err)
			}
			after := read(t, db, d.ID)
			if after.Opening != day(c.opening) || after.OpeningBaseline != day("2027-07-01") {
				t.Errorf("opens %s (baseline %s), want %s (2027-07-01)", after.Opening, after.OpeningBaseline, c.opening)
			}
			if got := milestone(t, after, "M17").Forecast; got != day(c.works) {
				t.Errorf("works end %s, want %s", got, c.works)
			}
			if len(after.Slips) != c.moved {
				t.Errorf("%d slips kept, want %d", len(after.Slips), c.moved)
			}
			for _, s := range after.Slips {
				if s.MilestoneID == m.ID && (s.Reason != "Roof" || s.CausedBy != nil || s.From != m.Forecast || s.By != by.Name) {
					t.Errorf("slip kept as %+v", s)
				}
				if s.MilestoneID != m.ID && s.CausedBy == nil {
					t.Errorf("slip of %s does not say what it followed from", s.Milestone)
				}
			}
		})
	}
}

func TestSlipRefused(t *testing.T) {
	db := storetest.Open(t)
	d := project(t, db, 0)
	m := milestone(t, d, "M17")
	exec(t, db, `UPDATE milestones SET actual = '2027-02-25' WHERE project_id = ? AND code = 'M08'`, d.ID)
	for _, c := range []struct {
		name     string
		id       int64
		to       values.Date
		reason   string
		version  int
		kind     problem.Kind
		mentions string
	}{
		{"no reason", m.ID, day("2027-06-15"), "  ", m.Version, problem.Invalid, "why"},
		{"no date", m.ID, values.Date{}, "Roof", m.Version, problem.Invalid, "new forecast date"},
		{"the date it has", m.ID, m.Forecast, "Roof", m.Version, problem.Invalid, "already has"},
		{"a year mistyped", m.ID, day("2207-06-15"), "Roof", m.Version, problem.Invalid, "2100"},
		{"already reached", milestone(t, d, "M08").ID, day("2027-06-15"), "Roof", 1, problem.Clash, "reached on 25 February 2027"},
		{"someone was faster", m.ID, day("2027-06-15"), "Roof", m.Version + 1, problem.Stale, "Someone else"},
		{"no such milestone", 999999, day("2027-06-15"), "Roof", 1, problem.NotFound, "milestone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := projects.SlipMilestone(ctx, db, by, c.id, c.to, c.reason, c.version)
			p, ok := problem.As(err)
			if !ok || p.Kind != c.kind || !strings.Contains(p.Text, c.mentions) {
				t.Errorf("got %v, want a problem of kind %d that mentions %q", err, c.kind, c.mentions)
			}
		})
	}
	if after := read(t, db, d.ID); len(after.Slips) != 0 {
		t.Errorf("%d slips were kept of those refused", len(after.Slips))
	}
}

func TestTwoSlipsAtOnceLoseNothing(t *testing.T) {
	s := storetest.Fresh(t)
	d := project(t, s.DB, 0)
	m := milestone(t, d, "M17")
	var wait sync.WaitGroup
	won := make([]bool, 8)
	for i := range won {
		wait.Go(func() {
			_, err := projects.SlipMilestone(ctx, s.DB, by, m.ID, day("2027-06-15").AddDays(i), "Roof", m.Version)
			won[i] = err == nil
		})
	}
	wait.Wait()
	winners := 0
	for _, w := range won {
		if w {
			winners++
		}
	}
	if winners != 1 {
		t.Errorf("%d slips of one version were taken, want 1", winners)
	}
	after := read(t, s.DB, d.ID)
	if milestone(t, after, "M17").Version != m.Version+1 {
		t.Errorf("version = %d, want %d", milestone(t, after, "M17").Version, m.Version+1)
	}
}

func TestAwardHoldsInTheDatabase(t *testing.T) {
	s := storetest.Fresh(t)
	d := project(t, s.DB, 40000)
	var programme int64
	s.DB.Raw(`SELECT programme_id FROM projects WHERE id = ?`, d.ID).Scan(&programme)
	var wait sync.WaitGroup
	results := make([]error, 10)
	for i := range results {
		wait.Go(func() {
			results[i] = s.DB.Exec(`WITH p AS (INSERT INTO projects (project_ref, programme_id, name, authority_code, provenance, source) VALUES (?, ?, 'N', 'E10000016', 'test', 'test') RETURNING id)
				INSERT INTO funding (project_id, source, pence, secured) SELECT id, 'grant', 20000, true FROM p`, "X-"+string(rune('A'+i)), programme).Error
		})
	}
	wait.Wait()
	taken := 0
	for _, err := range results {
		var pg *pgconn.PgError
		switch {
		case err == nil:
			taken++
		case !errors.As(err, &pg) || pg.ConstraintName != "projects_within_award":
			t.Errorf("refused with %v, want the award's own refusal", err)
		}
	}
	if taken != 3 {
		t.Errorf("%d projects of £200 fitted beside £400 under £1,000, want 3", taken)
	}
	if err := s.DB.Exec(`UPDATE programmes SET award_pence = 99999 WHERE id = ?`, programme).Error; err == nil {
		t.Error("an award below what is used was taken")
	}
	if err := s.DB.Exec(`UPDATE funding SET pence = 40001 WHERE project_id = ?`, d.ID).Error; err == nil {
		t.Error("a project's grant was raised past the award")
	}
	if err := s.DB.Exec(`UPDATE projects SET grant_pence = 39999 WHERE id = ?`, d.ID).Error; err == nil {
		t.Error("a project's grant was written beside its funding")
	}
}

func TestRemoveKeepsHistory(t *testing.T) {
	for name, sql := range map[string]string{
		"a slip":           `INSERT INTO slips (milestone_id, to_day, reason, by_name) SELECT id, '2027-06-15', 'Roof', 'b' FROM milestones WHERE project_id = ? AND code = 'M17'`,
		"spend":            `INSERT INTO ledger_entries (project_id, on_day, pence, note, source) VALUES (?, '2027-01-10', 1, 'n', 's')`,
		"a date reached":   `UPDATE milestones SET actual = '2026-11-01' WHERE project_id = ? AND code = 'M17'`,
		"a change request": `INSERT INTO change_requests (project_id, number, title, reason, places, asked_by_name) VALUES (?, 1, 'A room more', 'Need', 1, 'm')`,
		"a payment":        `INSERT INTO payments (programme_id, project_id, kind, on_day, pence, by_name, provenance) SELECT programme_id, id, 'scheduled', '2026-09-30', 7, 'x', 'test' FROM projects WHERE id = ?`,
		"a condition":      `INSERT INTO conditions (programme_id, project_id, kind, text, provenance) SELECT programme_id, id, 'publicity', 'Put a sign up', 'test' FROM projects WHERE id = ?`,
		"nothing":          ``,
	} {
		t.Run(name, func(t *testing.T) {
			db := storetest.Open(t)
			d := project(t, db, 0)
			if sql != "" {
				exec(t, db, sql, d.ID)
			}
			err := projects.Remove(ctx, db, d.ID)
			if p, ok := problem.As(err); sql != "" && (!ok || p.Kind != problem.Clash) || sql == "" && err != nil {
				t.Errorf("removing it: %v", err)
			}
		})
	}
}

func TestLedgerAndSlipsAreAppendOnly(t *testing.T) {
	for _, sql := range []string{`UPDATE ledger_entries SET pence = 2`, `UPDATE slips SET reason = 'Other'`} {
		t.Run(sql, func(t *testing.T) {
			db := storetest.Open(t)
			d := project(t, db, 0)
			exec(t, db, `INSERT INTO ledger_entries (project_id, on_day, pence, note, source) VALUES (?, '2027-01-10', 1, 'n', 's')`, d.ID)
			exec(t, db, `INSERT INTO slips (milestone_id, to_day, reason, by_name) VALUES (?, '2027-01-10', 'r', 'b')`, milestone(t, d, "M17").ID)
			if err := db.Exec(sql).Error; err == nil {
				t.Error("it was taken")
			}
		})
	}
}
