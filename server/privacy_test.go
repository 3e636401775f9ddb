package server_test

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"
	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/cmd/homeground/demo"
	"homeground/demand"
	"homeground/geo"
	"homeground/grants"
	"homeground/importer"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
	"homeground/internal/tables"
	"homeground/internal/values"
	"homeground/projects"
	"homeground/sites"
)

// These tests play who wants to know where a restricted home is. The home is SE-10 of
// the demonstration, a candidate that an option is for, or SE-23, which has a project.

// secret is what nobody may learn of a home: where in its square it is, in metres from
// the south-west corner, and a number that its name and identifiers are made from.
type secret struct{ east, north, number int }

// secrets are homes at the corners of a square, in its middle and elsewhere in it.
var secrets = []secret{{1, 1, 1}, {9999, 1, 2}, {1, 9999, 3}, {9999, 9999, 4}, {5000, 5000, 5}, {1234, 8765, 6}}

func (s secret) name() string      { return fmt.Sprintf("%d Acacia Avenue", 100+s.number) }
func (s secret) uprn() string      { return fmt.Sprintf("%012d", 10010000070+s.number) }
func (s secret) urn() string       { return fmt.Sprintf("SC99990%d", s.number) }
func (s secret) postcode() string  { return fmt.Sprintf("QZ%d 7ZQ", s.number) }
func (s secret) event() string     { return fmt.Sprintf("7766%d55", s.number) }
func (s secret) inspected() string { return values.NewDate(2025, 3, 4).AddDays(s.number).String() }
func (s secret) reference() string { return "UPRN-" + s.uprn() }

// hide moves a home to another place in its square and gives it another identity.
func (d desk) hide(home int64, s secret) {
	d.t.Helper()
	err := d.db.Exec(`
		UPDATE sites SET exact = at, boundary = ST_Multi(ST_Buffer(at, 50)), name = @name, uprn = @uprn, urn = @urn, postcode = @postcode, site_ref = @reference,
		       provenance = 'imported', source = @name || '.csv', address = @name, ended_because = @name
		FROM (SELECT ST_SetSRID(ST_MakePoint(floor(ST_X(p) / 10000) * 10000 + @east, floor(ST_Y(p) / 10000) * 10000 + @north), 27700) AS at
		      FROM (SELECT ST_Transform(exact, 27700) AS p FROM sites WHERE id = @id) own) moved
		WHERE id = @id`, map[string]any{"id": home, "east": s.east, "north": s.north, "name": s.name(), "uprn": s.uprn(), "urn": s.urn(),
		"postcode": s.postcode(), "reference": s.reference()}).Error
	if err == nil { // in a conservation area, one of those that are wherever it might be: the layer is public, which area holds the home is not
		err = d.layers(home)
	}
	if err == nil { // with an application to whoever decides there
		err = d.plan(home, s)
	}
	if err == nil { // and a photograph that shows where it is, as one of another size
		err = d.db.Exec(`WITH gone AS (DELETE FROM document_files WHERE document_id IN (SELECT id FROM documents WHERE site_id = @id))
			DELETE FROM documents WHERE site_id = @id`, map[string]any{"id": home}).Error
	}
	if err == nil {
		err = d.db.Exec(`WITH made AS (INSERT INTO documents (site_id, kind, title, file_name, media_type, bytes, sha256, note, by_name, at)
			SELECT @id, 'photograph', @name, @name || '.jpg', 'image/jpeg', 100 + n, repeat('a', 64), @name, 'Lee', now() FROM generate_series(1, @number) n RETURNING id)
			INSERT INTO document_files SELECT id, 'x', convert_to(@name, 'UTF8') FROM made`, map[string]any{"id": home, "name": s.name(), "number": s.number}).Error
	}
	if err == nil { // and inspections, by whose days it is found in Ofsted's register
		err = d.inspect(home, s)
	}
	if err != nil {
		d.t.Fatal(err)
	}
	d.writeOf(home, "Beside "+s.name())
}

// layers imports a layer of conservation areas, the same in every world: one round each
// place that the home may be at.
func (d desk) layers(home int64) error {
	if d.number(`SELECT count(*) FROM constraint_layers`) > 0 {
		return nil
	}
	err := d.db.Exec(`INSERT INTO constraint_layers (kind, covers, source, made_at) VALUES ('conservation_area', '{England}', 'Councils', '2026-01-01')`).Error
	for i, s := range secrets {
		if err == nil {
			err = d.db.Exec(`INSERT INTO constraint_areas (layer_id, reference, name, outline)
				SELECT l.id, 'CA' || @number, 'Area ' || @number, ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(floor(ST_X(p) / 10000) * 10000 + @east + 40, floor(ST_Y(p) / 10000) * 10000 + @north + 40), 27700), 80))
				FROM constraint_layers l, (SELECT ST_Transform(exact, 27700) AS p FROM sites WHERE id = @home) own`,
				map[string]any{"number": fmt.Sprint(i), "east": s.east, "north": s.north, "home": home}).Error
		}
	}
	return err
}

// writeOf gives a home a note and its moves a reason, the same rows in every world.
func (d desk) writeOf(home int64, text string) {
	d.t.Helper()
	steps := []string{`ALTER TABLE site_notes DISABLE TRIGGER USER`, `ALTER TABLE site_moves DISABLE TRIGGER USER`,
		`UPDATE site_notes SET text = @text WHERE site_id = @home`, `UPDATE site_moves SET reason = @text WHERE site_id = @home`,
		`ALTER TABLE site_notes ENABLE TRIGGER USER`, `ALTER TABLE site_moves ENABLE TRIGGER USER`}
	if d.number(`SELECT count(*) FROM site_notes WHERE site_id = ?`, home) == 0 {
		steps = append([]string{`INSERT INTO site_notes (site_id, text, by_name) VALUES (@home, @text, 'Test')`,
			`UPDATE sites SET pipeline = 'screening' WHERE id = @home`, `UPDATE sites SET pipeline = 'shortlisted' WHERE id = @home`}, steps...)
	}
	for _, step := range steps {
		var args []any
		if strings.Contains(step, "@") {
			args = []any{map[string]any{"home": home, "text": text}}
		}
		if err := d.db.Exec(step, args...).Error; err != nil {
			d.t.Fatal(err)
		}
	}
}

// plan gives the home an application whose every text, and who decides it, tells the place.
func (d desk) plan(home int64, s secret) error {
	args := map[string]any{"id": home, "name": s.name(), "reference": s.reference(), "authority": fmt.Sprintf("E0700008%d", 3+s.number)}
	if d.number(`SELECT count(*) FROM applications WHERE site_id = ? AND source <> ''`, home) == 0 {
		err := d.db.Exec(`WITH made AS (
			INSERT INTO applications (site_id, planning_authority, type, provenance, source, status, received_on, valid_on, decided_on, decision, permission_on, target_on, expires_on)
			VALUES (@id, @authority, 'change-of-use', 'imported', 'x', 'determined', '2026-03-02', '2026-03-02', '2026-04-20', 'granted', '2026-04-20', '2026-04-27', '2029-04-19') RETURNING id
		), events AS (
			INSERT INTO application_events (application_id, on_day, kind, outcome, by_name, at, struck, struck_because)
			SELECT made.id, day, kind, outcome, 'Lee', '2026-05-01', because IS NOT NULL, because FROM made, (VALUES (DATE '2026-03-02', 'received', NULL, NULL), ('2026-03-02', 'validated', NULL, NULL),
				('2026-04-20', 'decided', 'granted', NULL), ('2026-04-21', 'closed', NULL, 'x')) AS e (day, kind, outcome, because)
		) INSERT INTO planning_conditions (application_id, number, kind, biodiversity_net_gain, gain, exemption) SELECT id, 'BNG', 'pre_commencement', true, 'exempt', 'x' FROM made`, args).Error
		if err != nil {
			return err
		}
	}
	if err := d.db.Exec(`SET LOCAL session_replication_role = replica`).Error; err != nil { // a note is not changed but so
		return err
	}
	for _, sql := range []string{
		`UPDATE applications SET planning_authority = @authority, reference = @reference, description = @name, source = @name || '.csv' WHERE site_id = @id`,
		`UPDATE application_events SET note = 'Beside ' || @name, struck_because = CASE WHEN struck THEN @name END WHERE application_id IN (SELECT id FROM applications WHERE site_id = @id)`,
		`UPDATE planning_conditions SET text = 'Beside ' || @name, exemption = @name WHERE application_id IN (SELECT id FROM applications WHERE site_id = @id)`,
	} {
		if err := d.db.Exec(sql, args).Error; err != nil {
			return err
		}
	}
	return d.db.Exec(`SET LOCAL session_replication_role = origin`).Error
}

// inspect gives the home inspections and a registration of its own days, numbers, parts
// and texts, as many as its number, with the same judgement at the end.
func (d desk) inspect(home int64, s secret) error {
	args := map[string]any{"id": home, "name": s.name(), "number": s.number, "event": s.event()}
	for _, sql := range []string{
		`SET LOCAL session_replication_role = replica`, `DELETE FROM ofsted_events WHERE site_id = @id`, `SET LOCAL session_replication_role = origin`,
		`INSERT INTO registers (day, whole, source) VALUES ('2025-04-30', true, 'test') ON CONFLICT DO NOTHING`,
		`UPDATE sites SET register_day = DATE '2019-01-01' + CAST(@number AS integer) WHERE id = @id`,
		`INSERT INTO ofsted_events (site_id, kind, on_day, published_on, number, overall, protection, leadership, report, note, provenance, source, by_name, struck, struck_because)
			SELECT @id, 'full', DATE '2015-03-04' + 400 * n + CAST(@number AS integer), DATE '2024-03-04' + n, @event || n, (ARRAY['good', 'inadequate'])[1 + n % 2],
			       (ARRAY['good', 'outstanding', 'inadequate'])[1 + @number % 3], 'good', 'https://reports.example.org/' || @event, @name, 'published', @name || '.csv', 'Lee', n = 0, CASE WHEN n = 0 THEN @name END
			FROM generate_series(0, CAST(@number AS integer)) n`,
		`INSERT INTO ofsted_events (site_id, kind, on_day, overall, provenance, source, by_name) VALUES (@id, 'full', DATE '2025-03-04' + CAST(@number AS integer), 'requires_improvement', 'published', 'test', 'Lee'),
			(@id, 'registered', DATE '2011-03-04' + CAST(@number AS integer), NULL, 'published', 'test', 'Lee')`,
	} {
		given := []any{args}
		if !strings.Contains(sql, "@") {
			given = nil
		}
		if err := d.db.Exec(sql, given...).Error; err != nil {
			return err
		}
	}
	return nil
}

// clues are all texts by which an answer could tell the secret.
func (d desk) clues(home int64, s secret) []string {
	d.t.Helper()
	var p struct{ Lon, Lat, E, N float64 }
	err := d.db.Raw(`SELECT ST_X(g) AS lon, ST_Y(g) AS lat, ST_X(m) AS e, ST_Y(m) AS n
		FROM (SELECT ST_Transform(exact, 4326) AS g, ST_Transform(exact, 27700) AS m FROM sites WHERE id = ?) s`, home).Scan(&p).Error
	if err != nil {
		d.t.Fatal(err)
	}
	cut := func(v float64) string { return fmt.Sprintf("%.7f", v)[:len(fmt.Sprintf("%.7f", v))-3] } // four decimals: 10 m
	clues := []string{s.name(), "Acacia", s.uprn(), strings.TrimLeft(s.uprn(), "0"), s.urn(), s.postcode(), strings.ReplaceAll(s.postcode(), " ", ""), s.reference(), s.event(), s.inspected()}
	if s.east%9998 != 1 && s.east != 5000 { // else they are the square's own corners and middle
		clues = append(clues, cut(p.Lon), cut(p.Lat), fmt.Sprintf("%.0f", p.E), fmt.Sprintf("%.0f", p.N))
	}
	return clues
}

// varies are the addresses whose answers are not the same twice, or are the exact place itself.
var varies = []string{"/api/v1/sites/{id}/exact", "/api/v1/applications/{id}/exact", "/api/v1/audit", "/api/v1/history/{object}/{id}",
	"/api/v1/choice/paper/pdf", "/api/v1/decisions/{id}/paper/pdf"} // made now; all of their text is in the page that they are of

// shared is every address that gives something shared, as somebody would ask it who wants
// to know of home: from the server's own description, with every filter, and tiles at every
// zoom round each of the given points.
func (d desk) shared(home int64, asked []string, points []orb.Point) (paths []string) {
	var doc struct {
		Paths map[string]map[string]any
	}
	d.read("/api/openapi.json", &doc)
	for path, methods := range doc.Paths {
		if methods["get"] == nil || slices.Contains(varies, path) {
			continue
		}
		if !strings.Contains(path, "{id}") {
			paths = append(paths, d.coded(path))
			continue
		}
		for _, id := range []int64{home, 1, 2, d.number(`SELECT min(id) FROM applications WHERE site_id = ?`, home)} {
			paths = append(paths, strings.ReplaceAll(path, "{id}", fmt.Sprint(id)))
		}
	}
	if len(paths) < 20 {
		d.t.Fatalf("the description has %d addresses to read", len(paths))
	}
	for _, q := range asked {
		paths = append(paths, "/api/v1/planning?q="+url.QueryEscape(q), "/api/v1/planning.csv?q="+url.QueryEscape(q), "/api/v1/sites?q="+url.QueryEscape(q), "/api/v1/cells?limit=3&q="+url.QueryEscape(q),
			"/api/v1/gazetteer?q="+url.QueryEscape(q))
	}
	for _, query := range []string{"stage=candidates", "stage=homes", "limit=1", "authority=E10000014", "authority=E06000044", "hub=South", "kind=childrens_home"} {
		paths = append(paths, "/api/v1/sites?"+query)
	}
	for n := range 10 {
		paths = append(paths, fmt.Sprintf("/api/v1/planning?planning_authority=E0700008%d", n), fmt.Sprintf("/api/v1/planning.csv?planning_authority=E0700008%d", n))
	}
	for _, query := range []string{"", "?state=decided", "?sort=planning_authority", "?sort=-planning_authority", "?sort=site&limit=1", "?sort=-expires", "?status=determined", "?type=full",
		"?falls_due=1000", fmt.Sprintf("?site=%d", home)} {
		paths = append(paths, "/api/v1/planning"+query, "/api/v1/planning.csv"+query)
	}
	paths = append(paths, "/api/v1/planning/authorities?deciding=true", fmt.Sprintf("/api/v1/applications/%d?on=2026-03-01", d.number(`SELECT min(id) FROM applications WHERE site_id = ?`, home)))
	for _, other := range []int64{1, 2, d.number(`SELECT id FROM sites WHERE site_ref = 'SE-22'`)} {
		paths = append(paths, fmt.Sprintf("/api/v1/compare?of=%d,%d", home, other), fmt.Sprintf("/api/v1/compare?of=%d,%d", other, home))
	}
	for _, p := range points {
		near := fmt.Sprintf("near=%f,%f", p[0], p[1])
		for _, miles := range []int{1, 2, 3, 4, 20} {
			paths = append(paths, fmt.Sprintf("/api/v1/sites?%s&within=%d", near, miles), fmt.Sprintf("/api/v1/sites.csv?%s&within=%d", near, miles))
		}
		at := maptile.At(p, 12)
		paths = append(paths, "/api/v1/reach?"+near, fmt.Sprintf("/tiles/squares,sites/%d/%d/%d.mvt?%s&within=2", at.Z, at.X, at.Y, near),
			fmt.Sprintf("/tiles/constraints/%d/%d/%d.mvt?kinds=conservation_area", at.Z, at.X, at.Y))
	}
	paths = append(paths, "/api/v1/constraints?sort=-area", "/api/v1/constraints?q=area&limit=2")
	for _, query := range []string{"sort=distance&near=-0.96,51.28", "sort=-distance&near=-1.08,50.82", "sort=-name", "sort=places", "sort=condition", "near=-1,51", "known=occupancy", "known=occupancy_estimated", "ofsted_outcome=requires_improvement", "ofsted_outcome=good", "ofsted_outcome=inadequate", "ofsted_outcome=none",
		"condition=unknown", "stage=delivery", "ended=true", "host=E10000014"} {
		paths = append(paths, "/api/v1/sites?"+query, "/api/v1/sites.csv?"+query)
	}
	for _, format := range tables.Formats { // files, which tell of their filter too
		for _, file := range []string{"sites", "sites?sort=distance&near=-0.96,51.28", "sites?sort=-score", "sites?q=near", "planning", "planning?sort=-planning_authority", "planning?state=decided", "portfolio", "progress", "cells", "hexagons", "hexagons?metres=2500&sort=name", "hexagons?places=9&sort=-gain", "cells?sort=access", "coverage", "authorities", "constraints?sort=-area"} {
			name, query, _ := strings.Cut(file, "?")
			paths = append(paths, "/api/v1/"+name+"."+format.Extension+"?"+query)
		}
	}
	paths = append(paths, "/api/v1/coverage?options=1,2", "/api/v1/elsewhere?homes=2&metres=10000&places=9", "/api/v1/elsewhere?kinds=childrens_home&homes=2", "/api/v1/elsewhere?pipeline=none,candidate&authority=E10000014", "/api/v1/cells?sort=access", "/api/v1/hexagons?places=4&sort=-gain", "/api/v1/readings", "/api/v1/readings?reading=access", "/api/v1/readings?reading=access&level=hexagon", "/api/v1/readings?reading=gain&level=hexagon&metres=10000", "/api/v1/readings?reading=hotspots", "/api/v1/portfolio?hub=South", "/api/v1/options?fits=true", "/api/v1/options?withdrawn=true", "/api/v1/templates", "/api/v1/options/1/opening?weeks=ofsted:40&past_paces=true", "/api/v1/best-set?objective=covered", "/readyz")
	for zoom := range maptile.Zoom(19) {
		for _, p := range points {
			at := maptile.At(p, zoom)
			for _, layers := range []string{"squares,sites", "hotspots,cells,hexagons"} {
				if layers == "hotspots,cells,hexagons" && zoom != 10 {
					continue // that there is nothing of sites in them is seen as well in one
				}
				if path := fmt.Sprintf("/tiles/%s/%d/%d/%d.mvt", layers, at.Z, at.X, at.Y); !slices.Contains(paths, path) {
					paths = append(paths, path)
				}
			}
		}
	}
	slices.Sort(paths)
	return paths
}

// answers are what each address answers, byte for byte, with the headers that tell of it.
func (d desk) answers(paths []string) map[string]string {
	got := map[string]string{}
	for _, path := range paths {
		status, h, body := d.ask("GET", path, "")
		if status >= 500 {
			d.t.Fatalf("GET %s: %d %s", path, status, d.log)
		}
		got[path] = fmt.Sprintln(status, h.Get("ETag"), h.Get("Content-Length"), h.Get("Content-Type"), h.Get("Cache-Control"), h.Get("Link"), h.Get("Content-Disposition")) + body
	}
	return got
}

// places are the positions of the home under each secret, and of its public square.
func (d desk) places(home int64) (points []orb.Point) {
	d.t.Helper()
	for _, s := range secrets {
		var p orb.Point
		err := d.db.Raw(`SELECT ST_X(g), ST_Y(g) FROM (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(floor(ST_X(p) / 10000) * 10000 + ?, floor(ST_Y(p) / 10000) * 10000 + ?), 27700), 4326) AS g
			FROM (SELECT ST_Transform(exact, 27700) AS p FROM sites WHERE id = ?) own) s`, s.east, s.north, home).Row().Scan(&p[0], &p[1])
		if err != nil {
			d.t.Fatal(err)
		}
		points = append(points, p)
	}
	return points
}

// readers are those who see the register, each by their own right.
func (d desk) readers() map[string]person {
	return map[string]person{
		"viewer": d.somebody("Viewer", accounts.Role{Role: "viewer"}), "funder": d.somebody("Funder", accounts.Role{Role: "dfe"}),
		"administrator": d.somebody("Administrator", accounts.Role{Role: "administrator"}, accounts.Role{Role: "board"}),
		// Whoever has the right sees the same in what is shared.
		"exact": d.somebody("Exact", accounts.Role{Role: "viewer"}, accounts.Role{Role: "exact_locations"}),
	}
}

// Homes in one square of one authority are alike in every answer to everyone: worlds that
// differ only in the secret give the same bytes, tags and lengths at every address.
func TestHomesOfOneSquareAreAlike(t *testing.T) {
	for _, ref := range []string{"SE-10", "SE-23"} {
		t.Run(ref, func(t *testing.T) {
			d := open(t)
			d.t = t
			home := d.number(`SELECT id FROM sites WHERE site_ref = ?`, ref)
			var asked []string
			for _, s := range secrets[:2] {
				d.hide(home, s)
				asked = append(asked, d.clues(home, s)...)
			}
			paths := d.shared(home, asked, d.places(home)[3:])
			readers := d.readers()
			first := map[string]map[string]string{}
			for i, s := range secrets {
				d.hide(home, s)
				clues := d.clues(home, s)
				for who, person := range readers {
					if i > 1 && who != "viewer" {
						continue
					}
					got := d.as(person).answers(paths)
					if i == 0 {
						first[who] = got
					}
					for path, answer := range got {
						if who == "exact" && (strings.HasSuffix(path, "/documents") || strings.HasSuffix(path, "/ofsted") || strings.HasSuffix(path, "/constraints")) {
							continue // it is the exact place to those who may see it
						}
						if answer != first[who][path] {
							t.Errorf("%s can tell home %d from home 0 by %s:\n%.600s\n%.600s", who, i, path, answer, first[who][path])
						}
						for _, clue := range clues {
							if published := strings.HasPrefix(path, "/api/v1/cells.geojson") || strings.HasPrefix(path, "/api/v1/hexagons.geojson") || strings.HasPrefix(path, "/api/v1/constraints.geojson"); published && strings.Contains(clue, ".") {
								continue // of its many published corners some begin with the same digits
							}
							if strings.Contains(answer, clue) && !strings.Contains(path, url.QueryEscape(clue)) {
								t.Errorf("%s reads %q at %s", who, clue, path)
							}
						}
					}
				}
			}
			t.Logf("%d addresses, %d readers, %d worlds", len(paths), len(readers), len(secrets))
		})
	}
}

// The record of changes says that a home was moved and renamed, and neither where nor how.
func TestAuditTellsNoPlace(t *testing.T) {
	d := open(t)
	home := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-10'`)
	d.hide(home, secrets[5])
	clues := d.clues(home, secrets[5])
	history := fmt.Sprintf("/api/v1/history/site/%d", home)
	paths := []string{"/api/v1/audit", history}
	for _, clue := range clues {
		paths = append(paths, "/api/v1/audit?q="+url.QueryEscape(clue))
	}
	for _, path := range paths {
		var list struct{ Items []any }
		d.read(path, &list)
		if asked := strings.Contains(path, "?q="); asked != (len(list.Items) == 0) {
			t.Errorf("%s finds %d entries", path, len(list.Items))
		}
		for _, clue := range clues {
			if _, _, body := d.ask("GET", path, ""); strings.Contains(body, clue) {
				t.Errorf("%q is told at %s", clue, path)
			}
		}
	}
}

// A home that moves inside its square changes no answer, but for its own version.
func TestMovingInsideTheSquareIsNotSeen(t *testing.T) {
	d := open(t)
	home := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-10'`)
	d.hide(home, secrets[5])
	paths := d.shared(home, nil, d.places(home)[4:])
	before := d.answers(paths)
	if err := d.db.Exec(`UPDATE sites SET exact = ST_Translate(exact, 3000, -4000), version = version + 1 WHERE id = ?`, home).Error; err != nil {
		t.Fatal(err)
	}
	version := d.number(`SELECT version FROM sites WHERE id = ?`, home)
	older := strings.NewReplacer(fmt.Sprintf(`"version":%d`, version), fmt.Sprintf(`"version":%d`, version-1), fmt.Sprintf(`"v%d"`, version), fmt.Sprintf(`"v%d"`, version-1))
	for path, answer := range d.answers(paths) {
		if older.Replace(answer) != older.Replace(before[path]) {
			t.Errorf("%s changed:\n%.600s\n%.600s", path, before[path], answer)
		}
	}
}

// Tiles at every zoom, wherever one looks, show a home as its whole square or not at all.
func TestTilesCannotBeBisected(t *testing.T) {
	d := open(t)
	home := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-10'`)
	var square struct{ West, South, East, North float64 }
	if err := d.db.Raw(`SELECT ST_XMin(b) AS west, ST_YMin(b) AS south, ST_XMax(b) AS east, ST_YMax(b) AS north
		FROM (SELECT ST_Transform(ST_Expand(public_position, 5000), 4326) AS b FROM sites WHERE id = ?) s`, home).Scan(&square).Error; err != nil {
		t.Fatal(err)
	}
	points, steps, drawn, shown := d.places(home), 0, 0, 0
	for zoom := range maptile.Zoom(19) {
		for _, p := range points {
			at := maptile.At(p, zoom)
			status, _, body := d.ask("GET", fmt.Sprintf("/tiles/squares,sites/%d/%d/%d.mvt", at.Z, at.X, at.Y), "")
			if steps++; zoom < 2 && status == 204 {
				continue // a square is less than a dot there
			}
			if drawn++; status != 200 {
				t.Fatalf("zoom %d: %d %s", zoom, status, d.log)
			}
			layers, err := mvt.Unmarshal([]byte(body))
			if err != nil {
				t.Fatal(err)
			}
			layers.ProjectToWGS84(at)
			for _, layer := range layers {
				for _, f := range layer.Features {
					if layer.Name == "sites" && fmt.Sprint(f.Properties["id"]) == fmt.Sprint(home) {
						t.Fatalf("zoom %d draws the home as a point", zoom)
					}
					ids, _ := f.Properties["ids"].(string)
					if !slices.Contains(strings.Split(ids, ","), fmt.Sprint(home)) {
						continue
					}
					shown++
					b := f.Geometry.Bound()
					off := max(math.Abs(b.Left()-square.West), math.Abs(b.Right()-square.East), math.Abs(b.Bottom()-square.South), math.Abs(b.Top()-square.North))
					if finest := 360 / math.Exp2(float64(zoom)) / 2048; off > max(finest, 1e-6) {
						t.Errorf("zoom %d draws %v, %f degrees from the whole square", zoom, b, off)
					}
				}
			}
		}
	}
	if steps < 60 || shown != drawn {
		t.Errorf("%d of %d tiles in the square show the home: where it is not shown, it is not", shown, drawn)
	}
	t.Logf("%d tiles, %d show the square", steps, shown)
}

// The funder sees the sites of projects it pays for, and of where they are the authority.
func TestFunderSeesTheAuthorityOnly(t *testing.T) {
	d := open(t)
	funder := d.as(d.somebody("DfE", accounts.Role{Role: "dfe"}))
	var list struct {
		Items []sites.Site
		Total int
	}
	funder.read("/api/v1/sites?limit=500", &list)
	paid := d.number(`SELECT count(DISTINCT site_id) FROM project_sites ps JOIN projects p ON p.id = ps.project_id WHERE p.grant_pence > 0`)
	if list.Total == 0 || int64(list.Total) != paid || len(list.Items) != list.Total {
		t.Errorf("the funder sees %d sites, want the %d that its grant pays for", list.Total, paid)
	}
	for _, s := range list.Items {
		if s.Position != nil || s.PositionKind != "none" || s.Square != "" || s.SquareRing != nil || s.HostName == "" {
			t.Errorf("the funder sees %+v", s)
		}
	}
	other := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-10'`)
	if status, _, body := funder.ask("GET", fmt.Sprintf("/api/v1/sites/%d", other), ""); status != 404 {
		t.Errorf("a site that no grant pays for: %d %s", status, body)
	}
	own := d.number(`SELECT id FROM sites WHERE site_ref = 'SE-23'`)
	if _, _, body := funder.ask("GET", fmt.Sprintf("/api/v1/sites/%d", own), ""); strings.Contains(body, `"reach"`) || strings.Contains(body, `"position":[`) {
		t.Errorf("the funder sees where the site is: %s", body)
	}
	for zoom := range maptile.Zoom(12) {
		at := maptile.At(orb.Point{-1.08, 50.82}, zoom)
		if status, _, _ := funder.ask("GET", fmt.Sprintf("/tiles/squares/%d/%d/%d.mvt", at.Z, at.X, at.Y), ""); status != 404 {
			t.Errorf("the funder is drawn a tile of squares: %d", status)
		}
	}
}

// Who may not see the sites is told nothing of them by where else a home would help.
func TestWhereElseAmongSitesIsForThoseWhoSeeThem(t *testing.T) {
	d := open(t)
	dfe := d.as(d.somebody("funder", accounts.Role{Role: "dfe"}))
	for path, want := range map[string]int{"": 200, "?kinds=dwelling": 404, "?pipeline=candidate": 404, "?kinds=dwelling&authority=E10000014": 404} {
		if status, _, body := dfe.ask("GET", "/api/v1/elsewhere"+path, ""); status != want || strings.Contains(body, "site_id") {
			t.Errorf("%s: %d %s, want %d", path, status, body, want)
		}
	}
	if status, _, body := d.ask("GET", "/api/v1/elsewhere?pipeline=candidate", ""); status != 200 || !strings.Contains(body, "site_id") {
		t.Errorf("%d %s", status, body)
	}
}

// The database's own role for serving reads every shared thing, and no exact place.
func TestServingCannotReadExactPlaces(t *testing.T) {
	owner := storetest.Fresh(t)
	if _, err := demo.Load(context.Background(), owner.DB); err != nil {
		t.Fatal(err)
	}
	db := storetest.As(t, owner, store.Server).DB
	for name, read := range sharedReads(t, owner.DB) {
		if err := read(db); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, column := range []string{"name", "uprn", "urn", "postcode", "exact", "boundary", "address", "ended_because"} {
		for _, statement := range []string{
			"SELECT " + column + " FROM sites", "SELECT count(*) FROM sites WHERE " + column + " IS NOT NULL", "SELECT id FROM sites ORDER BY " + column,
			"UPDATE sites SET notes = notes RETURNING " + column + "::text", "UPDATE sites SET notes = " + column + "::text", "SELECT s FROM sites s", "SELECT to_json(s) FROM sites s",
			"UPDATE sites SET ended_because = ended_because || 'x'", "UPDATE sites SET condition = " + column + "::text",
			"TABLE sites", "COPY sites (" + column + ") TO STDOUT", "UPDATE sites SET notes = notes WHERE " + column + " IS NOT NULL",
		} {
			if err := db.Exec(statement).Error; err == nil || !strings.Contains(err.Error(), "42501") {
				t.Errorf("%s: %v, want permission denied", statement, err)
			}
		}
	}
	for _, statement := range []string{ // which would make the public position tell the place
		"UPDATE sites SET location_sensitivity = 'open'", "UPDATE sites SET host_authority = 'E10000016'", "UPDATE sites SET exact = NULL", "UPDATE sites SET public_position = NULL",
		"INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, provenance, source) VALUES ('x', 'x', 'x', 'E10000016', 'open', 'x', 'x')",
		"ALTER TABLE sites DISABLE TRIGGER ALL", "DELETE FROM sites", "UPDATE sites SET public_name = 'x'", "UPDATE sites SET source = 'x'",
		"SELECT text FROM site_notes", "SELECT reason FROM site_moves", "UPDATE site_notes SET text = 'x'", "DELETE FROM site_notes", "DELETE FROM site_moves",
		"INSERT INTO site_moves (site_id, state, from_state, to_state, on_day, by_name) SELECT id, 'pipeline', 'none', 'idea', current_date, 'x' FROM sites",
		"INSERT INTO site_notes (site_id, text, by_name) SELECT id, 'x', 'x' FROM sites RETURNING text", "SELECT keep_moves()",
		"SELECT on_day FROM ofsted_events", "SELECT id FROM ofsted_events ORDER BY on_day", "SELECT count(*) FROM ofsted_events WHERE number <> ''", "SELECT kind FROM ofsted_events",
		"SELECT overall FROM ofsted_events", "TABLE ofsted_events", "UPDATE ofsted_events SET on_day = NULL", "UPDATE ofsted_events SET site_id = 1", "DELETE FROM ofsted_events",
		"SELECT register_day FROM sites", "UPDATE sites SET register_day = NULL", "TABLE registers", "INSERT INTO registers (day, whole, source) VALUES ('2026-01-01', true, 'x')",
	} {
		if err := db.Exec(statement).Error; err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v, want permission denied", statement, err)
		}
	}
	for _, statement := range []string{ // of planning: what tells the place, and ways to make it shown
		"SELECT planning_authority FROM applications", "SELECT id FROM applications WHERE reference LIKE '%'", "SELECT description FROM applications", "SELECT source FROM applications",
		"UPDATE applications SET type = 'full' RETURNING reference", "UPDATE applications SET site_id = 1", "UPDATE application_events SET application_id = 1",
		"SELECT note FROM application_events", "SELECT struck_because FROM application_events", "UPDATE application_events SET note = ''", "UPDATE planning_conditions SET application_id = 1",
		"SELECT text FROM planning_conditions", "SELECT id FROM planning_conditions ORDER BY exemption", "TABLE applications", "DELETE FROM application_events", "DELETE FROM applications",
		"DELETE FROM planning_conditions", "UPDATE planning_rules SET amount = 1", "DELETE FROM precedents", "UPDATE bank_holidays SET name = 'x'",
	} {
		if err := db.Exec(statement).Error; err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v, want permission denied", statement, err)
		}
	}
	var leaked int64
	if err := db.Raw(`SELECT count(*) FROM pg_stats WHERE tablename = 'sites' AND attname IN ('name', 'uprn', 'urn', 'postcode', 'exact', 'boundary', 'address', 'ended_because')`).Scan(&leaked).Error; err != nil || leaked != 0 {
		t.Errorf("statistics of %d exact columns can be read, %v", leaked, err)
	}
	if err := db.Exec(`SELECT exact_changes FROM audit_entries`).Error; err == nil {
		t.Error("serving reads the exact places in the audit")
	}
}

// sharedReads are the exported functions that read what is shared, of every subject.
func sharedReads(t *testing.T, db *gorm.DB) map[string]func(*gorm.DB) error {
	t.Helper()
	ctx, today := context.Background(), values.Today(noon)
	var site, project, option int64
	if err := db.Raw(`SELECT (SELECT id FROM sites WHERE site_ref = 'SE-23'), (SELECT min(id) FROM projects), (SELECT min(id) FROM options)`).Row().Scan(&site, &project, &option); err != nil {
		t.Fatal(err)
	}
	sim := appraisal.NewSimulator()
	return map[string]func(*gorm.DB) error{
		"sites.List": func(db *gorm.DB) error { _, err := sites.List(ctx, db, sites.Filter{Limit: 10, Text: "a"}); return err },
		"sites.List, funder": func(db *gorm.DB) error {
			_, err := sites.List(ctx, db, sites.Filter{Limit: 10, View: sites.Funded})
			return err
		},
		"sites.Read":         func(db *gorm.DB) error { _, err := sites.Read(ctx, db, site, sites.Whole); return err },
		"sites.Read, funder": func(db *gorm.DB) error { _, err := sites.Read(ctx, db, site, sites.Funded); return err },
		"sites.List, judged": func(db *gorm.DB) error {
			_, err := sites.List(ctx, db, sites.Filter{Limit: 10, Outcome: "good"})
			return err
		},
		"sites.Organisations": func(db *gorm.DB) error { _, err := sites.Organisations(ctx, db, "council"); return err },
		"sites.Count":         func(db *gorm.DB) error { _, err := sites.Count(ctx, db); return err },
		"sites.Portfolio":     func(db *gorm.DB) error { _, err := sites.Portfolio(ctx, db, "", nil); return err },
		"sites.CheckOutline": func(db *gorm.DB) error {
			_, err := sites.CheckOutline(ctx, db, []byte(`{"type":"Polygon","coordinates":[[[-1.09,50.81],[-1.08,50.81],[-1.08,50.82],[-1.09,50.81]]]}`))
			return err
		},
		"sites.List, nearest": func(db *gorm.DB) error {
			_, err := sites.List(ctx, db, sites.Filter{Limit: 10, Sort: "distance", Near: "-1.08,50.82", Own: &accounts.Extent{Projects: []int64{project}}})
			return err
		},
		"sites.Ring":        func(db *gorm.DB) error { _, err := sites.Ring(ctx, db, site, 1000); return err },
		"sites.PointsTile":  func(db *gorm.DB) error { _, err := sites.PointsTile(ctx, db, sites.Filter{}, 5, 15, 10); return err },
		"sites.SquaresTile": func(db *gorm.DB) error { _, err := sites.SquaresTile(ctx, db, sites.Filter{}, 5, 15, 10); return err },
		"demand.Summary":    func(db *gorm.DB) error { _, err := demand.Summary(ctx, db); return err },
		"demand.ListCells":  func(db *gorm.DB) error { _, err := demand.ListCells(ctx, db, demand.CellFilter{}); return err },
		"demand.ListCells, hexagons": func(db *gorm.DB) error {
			_, err := demand.ListCells(ctx, db, demand.CellFilter{Hexagons: 2500})
			return err
		},
		"demand.HowWorkedOut": func(db *gorm.DB) error {
			var code string
			if err := db.Raw(`SELECT min(code) FROM hexagons`).Scan(&code).Error; err != nil {
				return err
			}
			_, err := demand.HowWorkedOut(ctx, db, demand.WorkingFilter{Code: code, Hexagon: true})
			return err
		},
		"demand.NeedByLevel": func(db *gorm.DB) error {
			_, err := demand.NeedByLevel(ctx, db, demand.LevelFilter{Level: "district"})
			return err
		},
		"demand.ListSeries":   func(db *gorm.DB) error { _, err := demand.ListSeries(ctx, db); return err },
		"demand.Cohorts.List": func(db *gorm.DB) error { _, err := demand.NewCohorts().List(ctx, db); return err },
		"demand.HexagonsTile": func(db *gorm.DB) error { _, err := demand.HexagonsTile(ctx, db, 5000, 5, 15, 10); return err },
		"demand.Coverer.Now":  func(db *gorm.DB) error { _, err := new(demand.Coverer).Now(ctx, db); return err },
		"demand.Coverage.Readings": func(db *gorm.DB) error {
			c, err := new(demand.Coverer).Now(ctx, db)
			if err == nil {
				_, err = c.Readings(ctx, db, demand.ReadingFilter{Reading: "gain", Hexagons: 10000, Places: 4})
			}
			return err
		},
		"demand.Coverage.WhereElse, sites": func(db *gorm.DB) error {
			c, err := new(demand.Coverer).Now(ctx, db)
			if err == nil {
				_, err = c.WhereElse(ctx, db, demand.ElsewhereFilter{Homes: 1, Places: 4, Kinds: []string{"childrens_home"}})
			}
			return err
		},
		"demand.Reach":         func(db *gorm.DB) error { _, err := demand.Reach(ctx, db, site, demand.TwentyMiles); return err },
		"demand.Revision":      func(db *gorm.DB) error { _, err := demand.Revision(ctx, db); return err },
		"demand.CellsTile":     func(db *gorm.DB) error { _, err := demand.CellsTile(ctx, db, nil, 5, 15, 10); return err },
		"demand.HotspotsTile":  func(db *gorm.DB) error { _, err := demand.HotspotsTile(ctx, db, 5, 15, 10); return err },
		"projects.List":        func(db *gorm.DB) error { _, err := projects.List(ctx, db, today); return err },
		"projects.Read":        func(db *gorm.DB) error { _, err := projects.Read(ctx, db, project, today); return err },
		"projects.OfSite":      func(db *gorm.DB) error { _, err := projects.OfSite(ctx, db, site, today); return err },
		"grants.Current":       func(db *gorm.DB) error { _, err := grants.Current(ctx, db); return err },
		"grants.ProgressTable": func(db *gorm.DB) error { _, err := grants.ProgressTable(ctx, db, today); return err },
		"appraisal.Rank":       func(db *gorm.DB) error { _, err := appraisal.Rank(ctx, db, sim, nil); return err },
		"sites.PlanningRegister, as a file": func(db *gorm.DB) error {
			_, err := sites.PlanningRegister(ctx, db, sites.RegisterFilter{Sort: "due", Placed: true, Only: &accounts.Extent{Projects: []int64{project}}}, today)
			return err
		},
		"sites.Portfolio, own": func(db *gorm.DB) error {
			_, err := sites.Portfolio(ctx, db, "", &accounts.Extent{Projects: []int64{project}})
			return err
		},
		"demand.Export": func(db *gorm.DB) error {
			file, err := demand.Export(ctx, db, demand.CellFilter{}, true)
			if err == nil {
				_, err = file.Save(tables.Formats[0], filepath.Join(t.TempDir(), "cells"))
			}
			return err
		},
		"accounts.Export": func(db *gorm.DB) error { _, err := accounts.Export(ctx, db, today, "", nil); return err },
		"accounts.Extent.Within": func(db *gorm.DB) error {
			_, err := accounts.Extent{Projects: []int64{project}}.Within(ctx, db)
			return err
		},
		"accounts.Authorities":     func(db *gorm.DB) error { _, err := accounts.Authorities(ctx, db, today); return err },
		"accounts.ReadRegion":      func(db *gorm.DB) error { _, err := accounts.ReadRegion(ctx, db); return err },
		"accounts.ReadNames":       func(db *gorm.DB) error { _, err := accounts.ReadNames(ctx, db); return err },
		"accounts.ScopeOf":         func(db *gorm.DB) error { _, _, err := accounts.ScopeOf(ctx, db, "site", site); return err },
		"accounts.AuthoritiesTile": func(db *gorm.DB) error { _, err := accounts.AuthoritiesTile(ctx, db, 5, 15, 10); return err },
		"importer.Attempts":        func(db *gorm.DB) error { _, err := importer.Attempts(ctx, db); return err },

		// Planning.
		"sites.PlanningRegister": func(db *gorm.DB) error {
			_, err := sites.PlanningRegister(ctx, db, sites.RegisterFilter{Limit: 10, Text: "a", PlanningAuthority: "E06000044"}, today)
			return err
		},
		"sites.Applications":         func(db *gorm.DB) error { _, err := sites.Applications(ctx, db, site, sites.Whole, today); return err },
		"sites.Applications, funder": func(db *gorm.DB) error { _, err := sites.Applications(ctx, db, site, sites.Funded, today); return err },
		"sites.PlanningAuthorities":  func(db *gorm.DB) error { _, err := sites.PlanningAuthorities(ctx, db); return err },
		"sites.PossibleRoutes":       func(db *gorm.DB) error { _, _, err := sites.PossibleRoutes(ctx, db, site, "none"); return err },
	}
}

// The one door: it gives the place whole, and says afterwards who came through it.
func TestExactPlaceIsNotedAtItsDoor(t *testing.T) {
	owner := storetest.Fresh(t)
	ctx := context.Background()
	if _, err := demo.Load(ctx, owner.DB); err != nil {
		t.Fatal(err)
	}
	var home int64
	if err := owner.DB.Raw(`SELECT id FROM sites WHERE site_ref = 'SE-10'`).Scan(&home).Error; err != nil {
		t.Fatal(err)
	}
	db := storetest.As(t, owner, store.Server).DB
	if _, err := sites.Exact(ctx, db.Session(&gorm.Session{}), 1<<40); err == nil {
		t.Error("a site that is not there has an exact place")
	}
	var place sites.ExactPlace
	err := accounts.Write(ctx, db, accounts.User{ID: 0, Name: "Pat Lead", Acting: "property_lead", Origin: "page"}, func(tx *gorm.DB) (err error) {
		place, err = sites.Exact(ctx, tx, home)
		return err
	})
	if err != nil || place.Name != "Former home near Hook" || place.Position == nil || *place.Position != (geo.LonLat{-0.96, 51.28}) {
		t.Errorf("%+v, %v", place, err)
	}
	var looked int64
	if err := owner.DB.Raw(`SELECT count(*) FROM audit_entries WHERE action = 'looked' AND object = 'site' AND object_id = ? AND user_name = 'Pat Lead' AND role = 'property_lead'`,
		fmt.Sprint(home)).Scan(&looked).Error; err != nil || looked != 1 {
		t.Errorf("the look is noted %d times, %v", looked, err)
	}
}
