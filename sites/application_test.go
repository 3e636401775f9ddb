package sites

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

// written reads a log as the tests write it: "received 2026-03-02, decided/granted
// 2026-04-20, extension_agreed 2026-04-20>2026-05-15".
func written(t *testing.T, text string) (events []Event) {
	t.Helper()
	for i, part := range strings.Split(text, ", ") {
		if part == "" {
			continue
		}
		what, on, ok := strings.Cut(part, " ")
		if !ok {
			t.Fatalf("no day in %q", part)
		}
		on, to, _ := strings.Cut(on, ">")
		kind, outcome, _ := strings.Cut(what, "/")
		if !slices.Contains(EventKinds, kind) {
			t.Fatalf("no such kind: %s", kind)
		}
		events = append(events, Event{ID: int64(i + 1), Kind: kind, Outcome: outcome, OnDay: day(t, on), ToDay: day(t, to)})
	}
	return events
}

// table is the table of rules and holidays as the migrations seed it.
func table(t *testing.T, db *gorm.DB) (Rules, Holidays) {
	t.Helper()
	rules, err := ReadRules(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	holidays, err := ReadHolidays(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	return rules, byDay(holidays)
}

// What may follow what, and what whoever tries otherwise is told.
func TestWhatMayFollow(t *testing.T) {
	rules, holidays := table(t, storetest.Open(t))
	valid := "received 2026-03-02, validated 2026-03-02"
	granted, refused := valid+", decided/granted 2026-04-20", valid+", decided/refused 2026-04-20"
	for _, c := range []struct{ name, kind, log, event, want string }{
		{"the first", "full", "", "submitted 2026-03-01", ""},
		{"received without being submitted", "full", "", "received 2026-03-01", ""},
		{"advice first", "full", "", "pre_application_advice 2026-01-05", ""},
		{"advice afterwards", "full", valid, "pre_application_advice 2026-03-05", "comes before"},
		{"valid before it is received", "full", "submitted 2026-03-01", "validated 2026-03-02", "Record first when the planning authority received it."},
		{"a day before what it depends on", "full", "received 2026-03-02", "validated 2026-03-01", "received it"},
		{"received twice", "full", "received 2026-03-02", "received 2026-03-03", "already"},
		{"valid twice", "full", valid, "validated 2026-03-03", "already"},
		{"invalid", "full", "received 2026-03-02", "invalidated 2026-03-05", ""},
		{"an earlier event that fits", "full", "received 2026-03-02, validated 2026-03-20", "invalidated 2026-03-05", ""},
		{"an earlier event that upsets a later one", "full", granted, "withdrawn 2026-04-01", `Then "decided" of 20 April 2026 could not have followed`},
		{"decided while not valid", "full", "received 2026-03-02", "decided/granted 2026-04-20", "when it was valid"},
		{"decided twice", "full", granted, "decided/refused 2026-04-21", "decided already"},
		{"decided how", "full", valid, "decided 2026-04-21", "Choose the outcome"},
		{"decided as an appeal is", "full", valid, "decided/allowed 2026-04-21", "Choose the outcome"},
		{"not required", "prior-approval", valid, "decided/not_required 2026-04-21", ""},
		{"not required, of a full application", "full", valid, "decided/not_required 2026-04-21", "Only prior approval"},
		{"an outcome of what has none", "full", valid, "committee/granted 2026-04-21", "Leave the outcome out"},
		{"in the future", "full", valid, "decided/granted 2026-11-23", "not in the future"},
		{"today", "full", valid, "decided/granted 2026-11-22", ""},
		{"a committee in the future", "full", valid, "committee 2026-12-09", ""},
		{"a committee after the decision", "full", granted, "committee 2026-12-09", "decided already"},
		{"a decision before the committee that was planned", "full", valid + ", committee 2026-12-09", "decided/granted 2026-11-20", ""},
		{"a consultation ends", "full", valid, "consultation_ended 2026-04-01", "No consultation"},
		{"information comes unasked", "full", valid, "information_received 2026-04-01", "asked for"},
		{"an extension", "full", valid, "extension_agreed 2026-04-20>2026-05-20", ""},
		{"an extension to nowhere", "full", valid, "extension_agreed 2026-04-20", "day that was agreed"},
		{"an extension that is none", "full", valid, "extension_agreed 2026-04-20>2026-04-27", "later than 27 April 2026"},
		{"an extension after the decision", "full", granted, "extension_agreed 2026-04-21>2026-06-01", "decided already"},
		{"an expiry before the decision", "full", valid, "decided/granted 2026-04-20>2026-04-20", "after 20 April 2026"},
		{"an expiry of a refusal", "full", valid, "decided/refused 2026-04-20>2029-04-20", "Leave this day out"},
		{"withdrawn", "full", valid, "withdrawn 2026-04-01", ""},
		{"withdrawn after the decision", "full", granted, "withdrawn 2026-05-01", "decided already"},
		{"withdrawn, then anything", "full", valid + ", withdrawn 2026-04-01", "decided/granted 2026-04-20", "Add a new application"},
		{"withdrawn, then closed", "full", valid + ", withdrawn 2026-04-01", "closed 2026-04-20", ""},
		{"returned while valid", "full", valid, "returned 2026-04-01", "It is valid"},
		{"returned", "full", "received 2026-03-02, invalidated 2026-03-03", "returned 2026-04-01", ""},
		{"after it is closed", "full", granted + ", closed 2026-05-01", "appeal_lodged 2026-05-02", "strike out the closing"},
		{"advice asked for has no decision", "pre-application", "received 2026-03-02", "decided/granted 2026-04-20", "no such step"},
		{"advice asked for is given", "pre-application", "received 2026-03-02", "pre_application_advice 2026-04-20", ""},

		{"an appeal on its last day", "full", refused, "appeal_lodged 2026-10-20", ""},
		{"an appeal a day late", "full", refused, "appeal_lodged 2026-10-21", "ended on 20 October 2026"},
		{"an appeal about a certificate, late", "ldc-prospective-use", refused, "appeal_lodged 2026-11-20", ""},
		{"an appeal of a council", "reg-3", refused, "appeal_lodged 2026-05-01", "A council cannot appeal against the refusal of its own application (regulation 3). Change the scheme and apply again."},
		{"an appeal of a council without a decision", "reg-3", valid, "appeal_lodged 2026-05-01", "A council cannot appeal"},
		{"an appeal of a council against what it was granted", "reg-3", granted, "appeal_lodged 2026-05-01", "A council cannot appeal"},
		{"a joint council scheme may be appealed", "reg-4", refused, "appeal_lodged 2026-05-01", ""},
		{"an appeal about an amendment", "non-material-amendment", refused, "appeal_lodged 2026-05-01", "no right of appeal"},
		{"an appeal on the day it is due", "full", valid, "appeal_lodged 2026-04-27", "due on 27 April 2026"},
		{"an appeal the day after it was due", "full", valid, "appeal_lodged 2026-04-28", ""},
		{"an appeal before the extension ended", "full", valid + ", extension_agreed 2026-04-20>2026-05-15", "appeal_lodged 2026-05-15", "due on 15 May 2026"},
		{"an appeal for want of a decision, on its last day", "full", valid, "appeal_lodged 2026-10-27", ""},
		{"an appeal for want of a decision, late", "full", valid, "appeal_lodged 2026-10-28", "ended on 27 October 2026"},
		{"an appeal against a condition", "full", granted, "appeal_lodged 2026-05-01", ""},
		{"an appeal twice", "full", refused + ", appeal_lodged 2026-05-01", "appeal_lodged 2026-05-02", "under way already"},
		{"an appeal again, withdrawn before", "full", refused + ", appeal_lodged 2026-05-01, appeal_determined/withdrawn 2026-05-05", "appeal_lodged 2026-05-10", ""},
		{"an appeal valid before it is lodged", "full", refused, "appeal_validated 2026-05-01", "No appeal is lodged"},
		{"an appeal determined before it started", "full", refused + ", appeal_lodged 2026-05-01", "appeal_determined/allowed 2026-05-10", "when the appeal started"},
		{"an appeal determined", "full", refused + ", appeal_lodged 2026-05-01, appeal_started 2026-05-20", "appeal_determined/dismissed 2026-09-10", ""},
		{"decided once the appeal has started", "full", valid + ", appeal_lodged 2026-05-01, appeal_started 2026-05-20", "decided/granted 2026-06-01", "can no longer decide"},
		{"closed during an appeal", "full", refused + ", appeal_lodged 2026-05-01", "closed 2026-05-02", "record its outcome first"},

		{"begun without permission", "full", refused, "development_started 2026-05-01", "no permission"},
		{"begun under a certificate", "ldc-existing-use", granted, "development_started 2026-05-01", "permission itself"},
		{"begun under an outline", "outline", granted, "development_started 2026-05-01", "details"},
		{"begun once the details are approved", "outline", granted + ", details_approved 2026-06-01", "development_started 2026-07-01", ""},
		{"details of a full permission", "full", granted, "details_approved 2026-06-01", "Only an outline"},
		{"begun after it lapsed", "full", "received 2022-03-02, validated 2022-03-02, decided/granted 2022-04-20", "development_started 2025-04-20", "lapsed on 19 April 2025"},
		{"begun on the last day", "full", "received 2022-03-02, validated 2022-03-02, decided/granted 2022-04-20", "development_started 2025-04-19", ""},
		{"begun twice", "full", granted + ", development_started 2026-05-01", "development_started 2026-05-02", "begun already"},
	} {
		l := log{Traits: Traits{Type: c.kind}, events: written(t, c.log), rules: rules, holidays: holidays, today: day(t, "2026-11-22")}
		err := l.takes(written(t, c.event)[0])
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// The status by the log, and one struck event less.
func TestStatus(t *testing.T) {
	rules, holidays := table(t, storetest.Open(t))
	valid := "received 2026-03-02, validated 2026-03-02"
	for _, c := range []struct{ log, status, decision, appeal, outcome string }{
		{"", "not_started", "", "", ""},
		{"pre_application_advice 2026-01-05", "not_started", "", "", ""},
		{"submitted 2026-03-01", "pending", "", "", ""},
		{"submitted 2026-03-01, received 2026-03-02", "pending", "", "", ""},
		{"received 2026-03-02, invalidated 2026-03-02", "invalidated", "", "", ""},
		{valid, "in_assessment", "", "", ""},
		{valid + ", consultation_started 2026-03-05, consultation_ended 2026-03-26", "in_assessment", "", "", ""},
		{valid + ", committee 2026-12-09", "in_committee", "", "", ""},
		{valid + ", committee 2026-11-22", "in_committee", "", "", ""},
		{valid + ", committee 2026-11-21", "awaiting_determination", "", "", ""},
		{valid + ", decided/granted 2026-04-20, committee 2026-12-09", "determined", "granted", "", ""},
		{valid + ", decided/refused 2026-04-20", "determined", "refused", "", ""},
		{valid + ", decided/refused 2026-04-20, appeal_lodged 2026-05-01", "determined", "refused", "lodged", ""},
		{valid + ", decided/refused 2026-04-20, appeal_lodged 2026-05-01, appeal_started 2026-05-20, appeal_determined/allowed 2026-09-10", "determined", "refused", "determined", "allowed"},
		{valid + ", appeal_lodged 2026-05-01, appeal_determined/withdrawn 2026-05-20", "in_assessment", "", "determined", "withdrawn"},
		{valid + ", withdrawn 2026-04-20", "withdrawn", "", "", ""},
		{"received 2026-03-02, returned 2026-04-20", "returned", "", "", ""},
		{valid + ", decided/granted 2026-04-20, closed 2026-05-01", "closed", "granted", "", ""},
	} {
		l := log{Traits: Traits{Type: "full"}, events: written(t, c.log), rules: rules, holidays: holidays, today: day(t, "2026-11-22")}
		s, _ := l.stand()
		if s.Status != c.status || s.Decision != c.decision || s.Appeal != c.appeal || s.AppealOutcome != c.outcome {
			t.Errorf("%s: %s %s %s %s, want %+v", c.log, s.Status, s.Decision, s.Appeal, s.AppealOutcome, c)
		}
		if n := len(l.events); n > 0 {
			l.events[n-1].Struck = true
			shorter := log{Traits: l.Traits, events: l.events[:n-1], rules: rules, holidays: holidays, today: l.today}
			without, _ := l.stand()
			want, _ := shorter.stand()
			if fmt.Sprint(without) != fmt.Sprint(want) {
				t.Errorf("%s, without the last: %+v, want %+v", c.log, without, want)
			}
		}
	}
}

// The register's states, at their edges, and that everyone's sentence is whole.
func TestRegisterStates(t *testing.T) {
	db := storetest.Open(t)
	ctx := context.Background()
	today := day(t, "2026-11-22")
	var site int64
	if err := db.Raw(`INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, provenance, source)
		VALUES ('X', 'X', 'X', 'E10000016', 'open', 'test', 'test') RETURNING id`).Scan(&site).Error; err != nil {
		t.Fatal(err)
	}
	by := accounts.User{Name: "Lee"}
	code, n := "E07000108", 0
	for _, c := range []struct{ kind, log, state, says string }{
		{"full", "", "waiting", "Not submitted yet."},
		{"full", "received 2026-11-02", "waiting", "Received on 2 November 2026, not valid yet."},
		{"full", "received 2026-11-02, invalidated 2026-11-03", "waiting", "Invalid: the planning authority waits for what is missing."},
		{"full", "received 2026-09-26, validated 2026-09-26", "overdue", "Decision was due on 21 November 2026, yesterday. An appeal may be lodged until 21 May 2027."},
		{"full", "received 2026-09-27, validated 2026-09-27", "due", "Decision due on 22 November 2026, today."},
		{"full", "received 2026-10-03, validated 2026-10-03", "due", "Decision due on 28 November 2026, in 6 days."},
		{"full", "received 2026-10-04, validated 2026-10-04", "in_time", "Decision due on 29 November 2026, in 7 days."},
		{"full", "received 2026-09-01, validated 2026-09-01, extension_agreed 2026-10-20>2026-11-23", "due", "Decision due on 23 November 2026, tomorrow, as agreed; the statutory period ends on 27 October 2026."},
		{"full", "received 2026-09-01, validated 2026-09-01, decided/refused 2026-10-20", "decided", "Refused on 20 October 2026. An appeal may be lodged until 20 April 2027."},
		{"full", "received 2026-01-05, validated 2026-01-05, decided/refused 2026-02-20", "decided", "Refused on 20 February 2026. The time to appeal ended on 20 August 2026."},
		{"full", "received 2026-01-05, validated 2026-01-05, decided/refused 2026-02-20, appeal_lodged 2026-04-01", "appeal", "An appeal is lodged."},
		{"full", "received 2026-09-01, validated 2026-09-01, decided/granted 2026-10-20", "decided", "Granted on 20 October 2026. It lapses on 19 October 2029 unless development begins before."},
		{"full", "received 2024-03-01, validated 2024-03-01, decided/granted 2024-05-23", "expiring", "The permission lapses on 22 May 2027, in 181 days, unless development begins before."},
		{"full", "received 2024-03-01, validated 2024-03-01, decided/granted 2024-05-24", "decided", ""},
		{"full", "received 2023-09-01, validated 2023-09-01, decided/granted 2023-11-23", "expiring", "The permission lapses on 22 November 2026, today, unless development begins before."},
		{"full", "received 2023-09-01, validated 2023-09-01, decided/granted 2023-11-22", "lapsed", "The permission lapsed on 21 November 2026, yesterday."},
		{"full", "received 2023-09-01, validated 2023-09-01, decided/granted 2023-11-22, development_started 2024-02-01", "begun", "Development began on 1 February 2024."},
		{"ldc-existing-use", "received 2016-09-01, validated 2016-09-01, decided/granted 2016-10-03", "decided", "Granted on 3 October 2016."},
		{"full", "received 2026-09-01, validated 2026-09-01, withdrawn 2026-09-20", "closed", "Withdrawn."},
		{"pre-application", "received 2026-09-01, pre_application_advice 2026-10-20", "decided", "Advice was given."},
	} {
		id, err := AddApplication(ctx, db, site, ApplicationChange{Type: &c.kind, PlanningAuthority: &code}, today)
		if err != nil {
			t.Fatal(err)
		}
		n++
		version := 2
		for _, e := range written(t, c.log) {
			if err := AddEvent(ctx, db, by, id, version, e, today); err != nil {
				t.Fatalf("%s: %v", c.log, err)
			}
			version++
		}
		a, err := ReadApplication(ctx, db, id, Whole, today)
		if err != nil || a.State != c.state || c.says != "" && a.Says != c.says || a.Version != version {
			t.Errorf("%s: %s, %q, version %d, %v; want %s, %q, %d", c.log, a.State, a.Says, a.Version, err, c.state, c.says, version)
		}
	}
	r, err := PlanningRegister(ctx, db, RegisterFilter{Limit: 500}, today)
	if err != nil || r.Total != n || len(r.Items) != n || r.DueThisWeek != 3 || r.Overdue != 1 || r.Expiring != 2 || r.Items[0].State != "overdue" {
		t.Errorf("%+v, %v", r, err)
	}
	for filter, want := range map[RegisterFilter]int{{State: "due"}: 3, {State: "open"}: 9, {Text: "DOVER"}: n, {Text: "ldc existing"}: 1, {PlanningAuthority: code}: n, {PlanningAuthority: "E07000113"}: 0,
		{Authority: "E10000016"}: n, {Authority: "E10000014"}: 0, {Hub: "North"}: 0, {View: Funded}: 0, {Text: "%"}: 0} {
		filter.Limit = 1
		if r, err := PlanningRegister(ctx, db, filter, today); err != nil || r.Total != want || len(r.Items) != min(want, 1) {
			t.Errorf("%+v: %d, %v, want %d", filter, r.Total, err, want)
		}
	}
	reference, note := "26/00417", "By post"
	id, err := AddApplication(ctx, db, site, ApplicationChange{Type: &[]string{"full"}[0], PlanningAuthority: &code, Reference: &reference, Description: &note}, today)
	if err != nil {
		t.Fatal(err)
	}
	if err := AddEvent(ctx, db, by, id, 2, Event{Kind: "received", OnDay: today, Note: note}, today); err != nil {
		t.Fatal(err)
	}
	if a, err := ReadApplication(ctx, db, id, Whole, today); err != nil || a.Withheld || a.Reference != reference || a.Events[0].Note != note || a.PlanningAuthority.Name != "Dover" {
		t.Errorf("of an open site: %+v, %v", a, err)
	}
	if a, err := ReadApplication(ctx, db, id, Funded, today); err != nil || !a.Withheld || a.Reference+a.Description+a.Source+a.Events[0].Note != "" || a.PlanningAuthority != nil {
		t.Errorf("to a funder: %+v, %v", a, err)
	}
	if err := db.Exec(`UPDATE sites SET location_sensitivity = 'restricted' WHERE id = ?`, site).Error; err != nil {
		t.Fatal(err)
	}
	if a, err := ReadApplication(ctx, db, id, Whole, today); err != nil || !a.Withheld || a.Reference+a.Description+a.Source+a.Events[0].Note != "" || a.PlanningAuthority != nil {
		t.Errorf("of a restricted site: %+v, %v", a, err)
	}
	if r, err := PlanningRegister(ctx, db, RegisterFilter{Limit: 500, PlanningAuthority: code}, today); err != nil || r.Total != 0 {
		t.Errorf("a restricted site is found by its planning authority: %+v, %v", r, err)
	}
	if err := AddEvent(ctx, db, by, 1<<40, 1, Event{Kind: "received", OnDay: today}, today); !missing(err) {
		t.Errorf("an application that is not there: %v", err)
	}
}

func missing(err error) bool {
	p, ok := problem.As(err)
	return ok && p.Kind == problem.NotFound
}

func TestStartBlocked(t *testing.T) {
	for _, c := range []struct {
		name      string
		condition PlanningCondition
		blocks    bool
	}{
		{"open", PlanningCondition{Kind: "pre_commencement", State: "open"}, true},
		{"submitted", PlanningCondition{Kind: "pre_commencement", State: "submitted"}, true},
		{"partly discharged", PlanningCondition{Kind: "pre_commencement", State: "part_discharged"}, true},
		{"breached", PlanningCondition{Kind: "pre_commencement", State: "breached"}, true},
		{"discharged", PlanningCondition{Kind: "pre_commencement", State: "discharged"}, false},
		{"before occupation", PlanningCondition{Kind: "pre_occupation", State: "open"}, false},
		{"compliance", PlanningCondition{Kind: "compliance", State: "breached"}, false},
		{"time limit", PlanningCondition{Kind: "time_limit", State: "open"}, false},
		{"net gain applies", PlanningCondition{Kind: "pre_commencement", State: "open", BiodiversityNetGain: true, Gain: "applies"}, true},
		{"net gain discharged", PlanningCondition{Kind: "pre_commencement", State: "discharged", BiodiversityNetGain: true, Gain: "applies"}, false},
		{"net gain exempt", PlanningCondition{Kind: "pre_commencement", State: "open", BiodiversityNetGain: true, Gain: "exempt"}, false},
	} {
		if got := len(StartBlocked([]PlanningCondition{c.condition})) == 1; got != c.blocks {
			t.Errorf("%s: blocks %v, want %v", c.name, got, c.blocks)
		}
	}
}

func TestAdvise(t *testing.T) {
	for _, c := range []struct {
		name    string
		footing Footing
		want    string
	}{
		{"a closed home, as it is", Footing{UseClass: "c2", LawfulUse: "already_c2", Works: "internal", Council: true}, "no-application ldc-existing-use lbc pre-application"},
		{"a house", Footing{UseClass: "c3", LawfulUse: "c3_no_material_change_argued", Works: "none"}, "ldc-prospective-use change-of-use lbc pre-application"},
		{"a house, certified", Footing{UseClass: "c3", LawfulUse: "c3_no_material_change_certified", Works: "none"}, "no-application lbc pre-application"},
		{"a council's offices", Footing{UseClass: "e-e", LawfulUse: "change_required", Works: "internal", Council: true}, "change-of-use reg-3 lbc pre-application"},
		{"a council's offices, extended", Footing{UseClass: "other", LawfulUse: "change_required", Works: "extension", Council: true}, "change-of-use full reg-3 lbc pre-application"},
		{"public land", Footing{LawfulUse: "unknown", Works: "new_build", Ownership: "owned by a public authority"}, "full outline reg-3 lbc pre-application"},
		{"a home that is to be secure", Footing{UseClass: "c2", LawfulUse: "already_c2", Works: "internal", Secure: true}, "change-of-use lbc pre-application"},
		{"a secure unit", Footing{UseClass: "c2a", LawfulUse: "already_c2a", Works: "none", Secure: true}, "no-application ldc-existing-use lbc pre-application"},
	} {
		var got []string
		for _, r := range Advise(c.footing) {
			got = append(got, r.Route)
			if r.Why == "" || !strings.Contains(r.Why, "may") && !strings.Contains(r.Why, "If") && !strings.Contains(r.Why, "would") {
				t.Errorf("%s: %s asserts law: %s", c.name, r.Route, r.Why)
			}
			if r.Weeks != nil && !(r.Weeks.Optimistic <= r.Weeks.Likely && r.Weeks.Likely <= r.Weeks.Pessimistic && r.Weeks.Source != "") {
				t.Errorf("%s: %+v", r.Route, r.Weeks)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

// The server's own database role can do all of it, and read nothing it should not.
func TestPlanningAsServer(t *testing.T) {
	owner := storetest.Fresh(t)
	ctx, today := context.Background(), day(t, "2026-11-22")
	var site int64
	if err := owner.DB.Raw(`INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, provenance, source)
		VALUES ('X', 'Rose Cottage', 'Home in Kent', 'E10000016', 'restricted', 'test', 'test') RETURNING id`).Scan(&site).Error; err != nil {
		t.Fatal(err)
	}
	by := accounts.User{Name: "Lee", Acting: "property_lead", Credential: "session 1", Origin: "page"}
	kind, code, note, number, state, pre := "change-of-use", "E07000108", "At Rose Cottage", "3", "discharged", "pre_commencement"
	amount := 7
	var id, event int64
	db := storetest.As(t, owner, store.Server).DB
	write := func(name string, f func(*gorm.DB) error) {
		t.Helper()
		if err := accounts.Write(ctx, db, by, f); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	record := func(version int, text string) {
		t.Helper()
		for _, e := range written(t, text) {
			e.Note = note
			write(e.Kind, func(tx *gorm.DB) error { return AddEvent(ctx, tx, by, id, version, e, today) })
			version++
		}
	}
	write("add", func(tx *gorm.DB) (err error) {
		id, err = AddApplication(ctx, tx, site, ApplicationChange{Type: &kind, PlanningAuthority: &code, Reference: &number, Description: &note}, today)
		return err
	})
	record(2, "received 2026-03-02, validated 2026-03-02, consultation_started 2026-03-05, decided/granted 2026-04-20")
	write("change", func(tx *gorm.DB) error {
		return ChangeApplication(ctx, tx, id, 6, ApplicationChange{Reference: &note}, today)
	})
	write("condition", func(tx *gorm.DB) error {
		return AddCondition(ctx, tx, id, 7, PlanningConditionChange{Number: &number, Kind: &pre, Text: &note}, today)
	})
	write("discharge", func(tx *gorm.DB) error {
		_, err := ChangeCondition(ctx, tx, 1, 1, PlanningConditionChange{State: &state, Text: &note})
		return err
	})
	if err := db.Raw(`SELECT id FROM application_events WHERE kind = 'consultation_started'`).Scan(&event).Error; err != nil {
		t.Fatal(err)
	}
	write("strike", func(tx *gorm.DB) error { _, err := StrikeEvent(ctx, tx, event, 8, note, today); return err })
	record(9, "development_started 2026-09-01")
	write("rule", func(tx *gorm.DB) error {
		_, err := AddRule(ctx, tx, NewRule{What: "determination", Amount: &amount, Unit: "weeks", Source: "A later order", From: today}, today)
		return err
	})
	write("precedent", func(tx *gorm.DB) error {
		_, err := AddPrecedent(ctx, tx, by, Precedent{Route: "change-of-use", Works: "none", What: "A home", Outcome: "granted", Source: "Its register"})
		return err
	})
	a, err := ReadApplication(ctx, db, id, Whole, today)
	if err != nil || a.State != "begun" || !a.Withheld || strings.Contains(fmt.Sprintf("%+v", a), "Rose") {
		t.Errorf("%+v, %v", a, err)
	}
	write("exact", func(tx *gorm.DB) error {
		exact, err := ExactApplication(ctx, tx, id)
		if err == nil && (exact.Description != note || exact.Reference != note || exact.PlanningAuthority.Name != "Dover" ||
			strings.Count(string(exact.Events), note) != 6 || strings.Count(string(exact.Conditions), note) != 1) {
			t.Errorf("exact: %+v %s %s", exact, exact.Events, exact.Conditions)
		}
		return err
	})
	var told, looked int64
	if err := owner.DB.Raw(`SELECT count(*) FROM audit_entries WHERE concat(label, changes, reason) LIKE '%Rose%' OR changes::text LIKE '%E07000108%'`).Scan(&told).Error; err != nil || told != 0 {
		t.Errorf("%d entries of the audit tell the place, %v", told, err)
	}
	if err := owner.DB.Raw(`SELECT count(*) FROM audit_entries WHERE action = 'looked' AND object_id = ?`, fmt.Sprint(site)).Scan(&looked).Error; err != nil || looked != 1 {
		t.Errorf("the look is noted %d times, %v", looked, err)
	}
}
