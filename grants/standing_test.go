package grants_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/cmd/homeground/demo"
	"homeground/grants"
	"homeground/internal/problem"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
)

var (
	ctx     = context.Background()
	today   = values.NewDate(2026, 11, 22)
	finance = accounts.User{Name: "Finance"}
)

// demonstration is a database with the demonstration data, the main grant and Beechfield's.
func demonstration(t testing.TB) (db *gorm.DB, main, beechfield, project int64) {
	t.Helper()
	db = storetest.Open(t)
	if _, err := demo.Load(ctx, db); err != nil {
		t.Fatal(err)
	}
	name(t, db)
	return db, number(t, db, `SELECT current_programme()`), number(t, db, `SELECT id FROM programmes WHERE NOT current`), number(t, db, `SELECT id FROM projects`)
}

func name(t testing.TB, db *gorm.DB) {
	t.Helper()
	if err := db.Exec(`SELECT set_config('app.act', '{"user_name":"Test"}', true)`).Error; err != nil {
		t.Fatal(err)
	}
}

func number(t testing.TB, db *gorm.DB, sql string, args ...any) (n int64) {
	t.Helper()
	if err := db.Raw(sql, args...).Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func run(t testing.TB, db *gorm.DB, sql string, args ...any) {
	t.Helper()
	if err := db.Exec(sql, args...).Error; err != nil {
		t.Fatal(err)
	}
}

// faults are the fields that a refusal names.
func faults(err error) string {
	p, ok := problem.As(err)
	if !ok {
		return fmt.Sprint(err)
	}
	if len(p.Faults) == 0 {
		return "refused"
	}
	var fields []string
	for _, f := range p.Faults {
		fields = append(fields, f.Field)
	}
	return strings.Join(fields, " ")
}

// TestBeechfield has the £450,000 of the strategy come out, by closure, today and at any
// other time, and as what the site's page and its comparison of courses take.
func TestBeechfield(t *testing.T) {
	db, _, id, _ := demonstration(t)
	site := number(t, db, `SELECT id FROM sites WHERE site_ref = 'SE-01'`)
	for _, c := range []struct {
		trigger string
		on      values.Date
		want    int64
	}{{"closure", today, 450_000_00}, {"closure", values.NewDate(2017, 3, 1), 450_000_00}, {"disposal", values.NewDate(2040, 1, 1), 450_000_00},
		{"mothball", today, 0}, {"closure", values.NewDate(2016, 10, 30), 0}} { // before it was paid
		r, err := grants.WhatIsRepayable(ctx, db, id, grants.RepayableAsked{On: c.on, Trigger: c.trigger}, today)
		if err != nil || r.Pence != c.want || len(r.Sites) != 1 || r.Sites[0].Pence != c.want || r.Sites[0].SiteID != site {
			t.Errorf("%s on %s: %d pence, want %d (%+v, %v)", c.trigger, c.on, r.Pence, c.want, r.Sites, err)
		}
	}
	list, err := grants.RepayableForSite(ctx, db, site, grants.RepayableAsked{Trigger: "closure"}, today)
	if err != nil || len(list) != 1 || list[0].Pence != 450_000_00 || list[0].Exposed[0].HowWorked != "All of £450,000, without end." {
		t.Errorf("%+v %v", list, err)
	}
}

// TestRepayableByHand works the main grant out by hand: £177,100 was paid for the project
// by 22 November 2026.
func TestRepayableByHand(t *testing.T) {
	db, id, _, project := demonstration(t)
	at := func(trigger, day string) grants.Repayable {
		t.Helper()
		on, _ := values.ParseDate(day)
		r, err := grants.WhatIsRepayable(ctx, db, id, grants.RepayableAsked{On: on, Trigger: trigger}, today)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, c := range []struct {
		trigger, on string
		want        int64
		why         string
	}{
		{"closure", "2026-11-22", 177_100_00, "The most that one of its conditions takes back, of £177,100 paid."},
		{"closure", "2026-05-15", 41_700_00, "The most that one of its conditions takes back, of £41,700 paid."}, // a partial grant
		{"closure", "2026-05-14", 0, "Nothing of the grant was paid for it."},
		{"change_of_use", "2026-11-22", 177_100_00, "The most that one of its conditions takes back, of £177,100 paid."},
	} {
		r := at(c.trigger, c.on)
		if r.Pence != c.want || len(r.Projects) != 1 || r.Projects[0].HowWorked != c.why || len(r.Sites) != 1 || r.Sites[0].Pence != c.want {
			t.Errorf("%s on %s: %d, want %d; %+v", c.trigger, c.on, r.Pence, c.want, r.Projects)
		}
	}
	// The first child moves in on 1 March 2028: 20 years from there are 7,305 days, 5 leap days.
	run(t, db, `UPDATE milestones SET actual = '2028-03-01' WHERE project_id = ? AND code = 'M24'`, project)
	for _, c := range []struct {
		trigger, on string
		want        int64
	}{{"closure", "2028-02-29", 177_100_00}, {"closure", "2028-03-01", 177_100_00}, {"closure", "2038-03-01", 88_562_12}, // 177,100.00 × 3,653 / 7,305
		{"disposal", "2038-02-28", 177_100_00}, {"disposal", "2038-03-01", 88_550_00}, {"closure", "2048-02-29", 24_24}, {"closure", "2048-03-01", 0}} { // 177,100.00 / 7,305 is 24.24
		if got := at(c.trigger, c.on).Pence; got != c.want {
			t.Errorf("%s on %s: %d, want %d", c.trigger, c.on, got, c.want)
		}
	}
	// Parts that are stated add up, but never to more than was paid; with one that takes all
	// back the larger counts.
	part := func(pence int64) {
		t.Helper()
		w := grants.ConditionWritten{Kind: "charge_or_restriction", Text: "A charge", Triggers: []string{"underuse"}, ExposedPence: &pence, Terms: grants.Terms{Taper: "none"}}
		if _, err := grants.AddProjectCondition(ctx, db, project, w, today); err != nil {
			t.Fatal(err)
		}
	}
	run(t, db, `UPDATE conditions SET state = 'waived' WHERE kind = 'use_period' AND project_id IS NULL AND site_id IS NULL`)
	part(100_000_00)
	part(50_000_00)
	if r := at("underuse", "2026-11-22"); r.Pence != 150_000_00 || r.Projects[0].HowWorked != "The parts that its conditions take back, of £177,100 paid." {
		t.Errorf("two parts: %+v", r.Projects[0])
	}
	part(90_000_00)
	if r := at("underuse", "2026-11-22"); r.Pence != 177_100_00 || r.Projects[0].HowWorked != "Its conditions add up to more: no more than the £177,100 paid is repaid." {
		t.Errorf("three parts: %+v", r.Projects[0])
	}
}

// TestLifeOfACondition takes one through evidence, review, lateness, clawback and back.
func TestLifeOfACondition(t *testing.T) {
	db, id, _, project := demonstration(t)
	w := grants.ConditionWritten{Kind: "reporting", Text: "Send accounts", DueOn: values.NewDate(2026, 11, 30), RepeatsMonths: 3, Triggers: []string{"closure"}, Terms: grants.Terms{Taper: "none"}}
	c, err := grants.AddProjectCondition(ctx, db, project, w, today)
	if err != nil || c.State != "due" {
		t.Fatal(c, err)
	}
	version := 1
	move := func(state string, w grants.MoveWritten, want string) grants.ConditionDetail {
		t.Helper()
		w.State = state
		if w.Reason == "" {
			w.Reason = "Because"
		}
		var d grants.ConditionDetail
		err := db.Transaction(func(tx *gorm.DB) (err error) {
			d, err = grants.MoveCondition(ctx, tx, finance, c.ID, version, w, today)
			return err
		})
		if err == nil && want != "" || err != nil && faults(err) != want {
			t.Errorf("to %s: %v, want faults %q", state, err, want)
		}
		if err == nil {
			version = d.Version
		}
		return d
	}
	move("met", grants.MoveWritten{}, "refused")
	move("evidence_submitted", grants.MoveWritten{}, "state")
	show := func(verdict string) {
		run(t, db, `INSERT INTO evidence (condition_id, type, title, file_name, media_type, bytes, sha256, content, tells_place, by_name, at, verdict, reviewed_at)
			VALUES (?, 'report', 'Accounts', 'a.pdf', 'application/pdf', 1, repeat('0', 64), 'x', false, 'Lee', now(), ?, CASE WHEN ? <> '' THEN now() END)`, c.ID, verdict, verdict)
	}
	show("")
	move("evidence_submitted", grants.MoveWritten{OnDay: today}, "")
	move("met", grants.MoveWritten{}, "state") // nobody accepted it
	run(t, db, `UPDATE evidence SET verdict = 'accepted', reviewed_by_name = 'Ash', reviewed_at = now() WHERE condition_id = ?`, c.ID)
	move("met_late", grants.MoveWritten{}, "state")
	d := move("met", grants.MoveWritten{}, "")
	if d.State != "met" || len(d.Moves) != 2 || d.Next[0] != "due" || len(d.Exposed) != 0 {
		t.Errorf("met: %+v", d)
	}
	list, err := grants.Conditions(ctx, db, grants.ConditionsAsked{Project: project}, today)
	if err != nil {
		t.Fatal(err)
	}
	again := 0
	for _, n := range list {
		if n.BeforeID == c.ID {
			again++
			if n.DueOn != values.NewDate(2027, 2, 28) || n.State != "not_due" || n.RepeatsMonths != 3 || n.Text != c.Text {
				t.Errorf("the next time: %+v", n)
			}
		}
	}
	if again != 1 {
		t.Errorf("it came round again %d times", again)
	}
	move("due", grants.MoveWritten{Reason: "The wrong accounts"}, "")
	move("breached", grants.MoveWritten{}, "")
	move("clawback_notified", grants.MoveWritten{}, "reference pence")
	owed := int64(10_000_00)
	move("clawback_notified", grants.MoveWritten{Reference: "L9", Pence: &owed}, "")
	move("clawback_deferred", grants.MoveWritten{Reference: "L10"}, "due_on")
	move("clawback_deferred", grants.MoveWritten{Reference: "L10", DueOn: today.AddDays(30)}, "")
	much := int64(200_000_00)
	move("clawback_paid", grants.MoveWritten{Pence: &much}, "pence") // more than was paid
	paid := func() int64 {
		s, err := grants.Read(ctx, db, id, today)
		if err != nil {
			t.Fatal(err)
		}
		return s.PaidPence
	}
	if got := paid(); got != 177_100_00 {
		t.Errorf("paid %d before", got)
	}
	move("clawback_paid", grants.MoveWritten{Pence: &owed}, "")
	if got := paid(); got != 167_100_00 {
		t.Errorf("paid %d after £10,000 went back", got)
	}
	move("clawback_notified", grants.MoveWritten{Reference: "L11", Pence: &owed, Reason: "It did not go out"}, "")
	if got := paid(); got != 177_100_00 {
		t.Errorf("paid %d once that was taken back", got)
	}
	move("waived", grants.MoveWritten{}, "reference")
	if d := move("waived", grants.MoveWritten{Reference: "L12"}, ""); len(d.Moves) != 9 {
		t.Errorf("%d moves", len(d.Moves))
	}
	if _, err := grants.RemoveCondition(ctx, db, c.ID, version, today); err == nil {
		t.Error("one with a history was removed")
	}
}

// TestConditionFaults has everything that is wrong said at once.
func TestConditionFaults(t *testing.T) {
	db, id, _, project := demonstration(t)
	for _, c := range []struct {
		w    grants.ConditionWritten
		want string
	}{
		{grants.ConditionWritten{Kind: "purpose", Text: " ", RepeatsMonths: 3, Terms: grants.Terms{Taper: "straight_line"}}, "text due_on triggers period_months"},
		{grants.ConditionWritten{Kind: "purpose", Text: "x", Triggers: []string{"closure"}, SiteID: 1 << 40, StartsAt: "M99", Terms: grants.Terms{Taper: "none", PeriodMonths: 5}}, "period_months taper starts_at site_id"},
		{grants.ConditionWritten{Kind: "purpose", Text: "x", Triggers: []string{"closure"}, StartsAt: "M24", Terms: grants.Terms{Taper: "stepped", PeriodMonths: 120, StartsOn: today}}, "steps starts_on"},
		{grants.ConditionWritten{Kind: "purpose", Text: "x", Triggers: []string{"closure"}, Terms: grants.Terms{Taper: "stepped", PeriodMonths: 120, Steps: []grants.Step{{60, 5000}, {60, 6000}}}}, "steps[1].after_months steps[1].share_bp"},
		{grants.ConditionWritten{Kind: "purpose", Text: "x", Triggers: []string{"closure"}, Terms: grants.Terms{Taper: "full_until_end", PeriodMonths: 12, Steps: []grants.Step{{12, 5000}}}}, "steps steps[0].after_months"},
	} {
		if _, err := grants.AddProjectCondition(ctx, db, project, c.w, today); faults(err) != c.want {
			t.Errorf("%+v: %q, want %q", c.w, faults(err), c.want)
		}
	}
	if _, err := grants.AddProgrammeCondition(ctx, db, 1<<40, grants.ConditionWritten{Kind: "purpose", Text: "x"}, today); err == nil {
		t.Error("a condition of no programme")
	}
	c, err := grants.AddProgrammeCondition(ctx, db, id, grants.ConditionWritten{Kind: "purpose", Text: "x", Terms: grants.Terms{Taper: "none"}}, today)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := grants.RemoveCondition(ctx, db, c.ID, 2, today); err == nil {
		t.Error("removed under another editor")
	}
	if _, err := grants.RemoveCondition(ctx, db, c.ID, 1, today); err != nil {
		t.Error(err)
	}
}

// TestPayments has claims paid, stopped and taken back, and what is open always their
// difference.
func TestPayments(t *testing.T) {
	db, id, _, project := demonstration(t)
	pay := func(w grants.PaymentWritten, want string) grants.Payment {
		t.Helper()
		var p grants.Payment
		err := db.Transaction(func(tx *gorm.DB) (err error) {
			p, err = grants.RecordPayment(ctx, tx, finance, id, w, today)
			return err
		})
		if err == nil && want != "" || err != nil && faults(err) != want {
			t.Errorf("%+v: %v, want faults %q", w, err, want)
		}
		return p
	}
	open := func(id int64) int64 {
		list, err := grants.Payments(ctx, db, number(t, db, `SELECT programme_id FROM payments WHERE id = ?`, id))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list {
			if p.ID == id {
				return p.OpenPence
			}
		}
		return -1
	}
	claim := pay(grants.PaymentWritten{Kind: "claimed", ProjectID: project, Pence: 100, OnDay: today}, "")
	part := pay(grants.PaymentWritten{Kind: "actual", Pence: 60, OfID: claim.ID, OnDay: today}, "")
	if part.ProjectID != project || open(claim.ID) != 40 {
		t.Errorf("%+v, open %d", part, open(claim.ID))
	}
	pay(grants.PaymentWritten{Kind: "actual", Pence: 41, OfID: claim.ID, OnDay: today}, "pence")
	pay(grants.PaymentWritten{Kind: "stopped", Pence: 40, OfID: claim.ID, OnDay: today}, "reason")
	pay(grants.PaymentWritten{Kind: "stopped", Pence: 40, OfID: claim.ID, OnDay: today, Reason: "Not eligible"}, "")
	pay(grants.PaymentWritten{Kind: "actual", Pence: -60, OfID: part.ID, OnDay: today}, "reason")
	pay(grants.PaymentWritten{Kind: "actual", Pence: -61, OfID: part.ID, OnDay: today, Reason: "Never came"}, "pence")
	pay(grants.PaymentWritten{Kind: "actual", Pence: -60, OfID: part.ID, OnDay: today, Reason: "Never came"}, "")
	if got := open(claim.ID); got != 60 {
		t.Errorf("open %d once the payment was taken back, want 60", got)
	}
	pay(grants.PaymentWritten{Kind: "actual", Pence: -1, OfID: part.ID, OnDay: today, Reason: "Again"}, "pence")
	pay(grants.PaymentWritten{Kind: "claimed", Pence: -100, ProjectID: project, OfID: claim.ID, OnDay: today, Reason: "Twice"}, "pence")
	pay(grants.PaymentWritten{Kind: "claimed", Pence: -60, OfID: claim.ID, OnDay: today, Reason: "Twice"}, "")
	if got := open(claim.ID); got != 0 {
		t.Errorf("open %d at the end", got)
	}
	pay(grants.PaymentWritten{Kind: "refund", Pence: 177_100_01, ProjectID: project, OnDay: today}, "pence")
	pay(grants.PaymentWritten{Kind: "write_off", Pence: 5, ProjectID: project, OnDay: today}, "reason approved_by")
	pay(grants.PaymentWritten{Kind: "actual", OnDay: today.AddDays(1)}, "pence on_day")
	pay(grants.PaymentWritten{Kind: "scheduled", Pence: 5, OnDay: today.AddDays(1), ProjectID: 1 << 40}, "project_id")
	pay(grants.PaymentWritten{Kind: "refund", Pence: 5, OfID: claim.ID, OnDay: today}, "kind")
	pay(grants.PaymentWritten{Kind: "stopped", Pence: 5, OnDay: today, Reason: "x"}, "of_id")
	nested := func(sql string) error {
		return db.Transaction(func(tx *gorm.DB) error { return tx.Exec(sql).Error })
	}
	for _, sql := range []string{`UPDATE payments SET pence = 1`, `UPDATE grant_letters SET award_pence = 1`, `DELETE FROM grant_letters`, `UPDATE condition_moves SET reason = 'x'`} {
		if err := nested(sql); err == nil && !strings.Contains(sql, "condition_moves") {
			t.Errorf("%s went through", sql)
		}
	}
}

// TestLetters has the programme follow its letters.
func TestLetters(t *testing.T) {
	db, id, _, _ := demonstration(t)
	letter := grants.LetterWritten{Kind: "variation", LetterOn: today, AwardPence: 600_000_000, OpenBy: values.NewDate(2029, 3, 31), SpendBy: values.NewDate(2028, 9, 30), Payment: "advance",
		Years: []grants.YearAward{{2027, 400_000_000}, {2026, 200_000_000}}}
	write := func(w grants.LetterWritten, version int, want string) {
		t.Helper()
		err := db.Transaction(func(tx *gorm.DB) error {
			_, err := grants.RecordLetter(ctx, tx, finance, id, version, w, today)
			return err
		})
		if err == nil && want != "" || err != nil && faults(err) != want {
			t.Errorf("%v, want faults %q", err, want)
		}
	}
	bad := letter
	bad.AwardPence, bad.Kind, bad.LetterOn = 100, "initial", values.NewDate(2020, 1, 1)
	write(bad, 1, "kind letter_on award_pence years")
	write(letter, 1, "")
	s, err := grants.Read(ctx, db, id, today)
	if err != nil || s.AwardPence != 600_000_000 || s.OpenBy != letter.OpenBy || s.SpendBy != letter.SpendBy || s.Version != 2 || s.Payment != "advance" || len(s.Letters) != 2 || *s.Years[1].AwardPence != 200_000_000 {
		t.Errorf("%+v %v", s, err)
	}
	write(letter, 1, "refused") // overtaken
	if got := number(t, db, `SELECT count(*) FROM grant_letters WHERE programme_id = ?`, id); got != 2 {
		t.Errorf("%d letters", got)
	}
	n, err := grants.AddProgramme(ctx, db, finance, grants.NewProgramme{Name: "Homes", Funder: "A fund", Letter: letter}, today)
	if err != nil || n.AwardPence != 600_000_000 || n.Letters[0].Kind != "initial" || number(t, db, `SELECT current_programme()`) != id || number(t, db, `SELECT count(*) FROM criteria WHERE programme_id = ?`, n.ID) != 4 {
		t.Errorf("%+v %v", n, err)
	}
	_, err = grants.AddProgramme(ctx, db, finance, grants.NewProgramme{}, today)
	if faults(err) != "name funder letter.open_by" {
		t.Error(err)
	}
}

// TestStanding has the figures of the grant's page tie to one another and to the ledger.
func TestStanding(t *testing.T) {
	db, id, _, _ := demonstration(t)
	s, err := grants.Read(ctx, db, id, today)
	if err != nil {
		t.Fatal(err)
	}
	if s.SpentPence != 214_600_00 || s.PaidPence != 177_100_00 || s.SecuredPence != 80_000_00 || s.PledgedPence != 30_000_00 || s.ClosurePence != 177_100_00 || s.OutturnPence != 740_000_00 {
		t.Errorf("%+v", s)
	}
	var spent, grant, match, years int64
	for _, q := range s.Quarters {
		spent += q.SpentPence
		grant += q.GrantPence
		match += q.MatchPence
		if q.GrantPence != q.GrantSpent+q.CommittedPence+q.ToComePence || q.MatchPence != q.SecuredPence+q.UnsecuredPence {
			t.Errorf("a quarter does not add up: %+v", q)
		}
	}
	for _, y := range s.Years {
		years += y.SpentPence + y.ForecastPence
	}
	if ledger := number(t, db, `SELECT sum(pence) FROM ledger_entries WHERE kind <> 'commitment'`); spent != ledger || grant != s.OutturnPence || years != grant || match != 846_700_00-740_000_00 {
		t.Errorf("spent %d of %d, grant %d in quarters, %d in years, match %d", spent, ledger, grant, years, match)
	}
}
