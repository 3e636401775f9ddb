package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"homeground/projects"
)

// A project is rated by what is known of it; what somebody says against that stands beside
// it, on the page and in the list, until it is taken back.
func TestRatings(t *testing.T) {
	d := open(t)
	project := d.number(`SELECT min(id) FROM projects`)
	at := fmt.Sprintf("/api/v1/projects/%d/ratings", project)
	read := func(body string) (r projects.Ratings) {
		if err := json.Unmarshal([]byte(body), &r); err != nil || len(r.Parts) != 3 {
			t.Fatalf("%v %s", err, body)
		}
		return r
	}
	_, _, body := d.ask("GET", at, "")
	now := read(body)
	if now.Overall != "amber_red" || now.Parts[0].Computed != "green" || now.Parts[1].Computed != "green" || now.Parts[2].Computed != "amber_red" || !strings.Contains(now.Parts[2].Why, "scores 9 of 16: Manager not found in time.") {
		t.Errorf("%+v", now)
	}
	for _, c := range []struct {
		body   string
		status int
		want   string
	}{
		{`{"part":"luck","rating":"red","reason":"x"}`, 422, "part"},
		{`{"part":"risk","rating":"blue","reason":"x"}`, 422, "rating"},
		{`{"part":"risk","rating":"red","reason":"  "}`, 422, "Say why"},
		{`{"part":"risk","reason":"Never mind"}`, 409, "nothing to take back"},
	} {
		if status, _, body := d.ask("POST", at, c.body); status != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s", c.body, status, body)
		}
	}
	listed := func() string {
		var l struct{ Items []projects.Project }
		d.read("/api/v1/projects", &l)
		return l.Items[0].Ratings.Overall
	}
	status, _, body := d.ask("POST", at, `{"part":"risk","rating":"amber","reason":"An agency has two candidates."}`)
	said := read(body)
	if o := said.Parts[2].Override; status != 201 || said.Overall != "amber" || said.Parts[2].Computed != "amber_red" || o == nil || o.Reason != "An agency has two candidates." || o.By == "" {
		t.Errorf("%d %+v", status, said)
	}
	if got := listed(); got != "amber" {
		t.Errorf("the list has %s", got)
	}
	if status, _, body := d.ask("POST", at, `{"part":"risk","reason":"Both withdrew."}`); status != 201 || read(body).Parts[2].Override != nil {
		t.Errorf("taken back: %d %s", status, body)
	}
	if got := listed(); got != "amber_red" {
		t.Errorf("taken back, the list has %s", got)
	}
	if n := d.number(`SELECT count(*) FROM audit_entries WHERE object = 'rating' AND project_id = ?`, project); n != 2 {
		t.Errorf("%d entries in the record of changes", n)
	}
	// Money that would come too late for the grant.
	d.number(`UPDATE programmes SET spend_by = '2026-12-31' RETURNING 1`)
	if _, _, body := d.ask("GET", at, ""); read(body).Parts[1].Computed != "red" || !strings.Contains(body, "of its grant would not be spent by 31 December 2026") {
		t.Errorf("spent too late: %s", body)
	}
}
