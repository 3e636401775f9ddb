package sites_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/internal/problem"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
	"homeground/internal/values"
	"homeground/sites"
)

var (
	today     = values.NewDate(2026, 11, 22)
	leadKent  = accounts.User{ID: 0, Name: "Lee Lead", Acting: "property_lead", Roles: []accounts.Role{{Role: "property_lead", AuthorityCode: "E10000016"}}}
	anAdmin   = accounts.User{ID: 0, Name: "Ada Admin", Acting: "administrator", Roles: []accounts.Role{{Role: "administrator"}}}
	aManager  = accounts.User{ID: 0, Name: "Max Manager", Acting: "project_manager", Roles: []accounts.Role{{Role: "project_manager", ProjectID: 1}}}
	kentPoint = `{"easting":625000,"northing":145000}`
)

// newSite reads a site as it is sent.
func newSite(t *testing.T, text string) sites.NewSite {
	t.Helper()
	n := sites.NewSite{Operation: "not_a_home", Pipeline: "none"}
	if err := json.Unmarshal([]byte(text), &n); err != nil {
		t.Fatal(err)
	}
	return n
}

func change(t *testing.T, text string) (c sites.SiteChange) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func exactChange(t *testing.T, text string) (c sites.ExactChange) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// faultsOf are the fields an error is about, with spaces between.
func faultsOf(err error) string {
	p, ok := problem.As(err)
	if !ok {
		return fmt.Sprint(err)
	}
	if len(p.Faults) == 0 {
		return p.Text
	}
	var names []string
	for _, f := range p.Faults {
		names = append(names, f.Field)
	}
	return strings.Join(names, " ")
}

func box(e, n, side int) string {
	return fmt.Sprintf(`SELECT ST_AsGeoJSON(ST_Transform(ST_MakeEnvelope(%d, %d, %d, %d, 27700), 4326), 9)`, e, n, e+side, n+side)
}

func outlineOf(t *testing.T, db *gorm.DB, sql string) string {
	t.Helper()
	var text string
	if err := db.Raw(sql).Scan(&text).Error; err != nil {
		t.Fatal(err)
	}
	return text
}

func TestAddChecksEverything(t *testing.T) {
	db := region(t)
	for _, c := range []struct {
		name string
		by   accounts.User
		body string
		want string // fields at fault, or words of the refusal
	}{
		{"least", leadKent, `{"kind":"dwelling","name":"A house","host_authority":"E10000016"}`, ""},
		{"at a place", leadKent, `{"kind":"dwelling","name":"A house","position":` + kentPoint + `}`, ""},
		{"nothing", leadKent, `{}`, "kind name"},
		{"nowhere", leadKent, `{"kind":"dwelling","name":"A house"}`, "host_authority"},
		{"of others", leadKent, `{"kind":"dwelling","name":"A house","host_authority":"E10000030"}`, "host_authority"},
		{"of others, owned", leadKent, `{"kind":"dwelling","name":"A house","host_authority":"E10000030","owner_authority":"E10000016"}`, ""},
		{"by a project's manager", aManager, `{"kind":"dwelling","name":"A house","host_authority":"E10000016"}`, "enter none"},
		{"two authorities", anAdmin, `{"kind":"dwelling","name":"A house","host_authority":"E10000030","position":` + kentPoint + `}`, "host_authority"},
		{"an authority that is none", anAdmin, `{"kind":"dwelling","name":"A house","host_authority":"X"}`, "host_authority"},
		{"an open home", leadKent, `{"kind":"childrens_home","name":"A home","host_authority":"E10000016","location_sensitivity":"open"}`, "location_sensitivity"},
		{"many faults", leadKent, `{"kind":"dwelling","name":"A house","host_authority":"E10000016","uprn":"12x","postcode":"RG1","urn":"?","places_registered":501,"weekly_fee_pence":-1}`,
			"uprn urn postcode places_registered weekly_fee_pence"},
		{"more usable than registered", leadKent, `{"kind":"dwelling","name":"A","host_authority":"E10000016","places_registered":3,"places_usable":4,"places_occupied":5}`, "places_usable places_occupied"},
		{"swapped", leadKent, `{"kind":"dwelling","name":"A","host_authority":"E10000016","position":{"lon":51.2,"lat":0.5}}`, "position.lat"},
		{"half a position", leadKent, `{"kind":"dwelling","name":"A","host_authority":"E10000016","position":{"lon":0.5}}`, "position.lat"},
		{"ends without why", leadKent, `{"kind":"dwelling","name":"A","host_authority":"E10000016","ends":"2026-01-01"}`, "ended_because"},
		{"ends before it starts", leadKent, `{"kind":"dwelling","name":"A","host_authority":"E10000016","starts":"2026-02-01","ends":"2026-01-01","ended_because":"x"}`, "ends"},
		{"a point as an outline", leadKent, `{"kind":"dwelling","name":"A","host_authority":"E10000016","boundary":{"type":"Point","coordinates":[0.9,51.1]}}`, "boundary"},
	} {
		_, err := sites.Add(context.Background(), db, c.by, newSite(t, c.body), today)
		if got := faultsOf(err); err == nil && c.want != "" || err != nil && (c.want == "" || !strings.Contains(got, c.want)) {
			t.Errorf("%s: %s, want %q", c.name, got, c.want)
		}
	}
}

// A site's life at the hands of those who may, with the database's own role for serving.
func TestEditingAsTheServer(t *testing.T) {
	owner := storetest.Fresh(t)
	exec(t, owner.DB, `INSERT INTO hubs (name, provenance) VALUES ('South', 'test')`)
	exec(t, owner.DB, `UPDATE authorities SET hub_id = (SELECT id FROM hubs) WHERE code IN ('E10000016', 'E10000030')`)
	exec(t, owner.DB, `INSERT INTO areas (level, code, name, outline, approximate, source) VALUES ('utla', 'E10000016', 'Kent',
		ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(612000, 130000, 645000, 170000, 27700), 1000), 4326)), false, 'test')`)
	db, ctx := storetest.As(t, owner, store.Server).DB, context.Background()
	var id int64
	version := 1
	do := func(what string, by accounts.User, want string, act func(tx *gorm.DB) error) {
		t.Helper()
		err := accounts.Write(ctx, db, by, act)
		if got := faultsOf(err); err == nil && want != "" || err != nil && (want == "" || !strings.Contains(got, want)) {
			t.Fatalf("%s: %s, want %q", what, got, want)
		}
		if err == nil && what != "enter" && what != "note" {
			version++
		}
	}
	read := func() sites.Detail {
		t.Helper()
		d, err := sites.Read(ctx, db, id, sites.Whole)
		if err != nil || d.Version != version {
			t.Fatalf("version %d, %v, want %d", d.Version, err, version)
		}
		return d
	}
	do("enter", leadKent, "", func(tx *gorm.DB) (err error) {
		id, err = sites.Add(ctx, tx, leadKent, newSite(t, `{"kind":"childrens_home","operation":"open","name":"Rose Cottage","address":"1 Hidden Lane","uprn":"10010000111",
			"postcode":"ct12ab","urn":"sc000001","places_registered":4,"position":`+kentPoint+`}`), today)
		return err
	})
	d := read()
	if d.Name != "Children's home in Kent" || d.Sensitivity != "restricted" || d.Address != "" || d.UPRN != "" || d.SiteRef != fmt.Sprintf("HG-%d", id) || d.Square != "TR 24" ||
		d.HostAuthority != "E10000016" || *d.PlacesRegistered != 4 || d.Provenance != "typed in" {
		t.Errorf("entered: %+v", d)
	}
	do("overtaken", leadKent, "Someone else", func(tx *gorm.DB) error {
		return sites.Edit(ctx, tx, leadKent, id, 99, change(t, `{"tenure":"freehold"}`), today)
	})
	do("edit", leadKent, "", func(tx *gorm.DB) error {
		return sites.Edit(ctx, tx, leadKent, id, version, change(t, `{"tenure":"freehold","condition":"refurbish","running_cost_pence":12345,"use_class":"c2","places_usable":3}`), today)
	})
	do("empty", leadKent, "", func(tx *gorm.DB) error {
		return sites.Edit(ctx, tx, leadKent, id, version, change(t, `{"use_class":null}`), today)
	})
	do("nothing", leadKent, "at least one", func(tx *gorm.DB) error { return sites.Edit(ctx, tx, leadKent, id, version, change(t, `{}`), today) })
	do("given away", leadKent, "", func(tx *gorm.DB) error {
		return sites.Edit(ctx, tx, leadKent, id, version, change(t, `{"owner_authority":"E10000030"}`), today)
	})
	do("places", leadKent, "", func(tx *gorm.DB) error {
		n := func(v int) *int { return &v }
		return sites.SetPlaces(ctx, tx, leadKent, id, version, sites.PlacesSet{Places: []sites.PlacesOf{{Type: "solo", Registered: n(1), Usable: n(1), Occupied: n(1)}, {Type: "two_to_four", Registered: n(3), Usable: n(2), Occupied: n(1)}}}, today)
	})
	do("places by type decide", leadKent, "places_registered", func(tx *gorm.DB) error {
		return sites.Edit(ctx, tx, leadKent, id, version, change(t, `{"places_registered":9}`), today)
	})
	d = read()
	if d.Tenure != "freehold" || d.UseClass != "" || d.OwnerName != "Surrey" || *d.PlacesRegistered != 4 || *d.PlacesUsable != 3 || *d.OccupancyPercent != 67 || len(d.PlacesByType) != 2 {
		t.Errorf("edited: %+v", d)
	}
	for _, s := range d.Sources {
		if s.Provenance != "typed in" || s.FieldGroup != "planning" && s.FieldGroup != "registration" && s.ByName != "Lee Lead" {
			t.Errorf("source %+v", s)
		}
	}
	do("a move without why", leadKent, "reason", func(tx *gorm.DB) error {
		return sites.MakeMove(ctx, tx, id, version, sites.NewMove{State: "operation", To: "mothballed"}, today)
	})
	tomorrow := today.AddDays(1)
	do("a move tomorrow", leadKent, "on_day", func(tx *gorm.DB) error {
		return sites.MakeMove(ctx, tx, id, version, sites.NewMove{State: "operation", To: "suspended", OnDay: &tomorrow}, today)
	})
	do("move", leadKent, "", func(tx *gorm.DB) error {
		return sites.MakeMove(ctx, tx, id, version, sites.NewMove{State: "operation", To: "mothballed", Reason: "Damp in Hidden Lane"}, today)
	})
	do("note", leadKent, "", func(tx *gorm.DB) error { _, err := sites.AddNote(ctx, tx, leadKent, id, "Keys next door"); return err })
	d = read()
	if d.Operation != "mothballed" || len(d.Moves) != 1 || d.Moves[0].Reason != "" || d.Moves[0].ByName != "Lee Lead" || d.Moves[0].OnDay != today || len(d.SiteNotes) != 0 {
		t.Errorf("moved: %+v", d)
	}
	do("its place, by an administrator", anAdmin, "restricted", func(tx *gorm.DB) error {
		return sites.EditExact(ctx, tx, anAdmin, id, version, exactChange(t, `{"postcode":"CT1 3AB"}`), today)
	})
	outline := outlineOf(t, owner.DB, box(630000, 150000, 100))
	do("its place", leadKent, "", func(tx *gorm.DB) error {
		return sites.EditExact(ctx, tx, leadKent, id, version, exactChange(t, `{"postcode":"CT1 3AB","boundary":`+outline+`,"urn":null}`), today)
	})
	var place sites.ExactPlace
	do("note", leadKent, "", func(tx *gorm.DB) (err error) { place, err = sites.Exact(ctx, tx, id); return err })
	if place.Name != "Rose Cottage" || place.Postcode != "CT1 3AB" || place.UPRN != "010010000111" || place.URN != "" || place.AreaM2 == nil || *place.AreaM2 < 9990 || *place.AreaM2 > 10010 ||
		len(place.Warnings) != 1 || len(place.SiteNotes) != 1 || place.SiteNotes[0].Text != "Keys next door" || len(place.Reasons) != 1 || place.Reasons[0].Reason != "Damp in Hidden Lane" {
		t.Errorf("exact: %+v", place)
	}
	do("opened without why", leadKent, "reason", func(tx *gorm.DB) error {
		return sites.EditExact(ctx, tx, leadKent, id, version, exactChange(t, `{"location_sensitivity":"open"}`), today)
	})
	do("opened", leadKent, "", func(tx *gorm.DB) error {
		return sites.EditExact(ctx, tx, leadKent, id, version, exactChange(t, `{"location_sensitivity":"open","reason":"Sold as a shop"}`), today)
	})
	d = read()
	if d.Name != "Rose Cottage" || d.Address != "1 Hidden Lane" || d.PositionKind != "exact" || d.Boundary == nil || len(d.SiteNotes) != 1 || d.Moves[0].State != "location_sensitivity" ||
		d.Moves[0].Reason != "Sold as a shop" {
		t.Errorf("opened: %+v", d)
	}
	do("hidden again", leadKent, "", func(tx *gorm.DB) error {
		return sites.EditExact(ctx, tx, leadKent, id, version, exactChange(t, `{"location_sensitivity":"restricted","public_name":"A home"}`), today)
	})
	if d = read(); d.Name != "A home" || d.Address != "" || d.Boundary != nil || len(d.SiteNotes) != 0 || d.Moves[0].Reason != "" {
		t.Errorf("hidden: %+v", d)
	}
	do("moved out of reach", leadKent, "", func(tx *gorm.DB) error {
		return sites.Edit(ctx, tx, leadKent, id, version, change(t, `{"owner_authority":null}`), today)
	})
	do("moved out of reach", leadKent, "host_authority", func(tx *gorm.DB) error {
		return sites.EditExact(ctx, tx, leadKent, id, version, exactChange(t, `{"host_authority":"E10000030"}`), today)
	})
	do("ended", leadKent, "", func(tx *gorm.DB) error {
		return sites.Edit(ctx, tx, leadKent, id, version, change(t, `{"ends":"2020-11-01","ended_because":"Hidden Lane was sold"}`), today)
	})
	if d = read(); d.Ends.IsZero() || d.EndedBecause != "" {
		t.Errorf("ended: %+v", d)
	}
	for gone, want := range map[bool]int{false: 0, true: 1} {
		if page, err := sites.List(ctx, db, sites.Filter{Limit: 10, Ended: gone}); err != nil || page.Total != want {
			t.Errorf("ended %v: %d sites, %v", gone, page.Total, err)
		}
	}
	history, err := accounts.History(ctx, db, anAdmin, "site", fmt.Sprint(id), values.Date{})
	text, _ := json.Marshal(history)
	if err != nil || len(history) < 10 || strings.Contains(string(text), "Hidden") || strings.Contains(string(text), "Keys") || strings.Contains(string(text), "Sold as") {
		t.Errorf("the history tells, %v: %s", err, text)
	}
	own, err := accounts.History(ctx, db, leadKent, "site", fmt.Sprint(id), values.Date{})
	if text, _ = json.Marshal(own); err != nil || !strings.Contains(string(text), "Damp in Hidden Lane") || !strings.Contains(string(text), "Keys next door") {
		t.Errorf("the history keeps from its own lead, %v: %s", err, text)
	}
}

func TestCheckOutline(t *testing.T) {
	db := storetest.Open(t)
	for _, c := range []struct {
		name, outline string
		valid         bool
		fault         string
	}{
		{"a hectare", outlineOf(t, db, box(475000, 155000, 100)), true, ""},
		{"a bow tie", `{"type":"Polygon","coordinates":[[[-0.96,51.28],[-0.95,51.29],[-0.95,51.28],[-0.96,51.29],[-0.96,51.28]]]}`, false, "longitude -0.95500, latitude 51.28500"},
		{"a hole outside", `{"type":"Polygon","coordinates":[[[-0.96,51.28],[-0.95,51.28],[-0.95,51.29],[-0.96,51.28]],[[-0.9,51.2],[-0.91,51.2],[-0.91,51.21],[-0.9,51.2]]]}`, false, "hole"},
		{"a point", `{"type":"Point","coordinates":[-0.96,51.28]}`, false, "Polygon"},
		{"in France", `{"type":"Polygon","coordinates":[[[2.3,48.8],[2.4,48.8],[2.4,48.9],[2.3,48.8]]]}`, false, "outside the United Kingdom"},
		{"not closed", `{"type":"Polygon","coordinates":[[[-0.96,51.28],[-0.95,51.28],[-0.95,51.29]]]}`, false, ""},
		{"nothing", `null`, false, "empty"},
		{"no geometry", `[1,2]`, false, "GeoJSON"},
	} {
		o, err := sites.CheckOutline(context.Background(), db, json.RawMessage(c.outline))
		if err != nil || o.Valid != c.valid || !strings.Contains(o.Fault, c.fault) || c.valid && (o.AreaM2 != 10000 || o.Hectares != 1) || !c.valid && o.Fault == "" {
			t.Errorf("%s: %+v, %v", c.name, o, err)
		}
	}
}

// A boundary that came with an import and is amended says that it was drawn, by whom, and
// what was there before; the history keeps the outline it had.
func TestBoundaryIsDrawnOver(t *testing.T) {
	owner := storetest.Fresh(t)
	ctx, db := context.Background(), storetest.As(t, owner, store.Server).DB
	var id int64
	err := owner.DB.Raw(`INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, exact, boundary, provenance, source)
		SELECT 'B-1', 'Old school', 'Old school', 'E10000016', 'open', ST_SetSRID(ST_MakePoint(630050, 150050), 27700), ST_Multi(ST_MakeEnvelope(630000, 150000, 630100, 150100, 27700)), 'imported', 'land.geojson'
		RETURNING id`).Scan(&id).Error
	if err != nil {
		t.Fatal(err)
	}
	for version, want := range []string{1: "Boundary drawn by hand; before: imported", 2: "Boundary drawn by hand; before: imported", 3: "Entered by hand"} {
		if version == 0 {
			continue
		}
		change := `{"boundary":` + outlineOf(t, owner.DB, box(630000, 150000, 100+version)) + `}`
		if version == 3 {
			change = `{"position":` + kentPoint + `}`
		}
		err := accounts.Write(ctx, db, leadKent, func(tx *gorm.DB) error {
			return sites.EditExact(ctx, tx, leadKent, id, version, exactChange(t, change), today)
		})
		if err != nil {
			t.Fatal(err)
		}
		d, err := sites.Read(ctx, db, id, sites.Whole)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Sources {
			if s.FieldGroup == "position" && (s.Source != want || s.ByName != "Lee Lead") {
				t.Errorf("version %d: %+v, want %s", version, s, want)
			}
		}
	}
	var kept int
	err = owner.DB.Raw(`SELECT count(*) FROM audit_entries WHERE object = 'site' AND object_id = ? AND exact_changes::text LIKE '%boundary%'`, fmt.Sprint(id)).Scan(&kept).Error
	if err != nil || kept != 3 { // the one it came with, and the two drawn
		t.Errorf("%d outlines in the history, %v", kept, err)
	}
	everything := accounts.User{Roles: []accounts.Role{{Role: "administrator"}, {Role: "exact_locations"}}}
	history, err := accounts.History(ctx, owner.DB, everything, "site", fmt.Sprint(id), values.Date{})
	said, _ := json.Marshal(history)
	// From the grid to degrees and back, by the shift without its correction grid, is metres off.
	for _, words := range []string{"an outline of 5 points, 1.00 ha at 63005", "an outline of 5 points, 1.02 ha", "an outline of 5 points, 1.04 ha", "Changed outline from an outline of 5 points"} {
		if err != nil || !strings.Contains(string(said), words) {
			t.Errorf("the history does not tell %q: %s, %v", words, said, err)
		}
	}
}

// To draw along there are the outlines near by of all sites but the one that is drawn, and
// of no restricted one.
func TestNeighbours(t *testing.T) {
	owner := storetest.Fresh(t)
	ctx, db := context.Background(), storetest.As(t, owner, store.Server).DB
	ids := map[string]int64{}
	for _, s := range []struct {
		name, sensitivity string
		e, n, side        int
	}{{"here", "open", 630000, 150000, 100}, {"beside", "open", 630100, 150000, 100}, {"reaches in", "open", 630900, 150000, 400}, {"far", "open", 640000, 150000, 100}, {"hidden", "restricted", 630200, 150000, 100}} {
		var id int64
		err := owner.DB.Raw(`INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, exact, boundary, provenance, source)
			SELECT @name, @name, @name, 'E10000016', @sensitivity, ST_Centroid(box), ST_Multi(box), 'imported', 'land.geojson'
			FROM (SELECT ST_MakeEnvelope(@e, @n, @east, @north, 27700) AS box) b RETURNING id`,
			map[string]any{"name": s.name, "sensitivity": s.sensitivity, "e": s.e, "n": s.n, "east": s.e + s.side, "north": s.n + s.side}).Scan(&id).Error
		if err != nil {
			t.Fatal(err)
		}
		ids[s.name] = id
	}
	var west, south, east, north float64
	err := owner.DB.Raw(`SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM (SELECT ST_Transform(ST_MakeEnvelope(630000, 149900, 631000, 150200, 27700), 4326) AS b) t`).Row().Scan(&west, &south, &east, &north)
	if err != nil {
		t.Fatal(err)
	}
	list, err := sites.Neighbours(ctx, db, []float64{west, south, east, north}, ids["here"])
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, n := range list {
		names = append(names, n.Name)
		var metres float64
		if err := owner.DB.Raw(`SELECT ST_HausdorffDistance(ST_Transform(ST_GeomFromGeoJSON(?), 27700), boundary) FROM sites WHERE id = ?`, string(n.Outline), n.ID).Row().Scan(&metres); err != nil || metres > 0.005 {
			t.Errorf("%s: %.4f m from its outline, %v", n.Name, metres, err)
		}
	}
	if strings.Join(names, ", ") != "beside, reaches in" {
		t.Errorf("neighbours %v", names)
	}
	for _, wrong := range [][]float64{nil, {1, 2, 3}, {-1, 51, -1, 52}, {-1, 51, 1, 52}, {-181, 51, -180.5, 52}} {
		if _, err := sites.Neighbours(ctx, db, wrong, 0); faultsOf(err) != "box" {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}
