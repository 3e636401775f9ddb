package sites_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"gorm.io/gorm"

	"homeground/internal/store/storetest"
	"homeground/sites"
)

// region gives Kent and Surrey a hub, and Kent a square outline: eastings 612 to
// 645 km, northings 130 to 170 km.
func region(t *testing.T) *gorm.DB {
	t.Helper()
	db := storetest.Open(t)
	exec(t, db, `INSERT INTO hubs (name, provenance) VALUES ('South', 'test')`)
	exec(t, db, `UPDATE authorities SET hub_id = (SELECT id FROM hubs) WHERE code IN ('E10000016', 'E10000030')`)
	exec(t, db, `INSERT INTO areas (level, code, name, outline, approximate, source) VALUES ('utla', 'E10000016', 'Kent',
		ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(612000, 130000, 645000, 170000, 27700), 1000), 4326)), false, 'test')`)
	return db
}

func exec(t *testing.T, db *gorm.DB, sql string, args ...any) {
	t.Helper()
	if err := db.Exec(sql, args...).Error; err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func add(t *testing.T, db *gorm.DB, ref, sensitivity string, easting, northing float64) int64 {
	t.Helper()
	var id int64
	err := db.Raw(`INSERT INTO sites (site_ref, name, public_name, kind, host_authority, location_sensitivity, exact, provenance, source)
		VALUES (?, 'Rose Cottage', ?, 'childrens_home', 'E10000016', ?, ST_SetSRID(ST_MakePoint(?, ?), 27700), 'test', 'test') RETURNING id`,
		ref, "Home "+ref, sensitivity, easting, northing).Scan(&id).Error
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestPublicPosition(t *testing.T) {
	db := region(t)
	for _, c := range []struct {
		name, sensitivity  string
		e, n, wantE, wantN float64
	}{
		{"open: where it is", "open", 612345, 145678, 612345, 145678},
		{"restricted: its square's centre", "restricted", 612345, 145678, 615000, 145000},
		{"restricted: a square's own corner belongs to it", "restricted", 620000, 140000, 625000, 145000},
		{"half of its square lies in the authority", "restricted", 641000, 145000, 645000, 145000},
		// Just outside the outline, as a home on a harbour wall might be: none of its own
		// square lies in Kent, so it takes the neighbour with the largest part.
		{"outside: the neighbour with the largest part", "restricted", 611000, 171000, 625000, 165000},
		{"far outside: its own square", "restricted", 500000, 171000, 505000, 175000},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := add(t, db, c.name, c.sensitivity, c.e, c.n)
			var e, n float64
			if err := db.Raw(`SELECT round(ST_X(public_position)), round(ST_Y(public_position)) FROM sites WHERE id = ?`, id).Row().Scan(&e, &n); err != nil {
				t.Fatal(err)
			}
			if e != c.wantE || n != c.wantN {
				t.Errorf("public position = %.0f, %.0f, want %.0f, %.0f", e, n, c.wantE, c.wantN)
			}
		})
	}
}

func TestQuarterOfTheSquareIsEnough(t *testing.T) {
	db := region(t)
	// Kent's east edge moved so that 24 % of the square 640-650 km lies in it.
	exec(t, db, `UPDATE areas SET outline = ST_Multi(ST_Transform(ST_MakeEnvelope(600000, 130000, 642400, 170000, 27700), 4326)) WHERE code = 'E10000016'`)
	id := add(t, db, "edge", "restricted", 641000, 145000)
	var e float64
	db.Raw(`SELECT ST_X(public_position) FROM sites WHERE id = ?`, id).Row().Scan(&e)
	if e != 635000 {
		t.Errorf("easting = %.0f, want the neighbouring square's 635000", e)
	}
}

func TestGridSquareNames(t *testing.T) {
	db := storetest.Open(t)
	for _, c := range []struct {
		e, n float64
		want string
	}{{475000, 155000, "SU 75"}, {530000, 180000, "TQ 38"}, {435000, 85000, "SZ 38"}, {393000, 800000, "NJ 90"}, {0, 0, "SV 00"}, {440000, 1140000, "HU 44"}} {
		var got string
		if err := db.Raw(`SELECT grid_square(ST_SetSRID(ST_MakePoint(?, ?), 27700))`, c.e, c.n).Scan(&got).Error; err != nil {
			t.Fatal(err)
		}
		if got != c.want {
			t.Errorf("grid square of %.0f, %.0f = %q, want %q", c.e, c.n, got, c.want)
		}
	}
}

func TestListHoldsEverySiteOnce(t *testing.T) {
	db := region(t)
	for i := range 23 {
		add(t, db, fmt.Sprintf("S-%02d", i%5*10+i), "restricted", 610000+float64(i)*1000, 145000)
	}
	exec(t, db, `UPDATE sites SET public_name = 'Same name', pipeline = CASE WHEN id % 2 = 0 THEN 'candidate' ELSE 'none' END`)
	seen := map[int64]bool{}
	f := sites.Filter{Limit: 5}
	for {
		page, err := sites.List(context.Background(), db, f)
		if err != nil {
			t.Fatal(err)
		}
		if page.Total != 23 {
			t.Fatalf("total = %d, want 23", page.Total)
		}
		for _, s := range page.Items {
			if seen[s.ID] {
				t.Fatalf("site %d comes twice", s.ID)
			}
			seen[s.ID] = true
		}
		if page.Next == "" {
			break
		}
		f.Cursor = page.Next
	}
	if len(seen) != 23 {
		t.Errorf("pages hold %d sites, want 23", len(seen))
	}
}

func TestSharedAnswersHoldNoExactPlace(t *testing.T) {
	db := region(t)
	id := add(t, db, "R-1", "restricted", 612345, 145678)
	exec(t, db, `UPDATE sites SET postcode = 'CT1 2AB', uprn = '010010000111', urn = 'SC000001' WHERE id = ?`, id)
	d, err := sites.Read(context.Background(), db, id, sites.Whole)
	if err != nil {
		t.Fatal(err)
	}
	if d.Name != "Home R-1" {
		t.Errorf("name = %q, want the public name", d.Name)
	}
	if d.PositionKind != "square" || d.Square != "TR 14" || len(d.SquareRing) != 5 {
		t.Errorf("position = %s in %q with %d corners, want the square TR 14", d.PositionKind, d.Square, len(d.SquareRing))
	}
	neighbour := add(t, db, "R-2", "restricted", 617000, 141000)
	other, err := sites.Read(context.Background(), db, neighbour, sites.Whole)
	if err != nil {
		t.Fatal(err)
	}
	if *d.Position != *other.Position {
		t.Errorf("two homes of one square stand at %v and %v", *d.Position, *other.Position)
	}
}

// A square is drawn whole in every tile it touches: a part in each of two tiles would
// be labelled twice. At zoom 12 a tile is narrower than a square.
func TestSquaresAreWhole(t *testing.T) {
	db := region(t)
	id := add(t, db, "R-1", "restricted", 625000, 145000)
	var x, y int
	err := db.Raw(`SELECT floor((ST_X(p) + 180) / 360 * 4096), floor((1 - asinh(tan(radians(ST_Y(p)))) / pi()) / 2 * 4096)
		FROM (SELECT ST_Transform(public_position, 4326) AS p FROM sites WHERE id = ?) s`, id).Row().Scan(&x, &y)
	if err != nil {
		t.Fatal(err)
	}
	tile, err := sites.SquaresTile(context.Background(), db, sites.Filter{}, 12, x, y)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := mvt.Unmarshal(tile)
	if err != nil || len(layers) != 1 || len(layers[0].Features) != 1 {
		t.Fatalf("the tile holds %v, %v, want one square", layers, err)
	}
	bound := layers[0].Features[0].Geometry.Bound()
	if width := bound.Right() - bound.Left(); width < 1.5*4096 {
		t.Errorf("the square is %.0f units wide: it was cut at the tile's edge", width)
	}
}

// TestClusters puts sites close together, and wants every tile to count each once: as
// itself or in a cluster, at every zoom, under every filter.
func TestClusters(t *testing.T) {
	db, ctx := region(t), context.Background()
	for i := range 40 {
		id := add(t, db, fmt.Sprintf("C-%d", i), "open", 600000+float64(i%7)*150, 145000+float64(i/7)*150)
		if i%4 == 0 {
			if err := db.Exec(`UPDATE sites SET operation = 'open', kind = 'dwelling' WHERE id = ?`, id).Error; err != nil {
				t.Fatal(err)
			}
		} else if err := db.Exec(`UPDATE sites SET operation = 'not_a_home', kind = 'vacant_land' WHERE id = ?`, id).Error; err != nil {
			t.Fatal(err)
		}
	}
	add(t, db, "far away", "open", 615000, 165000)
	count := func(f sites.Filter, z int) (alone, together, clusters int) {
		t.Helper()
		for x := range 1 << z {
			if z > 0 && (x < 1<<(z-1) || x > 1<<(z-1)+1<<max(z-6, 0)) { // east of Greenwich, by less than six degrees
				continue
			}
			for y := (1 << z) * 5 / 16; y <= (1<<z)*3/8; y++ {
				tile, err := sites.PointsTile(ctx, db, f, z, x, y)
				if err != nil {
					t.Fatal(err)
				}
				layers, err := mvt.Unmarshal(tile)
				if err != nil {
					t.Fatal(err)
				}
				for _, layer := range layers {
					for _, feature := range layer.Features {
						p := feature.Geometry.(orb.Point)
						if p[0] < 0 || p[0] >= 4096 || p[1] < 0 || p[1] >= 4096 {
							continue // the margin, which is its neighbour's
						}
						if layer.Name == "clusters" {
							clusters++
							together += int(feature.Properties["sites"].(float64))
						} else {
							alone++
						}
					}
				}
			}
		}
		return alone, together, clusters
	}
	for z := 5; z <= 9; z++ {
		alone, together, clusters := count(sites.Filter{}, z)
		if alone+together != 41 || alone > 11 || clusters < 2 {
			t.Errorf("zoom %d: %d alone, %d in %d clusters, want 41 in all", z, alone, together, clusters)
		}
		alone, together, _ = count(sites.Filter{Kind: "dwelling"}, z)
		if alone+together != 10 {
			t.Errorf("zoom %d: %d alone, %d together under a filter, want 10", z, alone, together)
		}
	}
	var x, y int
	err := db.Raw(`SELECT floor((ST_X(p) + 180) / 360 * 4096), floor((1 - asinh(tan(radians(ST_Y(p)))) / pi()) / 2 * 4096)
		FROM (SELECT ST_Transform(public_position, 4326) AS p FROM sites WHERE site_ref = 'C-0') s`).Row().Scan(&x, &y)
	if err != nil {
		t.Fatal(err)
	}
	tile, err := sites.PointsTile(ctx, db, sites.Filter{}, 12, x, y)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := mvt.Unmarshal(tile)
	if err != nil || len(layers) != 1 || layers[0].Name != "sites" {
		t.Errorf("at the deepest tile: %v, %v, want every site", layers, err)
	}
}
