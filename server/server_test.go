package server_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/paulmach/orb/encoding/mvt"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/cmd/homeground/demo"
	"homeground/internal/mail"
	"homeground/internal/store/storetest"
	"homeground/server"
)

// desk is a server on the demonstration data, in a transaction of its own, and the
// person who sits at it.
type desk struct {
	t   *testing.T
	db  *gorm.DB
	app *fiber.App
	log *bytes.Buffer
	who person
}

// person is somebody with a session; without one, nobody in particular.
type person struct {
	id           int64
	secret, csrf string
}

// open is a desk at which an administrator sits who is of the board too.
func open(t *testing.T) desk {
	t.Helper()
	db := storetest.Open(t)
	if _, err := demo.Load(context.Background(), db); err != nil {
		t.Fatal(err)
	}
	return serve(t, db)
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func serve(t *testing.T, db *gorm.DB) desk {
	t.Helper()
	return servePrinting(t, db, standIn(t))
}

// standIn stands for Chromium where what it prints is not looked at: the real one takes
// seconds a page.
func standIn(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(path, []byte("#!/bin/sh\nprintf '%%PDF-1.4\\n%%%%EOF\\n' > page.pdf\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// servePrinting prints with the given browser; with none named, the machine's own.
func servePrinting(t *testing.T, db *gorm.DB, chromium string) desk {
	t.Helper()
	var log bytes.Buffer
	app, err := server.New(server.Config{DB: db, Log: slog.New(slog.NewTextHandler(&log, nil)), Version: "test", Demonstration: true, Rate: 1e6,
		Chromium: chromium, Mail: noMail(t), LiveFor: time.Millisecond, Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	d := desk{t: t, db: db, app: app, log: &log}
	return d.as(d.somebody("Test", accounts.Role{Role: "administrator"}, accounts.Role{Role: "board"}))
}

// noMail is a sender whose mail server nobody runs.
func noMail(t *testing.T) *mail.Sender {
	t.Helper()
	sender, err := mail.New("smtp://127.0.0.1:9", "Homeground <homeground@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	return sender
}

// as is the desk with somebody else at it.
func (d desk) as(who person) desk {
	d.who = who
	return d
}

// somebody is a new person with these roles, signed in.
func (d desk) somebody(name string, roles ...accounts.Role) person {
	d.t.Helper()
	p := person{id: d.number(`INSERT INTO users (email, name, state, demonstration) VALUES (?, ?, 'active', true) RETURNING id`,
		fmt.Sprintf("person%d@example.org", keys.Add(1)), name)}
	for _, r := range roles {
		err := d.db.Exec(`INSERT INTO user_roles (user_id, role, authority_code, project_id, programme_id) VALUES (?, ?, nullif(?, ''), nullif(?, 0), nullif(?, 0))`,
			p.id, r.Role, r.AuthorityCode, r.ProjectID, r.ProgrammeID).Error
		if err != nil {
			d.t.Fatal(err)
		}
	}
	s, err := accounts.SignInDemonstration(context.Background(), d.db, p.id, accounts.From{Address: "127.0.0.1", Agent: "test"}, noon)
	if err != nil {
		d.t.Fatal(err)
	}
	p.secret, p.csrf = s.Secret, s.CSRF
	return p
}

// tag is the ETag of a record as it is now.
func (d desk) tag(table string, id int64) string {
	return fmt.Sprintf(`"v%d"`, d.number(`SELECT coalesce((SELECT version FROM `+table+` WHERE id = ?), 1)`, id))
}

var keys atomic.Int64

// proper are the headers that a page of ours sends with a change: those of the session,
// the tag of the record as it is now, and a key of its own. Given headers replace them.
func (d desk) proper(req *http.Request) {
	if d.who.secret != "" {
		req.AddCookie(&http.Cookie{Name: "__Host-homeground", Value: d.who.secret})
	}
	if req.Method == "GET" || req.Method == "HEAD" {
		return
	}
	req.Header.Set("X-CSRF-Token", d.who.csrf)
	req.Header.Set("Idempotency-Key", fmt.Sprintf("key-%08d", keys.Add(1)))
	parts := strings.Split(strings.TrimPrefix(req.URL.Path, "/api/v1/"), "/")
	table := map[string]string{"decisions": "decisions", "options": "options", "stages": "option_stages", "milestones": "milestones", "users": "users", "documents": "documents", "sites": "sites", "ofsted-events": "ofsted_events", "views": "saved_views", "budget-lines": "budget_lines", "funding": "funding", "transfers": "transfers", "risks": "risks", "projects": "projects", "programmes": "programmes", "conditions": "conditions", "evidence": "evidence", "returns": "returns", "change-requests": "change_requests"}[parts[0]]
	switch parts[0] {
	case "applications":
		table = "applications"
	case "planning-conditions":
		table = "planning_conditions"
	case "events": // an event is part of its application
		req.Header.Set("If-Match", fmt.Sprintf(`"v%d"`, d.number(`SELECT coalesce((SELECT a.version FROM applications a JOIN application_events e ON e.application_id = a.id WHERE e.id = ?), 1)`, parts[1])))
	}
	if len(parts) > 3 && parts[1] == "holidays" {
		req.Header.Set("If-Match", fmt.Sprintf(`"v%d"`, d.number(`SELECT coalesce((SELECT version FROM bank_holidays WHERE id = ?), 1)`, parts[2])))
	}
	if parts[0] == "appraisals" || parts[0] == "choice" { // which is current is the programme's
		req.Header.Set("If-Match", fmt.Sprintf(`"v%d"`, d.number(`SELECT version FROM programmes WHERE id = current_programme()`)))
	}
	if parts[0] == "demand" {
		req.Header.Set("If-Match", fmt.Sprintf(`"v%d"`, d.number(`SELECT version FROM demand_settings`)))
	}
	if len(parts) > 1 && table != "" {
		id, _ := strconv.ParseInt(parts[1], 10, 64)
		req.Header.Set("If-Match", d.tag(table, id))
	}
}

// ask sends one request as a page of ours would, and gives the status, the headers and
// the body. A header given empty is left out.
func (d desk) ask(method, path, body string, headers ...string) (int, http.Header, string) {
	d.t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	d.proper(req)
	return d.do(req, body, headers)
}

// send sends one request with just these headers, and the session's cookie.
func (d desk) send(method, path, body string, headers ...string) (int, http.Header, string) {
	d.t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	req.AddCookie(&http.Cookie{Name: "__Host-homeground", Value: d.who.secret})
	return d.do(req, body, headers)
}

func (d desk) do(req *http.Request, body string, headers []string) (int, http.Header, string) {
	d.t.Helper()
	req.Host = "localhost:8340"
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i+1] == "" {
			req.Header.Del(headers[i])
		} else {
			req.Header.Set(headers[i], headers[i+1])
		}
	}
	if host := req.Header.Get("Host"); host != "" {
		req.Host = host
	}
	res, err := d.app.Test(req, 60000)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(text)
}

// read sends a GET that must succeed and reads its JSON.
func (d desk) read(path string, into any) {
	d.t.Helper()
	status, _, body := d.ask("GET", path, "")
	if status != 200 {
		d.t.Fatalf("GET %s: %d %s", path, status, body)
	}
	if err := json.Unmarshal([]byte(body), into); err != nil {
		d.t.Fatalf("GET %s: %v in %s", path, err, body)
	}
}

func (d desk) text(sql string, args ...any) string {
	d.t.Helper()
	var text string
	if err := d.db.Raw(sql, args...).Row().Scan(&text); err != nil {
		d.t.Fatalf("%s: %v", sql, err)
	}
	return text
}

func (d desk) number(sql string, args ...any) int64 {
	d.t.Helper()
	var n int64
	if err := d.db.Raw(sql, args...).Scan(&n).Error; err != nil {
		d.t.Fatal(err)
	}
	return n
}

func TestEveryAddress(t *testing.T) {
	d := open(t)
	site := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-10'`)
	option := d.number(`SELECT id FROM options WHERE option_ref = 'O-01'`)
	stage := d.number(`SELECT id FROM option_stages WHERE option_id = ? ORDER BY position LIMIT 1`, option)
	project := d.number(`SELECT id FROM projects LIMIT 1`)
	ahead := d.number(`SELECT id FROM milestones WHERE actual IS NULL ORDER BY position LIMIT 1`)
	done := d.number(`SELECT id FROM milestones WHERE actual IS NOT NULL ORDER BY position LIMIT 1`)

	hexagon := strings.Split(d.coded("/hexagons/{code}/working"), "/")[2]
	if err := d.db.Exec(`INSERT INTO cohort_counts (authority_code, on_day, age_band, need, placement, origin, children, mark, source, provenance) VALUES
		('E10000032', '2024-03-31', '10 to 15', 'all', 'all', 'all', 401, NULL, 'test', 'test'), ('E10000014', '2024-03-31', '10 to 15', 'all', 'all', 'all', NULL, 'c', 'test', 'test'),
		('E10000032', '2024-03-31', 'all', 'all', 'children''s home', 'all', 93, NULL, 'test', 'test')`).Error; err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		want, unwanted           string
	}{
		{"summary", "GET", "/api/v1/summary", "", 200, `"award_pence":500000000`, ""},
		{"authorities", "GET", "/api/v1/authorities", "", 200, `"total":19`, ""},
		{"sites", "GET", "/api/v1/sites", "", 200, `"Beechfield"`, "urn"},
		{"sites by stage", "GET", "/api/v1/sites?stage=homes", "", 200, `"Lansdowne"`, `"hospital_building"`},
		{"sites: a stage that is none", "GET", "/api/v1/sites?stage=ruins", "", 422, "stage", ""},
		{"sites: a cursor that is none", "GET", "/api/v1/sites?cursor=x", "", 422, "first page", ""},
		{"sites: too many at once", "GET", "/api/v1/sites?limit=501", "", 422, "limit", ""},
		{"sites: text is text", "GET", "/api/v1/sites?q=%25%27%3B--", "", 200, `"total":0`, ""},
		{"site", "GET", fmt.Sprintf("/api/v1/sites/%d", site), "", 200, `"reach":{"miles":20`, "postcode"},
		{"site: none such", "GET", "/api/v1/sites/999999", "", 404, "There is no such site.", ""},
		{"site: no number", "GET", "/api/v1/sites/abc", "", 422, "id", ""},
		{"sites within a distance", "GET", "/api/v1/sites?near=-1.09,50.8&within=20", "", 200, `"distance_metres"`, "Dover"},
		{"sites within a distance of nowhere", "GET", "/api/v1/sites?within=20", "", 422, "near", ""},
		{"sites within too far", "GET", "/api/v1/sites?near=-1.09,50.8&within=101", "", 422, "within", ""},
		{"compared: sites", "GET", fmt.Sprintf("/api/v1/compare?of=%d,%d", site, d.number(`SELECT id FROM sites WHERE site_ref = 'SE-22'`)), "", 200, `"shared":{`, "postcode"},
		{"compared: one alone", "GET", fmt.Sprintf("/api/v1/compare?of=%d", site), "", 422, "two, three or four", ""},
		{"compared: with itself", "GET", fmt.Sprintf("/api/v1/compare?of=%d,%d", site, site), "", 422, "different", ""},
		{"compared: five", "GET", "/api/v1/compare?of=1,2,3,4,5", "", 422, "four", ""},
		{"compared: none such", "GET", fmt.Sprintf("/api/v1/compare?of=%d,999999", site), "", 404, "There is no such site.", ""},
		{"reach of a place", "GET", "/api/v1/reach?near=-1.09,50.8", "", 200, `"ring":[`, ""},
		{"reach of a place abroad", "GET", "/api/v1/reach?near=2.35,48.85", "", 422, "United Kingdom", ""},
		{"constraints: none came in", "GET", "/api/v1/constraints", "", 200, `"items":[],"total":0`, ""},
		{"constraints: a sort that is none", "GET", "/api/v1/constraints?sort=size", "", 422, "Sort by name", ""},
		{"constraints: a kind that is none", "GET", "/api/v1/constraints?kind=ghosts", "", 422, "no layer of that kind", ""},
		{"a tile of constraints", "GET", "/tiles/constraints/6/31/21.mvt?kinds=green_belt,aonb", "", 204, "", ""},
		{"a tile of no constraints", "GET", "/tiles/constraints/6/31/21.mvt", "", 400, "which layers", ""},
		{"a tile of constraints, one twice", "GET", "/tiles/constraints/6/31/21.mvt?kinds=aonb,aonb", "", 400, "each once", ""},
		{"a view without a name", "POST", "/api/v1/views", `{"name":" ","query":""}`, 422, "Enter a name", ""},
		{"a view of no address", "POST", "/api/v1/views", `{"name":"X","query":"a b"}`, 422, "query", ""},
		{"a view: none such", "GET", "/api/v1/views/999999", "", 404, "There is no such view.", ""},
		{"documents: of a restricted site", "GET", fmt.Sprintf("/api/v1/sites/%d/documents", site), "", 200, `"withheld":true`, ""},
		{"documents: no such site", "GET", "/api/v1/sites/999999/documents", "", 404, "site", ""},
		{"a document: none such", "GET", "/api/v1/documents/999999/file", "", 404, "There is no such document", ""},
		{"a document: no number", "GET", "/api/v1/documents/x/file", "", 404, "There is no such document", ""},
		{"a piece: no UUID", "PUT", "/api/v1/uploads/x/0", `{"content":"eA=="}`, 422, "UUID", ""},
		{"gazetteer", "GET", "/api/v1/gazetteer?q=chichster", "", 200, `"name":"Chichester"`, ""},
		{"gazetteer: a grid reference", "GET", "/api/v1/gazetteer?q=SU1234567890", "", 200, `"easting":412345,"northing":167890`, ""},
		{"gazetteer: nothing of the sites", "GET", "/api/v1/gazetteer?q=Beechfield", "", 200, `"credit":""`, `"Beechfield"`},
		{"gazetteer: nothing asked", "GET", "/api/v1/gazetteer", "", 200, `"items":[]`, ""},
		{"gazetteer: too long a text", "GET", "/api/v1/gazetteer?q=" + strings.Repeat("a", 101), "", 422, "q", ""},
		{"cells", "GET", "/api/v1/cells?limit=5", "", 200, `"thousandths"`, ""},
		{"cells of a class", "GET", "/api/v1/cells?class=none", "", 200, `"class":"none"`, `"class":"hot`},
		{"cells of a hexagon", "GET", "/api/v1/cells?hexagon=" + hexagon, "", 200, `"thousandths"`, `"cells":`},
		{"cells since a day that is none", "GET", "/api/v1/cells?since=2019-01-01", "", 422, "since", ""},
		{"hexagons", "GET", "/api/v1/hexagons?limit=5", "", 200, `"band_metres"`, `"score"`},
		{"hexagons of another size", "GET", "/api/v1/hexagons?metres=2500&class=none", "", 200, `"code":"hex2.5-`, `"class":"hot`},
		{"hexagons of a size that is none", "GET", "/api/v1/hexagons?metres=3000", "", 422, "metres", ""},
		{"hexagons as a file, of a size that is none", "GET", "/api/v1/hexagons.csv?metres=3000", "", 422, "2500, 5000 or 10000", ""},
		{"hexagons as CSV", "GET", "/api/v1/hexagons.csv?metres=10000", "", 200, "small_areas", "deprivation_score"},
		{"hexagons with the gain", "GET", "/api/v1/hexagons?places=4&sort=-gain&limit=3", "", 200, `"gain":`, ""},
		{"hexagons by a gain of no home", "GET", "/api/v1/hexagons?sort=gain", "", 422, "Sort by", ""},
		{"hexagons as CSV, with the gain", "GET", "/api/v1/hexagons.csv?places=4", "", 200, ",gain", ""},
		{"hexagons as CSV, of a home of no number", "GET", "/api/v1/hexagons.csv?places=x", "", 422, "1 to 50 places", ""},
		{"hexagons as CSV, of too large a home", "GET", "/api/v1/hexagons.csv?places=51", "", 422, "1 to 50 places", ""},
		{"cells where homes are hardest to come by", "GET", "/api/v1/cells?sort=access&limit=5", "", 200, `"access":`, `"gain":`},
		{"coverage with access", "GET", "/api/v1/coverage", "", 200, `"access":`, ""},
		{"where else, among sites", "GET", "/api/v1/elsewhere?kinds=dwelling,vacant_land&pipeline=candidate,idea,shortlisted", "", 200, `"among":"sites"`, `"code"`},
		{"where else, anywhere", "GET", "/api/v1/elsewhere?metres=10000", "", 200, `"among":"hexagons"`, `"site_id"`},
		{"where else, among sites of no kind", "GET", "/api/v1/elsewhere?kinds=castle", "", 422, "kinds", ""},
		{"hexagons until a day that is no day", "GET", "/api/v1/hexagons.csv?until=soon", "", 422, "until", ""},
		{"readings", "GET", "/api/v1/readings", "", 200, `"breaks":[2,4,6,9]`, `"metres"`},
		{"readings: the gain", "GET", "/api/v1/readings?reading=gain&level=hexagon&metres=10000&places=5", "", 200, `"breaks":[1,2,3,4]`, `"step":null`},
		{"readings: access of hexagons", "GET", "/api/v1/readings?reading=access&level=hexagon", "", 200, "the mean of its small areas, weighted by need", ""},
		{"readings: hot-spots", "GET", "/api/v1/readings?reading=hotspots", "", 200, `"class":"`, `"step":1`},
		{"readings: the gain of small areas", "GET", "/api/v1/readings?reading=gain", "", 422, "level=hexagon", ""},
		{"readings: a change since no day", "GET", "/api/v1/readings?reading=change", "", 422, "/api/v1/demand/days", ""},
		{"readings: unmet on another day", "GET", "/api/v1/readings?since=2020-03-31", "", 422, "newest estimate alone", ""},
		{"readings: none such", "GET", "/api/v1/readings?reading=mood", "", 422, "reading", ""},
		{"readings: a home of no places", "GET", "/api/v1/readings?reading=gain&level=hexagon&places=0", "", 422, "places", ""},
		{"how a hexagon's z came about", "GET", "/api/v1/hexagons/" + hexagon + "/working?limit=2", "", 200, `"deviation"`, ""},
		{"how a z came about: a hexagon is no small area", "GET", "/api/v1/cells/" + hexagon + "/working", "", 404, "There is no such", ""},
		{"need by authority", "GET", "/api/v1/need?limit=3", "", 200, `"total":19`, ""},
		{"need by hub", "GET", "/api/v1/need?level=hub&sort=name", "", 200, `"name":"North"`, `"authority_code"`},
		{"need by a level that is none", "GET", "/api/v1/need?level=street", "", 422, "level", ""},
		{"need: a cursor that is none", "GET", "/api/v1/need?cursor=x", "", 422, "first page", ""},
		{"need by postcode district, before postcodes", "GET", "/api/v1/need?level=postcode_district", "", 422, "no postcodes have been imported", ""},
		{"cohorts", "GET", "/api/v1/demand/cohorts", "", 200, `"age_band":"10 to 15"`, ""},
		{"cells of a cohort", "GET", "/api/v1/cells?age_band=10-15&limit=5", "", 200, `"cohort":{"age_band":"10 to 15"`, "unmet_thousandths"},
		{"cells of a cohort, by what is not known of one", "GET", "/api/v1/cells?age_band=10-15&sort=unmet", "", 422, "Sort by z", ""},
		{"cells of a cohort there is not", "GET", "/api/v1/cells?age_band=5+to+9", "", 422, "There are no totals of age band 5 to 9. Ask for one of these: placement children's home; age band 10 to 15.", ""},
		{"cells of a cohort as CSV", "GET", "/api/v1/cells.csv?age_band=10-15&authority=E10000032", "", 200, "E10000032", "E10000014"},
		{"cells of a cohort there is not, as CSV", "GET", "/api/v1/cells.csv?need=complex", "", 422, "There are no totals of need complex", ""},
		{"hexagons of a cohort", "GET", "/api/v1/hexagons?placement=Children's+home&limit=5", "", 200, `"placement":"children's home"`, ""},
		{"hexagons of a cohort there is not", "GET", "/api/v1/hexagons?origin=Kent", "", 422, "origin", ""},
		{"need of a cohort", "GET", "/api/v1/need?age_band=10+to+15", "", 200, `"thousandths":401000`, ""},
		{"need of a cohort since a day that is none", "GET", "/api/v1/need?age_band=10+to+15&since=2019-01-01", "", 422, "since", ""},
		{"how a hexagon's z of a cohort came about", "GET", "/api/v1/hexagons/" + hexagon + "/working?age_band=5-9", "", 422, "age_band", ""},
		{"other days", "GET", "/api/v1/demand/days", "", 200, `"items":[`, ""},
		{"settings: zones that count more from farther", "PATCH", "/api/v1/demand/settings", `{"zone_weights":[0.5,0.6,0.2]}`, 422, "none greater than the one before", ""},
		{"settings: no measure", "PATCH", "/api/v1/demand/settings", `{"measure":"share"}`, 422, "measure", ""},
		{"settings: a growth with three decimals", "PATCH", "/api/v1/demand/settings", `{"growth_percent":1.255}`, 422, "growth_percent", ""},
		{"settings: all faults at once", "PATCH", "/api/v1/demand/settings", `{"growth_years":21,"hexagon_band_metres":5}`, 422, "Correct these 2 fields", ""},
		{"settings", "GET", "/api/v1/demand/settings", "", 200, `"home_share_percent":10`, ""},
		{"settings: a share over all", "PATCH", "/api/v1/demand/settings", `{"home_share_percent":101}`, 422, "home_share_percent", ""},
		{"options", "GET", "/api/v1/options", "", 200, `"rank":1`, ""},
		{"options by other weights", "GET", "/api/v1/options?weights=places:10000", "", 200, `"weights_default":false`, ""},
		{"options: weights that do not add up", "GET", "/api/v1/options?weights=places:1", "", 422, "10000", ""},
		{"options that fit", "GET", "/api/v1/options?fits=true", "", 200, `"items":[`, `"blocked":`},
		{"option", "GET", fmt.Sprintf("/api/v1/options/%d", option), "", 200, `"curve":[`, ""},
		{"option: none such", "GET", "/api/v1/options/999999", "", 404, "option", ""},
		{"option: what if", "GET", fmt.Sprintf("/api/v1/options/%d/opening?weeks=ofsted:40&starts=2027-09-01&past_paces=true", option), "", 200, `takes exactly 40 weeks`, ""},
		{"option: what cannot be", "GET", fmt.Sprintf("/api/v1/options/%d/opening?weeks=roof:4,x&without=tower", option), "", 422, `cannot be read`, ""},
		{"option: what if, none such", "GET", "/api/v1/options/999999/opening", "", 404, "option", ""},
		{"stage: worst below best", "PATCH", fmt.Sprintf("/api/v1/stages/%d", stage), `{"pessimistic":0.1}`, 422, "pessimistic", ""},
		{"stage: none such", "PATCH", "/api/v1/stages/999999", `{"pessimistic":200}`, 404, "stage", ""},
		{"choice", "GET", "/api/v1/choice", "", 200, `"left_out":[`, ""},
		{"decisions", "GET", "/api/v1/decisions", "", 200, `"items":[]`, ""},
		{"decision: none such", "GET", "/api/v1/decisions/999999", "", 404, "decision", ""},
		{"decision: its record, none such", "GET", "/api/v1/decisions/999999/record", "", 404, "decision", ""},
		{"decision: now, none such", "GET", "/api/v1/decisions/999999/now", "", 404, "decision", ""},
		{"approve: none such", "PUT", "/api/v1/decisions/999999/approval", "", 404, "decision", ""},
		{"robustness", "GET", "/api/v1/robustness", "", 200, `"worlds":`, ""},
		{"projects", "GET", "/api/v1/projects", "", 200, `"opening_baseline"`, ""},
		{"project", "GET", fmt.Sprintf("/api/v1/projects/%d", project), "", 200, `"milestones":[`, ""},
		{"project: none such", "GET", "/api/v1/projects/999999", "", 404, "project", ""},
		{"slip: no reason", "POST", fmt.Sprintf("/api/v1/milestones/%d/slips", ahead), `{"forecast":"2028-01-01","reason":""}`, 422, "Say why", ""},
		{"slip: no date", "POST", fmt.Sprintf("/api/v1/milestones/%d/slips", ahead), `{"forecast":"soon","reason":"x"}`, 422, "forecast", ""},
		{"slip: one that was reached", "POST", fmt.Sprintf("/api/v1/milestones/%d/slips", done), `{"forecast":"2028-01-01","reason":"x"}`, 409, "reached", ""},
		{"preview", "POST", fmt.Sprintf("/api/v1/milestones/%d/slips/preview", ahead), `{"forecast":"2029-01-01"}`, 200, `"past_deadline":true`, ""},
		{"progress", "GET", "/api/v1/progress", "", 200, `"milestones":[`, ""},
		{"progress as CSV", "GET", "/api/v1/progress.csv", "", 200, "project_ref,project,authority", ""},
		{"sites as GeoJSON", "GET", "/api/v1/sites.geojson?hub=South", "", 200, `"type":"FeatureCollection","name":"sites"`, "Oxford"},
		{"sites as XLSX", "GET", "/api/v1/sites.xlsx", "", 200, "PK", ""},
		{"sites as GeoPackage", "GET", "/api/v1/sites.gpkg", "", 200, "SQLite format 3", ""},
		{"sites: a format that is none", "GET", "/api/v1/sites.pdf", "", 404, "nothing at this address", ""},
		{"cells as CSV", "GET", "/api/v1/cells.csv?class=none", "", 200, "looked_after_estimated", "hot99"},
		{"cells as GeoJSON", "GET", "/api/v1/cells.geojson?class=none", "", 200, `"class":"none"`, `"class":"hot`},
		{"cells: an order that is none", "GET", "/api/v1/cells.xlsx?sort=size", "", 422, "Sort by z", ""},
		{"authorities as CSV", "GET", "/api/v1/authorities.csv", "", 200, "Hampshire", ""},
		{"authorities: an order that is none", "GET", "/api/v1/authorities.gpkg?sort=size", "", 422, "Sort by name", ""},
		{"portfolio as CSV", "GET", "/api/v1/portfolio.csv?hub=South", "", 200, "hub,South", "North"},
		{"portfolio: no shapes", "GET", "/api/v1/portfolio.gpkg", "", 404, "nothing at this address", ""},
		{"progress as XLSX", "GET", "/api/v1/progress.xlsx", "", 200, "PK", ""},
		{"planning register as GeoJSON", "GET", "/api/v1/planning.geojson", "", 200, `"planning_authority"`, ""},
		{"planning register: an order that is none", "GET", "/api/v1/planning.csv?sort=size", "", 422, "Sort by site", ""},
		{"imports", "GET", "/api/v1/imports", "", 200, `"items":[]`, ""},
		{"planning register", "GET", "/api/v1/planning", "", 200, `"due_this_week"`, ""},
		{"planning register: a state that is none", "GET", "/api/v1/planning?state=late", "", 422, "state", ""},
		{"planning register as CSV", "GET", "/api/v1/planning.csv?state=open", "", 200, "application,site,planning_authority", ""},
		{"planning authorities", "GET", "/api/v1/planning/authorities", "", 200, `"South Downs National Park"`, ""},
		{"planning rules", "GET", "/api/v1/planning/rules", "", 200, "art. 34(2)", ""},
		{"planning rule: no source", "POST", "/api/v1/planning/rules", `{"what":"appeal","amount":3,"unit":"months","source":" ","from":"2027-01-01"}`, 422, "Act or order", ""},
		{"planning rule: there already", "POST", "/api/v1/planning/rules", `{"what":"appeal","amount":3,"unit":"months","source":"x","from":"2015-04-15"}`, 422, "another day", ""},
		{"bank holidays", "GET", "/api/v1/planning/holidays", "", 200, `"2022-09-19"`, ""},
		{"applications", "GET", fmt.Sprintf("/api/v1/sites/%d/applications", site), "", 200, `"items"`, ""},
		{"applications: no such site", "GET", "/api/v1/sites/999999/applications", "", 404, "site", ""},
		{"application: none such", "GET", "/api/v1/applications/999999", "", 404, "application", ""},
		{"application: no type", "POST", fmt.Sprintf("/api/v1/sites/%d/applications", site), `{"planning_authority":"E07000089"}`, 422, "type", ""},
		{"application: no planning authority", "POST", fmt.Sprintf("/api/v1/sites/%d/applications", site), `{"type":"full"}`, 422, "planning authority", ""},
		{"application: an authority that is none", "POST", fmt.Sprintf("/api/v1/sites/%d/applications", site), `{"type":"full","planning_authority":"X"}`, 422, "in the list", ""},
		{"application: infrastructure that is not major", "POST", fmt.Sprintf("/api/v1/sites/%d/applications", site), `{"type":"full","planning_authority":"E07000089","public_service_infrastructure":true}`, 422, "major", ""},
		{"event: no such application", "POST", "/api/v1/applications/999999/events", `{"kind":"received","on_day":"2026-03-02"}`, 404, "application", ""},
		{"strike: no such event", "POST", "/api/v1/events/999999/strike", `{"because":"x"}`, 404, "event", ""},
		{"planning condition: none such", "PATCH", "/api/v1/planning-conditions/999999", `{"state":"discharged"}`, 404, "planning condition", ""},
		{"planning routes", "GET", fmt.Sprintf("/api/v1/sites/%d/routes?works=internal", site), "", 200, "planning authority", ""},
		{"planning routes: works that are none", "GET", fmt.Sprintf("/api/v1/sites/%d/routes?works=all", site), "", 422, "works", ""},
		{"precedent: no such authority", "POST", "/api/v1/precedents", `{"route":"full","works":"extension","planning_authority":"X","what":"An extension","outcome":"granted","source":"Its website"}`, 422, "in the list", ""},
		{"description", "GET", "/api/openapi.json", "", 200, `"openapi":"3.1`, ""},
		{"reading page", "GET", "/api/docs", "", 200, "Move a milestone", "<script"},
		{"alive", "GET", "/healthz", "", 200, "ok", ""},
		{"ready", "GET", "/readyz", "", 200, "ok", ""},
		{"a page", "GET", "/options", "", 200, "<!doctype html>", ""},
		{"no such interface", "GET", "/api/v2/sites", "", 404, `"status":404`, ""},
		{"no such method", "PUT", "/api/v1/sites", "{}", 405, `"status":405`, ""},
		{"no such layer", "GET", "/tiles/secrets/7/63/42.mvt", "", 404, `"status":404`, ""},
		{"a layer there is and one there is not", "GET", "/tiles/cells,secrets/7/63/42.mvt", "", 404, `"status":404`, ""},
		{"one layer twice", "GET", "/tiles/cells,cells/7/63/42.mvt", "", 404, `"status":404`, ""},
		{"a tile outside the zoom", "GET", "/tiles/cells/3/8/0.mvt", "", 400, "power", ""},
		{"a tile too deep", "GET", "/tiles/cells/99/0/0.mvt", "", 400, "zoom", ""},
		{"a tile of hexagons of 10 km", "GET", "/tiles/hexagons/7/63/42.mvt?metres=10000", "", 200, "hex10-", "hex5-"},
		{"a tile of hexagons of no size", "GET", "/tiles/hexagons/7/63/42.mvt?metres=1", "", 400, "2500, 5000 or 10000", ""},
		{"a tile of nowhere", "GET", "/tiles/cells/9/0/0.mvt", "", 204, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := desk{t, d.db, d.app, d.log, d.who}
			status, headers, body := d.ask(c.method, c.path, c.body)
			if status != c.status || !strings.Contains(strings.ToLower(body), strings.ToLower(c.want)) {
				t.Errorf("%d %s\nwant %d with %q", status, body, c.status, c.want)
			}
			if c.unwanted != "" && strings.Contains(body, c.unwanted) {
				t.Errorf("the answer holds %q", c.unwanted)
			}
			if status >= 400 && headers.Get("Content-Type") != "application/problem+json" {
				t.Errorf("a fault comes as %q", headers.Get("Content-Type"))
			}
			if headers.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(headers.Get("Content-Security-Policy"), "default-src 'self'") {
				t.Error("the headers that every answer has are missing")
			}
		})
	}
	if strings.Contains(d.log.String(), "level=ERROR") {
		t.Errorf("the log holds errors: %s", d.log)
	}
}

func TestOnlyThisMachine(t *testing.T) {
	d := open(t)
	path := fmt.Sprintf("/api/v1/options/%d/state", d.number(`SELECT id FROM options WHERE option_ref = 'O-02'`))
	for _, c := range []struct {
		name, method, path string
		headers            []string
		status             int
	}{
		{"another name for us", "GET", "/api/v1/sites", []string{"Host", "evil.example"}, 403},
		{"by number", "GET", "/api/v1/sites", []string{"Host", "127.0.0.1:8340"}, 200},
		{"by number, IPv6", "GET", "/api/v1/sites", []string{"Host", "[::1]:8340"}, 200},
		{"another site's page", "PUT", path, []string{"Origin", "https://evil.example"}, 403},
		{"another site's frame", "PUT", path, []string{"Origin", "null"}, 403},
		{"cross-site", "PUT", path, []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"our own page", "PUT", path, []string{"Origin", "http://localhost:8340"}, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := desk{t, d.db, d.app, d.log, d.who}
			sent := ""
			if c.method == "PUT" {
				sent = `{"state":"withdrawn","reason":"No longer wanted"}`
			}
			if status, _, body := d.ask(c.method, c.path, sent, c.headers...); status != c.status {
				t.Errorf("%d %s, want %d", status, body, c.status)
			}
		})
	}
}

// A fault of ours tells the caller nothing of what happened inside.
func TestOurFaultsTellNothing(t *testing.T) {
	d := serve(t, storetest.Open(t))
	if err := d.db.Exec(`DROP TABLE slips CASCADE; DROP TABLE imports`).Error; err != nil {
		t.Fatal(err)
	}
	status, _, body := d.ask("GET", "/api/v1/imports", "")
	if status != 500 || !strings.Contains(body, "Something went wrong") {
		t.Errorf("%d %s", status, body)
	}
	for _, word := range []string{"imports", "SELECT", "SQLSTATE", "relation", ".go"} {
		if strings.Contains(body, word) {
			t.Errorf("the answer holds %q: %s", word, body)
		}
	}
	if !strings.Contains(d.log.String(), "list imports") {
		t.Errorf("the log does not say what was tried: %s", d.log)
	}
}

type optionAnswer struct {
	ID        int64   `json:"id"`
	OptionRef string  `json:"option_ref"`
	Rank      int     `json:"rank"`
	Score     float64 `json:"score"`
	Opening   struct{ P50, P80 string }
	Parts     []struct {
		Points float64 `json:"points"`
	} `json:"parts"`
	GrantPence int64 `json:"grant_pence"`
	Places     int   `json:"places"`
	Chosen     bool  `json:"chosen"`
	Stages     []struct {
		ID      int64 `json:"id"`
		Version int   `json:"version"`
	} `json:"stages"`
}

func (d desk) ranked() []optionAnswer {
	var all struct{ Items []optionAnswer }
	d.read("/api/v1/options", &all)
	return all.Items
}

func TestRankingIsItsParts(t *testing.T) {
	d := open(t)
	list := d.ranked()
	for i, o := range list {
		var sum float64
		for _, p := range o.Parts {
			sum += p.Points
		}
		if diff := sum - o.Score; diff > 1e-9 || diff < -1e-9 {
			t.Errorf("%s scores %g, its parts add up to %g", o.OptionRef, o.Score, sum)
		}
		if i > 0 && o.Score > list[i-1].Score+1e-6 {
			t.Errorf("%s stands below an option of a lower score", o.OptionRef)
		}
	}
}

// Changing one stage's range changes the ranking in the next request, and only the
// option it belongs to.
func TestStageChangesTheRanking(t *testing.T) {
	d := open(t)
	before := d.ranked()
	first := before[0]
	var detail optionAnswer
	d.read(fmt.Sprintf("/api/v1/options/%d", first.ID), &detail)
	status, _, body := d.ask("PATCH", fmt.Sprintf("/api/v1/stages/%d", detail.Stages[0].ID),
		`{"optimistic":150,"likely":200,"pessimistic":250}`)
	if status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	scores := map[string]float64{}
	for _, o := range before {
		scores[o.OptionRef] = o.Score
	}
	for _, o := range d.ranked() {
		same := o.Score == scores[o.OptionRef]
		switch {
		case o.ID == first.ID && (same || o.Rank == 1 || o.Opening.P80 <= first.Opening.P80):
			t.Errorf("%s still ranks %d and opens by %s after its first stage grew by years", o.OptionRef, o.Rank, o.Opening.P80)
		case o.ID != first.ID && !same:
			t.Errorf("%s changed too", o.OptionRef)
		}
	}
}

// Importing other counts changes the hot-spots in the next request.
func TestOtherDemandChangesHotspots(t *testing.T) {
	d := open(t)
	type summary struct {
		Children float64
		Revision int64
		Classes  map[string]int
	}
	type cells struct {
		Items []struct {
			Code string
			Z    float64 `json:"gi_z"`
		}
	}
	var before, after summary
	var cellsBefore, cellsAfter cells
	d.read("/api/v1/summary", &before)
	d.read("/api/v1/cells?limit=10", &cellsBefore)
	importFile(t, d.db, "children.csv", "time_period,time_identifier,geographic_level,new_la_code,la_name,population_count,number\n"+
		"2025,Reporting year,Local authority,E06000046,Isle of Wight,Children looked after at 31 March each year,4000\n")
	d.read("/api/v1/summary", &after)
	d.read("/api/v1/cells?limit=10", &cellsAfter)
	if after.Revision <= before.Revision || after.Children-before.Children != 4000-279 {
		t.Errorf("after the import: %+v, before: %+v", after, before)
	}
	if fmt.Sprint(cellsBefore) == fmt.Sprint(cellsAfter) {
		t.Error("the ten hottest cells are as before")
	}
}

func TestProgressSaysTheSameInEveryForm(t *testing.T) {
	d := open(t)
	var table struct {
		Items []struct {
			ProjectRef string `json:"project_ref"`
			GrantPence int64  `json:"grant_pence"`
			Milestones []struct{ Code, Baseline, Forecast, Actual string }
		}
	}
	d.read("/api/v1/progress", &table)
	_, headers, text := d.ask("GET", "/api/v1/progress.csv", "")
	if !strings.Contains(headers.Get("Content-Disposition"), "attachment") {
		t.Error("the CSV is not offered as a file")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	i := 1
	for _, p := range table.Items {
		for _, m := range p.Milestones {
			got := rows[i]
			want := fmt.Sprintf("%s %d.%02d %s %s %s %s", p.ProjectRef, p.GrantPence/100, p.GrantPence%100, m.Code, m.Baseline, m.Forecast, m.Actual)
			if have := strings.Join([]string{got[0], got[4], got[11], got[13], got[14], got[15]}, " "); have != want {
				t.Errorf("row %d of the CSV: %q, JSON %q", i, have, want)
			}
			i++
		}
	}
	if i != len(rows) || i < 2 {
		t.Errorf("the CSV has %d rows, the JSON %d", len(rows), i)
	}
}

func TestTilesAreTaggedAndCompressed(t *testing.T) {
	d := open(t)
	for _, layers := range []string{"authorities", "cells", "hotspots", "hexagons", "squares", "sites", "authorities,cells,hotspots", "squares,sites"} {
		path := "/tiles/" + layers + "/6/31/21.mvt"
		status, headers, zipped := d.ask("GET", path, "", "Accept-Encoding", "gzip")
		if status != 200 || headers.Get("Content-Encoding") != "gzip" || headers.Get("Content-Type") != "application/vnd.mapbox-vector-tile" {
			t.Errorf("%s: %d %v", path, status, headers)
			continue
		}
		r, err := gzip.NewReader(strings.NewReader(zipped))
		if err != nil {
			t.Fatal(err)
		}
		unzipped, err := io.ReadAll(r)
		held, err := mvt.Unmarshal(unzipped)
		var names []string
		for _, layer := range held {
			names = append(names, layer.Name)
		}
		if err != nil || strings.Join(names, ",") != layers {
			t.Errorf("%s holds the layers %v: %v", path, names, err)
		}
		if _, _, plain := d.ask("GET", path, ""); plain != string(unzipped) {
			t.Errorf("%s differs when it is not compressed", path)
		}
		if status, _, body := d.ask("GET", path, "", "If-None-Match", headers.Get("ETag")); status != 304 || body != "" {
			t.Errorf("%s with its own tag: %d", path, status)
		}
	}
}

// The tiles of the region hold what the database holds, each thing once or more.
func TestTilesHoldEverything(t *testing.T) {
	d := open(t)
	for _, c := range []struct{ layer, key, sql string }{
		{"authorities", "code", `SELECT count(*) FROM authorities JOIN areas USING (code) WHERE hub_id IS NOT NULL AND level = 'utla'`},
		{"cells", "code", `SELECT count(*) FROM demand_estimates`},
		{"hotspots", "class", `SELECT count(DISTINCT class) FROM hotspot_areas WHERE hectares >= 500`},
		{"hexagons", "code", `SELECT count(*) FROM hexagons WHERE metres = 5000`},
		{"squares", "ref", `SELECT count(DISTINCT public_position) FROM sites WHERE location_sensitivity = 'restricted' AND public_position IS NOT NULL`},
		{"sites", "id", `SELECT count(*) FROM sites WHERE location_sensitivity = 'open'`},
	} {
		drawn := map[string]bool{}
		for x := 61; x <= 65; x++ {
			for y := 41; y <= 44; y++ {
				status, _, tile := d.ask("GET", fmt.Sprintf("/tiles/%s/7/%d/%d.mvt", c.layer, x, y), "")
				if status == 204 {
					continue
				}
				layers, err := mvt.Unmarshal([]byte(tile))
				if err != nil || status != 200 {
					t.Fatalf("%s tile: %d, %v", c.layer, status, err)
				}
				for _, f := range layers[0].Features {
					drawn[fmt.Sprint(f.Properties[c.key])] = true
				}
			}
		}
		if want := d.number(c.sql); int64(len(drawn)) != want || want == 0 {
			t.Errorf("the tiles hold %d %s, the database %d", len(drawn), c.layer, want)
		}
	}
}

func TestPagingLosesNoRows(t *testing.T) {
	d := open(t)
	for _, path := range []string{"/api/v1/sites?limit=4", "/api/v1/cells?limit=60&sort=-estimate", "/api/v1/cells?limit=60&sort=z", "/api/v1/cells?limit=60&sort=name",
		"/api/v1/hexagons?limit=30&metres=2500", "/api/v1/hexagons?limit=30&metres=2500&sort=name"} {
		seen := map[string]bool{}
		total := -1
		for next := ""; ; {
			var page struct {
				Items []struct {
					ID   int64
					Code string
				}
				Total int
				Next  string
			}
			d.read(path+"&cursor="+next, &page)
			for _, item := range page.Items {
				key := fmt.Sprint(item.ID, item.Code)
				if seen[key] {
					t.Fatalf("%s: %s comes twice", path, key)
				}
				seen[key] = true
			}
			if total = page.Total; page.Next == "" {
				break
			}
			next = page.Next
		}
		if len(seen) != total || total < 20 {
			t.Errorf("%s: pages hold %d, total says %d", path, len(seen), total)
		}
	}
}

func quietLog() *slog.Logger { return slog.New(slog.DiscardHandler) }
