package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"homeground/accounts"
)

// planned is an application of the site, granted, with a condition: its number, that of
// its decision and that of the condition.
func (d desk) planned(site int64, authority string) (application, event, condition int64) {
	d.t.Helper()
	a := d.made(fmt.Sprintf("/api/v1/sites/%d/applications", site), fmt.Sprintf(`{"type":"change-of-use","planning_authority":%q,"reference":"26/01234/FUL","description":"Home for three"}`, authority))
	for _, body := range []string{`{"kind":"received","on_day":"2026-03-02"}`, `{"kind":"validated","on_day":"2026-03-04"}`, `{"kind":"decided","outcome":"granted","on_day":"2026-04-20","note":"By officers"}`} {
		a = d.made(fmt.Sprintf("/api/v1/applications/%d/events", a.ID), body)
	}
	a = d.made(fmt.Sprintf("/api/v1/applications/%d/conditions", a.ID), `{"number":"3","kind":"pre_commencement","text":"A plan of the building work"}`)
	return a.ID, a.Events[2].ID, a.Conditions[0].ID
}

// applied is an application as it is answered.
type applied struct {
	ID                int64
	PlanningAuthority *struct{ Code, Name string } `json:"planning_authority"`
	Reference         string
	Status, Decision  string
	Appeal, State     string
	Says, Description string
	TargetOn          string `json:"target_on"`
	ExtendedTo        string `json:"extended_to"`
	DueOn             string `json:"due_on"`
	AppealBy          string `json:"appeal_by"`
	ExpiresOn         string `json:"expires_on"`
	Withheld          bool
	Events            []struct {
		ID            int64
		Kind, Note    string
		OnDay         string `json:"on_day"`
		Struck        bool
		StruckBecause string `json:"struck_because"`
	}
	Conditions []struct {
		ID           int64
		Number, Text string
		State        string
	}
	BlockedBy []struct{ Number string } `json:"blocked_by"`
	Next      []struct {
		Kind, Why string
		Allowed   bool
	}
	Clocks  []struct{ What, Ends, Working, Note, Source string }
	Version int
}

// made sends what must make something of an application.
func (d desk) made(path, body string) (a applied) {
	d.t.Helper()
	status, _, text := d.ask("POST", path, body)
	if status != 201 {
		d.t.Fatalf("POST %s %s: %d %s", path, body, status, text)
	}
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		d.t.Fatal(err)
	}
	return a
}

// A property lead's change of use at Beechfield: recorded with its dates, its target
// read, refused and appealed; and the council's own application, which has no appeal.
func TestChangeOfUseAtBeechfield(t *testing.T) {
	d := open(t)
	lead := d.as(d.somebody("Lead", accounts.Role{Role: "property_lead", AuthorityCode: "E10000032"}))
	other := d.as(d.somebody("Other lead", accounts.Role{Role: "property_lead", AuthorityCode: "E06000044"}))
	site := d.number(`SELECT id FROM sites WHERE public_name = 'Beechfield'`)
	to := fmt.Sprintf("/api/v1/sites/%d/applications", site)
	body := `{"type":"change-of-use","planning_authority":"E07000209","reference":"26/P/00417","description":"Secure home to residential care"}`
	if status, _, _ := other.ask("POST", to, body); status != 403 {
		t.Errorf("another authority's lead may add: %d", status)
	}
	a := lead.made(to, body)
	events := fmt.Sprintf("/api/v1/applications/%d/events", a.ID)
	if !a.Withheld || a.Reference != "" || a.PlanningAuthority != nil || a.Description != "" || a.State != "waiting" {
		t.Errorf("added: %+v", a)
	}
	lead.made(events, `{"kind":"received","on_day":"2026-03-02","note":"By post"}`)
	a = lead.made(events, `{"kind":"validated","on_day":"2026-03-02"}`)
	if a.TargetOn != "2026-04-27" || a.DueOn != "2026-04-27" || a.State != "overdue" || a.AppealBy != "2026-10-27" ||
		!strings.Contains(a.Clocks[0].Working, "8 weeks from the day after Monday 2 March 2026, when it was valid: the last day is Monday 27 April 2026.") {
		t.Errorf("valid: %+v", a)
	}
	var register struct {
		Overdue, DueThisWeek, Total int
		Items                       []applied
	}
	lead.read("/api/v1/planning?state=overdue&authority=E10000032", &register)
	if register.Total == 0 || !strings.HasPrefix(register.Items[0].Says, "Decision was due on 27 April 2026, ") {
		t.Errorf("register: %+v", register)
	}
	a = lead.made(events, `{"kind":"extension_agreed","on_day":"2026-04-20","to_day":"2026-05-15"}`)
	if a.TargetOn != "2026-04-27" || a.ExtendedTo != "2026-05-15" || a.DueOn != "2026-05-15" || a.AppealBy != "2026-11-15" {
		t.Errorf("extended: %+v", a)
	}
	a = lead.made(events, `{"kind":"decided","outcome":"refused","on_day":"2026-05-29","note":"Loss of a use"}`)
	if a.Status != "determined" || a.Decision != "refused" || a.AppealBy != "2026-11-29" || a.State != "decided" || a.DueOn != "" ||
		a.Says != "Refused on 29 May 2026. An appeal may be lodged until 29 November 2026." {
		t.Errorf("refused: %+v", a)
	}
	if status, _, text := lead.ask("POST", events, `{"kind":"appeal_lodged","on_day":"2026-05-01"}`); status != 409 || !strings.Contains(text, "the decision is due on 15 May 2026") {
		t.Errorf("appealed before the decision: %d %s", status, text)
	}
	a = lead.made(events, `{"kind":"appeal_lodged","on_day":"2026-11-02"}`)
	if a.Appeal != "lodged" || a.State != "appeal" {
		t.Errorf("appealed: %+v", a)
	}
	var status string
	if err := d.db.Raw(`SELECT application_status FROM sites WHERE id = ?`, site).Scan(&status).Error; err != nil || status != "determined" {
		t.Errorf("the site says %s, %v", status, err)
	}

	own := lead.made(to, `{"type":"reg-3","planning_authority":"E10000030"}`)
	events = fmt.Sprintf("/api/v1/applications/%d/events", own.ID)
	for _, body := range []string{`{"kind":"received","on_day":"2026-06-01"}`, `{"kind":"validated","on_day":"2026-06-01"}`, `{"kind":"decided","outcome":"refused","on_day":"2026-07-20"}`} {
		own = lead.made(events, body)
	}
	const never = "A council cannot appeal against the refusal of its own application (regulation 3). Change the scheme and apply again."
	if code, _, text := lead.ask("POST", events, `{"kind":"appeal_lodged","on_day":"2026-08-01"}`); code != 409 || !strings.Contains(text, never) {
		t.Errorf("the council appealed: %d %s", code, text)
	}
	if own.AppealBy != "" || own.Says != "Refused on 20 July 2026. "+never {
		t.Errorf("the council's own: %+v", own)
	}
	for _, n := range own.Next {
		if n.Kind == "appeal_lodged" && (n.Allowed || n.Why != never) {
			t.Errorf("next: %+v", n)
		}
	}
	var history struct {
		Items []struct{ Object, Words string }
	}
	lead.read(fmt.Sprintf("/api/v1/history/site/%d", site), &history)
	kinds := map[string]int{}
	for _, h := range history.Items {
		kinds[h.Object]++
	}
	if kinds["application"] < 2 || kinds["event"] != 8 {
		t.Errorf("the history has %v", kinds)
	}

	var exact struct {
		PlanningAuthority struct{ Name string } `json:"planning_authority"`
		Reference         string
		Events            []struct{ Note string }
	}
	lead.read(fmt.Sprintf("/api/v1/applications/%d/exact", a.ID), &exact)
	if exact.PlanningAuthority.Name != "Guildford" || exact.Reference != "26/P/00417" || exact.Events[0].Note != "By post" {
		t.Errorf("exact: %+v", exact)
	}
	if n := d.number(`SELECT count(*) FROM audit_entries WHERE action = 'looked' AND user_name = 'Lead'`); n == 0 {
		t.Error("the look is not noted")
	}
}

// A start on site waits for every pre-commencement condition, net gain among them.
func TestStartIsBlocked(t *testing.T) {
	d := open(t)
	id, _, condition := d.planned(d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`), "E06000038")
	events, conditions := fmt.Sprintf("/api/v1/applications/%d/events", id), fmt.Sprintf("/api/v1/applications/%d/conditions", id)
	d.made(conditions, `{"number":"4","kind":"pre_occupation","text":"Parking"}`)
	a := d.made(conditions, `{"number":"BNG","gain":"applies","text":"A plan of net gain"}`)
	if len(a.BlockedBy) != 2 || a.ExpiresOn != "2029-04-19" {
		t.Errorf("%+v", a)
	}
	start := `{"kind":"development_started","on_day":"2026-09-01"}`
	if status, _, text := d.ask("POST", events, start); status != 409 || !strings.Contains(text, "condition 3, open; condition BNG (biodiversity net gain), open") {
		t.Errorf("began: %d %s", status, text)
	}
	for _, c := range []struct {
		id   int64
		body string
	}{{condition, `{"state":"part_discharged"}`}, {condition, `{"state":"discharged"}`}, {a.Conditions[2].ID, `{"gain":"exempt","exemption":"Below the threshold"}`}} {
		if status, _, text := d.ask("POST", events, start); status != 409 {
			t.Errorf("began before %s: %d %s", c.body, status, text)
		}
		if status, _, text := d.ask("PATCH", fmt.Sprintf("/api/v1/planning-conditions/%d", c.id), c.body); status != 200 {
			t.Fatalf("%s: %d %s", c.body, status, text)
		}
	}
	if a = d.made(events, start); a.State != "begun" || a.ExpiresOn != "" {
		t.Errorf("begun: %+v", a)
	}
	for _, c := range []struct{ name, body, want string }{
		{"a second net gain", `{"number":"BNG2","gain":"applies"}`, "already"},
		{"a number twice", `{"number":"3","kind":"compliance"}`, "number"},
		{"exempt from nothing", `{"number":"8","gain":"exempt"}`, "exemption"},
		{"net gain after the start", `{"number":"8","kind":"compliance","gain":"applies"}`, "pre-commencement"},
		{"no kind", `{"number":"8"}`, "kind"},
	} {
		if status, _, text := d.ask("POST", conditions, c.body); status != 422 || !strings.Contains(text, c.want) {
			t.Errorf("%s: %d %s", c.name, status, text)
		}
	}
}

// What was recorded in error is struck out: it stays to be read and counts for nothing.
func TestStrikingAnEvent(t *testing.T) {
	d := open(t)
	id, decided, _ := d.planned(d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`), "E06000038")
	var a applied
	d.read(fmt.Sprintf("/api/v1/applications/%d", id), &a)
	if status, _, text := d.ask("POST", fmt.Sprintf("/api/v1/events/%d/strike", a.Events[1].ID), `{"because":"Not valid at all"}`); status != 409 || !strings.Contains(text, `\"decided\" of 20 April 2026`) {
		t.Errorf("struck what another event rests on: %d %s", status, text)
	}
	if status, _, text := d.ask("POST", fmt.Sprintf("/api/v1/events/%d/strike", decided), `{"because":" "}`); status != 422 {
		t.Errorf("without a reason: %d %s", status, text)
	}
	if status, _, text := d.ask("POST", fmt.Sprintf("/api/v1/events/%d/strike", decided), `{"because":"Another file"}`, "If-Match", `"v1"`); status != 412 || !strings.Contains(text, `"current"`) {
		t.Errorf("overtaken: %d %s", status, text)
	}
	a = d.made(fmt.Sprintf("/api/v1/events/%d/strike", decided), `{"because":"Another file"}`)
	if !a.Events[2].Struck || a.Events[2].StruckBecause != "Another file" || a.Decision != "" || a.ExpiresOn != "" || a.State != "overdue" || a.Reference != "26/01234/FUL" {
		t.Errorf("%+v", a)
	}
	if status, _, text := d.ask("POST", fmt.Sprintf("/api/v1/events/%d/strike", decided), `{"because":"Again"}`); status != 409 {
		t.Errorf("twice: %d %s", status, text)
	}
	if err := d.db.Exec(`SAVEPOINT s; `).Error; err == nil {
		if err := d.db.Exec(`UPDATE application_events SET on_day = '2020-01-01' WHERE id = ?`, decided).Error; err == nil {
			t.Error("an event was changed")
		}
		d.db.Exec(`ROLLBACK TO s`)
	}
}

// A rule added holds from its day on, and what was worked out follows.
func TestRulesFollowTheTable(t *testing.T) {
	d := open(t)
	id, _, _ := d.planned(d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`), "E06000038")
	for _, c := range []struct{ from, want string }{{"2026-03-05", "2026-04-29"}, {"2026-03-01", "2026-04-15"}} {
		if status, _, text := d.ask("POST", "/api/v1/planning/rules", fmt.Sprintf(`{"what":"determination","amount":6,"unit":"weeks","source":"A later order","from":%q}`, c.from)); status != 201 {
			t.Fatalf("%d %s", status, text)
		}
		var a applied
		d.read(fmt.Sprintf("/api/v1/applications/%d", id), &a)
		if a.TargetOn != c.want {
			t.Errorf("6 weeks from %s: due on %s, want %s", c.from, a.TargetOn, c.want)
		}
	}
}
