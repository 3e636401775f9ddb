package server_test

import (
	"fmt"
	"strings"
	"testing"

	"homeground/projects"
)

// A risk is added, changed and closed; its residual and rating follow, the worst stands
// first, and all that is wrong is said at once.
func TestRisks(t *testing.T) {
	d := open(t)
	project := d.number(`SELECT id FROM projects WHERE project_ref = 'P-14'`)
	at := fmt.Sprintf("/api/v1/projects/%d/risks", project)
	status, _, body := d.ask("POST", at, `{"risk":" ","state":"open","likelihood":5,"impact":-1,"impact_after":9,"review_on":"1850-01-01"}`)
	for _, field := range []string{`"risk"`, `"likelihood"`, `"impact"`, `"impact_after"`, `"likelihood_after"`, `"review_on"`} {
		if status != 422 || !strings.Contains(body, `"field":`+field) && !strings.Contains(body, "body."+strings.Trim(field, `"`)) {
			t.Errorf("%d without %s: %s", status, field, body)
		}
	}
	written := `{"risk":"The roof leaks","state":"%s","likelihood":3,"impact":4,"mitigation":"Survey it","likelihood_after":1,"impact_after":3,"proximity":"quarter","owner":"Surveyor","review_on":"2027-01-15"}`
	status, _, body = d.ask("POST", at, fmt.Sprintf(written, "open"))
	if status != 201 || !strings.Contains(body, `"residual":3`) || !strings.Contains(body, `"rating":"amber_green"`) {
		t.Fatalf("%d %s", status, body)
	}
	elsewhere := d.number(`INSERT INTO projects (project_ref, name, authority_code, places, provenance, source) SELECT 'P-99', 'Elsewhere', authority_code, 1, provenance, source FROM projects WHERE id = ? RETURNING id`, project)
	foreign := fmt.Sprintf(`{"risk":"Another","state":"open","likelihood":1,"impact":1,"milestone_id":%d,"line_id":%d}`,
		d.number(`INSERT INTO milestones (project_id, code, name, position) VALUES (?, 'M01', 'Idea', 1) RETURNING id`, elsewhere), d.number(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, 'works', 2026, true, true, 1) RETURNING id`, elsewhere))
	if status, _, body := d.ask("POST", at, foreign); status != 422 || !strings.Contains(body, "a milestone of this project") || !strings.Contains(body, "a budget line of this project") {
		t.Errorf("of another project: %d %s", status, body)
	}
	if status, _, body := d.ask("POST", at, fmt.Sprintf(written, "open")); status != 422 || !strings.Contains(body, "already") {
		t.Errorf("twice: %d %s", status, body)
	}
	id := d.number(`SELECT id FROM risks WHERE risk = 'The roof leaks'`)
	one := fmt.Sprintf("/api/v1/risks/%d", id)
	type list struct {
		Risks []struct {
			ID       int64
			State    string
			Residual int
		}
	}
	read := func() (l list) {
		t.Helper()
		d.read(fmt.Sprintf("/api/v1/projects/%d", project), &l)
		for i := range l.Risks[1:] {
			if a, b := l.Risks[i], l.Risks[i+1]; a.State != "closed" && b.State != "closed" && a.Residual < b.Residual || a.State == "closed" && b.State != "closed" {
				t.Errorf("not the worst first: %+v", l.Risks)
			}
		}
		return l
	}
	read()
	tag := d.tag("risks", id)
	if status, _, body := d.ask("PUT", one, fmt.Sprintf(written, "issue"), "If-Match", tag); status != 200 || !strings.Contains(body, `"residual":12`) || !strings.Contains(body, `"rating":"red"`) {
		t.Errorf("an issue: %d %s", status, body)
	}
	if l := read(); l.Risks[0].ID != id {
		t.Errorf("first is %+v", l.Risks[0])
	}
	if status, _, body := d.ask("PUT", one, fmt.Sprintf(written, "closed"), "If-Match", tag); status != 412 || !strings.Contains(body, `"state":"issue"`) {
		t.Errorf("with an old version: %d %s", status, body)
	}
	if status, _, _ := d.ask("PUT", one, fmt.Sprintf(written, "closed"), "If-Match", d.tag("risks", id)); status != 200 {
		t.Errorf("closing: %d", status)
	}
	if l := read(); l.Risks[len(l.Risks)-1].ID != id {
		t.Errorf("last is %+v", l.Risks[len(l.Risks)-1])
	}
	if n := d.number(`SELECT count(*) FROM audit_entries WHERE object = 'risk' AND object_id = ?`, fmt.Sprint(id)); n != 3 {
		t.Errorf("%d entries in the record of changes", n)
	}
	for residual, want := range map[int]string{0: "green", 2: "green", 3: "amber_green", 6: "amber", 9: "amber_red", 12: "red", 16: "red"} {
		if got := projects.RiskRating(residual); got != want {
			t.Errorf("%d is %s, want %s", residual, got, want)
		}
	}
}
