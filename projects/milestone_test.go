package projects_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/schedule"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
	"homeground/projects"
)

// written is a milestone as it is, to be written anew.
func written(m projects.Milestone) projects.MilestoneWritten {
	return projects.MilestoneWritten{Actual: m.Actual, Owner: m.Owner, Evidence: m.Evidence}
}

// refused wants a problem of a kind, with the fields at fault and words in it.
func refused(t *testing.T, err error, kind problem.Kind, mentions ...string) {
	t.Helper()
	p, ok := problem.As(err)
	if !ok || p.Kind != kind {
		t.Fatalf("got %v, want a problem of kind %d", err, kind)
	}
	said := fmt.Sprint(p.Text, p.Faults)
	for _, m := range mentions {
		if !strings.Contains(said, m) {
			t.Errorf("%q does not mention %q", said, m)
		}
	}
}

func TestReached(t *testing.T) {
	for _, c := range []struct {
		name, code, actual string
		works, opening     string // where these stand after
		slips              int
	}{
		{"late: what follows moves", "M08", "2027-03-15", "2027-06-15", "2027-07-15", 3},
		{"early: what waited is pulled in, as far as the other allows", "M17", "2027-04-20", "2027-04-20", "2027-05-31", 2},
		{"on its day: nothing moves", "M17", "2027-06-01", "2027-06-01", "2027-07-01", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.Open(t)
			d := project(t, db, 0)
			m := milestone(t, d, c.code)
			w := written(m)
			w.Actual, w.Owner, w.Evidence = day(c.actual), " Clerk of works ", "Certificate 7"
			after, err := projects.ChangeMilestone(ctx, db, by, m.ID, m.Version, w, day("2027-12-01"))
			if err != nil {
				t.Fatal(err)
			}
			if after.Actual != day(c.actual) || after.Forecast != m.Forecast || after.Owner != "Clerk of works" || after.Evidence != "Certificate 7" || after.Version != m.Version+1 {
				t.Errorf("kept as %+v", after)
			}
			d = read(t, db, d.ID)
			stands := func(code string) values.Date {
				m := milestone(t, d, code)
				if !m.Actual.IsZero() {
					return m.Actual
				}
				return m.Forecast
			}
			if stands("M17") != day(c.works) || d.Opening != day(c.opening) || len(d.Slips) != c.slips {
				t.Errorf("works %s, opening %s, %d slips", stands("M17"), d.Opening, len(d.Slips))
			}
			// Taken back with a reason, all stands where it stood.
			w = written(after)
			w.Actual = values.Date{}
			_, err = projects.ChangeMilestone(ctx, db, by, m.ID, after.Version, w, day("2027-12-01"))
			refused(t, err, problem.Invalid, "reason", "why")
			w.Reason = "It was the other house"
			if _, err = projects.ChangeMilestone(ctx, db, by, m.ID, after.Version, w, day("2027-12-01")); err != nil {
				t.Fatal(err)
			}
			d = read(t, db, d.ID)
			for _, p := range plan {
				if got := milestone(t, d, p.Code); got.Forecast != p.Baseline || !got.Actual.IsZero() {
					t.Errorf("taken back, %s stands at %s, reached %s", p.Code, got.Forecast, got.Actual)
				}
			}
		})
	}
}

func TestMilestoneRefused(t *testing.T) {
	db := storetest.Open(t)
	d := project(t, db, 0)
	design, works := milestone(t, d, "M08"), milestone(t, d, "M17")
	change := func(w projects.MilestoneWritten, version int) error {
		_, err := projects.ChangeMilestone(ctx, db, by, works.ID, version, w, today)
		return err
	}
	refused(t, change(projects.MilestoneWritten{}, works.Version+1), problem.Stale, "Someone else")
	refused(t, change(projects.MilestoneWritten{Name: "Roof on", Actual: day("2026-11-23")}, works.Version), problem.Invalid, "M17 is Practical completion", "still to come")
	refused(t, change(projects.MilestoneWritten{Actual: day("1999-12-31")}, works.Version), problem.Invalid, "2000")
	refused(t, change(projects.MilestoneWritten{Follows: []projects.MilestoneLink{{MilestoneID: 99}, {MilestoneID: works.ID}, {MilestoneID: design.ID, LagDays: 4000}, {MilestoneID: design.ID}}}, works.Version),
		problem.Invalid, "follows[0]", "not in this plan", "follows[1]", "itself", "follows[2]", "3,650", "follows[3]", "twice")
	_, err := projects.ChangeMilestone(ctx, db, by, design.ID, design.Version, projects.MilestoneWritten{Follows: []projects.MilestoneLink{{MilestoneID: milestone(t, d, "M24").ID}}}, today)
	refused(t, err, problem.Invalid, "wait for one another", "Design frozen", "Practical completion", "First child placed")
	if after := read(t, db, d.ID); len(after.Slips) != 0 || after.Version != d.Version {
		t.Errorf("something was kept of what was refused: %+v", after.Slips)
	}
}

func TestOwnMilestones(t *testing.T) {
	db := storetest.Open(t)
	d := project(t, db, 0)
	works, opening := milestone(t, d, "M17"), milestone(t, d, "M24")
	add := func(n projects.NewMilestone) (projects.Milestone, error) {
		return projects.AddMilestone(ctx, db, d.ID, n)
	}
	_, err := add(projects.NewMilestone{Code: "M17", Forecast: day("2027-05-01")})
	refused(t, err, problem.Invalid, "has M17")
	_, err = add(projects.NewMilestone{Name: "practical completion", Follows: []projects.MilestoneLink{{MilestoneID: 99}}})
	refused(t, err, problem.Invalid, "name already", "Enter the date", "not in this plan")
	_, err = add(projects.NewMilestone{Code: "M99", Forecast: day("2027-05-01")})
	refused(t, err, problem.Invalid, "M01 to M27")

	stairs, err := add(projects.NewMilestone{Name: "Stairs in", Forecast: day("2027-06-15"), Owner: "Joiner", Follows: []projects.MilestoneLink{{MilestoneID: works.ID, LagDays: 7}}})
	if err != nil || stairs.Code != "X01" || stairs.FloatDays != nil || !stairs.Baseline.IsZero() {
		t.Fatalf("%+v, %v", stairs, err)
	}
	tender, err := add(projects.NewMilestone{Code: "m14", Forecast: day("2027-04-01")})
	if err != nil || tender.Code != "M14" || tender.Name != "Tender" {
		t.Fatalf("%+v, %v", tender, err)
	}
	codes := ""
	for _, m := range read(t, db, d.ID).Milestones {
		codes += m.Code + " "
	}
	if codes != "M08 M14 M17 X01 M19 M24 " {
		t.Errorf("in the order %s", codes)
	}
	// The opening waits for the stairs now: they are on the critical path, 16 days from it.
	w := written(opening)
	w.Follows = append(opening.Follows, projects.MilestoneLink{MilestoneID: stairs.ID})
	if _, err := projects.ChangeMilestone(ctx, db, by, opening.ID, opening.Version, w, today); err != nil {
		t.Fatal(err)
	}
	stairs = milestone(t, read(t, db, d.ID), "X01")
	if stairs.FloatDays == nil || *stairs.FloatDays != 0 {
		t.Errorf("float of the stairs is %v", stairs.FloatDays)
	}
	works = milestone(t, read(t, db, d.ID), "M17")
	if works.FloatDays == nil || *works.FloatDays != 0 {
		t.Errorf("float of the works is %v", works.FloatDays)
	}
	if _, err := projects.SlipMilestone(ctx, db, by, works.ID, day("2027-06-11"), "Roof", works.Version); err != nil {
		t.Fatal(err)
	}
	d = read(t, db, d.ID)
	if got := milestone(t, d, "X01"); got.Forecast != day("2027-06-25") || d.Opening != day("2027-07-11") {
		t.Errorf("stairs on %s, opening %s", got.Forecast, d.Opening)
	}
	refused(t, projects.RemoveMilestone(ctx, db, stairs.ID, stairs.Version+1), problem.Clash, "history")
	refused(t, projects.RemoveMilestone(ctx, db, works.ID, works.Version+1), problem.Clash, "history")
	if err := projects.RemoveMilestone(ctx, db, tender.ID, tender.Version); err != nil {
		t.Error(err)
	}
}

func TestSeveralSlips(t *testing.T) {
	db := storetest.Open(t)
	d := project(t, db, 0)
	asked := []projects.SlipAsked{{Code: "M17", Forecast: day("2027-06-10")}, {Code: "M19", Forecast: day("2027-07-01")}}
	preview, err := projects.PreviewSlips(ctx, db, d.ID, asked)
	if err != nil || preview.Opening != day("2027-07-31") || len(preview.Moved) != 3 {
		t.Fatalf("%+v, %v", preview, err)
	}
	slip := func(asked []projects.SlipAsked, reason string, version int) error {
		return projects.SlipMilestones(ctx, db, by, d.ID, asked, reason, version, today)
	}
	refused(t, slip(asked, "Roof", d.Version+1), problem.Stale)
	refused(t, slip(asked, " ", d.Version), problem.Invalid, "why")
	refused(t, slip(nil, "Roof", d.Version), problem.Invalid, "at least one")
	refused(t, slip([]projects.SlipAsked{{Code: "M17", Forecast: day("2027-06-01")}, {Code: "M02", Forecast: day("2027-06-01")}, {Code: "M19"}, {Code: "M17", Forecast: day("2207-06-01")}}, "Roof", d.Version),
		problem.Invalid, "moves[0].forecast", "already has", "moves[1]", "no such milestone", "moves[2]", "Enter", "moves[3]", "twice")
	if err := slip(asked, "Roof", d.Version); err != nil {
		t.Fatal(err)
	}
	after := read(t, db, d.ID)
	if after.Opening != preview.Opening || len(after.Slips) != 3 {
		t.Errorf("opens %s, %d slips", after.Opening, len(after.Slips))
	}
	for i, m := range after.Milestones {
		for _, move := range preview.Moved {
			if move.ID == m.ID && move.To != m.Forecast {
				t.Errorf("milestone %d went to %s, the preview said %s", i, m.Forecast, move.To)
			}
		}
	}
}

func TestUndo(t *testing.T) {
	db := storetest.Open(t)
	d := project(t, db, 0)
	move := func(code, to string) int64 {
		t.Helper()
		m := milestone(t, read(t, db, d.ID), code)
		if _, err := projects.SlipMilestone(ctx, db, by, m.ID, day(to), "Roof", m.Version); err != nil {
			t.Fatal(err)
		}
		for _, s := range read(t, db, d.ID).Slips {
			if s.CausedBy == nil {
				return s.ID
			}
		}
		panic("no slip")
	}
	first := move("M08", "2027-03-15")
	second := move("M17", "2027-07-01")
	undo := func(id int64) error {
		_, err := projects.UndoSlip(ctx, db, by, id)
		return err
	}
	refused(t, undo(first), problem.Clash, "has moved since")
	refused(t, undo(999), problem.NotFound)
	if err := undo(second); err != nil {
		t.Fatal(err)
	}
	d = read(t, db, d.ID)
	if d.Opening != day("2027-07-15") || d.Slips[0].Reason != "Undone: Roof" && d.Slips[1].Reason != "Undone: Roof" {
		t.Errorf("opens %s: %+v", d.Opening, d.Slips)
	}
	for _, s := range d.Slips {
		again := strings.HasPrefix(s.Reason, "Undone") && s.CausedBy == nil
		if s.Undoable != again {
			t.Errorf("%+v", s)
		}
	}
	refused(t, undo(second), problem.Clash, "moved since")
	refused(t, undo(first), problem.Clash, "moved since")
	if err := undo(d.Slips[0].ID); err != nil { // the undoing undone
		t.Fatal(err)
	}
	if d = read(t, db, d.ID); d.Opening != day("2027-07-31") {
		t.Errorf("opens %s", d.Opening)
	}
	works := milestone(t, d, "M17")
	w := written(works)
	w.Actual = day("2027-06-20")
	if _, err := projects.ChangeMilestone(ctx, db, by, works.ID, works.Version, w, day("2027-12-01")); err != nil {
		t.Fatal(err)
	}
	refused(t, undo(read(t, db, d.ID).Slips[0].ID), problem.Clash, "was reached on 20 June 2027")
}

// TestWorkedPlans works random plans in random ways: every forecast stands where Reforecast
// says, slips of a milestone join end to end, and undoing restores what was.
func TestWorkedPlans(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 4))
	db := storetest.Open(t)
	prog := programme(t, db)
	done := map[string]int{}
	for round := range 12 {
		var plan []projects.Planned
		for i := range 3 + r.IntN(8) {
			p := projects.Planned{Code: fmt.Sprintf("M%02d", i+1), Name: fmt.Sprintf("Step %d", i+1), Baseline: day("2026-01-01").AddDays(r.IntN(700))}
			for f := range i {
				if r.IntN(3) == 0 {
					p.Follows = append(p.Follows, projects.PlannedLink{Position: f, LagDays: r.IntN(30) - 5})
				}
			}
			plan = append(plan, p)
		}
		ref := fmt.Sprintf("P-%d", round)
		id, err := projects.Create(ctx, db, projects.New{Ref: ref, ProgrammeID: prog, OptionID: option(t, db, prog, "O-"+ref), Name: "Home", AuthorityCode: "E10000016",
			StartsOn: day("2026-01-01"), Plan: plan, Provenance: "test", Source: "test"})
		if err != nil {
			t.Fatal(err)
		}
		for range 12 {
			before := read(t, db, id)
			m := before.Milestones[r.IntN(len(before.Milestones))]
			what, moved := "", map[int64]values.Date{}
			to := m.Forecast.AddDays(r.IntN(120) - 40)
			late := day("2031-01-01")
			switch n := r.IntN(6); {
			case n < 2 && m.Actual.IsZero() && to != m.Forecast:
				what = "slip"
				moved[m.ID] = to
				_, err = projects.SlipMilestone(ctx, db, by, m.ID, to, "Why", m.Version)
			case n == 2:
				var asked []projects.SlipAsked
				for _, x := range before.Milestones {
					if x.Actual.IsZero() && r.IntN(2) == 0 {
						asked = append(asked, projects.SlipAsked{Code: x.Code, Forecast: x.Forecast.AddDays(1 + r.IntN(60))})
						moved[x.ID] = asked[len(asked)-1].Forecast
					}
				}
				if len(asked) == 0 {
					continue
				}
				what = "several"
				err = projects.SlipMilestones(ctx, db, by, id, asked, "Why", before.Version, today)
			case n == 3 && m.Actual.IsZero():
				what = "reached"
				moved[m.ID] = to
				w := written(m)
				w.Actual = to
				_, err = projects.ChangeMilestone(ctx, db, by, m.ID, m.Version, w, late)
			case n == 4 && !m.Actual.IsZero():
				what = "taken back"
				moved[m.ID] = m.Forecast
				w := written(m)
				w.Actual, w.Reason = values.Date{}, "Not so"
				_, err = projects.ChangeMilestone(ctx, db, by, m.ID, m.Version, w, late)
			default:
				what = ""
			}
			if what == "" {
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			done[what]++
			after := read(t, db, id)
			asExpected(t, db, before, after, moved)
			joined(t, after)
			if what != "slip" && what != "several" || r.IntN(3) > 0 {
				continue
			}
			for _, s := range after.Slips {
				if !s.Undoable {
					continue
				}
				done["undone"]++
				if _, err := projects.UndoSlip(ctx, db, by, s.ID); err != nil {
					t.Fatal(err)
				}
				back := read(t, db, id)
				for i, m := range back.Milestones {
					if m.Forecast != before.Milestones[i].Forecast {
						t.Errorf("undone, %s stands at %s, before it was %s", m.Code, m.Forecast, before.Milestones[i].Forecast)
					}
				}
				joined(t, back)
				break
			}
		}
	}
	for _, what := range []string{"slip", "several", "reached", "taken back", "undone"} {
		if done[what] < 3 {
			t.Errorf("%s was tried %d times", what, done[what])
		}
	}
}

// asExpected wants each milestone where Reforecast puts it, told of the plan before.
func asExpected(t *testing.T, db *gorm.DB, before, after projects.Detail, moved map[int64]values.Date) {
	t.Helper()
	var plan []schedule.Milestone
	var links []schedule.MilestoneLink
	for _, m := range before.Milestones {
		x := schedule.Milestone{ID: m.ID, Forecast: m.Forecast, Actual: m.Actual}
		if _, ok := moved[m.ID]; ok && !m.Actual.IsZero() {
			x.Forecast, x.Actual = m.Actual, values.Date{}
		}
		plan = append(plan, x)
		for _, l := range m.Follows {
			links = append(links, schedule.MilestoneLink{Milestone: m.ID, Follows: l.MilestoneID, LagDays: l.LagDays})
		}
	}
	want, err := schedule.Reforecast(plan, links, moved)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range after.Milestones {
		stands := m.Forecast
		if _, ok := moved[m.ID]; ok && !m.Actual.IsZero() {
			stands = m.Actual
		}
		if stands != want[m.ID] {
			t.Errorf("%s stands at %s, Reforecast says %s", m.Code, stands, want[m.ID])
		}
	}
}

// joined wants each milestone's slips to lead from its baseline to where it stands.
func joined(t *testing.T, d projects.Detail) {
	t.Helper()
	for _, m := range d.Milestones {
		at := m.Baseline
		for i := len(d.Slips) - 1; i >= 0; i-- {
			if s := d.Slips[i]; s.MilestoneID == m.ID {
				if s.From != at {
					t.Errorf("a slip of %s starts at %s, it stood at %s", m.Code, s.From, at)
				}
				at = s.To
			}
		}
		stands := m.Forecast
		if !m.Actual.IsZero() {
			stands = m.Actual
		}
		if at != stands {
			t.Errorf("the slips of %s end at %s, it stands at %s", m.Code, at, stands)
		}
	}
}

func TestChangeRequest(t *testing.T) {
	db := storetest.Open(t)
	d := project(t, db, 0)
	ask := func(a projects.ChangeAsked) (projects.ChangeRequest, error) {
		return projects.AskChange(ctx, db, by, d.ID, a)
	}
	_, err := ask(projects.ChangeAsked{Places: -3, Rebaseline: true})
	refused(t, err, problem.Invalid, "what is to change", "why", "2 places", "stands at its baseline")
	_, err = ask(projects.ChangeAsked{Title: "x", Reason: "x"})
	refused(t, err, problem.Invalid, "what it changes")

	if _, err := projects.SlipMilestone(ctx, db, by, milestone(t, d, "M17").ID, day("2027-06-15"), "Roof", 1); err != nil {
		t.Fatal(err)
	}
	c, err := ask(projects.ChangeAsked{Title: " A later opening ", Reason: "The roof", Rebaseline: true, Places: 1, Pence: 500})
	if err != nil || c.Number != 1 || c.Title != "A later opening" || len(c.Days) != 2 || c.State != "asked" {
		t.Fatalf("%+v, %v", c, err)
	}
	other, err := ask(projects.ChangeAsked{Title: "Another", Reason: "Too", Rebaseline: true})
	if err != nil || other.Number != 2 {
		t.Fatalf("%+v, %v", other, err)
	}
	third, err := ask(projects.ChangeAsked{Title: "Two fewer", Reason: "Too", Places: -2})
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, db, d.ID); got.OpeningBaseline != day("2027-07-01") || got.Places != 2 {
		t.Errorf("asking changed it: %+v", got.Project)
	}
	decide := func(c projects.ChangeRequest, who accounts.User, state, reason string) (after projects.ChangeRequest, err error) {
		err = db.Transaction(func(tx *gorm.DB) error {
			after, err = projects.DecideChange(ctx, tx, who, c.ID, c.Version, projects.ChangeDecided{State: state, Reason: reason})
			return err
		})
		return after, err
	}
	board := accounts.User{Name: "Board"}
	_, err = decide(c, board, "perhaps", "")
	refused(t, err, problem.Invalid, "Approve it or refuse it", "Say why")
	c, err = decide(c, board, "approved", "It is right")
	if err != nil || c.State != "approved" || c.DecidedBy != "Board" || c.DecidedAt == nil {
		t.Fatalf("%+v, %v", c, err)
	}
	d = read(t, db, d.ID)
	if d.OpeningBaseline != day("2027-07-15") || d.Places != 3 || *d.SlipDays != 0 || milestone(t, d, "M08").Baseline != day("2027-03-01") {
		t.Errorf("approved: %+v", d.Project)
	}
	_, err = decide(c, board, "refused", "No")
	refused(t, err, problem.Clash, "approved already")
	_, err = decide(other, board, "approved", "Yes")
	refused(t, err, problem.Clash, "baseline", "has changed since")
	if _, err = projects.WithdrawChange(ctx, db, by, other.ID, other.Version+1); err == nil {
		t.Error("withdrawn at a version that nobody read")
	}
	other, err = projects.WithdrawChange(ctx, db, by, other.ID, other.Version)
	if err != nil || other.State != "withdrawn" {
		t.Errorf("%+v, %v", other, err)
	}
	exec(t, db, `UPDATE projects SET places = 1`)
	_, err = decide(third, board, "approved", "Yes")
	refused(t, err, problem.Clash, "fewer places")

	user := accounts.User{Name: "Both"}
	if err := db.Raw(`INSERT INTO users (email, name) VALUES ('both@example.org', 'Both') RETURNING id`).Scan(&user.ID).Error; err != nil {
		t.Fatal(err)
	}
	own, err := projects.AskChange(ctx, db, user, d.ID, projects.ChangeAsked{Title: "Mine", Reason: "Mine", Pence: 100})
	if err != nil {
		t.Fatal(err)
	}
	_, err = decide(own, user, "approved", "Yes")
	refused(t, err, problem.Denied, "Another member")
}

// A baseline changes only by an approved change request, whoever writes it.
func TestBaselineKeepsItself(t *testing.T) {
	db := storetest.Open(t)
	d := project(t, db, 0)
	if err := db.SavePoint("before").Error; err != nil {
		t.Fatal(err)
	}
	err := db.Exec(`UPDATE milestones SET baseline = '2029-01-01' WHERE project_id = ?`, d.ID).Error
	if err == nil || !strings.Contains(err.Error(), "baseline_approved") && !strings.Contains(err.Error(), "approved change request") {
		t.Errorf("a baseline was moved by hand: %v", err)
	}
}
