package sites

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/store"
	"homeground/internal/store/storetest"
)

// box is a GeoJSON polygon on the national grid.
func box(e, n, side float64) string {
	return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%[1]f,%[2]f],[%[3]f,%[2]f],[%[3]f,%[4]f],[%[1]f,%[4]f],[%[1]f,%[2]f]]]}`, e, n, e+side, n+side)
}

// layerFile is a GeoJSON file of areas, each with its properties.
func layerFile(t *testing.T, areas ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "layer.geojson")
	text := `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[` + strings.Join(areas, ",") + `]}`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func feature(geometry, properties string) string {
	return `{"type":"Feature","properties":{` + properties + `},"geometry":` + geometry + `}`
}

// TestConstraints draws a site of 100 by 100 metres on the national grid, at 464000,
// 105000, and layers round it:
//
//	green belt         all of it and more            inside, 100 %
//	conservation area  its eastern 30 metres          partly, 30 %; another area beside it does not touch
//	flood zone 3       far away, whole for its area   clear
//	flood zone 2       far away, whole for another    not checked
//	article 4          far away, known nowhere        not checked
func TestConstraints(t *testing.T) {
	owner := storetest.Fresh(t)
	ctx := context.Background()
	for _, area := range []struct {
		code string
		at   float64
	}{{"E06000044", 460000}, {"E06000045", 440000}} {
		err := owner.DB.Exec(`INSERT INTO areas (level, code, name, outline, approximate, source) VALUES ('utla', ?, 'Here',
			ST_Multi(ST_Transform(ST_MakeEnvelope(?, 100000, ?, 110000, 27700), 4326)), false, 'test') ON CONFLICT (level, code) DO UPDATE SET outline = excluded.outline, approximate = false`,
			area.code, area.at, area.at+10000).Error
		if err != nil {
			t.Fatal(err)
		}
	}
	site := func(outline bool) (id int64) {
		t.Helper()
		err := owner.DB.Raw(`INSERT INTO sites (site_ref, name, public_name, host_authority, location_sensitivity, exact, boundary, provenance, source)
			SELECT 'S-' || random(), 'House', 'A home', 'E06000044', 'restricted', ST_SetSRID(ST_MakePoint(464050, 105050), 27700),
			       CASE WHEN ? THEN ST_Multi(ST_MakeEnvelope(464000, 105000, 464100, 105100, 27700)) END, 'test', 'test' RETURNING id`, outline).Scan(&id).Error
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	drawn, point := site(true), site(false)
	lesser := storetest.As(t, owner, store.Import).DB
	bring := func(said Said, path string) importer.FileResult {
		t.Helper()
		r, err := importer.Run(ctx, lesser, accounts.AtCommand("import"), ImportKinds(said), []string{path}, importer.Options{As: "constraints"})
		if err != nil {
			t.Fatal(err)
		}
		return r.Files[0]
	}
	belt := layerFile(t, feature(box(463000, 104000, 3000), `"dataset":"green-belt","name":"South","reference":"GB1"`),
		feature(box(463000, 107000, 1000), `"dataset":"green-belt","name":"Gone","reference":"GB2","end_date":"2020-01-01"`))
	conservation := layerFile(t, feature(box(464070, 104950, 200), `"name":"Old Town"`), feature(box(463900, 105000, 100), `"name":"Beside it"`))
	far := layerFile(t, feature(box(468000, 105000, 100), `"name":"Far"`))
	for _, c := range []struct {
		said Said
		path string
		want string
	}{
		{Said{Covers: "England", Dated: "2025-06-30", Source: "A publisher"}, belt, "1 0 0: 1 areas have ended and were left out"},
		{Said{Covers: "England", Dated: "2025-06-30", Source: "A publisher"}, belt, "0 0 1: 1 areas have ended and were left out"},
		{Said{Layer: "conservation-area", Covers: "E06000044"}, conservation, "2 0 0: "},
		{Said{Layer: "flood_zone_3", Covers: " E06000045, E06000044,"}, far, "1 0 0: "},
		{Said{Layer: "flood_zone_2", Covers: "E06000045"}, far, "1 0 0: "},
		{Said{Layer: "article_4"}, far, "1 0 0: it is not known where the layer is whole"},
		{Said{Layer: "ghosts"}, far, "0 0 0: there is no layer ghosts"},
		{Said{Layer: "sssi", Covers: "E99999999"}, far, "0 0 0: --covers names E99999999"},
		{Said{Layer: "sssi", Dated: "soon"}, far, "0 0 0: --dated is no date"},
		{Said{}, far, "0 0 0: "},
		{Said{Layer: "tree_preservation"}, far, "1 0 0: it is not known"},
		{Said{Layer: "tree_preservation", Covers: "E06000044"}, far, "0 0 1: "}, // the same layer, said to be whole
	} {
		r := bring(c.said, c.path)
		got := fmt.Sprintf("%d %d %d: ", r.Accepted, r.Rejected, r.Unchanged)
		if len(r.Problems) > 0 {
			got += r.Problems[0].Rule
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.said, got, c.want)
		}
	}
	db := storetest.As(t, owner, store.Server).DB
	held := func(site int64) string {
		t.Helper()
		var list []Constraint
		err := accounts.Write(ctx, db, accounts.AtCommand("test"), func(tx *gorm.DB) (err error) {
			list, err = Constraints(ctx, tx, site)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, c := range list {
			text := c.Kind + " " + c.State
			for _, a := range c.Areas {
				text += fmt.Sprintf(" %s %.0f m2 %.0f%%", a.Name, a.OverlapSquare, math.Round(a.Percent))
			}
			if c.State != "not_checked" || len(c.Basis) > 0 {
				said = append(said, text)
			}
		}
		return strings.Join(said, "; ")
	}
	const rest = "; article_4 not_checked; flood_zone_2 not_checked; flood_zone_3 clear; tree_preservation clear"
	if got, want := held(drawn), "green_belt inside South 10000 m2 100%; conservation_area partly Old Town 3000 m2 30%"+rest; got != want {
		t.Errorf("the drawn site: %s\nwant %s", got, want)
	}
	if got, want := held(point), "green_belt inside South 0 m2 0%; article_4 not_checked; flood_zone_2 not_checked; conservation_area clear; flood_zone_3 clear; tree_preservation clear"; got != want {
		t.Errorf("the site of a point: %s\nwant %s", got, want)
	}
	bring(Said{Layer: "conservation_area", Covers: "E06000044"}, layerFile(t, feature(box(463900, 105000, 100), `"name":"Beside it"`)))
	if got := held(drawn); strings.Contains(got, "Old Town") {
		t.Errorf("an area that the layer no longer has: %s", got)
	}
	var looks int
	if err := owner.DB.Raw(`SELECT count(*) FROM audit_entries WHERE action = 'looked'`).Scan(&looks).Error; err != nil || looks != 3 {
		t.Errorf("%d looks are noted, want 3, %v", looks, err)
	}
}
