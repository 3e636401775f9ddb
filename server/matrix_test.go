package server_test

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"homeground/accounts"
	"homeground/internal/tables"
)

// A cell of testdata/matrix.csv is the status a role meets: one for every record, or
// "own" and the status for others' records, or the two statuses with / between (what is
// refused may be seen, if it is one's own). An absent record is always 404 to whoever
// is let in, so a 404 for one that is there looks the same.
type cell struct{ own, other int }

func readCell(text string) cell {
	if own, other, two := strings.Cut(text, "/"); two {
		return cell{readCell(own).own, readCell(other).other}
	}
	other, own := strings.CutPrefix(text, "own ")
	status, err := strconv.Atoi(other)
	if err != nil {
		panic("matrix.csv: " + text)
	}
	if own {
		return cell{0, status}
	}
	return cell{status, status}
}

// matrixRow is one address with what each role meets there.
type matrixRow struct {
	method, path, record string
	cells                map[string]cell
}

func readMatrix(t *testing.T) (roles []string, rows []matrixRow) {
	t.Helper()
	f, err := os.Open("testdata/matrix.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	roles = lines[0][3:]
	for _, line := range lines[1:] {
		r := matrixRow{line[0], line[1], line[2], map[string]cell{}}
		for i, role := range roles {
			r.cells[role] = readCell(line[i+3])
		}
		rows = append(rows, r)
	}
	return roles, rows
}

// met is what a role met at an address.
type met struct {
	row    int
	role   string
	record string // own, other, absent; empty where the address has none
	status int
	keys   string // of the body, where it is JSON
	rows   string // what the audit says was changed
}

// differences compares what was met with the matrix.
func differences(rows []matrixRow, seen []met) (faults []string) {
	for _, m := range seen {
		r := rows[m.row]
		c := r.cells[m.role]
		want := c.other
		switch {
		case m.record == "own" && c.own == 0:
			want = success(r)
		case m.record == "own":
			want = c.own
		case m.record == "absent" && want != 401:
			want = 404
		}
		if m.status != want {
			faults = append(faults, fmt.Sprintf("%s %s as %s, %s: %d, the matrix says %d", r.method, r.path, m.role, m.record, m.status, want))
		}
	}
	return faults
}

// success is the status of an address when it lets someone in.
func success(r matrixRow) int {
	if r.method == "POST" && !asks(r.path) {
		return 201
	}
	return 200
}

// TestWholeMatrix asks every address as every role, for a record of one's own, another's
// and none, and compares status, body and what was written with what is expected.
func TestWholeMatrix(t *testing.T) {
	d := open(t)
	roles, rows := readMatrix(t)
	w := d.world(t, roles)
	coversEverything(t, d, rows)
	var seen []met
	for i, r := range rows {
		for _, role := range roles {
			for _, record := range w.records(r) {
				seen = append(seen, w.meet(t, i, r, role, record))
			}
		}
	}
	for _, fault := range differences(rows, seen) {
		t.Error(fault)
	}
	sameBodies(t, rows, seen)
	asWritten(t, rows, seen)
	nothingWritten(t, rows, seen)
	t.Logf("%d addresses, %d roles, %d requests", len(rows), len(roles), len(seen))

	for n := 0; n < 200; n++ { // any cell of the matrix that is flipped is noticed
		i, role := rand.IntN(len(rows)), roles[rand.IntN(len(roles))]
		was := rows[i].cells[role]
		flipped := map[bool]cell{true: {404, 404}, false: {299, 299}}[was.other < 300]
		rows[i].cells[role] = flipped
		if len(differences(rows, seen)) == 0 {
			t.Errorf("flipping %s %s for %s went unnoticed", rows[i].method, rows[i].path, role)
		}
		rows[i].cells[role] = was
	}
}

// sameBodies checks that all who are let in are given the same members, but for those a
// right of its own decides (see fields), and that a refusal has those of a refusal.
func sameBodies(t *testing.T, rows []matrixRow, seen []met) {
	t.Helper()
	first := map[string]string{}
	for _, m := range seen {
		where := rows[m.row].method + " " + rows[m.row].path
		kind := where + m.record
		if m.status >= 400 {
			kind = "a refusal"
			m.keys = strings.TrimSuffix(m.keys, " errors")
		}
		if m.keys == "" || strings.HasSuffix(where, "/session") {
			continue
		}
		fields := func(keys string) string {
			return strings.Join(slices.DeleteFunc(strings.Fields(keys), func(k string) bool {
				return slices.Contains([]string{"project", "reach", "position", "planning_authority", "reference", "square", "square_ring", "user", "errors", "next", "reviewed_by"}, k)
			}), " ")
		}
		if was, ok := first[kind]; ok && fields(was) != fields(m.keys) {
			t.Errorf("%s as %s (%s, %d): members %s, others have %s", where, m.role, m.record, m.status, m.keys, was)
		}
		first[kind] = m.keys
	}
}

var update = flag.Bool("update", false, "write testdata/answers.txt anew")

// asWritten compares what each address gives and changes, all roles together, with
// testdata/answers.txt: its members, those not always there in brackets, and after a bar
// the actions and records the audit notes.
func asWritten(t *testing.T, rows []matrixRow, seen []met) {
	t.Helper()
	times, always, noted := map[string]int{}, map[string]map[string]int{}, map[string]map[string]bool{}
	for _, m := range seen {
		at := rows[m.row].method + " " + rows[m.row].path
		if m.status >= 300 {
			continue
		}
		if always[at] == nil {
			always[at], noted[at] = map[string]int{}, map[string]bool{}
		}
		times[at]++
		for _, name := range strings.Fields(m.keys) {
			always[at][name]++
		}
		for _, what := range strings.Split(m.rows, ", ") {
			noted[at][what] = what != ""
		}
	}
	var lines []string
	for at := range times {
		var names, changes []string
		for name, n := range always[at] {
			if n < times[at] {
				name = "(" + name + ")"
			}
			names = append(names, name)
		}
		for what := range noted[at] {
			if what != "" {
				changes = append(changes, what)
			}
		}
		sort.Strings(names)
		sort.Strings(changes)
		lines = append(lines, at+": "+strings.Join(names, " ")+" | "+strings.Join(changes, ", "))
	}
	sort.Strings(lines)
	got := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.WriteFile("testdata/answers.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile("testdata/answers.txt")
	if err != nil {
		t.Fatal(err)
	}
	was := strings.Split(string(kept), "\n")
	for _, line := range strings.Split(got, "\n") {
		if !slices.Contains(was, line) {
			t.Errorf("testdata/answers.txt has no line %q", line)
		}
	}
	if len(was) != len(lines)+1 {
		t.Errorf("testdata/answers.txt has %d lines, want %d", len(was)-1, len(lines))
	}
}

// TestOtherMethods asks every address in the methods it does not take.
func TestOtherMethods(t *testing.T) {
	d := open(t)
	_, rows := readMatrix(t)
	takes := map[string]bool{}
	for _, r := range rows {
		takes[r.method+" "+r.path] = true
	}
	before := d.number(`SELECT count(*) FROM audit_entries`)
	for _, r := range rows {
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "HEAD"} {
			_, file := tables.FormatOf(strings.TrimPrefix(path.Ext(r.path), "."))
			plain := !strings.HasPrefix(r.path, "/api/v1/") || r.path == "/api/v1/live" || file
			if takes[method+" "+r.path] || method == "HEAD" && plain {
				continue
			}
			status, _, body := d.ask(method, strings.NewReplacer("{id}", "1", "{z}/{x}/{y}", "6/31/21").Replace(r.path), "")
			if status != 404 && status != 405 && status != 501 {
				t.Errorf("%s %s: %d %s", method, r.path, status, body)
			}
		}
	}
	if after := d.number(`SELECT count(*) FROM audit_entries`); after != before {
		t.Errorf("%d things were noted", after-before)
	}
}

// exported is what the audit notes of an address of a table as a file, of a paper or a report.
func exported(address string) string {
	if strings.Contains(address, "/paper/") || strings.Contains(address, "/highlights/") {
		return "exported paper"
	}
	name, extension, _ := strings.Cut(path.Base(address), ".")
	if _, ok := tables.FormatOf(extension); !ok {
		return "nothing"
	}
	if strings.HasPrefix(address, "/api/v1/counts/") && name != "observed" { // need has files of these names
		name = "count_" + name
	}
	return "exported " + name
}

// nothingWritten checks that whoever was refused changed nothing, and that what those
// let in changed is the same whoever they are.
func nothingWritten(t *testing.T, rows []matrixRow, seen []met) {
	t.Helper()
	first := map[string]string{}
	for _, m := range seen {
		r := rows[m.row]
		where := r.method + " " + r.path
		switch {
		case m.status >= 400 && m.rows != "" && m.rows != "denied address" && m.rows != "denied user":
			t.Errorf("%s as %s (%s) was refused with %d and changed: %s", where, m.role, m.record, m.status, m.rows)
		case m.status >= 400 || strings.Contains(where, "session"):
		case r.method == "GET" && m.rows != "" && m.rows != exported(r.path) && m.rows != "looked site" &&
			!(strings.HasPrefix(r.path, "/api/v1/counts/observed") && strings.HasSuffix(m.rows, "looked observed_counts")):
			t.Errorf("%s as %s changed: %s", where, m.role, m.rows)
		case r.method == "GET":
		case r.method != "GET" && m.rows == "" && !asks(r.path) && !strings.Contains(r.path, "/uploads/") &&
			!strings.HasSuffix(r.path, "/approval") && // it is approved already, or not at all
			!strings.HasSuffix(r.path, "/notifications"): // what one has read is nobody else's business
			t.Errorf("%s as %s (%s) left no trace", where, m.role, m.record)
		default:
			if was, ok := first[where+m.record]; ok && was != m.rows {
				t.Errorf("%s as %s (%s) changed %s, by others %s", where, m.role, m.record, m.rows, was)
			}
			first[where+m.record] = m.rows
		}
	}
}

// coversEverything checks that the matrix has every address of the description, and
// every plain one.
func coversEverything(t *testing.T, d desk, rows []matrixRow) {
	t.Helper()
	in := map[string]bool{}
	for _, r := range rows {
		in[r.method+" "+r.path] = true
	}
	var doc struct {
		Paths map[string]map[string]struct {
			Right string `json:"x-right"`
		}
	}
	d.read("/api/openapi.json", &doc)
	n := 0
	for path, methods := range doc.Paths {
		for method, o := range methods {
			at := strings.ToUpper(method) + " " + strings.ReplaceAll(path, "/history/{object}/", "/history/site/")
			if n++; !in[at] {
				t.Errorf("%s is not in the matrix", at)
			}
			if o.Right == "" {
				t.Errorf("%s has no right", at)
			}
		}
	}
	if n < 30 {
		t.Errorf("the description has %d addresses", n)
	}
}

// world is the demonstration with somebody for each role, and records that are theirs
// and others'.
type world struct {
	desk
	people      map[string]person
	own, others map[string]int64
}

const portsmouth = "E06000044"

func (d desk) world(t *testing.T, roles []string) world {
	t.Helper()
	w := world{desk: d, people: map[string]person{"anonymous": {}}}
	second := d.number(`SELECT o.id FROM options o JOIN option_sites os ON os.option_id = o.id JOIN sites s ON s.id = os.site_id
		WHERE s.location_sensitivity = 'open' AND o.authority_code <> ? AND NOT EXISTS (SELECT FROM projects p WHERE p.option_id = o.id) ORDER BY o.grant_pence LIMIT 1`, portsmouth)
	board := d.somebody("board", accounts.Role{Role: "board"})
	approved := d.as(board).decide(second).ID
	if status, _, body := d.as(board).ask("PUT", fmt.Sprintf("/api/v1/decisions/%d/approval", approved), ""); status != 200 {
		t.Fatalf("make a second project: %d %s", status, body)
	}
	project := d.number(`SELECT id FROM projects WHERE authority_code = ?`, portsmouth)
	other := d.number(`SELECT id FROM projects WHERE option_id = ?`, second)
	milestone := `INSERT INTO milestones (project_id, code, name, position, forecast) VALUES (?, 'X02', 'Lift', 3, '2027-05-01') RETURNING id`
	stage := `SELECT id FROM option_stages WHERE option_id = ? ORDER BY position LIMIT 1`
	ownOption := second // a right to options is nobody's own; this one can be unmarked
	otherOption := d.number(`SELECT id FROM options WHERE id <> ? ORDER BY grant_pence LIMIT 1`, second)
	w.own = map[string]int64{"site": d.number(`SELECT site_id FROM project_sites WHERE project_id = ?`, project), "project": project,
		"milestone": d.number(milestone, project), "option": ownOption}
	w.own["proposal"] = d.number(`INSERT INTO options (option_ref, programme_id, name, authority_code, route, places, cost_low_pence, cost_likely_pence, cost_high_pence, grant_pence, match_pence, starts_on, provenance, source)
		SELECT 'O-99', programme_id, 'Another home', authority_code, route, places, cost_low_pence, cost_likely_pence, cost_high_pence, grant_pence, 0, starts_on, provenance, source FROM options
		WHERE authority_code = ? LIMIT 1 RETURNING id`, portsmouth)
	risk := `INSERT INTO risks (project_id, risk, likelihood, impact, provenance, source) VALUES (?, 'Damp', 1, 2, 'test', 'test') RETURNING id`
	w.own["risk"] = d.number(risk, project)
	w.own["stage"] = d.number(`INSERT INTO option_stages (option_id, code, name, milestone, position, optimistic, likely, pessimistic, is_estimate) VALUES (?, 'works', 'Works', 'M17', 1, 1, 2, 3, true) RETURNING id`, w.own["proposal"])
	w.own["application"], w.own["event"], w.own["planning_condition"] = d.planned(w.own["site"], "E06000044")
	w.others = map[string]int64{"site": d.number(`SELECT id FROM sites WHERE site_ref = 'SE-10'`), "project": other, "milestone": d.number(milestone, other),
		"option": otherOption, "stage": d.number(stage, otherOption), "proposal": d.number(`SELECT id FROM options WHERE option_ref = 'O-25'`)}
	w.others["application"], w.others["event"], w.others["planning_condition"] = d.planned(d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`), "E06000038")
	w.others["risk"] = d.number(risk, other)
	for _, role := range roles {
		if role == "anonymous" {
			continue
		}
		r := accounts.Role{Role: role}
		switch role {
		case "property_lead":
			r.AuthorityCode = portsmouth
		case "project_manager":
			r.ProjectID = project
		}
		held := []accounts.Role{r}
		if role == "exact_locations" || role == "demand_steward" {
			held = append(held, accounts.Role{Role: "viewer"})
		}
		w.people[role] = d.somebody(role, held...)
	}
	for _, of := range []map[string]int64{w.own, w.others} {
		of["document"] = d.number(`INSERT INTO documents (site_id, kind, title, file_name, media_type, bytes, sha256, by_name, at)
			VALUES (?, 'document', 'Lease', 'lease.pdf', 'application/pdf', 9, repeat('a', 64), 'Lee', now()) RETURNING id`, of["site"])
		of["ofsted_event"] = d.number(`INSERT INTO ofsted_events (site_id, kind, on_day, overall, provenance, source, by_name)
			VALUES (?, 'full', '2025-02-04', 'good', 'typed in', 'Entered by hand', 'Lee') RETURNING id`, of["site"])
		if err := d.db.Exec(`INSERT INTO document_files (document_id, content) VALUES (?, '%PDF-1.7')`, of["document"]).Error; err != nil {
			t.Fatal(err)
		}
	}
	third := d.number(`INSERT INTO projects (project_ref, programme_id, name, authority_code, provenance, source) SELECT 'P-99', programme_id, 'Third', 'E06000038', 'test', 'test' FROM projects WHERE id = ? RETURNING id`, project)
	d.number(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, 'furniture', 2025, true, true, 500) RETURNING id`, w.others["project"]) // unspent at the year's end
	for of, project := range map[*map[string]int64]int64{&w.own: project, &w.others: third} {                                                                                    // one with a history cannot be taken back
		(*of)["funding_line"] = d.number(`INSERT INTO funding (project_id, source, name, pence, secured) VALUES (?, 'charity', 'A trust', 500, false) RETURNING id`, project)
		(*of)["condition"] = d.number(`INSERT INTO conditions (programme_id, project_id, kind, text, provenance) SELECT programme_id, id, 'publicity', 'Put a sign up', 'test' FROM projects WHERE id = ? RETURNING id`, project)
		shown := d.number(`INSERT INTO conditions (programme_id, project_id, kind, text, provenance) SELECT programme_id, id, 'purpose', 'Homes', 'test' FROM projects WHERE id = ? RETURNING id`, project)
		(*of)["evidence"] = d.number(`INSERT INTO evidence (condition_id, type, title, file_name, media_type, bytes, sha256, content, tells_place, shared, verdict, reviewed_by_name, reviewed_at, by_name, at) VALUES (?, 'letter', 'A letter', 'letter.pdf', 'application/pdf', 9, repeat('b', 64), '%PDF-1.7', false, true, 'accepted', 'Fin', now(), 'Lee', now()) RETURNING id`, shown)
		(*of)["budget_line"] = d.number(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, 'furniture', 2026, true, true, 500) RETURNING id`, project)
		to := d.number(`INSERT INTO budget_lines (project_id, category, year, capital, eligible, pence) VALUES (?, 'acquisition', 2026, true, true, 500) RETURNING id`, project)
		(*of)["transfer"] = d.number(`INSERT INTO transfers (from_line, to_line, pence, reason, state, asked_by_name) VALUES (?, ?, 100, 'Dearer', 'asked', 'A manager') RETURNING id`, (*of)["budget_line"], to)
		bodies["POST /api/v1/budget-lines/{id}/transfers"] = fmt.Sprintf(`{"to_line":%d,"pence":100,"reason":"Dearer"}`, to)
		unplanned := d.number(`INSERT INTO milestones (project_id, code, name, position, forecast) VALUES (?, 'X01', 'Stairs', 3, '2027-05-01') RETURNING id`, project)
		(*of)["slip"] = d.number(`INSERT INTO slips (milestone_id, from_day, to_day, reason, by_name) VALUES (?, '2027-04-01', '2027-05-01', 'Roof', 'A manager') RETURNING id`, unplanned)
		(*of)["change_request"] = d.number(`INSERT INTO change_requests (project_id, number, title, reason, places, asked_by_name) VALUES (?, 1, 'A room more', 'Need', 1, 'A manager') RETURNING id`, project)
		(*of)["ledger_entry"] = d.number(`INSERT INTO ledger_entries (project_id, on_day, pence, note, source) VALUES (?, '2026-06-01', 100, 'Skip hire', 'test') RETURNING id`, project)
	}
	w.others["user"] = d.number(`INSERT INTO users (email, name) VALUES ('someone.else@example.org', 'Someone else') RETURNING id`)
	if err := d.db.Exec(`INSERT INTO second_steps VALUES (?, 'KEY', now(), 0, '{}')`, w.others["user"]).Error; err != nil {
		t.Fatal(err)
	}
	w.others["highlight"] = d.number(`INSERT INTO highlight_reports (month, title, page, hash, made_at) VALUES ('2026-10-01', 'Highlight report of all projects', '<!doctype html><html lang="en-GB"><head><title>x</title></head><h1>x</h1>', sha256('<!doctype html><html lang="en-GB"><head><title>x</title></head><h1>x</h1>'), '2026-10-01') RETURNING id`) // nobody's own
	w.own["decision"] = approved                                                                                                                                                                                                                                                                                                                                 // nobody's own; this one is approved
	w.others["decision"] = d.as(board).decide(d.number(`SELECT o.id FROM options o WHERE o.grant_pence < 100000000 AND NOT EXISTS (SELECT FROM projects p WHERE p.option_id = o.id) ORDER BY o.grant_pence LIMIT 1`)).ID
	w.others["appraisal"] = d.number(`INSERT INTO appraisals (programme_id, name, version, criteria, made_by, made_at)
		SELECT programme_id, 'March', 1, json_agg(json_build_object('code', code, 'name', name, 'unit', unit, 'worst', worst, 'best', best, 'weight', weight_bp) ORDER BY position), (SELECT max(id) FROM users), now()
		FROM criteria GROUP BY programme_id RETURNING id`)
	bodies["POST /api/v1/decisions"] = d.as(board).decisionOf(nil, "")
	w.others["programme"] = d.number(`SELECT current_programme()`) // nobody's own
	bare := d.number(`INSERT INTO programmes (name, funder, award_pence, open_by, spend_by, provenance) VALUES ('Bare', 'A fund', 100, '2028-01-01', '2027-03-31', 'test') RETURNING id`)
	w.others["return"] = d.returnOf(bare, 1, "draft")
	w.others["bank_holiday"] = d.number(`SELECT id FROM bank_holidays WHERE day = '2028-05-01'`)
	w.others["view"] = d.number(`INSERT INTO saved_views (user_id, name, query, made_at) VALUES (?, 'theirs', 'q=x', now()) RETURNING id`, w.others["user"])
	w.others["token"] = d.number(`INSERT INTO tokens (user_id, name, secret_hash, hint, scope, ends_at) VALUES (?, 'theirs', '\x01', 'abcd', 'read', now() + interval '1 day') RETURNING id`, w.others["user"])
	return w
}

// returnOf is a return of a programme, in a state, with nothing wrong with it.
func (d desk) returnOf(programme int64, number int, state string) int64 {
	return d.number(`WITH r AS (INSERT INTO returns (programme_id, number, year, quarter, due_on, template, written, state) VALUES (?, ?, 2025, ?, '2026-11-30', 1, ?, ?) RETURNING id), w AS (INSERT INTO return_writers SELECT r.id, user_id FROM r, user_roles WHERE role = 'project_manager' LIMIT 1) SELECT id FROM r`, programme, number, number, returnWritten, state)
}

// records are the cases an address is asked for.
func (w world) records(r matrixRow) []string {
	switch {
	case r.record == "":
		return []string{""}
	case w.own[r.record] == 0 && r.record != "view":
		return []string{"other", "absent"}
	}
	return []string{"own", "other", "absent"}
}

// upload is a file's pieces as they wait for the document that is made of them.
const upload = "0f8fad5b-d9cb-469f-a165-70867728950e"

// proposalBody is a whole proposal of Portsmouth's.
const proposalBody = `{"name":"A house","authority_code":"E06000044","template":"change_of_use","places_by_type":[{"type":"solo","places":1},{"type":"two_to_four","places":2}],
	"cost_low_pence":90000000,"cost_likely_pence":100000000,"cost_high_pence":120000000,"contingency_pence":5000000,"grant_pence":60000000,
	"match":[{"source":"authority","authority_code":"E06000044","amount_pence":10000000,"secured":true},{"source":"nhs","name":"A trust","amount_pence":5000000,"secured":false}],"starts_on":"2027-03-01"}`

// conditionBody is a whole condition that takes grant back.
const conditionBody = `{"kind":"use_period","text":"Use it for ten years","triggers":["closure"],"taper":"straight_line","starts_at":"M24","period_months":120,"steps":[]}`

// returnWritten is all that people write in the return of the world's projects.
const returnWritten = `{"admin//organisation":"West Sussex","admin//contact_name":"A manager","admin//contact_email":"a@example.org","admin//contact_telephone":"01632 960000","portfolio//progress":"As planned","underspend//why":"Later"}`

// bodies are valid bodies, by address.
var bodies = map[string]string{
	"PATCH /api/v1/demand/settings":              `{"home_share_percent":11}`,
	"PATCH /api/v1/stages/{id}":                  `{"pessimistic":400}`,
	"POST /api/v1/options":                       proposalBody,
	"PATCH /api/v1/options/{id}":                 `{"notes":"Seen by the board"}`,
	"PUT /api/v1/options/{id}/stages":            `{"stages":[{"code":"all","name":"All of it","milestone":"M17","optimistic":1,"likely":2,"pessimistic":3,"chance":1,"is_estimate":true,"follows":[]}]}`,
	"PUT /api/v1/options/{id}/state":             `{"state":"withdrawn","reason":"No longer wanted"}`,
	"POST /api/v1/options/{id}/copies":           `{}`,
	"PUT /api/v1/uploads/{upload}/{part}":        `{"content":"JVBERi0xLjcK"}`,
	"POST /api/v1/sites/{id}/ofsted":             `{"kind":"full","on_day":"2026-02-03","overall":"good","protection":"good"}`,
	"POST /api/v1/ofsted-events/{id}/strike":     `{"because":"Of another home"}`,
	"POST /api/v1/sites/{id}/documents":          `{"upload":"` + upload + `","parts":1,"sha256":"` + sum("%PDF-1.7\n") + `","file_name":"survey.pdf"}`,
	"POST /api/v1/documents/{id}/removal":        `{"because":"It was the wrong one"}`,
	"POST /api/v1/programmes":                    `{"name":"Homes fund","funder":"A fund","letter":{"kind":"initial","letter_on":"2026-05-01","award_pence":100000,"open_by":"2028-01-01","spend_by":"2027-03-31","match_pence":0,"payment":"advance","years":[]}}`,
	"POST /api/v1/programmes/{id}/letters":       `{"kind":"variation","letter_on":"2026-05-01","award_pence":510000000,"open_by":"2028-12-31","spend_by":"2028-03-31","match_pence":0,"payment":"arrears","years":[{"year":2026,"pence":510000000}]}`,
	"POST /api/v1/programmes/{id}/payments":      `{"kind":"claimed","pence":1000,"on_day":"2026-11-01"}`,
	"POST /api/v1/programmes/{id}/conditions":    conditionBody,
	"POST /api/v1/projects/{id}/conditions":      conditionBody,
	"PUT /api/v1/conditions/{id}":                conditionBody,
	"POST /api/v1/conditions/{id}/moves":         `{"state":"breached","reason":"No sign is up"}`,
	"POST /api/v1/conditions/{id}/evidence":      `{"upload":"` + upload + `","parts":1,"sha256":"` + sum("%PDF-1.7\n") + `","file_name":"letter.pdf","type":"letter","tells_place":false,"shared":false}`,
	"PUT /api/v1/evidence/{id}/review":           `{"verdict":"accepted","shared":true}`,
	"POST /api/v1/programmes/{id}/returns":       `{"year":2026,"quarter":1,"due_on":"2026-08-31"}`,
	"PUT /api/v1/returns/{id}":                   `{"written":{"admin//organisation":"Kent"}}`,
	"POST /api/v1/returns/{id}/steps":            `{"state":"checked"}`,
	"POST /api/v1/returns/{id}/acceptance":       `{}`,
	"POST /api/v1/returns/{id}/notes":            `{"text":"Why did it slip?"}`,
	"POST /api/v1/returns/{id}/certificates":     `{"signed_as":"Section 151 officer"}`,
	"POST /api/v1/verify":                        `{"upload":"` + upload + `","parts":1,"sha256":"` + sum("%PDF-1.7\n") + `"}`,
	"POST /api/v1/projects/{id}/risks":           `{"risk":"Roof","state":"open","likelihood":1,"impact":2}`,
	"POST /api/v1/projects/{id}/ratings":         `{"part":"risk","rating":"amber","reason":"A roof"}`,
	"PUT /api/v1/risks/{id}":                     `{"risk":"Roof leaks","state":"open","likelihood":1,"impact":2}`,
	"POST /api/v1/milestones/{id}/slips":         `{"forecast":"2028-03-01","reason":"Roof"}`,
	"POST /api/v1/milestones/{id}/slips/preview": `{"forecast":"2028-03-01"}`,
	"PUT /api/v1/milestones/{id}":                `{"owner":"Clerk of works"}`,
	"POST /api/v1/projects/{id}/milestones":      `{"name":"Party wall agreed","forecast":"2028-03-01"}`,
	"POST /api/v1/projects/{id}/slips":           `{"moves":[{"code":"X02","forecast":"2029-03-01"}],"reason":"Roof"}`,
	"POST /api/v1/projects/{id}/slips/preview":   `{"moves":[{"code":"X02","forecast":"2029-03-01"}]}`,
	"POST /api/v1/projects/{id}/change-requests": `{"title":"A room more","reason":"Need","places":1}`,
	"PUT /api/v1/change-requests/{id}/decision":  `{"state":"refused","reason":"Too dear"}`,
	"POST /api/v1/projects/{id}/ledger":          `{"kind":"payment","category":"works","capital":true,"eligible":true,"on_day":"2026-06-01","pence":100,"note":"Skip hire"}`,
	"POST /api/v1/ledger/{id}/reversal":          `{"reason":"Another project's"}`,
	"PUT /api/v1/transfers/{id}/decision":        `{"state":"refused","reason":"Too dear"}`,
	"POST /api/v1/projects/{id}/funding":         `{"source":"nhs","name":"A trust","pence":100,"secured":true,"in_kind":false}`,
	"POST /api/v1/projects/{id}/carry-forwards":  `{"year":2025,"pence":100,"letter_on":"2026-05-12","agreed_by":"The Department"}`,
	"PUT /api/v1/funding/{id}":                   `{"source":"nhs","name":"A trust","pence":200,"secured":true,"in_kind":false}`,
	"POST /api/v1/projects/{id}/budget-lines":    `{"category":"vat","year":2027,"capital":true,"eligible":false,"pence":100}`,
	"PATCH /api/v1/budget-lines/{id}":            `{"pence":100}`,
	"POST /api/v1/session":                       `{"email":"nobody@example.org","password":"wrong wrong wrong"}`,
	"PUT /api/v1/notifications":                  `{"latest":1}`,
	"PUT /api/v1/digest":                         `{"weekly":true}`,
	"POST /api/v1/setup":                         `{"code":"x","name":"X","email":"x@example.org","password":"a long enough phrase of words"}`,
	"POST /api/v1/invitations/accept":            `{"code":"x","password":"a long enough phrase of words"}`,
	"PUT /api/v1/password":                       `{"current":"x","password":"a long enough phrase of words"}`,
	"POST /api/v1/users":                         `{"email":"new@example.org","name":"New","roles":[{"role":"viewer"}]}`,
	"PATCH /api/v1/users/{id}":                   `{"name":"Other name"}`,
	"PUT /api/v1/users/{id}/roles":               `{"roles":[{"role":"board"}]}`,
	"POST /api/v1/session/confirm":               `{"password":"wrong wrong wrong"}`,
	"PUT /api/v1/second-step":                    `{"code":"000000"}`,
	"POST /api/v1/sites":                         `{"kind":"dwelling","name":"A house","owner_authority":"E06000044","host_authority":"E06000044"}`,
	"POST /api/v1/sites/boundary/neighbours":     `{"box":[-1.1,50.8,-1,50.9]}`,
	"POST /api/v1/sites/boundary/preview":        `{"boundary":{"type":"Polygon","coordinates":[[[-1.09,50.81],[-1.08,50.81],[-1.08,50.82],[-1.09,50.81]]]}}`,
	"PATCH /api/v1/sites/{id}":                   `{"condition":"refurbish"}`,
	"PATCH /api/v1/sites/{id}/exact":             `{"address":"12 Quay Street"}`,
	"PUT /api/v1/sites/{id}/places":              `{"places":[{"type":"two_to_four","registered":3,"usable":2}]}`,
	"POST /api/v1/sites/{id}/moves":              `{"state":"operation","to":"closed","reason":"Damp"}`,
	"POST /api/v1/sites/{id}/notes":              `{"text":"The roof was looked at"}`,
	"POST /api/v1/views":                         `{"name":"Land","query":"kind=nhs_land"}`,
	"POST /api/v1/appraisals":                    `{"name":"March","weights":"places:5000,time_to_open:5000"}`,
	"PATCH /api/v1/choice/rules":                 `{"hubs":[{"hub":"North","options":2}]}`,
	"PATCH /api/v1/views/{id}":                   `{"shared":true}`,
	"POST /api/v1/tokens":                        `{"name":"Mine","scope":"read","days":7}`,
	"POST /api/v1/planning/rules":                `{"what":"determination","amount":6,"unit":"weeks","source":"A later order","from":"2027-04-01"}`,
	"POST /api/v1/planning/holidays":             `{"day":"2027-06-18","name":"A royal wedding","source":"A proclamation of 2 March 2027"}`,
	"POST /api/v1/planning/holidays/{id}/strike": `{"because":"Moved to 8 May by proclamation"}`,
	"POST /api/v1/sites/{id}/applications":       `{"type":"change-of-use","planning_authority":"E06000044","reference":"26/00001/FUL"}`,
	"PATCH /api/v1/applications/{id}":            `{"reference":"26/00002/FUL"}`,
	"POST /api/v1/applications/{id}/events":      `{"kind":"closed","on_day":"2026-11-20","note":"Nothing more to do"}`,
	"POST /api/v1/events/{id}/strike":            `{"because":"It was another application"}`,
	"POST /api/v1/applications/{id}/conditions":  `{"number":"9","kind":"compliance","text":"Built as drawn"}`,
	"PATCH /api/v1/planning-conditions/{id}":     `{"state":"submitted"}`,
	"POST /api/v1/precedents":                    `{"route":"change-of-use","works":"internal","what":"A house to a home for three","weeks":11,"outcome":"granted","source":"The council's register"}`,
}

func sum(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }

// waits sends the piece that POST documents is made of, as if the person had.
func (d desk) waits(who person) {
	d.t.Helper()
	if err := d.db.Exec(`INSERT INTO upload_parts VALUES (?, ?, 0, convert_to(?, 'UTF8'), ?)`, who.id, upload, "%PDF-1.7\n", noon).Error; err != nil {
		d.t.Fatal(err)
	}
}

// meet asks an address as a role, says what came of it, and puts everything back.
func (w world) meet(t *testing.T, i int, r matrixRow, role, record string) met {
	t.Helper()
	if err := w.db.SavePoint("before").Error; err != nil {
		t.Fatal(err)
	}
	defer w.db.RollbackTo("before")
	id := int64(999999)
	switch record {
	case "own":
		id = w.own[r.record]
	case "other":
		id = w.others[r.record]
	}
	if r.record == "token" && record == "own" {
		id = w.number(`INSERT INTO tokens (user_id, name, secret_hash, hint, scope, ends_at) VALUES (?, 'mine', '\x02', 'abcd', 'read', now() + interval '1 day') RETURNING id`, w.people[role].id)
	}
	if r.record == "view" && record == "own" && role != "anonymous" {
		id = w.number(`INSERT INTO saved_views (user_id, name, query, made_at) VALUES (?, 'mine', '', now()) RETURNING id`, w.people[role].id)
	}
	path := strings.NewReplacer("{id}", fmt.Sprint(id), "{z}/{x}/{y}", "6/31/21", "{upload}/{part}", upload+"/0", "{kind}", "json").Replace(w.coded(r.path))
	if at := r.method + " " + r.path; (at == "POST /api/v1/sites/{id}/documents" || at == "POST /api/v1/conditions/{id}/evidence" || at == "POST /api/v1/verify") && role != "anonymous" {
		w.waits(w.people[role])
	}
	body := bodies[r.method+" "+r.path]
	if r.path == "/api/v1/session/demonstration" {
		body = fmt.Sprintf(`{"id":%d}`, w.people["viewer"].id)
	}
	before := w.number(`SELECT coalesce(max(id), 0) FROM audit_entries`)
	status, _, answer := w.as(w.people[role]).ask(r.method, path, body)
	if status == 204 {
		status = 200 // a tile where nothing lies
	}
	return met{i, role, record, status, members(answer), w.written(before)}
}

// coded is a path with the code of a small area in use, or of a hexagon, in place.
func (d desk) coded(path string) string {
	for name, sql := range map[string]string{"/cells/": `SELECT min(cell_code) FROM demand_estimates`, "/hexagons/": `SELECT max(code) FROM hexagons WHERE metres = 5000`} {
		if strings.Contains(path, name+"{code}") {
			var code string
			if err := d.db.Raw(sql).Scan(&code).Error; err != nil || code == "" {
				d.t.Fatal("no code for ", path, err)
			}
			return strings.Replace(path, "{code}", code, 1)
		}
	}
	return path
}

// members are the names of a JSON object's members; of a list's first item if it has one.
func members(text string) string {
	var object map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &object) != nil {
		return ""
	}
	var names []string
	for name := range object {
		names = append(names, name)
	}
	sort.Strings(names)
	return strings.Join(names, " ")
}

// written is what the audit says was done since.
func (w world) written(since int64) string {
	var lines []string
	if err := w.db.Raw(`SELECT DISTINCT action || ' ' || object FROM audit_entries WHERE id > ? ORDER BY 1`, since).Scan(&lines).Error; err != nil {
		w.t.Fatalf("%v\n%s", err, w.log)
	}
	return strings.Join(lines, ", ")
}

// asks says of an address that what is sent to it is a question, and nothing is saved.
func asks(path string) bool {
	return strings.HasSuffix(path, "/preview") || strings.HasSuffix(path, "/neighbours") || strings.HasSuffix(path, "/verify")
}
