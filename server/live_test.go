package server_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"homeground/accounts"
	"homeground/cmd/homeground/demo"
	"homeground/internal/store/storetest"
	"homeground/server"
)

// TestLive leaves a page open while others work: it is told of each project that they change,
// and how many of its user's notifications are unread; not of what its user does; and the
// next stream goes on where the last ended. It keeps no session awake.
func TestLive(t *testing.T) {
	s := storetest.Fresh(t)
	if _, err := demo.Load(t.Context(), s.DB); err != nil {
		t.Fatal(err)
	}
	d := serve(t, s.DB)
	project := d.number(`SELECT min(id) FROM projects`)
	manager := d.as(d.somebody("Manager", accounts.Role{Role: "project_manager", ProjectID: project}))
	other := d.as(d.somebody("Administrator", accounts.Role{Role: "administrator"}))
	app, err := server.New(server.Config{DB: s.DB, Log: slog.New(slog.DiscardHandler), Demonstration: true, Rate: 1e6, LiveFor: 5 * time.Second, Now: func() time.Time { return noon.Add(20 * time.Minute) }})
	if err != nil {
		t.Fatal(err)
	}
	page := manager
	page.app = app
	risk := func(who desk, n int) {
		if status, _, body := who.ask("POST", fmt.Sprintf("/api/v1/projects/%d/risks", project), fmt.Sprintf(`{"risk":"Something new %d","state":"open","likelihood":2,"impact":2}`, n)); status != 201 {
			t.Error(status, body)
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		time.Sleep(500 * time.Millisecond)
		risk(manager, 1)
		risk(other, 2)
	}()
	status, h, body := page.ask("GET", "/api/v1/live", "")
	<-done
	if status != 200 || !strings.HasPrefix(h.Get("Content-Type"), "text/event-stream") || h.Get("Content-Encoding") != "" || h.Get("Cache-Control") != "no-store" {
		t.Fatal(status, h, body)
	}
	if !strings.HasPrefix(body, "retry: 1000\nid: ") || strings.Count(body, "event: change\n") != 1 || !strings.Contains(body, fmt.Sprintf(`data: {"project_id":%d,"by":"Administrator","ago":`, project)) ||
		!strings.Contains(body, "event: unread\ndata: 0\n") || !strings.Contains(body, "event: unread\ndata: 1\n") {
		t.Error(body)
	}
	if slept := d.number(`SELECT count(*) FROM sessions WHERE user_id = ? AND seen_at > ?`, manager.who.id, noon.Add(time.Minute)); slept != 0 {
		t.Error("an open page keeps its session awake")
	}
	_, last, _ := strings.Cut(body[:strings.LastIndex(body, "\nevent:")], "id: ")
	last = last[strings.LastIndex(last, "id: ")+len("id: "):]
	risk(other, 3) // between two streams
	if _, _, body := page.ask("GET", "/api/v1/live", "", "Last-Event-ID", last); strings.Count(body, "event: change\n") != 1 || !strings.Contains(body, "event: unread\ndata: 2\n") {
		t.Errorf("after %s: %s", last, body)
	}
}

// TestNotifications are what others did to one's own projects, at once what was done at once,
// and what waits for the board; they are read once one has said so, and nobody reads another's.
func TestNotifications(t *testing.T) {
	d := open(t)
	project := d.number(`SELECT min(id) FROM projects`)
	manager := d.as(d.somebody("Manager", accounts.Role{Role: "project_manager", ProjectID: project}))
	elsewhere := d.as(d.somebody("Elsewhere", accounts.Role{Role: "project_manager", ProjectID: d.number(`INSERT INTO projects (project_ref, name, authority_code, places, provenance, source) SELECT 'P-99', 'Elsewhere', authority_code, 1, provenance, source FROM projects WHERE id = ? RETURNING id`, project)}))
	d.number(`WITH u AS (UPDATE audit_entries SET at = at - interval '40 days' WHERE project_id IS NOT NULL RETURNING 1) SELECT count(*) FROM u`) // long ago
	board := d.as(d.somebody("Board", accounts.Role{Role: "board"}))
	finance := d.as(d.somebody("Finance", accounts.Role{Role: "finance"}))
	dfe := d.as(d.somebody("DfE", accounts.Role{Role: "dfe"}))
	// Of the test's one transaction: people come before what is done.
	d.number(`WITH u AS (UPDATE users SET made_at = now() - interval '1 day' RETURNING 1) SELECT count(*) FROM u`)
	chained := func() {
		t.Helper()
		if err := d.db.Exec(`SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED`).Error; err != nil {
			t.Fatal(err)
		}
	}
	type list struct {
		Items []struct {
			By, Words, Reason, Project string
			Also                       int
			Unread                     bool
		}
		Unread int
		Latest int64
	}
	of := func(who desk) (l list) {
		t.Helper()
		chained()
		who.read("/api/v1/notifications", &l)
		return l
	}
	do := func(who desk, method, path, body string) {
		t.Helper()
		if status, _, answer := who.ask(method, path, body); status >= 300 {
			t.Fatal(method, path, status, answer)
		}
	}
	before := of(manager)
	line := d.number(`SELECT min(id) FROM budget_lines WHERE project_id = ? AND pence > 6000000`, project)
	to := d.number(`SELECT max(id) FROM budget_lines WHERE project_id = ?`, project)
	do(finance, "POST", fmt.Sprintf("/api/v1/budget-lines/%d/transfers", line), fmt.Sprintf(`{"to_line":%d,"pence":100,"reason":"Because"}`, to))
	do(manager, "POST", fmt.Sprintf("/api/v1/budget-lines/%d/transfers", line), fmt.Sprintf(`{"to_line":%d,"pence":5500000,"reason":"A large one"}`, to))
	got := of(manager)
	if len(got.Items) != len(before.Items)+1 || got.Unread != before.Unread+1 || got.Items[0].By != "Finance" || got.Items[0].Also != 2 || !got.Items[0].Unread {
		t.Errorf("%+v", got)
	}
	if waits := of(board); waits.Unread != 1 || waits.Items[0].By != "Manager" || !strings.Contains(waits.Items[0].Words, "transfer") {
		t.Errorf("%+v", waits)
	}
	for _, who := range []desk{elsewhere, finance} {
		if l := of(who); len(l.Items) != 0 || l.Unread != 0 {
			t.Errorf("%+v", l)
		}
	}
	if l := of(dfe); len(l.Items) != 0 || l.Unread != 0 {
		t.Errorf("%+v", l)
	}
	do(manager, "PUT", "/api/v1/notifications", fmt.Sprintf(`{"latest":%d}`, got.Latest))
	if l := of(manager); l.Unread != 0 || l.Items[0].Unread || len(l.Items) != len(got.Items) {
		t.Errorf("%+v", l)
	}
	do(manager, "PUT", "/api/v1/notifications", `{"latest":0}`) // nothing becomes unread again
	do(finance, "POST", fmt.Sprintf("/api/v1/projects/%d/ledger", project), `{"category":"fees","kind":"payment","on_day":"2026-11-20","pence":4200,"note":"Survey","capital":true,"eligible":true}`)
	if l := of(manager); l.Unread != 1 || !l.Items[0].Unread || l.Items[1].Unread {
		t.Errorf("%+v", l)
	}
	do(manager, "PUT", "/api/v1/notifications", `{"latest":9000000000000000}`) // no more than there is
	do(finance, "POST", fmt.Sprintf("/api/v1/projects/%d/ledger", project), `{"category":"fees","kind":"payment","on_day":"2026-11-20","pence":4300,"note":"Survey","capital":true,"eligible":true}`)
	if l := of(manager); l.Unread != 1 {
		t.Errorf("%+v", l)
	}
}

// TestNotificationsOfReturns has a return sent, asked about and opened again: who makes it hears
// of all that others did, a funder of what they may see, and whoever funds another grant nothing.
func TestNotificationsOfReturns(t *testing.T) {
	d := open(t)
	main := d.number(`SELECT current_programme()`)
	id := d.returnOf(main, 1, "certified")
	people := map[string]desk{}
	for name, role := range map[string]accounts.Role{"finance": {Role: "finance"}, "manager": {Role: "project_manager", ProjectID: d.number(`SELECT min(id) FROM projects`)}, "lead": {Role: "property_lead", AuthorityCode: "E10000032"},
		"funder": {Role: "dfe"}, "theirs": {Role: "dfe", ProgrammeID: main}, "elsewhere": {Role: "dfe", ProgrammeID: d.number(`SELECT id FROM programmes WHERE NOT current LIMIT 1`)}} {
		people[name] = d.as(d.somebody(name, role))
	}
	d.number(`WITH u AS (UPDATE users SET made_at = now() - interval '1 day' RETURNING 1) SELECT count(*) FROM u`)
	for _, c := range []struct {
		who, path, body string
		want            map[string]string // of whom the last is new
		unread          map[string]int
	}{
		{"finance", "steps", `{"state":"submitted"}`, map[string]string{"manager": "Submitted return 1", "funder": "Submitted return 1", "theirs": "Submitted return 1"}, map[string]int{"manager": 1, "funder": 1, "theirs": 1}},
		{"funder", "notes", `{"text":"Why did it slip?"}`, map[string]string{"finance": "Asked or answered on return 1", "manager": "Asked or answered on return 1", "theirs": "Asked or answered on return 1"},
			map[string]int{"finance": 1, "manager": 2, "funder": 1, "theirs": 2}},
		{"finance", "steps", `{"state":"draft","reason":"A payment was missing"}`, map[string]string{"manager": "Opened return 1 again"}, map[string]int{"finance": 1, "manager": 3}},
	} {
		if status, _, body := people[c.who].ask("POST", fmt.Sprintf("/api/v1/returns/%d/%s", id, c.path), c.body); status != 201 {
			t.Fatal(c.who, c.path, status, body)
		}
		if err := d.db.Exec(`SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED`).Error; err != nil {
			t.Fatal(err)
		}
		for name, who := range people {
			var l accounts.Notifications
			who.read("/api/v1/notifications", &l)
			var mine []accounts.Notification
			for _, n := range l.Items {
				if n.ReturnID == id {
					mine = append(mine, n)
				}
			}
			if len(mine) != c.unread[name] || c.want[name] != "" && (len(mine) == 0 || mine[0].Words != c.want[name]) {
				t.Errorf("after %s of %s, %s has %d unread: %+v", c.path, c.who, name, l.Unread, mine)
			}
		}
	}
}
