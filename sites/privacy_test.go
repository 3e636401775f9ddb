package sites_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/store/storetest"
	"homeground/sites"
)

// The promise of where a restricted site is shown, kept for every square of every
// authority: who knows the rule, the outlines and the square shown cannot place the
// home in less than the part of that square inside its authority.
func TestPublicSquaresKeepThePromise(t *testing.T) {
	for _, c := range []struct {
		name string
		load func(*testing.T, *gorm.DB)
	}{
		{"drawn", drawnOutlines}, {"demonstration", demonstrationOutlines}, {"published", publishedOutlines},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := storetest.Open(t)
			c.load(t, db)
			shown := map[string]map[square]square{}
			parts := map[string]map[square]float64{}
			for _, p := range pairs(t, db) {
				if shown[p.Code] == nil {
					shown[p.Code], parts[p.Code] = map[square]square{}, map[square]float64{}
				}
				at := square{p.E, p.N}
				shown[p.Code][at], parts[p.Code][at] = square{p.ShownE, p.ShownN}, p.Part
				if !p.Same {
					t.Errorf("%s, square %v: two homes in it are shown in two places", p.Code, at)
				}
			}
			moved := 0
			for code := range shown {
				moved += keepsPromise(t, code, shown[code], parts[code])
			}
			t.Logf("%d authorities, %d squares shown elsewhere", len(shown), moved)
		})
	}
}

// A square is a 10 km square of the national grid by its south-west corner, in 10 km.
type square struct{ E, N int }

// A pair is an authority and a square that holds some of it: how much, in square
// metres, and in which square its restricted sites are shown.
type pair struct {
	Code           string
	E, N           int
	Part           float64
	ShownE, ShownN int
	Same           bool // for sites at both corners and in the middle
}

func pairs(t *testing.T, db *gorm.DB) []pair {
	t.Helper()
	var list []pair
	err := db.Raw(`
		WITH squares AS MATERIALIZED (
		    SELECT a.code, e, n, ST_Area(ST_Intersection(a.outline_27700, ST_MakeEnvelope(e * 10000, n * 10000, e * 10000 + 10000, n * 10000 + 10000, 27700))) AS part
		    FROM areas a JOIN authorities h ON h.code = a.code AND h.ends IS NULL,
		         generate_series(floor(ST_XMin(a.outline_27700) / 10000)::int, floor(ST_XMax(a.outline_27700) / 10000)::int) e,
		         generate_series(floor(ST_YMin(a.outline_27700) / 10000)::int, floor(ST_YMax(a.outline_27700) / 10000)::int) n
		    WHERE a.level = 'utla' AND a.code ~ '^E0600003|^E0600004|^E0600005|^E0900002|^E10000032') -- the small ones; all of England holds too, in a minute
		SELECT code, e, n, part, floor(ST_X(middle) / 10000) AS shown_e, floor(ST_Y(middle) / 10000) AS shown_n,
		       ST_Equals(middle, corner) AND ST_Equals(middle, far) AND ST_X(middle)::int % 10000 = 5000 AND ST_Y(middle)::int % 10000 = 5000 AS same
		FROM squares,
		     LATERAL (SELECT public_position_of(ST_SetSRID(ST_MakePoint(e * 10000 + 5000, n * 10000 + 5000), 27700), 'restricted', code) AS middle,
		                     public_position_of(ST_SetSRID(ST_MakePoint(e * 10000, n * 10000), 27700), 'restricted', code) AS corner,
		                     public_position_of(ST_SetSRID(ST_MakePoint(e * 10000 + 9999.9, n * 10000 + 9999.9), 27700), 'restricted', code) AS far) at
		WHERE part > 0`).Scan(&list).Error
	if err != nil || len(list) == 0 {
		t.Fatalf("%d squares, %v", len(list), err)
	}
	return list
}

// keepsPromise checks one authority's squares, and counts those shown elsewhere.
func keepsPromise(t *testing.T, code string, shown map[square]square, parts map[square]float64) (moved int) {
	t.Helper()
	const quarter, squareMetre = 25_000_000.0, 1.0
	possible := map[square]float64{} // of a home shown in the square: how much it may be in
	for at, in := range shown {
		possible[in] += parts[at]
		if in != at {
			moved++
		}
		switch {
		case parts[at] >= quarter && in != at:
			t.Errorf("%s, square %v: a quarter is its authority's, but it is shown in %v", code, at, in)
		case parts[at] < quarter && in != at && parts[in] <= parts[at]:
			t.Errorf("%s, square %v: shown in %v, which has no more of its authority", code, at, in)
		case shown[in] != in:
			t.Errorf("%s, square %v: shown in %v, whose own sites are shown in %v", code, at, in, shown[in])
		}
	}
	for in, area := range possible {
		if area < parts[in]-squareMetre {
			t.Errorf("%s: a home shown in %v is in %.2f square km, which is less than the %.2f of its authority there", code, in, area/1e6, parts[in]/1e6)
		}
	}
	return moved
}

// drawnOutlines are the hard cases, each an authority of its own. Numbers are the
// square kilometres of it in squares side by side:
//
//	no square has a quarter        E06000038:  13 | 24 |  3
//	the neighbour's go on further  E06000059:   2 | 20 | 60
//	two are alike                  E06000039:  10 | 10
//	alone                          E06000053:   1 |  0 |  9
func drawnOutlines(t *testing.T, db *gorm.DB) {
	for code, widths := range map[string][]int{"E06000038": {13, 24, 3}, "E06000059": {2, 20, 60}, "E06000039": {10, 10}, "E06000053": {1, 0, 9}} {
		for i, square := range widths {
			if square == 0 {
				continue
			}
			// As wide as a square's tenth for each 10 square km, in the middle of it.
			exec(t, db, `INSERT INTO areas (level, code, name, outline, approximate, source)
				VALUES ('utla', @code, @code, ST_Multi(ST_Transform(ST_MakeEnvelope(@w, 100000, @e, 110000, 27700), 4326)), false, 'test')
				ON CONFLICT (level, code) DO UPDATE SET outline = ST_Multi(ST_Union(areas.outline, excluded.outline))`,
				map[string]any{"code": code, "w": 400000 + i*10000 + 1000, "e": 400000 + i*10000 + 1000 + square*100})
		}
	}
}

func demonstrationOutlines(t *testing.T, db *gorm.DB) {
	outlines, err := os.ReadFile(filepath.Join("..", "cmd", "homeground", "demo", "outlines.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	load, err := os.ReadFile(filepath.Join("..", "cmd", "homeground", "demo", "outlines.sql"))
	if err != nil {
		t.Fatal(err)
	}
	exec(t, db, string(load), map[string]any{"rows": string(outlines)})
}

func publishedOutlines(t *testing.T, db *gorm.DB) {
	root := os.Getenv("HOMEGROUND_REALDATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	file := filepath.Join(root, "data", "1-boundaries", "ons-uk-areas-2014-2025.topo.json")
	if _, err := os.Stat(file); err != nil {
		t.Skip("the published outlines are not beside the checkout; set HOMEGROUND_REALDATA to the folder that holds data")
	}
	r, err := importer.Run(context.Background(), db, accounts.User{Name: "Pat"}, sites.ImportKinds(sites.Said{}), []string{file}, importer.Options{})
	if err != nil || r.Accepted == 0 {
		t.Fatalf("%v, %+v", err, r)
	}
}

// A source's own reference, and the name of the file that it came in, stay with a
// restricted site: it is listed, found and read under a reference of ours.
func TestRestrictedSitesGoByOurReference(t *testing.T) {
	db, ctx := region(t), context.Background()
	const uprn = "UPRN-010010000111"
	hidden, open := add(t, db, uprn, "restricted", 625000, 145000), add(t, db, "OPEN-1", "open", 625100, 145100)
	exec(t, db, `UPDATE sites SET public_name = 'Children''s home in Kent', provenance = 'imported', source = '12 Acacia Avenue.csv', postcode = 'CT1 2AB', urn = 'SC000001'`+
		` WHERE id = ?`, hidden)
	ours := fmt.Sprintf("HG-%d", hidden)
	for text, want := range map[string]int{uprn: 0, "0100100": 0, "Rose Cottage": 0, "CT1": 0, "SC000001": 0, "Acacia": 0, ours: 1, "home in": 1, "OPEN-1": 1} {
		page, err := sites.List(ctx, db, sites.Filter{Text: text, Limit: 10})
		if err != nil || page.Total != want || len(page.Items) != want {
			t.Errorf("%q finds %d sites, %v, want %d", text, page.Total, err, want)
		}
	}
	d, err := sites.Read(ctx, db, hidden, sites.Whole)
	if err != nil || d.SiteRef != ours || d.Source != "A file that was imported" {
		t.Errorf("the restricted site is %q from %q, %v", d.SiteRef, d.Source, err)
	}
	if d, err := sites.Read(ctx, db, open, sites.Whole); err != nil || d.SiteRef != "OPEN-1" || d.Source != "test" {
		t.Errorf("the open site is %q from %q, %v", d.SiteRef, d.Source, err)
	}
}

// Tiles that hold much more than the country, and those of its edges, are drawn.
func TestTilesOfTheWorld(t *testing.T) {
	db, ctx := region(t), context.Background()
	add(t, db, "R-1", "restricted", 625000, 145000)
	add(t, db, "O-1", "open", 625000, 145000)
	for _, c := range []struct {
		z, x, y int
		some    bool
	}{{0, 0, 0, true}, {1, 1, 0, true}, {1, 1, 1, false}, {2, 2, 1, true}, {2, 0, 1, false}, {2, 3, 3, false}, {3, 4, 2, true}, {5, 16, 10, true}, {22, 0, 0, false}, {22, 1 << 21, 1 << 21, false}} {
		points, err := sites.PointsTile(ctx, db, sites.Filter{}, c.z, c.x, c.y)
		if err != nil || (len(points) > 0) != c.some {
			t.Errorf("points of %d/%d/%d: %d bytes, %v", c.z, c.x, c.y, len(points), err)
		}
		if _, err := sites.SquaresTile(ctx, db, sites.Filter{}, c.z, c.x, c.y); err != nil {
			t.Errorf("squares of %d/%d/%d: %v", c.z, c.x, c.y, err)
		}
	}
}
