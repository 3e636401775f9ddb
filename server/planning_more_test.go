package server_test

import (
	"encoding/csv"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"homeground/accounts"
)

type holiday struct {
	ID            int64
	Day, Name, By string
	Source        string
	Struck        bool
	StruckBecause string `json:"struck_because"`
	Version       int
}

// A bank holiday that is proclaimed moves a period of working days at once, and is noted
// of the others; struck out it is as if it had never been.
func TestBankHolidaysMoveWhatCountsThem(t *testing.T) {
	d := open(t)
	lead := d.as(d.somebody("Lead", accounts.Role{Role: "property_lead", AuthorityCode: "E06000038"}))
	site := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`)
	if status, _, text := d.ask("POST", "/api/v1/planning/rules", `{"what":"determination","application_type":"pre-application","amount":20,"unit":"working_days","source":"The council's service standard","from":"2026-01-01"}`); status != 201 {
		t.Fatalf("%d %s", status, text)
	}
	a := d.made(fmt.Sprintf("/api/v1/sites/%d/applications", site), `{"type":"pre-application","planning_authority":"E06000038"}`)
	advice := fmt.Sprintf("/api/v1/applications/%d", a.ID)
	a = d.made(advice+"/events", `{"kind":"received","on_day":"2026-11-09"}`)
	b := d.made(fmt.Sprintf("/api/v1/sites/%d/applications", site), `{"type":"full","planning_authority":"E06000038"}`)
	full := fmt.Sprintf("/api/v1/applications/%d", b.ID)
	for _, kind := range []string{"received", "validated"} {
		b = d.made(full+"/events", fmt.Sprintf(`{"kind":%q,"on_day":"2026-10-12"}`, kind))
	}
	check := func(when, adviceBy, note string) {
		t.Helper()
		d.read(advice, &a)
		if a.TargetOn != adviceBy || !strings.Contains(a.Clocks[0].Working, "20 working days from the day after Monday 9 November 2026, when it was received") || a.AppealBy != "" {
			t.Errorf("%s: advice by %s, want %s: %+v", when, a.TargetOn, adviceBy, a.Clocks)
		}
		version := b.Version
		b = applied{}
		d.read(full, &b)
		if b.TargetOn != "2026-12-07" || b.Version != version || note == "" && b.Clocks[0].Note != "" || !strings.Contains(b.Clocks[0].Note, note) {
			t.Errorf("%s: decision by %s, %q, version %d, want %d", when, b.TargetOn, b.Clocks[0].Note, b.Version, version)
		}
	}
	check("before", "2026-12-07", "")
	body := `{"day":"2026-12-07","name":"A royal wedding","source":"A proclamation of 1 November 2026"}`
	if status, _, _ := lead.ask("POST", "/api/v1/planning/holidays", body); status != 403 {
		t.Errorf("a property lead adds one: %d", status)
	}
	if status, _, text := d.ask("POST", "/api/v1/planning/holidays", `{"day":"2026-12-25","name":" ","source":""}`); status != 422 || !strings.Contains(text, "Correct these 3 fields.") ||
		!strings.Contains(text, "25 December 2026 is a bank holiday already: Christmas Day.") || !strings.Contains(text, "what the bank holiday is called") || !strings.Contains(text, "Name the proclamation") {
		t.Errorf("all that is wrong: %d %s", status, text)
	}
	if status, _, text := d.ask("POST", "/api/v1/planning/holidays", body); status != 201 {
		t.Fatalf("%d %s", status, text)
	}
	check("added", "2026-12-08", "A royal wedding")
	added := d.holiday("2026-12-07", false)
	if added.By == "" || added.Source != "A proclamation of 1 November 2026" || added.Version != 1 {
		t.Errorf("added: %+v", added)
	}
	if status, _, text := d.ask("POST", "/api/v1/planning/holidays", body); status != 422 || !strings.Contains(text, "already") {
		t.Errorf("added twice: %d %s", status, text)
	}
	strike := fmt.Sprintf("/api/v1/planning/holidays/%d/strike", added.ID)
	for _, c := range []struct {
		body    string
		headers []string
		status  int
		want    string
	}{
		{`{"because":" "}`, nil, 422, "Say why"}, {`{"because":"x"}`, []string{"If-Match", `"v7"`}, 412, `"current"`}, {`{"because":"x"}`, []string{"If-Match", ""}, 428, "ETag"},
		{`{"because":"The wedding is off"}`, nil, 201, `"struck":true`}, {`{"because":"Again"}`, nil, 409, "struck out already"},
	} {
		if status, _, text := d.ask("POST", strike, c.body, c.headers...); status != c.status || !strings.Contains(text, c.want) {
			t.Errorf("strike %s: %d %s, want %d %s", c.body, status, text, c.status, c.want)
		}
	}
	check("struck out", "2026-12-07", "")
	if gone := d.holiday("2026-12-07", true); gone.StruckBecause != "The wedding is off" || gone.Version != 2 {
		t.Errorf("struck out: %+v", gone)
	}
	if status, _, text := d.ask("POST", "/api/v1/planning/holidays", body); status != 201 { // it is on again
		t.Errorf("added again: %d %s", status, text)
	}
	check("added again", "2026-12-08", "A royal wedding")
	var history struct{ Items []struct{ Words string } }
	d.read(fmt.Sprintf("/api/v1/history/bank_holiday/%d", added.ID), &history)
	if len(history.Items) != 2 || history.Items[1].Words != "Added the bank holiday A royal wedding" {
		t.Errorf("its history: %+v", history.Items)
	}
	for _, sql := range []string{`UPDATE bank_holidays SET name = 'x'`, `DELETE FROM bank_holidays`, `UPDATE bank_holidays SET struck = false, struck_because = NULL WHERE struck`} {
		if err := d.db.SavePoint("s").Error; err != nil {
			t.Fatal(err)
		}
		if err := d.db.Exec(sql).Error; err == nil {
			t.Errorf("%s was done", sql)
		}
		d.db.RollbackTo("s")
	}
}

func (d desk) holiday(day string, struck bool) (found holiday) {
	d.t.Helper()
	var list struct{ Items []holiday }
	d.read("/api/v1/planning/holidays", &list)
	i := slices.IndexFunc(list.Items, func(h holiday) bool { return h.Day == day && h.Struck == struck })
	if i < 0 {
		d.t.Fatalf("no bank holiday on %s", day)
	}
	return list.Items[i]
}

// What may be recorded is judged as of the day asked for, and development does not begin
// while a condition stands in its way.
func TestNextAsOfADay(t *testing.T) {
	d := open(t)
	id, _, condition := d.planned(d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`), "E06000038")
	at := fmt.Sprintf("/api/v1/applications/%d", id)
	next := func(query, kind string) string {
		t.Helper()
		var a applied
		d.read(at+query, &a)
		for _, n := range a.Next {
			if n.Kind == kind {
				if n.Allowed != (n.Why == "") {
					t.Errorf("%s: %+v", kind, n)
				}
				return n.Why
			}
		}
		t.Fatalf("no %s", kind)
		return ""
	}
	const blocked = "Development cannot begin before these are discharged: condition 3, open."
	for _, c := range []struct{ query, kind, why string }{
		{"", "development_started", blocked}, {"?on=2026-05-01", "development_started", blocked}, {"?on=2026-03-10", "development_started", "There is no permission yet."},
		{"", "appeal_lodged", "The time to appeal ended on 20 October 2026."}, {"?on=2026-10-20", "appeal_lodged", ""}, {"?on=2026-10-21", "appeal_lodged", "The time to appeal ended on 20 October 2026."},
		{"", "consultation_started", "It is decided already."}, {"?on=2026-03-10", "consultation_started", ""}, {"?on=2026-03-01", "consultation_started", "Record first when the planning authority received it."},
		{"?on=2026-03-10", "withdrawn", `Then "decided" of 20 April 2026 could not have followed`}, {"?on=2099-01-01", "closed", "Only a committee is recorded ahead."},
	} {
		if why := next(c.query, c.kind); why != c.why && (c.why == "" || !strings.HasPrefix(why, c.why)) {
			t.Errorf("%s%s: %q, want %q", c.kind, c.query, why, c.why)
		}
	}
	if status, _, _ := d.ask("GET", at+"?on=20/10/2026", ""); status != 422 {
		t.Errorf("a day as people type it: %d", status)
	}
	if status, _, text := d.ask("PATCH", fmt.Sprintf("/api/v1/planning-conditions/%d", condition), `{"state":"discharged"}`); status != 200 {
		t.Fatalf("%d %s", status, text)
	}
	if why := next("", "development_started"); why != "" {
		t.Errorf("discharged: %s", why)
	}
}

// The history of an application is its own, its events' and its conditions'; of an open
// site it tells what was written, of a restricted one to nobody without the right.
func TestHistoryOfAnApplication(t *testing.T) {
	d := open(t)
	board := d.as(d.somebody("Board", accounts.Role{Role: "board"}))
	site := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`)
	id, decided, condition := d.planned(site, "E06000038")
	if status, _, text := d.ask("POST", fmt.Sprintf("/api/v1/events/%d/strike", decided), `{"because":"It was another file"}`); status != 201 {
		t.Fatalf("%d %s", status, text)
	}
	told := func(object string, of int64) string {
		t.Helper()
		_, _, text := board.ask("GET", fmt.Sprintf("/api/v1/history/%s/%d", object, of), "")
		return text
	}
	whole := told("application", id)
	for _, want := range []string{"26/01234/FUL", "Home for three", "By officers", "It was another file", "A plan of the building work", `"object":"event"`, `"object":"planning_condition"`, `"Reading"`} {
		if !strings.Contains(whole, want) {
			t.Errorf("of an open site, %q is not told", want)
		}
	}
	if strings.Contains(whole, "not shown") {
		t.Error("of an open site something is not shown")
	}
	if text := told("event", decided); !strings.Contains(text, "It was another file") || strings.Contains(text, "26/01234") {
		t.Errorf("an event's own: %s", text)
	}
	if text := told("planning_condition", condition); !strings.Contains(text, "A plan of the building work") {
		t.Errorf("a condition's own: %s", text)
	}
	looks := d.number(`SELECT count(*) FROM audit_entries WHERE action = 'looked'`)
	if err := d.db.Exec(`UPDATE sites SET location_sensitivity = 'restricted' WHERE id = ?`, site).Error; err != nil {
		t.Fatal(err)
	}
	for object, of := range map[string]int64{"application": id, "event": decided, "planning_condition": condition} {
		text := told(object, of)
		for _, secret := range []string{"26/01234", "Home for three", "By officers", "another file", "building work", `"Reading"`} {
			if strings.Contains(text, secret) {
				t.Errorf("of a restricted site the history of an %s tells %q", object, secret)
			}
		}
		if !strings.Contains(text, "not shown") {
			t.Errorf("of a restricted site nothing of the %s is held back: %s", object, text)
		}
	}
	if n := d.number(`SELECT count(*) FROM audit_entries WHERE action = 'looked'`); n != looks {
		t.Errorf("%d looks are noted", n-looks)
	}
	exact := d.as(d.somebody("Ex", accounts.Role{Role: "board"}, accounts.Role{Role: "exact_locations"}))
	if _, _, text := exact.ask("GET", fmt.Sprintf("/api/v1/history/application/%d", id), ""); !strings.Contains(text, "26/01234/FUL") {
		t.Error("whoever has the right is not told")
	}
	if n := d.number(`SELECT count(*) FROM audit_entries WHERE action = 'looked'`); n != looks+1 {
		t.Errorf("%d looks are noted, want 1", n-looks)
	}
}

// The register comes in pages that together are the whole, in its order; the file to take
// away has the same rows under the same filters.
func TestRegisterPages(t *testing.T) {
	d := open(t)
	for n := range 7 {
		site := d.number(`SELECT id FROM sites WHERE site_ref = ?`, []string{"SE-12", "SE-10"}[n%2])
		a := d.made(fmt.Sprintf("/api/v1/sites/%d/applications", site), fmt.Sprintf(`{"type":%q,"planning_authority":"E0600003%d"}`, []string{"full", "lbc", "outline"}[n%3], 7+n%2))
		for _, kind := range []string{"received", "validated"}[:n%3] {
			d.made(fmt.Sprintf("/api/v1/applications/%d/events", a.ID), fmt.Sprintf(`{"kind":%q,"on_day":"2026-0%d-0%d"}`, kind, 1+n, 1+n))
		}
	}
	type page struct {
		Items []struct {
			ID        int64
			Type      string
			Site      struct{ ID int64 }
			DueOn     string `json:"due_on"`
			ExpiresOn string `json:"expires_on"`
			Status    string
		}
		Total int
		Next  string
	}
	for _, query := range []string{"", "&sort=site", "&sort=-site", "&sort=type", "&sort=-type", "&sort=planning_authority", "&sort=-planning_authority", "&sort=status", "&sort=due", "&sort=-due", "&sort=expires",
		"&state=open", "&type=full&sort=-due", "&status=in_assessment", "&falls_due=500"} {
		var whole page
		d.read("/api/v1/planning?limit=500"+query, &whole)
		var ids, paged []int64
		for _, a := range whole.Items {
			ids = append(ids, a.ID)
		}
		cursor, pages := "", 0
		for {
			var p page
			d.read("/api/v1/planning?limit=2"+query+"&cursor="+url.QueryEscape(cursor), &p)
			for _, a := range p.Items {
				paged = append(paged, a.ID)
			}
			if pages++; p.Total != len(ids) || len(p.Items) > 2 || pages > 100 {
				t.Fatalf("%s: page %d has %d of %d", query, pages, len(p.Items), p.Total)
			}
			if cursor = p.Next; cursor == "" {
				break
			}
		}
		if len(ids) < 2 || !slices.Equal(ids, paged) {
			t.Errorf("%s: %v, in pages %v", query, ids, paged)
		}
		_, _, text := d.ask("GET", "/api/v1/planning.csv?"+strings.TrimPrefix(query, "&"), "")
		lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(lines) != len(ids)+1 {
			t.Fatalf("%s: a file of %d lines, %v", query, len(lines), err)
		}
		for i, id := range ids {
			if lines[i+1][0] != fmt.Sprint(id) {
				t.Errorf("%s: the file has %s where the page has %d", query, lines[i+1][0], id)
			}
		}
	}
	var due page
	d.read("/api/v1/planning?limit=500&sort=-due", &due)
	for i := 1; i < len(due.Items); i++ {
		if before, is := due.Items[i-1].DueOn, due.Items[i].DueOn; is > before && before != "" || before == "" && is != "" {
			t.Errorf("sorted by -due, %q comes before %q", before, is)
		}
	}
	for _, c := range []struct {
		path string
		want int
	}{
		{"/api/v1/planning?sort=colour", 422}, {"/api/v1/planning?cursor=abc", 422}, {"/api/v1/planning?cursor=" + due.Next + "x", 422}, {"/api/v1/planning?type=barn", 422}, {"/api/v1/planning?site=0", 422},
		{"/api/v1/planning.csv?sort=colour", 422}, {"/api/v1/planning.csv?site=x", 422}, {"/api/v1/planning.csv?falls_due=-1", 422}, {"/api/v1/planning?cursor=eyJzIjoiIn0", 422},
	} {
		if status, _, text := d.ask("GET", c.path, ""); status != c.want {
			t.Errorf("%s: %d %s", c.path, status, text)
		}
	}
	var deciding struct{ Items []struct{ Code string } }
	d.read("/api/v1/planning/authorities?deciding=true", &deciding)
	if len(deciding.Items) == 0 || slices.ContainsFunc(deciding.Items, func(a struct{ Code string }) bool { return a.Code == "E06000038" }) == false {
		t.Errorf("deciding: %+v", deciding.Items)
	}
}
