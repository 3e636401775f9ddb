package sites

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"
	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/store/storetest"
)

// layered has two layers of Hampshire: green belt of one large area at 450000, 110000 with
// a side of 12 km, and conservation areas of 300 m, every 2 km, twenty of them.
func layered(t testing.TB) *gorm.DB {
	t.Helper()
	db := storetest.Open(t)
	for _, sql := range []string{
		`INSERT INTO constraint_layers (kind, covers, dated, source) VALUES ('green_belt', '{England}', '2025-06-30', 'The ministry'), ('conservation_area', '{}', NULL, 'A council')`,
		`INSERT INTO constraint_areas (layer_id, reference, name, outline) SELECT id, 'GB1', 'South West Hampshire', ST_Multi(ST_Segmentize(ST_MakeEnvelope(450000, 110000, 462000, 122000, 27700), 10))
			FROM constraint_layers WHERE kind = 'green_belt'`,
		`INSERT INTO constraint_areas (layer_id, reference, name, outline) SELECT id, 'CA' || n, 'Old Town ' || (n / 2), ST_Multi(ST_MakeEnvelope(450000 + n * 2000, 130000, 450300 + n * 2000, 130300, 27700))
			FROM constraint_layers, generate_series(1, 20) n WHERE kind = 'conservation_area'`,
	} {
		if err := db.Exec(sql).Error; err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func TestLayers(t *testing.T) {
	list, err := Layers(context.Background(), layered(t))
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	if c := list[0]; c.Kind != "conservation_area" || c.Areas != 20 || len(c.Covers) != 0 || c.Covers == nil || !c.Dated.IsZero() {
		t.Errorf("%+v", c)
	}
	if c := list[1]; c.Name != "Green belt" || c.Areas != 1 || c.Covers[0] != "England" || c.Dated.String() != "2025-06-30" || c.Source != "The ministry" {
		t.Errorf("%+v", c)
	}
}

func TestLayerAreas(t *testing.T) {
	db, ctx := layered(t), context.Background()
	for _, c := range []struct {
		name  string
		f     AreaFilter
		total int
		first string
	}{
		{"all, by name", AreaFilter{}, 21, "CA1"},
		{"the largest first", AreaFilter{Sort: "-area"}, 21, "GB1"},
		{"of a kind", AreaFilter{Kind: "green_belt"}, 1, "GB1"},
		{"by name in part", AreaFilter{Text: "west HAMP"}, 1, "GB1"},
		{"by reference", AreaFilter{Text: "ca20"}, 1, "CA20"},
		{"text is text", AreaFilter{Text: "%_'"}, 0, ""},
		{"the last dated first", AreaFilter{Sort: "-dated"}, 21, "GB1"},
		{"not dated first", AreaFilter{Sort: "dated"}, 21, "CA1"},
		{"by layer", AreaFilter{Sort: "-kind"}, 21, "GB1"},
		{"by source", AreaFilter{Sort: "-source"}, 21, "GB1"},
	} {
		c.f.Limit = 5
		page, err := LayerAreas(ctx, db, c.f)
		if err != nil || page.Total != c.total || c.total > 0 && page.Items[0].Reference != c.first {
			t.Errorf("%s: %d, %+v, %v", c.name, page.Total, page.Items, err)
		}
	}
	page, err := LayerAreas(ctx, db, AreaFilter{Kind: "green_belt", Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	if a := page.Items[0]; a.AreaM2 != 144e6 || a.Layer != "Green belt" || a.Position == nil || a.Position[0] < -1.3 || a.Position[0] > -1 || a.Position[1] < 50.8 || a.Position[1] > 51.1 {
		t.Errorf("%+v", a)
	}
	for sort := range areaSorts {
		for _, sort := range []string{sort, "-" + sort} {
			seen := map[int64]bool{}
			f := AreaFilter{Sort: sort, Limit: 4}
			for range 10 {
				page, err := LayerAreas(ctx, db, f)
				if err != nil || page.Total != 21 {
					t.Fatalf("%s: %+v, %v", sort, page, err)
				}
				for _, a := range page.Items {
					if seen[a.ID] {
						t.Errorf("%s: %s comes twice", sort, a.Reference)
					}
					seen[a.ID] = true
				}
				if f.Cursor = page.Next; f.Cursor == "" {
					break
				}
			}
			if len(seen) != 21 {
				t.Errorf("%s: pages hold %d", sort, len(seen))
			}
		}
	}
	for _, f := range []AreaFilter{{Sort: "size"}, {Kind: "ghosts"}, {Cursor: "x"}} {
		f.Limit = 5
		if _, err := LayerAreas(ctx, db, f); err == nil {
			t.Errorf("%+v is taken", f)
		} else if p, ok := problem.As(err); !ok || p.Kind != problem.Invalid {
			t.Errorf("%+v: %v", f, err)
		}
	}
}

// What is drawn of a layer grows finer with the zoom, and what is smaller than a pixel is
// left out: the green belt at every zoom, its outline a few points though it has thousands;
// the conservation areas, 480 m of the map, from zoom 7 on (pixels of 306 m for 7 and 8).
func TestConstraintsTile(t *testing.T) {
	db, ctx := layered(t), context.Background()
	at := orb.Point{-1.2, 50.97}    // in the green belt
	small := orb.Point{-1.1, 51.07} // among the conservation areas
	for _, c := range []struct {
		kinds string
		at    orb.Point
		zoom  maptile.Zoom
		want  string // kinds drawn, with how many
	}{
		{"green_belt", at, 5, "green_belt 1"}, {"green_belt", at, 6, "green_belt 1"}, {"green_belt", at, 9, "green_belt 1"}, {"green_belt", at, 10, "green_belt 1"},
		{"green_belt", at, 11, "green_belt 1"}, {"green_belt", at, 12, "green_belt 1"}, {"green_belt", at, 16, "green_belt 1"},
		{"conservation_area", small, 6, ""}, {"conservation_area", small, 7, "some"}, {"conservation_area", small, 10, "some"}, {"conservation_area", small, 12, "some"},
		{"aonb", at, 8, ""}, {"aonb,green_belt", at, 8, "green_belt 1"},
	} {
		tile := maptile.At(c.at, c.zoom)
		data, err := ConstraintsTile(ctx, db, strings.Split(c.kinds, ","), int(tile.Z), int(tile.X), int(tile.Y))
		if err != nil {
			t.Fatal(err)
		}
		layers, err := mvt.Unmarshal(data)
		if err != nil {
			t.Fatal(err)
		}
		drawn := map[string]int{}
		for _, l := range layers {
			for _, f := range l.Features {
				drawn[fmt.Sprint(f.Properties["kind"])]++
				if f.Properties["name"] == "" || f.Properties["source"] == "" {
					t.Errorf("%s at %d: %v", c.kinds, c.zoom, f.Properties)
				}
				if c.kinds != "green_belt" {
					continue
				}
				rings := 0
				switch shape := f.Geometry.(type) {
				case orb.Polygon:
					rings = len(shape)
					if n := len(shape[0]); n > 40 {
						t.Errorf("at %d it has %d points", c.zoom, n)
					}
				case orb.MultiPolygon:
					rings = len(shape)
				}
				if rings != 1 {
					t.Errorf("at %d it is in %d rings: its pieces are seen", c.zoom, rings)
				}
			}
		}
		got := strings.Trim(strings.NewReplacer(":", " ").Replace(fmt.Sprint(drawn)), "map[]")
		if c.want == "some" && (len(drawn) != 1 || drawn["conservation_area"] == 0) || c.want != "some" && got != c.want {
			t.Errorf("%s at zoom %d: %q, want %q", c.kinds, c.zoom, got, c.want)
		}
	}
}

// BenchmarkConstraintsTile draws flood zones of all of England: 60,000 areas of 200 points.
func BenchmarkConstraintsTile(b *testing.B) {
	db, ctx := storetest.Open(b), context.Background()
	for _, sql := range []string{
		`INSERT INTO constraint_layers (kind, covers, source) VALUES ('flood_zone_3', '{England}', 'made up')`,
		`INSERT INTO constraint_areas (layer_id, reference, name, outline)
			SELECT l.id, n::text, 'Zone ' || n, ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(250000 + (n % 250) * 1400, 100000 + (n / 250) * 2000), 27700), 150 + (n % 97) * 12, 50))
			FROM constraint_layers l, generate_series(1, 60000) n`,
		`ANALYZE constraint_areas`, `ANALYZE constraint_pieces`, `ANALYZE constraint_shapes`,
	} {
		if err := db.Exec(sql).Error; err != nil {
			b.Fatal(err)
		}
	}
	for _, zoom := range []maptile.Zoom{5, 6, 7, 8, 9, 10, 11, 12, 14} {
		tile := maptile.At(orb.Point{-1.2, 51.5}, zoom)
		b.Run(fmt.Sprint("zoom ", zoom), func(b *testing.B) {
			size := 0
			for b.Loop() {
				data, err := ConstraintsTile(ctx, db, []string{"flood_zone_3"}, int(tile.Z), int(tile.X), int(tile.Y))
				if err != nil {
					b.Fatal(err)
				}
				size = len(data)
			}
			b.ReportMetric(float64(size)/1024, "kB")
		})
	}
	b.Run("first page of the areas", func(b *testing.B) {
		for b.Loop() {
			if _, err := LayerAreas(ctx, db, AreaFilter{Sort: "-area", Limit: 100}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
