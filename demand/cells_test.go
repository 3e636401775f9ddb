package demand

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"homeground/internal/problem"
)

func TestPagesLoseNoCells(t *testing.T) {
	db := crowd(t)
	count(t, db, countyA, "2023-03-31", 500, nil)
	recompute(t, db)
	// Ties in every order: equal names, equal estimates, cells without a reading.
	run(t, db, "UPDATE demand_cells SET name = 'Same' WHERE code < ?", code(20))
	run(t, db, "UPDATE demand_estimates SET gi_z = NULL, p = NULL WHERE cell_code > ?", code(45))
	run(t, db, "UPDATE demand_estimates SET gi_z = 0.1 + 0.2 WHERE cell_code BETWEEN ? AND ?", code(30), code(40))
	run(t, db, `INSERT INTO sites (site_ref, name, public_name, kind, operation, host_authority, location_sensitivity, places_registered, provenance, source)
		VALUES ('h', 'h', 'h', 'childrens_home', 'open', ?, 'restricted', 60, 'test', 'test')`, countyA)
	coverage := covered(t, db)
	var hexagons int
	if err := db.Raw("SELECT count(*) FROM hexagons WHERE metres = 2500").Scan(&hexagons).Error; err != nil || hexagons < 8 {
		t.Fatal(hexagons, err)
	}
	for sort := range orders {
		for _, limit := range []int{1, 7, 50, 500} {
			seen := map[string]bool{}
			var last *CellEstimate
			filter, all := CellFilter{Sort: sort, Limit: limit, Coverage: coverage}, 50
			if strings.Contains(sort, "gain") {
				filter.Hexagons, filter.Places, all = 2500, 25, hexagons
			}
			if strings.Contains(sort, "change") {
				filter.Since = day(t, "2023-03-31")
			}
			for pages := 0; ; pages++ {
				page, err := ListCells(context.Background(), db, filter)
				if err != nil {
					t.Fatal(err)
				}
				if page.Total != all || pages > 50 {
					t.Fatalf("sort %s, limit %d: total %d, page %d", sort, limit, page.Total, pages)
				}
				for _, c := range page.Items {
					if seen[c.Code] {
						t.Fatalf("sort %s, limit %d: %s twice", sort, limit, c.Code)
					}
					if last != nil && !inOrder(sort, *last, c) {
						t.Fatalf("sort %s: %s (%v) before %s (%v)", sort, last.Code, last.GiZ, c.Code, c.GiZ)
					}
					seen[c.Code], last = true, &c
				}
				if page.Next == "" {
					break
				}
				filter.Cursor = page.Next
			}
			if len(seen) != all {
				t.Errorf("sort %s, limit %d: %d areas, want %d", sort, limit, len(seen), all)
			}
		}
	}
}

func inOrder(sort string, a, b CellEstimate) bool {
	z := func(c CellEstimate) float64 {
		switch {
		case c.GiZ != nil:
			return *c.GiZ
		case sort == "z":
			return math.Inf(1)
		}
		return math.Inf(-1)
	}
	switch sort {
	case "change":
		return *a.Other.Change < *b.Other.Change || *a.Other.Change == *b.Other.Change && a.Code < b.Code
	case "-change":
		return *a.Other.Change > *b.Other.Change || *a.Other.Change == *b.Other.Change && a.Code < b.Code
	case "change_z":
		return *a.Other.GiZ < *b.Other.GiZ || *a.Other.GiZ == *b.Other.GiZ && a.Code < b.Code
	case "-change_z":
		return *a.Other.GiZ > *b.Other.GiZ || *a.Other.GiZ == *b.Other.GiZ && a.Code < b.Code
	case "z":
		return z(a) < z(b) || z(a) == z(b) && a.Code < b.Code
	case "-z":
		return z(a) > z(b) || z(a) == z(b) && a.Code < b.Code
	case "estimate":
		return a.Thousandths < b.Thousandths || a.Thousandths == b.Thousandths && a.Code < b.Code
	case "unmet":
		return *a.Unmet < *b.Unmet || *a.Unmet == *b.Unmet && a.Code < b.Code
	case "-unmet":
		return *a.Unmet > *b.Unmet || *a.Unmet == *b.Unmet && a.Code < b.Code
	case "access":
		return *a.Access < *b.Access || *a.Access == *b.Access && a.Code < b.Code
	case "-access":
		return *a.Access > *b.Access || *a.Access == *b.Access && a.Code < b.Code
	case "gain":
		return *a.Gain < *b.Gain || *a.Gain == *b.Gain && a.Code < b.Code
	case "-gain":
		return *a.Gain > *b.Gain || *a.Gain == *b.Gain && a.Code < b.Code
	case "-estimate":
		return a.Thousandths > b.Thousandths || a.Thousandths == b.Thousandths && a.Code < b.Code
	}
	return a.Name < b.Name || a.Name == b.Name && a.Code < b.Code
}

func TestCellFilters(t *testing.T) {
	db := crowd(t)
	classes, err := Summary(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		filter CellFilter
		want   int
	}{
		{"all", CellFilter{}, 50},
		{"a class", CellFilter{Class: "hot99"}, classes.Classes[Hot99]},
		{"an authority", CellFilter{Authority: countyA}, 50},
		{"another", CellFilter{Authority: unitaryB}, 0},
		{"a hub", CellFilter{Hub: "South"}, 50},
		{"no such hub", CellFilter{Hub: "north"}, 0},
		{"part of a name", CellFilter{Text: "ell e01000049"}, 1},
		{"the start of a code", CellFilter{Text: "e0100004"}, 10},
		{"text is text", CellFilter{Text: "%_'"}, 0},
		{"both", CellFilter{Text: code(7), Class: "none", Authority: unitaryB}, 0},
	} {
		page, err := ListCells(context.Background(), db, c.filter)
		if err != nil || page.Total != c.want || len(page.Items) != c.want {
			t.Errorf("%s: total %d, %d items, want %d; %v", c.name, page.Total, len(page.Items), c.want, err)
		}
	}
}

func TestCellsSayWhatTheyAre(t *testing.T) {
	db := crowd(t)
	run(t, db, "UPDATE demand_estimates SET thousandths = 2500, need = 2500 * 1250 WHERE cell_code = ?", code(0))
	page, err := ListCells(context.Background(), db, CellFilter{Text: code(0)})
	if err != nil || len(page.Items) != 1 {
		t.Fatal(len(page.Items), err)
	}
	c := page.Items[0] // 2.5 children, an eighth of whom need a home, in 300: 10.416 in ten thousand
	if c.RatePer10000 == nil || *c.RatePer10000 != 10.42 || c.AuthorityName != "West Sussex" || c.Hub != "South" || *c.Children != 300 || c.Score != nil {
		t.Errorf("%+v", c)
	}
	if p := c.Position; p == nil || math.Abs(p[0] - -0.568) > 0.01 || math.Abs(p[1]-50.974) > 0.01 {
		t.Errorf("position %v", p)
	}
}

func TestForeignCursorsAreRefused(t *testing.T) {
	db := crowd(t)
	ours, err := ListCells(context.Background(), db, CellFilter{Sort: "name", Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []CellFilter{
		{Cursor: "nonsense!"}, {Cursor: "bm9uc2Vuc2U"}, {Sort: "z", Cursor: ours.Next},
		{Sort: "z", Cursor: writeCursor(after{"z", "1; DROP TABLE hubs", "x"})}, {Sort: "z", Cursor: writeCursor(after{"z", "", ""})},
		{Sort: "z", Cursor: writeCursor(after{"z", "1e999999", "x"})}, {Sort: "estimate", Cursor: writeCursor(after{"estimate", "99999999999999999999", "x"})},
		{Sort: "estimate", Cursor: writeCursor(after{"estimate", "12 3", "x"})}, {Sort: "name", Cursor: writeCursor(after{"name", "a\x00", "x"})}, {Sort: "sideways"},
	} {
		if _, err := ListCells(context.Background(), db, f); !isProblem(err) {
			t.Errorf("%+v: %v, want a problem", f, err)
		}
	}
}

func isProblem(err error) bool {
	var p *problem.Problem
	return errors.As(err, &p)
}

func TestReachIsTwentyMilesOfThePublicPosition(t *testing.T) {
	db := crowd(t)
	site := func(sensitivity string, x, y float64) (id int64) {
		t.Helper()
		err := db.Raw(`INSERT INTO sites (site_ref, name, public_name, host_authority, exact, location_sensitivity, provenance, source)
			VALUES (?, 's', 's', ?, ST_SetSRID(ST_MakePoint(?, ?), 27700), ?, 'test', 'test') RETURNING id`,
			fmt.Sprint(sensitivity, x, y), countyA, x, y, sensitivity).Scan(&id).Error
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	all := func(within func(dx, dy float64) bool, x, y float64) (sum int64, cells int) {
		var rows []struct {
			X, Y        float64
			Thousandths int64
		}
		db.Raw("SELECT ST_X(centre) AS x, ST_Y(centre) AS y, thousandths FROM demand_estimates JOIN demand_cells ON code = cell_code").Scan(&rows)
		for _, r := range rows {
			if within(r.X-x, r.Y-y) {
				sum += r.Thousandths
				cells++
			}
		}
		return sum, cells
	}
	circle := func(metres float64) func(dx, dy float64) bool {
		return func(dx, dy float64) bool { return dx*dx+dy*dy <= metres*metres }
	}
	for _, c := range []struct {
		name         string
		site         int64
		metres, x, y float64 // where it is measured from
	}{
		{"an open site from where it is", site("open", 500500, 120500), 5000, 500500, 120500}, // 3, 4, 5: the boundary is in
		{"a metre less", site("open", 500500, 120500.5), 4999, 500500, 120500.5},
		{"a restricted site from the middle of its square", site("restricted", 501234, 121234), 3000, 505000, 125000},
		{"twenty miles holds them all", site("open", 500501, 120500), TwentyMiles, 500500, 120500},
	} {
		sum, cells := all(circle(c.metres), c.x, c.y)
		got, err := Reach(context.Background(), db, c.site, c.metres)
		if err != nil || got.ChildrenThousandths != sum || got.Cells != cells || cells == 0 || math.Abs(got.NeedHome-float64(sum)/10000) > 1e-9 {
			t.Errorf("%s: %+v, want %d thousandths in %d cells; %v", c.name, got, sum, cells, err)
		}
	}
	if got, err := Reach(context.Background(), db, -1, TwentyMiles); err != nil || got.Cells != 0 {
		t.Errorf("no such site: %+v, %v", got, err)
	}
}

func TestSettings(t *testing.T) {
	db := crowd(t)
	ctx := context.Background()
	f := func(v float64) *float64 { return &v }
	now, err := ReadSettings(ctx, db)
	if err != nil || now.HomeSharePercent != 10 || now.DeprivationPower != 1 || now.BandMetres != 0 || now.Version != 1 {
		t.Fatalf("%+v, %v", now, err)
	}
	for _, bad := range []SettingsChange{
		{HomeSharePercent: f(-1)}, {HomeSharePercent: f(100.01)}, {HomeSharePercent: f(12.345)}, {HomeSharePercent: f(math.NaN())},
		{DeprivationPower: f(-0.1)}, {DeprivationPower: f(6)}, {BandMetres: f(99)}, {BandMetres: f(-1)}, {BandMetres: f(math.Inf(1))},
		{ZoneWeights: []float64{}}, {ZoneWeights: []float64{1, 0.5}}, {ZoneWeights: []float64{0, 0, 0}}, {ZoneWeights: []float64{1, 0.2, 0.3}}, {ZoneWeights: []float64{1.1, 1, 1}},
		{ZoneWeights: []float64{1, 0.5, -0.1}}, {ZoneWeights: []float64{1, 0.12345, 0}}, {ZoneWeights: []float64{1, math.NaN(), 0}},
	} {
		if _, err := UpdateSettings(ctx, db, 1, bad); !isProblem(err) {
			t.Errorf("%+v: %v, want a problem", bad, err)
		}
	}
	if _, err := UpdateSettings(ctx, db, 7, SettingsChange{}); !isProblem(err) {
		t.Errorf("changed by somebody else: %v, want a problem", err)
	}
	changed, err := UpdateSettings(ctx, db, 1, SettingsChange{HomeSharePercent: f(12.5), BandMetres: f(1500)})
	if err != nil || changed.HomeSharePercent != 12.5 || changed.DeprivationPower != 1 || changed.BandMetres != 1500 ||
		changed.EstimatedBand != 1500 || changed.Version != 2 || changed.Revision != now.Revision+1 {
		t.Errorf("%+v, %v", changed, err)
	}
	if o, err := Summary(ctx, db); err != nil || o.BandMetres != 1500 || o.NeedHome != 112.5 || o.HomeSharePercent != 12.5 || o.CellKind != "lsoa21" {
		t.Errorf("%+v, %v", o, err)
	}
	if !slices.Equal(changed.ZoneWeights, []float64{1, 0.68, 0.22}) {
		t.Errorf("zones count %v", changed.ZoneWeights)
	}
	back, err := UpdateSettings(ctx, db, 2, SettingsChange{BandMetres: f(0)})
	if err != nil || back.BandMetres != 0 || back.EstimatedBand != now.EstimatedBand {
		t.Errorf("%+v, %v", back, err)
	}
	// Zones are of access alone: it is worked out anew, the estimate is not.
	home(t, db, "beside", countyA, -15, 0, 9)
	before := covered(t, db).accessScores()
	zoned, err := UpdateSettings(ctx, db, 3, SettingsChange{ZoneWeights: []float64{0.9, 0.4001, 0}})
	if err != nil || !slices.Equal(zoned.ZoneWeights, []float64{0.9, 0.4001, 0}) || zoned.Revision != back.Revision+1 || zoned.EstimatedBand != back.EstimatedBand {
		t.Errorf("%+v, %v", zoned, err)
	}
	if after := covered(t, db).accessScores(); slices.Equal(before, after) || slices.Max(before) == 0 {
		t.Errorf("access stays %v", after)
	}
}

func TestNothingToEstimate(t *testing.T) {
	db := world(t)
	recompute(t, db)
	o, err := Summary(context.Background(), db)
	if err != nil || o.Cells != 0 || o.Children != 0 || o.CellKind != "" || o.Classes[None] != 0 || o.Revision != 1 || !o.ChildrenDay.IsZero() {
		t.Errorf("%+v, %v", o, err)
	}
	page, err := ListCells(context.Background(), db, CellFilter{})
	if err != nil || page.Total != 0 || page.Items == nil {
		t.Errorf("%+v, %v", page, err)
	}
}
