package demand

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"
)

func TestCohortOf(t *testing.T) {
	for _, c := range []struct{ age, need, placement, origin, want string }{
		{"", "", "", "", ""},
		{"all", "Total", "All placements", "all origins", ""},
		{"10-15", "", "", "", "age band 10 to 15"},
		{"Aged 10 to 15 years", "", "", "", "age band 10 to 15"},
		{"Under 1", "", "", "", "age band under 1"},
		{"0-15", "", "", "", "age band under 16"},
		{"16+", "", "", "", "age band 16 and over"},
		{"7", "", "", "", "age band 7"},
		{"10 to 15 in need of care", "", "", "", "age band 10 to 15 in need of care"},
		{"unknown", " complex  needs ", "foster placement", "E10000014", "age band unknown, need complex needs, placement foster placement, origin E10000014"},
	} {
		got := CohortOf(c.age, c.need, c.placement, c.origin)
		if got.words() != c.want || got.Whole() != (c.want == "") {
			t.Errorf("%+v: %q", c, got.words())
		}
	}
	if !CohortOf("", "", "Foster placement", "").same(placed("foster placement")) || aged("7").same(everyone) {
		t.Error("cohorts are told apart by the case of letters, or not at all")
	}
}

const totalsHeader = "authority,period,age_band,need,placement,origin,children,source\n"

// divided is the crowd with B beside it and C without cells, their totals divided by age
// and by placement for two days.
func divided(t *testing.T) *gorm.DB {
	t.Helper()
	db := crowd(t)
	for i := range 10 {
		cell(t, db, code(100+i), 10+float64(i%5), float64(i/5), 40+7*i)
	}
	recompute(t, db)
	outcome{"totals", 14, 0, 0, "no small areas are known of Surrey", ""}.check(t, take(t, db, "", "a", totalsHeader+
		"Brighton and Hove,31/03/2024,,,,,397,\nSurrey,2024-03-31,,,,,1000,\nBrighton and Hove,2022-03-31,,,,,350,\n"+
		"West Sussex,2024-03-31,10-15,,,,401,A return\nWest Sussex,2024-03-31,16+,,,,x,A return\nBrighton & Hove Council,2024-03-31,10 to 15,,,,197,\nSurrey,2024-03-31,10-15,,,,500,\n"+
		"E06000043,2024-03-31,16 and over,,,,80,\nWest Sussex,2022-03-31,10-15,,,,380,A return\nWest Sussex,2024-03-31,,,children's home,,93,\nWest Sussex,2024-03-31,,,foster placement,,610,\n"+
		"West Sussex,2024-03-31,10-15,,children's home,,71,\nWest Sussex,2024-03-31,,complex,,,c,\nBrighton and Hove,2024-03-31,,,,Kent,0,\n"))
	return db
}

func asked(t *testing.T, db *gorm.DB, c Cohort) *CohortFigures {
	t.Helper()
	f, err := NewCohorts().Of(context.Background(), db, c)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Every cohort adds up to its published totals, exactly, in every authority and on every
// level; nothing is below 0 or no number; what is not known is not there.
func TestCohortsAddUp(t *testing.T) {
	db := divided(t)
	ctx := context.Background()
	list, err := NewCohorts().List(ctx, db)
	if err != nil || len(list) != 6 {
		t.Fatalf("%d: %+v, %v", len(list), list, err)
	}
	want := map[string]map[string]int64{
		"origin Kent": {unitaryB: 0}, "placement children's home": {countyA: 93000}, "placement foster placement": {countyA: 610000},
		"age band 10 to 15": {countyA: 401000, unitaryB: 197000}, "age band 10 to 15, placement children's home": {countyA: 71000}, "age band 16 and over": {unitaryB: 80000},
	}
	for _, listed := range list {
		name := listed.Cohort.words()
		f, sums := asked(t, db, listed.Cohort), map[string]int64{}
		cells, err := ListCells(ctx, db, CellFilter{Cohort: f, Limit: 500})
		if err != nil || cells.Total != len(cells.Items) || cells.Cohort != f || cells.Basis != "estimated" {
			t.Fatal(name, cells, err)
		}
		for _, c := range cells.Items {
			sums[c.AuthorityCode] += c.Thousandths
			if c.Thousandths < 0 || c.GiZ != nil && math.IsNaN(*c.GiZ) || c.Unmet != nil {
				t.Errorf("%s: %+v", name, c)
			}
		}
		if fmt.Sprint(sums) != fmt.Sprint(want[name]) {
			t.Errorf("%s: cells come to %v, want %v", name, sums, want[name])
		}
		for _, metres := range HexagonMetres {
			hexagons, err := ListCells(ctx, db, CellFilter{Cohort: f, Hexagons: metres, Limit: 500})
			sum, members := int64(0), 0
			for _, h := range hexagons.Items {
				sum += h.Thousandths
				members += h.Cells
			}
			if err != nil || sum != listed.Thousandths || members != cells.Total {
				t.Errorf("%s: hexagons of %d m come to %d of %d cells, want %d of %d; %v", name, metres, sum, members, listed.Thousandths, cells.Total, err)
			}
		}
		for _, level := range []string{"hub", "authority", "district", "msoa"} {
			page, err := NeedByLevel(ctx, db, LevelFilter{Level: level, Cohort: f, Limit: 500})
			sum := page.NotPlaced
			for _, n := range page.Items {
				sum += n.Thousandths
				if level == "authority" && n.Thousandths != want[name][n.Code] {
					t.Errorf("%s: %s has %d, want %d", name, n.Code, n.Thousandths, want[name][n.Code])
				}
			}
			if err != nil || sum != listed.Thousandths {
				t.Errorf("%s by %s: %d, want %d; %v", name, level, sum, listed.Thousandths, err)
			}
		}
	}
	aged10 := asked(t, db, aged("10 to 15"))
	if strings.Join(aged10.WithoutCells, " ") != "Surrey" || len(aged10.NotKnown) != 0 || !strings.HasPrefix(aged10.Source, "Published totals of age band 10 to 15, of 31 March 2024, spread like those of all children. A return") || aged10.Day != day(t, "2024-03-31") {
		t.Errorf("%+v", aged10)
	}
	if homes := asked(t, db, placed("children's home")); homes.SharePercent == nil || *homes.SharePercent != 10.33 { // 93 of West Sussex's 900
		t.Errorf("%+v", homes)
	}
	if s := aged10.SharePercent; s == nil || *s != 46.11 { // 401 + 197 of 900 + 397
		t.Errorf("%+v", aged10)
	}
	if older := asked(t, db, CohortOf("16+", "", "", "")); strings.Join(older.NotKnown, " ") != "West Sussex" || older.Thousandths != 80000 {
		t.Errorf("a suppressed total was taken for nought: %+v", older)
	}
}

// A cohort is read like all children: its other days, its hot-spots, how they came about.
func TestCohortsAreReadLikeTheWhole(t *testing.T) {
	db := divided(t)
	ctx := context.Background()
	f := asked(t, db, aged("10 to 15"))
	outcome{"totals", 3, 0, 0, "", ""}.check(t, take(t, db, "", "b", totalsHeader+"Brighton and Hove,2021-03-31,5 to 9,,,,60,\nWest Sussex,2024-03-31,5 to 9,,,,z,\nWest Sussex,2023-03-31,5 to 9,,,,88,\n"))
	if f := asked(t, db, aged("5 to 9")); !strings.Contains(f.Source, "of 31 March 2023 (1 authority) and 31 March 2021 (1 authority), spread") {
		t.Error(f.Source)
	}
	if f.Days[0].MadeAt.IsZero() || len(f.Days) != 1 || f.Days[0].Thousandths != 380000 || f.Days[0].Change != 21000 {
		t.Fatalf("%+v", f.Days)
	}
	since, sum, by := day(t, "2022-03-31"), int64(0), int64(0)
	page, err := ListCells(ctx, db, CellFilter{Cohort: f, Since: since, Sort: "-change", Limit: 500})
	if err != nil || page.Other == nil || page.Items[0].Other == nil {
		t.Fatal(page.Other, err)
	}
	for _, c := range page.Items {
		if c.AuthorityCode == countyA {
			sum += c.Other.Thousandths
			by += *c.Other.Change
		} else if c.Other != nil {
			t.Errorf("%s has a figure of a day it has no total of: %+v", c.Code, c.Other)
		}
	}
	if sum != 380000 || by != 21000 {
		t.Errorf("%d, changed by %d", sum, by)
	}
	hot := 0
	for _, c := range []CellFilter{{Cohort: f, Limit: 500}, {Cohort: f, Hexagons: 2500, Limit: 500}} {
		list, err := ListCells(ctx, db, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range list.Items[:5] {
			w, z := redone(t, db, WorkingFilter{Code: item.Code, Hexagon: c.Hexagons != 0, Cohort: f})
			if item.GiZ == nil || math.Abs(z-*item.GiZ) > 1e-9 || w.BandMetres != list.BandMetres {
				t.Errorf("%s: %v, worked out again %v with %v m; %v", item.Code, item.GiZ, z, w.BandMetres, list.BandMetres)
			}
			if item.Class == Hot99 {
				hot++
			}
		}
	}
	if hot == 0 {
		t.Error("nothing is hot")
	}
	if none, err := HowWorkedOut(ctx, db, WorkingFilter{Code: "hex1-0-0", Hexagon: true, Cohort: f}); err == nil {
		t.Errorf("%+v", none)
	}
	// Of a placement all or none need a home: no assumption is made.
	for placement, want := range map[string]float64{"children's home": 93, "foster placement": 0} {
		page, err := NeedByLevel(ctx, db, LevelFilter{Level: "authority", Cohort: asked(t, db, placed(placement))})
		if err != nil || len(page.Items) != 1 || page.Items[0].NeedHome != want {
			t.Errorf("%s: %+v, %v", placement, page.Items, err)
		}
	}
	// A map's readings are those of the lists.
	var coverer Coverer
	coverage, err := coverer.Now(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []struct {
		reading ReadingFilter
		list    CellFilter
	}{
		{ReadingFilter{Reading: "hotspots"}, CellFilter{}}, {ReadingFilter{Reading: "hotspots", Hexagons: 2500}, CellFilter{Hexagons: 2500}},
		{ReadingFilter{Reading: "change", Since: since}, CellFilter{Since: since}}, {ReadingFilter{Reading: "change", Since: since, Hexagons: 5000}, CellFilter{Since: since, Hexagons: 5000}},
	} {
		w.reading.Cohort, w.list.Cohort, w.list.Limit = f, f, 500
		r, err := coverage.Readings(ctx, db, w.reading)
		list, err2 := ListCells(ctx, db, w.list)
		if err != nil || err2 != nil || len(r.Items) != list.Total || r.Cohort != f || r.Day != cmp.Or(w.reading.Since, f.Day) || !strings.Contains(r.Source, "Of age band 10 to 15 alone") {
			t.Fatalf("%+v: %d of %d, %s; %v, %v", w.reading, len(r.Items), list.Total, r.Source, err, err2)
		}
		for _, item := range list.Items {
			want := item.GiZ
			if !w.reading.Since.IsZero() {
				if want = nil; item.Other != nil && item.Other.Change != nil {
					children := float64(*item.Other.Change) / 1000
					want = &children
				}
			}
			at := slices.IndexFunc(r.Items, func(a AreaReading) bool { return a.Code == item.Code })
			if got := r.Items[at].Value; (got == nil) != (want == nil) || got != nil && *got != *want {
				t.Errorf("%+v: %s reads %v, listed %v", w.reading, item.Code, got, want)
			}
		}
	}
	// Every area is there; one whose authority's total is suppressed has no figure and no class.
	for _, hexagons := range []int{0, 2500} {
		older := asked(t, db, aged("16 and over"))
		r, err := coverage.Readings(ctx, db, ReadingFilter{Reading: "hotspots", Hexagons: hexagons, Cohort: older})
		all, err2 := ListCells(ctx, db, CellFilter{Hexagons: hexagons, Limit: 500})
		known, err3 := ListCells(ctx, db, CellFilter{Hexagons: hexagons, Cohort: older, Limit: 500})
		if err != nil || err2 != nil || err3 != nil || len(r.Items) != all.Total || known.Total == 0 || known.Total == all.Total {
			t.Fatalf("%d read, %d known of %d; %v, %v, %v", len(r.Items), known.Total, all.Total, err, err2, err3)
		}
		for _, item := range r.Items {
			if is := slices.ContainsFunc(known.Items, func(c CellEstimate) bool { return c.Code == item.Code }); is != (item.Class != "") || !is && item.Value != nil {
				t.Errorf("%+v, known: %v", item, is)
			}
		}
	}
	for _, reading := range []string{"unmet", "access", "gain"} {
		if _, err := coverage.Readings(ctx, db, ReadingFilter{Reading: reading, Hexagons: 5000, Places: 4, Cohort: f}); !isProblem(err) {
			t.Errorf("%s of a cohort: %v, want a problem", reading, err)
		}
	}
	if _, err := ListCells(ctx, db, CellFilter{Cohort: f, Sort: "unmet"}); err == nil {
		t.Error("sorted by what homes cover, which is not known of a cohort")
	}
}

func TestCohortsThereAreNot(t *testing.T) {
	db := crowd(t)
	kept := NewCohorts()
	if _, err := kept.Of(context.Background(), db, aged("10 to 15")); err == nil || !strings.Contains(err.Error(), "have been imported") {
		t.Error(err)
	}
	outcome{"totals", 2, 0, 0, "", ""}.check(t, take(t, db, "", "a", totalsHeader+"West Sussex,2024-03-31,10-15,,,,401,\nWest Sussex,2024-03-31,,complex,,,100,\n"))
	for _, c := range []Cohort{aged("5 to 9"), CohortOf("", "simple", "", ""), placed("foster placement"), CohortOf("", "", "", "Kent")} {
		if _, err := kept.Of(context.Background(), db, c); err == nil || !strings.Contains(err.Error(), "need complex; age band 10 to 15") {
			t.Errorf("%s: %v", c.words(), err)
		}
	}
	if f, err := kept.Of(context.Background(), db, everyone); f != nil || err != nil {
		t.Error(f, err)
	}
	if f, err := kept.Of(context.Background(), db, CohortOf("10–15", "", "", "")); err != nil || f.Thousandths != 401000 {
		t.Error(f, err) // imported since it was first asked
	}
}

func TestImportTotals(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       outcome
		stored     string
	}{
		{"marks stay", "West Sussex,2024-03-31,10-15,,,,c,\nWest Sussex,2024-03-31,16+,,,,0,\nWest Sussex,2024-03-31,,,,,z,\nWest Sussex,2024-03-31,under 1,,,,,\n",
			outcome{"totals", 4, 0, 0, "", ""}, "16 and over 0; 10 to 15 c; all z; under 1 blank"},
		{"a small count is no published total", "West Sussex,2024-03-31,10-15,,,,90,\nWest Sussex,2024-03-31,16+,,,,4,\n",
			outcome{"totals", 0, 0, 0, "(?s)no published total.*observed counts", `"4"`}, ""},
		{"bad rows", "Nowhere,2024-03-31,10-15,,,,90,\nWest Sussex,2023-04-01/2024-03-31,10-15,,,,90,\nWest Sussex,2024-03-31,10-15,,,,about 90,\nWest Sussex,2024-03-31,10-15,,,,90,\nWest Sussex,31/03/2024,Aged 10 to 15,,,,91,\n",
			outcome{"totals", 1, 4, 0, `(?s)row 2 authority "Nowhere".*row 3 period.*row 4 children "about 90".*row 6 .*row 5 is about the same`, ""}, "10 to 15 90"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := world(t)
			c.want.check(t, take(t, db, "", "a", totalsHeader+c.text))
			var stored []string
			db.Raw(`SELECT age_band || ' ' || coalesce(children::text, mark) FROM (SELECT age_band, children, mark FROM cohort_counts UNION ALL SELECT 'all', children, mark FROM authority_counts) x
				ORDER BY children IS NULL, age_band`).Scan(&stored)
			if got := strings.Join(stored, "; "); got != c.stored {
				t.Errorf("stored %s\nwant   %s", got, c.stored)
			}
			if again := take(t, db, "", "b", totalsHeader+c.text); again.Accepted != 0 || again.Unchanged != c.want.accepted {
				t.Errorf("a second time: %+v", again)
			}
		})
	}
}

// An authority that took over several has a total only where all of them have a number.
func TestSuppressedTotalsAreNotInherited(t *testing.T) {
	db := world(t)
	run(t, db, `INSERT INTO authorities (code, name, ends, provenance) VALUES ('E06999001', 'One', '2023-01-01', 'test'), ('E06999002', 'Two', '2023-01-01', 'test')`)
	run(t, db, `INSERT INTO successions (predecessor, successor, on_day, source) VALUES ('E06999001', ?, '2023-01-01', 'test'), ('E06999002', ?, '2023-01-01', 'test')`, unitaryB, unitaryB)
	run(t, db, "UPDATE authorities SET starts = '2023-01-01' WHERE code = ?", unitaryB)
	for i := range 3 {
		cell(t, db, code(i), 11+float64(i), 1, 50)
	}
	outcome{"totals", 4, 0, 0, "", ""}.check(t, take(t, db, "", "a", totalsHeader+"E06999001,2020-03-31,10-15,,,,90,\nE06999002,2020-03-31,10-15,,,,x,\nE06999001,2021-03-31,10-15,,,,90,\nE06999002,2021-03-31,10-15,,,,60,\n"))
	if f := asked(t, db, aged("10 to 15")); f.Thousandths != 150000 || f.Day != day(t, "2021-03-31") || len(f.Days) != 0 {
		t.Errorf("%+v", f)
	}
}

func TestImportedProjections(t *testing.T) {
	db := crowd(t)
	cell(t, db, code(100), 12, 1, 40)
	count(t, db, unitaryB, "2024-03-31", 300, nil)
	recompute(t, db)
	growth, years := 1.0, 3
	setMeasure(t, db, SettingsChange{GrowthPercent: &growth, GrowthYears: &years})
	const header = "authority,period,projected,source\n"
	outcome{"projections", 4, 4, 0, `(?s)row 6 .*not later than.*31 March 2024.*row 7 .*three decimals.*row 8 .*not known.*row 9 .*row 2 is about the same.*no small areas are known of Surrey`, ""}.check(t, take(t, db, "", "a", header+
		"West Sussex,2027-03-31,912.4,County forecast\nWest Sussex,2030-03-31,\"1,000\",County forecast\nBrighton and Hove,2030-03-31,333.333,City forecast\nSurrey,2030-03-31,900,\n"+
		"West Sussex,2024-03-31,900,\nWest Sussex,2031-03-31,912.4567,\nNowhere,2031-03-31,5,\nWest Sussex,31/03/2027,900,\n"))
	list, err := ListSeries(context.Background(), db)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	// The imported one of 2027 wins over the made one, and tells of West Sussex alone.
	if s := list[0]; s.Day != day(t, "2027-03-31") || s.Basis != "projected" || s.GrowthPercent != nil || s.Thousandths != 912400 || s.Change != 12400 || s.Source != "Imported projections: County forecast" {
		t.Errorf("%+v", s)
	}
	if s := list[1]; s.Thousandths != 1333333 || s.Change != 133333 || s.Source != "Imported projections: City forecast; County forecast" {
		t.Errorf("%+v", s)
	}
	page, err := ListCells(context.Background(), db, CellFilter{Until: day(t, "2030-03-31"), Limit: 500})
	sum := int64(0)
	for _, c := range page.Items {
		sum += c.Other.Thousandths
	}
	if err != nil || sum != 1333333 {
		t.Errorf("%d, %v", sum, err)
	}
	five := 5
	setMeasure(t, db, SettingsChange{GrowthYears: &five})
	if list, err := ListSeries(context.Background(), db); err != nil || len(list) != 3 || list[1].GrowthPercent == nil || list[1].Day != day(t, "2029-03-31") {
		t.Errorf("the two stand beside each other: %+v, %v", list, err)
	}
	outcome{"projections", 0, 0, 1, "", ""}.check(t, take(t, db, "", "b", header+"West Sussex,2027-03-31,912.400,County forecast\n"))
	count(t, db, countyA, "2028-03-31", 950, nil)
	recompute(t, db)
	for _, s := range must(ListSeries(context.Background(), db)) {
		if s.Basis == "projected" && !s.Day.After(day(t, "2028-03-31")) {
			t.Errorf("a projection of a day gone by: %+v", s)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestDecimalThousandths(t *testing.T) {
	for text, want := range map[string]string{"912": "912000 true", "912.4": "912400 true", "0": "0 true", "1,296.125": "1296125 true", "5.1230": "5123 true", "": "0 false", "-4": "0 false", "1e3": "0 false", "5.1234": "0 false", "12.3.4": "0 false", "c": "0 false", "9999999": "0 false", "0.001": "1 true"} {
		n, ok := decimalThousandths(text)
		if got := fmt.Sprint(n, ok); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
