package server_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"homeground/accounts"
)

// TestCalendar subscribes to one's dates: a manager has the milestones, risks and
// conditions of their own project, everyone who sees projects the openings, each at a
// secret address that opens nothing else, is in no log, and can be revoked.
func TestCalendar(t *testing.T) {
	d := open(t)
	project := d.number(`SELECT min(id) FROM projects`)
	d.number(`UPDATE projects SET name = 'Zoë’s home; first, floor ' || repeat('é', 60) WHERE id = ? RETURNING 1`, project)
	subscribe := func(who desk, scope string) (id int64, secret string) {
		status, _, body := who.ask("POST", "/api/v1/tokens", fmt.Sprintf(`{"name":"Phone","scope":%q,"days":366}`, scope))
		var m struct {
			Token  struct{ ID int64 }
			Secret string
		}
		if err := json.Unmarshal([]byte(body), &m); err != nil || status != 201 {
			t.Fatalf("%d %s", status, body)
		}
		return m.Token.ID, m.Secret
	}
	nobody := d.as(person{})
	feed := func(who desk) string {
		_, secret := subscribe(who, "calendar")
		status, h, body := nobody.ask("GET", "/calendar/"+secret+".ics", "")
		if status != 200 || h.Get("Content-Type") != "text/calendar; charset=utf-8" || h.Get("Cache-Control") != "private, no-store" {
			t.Fatalf("%d %v %s", status, h, body)
		}
		return body
	}
	manager := d.as(d.somebody("Ma", accounts.Role{Role: "project_manager", ProjectID: project}))
	own := feed(manager)
	sound(t, own)
	text := strings.ReplaceAll(own, "\r\n ", "") // unfolded
	for kind, n := range map[string]int{
		"milestone": int(d.number(`SELECT count(*) FROM milestones WHERE project_id = ? AND actual IS NULL AND forecast IS NOT NULL`, project)),
		"risk":      int(d.number(`SELECT count(*) FROM risks WHERE project_id = ? AND state <> 'closed' AND review_on IS NOT NULL`, project)),
		"condition": int(d.number(`SELECT count(*) FROM conditions WHERE project_id = ? AND due_on IS NOT NULL AND state IN ('not_due', 'due', 'breached')`, project)),
	} {
		if got := strings.Count(text, "UID:"+kind+"-"); got != n {
			t.Errorf("%d of kind %s, want %d", got, kind, n)
		}
	}
	opening := d.number(`SELECT id FROM milestones WHERE project_id = ? AND code = 'M24'`, project)
	for _, want := range []string{fmt.Sprintf("UID:milestone-%d@", opening), "DTSTART;VALUE=DATE:20270709\r\nDTEND;VALUE=DATE:20270710\r\nSUMMARY:Opening: First child placed (Zoë’s home\\; first\\, floor é", fmt.Sprintf("/projects/%d\r\n", project)} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}

	elsewhere := d.number(`INSERT INTO projects (project_ref, name, authority_code, places, provenance, source) SELECT 'P-99', 'Elsewhere', authority_code, 1, provenance, source FROM projects WHERE id = ? RETURNING id`, project)
	other := feed(d.as(d.somebody("Ot", accounts.Role{Role: "project_manager", ProjectID: elsewhere})))
	viewer := feed(d.as(d.somebody("Vi", accounts.Role{Role: "viewer"})))
	for name, body := range map[string]string{"another manager": other, "a viewer": viewer} {
		if n := strings.Count(body, "BEGIN:VEVENT"); n != 1 || !strings.Contains(body, fmt.Sprintf("UID:milestone-%d@", opening)) {
			t.Errorf("%s has %d dates: %s", name, n, body)
		}
	}
	// Finance has the conditions of whole grants too, and the returns that are due.
	due := d.returnOf(d.number(`SELECT current_programme()`), 1, "draft")
	office := strings.ReplaceAll(feed(d.as(d.somebody("Fi", accounts.Role{Role: "finance"}))), "\r\n ", "")
	all, whole := d.number(`SELECT count(*) FROM conditions WHERE due_on IS NOT NULL AND state IN ('not_due', 'due', 'varied', 'breached')`), d.number(`SELECT min(id) FROM conditions WHERE project_id IS NULL AND due_on IS NOT NULL`)
	if n := strings.Count(office, "UID:condition-"); n != int(all) || whole == 0 || !strings.Contains(office, fmt.Sprintf("/conditions/%d\r\n", whole)) {
		t.Errorf("finance has %d conditions, want %d with %d: %s", n, all, whole, office)
	}
	if n := strings.Count(office, "UID:return-"); n != 1 || !strings.Contains(office, "SUMMARY:Due to the funder: Return 1 (") || !strings.Contains(office, fmt.Sprintf("/returns/%d\r\n", due)) {
		t.Errorf("finance has %d returns: %s", n, office)
	}
	id, secret := subscribe(manager, "calendar")
	_, reads := subscribe(manager, "read")
	for _, c := range []struct {
		name, path string
		headers    []string
		status     int
	}{
		{"as a token", "/api/v1/projects", []string{"Authorization", "Bearer " + secret}, 403},
		{"as a token for one's own account", "/api/v1/tokens", []string{"Authorization", "Bearer " + secret}, 403},
		{"another token as an address", "/calendar/" + reads + ".ics", nil, 404},
		{"one that was mistyped", "/calendar/" + secret[:len(secret)-1] + "-.ics", nil, 404},
		{"in capitals", "/CALENDAR/" + secret + ".ics", nil, 200},
	} {
		if status, _, body := nobody.ask("GET", c.path, "", c.headers...); status != c.status {
			t.Errorf("%s: %d %s, want %d", c.name, status, body, c.status)
		}
	}
	if status, _, _ := manager.ask("DELETE", fmt.Sprintf("/api/v1/tokens/%d", id), ""); status != 200 {
		t.Errorf("revoking it: %d", status)
	}
	if status, _, body := nobody.ask("GET", "/calendar/"+secret+".ics", ""); status != 404 || !strings.Contains(body, "was revoked") {
		t.Errorf("after it was revoked: %d %s", status, body)
	}
	if log := d.log.String(); strings.Contains(log, "homeground_") {
		t.Error("a secret is in the log")
	}
	if n := d.number(`SELECT count(*) FROM audit_entries WHERE object_id LIKE '%homeground\_%' OR reason LIKE '%homeground\_%'`); n != 0 {
		t.Error("a secret is in the record of changes")
	}
}

// sound checks a calendar against RFC 5545: lines end in CRLF and have at most 75 bytes,
// begin and end are paired, and each event has a UID of its own, a stamp and a day.
func sound(t *testing.T, text string) {
	t.Helper()
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") || !strings.HasSuffix(text, "END:VCALENDAR\r\n") {
		t.Errorf("no calendar: %q", text)
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	seen := map[string]bool{}
	for event := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n ", ""), "BEGIN:VEVENT\r\n") {
		if strings.HasPrefix(event, "BEGIN:VCALENDAR") {
			continue
		}
		uid := regexp.MustCompile(`(?m)^UID:(\S+)\r$`).FindStringSubmatch(event)
		if uid == nil || seen[uid[1]] || !regexp.MustCompile(`(?m)^DTSTAMP:\d{8}T\d{6}Z\r$`).MatchString(event) || !strings.Contains(event, "DTSTART;VALUE=DATE:") || !strings.Contains(event, "END:VEVENT") {
			t.Errorf("not an event: %s", event)
			continue
		}
		seen[uid[1]] = true
	}
}
