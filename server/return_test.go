package server_test

import (
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
