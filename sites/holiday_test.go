package sites

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"homeground/accounts"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
)

// Every clock, with a bank holiday added on its last day and struck out again. Statutory
// periods stay and say so; periods of working days move by a day.
func TestEveryClockWithAHoliday(t *testing.T) {
	rules, holidays := table(t, storetest.Open(t))
	working := Rules{}
	for _, what := range []string{"determination", "appeal", "appeal_no_decision", "lapse"} {
		working = append(working, Rule{What: what, Amount: &[]int{40}[0], Unit: "working_days", FirstDay: "day_after", Allowed: true, Source: "A standard"})
	}
	ends := func(kind, log_ string, rules Rules, holidays Holidays) []Clock {
		s, faults := log{Traits: Traits{Type: kind}, events: written(t, log_), rules: rules, holidays: holidays, today: day(t, "2026-11-22")}.stand()
		if len(faults) > 0 {
			t.Fatalf("%s: %v", kind, faults)
		}
		return s.clocks
	}
	seen := map[string]bool{}
	for _, kind := range applicationTypes {
		logs := []string{"received 2026-03-03, validated 2026-03-03", "received 2026-03-03, validated 2026-03-03, decided/refused 2026-04-21", "received 2026-03-03, validated 2026-03-03, decided/granted 2026-04-21"}
		if kind == "pre-application" {
			logs = []string{"received 2026-03-03"}
		}
		for _, of := range logs {
			for name, rules := range map[string]Rules{"statutory": rules, "working days": working} {
				before := ends(kind, of, rules, holidays)
				for i, c := range before {
					if c.Ends.IsZero() {
						continue
					}
					seen[name+" "+c.What+" "+kind] = true
					with := maps.Clone(holidays)
					with[c.Ends] = "A royal wedding"
					after := ends(kind, of, rules, with)
					at := fmt.Sprintf("%s, %s of %s, by %s", kind, c.What, of, name)
					switch {
					case name == "statutory" && (after[i].Ends != c.Ends || !strings.Contains(after[i].Note, "A royal wedding")):
						t.Errorf("%s: ends on %s, noted %q; want %s and the holiday", at, after[i].Ends, after[i].Note, c.Ends)
					case name == "working days" && after[i].Ends != holidays.workingDay(c.Ends, 1, false):
						t.Errorf("%s: ends on %s, want the working day after %s", at, after[i].Ends, c.Ends)
					}
					delete(with, c.Ends)
					if again := ends(kind, of, rules, with)[i]; again != c && holidays[c.Ends] == "" {
						t.Errorf("%s, struck out: %+v, want %+v", at, again, c)
					}
				}
			}
		}
	}
	for _, want := range []string{"statutory determination full", "statutory determination lbc", "statutory determination prior-approval", "statutory determination non-material-amendment", "statutory determination s73",
		"statutory determination reserved-matters", "statutory appeal lbc", "statutory appeal prior-approval", "statutory lapse full", "statutory lapse lbc", "statutory lapse prior-approval", "statutory lapse outline",
		"working days determination pre-application", "working days lapse full"} {
		if !seen[want] {
			t.Errorf("%s was not tried", want)
		}
	}
}

// The bank holidays the program comes with are those of the Act, worked out anew, but for
// the ones proclaimed for a year.
func TestHolidaysAreThoseOfTheAct(t *testing.T) {
	_, seeded := table(t, storetest.Open(t))
	want := map[values.Date]bool{}
	for year := 2015; year <= 2028; year++ {
		easter := easterSunday(year)
		monday := func(month time.Month, d int, step int) values.Date {
			on := values.NewDate(year, month, d)
			for on.Time().Weekday() != time.Monday {
				on = on.AddDays(step)
			}
			return on
		}
		days := []values.Date{values.NewDate(year, 1, 1), easter.AddDays(-2), easter.AddDays(1), monday(5, 1, 1), monday(5, 31, -1), monday(8, 31, -1)}
		switch year { // by proclamation
		case 2020:
			days[3] = values.NewDate(2020, 5, 8)
		case 2022:
			days[4] = values.NewDate(2022, 6, 2)
			days = append(days, values.NewDate(2022, 6, 3), values.NewDate(2022, 9, 19))
		case 2023:
			days = append(days, values.NewDate(2023, 5, 8))
		}
		for _, d := range append(days, values.NewDate(year, 12, 25), values.NewDate(year, 12, 26)) {
			for weekday := d.Time().Weekday(); weekday == time.Saturday || weekday == time.Sunday || want[d]; weekday = d.Time().Weekday() {
				d = d.AddDays(1)
			}
			want[d] = true
		}
	}
	for d := range want {
		if seeded[d] == "" {
			t.Errorf("%s is not in the table", d)
		}
	}
	for d, name := range seeded {
		if !want[d] {
			t.Errorf("%s, %s, is no bank holiday", d, name)
		}
	}
}

// easterSunday is by the rule of 1876 (Butcher).
func easterSunday(year int) values.Date {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	n := h + l - 7*((a+11*h+22*l)/451) + 114
	return values.NewDate(year, time.Month(n/31), n%31+1)
}

// What the first seed had wrong is right, and says where it was not read.
func TestSeedIsCorrected(t *testing.T) {
	db, ctx := storetest.Open(t), context.Background()
	rules, _ := table(t, db)
	if len(rules) != 36 {
		t.Errorf("%d rules", len(rules))
	}
	find := func(what, kind, circumstance string) Rule {
		r, found := rules.find(what, kind, []string{circumstance}, day(t, "2026-11-22"))
		if !found {
			t.Fatalf("no %s of %s, %s", what, kind, circumstance)
		}
		return r
	}
	for _, c := range []struct{ what, kind, circumstance, period, source string }{
		{"determination", "full", "public_service_infrastructure", "10 weeks", "S.I. 2021/746"},
		{"determination", "full", "major", "13 weeks", "art. 34(2)(a)"},
		{"determination", "full", "", "8 weeks", "art. 34(2)(b)"},
		{"determination", "approval-condition", "", "8 weeks", "art. 27(2)"},
		{"determination", "lbc", "", "8 weeks", "S.I. 2008/551"},
		{"determination", "prior-approval", "", "56 days", "para. W(11)(c)"},
		{"determination", "non-material-amendment", "", "28 days", "art. 10"},
		{"determination", "full", "environmental_statement", "16 weeks", "reg. 68 (number not checked against the text)"},
		{"appeal", "full", "", "6 months", "(number not checked against the text)"},
		{"appeal", "full", "householder", "12 weeks", "(number not checked against the text)"},
		{"appeal", "reg-3", "", "no period", "S.I. 1992/1492), reg. 3: the council applies and decides (not checked against the text)"},
		{"lapse", "full", "", "3 years", "s. 91(1)(a)"},
		{"lapse", "lbc", "", "3 years", "(not checked against the text)"},
		{"lapse_last_approval", "outline", "", "2 years", "s. 92(2)(b)"},
	} {
		r := find(c.what, c.kind, c.circumstance)
		if r.Period() != c.period || !strings.Contains(r.Source, c.source) || strings.Contains(r.Source, "checked") != strings.Contains(c.source, "checked") {
			t.Errorf("%s of %s, %s: %s by %q, want %s by %q", c.what, c.kind, c.circumstance, r.Period(), r.Source, c.period, c.source)
		}
	}
	authorities, err := PlanningAuthorities(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, a := range authorities {
		names[a.Code] = a.Name
	}
	for code, want := range map[string]string{"E26000001": "Dartmoor National Park", "E26000009": "New Forest National Park", "E26000010": "South Downs National Park",
		"E26000011": "Lake District National Park", "E26000012": "Yorkshire Dales National Park"} {
		if names[code] != want {
			t.Errorf("%s is %s, want %s", code, names[code], want)
		}
	}
}

// A rule or a holiday moves those alone whose dates follow from it, and their sites' status.
func TestRestandWritesWhatMoved(t *testing.T) {
	db, ctx := storetest.Open(t), context.Background()
	today := day(t, "2026-11-22")
	var site int64
	if err := db.Raw(`INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, provenance, source)
		VALUES ('X', 'X', 'X', 'E10000016', 'open', 'test', 'test') RETURNING id`).Scan(&site).Error; err != nil {
		t.Fatal(err)
	}
	code, by := "E07000108", accounts.User{Name: "Lee"}
	ids := map[string]int64{}
	for _, kind := range []string{"full", "lbc", "outline"} {
		id, err := AddApplication(ctx, db, site, ApplicationChange{Type: &kind, PlanningAuthority: &code}, today)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range written(t, "received 2026-10-01, validated 2026-10-05, committee 2026-11-25") {
			if err := AddEvent(ctx, db, by, id, 2+i, e, today); err != nil {
				t.Fatal(err)
			}
		}
		ids[kind] = id
	}
	if _, err := AddRule(ctx, db, NewRule{What: "determination", ApplicationType: "lbc", Amount: &[]int{30}[0], Unit: "working_days", Source: "A standard", From: day(t, "2026-09-01")}, today); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		today   string
		kind    string
		target  string
		version int
		status  string
	}{
		{"the rule is its type's", "2026-11-22", "lbc", "2026-11-16", 6, "in_committee"},
		{"another type stays", "2026-11-22", "full", "2026-11-30", 5, "in_committee"},
		{"the day alone changes what is shown", "2026-11-26", "full", "2026-11-30", 5, "awaiting_determination"},
	} {
		a, err := ReadApplication(ctx, db, ids[c.kind], Whole, day(t, c.today))
		if err != nil || a.TargetOn != day(t, c.target) || a.Version != c.version || a.Status != c.status {
			t.Errorf("%s: %s, version %d, %s, %v; want %+v", c.name, a.TargetOn, a.Version, a.Status, err, c)
		}
		r, err := PlanningRegister(ctx, db, RegisterFilter{Type: c.kind, Status: c.status}, day(t, c.today))
		if err != nil || r.Total != 1 || r.Items[0].TargetOn != a.TargetOn {
			t.Errorf("%s, in the register: %+v, %v", c.name, r, err)
		}
	}
	if err := Restand(ctx, db, day(t, "2026-11-26")); err != nil { // all have met since
		t.Fatal(err)
	}
	var status string
	if err := db.Raw(`SELECT application_status FROM sites WHERE id = ?`, site).Scan(&status).Error; err != nil || status != "awaiting_determination" {
		t.Errorf("the site says %s, %v", status, err)
	}
	h, err := AddHoliday(ctx, db, by, NewHoliday{Day: day(t, "2026-11-10"), Name: "A day of thanks", Source: "A proclamation"}, today)
	if err != nil {
		t.Fatal(err)
	}
	if a, err := ReadApplication(ctx, db, ids["lbc"], Whole, today); err != nil || a.TargetOn != day(t, "2026-11-17") {
		t.Errorf("with a holiday: %s, %v", a.TargetOn, err)
	}
	if _, err := StrikeHoliday(ctx, db, h.ID, h.Version, "It was not", today); err != nil {
		t.Fatal(err)
	}
	if a, err := ReadApplication(ctx, db, ids["lbc"], Whole, today); err != nil || a.TargetOn != day(t, "2026-11-16") {
		t.Errorf("without it: %s, %v", a.TargetOn, err)
	}
	if _, err := StrikeHoliday(ctx, db, 1<<40, 1, "x", today); !missing(err) {
		t.Errorf("one that is not there: %v", err)
	}
}
