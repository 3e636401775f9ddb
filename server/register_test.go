package server_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"homeground/accounts"
	"homeground/sites"
)

// Every order of the register holds each site once, whatever the size of its pages.
func TestRegisterPagesInEveryOrder(t *testing.T) {
	d := open(t)
	total := d.number(`SELECT count(*) FROM sites`)
	if err := d.db.Exec(`UPDATE sites SET condition = 'fit' WHERE id % 3 = 0`).Error; err != nil {
		t.Fatal(err)
	}
	for _, sort := range []string{"", "name", "places", "kind", "host", "operation", "pipeline", "condition", "distance"} {
		var whole []int64
		for _, way := range []string{"", "-"} {
			if sort == "" && way == "-" {
				continue
			}
			var ids []int64
			for next := ""; ; {
				var page struct {
					Items []sites.Site
					Next  string
				}
				d.read("/api/v1/sites?limit=5&near=-1.08,50.82&sort="+way+sort+"&cursor="+next, &page)
				for _, s := range page.Items {
					ids = append(ids, s.ID)
				}
				if next = page.Next; next == "" {
					break
				}
			}
			seen := map[int64]bool{}
			for _, id := range ids {
				seen[id] = true
			}
			if int64(len(ids)) != total || len(seen) != len(ids) {
				t.Errorf("%s%s: %d sites, %d different, want %d", way, sort, len(ids), len(seen), total)
			}
			if way == "-" && fmt.Sprint(ids) == fmt.Sprint(whole) {
				t.Errorf("%s is the same both ways", sort)
			}
			whole = ids
		}
	}
	for _, query := range []string{"sort=secret", "sort=distance", "near=here", "near=51.3,-0.9", "near=2.3,48.8", "known=all", "condition=bad", "sort=name&cursor=e30", "cursor=!!"} {
		if status, _, body := d.ask("GET", "/api/v1/sites?"+query, ""); status != 422 {
			t.Errorf("%s: %d %s", query, status, body)
		}
	}
	funder := d.as(d.somebody("DfE", accounts.Role{Role: "dfe"}))
	if status, _, body := funder.ask("GET", "/api/v1/sites?near=-1.08,50.82", ""); status != 422 {
		t.Errorf("the funder measures distances: %d %s", status, body)
	}
}

// Each figure of the portfolio is what the sites of its own list add up to.
func TestPortfolioFiguresAreTheirSites(t *testing.T) {
	d := open(t)
	if err := d.db.Exec(`UPDATE sites SET places_usable = 4, places_occupied = id % 4, running_cost_pence = id * 1000, condition = 'life expired' WHERE id % 3 = 0;
		UPDATE sites SET condition = 'fit', occupancy_percent = 30 + id % 50, places_usable = CASE WHEN id % 2 = 0 THEN 3 END WHERE id % 3 = 1; UPDATE sites SET ends = '2020-01-01', ended_because = 'sold' WHERE site_ref = 'SE-02'`).Error; err != nil {
		t.Fatal(err)
	}
	var folio struct{ Items []map[string]json.RawMessage }
	d.read("/api/v1/portfolio", &folio)
	value := map[string]func(sites.Site) *int64{
		"places_open": func(s sites.Site) *int64 { return whole(s.PlacesRegistered) }, "places_mothballed": func(s sites.Site) *int64 { return whole(s.PlacesRegistered) },
		"places_in_delivery": func(s sites.Site) *int64 { return whole(s.PlacesPlanned) }, "places_occupied": occupied, "places_estimated": occupied,
		"places_usable": func(s sites.Site) *int64 {
			if s.PlacesUsable == nil {
				return whole(s.PlacesRegistered)
			}
			return whole(s.PlacesUsable)
		},
		"running_cost_pence": func(s sites.Site) *int64 { return s.RunningCostPence },
	}
	followed, levels := 0, map[string]int{}
	for _, holding := range folio.Items {
		levels[string(holding["level"])]++
		for name, raw := range holding {
			var f sites.Figure
			if json.Unmarshal(raw, &f) != nil || f.Query == "" {
				continue
			}
			var page struct {
				Items []sites.Site
				Total int64
			}
			d.read("/api/v1/sites?limit=500&"+f.Query, &page)
			sum, low, high := int64(0), int64(0), int64(0)
			for i, s := range page.Items {
				if of := value[name]; of == nil {
					sum++
				} else if v := of(s); v != nil {
					sum += *v
				}
				if s.WeeklyFeePence != nil {
					if low = min(low, *s.WeeklyFeePence); i == 0 {
						low = *s.WeeklyFeePence
					}
					high = max(high, *s.WeeklyFeePence)
				}
			}
			want := map[string]int64{"lowest_fee_pence": low, "highest_fee_pence": high}
			if v, ok := want[name]; ok {
				sum = v
			}
			if followed++; f.Sites != page.Total || f.Value != sum {
				t.Errorf("%s of %s %s: %d of %d sites; its list has %d of %d", name, holding["hub"], holding["authority_name"], f.Value, f.Sites, sum, page.Total)
			}
		}
	}
	if levels[`"region"`] != 1 || levels[`"hub"`] != 2 || levels[`"authority"`] < 5 || followed < 100 {
		t.Errorf("%v, %d figures", levels, followed)
	}
	var south struct{ Items []sites.Holding }
	d.read("/api/v1/portfolio?hub=South", &south)
	for _, h := range south.Items {
		if h.Hub != "South" {
			t.Errorf("South has %+v", h)
		}
	}
}

// occupied is how many places of a site are: counted, or else by its percentage.
func occupied(s sites.Site) *int64 {
	if s.PlacesOccupied != nil && s.PlacesUsable != nil {
		return whole(s.PlacesOccupied)
	}
	of := s.PlacesUsable
	if of == nil {
		of = s.PlacesRegistered
	}
	n := int64(math.Round(float64(*s.OccupancyPercent**of) / 100))
	return &n
}

func whole(n *int) *int64 {
	if n == nil {
		return nil
	}
	v := int64(*n)
	return &v
}

// The register to take away: the list's own sites, one's own only where the right goes
// no further, and nothing that a spreadsheet takes for a formula.
func TestRegisterToTakeAway(t *testing.T) {
	d := open(t)
	if err := d.db.Exec(`UPDATE sites SET name = '=cmd', public_name = '=cmd' WHERE site_ref = 'SE-12'`).Error; err != nil {
		t.Fatal(err)
	}
	lead := d.as(d.somebody("Lead", accounts.Role{Role: "property_lead", AuthorityCode: portsmouth}))
	manager := d.as(d.somebody("Manager", accounts.Role{Role: "project_manager", ProjectID: d.number(`SELECT id FROM projects`)}))
	all := d.number(`SELECT count(*) FROM sites`)
	for _, c := range []struct {
		name  string
		d     desk
		query string
		want  int64
	}{
		{"all", d, "", all}, {"filtered", d, "?operation=open", d.number(`SELECT count(*) FROM sites WHERE operation = 'open'`)},
		{"a lead's own", lead, "", d.number(`SELECT count(*) FROM sites WHERE ? IN (host_authority, owner_authority)`, portsmouth)},
		{"a manager's own", manager, "", d.number(`SELECT count(*) FROM project_sites`)},
	} {
		_, headers, text := c.d.ask("GET", "/api/v1/sites.csv"+c.query, "")
		lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || int64(len(lines)-1) != c.want || !strings.Contains(headers.Get("Content-Disposition"), ".csv") {
			t.Errorf("%s: %d lines, %v, want %d", c.name, len(lines), err, c.want)
		}
		if strings.Contains(text, ",=cmd") || c.name == "all" && !strings.Contains(text, ",'=cmd,") {
			t.Errorf("%s: a formula: %s", c.name, text)
		}
		var shapes struct {
			Type     string
			Features []struct {
				Geometry *struct{ Coordinates [2]float64 }
			}
		}
		c.d.read("/api/v1/sites.geojson"+c.query, &shapes)
		if shapes.Type != "FeatureCollection" || int64(len(shapes.Features)) != c.want {
			t.Errorf("%s: %d features, want %d", c.name, len(shapes.Features), c.want)
		}
	}
	if status, _, body := d.ask("GET", "/api/v1/sites.csv?sort=secret", ""); status != 422 {
		t.Errorf("%d %s", status, body)
	}
}

// What a change of a site refuses over HTTP: fields that are not there to be changed,
// words that are none, and versions that were overtaken, with the record as it is now.
func TestSiteChangesRefused(t *testing.T) {
	d := open(t)
	site := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`)
	at := fmt.Sprintf("/api/v1/sites/%d", site)
	for _, c := range []struct {
		method, path, body string
		status             int
		want               string
		headers            []string
	}{
		{"PATCH", at, `{"version":9}`, 422, "unexpected property", nil},
		{"PATCH", at, `{"location_sensitivity":"open"}`, 422, "unexpected property", nil},
		{"PATCH", at, `{"pipeline":"approved"}`, 422, "unexpected property", nil},
		{"PATCH", at, `{"public_name":"x"}`, 422, "unexpected property", nil},
		{"PATCH", at, `{"tenure":"borrowed"}`, 422, "body.tenure", nil},
		{"PATCH", at, `{"kind":null,"lawful_use":null}`, 422, "body.lawful_use", nil},
		{"PATCH", at, `{"kind":"childrens_home"}`, 422, "restricted first", nil},
		{"PATCH", at, `{}`, 422, "at least one", nil},
		{"PATCH", at, `{"tenure":"licence"}`, 412, `"current":{`, []string{"If-Match", `"v99"`}},
		{"PATCH", at, `{"tenure":"licence"}`, 428, "ETag", []string{"If-Match", ""}},
		{"PATCH", at + "/exact", `{"site_ref":"x"}`, 422, "unexpected property", nil},
		{"PATCH", at + "/exact", `{"uprn":"abc","postcode":"nowhere"}`, 422, `body.postcode`, nil},
		{"PATCH", at + "/exact", `{"boundary":{"type":"Polygon","coordinates":[]}}`, 422, `body.boundary`, nil},
		{"POST", at + "/moves", `{"state":"pipeline","to":"approved"}`, 422, "board", nil},
		{"POST", at + "/moves", `{"state":"pipeline","to":"nowhere"}`, 422, "Choose one of", nil},
		{"POST", at + "/moves", `{"state":"location_sensitivity","to":"open"}`, 422, "body.state", nil},
		{"POST", at + "/notes", `{"text":"  "}`, 422, "Write the note", nil},
		{"PUT", at + "/places", `{"places":[{"type":"solo","registered":1},{"type":"solo"}]}`, 422, "once", nil},
		{"PUT", at + "/places", `{"places":[{"type":"solo","registered":1,"usable":2}]}`, 422, "body.places[0].usable", nil},
		{"POST", at + "/notes", "{\"text\":\"a\\u0000b\"}", 400, "a character that is none", nil},
		{"GET", "/api/v1/sites?q=%00", "", 400, "a character that is none", nil},
		{"GET", "/api/v1/sites.csv?q=%ff", "", 400, "a character that is none", nil},
		{"PUT", at + "/places", `{"places":null}`, 422, "body.places", nil},
		{"PATCH", at, `{"tenure":null,"starts":"2026-01-01","weekly_fee_pence":540000}`, 200, `"weekly_fee_pence":540000`, nil},
		{"PATCH", at + "/exact", `{"address":"1 Forbury Square","position":{"lon":-0.9701,"lat":51.4549}}`, 200, `"address":"1 Forbury Square"`, nil},
	} {
		status, _, body := d.ask(c.method, c.path, c.body, c.headers...)
		if status != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s %s %s: %d %s, want %d with %q", c.method, c.path, c.body, status, body, c.status, c.want)
		}
	}
	status, headers, body := d.ask("GET", at, "")
	if status != 200 || headers.Get("ETag") != d.tag("sites", site) || !strings.Contains(body, `"address":"1 Forbury Square"`) || strings.Contains(body, `"tenure"`) {
		t.Errorf("%d %s %s", status, headers.Get("ETag"), body)
	}
	if strings.Contains(d.log.String(), "level=ERROR") {
		t.Errorf("the log holds errors: %s", d.log)
	}
}

// Every field of every group of a site is set and emptied again; what cannot be empty is
// refused with a sentence. A field that is new belongs in here.
func TestEveryFieldIsSetAndEmptied(t *testing.T) {
	d := open(t)
	id := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`)
	if err := d.db.Exec(`UPDATE sites SET starts = '2001-01-01' WHERE id = ?`, id).Error; err != nil {
		t.Fatal(err)
	}
	d = d.as(d.somebody("Ada", accounts.Role{Role: "administrator"}))
	set := map[string]map[string]string{
		"": {"kind": `"dwelling"`, "owner_authority": `"E10000016"`, "organisation": `"Kent  Homes Ltd"`, "sector": `"private"`, "ownership": `"mixed ownership"`, "tenure": `"licence"`,
			"starts": `"2010-01-02"`, "ends": `"2026-01-02"`, "ended_because": `"sold"`, "use_class": `"c3"`, "lawful_use": `"already_c2"`, "places_registered": "9", "places_usable": "8", "places_occupied": "7",
			"places_planned": "6", "occupancy_percent": "55", "condition": `"fit"`, "running_cost_pence": "100", "weekly_fee_pence": "200"},
		"/exact": {"name": `"The Lodge"`, "public_name": `"A lodge"`, "address": `"1 High Street"`, "uprn": `"010010000111"`, "urn": `"SC000111"`, "postcode": `"RG1 1AA"`,
			"position": `{"lon":-0.97,"lat":51.45}`, "boundary": `{"type":"Polygon","coordinates":[[[-0.971,51.449],[-0.969,51.449],[-0.969,51.451],[-0.971,51.449]]]}`,
			"host_authority": `"E06000038"`, "location_sensitivity": `"restricted"`},
	}
	never := []string{"kind", "lawful_use", "name", "public_name", "host_authority", "location_sensitivity"}
	with := map[string]string{"ends": "ended_because"} // these two go together
	var doc struct {
		Components struct {
			Schemas map[string]struct{ Properties map[string]any }
		}
	}
	d.read("/api/openapi.json", &doc)
	for path, schema := range map[string]string{"": "SiteChange", "/exact": "ExactChange"} {
		for name := range doc.Components.Schemas[schema].Properties {
			value := set[path][name]
			if name == "reason" || name == "visit" || name == "$schema" || name == "ended_because" { // these go with another
				continue
			}
			if value == "" {
				t.Errorf("the field %s is not tried here", name)
				continue
			}
			change := func(to, also string) (int, string) {
				body := fmt.Sprintf(`{%q:%s}`, name, to)
				if other := with[name]; other != "" {
					body = fmt.Sprintf(`{%q:%s,%q:%s}`, name, to, other, also)
				}
				status, _, answer := d.ask("PATCH", fmt.Sprintf("/api/v1/sites/%d%s", id, path), body)
				return status, answer
			}
			column := map[string]string{"organisation": "organisation_id", "position": "exact"}[name]
			if column == "" {
				column = name
			}
			is := func() int64 {
				return d.number(`SELECT count(*) FROM sites WHERE id = ? AND `+column+` IS NOT NULL`, id)
			}
			if err := d.db.SavePoint("before").Error; err != nil {
				t.Fatal(err)
			}
			if status, answer := change(value, `"sold"`); status != 200 || is() != 1 {
				t.Errorf("set %s: %d %s", name, status, answer)
			}
			if name == "location_sensitivity" { // by who sees no exact place
				d.db.RollbackTo("before")
			}
			status, answer := change("null", "null")
			switch {
			case slices.Contains(never, name):
				if status != 422 && status != 200 || is() != 1 {
					t.Errorf("%s cannot be empty: %d %s", name, status, answer)
				}
				if status == 200 {
					t.Errorf("%s of null is taken and does nothing", name)
				}
			case status != 200 || is() != 0:
				t.Errorf("empty %s: %d, %d %s", name, status, is(), answer)
			}
			d.db.RollbackTo("before")
		}
	}
}

// A site's places are those that are given: what is null, or given no more, is emptied.
func TestPlacesAreEmptied(t *testing.T) {
	d := open(t)
	id := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`)
	d = d.as(d.somebody("Ada", accounts.Role{Role: "administrator"}))
	const state = `SELECT concat_ws(' ', places_registered, places_usable, places_occupied, places_planned, '/', occupancy_percent, '/', (SELECT string_agg(type, ',') FROM site_places WHERE site_id = s.id)) FROM sites s WHERE id = ?`
	for _, step := range []struct {
		name, body string
		status     int
		want       string
	}{
		{"by type", `{"places":[{"type":"solo","registered":4,"usable":3,"occupied":2,"planned":1},{"type":"other","registered":1}]}`, 200, "5 3 2 1 / / solo,other"},
		{"a null", `{"places":[{"type":"solo","registered":4,"usable":3,"occupied":null,"planned":1}]}`, 200, "4 3 1 / / solo"},
		{"totals beside types", `{"places":[{"type":"solo","registered":4}],"totals":{"registered":9}}`, 422, "4 3 1 / / solo"},
		{"a percentage beside types", `{"places":[{"type":"solo","registered":4}],"totals":{"occupancy_percent":50}}`, 200, "4 / 50 / solo"},
		{"over 100", `{"places":[],"totals":{"occupancy_percent":101}}`, 422, "4 / 50 / solo"},
		{"no type", `{"places":[]}`, 200, "4 / 50 /"},
		{"not by type", `{"places":[],"totals":{"registered":6,"usable":5,"occupied":5,"planned":null,"occupancy_percent":null}}`, 200, "6 5 5 / /"},
		{"more than there are", `{"places":[],"totals":{"registered":6,"usable":7}}`, 422, "6 5 5 / /"},
		{"nothing at all", `{"places":[],"totals":{}}`, 200, "/ /"},
	} {
		status, _, answer := d.ask("PUT", fmt.Sprintf("/api/v1/sites/%d/places", id), step.body)
		var got string
		if err := d.db.Raw(state, id).Scan(&got).Error; err != nil {
			t.Fatal(err)
		}
		if status != step.status || got != step.want {
			t.Errorf("%s: %d %q, want %d %q: %s", step.name, status, got, step.status, step.want, answer)
		}
	}
}

// One organisation however its name is written; a new one is added, as what its sector says.
func TestOrganisationsAreFoundOrAdded(t *testing.T) {
	d := open(t)
	id := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-12'`)
	d = d.as(d.somebody("Ada", accounts.Role{Role: "administrator"}))
	before := d.number(`SELECT count(*) FROM organisations`)
	for _, c := range []struct{ given, want, kind string }{
		{`"  kent   COUNTY council "`, "Kent County Council", "council"}, {`"Hill House  Care","sector":"voluntary"`, "Hill House Care", "third_sector"}, {`"HILL HOUSE CARE"`, "Hill House Care", "third_sector"},
		{`" "`, "", ""}, {`"100%_Care"`, "100%_Care", "third_sector"},
	} {
		status, _, answer := d.ask("PATCH", fmt.Sprintf("/api/v1/sites/%d", id), `{"organisation":`+c.given+`}`)
		var got struct{ Organisation string }
		if err := json.Unmarshal([]byte(answer), &got); err != nil || status != 200 || got.Organisation != c.want {
			t.Errorf("%s: %d %s", c.given, status, answer)
		}
		if c.kind != "" && d.number(`SELECT count(*) FROM organisations WHERE name = ? AND kind = ?`, c.want, c.kind) != 1 {
			t.Errorf("%s is no %s", c.want, c.kind)
		}
	}
	if n := d.number(`SELECT count(*) FROM organisations`); n != before+2 {
		t.Errorf("%d organisations, want %d", n, before+2)
	}
	var found struct{ Items []sites.Organisation }
	for text, want := range map[string]int{"hill+house": 1, "100%25_": 1, "%25": 1, "nobody": 0} {
		if d.read("/api/v1/organisations?q="+text, &found); len(found.Items) != want {
			t.Errorf("%q finds %+v", text, found.Items)
		}
	}
}
