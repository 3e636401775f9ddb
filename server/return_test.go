package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"homeground/accounts"
)

// TestFunderOfOneGrant has a funder who is bound to a grant see what that grant pays for and
// its returns, and of another grant nothing at all.
func TestFunderOfOneGrant(t *testing.T) {
	d := open(t)
	main := d.number(`SELECT current_programme()`)
	bare := d.number(`INSERT INTO programmes (name, funder, award_pence, open_by, spend_by, provenance) VALUES ('Bare', 'A fund', 100, '2028-01-01', '2027-03-31', 'test') RETURNING id`)
	returns := map[int64]int64{main: d.returnOf(main, 1, "submitted"), bare: d.returnOf(bare, 1, "submitted")}
	every := d.as(d.somebody("Any", accounts.Role{Role: "dfe"}))
	of := map[int64]desk{main: d.as(d.somebody("Main", accounts.Role{Role: "dfe", ProgrammeID: main})), bare: d.as(d.somebody("Second", accounts.Role{Role: "dfe", ProgrammeID: bare}))}
	count := func(who desk, path, item string) int {
		t.Helper()
		status, _, body := who.ask("GET", path, "")
		if status != 200 {
			t.Errorf("%s: %d %s", path, status, body)
		}
		return strings.Count(body, item)
	}
	if n := count(every, "/api/v1/returns", `"programme_id":`); n != 2 {
		t.Errorf("a funder of any grant sees %d returns, want 2", n)
	}
	funded := count(every, "/api/v1/sites?limit=500", `"site_ref":`)
	if funded == 0 {
		t.Error("no site is paid for")
	}
	site := d.number(`SELECT site_id FROM project_sites LIMIT 1`)
	for programme, who := range of {
		if n := count(who, "/api/v1/returns", `"programme_id":`); n != 1 {
			t.Errorf("a funder of one grant sees %d returns, want 1", n)
		}
		want := map[bool]int{true: funded}[programme == main] // the other grant pays for nothing
		if n := count(who, "/api/v1/sites?limit=500", `"site_ref":`); n != want {
			t.Errorf("the funder of grant %d sees %d sites, want %d", programme, n, want)
		}
		if status, _, _ := who.ask("GET", fmt.Sprintf("/api/v1/sites/%d", site), ""); (status == 200) != (programme == main) {
			t.Errorf("the funder of grant %d asks for a site of grant %d: %d", programme, main, status)
		}
		for other, id := range returns {
			seen := map[bool]int{true: 200, false: 404}[other == programme]
			if status, _, body := who.ask("GET", fmt.Sprintf("/api/v1/returns/%d", id), ""); status != seen {
				t.Errorf("the funder of grant %d asks for a return of %d: %d %s", programme, other, status, body)
			}
			if other == programme {
				continue
			}
			for _, address := range []string{"notes", "acceptance"} {
				if status, _, body := who.ask("POST", fmt.Sprintf("/api/v1/returns/%d/%s", id, address), `{"text":"Why?"}`); status != 404 {
					t.Errorf("%s on another grant's return: %d %s", address, status, body)
				}
			}
			for _, kind := range []string{"json", "pack", "schema"} {
				if status, _, body := who.ask("GET", fmt.Sprintf("/api/v1/returns/%d/files/%s", id, kind), ""); status != 404 {
					t.Errorf("the %s of another grant's return: %d %s", kind, status, body)
				}
			}
		}
	}
	d.conditionsOf(t, map[int64]desk{main: of[main], bare: of[bare]}, main)
	d.takes(t, of[main], returns[main])
	for _, c := range []struct{ role, says string }{
		{fmt.Sprintf(`{"role":"dfe","programme_id":%d}`, bare), `"programme_name":"Bare"`},
		{`{"role":"dfe","programme_id":987654}`, "no such grant"},
		{fmt.Sprintf(`{"role":"viewer","programme_id":%d}`, bare), "not one of a grant"},
	} {
		someone := d.somebody("Someone", accounts.Role{Role: "viewer"})
		if _, _, body := d.ask("PUT", fmt.Sprintf("/api/v1/users/%d/roles", someone.id), `{"roles":[`+c.role+`]}`); !strings.Contains(body, c.says) {
			t.Errorf("%s: %s, want %q", c.role, body, c.says)
		}
	}
}

// conditionsOf has the funder of each grant see its conditions without who keeps them and why
// they moved, of the documents only the one that is shared and accepted, and nothing of others.
func (d desk) conditionsOf(t *testing.T, of map[int64]desk, main int64) {
	t.Helper()
	id := d.number(`INSERT INTO conditions (programme_id, kind, text, owner, state, provenance) VALUES (?, 'publicity', 'Put a sign up', 'Olive Owner', 'met', 'test') RETURNING id`, main)
	d.number(`INSERT INTO condition_moves (condition_id, from_state, to_state, on_day, reason, reference, by_name) VALUES (?, 'due', 'met', '2026-11-01', 'Quietly late', 'Letter 7', 'Olive Owner') RETURNING id`, id)
	shown := map[string]int64{}
	for i, e := range []struct {
		title, verdict string
		shared, tells  bool
	}{
		{"Shared", "accepted", true, false}, {"Unread", "", true, false}, {"Refused", "refused", true, false}, {"Inner", "accepted", false, false}, {"Telling", "accepted", false, true},
	} {
		shown[e.title] = d.number(`INSERT INTO evidence (condition_id, type, title, file_name, media_type, bytes, sha256, content, tells_place, shared, verdict, remark, reviewed_by_name, reviewed_at, by_name, at)
			VALUES (?, 'letter', ?, 'letter.pdf', 'application/pdf', 8, repeat(?, 64), '%PDF-1.7', ?, ?, ?, 'Said inside', CASE WHEN ? <> '' THEN 'Rita Reviewer' ELSE '' END, CASE WHEN ? <> '' THEN now() END, 'Andy Adder', now()) RETURNING id`,
			id, e.title, fmt.Sprint(i), e.tells, e.shared, e.verdict, e.verdict, e.verdict)
	}
	for programme, who := range of {
		_, _, list := who.ask("GET", "/api/v1/conditions", "")
		if (strings.Contains(list, "Put a sign up")) != (programme == main) || programme != main && !strings.Contains(list, `"items":[]`) {
			t.Errorf("the conditions of grant %d: %s", programme, list)
		}
		status, _, one := who.ask("GET", fmt.Sprintf("/api/v1/conditions/%d", id), "")
		if want := map[bool]int{true: 200, false: 404}[programme == main]; status != want {
			t.Errorf("a condition of grant %d: %d %s", programme, status, one)
		}
		if programme == main && (!strings.Contains(one, `"Shared"`) || !strings.Contains(one, "Letter 7") || !strings.Contains(one, `"evidence":1`) || !strings.Contains(one, `"next":[]`)) {
			t.Errorf("the condition: %s", one)
		}
		for _, not := range []string{"Olive", "Quietly", "Unread", "Refused", "Inner", "Telling", "Said inside", "Rita", "Andy"} {
			if strings.Contains(list+one, not) {
				t.Errorf("a funder is told %q: %s %s", not, list, one)
			}
		}
		for title, evidence := range shown {
			want := map[bool]int{true: 200, false: 404}[programme == main && title == "Shared"]
			for _, end := range []string{"", "/file"} {
				if status, _, body := who.ask("GET", fmt.Sprintf("/api/v1/evidence/%d%s", evidence, end), ""); status != want || strings.Contains(body, "Andy") {
					t.Errorf("%s%s of grant %d: %d %s", title, end, programme, status, body)
				}
			}
		}
		for method, path := range map[string]string{"POST": "moves", "PUT": ""} {
			if status, _, _ := who.ask(method, strings.TrimSuffix(fmt.Sprintf("/api/v1/conditions/%d/%s", id, path), "/"), `{}`); status != map[bool]int{true: 403, false: 404}[programme == main] {
				t.Errorf("%s of a condition of grant %d: %d", method, programme, status)
			}
		}
	}
	if _, _, all := d.ask("GET", fmt.Sprintf("/api/v1/conditions/%d", id), ""); !strings.Contains(all, "Quietly late") || !strings.Contains(all, "Olive Owner") || !strings.Contains(all, `"Inner"`) || !strings.Contains(all, `"shared":1`) {
		t.Errorf("who works on the grant is told %s", all)
	}
}

// takes has a program of the funder's read returns with a token and change nothing, and each
// file that is taken is on record.
func (d desk) takes(t *testing.T, who desk, id int64) {
	t.Helper()
	_, _, made := who.ask("POST", "/api/v1/tokens", `{"name":"Reports","scope":"read","days":7}`)
	var token struct{ Secret string }
	if err := json.Unmarshal([]byte(made), &token); err != nil || token.Secret == "" {
		t.Fatal(made)
	}
	since := d.number(`SELECT coalesce(max(id), 0) FROM audit_entries`)
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/returns", 200}, {"GET", "/conditions", 200}, {"GET", fmt.Sprintf("/returns/%d", id), 200}, {"GET", fmt.Sprintf("/returns/%d/files/schema", id), 200},
		{"GET", "/programmes", 404}, {"GET", "/projects", 404}, {"GET", "/options", 404}, {"GET", "/users", 404}, {"GET", "/audit", 404},
		{"POST", fmt.Sprintf("/returns/%d/acceptance", id), 403}, {"POST", fmt.Sprintf("/returns/%d/notes", id), 403},
	} {
		if status, _, body := d.as(person{}).ask(c.method, "/api/v1"+c.path, `{"text":"Why?"}`, "Authorization", "Bearer "+token.Secret); status != c.status {
			t.Errorf("a funder's token, %s %s: %d %s", c.method, c.path, status, body)
		}
	}
	var noted []string
	for _, e := range d.notedSince(since) {
		noted = append(noted, e.Action+" "+e.Object)
	}
	if got := strings.Join(noted, ", "); got != "denied address, denied address" {
		t.Errorf("noted %s", got)
	}
}
