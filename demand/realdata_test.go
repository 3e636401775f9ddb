package demand

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/geo"
	"homeground/importer"
	"homeground/internal/store/storetest"
)

// realFiles finds published files in the folder beside the checkout that holds them.
func realFiles(t testing.TB, names ...string) []string {
	t.Helper()
	root := os.Getenv("HOMEGROUND_REALDATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	var files []string
	for _, name := range names {
		path := filepath.Join(root, "data", filepath.FromSlash(name))
		if _, err := os.Stat(path); err != nil {
			t.Skipf("the published file %s is not there: set HOMEGROUND_REALDATA to the folder that holds data/%s", filepath.Base(name), name)
		}
		files = append(files, path)
	}
	return files
}

const (
	outlinesFile  = "1-boundaries/ons-uk-areas-2014-2025.topo.json"
	cellsFile     = "2-small-areas/lsoa21_boundaries_se.geojson"
	sussexFile    = "2-small-areas/sussex_2021_lsoas.geojson"
	districtsFile = "2-small-areas/lsoa21_to_ltla24_se.csv"
	censusFile    = "2-small-areas/census2021_lsoa21_age_groups_se.csv"
	olderFile     = "2-small-areas/south_east_lsoas_imd2019.geojson"
	imdFile       = "2-small-areas/lsoa_imd_2019.csv"
	countsFile    = "3-looked-after-children/2024/cla_number_and_rate_per_10k_children.csv"
	wideFile      = "3-looked-after-children/2017/SFR50_CLA2017.csv"
	northOrSouth  = "E10000032,E10000011,E06000043,E10000016,E06000035,E10000030,E10000014,E06000045,E06000044,E06000046,E10000025,E06000060,E06000042,E06000038,E06000039,E06000040,E06000036,E06000037,E06000041"
)

// region is a database of its own in which the nineteen authorities of the South East
// are members.
func region(t testing.TB) *gorm.DB {
	t.Helper()
	db := storetest.Fresh(t).DB
	run(t, db, "INSERT INTO hubs (name, provenance) VALUES ('South', 'test')")
	run(t, db, "UPDATE authorities SET hub_id = (SELECT id FROM hubs) WHERE code IN ?", strings.Split(northOrSouth, ","))
	return db
}

// bring imports files one by one and returns their results.
func bring(t testing.TB, db *gorm.DB, files ...string) []importer.FileResult {
	t.Helper()
	kinds := append(ImportKinds(), outlinesKind())
	var results []importer.FileResult
	for _, file := range files {
		started := time.Now()
		result, err := importer.Run(context.Background(), db, accounts.User{Name: "Test"}, kinds, []string{file}, importer.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range result.Files {
			t.Logf("%-24s %5.2f s: %d accepted, %d rejected, %d unchanged; %v", f.Kind, time.Since(started).Seconds(), f.Accepted, f.Rejected, f.Unchanged, f.Problems[:min(3, len(f.Problems))])
		}
		results = append(results, result.Files...)
	}
	return results
}

// outlinesKind reads the authorities' outlines, whose own import stands with sites.
func outlinesKind() importer.Kind {
	return importer.Kind{Name: "outlines", Order: 10, After: []importer.Follow{Estimates},
		Recognise: func(t *importer.Table) bool { return t.Sheet == "utla" && t.Has("areacd") },
		Import: func(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
			var areas []accounts.Area
			err := t.Each(r, func(row importer.Row) error {
				shape := geo.AsMultiPolygon(row.Shape)
				if shape == nil {
					return nil
				}
				hex, err := geo.Hex(shape)
				a := accounts.Area{Row: row.Number, Level: "utla", Code: row.Get("areacd"), Name: row.Get("areanm"), Outline: hex}
				fmt.Sscan(row.Get("end"), &a.EndYear)
				areas = append(areas, a)
				return err
			})
			if err != nil {
				return err
			}
			done, err := accounts.WriteAreas(ctx, tx, areas, t.File)
			r.Accept(len(done.Changed))
			r.Unchanged(len(areas) - len(done.Changed))
			return err
		}}
}

// want2024 are the published counts of 31 March 2024 of the nineteen, 11,176 in all.
func published2024(t *testing.T, db *gorm.DB) map[string]int64 {
	t.Helper()
	var rows []struct {
		Code     string
		Children int64
	}
	if err := db.Raw("SELECT authority_code AS code, children FROM authority_counts WHERE on_day = '2024-03-31' AND authority_code IN ?", strings.Split(northOrSouth, ",")).Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	out, sum := map[string]int64{}, int64(0)
	for _, r := range rows {
		out[r.Code] = r.Children
		sum += r.Children
	}
	if len(out) != 19 || sum != 11176 {
		t.Fatalf("%d authorities with %d children, want 19 with 11,176", len(out), sum)
	}
	return out
}

func TestTheRegionFromPublishedFiles(t *testing.T) {
	files := realFiles(t, outlinesFile, cellsFile, districtsFile, censusFile, olderFile, countsFile)
	db := region(t)
	for _, f := range bring(t, db, files...) {
		if f.Rejected > 0 || f.Accepted == 0 {
			t.Errorf("%s: %d accepted, %d rejected: %v", f.File, f.Accepted, f.Rejected, f.Problems)
		}
	}
	checkRegion(t, db)
	checkHexagons(t, db)
	checkLevels(t, db)
	checkOtherDays(t, db)
	checkTilesAreLight(t, db)
	before := fingerprint(t, db)
	for _, f := range bring(t, db, files...) {
		if f.Accepted > 0 || f.Rejected > 0 || f.Unchanged == 0 {
			t.Errorf("a second time %s: %d accepted, %d rejected, %d unchanged", f.File, f.Accepted, f.Rejected, f.Unchanged)
		}
	}
	if fingerprint(t, db) != before {
		t.Error("the same files a second time changed something")
	}
	other := region(t)
	slices.Reverse(files)
	bring(t, other, files...)
	if fingerprint(t, other) != before {
		t.Error("the order of the files decides what comes out")
	}
	checkWithoutDistricts(t, texts(t, db, "SELECT code AS key, authority_code AS value FROM demand_cells"))
}

// checkRegion compares what is in the database with what is known of the region.
func checkRegion(t *testing.T, db *gorm.DB) {
	t.Helper()
	o, err := Summary(context.Background(), db)
	if err != nil || o.Cells != 5572 || o.Children != 11176 || o.CellKind != "lsoa21" || o.ChildrenDay.String() != "2024-03-31" {
		t.Errorf("%+v, %v", o, err)
	}
	t.Logf("band %v m; %v", o.BandMetres, o.Classes)
	var rows []struct {
		Code        string
		Thousandths int64
	}
	db.Raw("SELECT authority_code AS code, sum(thousandths) AS thousandths FROM demand_estimates JOIN demand_cells ON code = cell_code GROUP BY 1").Scan(&rows)
	want := published2024(t, db)
	for _, r := range rows {
		if r.Thousandths != want[r.Code]*1000 {
			t.Errorf("%s: %d thousandths, want %d children", r.Code, r.Thousandths, want[r.Code])
		}
		delete(want, r.Code)
	}
	if len(want) > 0 {
		t.Errorf("no estimate for %v", want)
	}
	counties := texts(t, db, "SELECT DISTINCT district_code AS key, authority_code AS value FROM demand_cells WHERE kind = 'lsoa21'")
	if len(counties) != 64 {
		t.Errorf("%d districts, want 64", len(counties))
	}
	for district, authority := range counties {
		if want := authorityOfDistrict(t, district); authority != want {
			t.Errorf("district %s is in %q, want %s", district, authority, want)
		}
	}
	var loose int
	db.Raw("SELECT count(*) FROM demand_cells WHERE kind = 'lsoa21' AND (authority_code IS NULL OR centre IS NULL OR score IS NULL OR children IS NULL)").Scan(&loose)
	if loose > 0 {
		t.Errorf("%d cells lack something", loose)
	}
	t.Logf("scores: %v", texts(t, db, "SELECT score_basis AS key, count(*)::text AS value FROM demand_cells GROUP BY 1"))
}

// authorityOfDistrict is what the register says of the region's districts: their codes
// run county by county.
func authorityOfDistrict(t *testing.T, district string) string {
	t.Helper()
	if strings.HasPrefix(district, "E06") {
		return district
	}
	for _, county := range []struct{ code, from, to string }{{"E10000011", "E07000061", "E07000065"}, {"E10000014", "E07000084", "E07000094"},
		{"E10000016", "E07000105", "E07000116"}, {"E10000025", "E07000177", "E07000181"}, {"E10000030", "E07000207", "E07000217"}, {"E10000032", "E07000223", "E07000229"}} {
		if county.from <= district && district <= county.to {
			return county.code
		}
	}
	t.Errorf("district %s is in no county of the region", district)
	return ""
}

// fingerprint is everything demand holds, in one hash; not the revision, which counts.
func fingerprint(t testing.TB, db *gorm.DB) (hash string) {
	t.Helper()
	err := db.Raw(`SELECT md5(
		(SELECT string_agg(c::text, '' ORDER BY code) FROM demand_cells c) ||
		(SELECT coalesce(string_agg(e::text, '' ORDER BY cell_code), '') FROM demand_estimates e) ||
		(SELECT coalesce(string_agg(o::text, '' ORDER BY code), '') FROM older_cells o) ||
		(SELECT coalesce(string_agg(a::text, '' ORDER BY authority_code, on_day), '') FROM authority_counts a) ||
		(SELECT coalesce(string_agg(x::text, '' ORDER BY code), '') FROM hexagons x) ||
		(SELECT coalesce(string_agg((s.kind, s.to_day, s.thousandths, s.change)::text, '' ORDER BY place), '') FROM demand_series s) ||
		(SELECT coalesce(string_agg((h.class, h.hectares, h.outline_3857)::text, '' ORDER BY h.class, h.hectares, h.outline_3857::text), '') FROM hotspot_areas h))`).Scan(&hash).Error
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

// checkWithoutDistricts: without the look-up every cell is in some authority, and nearly
// all in the right one.
func checkWithoutDistricts(t *testing.T, with map[string]string) {
	t.Helper()
	db := region(t)
	bring(t, db, realFiles(t, cellsFile, outlinesFile)...)
	strays := 0
	for code, authority := range texts(t, db, "SELECT code AS key, coalesce(authority_code, '') AS value FROM demand_cells") {
		if authority == "" {
			t.Errorf("without districts cell %s is in no authority", code)
		}
		if with[code] != authority {
			strays++
		}
	}
	t.Logf("without districts %d of 5,572 cells fall to another authority", strays)
	if strays > 20 {
		t.Errorf("without districts %d cells fall to another authority", strays)
	}
}

func TestOverlappingSourcesSettleDown(t *testing.T) {
	files := realFiles(t, cellsFile, sussexFile, imdFile, olderFile, wideFile, countsFile)
	db := region(t)
	bring(t, db, files...)
	before := fingerprint(t, db)
	for _, f := range bring(t, db, files...) {
		if f.Accepted > 0 {
			t.Errorf("a second time %s: %d accepted: %v", f.File, f.Accepted, f.Problems)
		}
	}
	if fingerprint(t, db) != before {
		t.Error("the same files a second time changed something")
	}
	marks := texts(t, db, "SELECT authority_code || ' ' || on_day AS key, mark AS value FROM authority_counts WHERE mark IS NOT NULL")
	if marks["E06000053 2020-03-31"] != "c" || marks["E10000006 2024-03-31"] != "z" {
		t.Errorf("marks %v", marks)
	}
}

// tile addresses over the South East at low zooms.
var overRegion = [][3]int{{5, 15, 10}, {6, 31, 21}, {7, 63, 42}, {8, 127, 85}, {8, 126, 85}, {9, 255, 170}, {10, 510, 341}}

func checkTilesAreLight(t *testing.T, db *gorm.DB) {
	t.Helper()
	coverage := covered(t, db)
	cells := func(ctx context.Context, db *gorm.DB, z, x, y int) ([]byte, error) {
		return CellsTile(ctx, db, coverage, z, x, y)
	}
	for _, at := range overRegion {
		for name, draw := range map[string]func(context.Context, *gorm.DB, int, int, int) ([]byte, error){"cells": cells, "hotspots": HotspotsTile,
			"hexagons": func(ctx context.Context, db *gorm.DB, z, x, y int) ([]byte, error) {
				return HexagonsTile(ctx, db, 2500, z, x, y)
			}} {
			started := time.Now()
			tile, err := draw(context.Background(), db, at[0], at[1], at[2])
			if err != nil {
				t.Fatal(err)
			}
			took := time.Since(started)
			_, by := tileFeatures(t, tile)
			t.Logf("%-8s %v: %4d features, %4d kB, %3d kB compressed, %v", name, at, by[3], len(tile)/1000, compressed(tile)/1000, took.Round(time.Millisecond))
			if compressed(tile) > 500_000 {
				t.Errorf("%s %v is %d bytes compressed", name, at, compressed(tile))
			}
		}
	}
}

// The table for a comparison with spdep by hand (tools/oracles/spdep_check.R).
func TestRegionForSpdep(t *testing.T) {
	out := os.Getenv("HOMEGROUND_SPDEP_TABLE")
	if out == "" {
		t.Skip("HOMEGROUND_SPDEP_TABLE does not name a file to write")
	}
	db := region(t)
	bring(t, db, realFiles(t, outlinesFile, cellsFile, districtsFile, censusFile, olderFile, countsFile)...)
	var rows []struct {
		X, Y, GiZ   float64
		Thousandths int64
		Class       string
	}
	db.Raw("SELECT ST_X(centre) AS x, ST_Y(centre) AS y, gi_z, thousandths, class FROM demand_estimates JOIN demand_cells ON code = cell_code").Scan(&rows)
	s, err := ReadSettings(context.Background(), db)
	if err != nil || len(rows) == 0 {
		t.Fatal(len(rows), err)
	}
	text := fmt.Sprintf("# distance %v\nx,y,count,gi_z,class\n", s.EstimatedBand)
	for _, r := range rows {
		text += fmt.Sprintf("%.17g,%.17g,%d,%.17g,%s\n", r.X, r.Y, r.Thousandths, r.GiZ, r.Class)
	}
	if err := os.WriteFile(out, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
