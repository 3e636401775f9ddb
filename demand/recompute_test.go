package demand

import (
	"context"
	"fmt"
	"math"
	"testing"

	"gorm.io/gorm"

	"homeground/internal/store/storetest"
)

// The world of these tests, on the national grid, in kilometres east of 500 km and
// north of 120 km. A is West Sussex (a county), B Brighton and Hove (an authority of
// its own), both members and both drawn truly; C is Surrey, drawn only approximately.
//
//	5 +-------------+------+----------+
//	  |      A      |  B   |  C (~)   |
//	0 +-------------+------+----------+
//	  0             10     15         25
const (
	countyA, unitaryB, roughC, outsiderD = "E10000032", "E06000043", "E10000030", "E06000001"
	districtOfA                          = "E07000226"
)

func world(t testing.TB) *gorm.DB {
	t.Helper()
	db := storetest.Open(t)
	run(t, db, `INSERT INTO hubs (name, provenance) VALUES ('South', 'test')`)
	run(t, db, `UPDATE authorities SET hub_id = (SELECT id FROM hubs WHERE name = 'South') WHERE code IN (?, ?, ?)`, countyA, unitaryB, roughC)
	for _, a := range []struct {
		code     string
		from, to float64
		rough    bool
	}{{countyA, 0, 10, false}, {unitaryB, 10, 15, false}, {roughC, 15, 25, true}} {
		run(t, db, `INSERT INTO areas (level, code, name, outline, approximate, source) VALUES ('utla', ?, 'x', ST_Multi(`+square4326+`), ?, 'test')`,
			a.code, at(a.from), 120000, at(a.to), 125000, a.rough)
	}
	return db
}

const square4326 = `ST_Transform(ST_Segmentize(ST_MakeEnvelope(?, ?, ?, ?, 27700), 500), 4326)`

func at(km float64) float64 { return 500000 + km*1000 }

func run(t testing.TB, db *gorm.DB, sql string, args ...any) {
	t.Helper()
	if err := db.Exec(sql, args...).Error; err != nil {
		t.Fatal(err)
	}
}

// cell puts a square cell of a kilometre with its lower left corner at x, y.
func cell(t testing.TB, db *gorm.DB, code string, x, y float64, children any) {
	t.Helper()
	e, n := at(x), 120000+y*1000
	run(t, db, `INSERT INTO demand_cells (code, kind, name, outline, centre, children, source)
		VALUES (?, 'lsoa21', 'Cell ' || ?, ST_Multi(`+square4326+`), ST_SetSRID(ST_MakePoint(?, ?), 27700), ?, 'test')`,
		code, code, e, n, e+1000, n+1000, e+500, n+500, children)
}

func code(n int) string { return fmt.Sprintf("E01%06d", n) }

func recompute(t testing.TB, db *gorm.DB) {
	t.Helper()
	if err := Recompute(context.Background(), db); err != nil {
		t.Fatal(err)
	}
}

func texts(t testing.TB, db *gorm.DB, sql string, args ...any) map[string]string {
	t.Helper()
	var rows []struct{ Key, Value string }
	if err := db.Raw(sql, args...).Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, r := range rows {
		out[r.Key] = r.Value
	}
	return out
}

func TestCellsAreAssignedToAuthorities(t *testing.T) {
	db := world(t)
	for _, c := range []struct {
		code     string
		x, y     float64
		district string
	}{
		{code(1), 2, 2, unitaryB},         // the district decides, not the place
		{code(2), 1, 1, districtOfA},      // a county's district:
		{code(3), 3, 1, districtOfA},      // most of it is in A,
		{code(4), 12, 1, districtOfA},     // so all of it is
		{code(5), 9.6, 3, ""},             // more in B than in A
		{code(6), 9.4, 3, ""},             // more in A than in B
		{code(7), 3, 5.5, ""},             // off the coast of A by 500 m
		{code(8), 3, 60, ""},              // far from all
		{code(9), 20, 2, ""},              // in C only by an approximate outline
		{"W01000001", 4, 4, ""},           // in Wales, by its code
		{code(10), 3.5, 4.5, "E07000999"}, // its district touches no outline's majority but A's
	} {
		cell(t, db, c.code, c.x, c.y, 10)
		if c.district != "" {
			run(t, db, "UPDATE demand_cells SET district_code = ? WHERE code = ?", c.district, c.code)
		}
	}
	recompute(t, db)
	got := texts(t, db, "SELECT code AS key, coalesce(authority_code, '') AS value FROM demand_cells")
	for cell, want := range map[string]string{code(1): unitaryB, code(2): countyA, code(3): countyA, code(4): countyA, code(5): unitaryB,
		code(6): countyA, code(7): countyA, code(8): "", code(9): "", "W01000001": "", code(10): countyA} {
		if got[cell] != want {
			t.Errorf("cell %s: in %q, want %q", cell, got[cell], want)
		}
	}
	run(t, db, "UPDATE areas SET approximate = false WHERE code = ?", roughC)
	recompute(t, db)
	if got := texts(t, db, "SELECT code AS key, coalesce(authority_code, '') AS value FROM demand_cells")[code(9)]; got != roughC {
		t.Errorf("once the outline is true the cell is in %q, want %q", got, roughC)
	}
}

func TestScoresAreFilledIn(t *testing.T) {
	db := world(t)
	older := func(code string, x, y, score float64) {
		run(t, db, `INSERT INTO older_cells (code, score, outline, source) VALUES (?, ?, ST_Multi(`+square4326+`), 'test')`,
			code, score, at(x), 120000+y*1000, at(x+1), 121000+y*1000)
	}
	cell(t, db, code(1), 1, 1, 10)    // published under its own code
	cell(t, db, code(2), 2.25, 1, 10) // a quarter on an area of 40, three on one of 20
	cell(t, db, code(3), 6, 3, 10)    // on none: the mean of 10 and 25
	cell(t, db, code(4), 12, 3, 10)   // in B, where nothing has a score
	older(code(1), 8, 4, 10)
	older(code(91), 2, 1, 20)
	older(code(92), 3, 1, 40)
	run(t, db, "INSERT INTO older_cells (code, score, outline, source) VALUES (?, NULL, NULL, 'test')", code(93))
	recompute(t, db)
	got := texts(t, db, "SELECT code AS key, coalesce(round(score::numeric, 3)::text, '') || ' ' || coalesce(score_basis, '') AS value FROM demand_cells")
	for cell, want := range map[string]string{code(1): "10.000 published", code(2): "25.000 older cells", code(3): "17.500 authority mean", code(4): " "} {
		if got[cell] != want {
			t.Errorf("cell %s: %q, want %q", cell, got[cell], want)
		}
	}
}

func count(t testing.TB, db *gorm.DB, authority, day string, children any, mark any) {
	t.Helper()
	run(t, db, `INSERT INTO authority_counts (authority_code, on_day, children, mark, source, provenance) VALUES (?, ?, ?, ?, 'test', 'test')`,
		authority, day, children, mark)
}

func estimates(t testing.TB, db *gorm.DB) map[string]string {
	t.Helper()
	return texts(t, db, "SELECT cell_code AS key, thousandths::text AS value FROM demand_estimates")
}

func TestCountsAreSpreadExactly(t *testing.T) {
	db := world(t)
	cell(t, db, code(1), 1, 1, 100)
	cell(t, db, code(2), 2, 1, 200)
	cell(t, db, code(3), 3, 1, nil)
	cell(t, db, code(4), 11, 1, nil) // B's cells have no children yet: its settlement stands in
	run(t, db, `INSERT INTO demand_cells (code, kind, name, authority_code, centre, children, source)
		VALUES ('settlement-b', 'settlement', 'B', ?, ST_SetSRID(ST_MakePoint(512000, 121000), 27700), 0, 'test'),
		       ('settlement-a', 'settlement', 'A', ?, ST_SetSRID(ST_MakePoint(502000, 121000), 27700), 50, 'test')`, unitaryB, countyA)
	count(t, db, countyA, "2023-03-31", 900, nil)
	count(t, db, countyA, "2024-03-31", 100, nil)
	count(t, db, countyA, "2025-03-31", nil, "c") // suppressed: the year before stands
	count(t, db, unitaryB, "2024-03-31", 7, nil)
	recompute(t, db)
	want := map[string]string{code(1): "33333", code(2): "66667", code(3): "0", "settlement-b": "7000"}
	got := estimates(t, db)
	for cell, w := range want {
		if got[cell] != w {
			t.Errorf("cell %s: %q thousandths, want %q", cell, got[cell], w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if s, err := ReadSettings(context.Background(), db); err != nil || s.EstimatedDay.String() != "2024-03-31" || s.Revision != 1 || s.EstimatedBand == 0 {
		t.Errorf("settings %+v, %v", s, err)
	}
}

func TestCountsOfEndedAuthoritiesPassOn(t *testing.T) {
	db := world(t)
	const county, unitary = "E10000002", "E06000060" // Buckinghamshire, until and since 2020
	const cumbria, cumberland = "E10000006", "E06000063"
	run(t, db, "UPDATE authorities SET hub_id = (SELECT min(id) FROM hubs) WHERE code IN (?, ?)", unitary, cumberland)
	run(t, db, `INSERT INTO demand_cells (code, kind, authority_code, children, centre, source) VALUES
		('bucks', 'settlement', ?, 5, ST_SetSRID(ST_MakePoint(480000, 200000), 27700), 'test'),
		('cumberland', 'settlement', ?, 5, ST_SetSRID(ST_MakePoint(330000, 530000), 27700), 'test')`, unitary, cumberland)
	count(t, db, county, "2017-03-31", 450, nil)
	count(t, db, cumbria, "2017-03-31", 600, nil) // two took over: nobody knows which part is whose
	recompute(t, db)
	if got := estimates(t, db); got["bucks"] != "450000" || len(got) != 1 {
		t.Errorf("by the old county's count: %v", got)
	}
	count(t, db, unitary, "2024-03-31", 501, nil)
	recompute(t, db)
	if got := estimates(t, db); got["bucks"] != "501000" {
		t.Errorf("by its own count: %v", got)
	}
}

func TestOnlyMembersCellsAreUsedWhereThereAreMembers(t *testing.T) {
	db := world(t)
	cell(t, db, code(1), 1, 1, 10)
	cell(t, db, code(2), 3, 60, 10)
	run(t, db, "UPDATE demand_cells SET district_code = ? WHERE code = ?", outsiderD, code(2))
	count(t, db, countyA, "2024-03-31", 10, nil)
	count(t, db, outsiderD, "2024-03-31", 10, nil)
	recompute(t, db)
	if got := estimates(t, db); len(got) != 1 || got[code(1)] != "10000" {
		t.Errorf("with members: %v", got)
	}
	run(t, db, "UPDATE authorities SET hub_id = NULL")
	recompute(t, db)
	if got := estimates(t, db); len(got) != 2 || got[code(2)] != "10000" {
		t.Errorf("without members: %v", got)
	}
}

// crowd fills A with 50 cells, the children of which are many in one corner.
func crowd(t testing.TB) *gorm.DB {
	t.Helper()
	db := world(t)
	for i := range 50 {
		x, y := float64(i%10), float64(i/10)
		children := 20
		if x < 3 && y < 3 {
			children = 300 + i
		}
		cell(t, db, code(i), x, y, children)
	}
	count(t, db, countyA, "2024-03-31", 900, nil)
	recompute(t, db)
	return db
}

func TestHotSpotsAreWritten(t *testing.T) {
	db := crowd(t)
	var rows []struct {
		X, Y        float64
		Thousandths float64
		GiZ, P      *float64
		Class       Class
	}
	err := db.Raw(`SELECT ST_X(centre) AS x, ST_Y(centre) AS y, thousandths, gi_z, p, class FROM demand_estimates JOIN demand_cells ON code = cell_code`).Scan(&rows).Error
	if err != nil || len(rows) != 50 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	s, err := ReadSettings(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	var points []Point
	for _, r := range rows {
		points = append(points, Point{r.X, r.Y, r.Thousandths})
	}
	if s.EstimatedBand != SuggestBand(points) {
		t.Errorf("band %v, want %v", s.EstimatedBand, SuggestBand(points))
	}
	hot := 0
	for i, r := range HotSpots(points, s.EstimatedBand) {
		if rows[i].GiZ == nil || math.Abs(*rows[i].GiZ-r.Z) > 1e-12 || rows[i].Class != r.Class || *rows[i].P != r.P {
			t.Errorf("cell %d: written %+v, want %+v", i, rows[i], r)
		}
		if r.Class == Hot99 {
			hot++
		}
	}
	var merged struct {
		Pieces   int
		Hectares float64
	}
	db.Raw("SELECT count(*) AS pieces, sum(hectares) AS hectares FROM hotspot_areas WHERE class = 'hot99'").Scan(&merged)
	if hot < 4 || merged.Pieces != 1 || math.Abs(merged.Hectares-float64(hot)*100) > 0.5 {
		t.Errorf("%d cells at hot99 are drawn as %+v", hot, merged)
	}
}

// Other demand changes hot-spots at once, and the revision with them.
func TestOtherDemandMovesHotSpots(t *testing.T) {
	db := crowd(t)
	before, _ := Summary(context.Background(), db)
	run(t, db, "UPDATE demand_cells SET children = 20 + (ST_X(centre) > 507000)::int * 300")
	recompute(t, db)
	after, _ := Summary(context.Background(), db)
	if after.Revision != before.Revision+1 || after.Children != 900 || after.Cells != 50 {
		t.Errorf("before %+v, after %+v", before, after)
	}
	west := texts(t, db, "SELECT cell_code AS key, class AS value FROM demand_estimates")
	if west[code(0)] == string(Hot99) || west[code(9)] != string(Hot99) {
		t.Errorf("the west is %s, the east %s", west[code(0)], west[code(9)])
	}
}
