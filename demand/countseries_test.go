package demand

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// countedWorld has twelve small areas in two authorities, 5 km apart in a row, with counts
// of them, of their authorities and of two dates.
func countedWorld(t testing.TB) *gorm.DB {
	t.Helper()
	db := world(t)
	file := "area_code,area_name,age_band,need,period,part_of,children\n"
	for i := range 12 {
		authority := []string{countyA, unitaryB}[i/6]
		code := fmt.Sprintf("E0109%04d", i)
		need(t, db, code, authority, float64(5*i), 0, 1)
		file += fmt.Sprintf("%s,Small %d,all,residential,2025-03-31,%s,%d\n%s,Small %d,all,residential,2024-03-31,%s,%d\n", code, i, authority, []int{2, 4, 9, 0, 12, 30, 40, 8, 7, 0, 20, 11}[i], code, i, authority, 10+i)
	}
	file += fmt.Sprintf("%s,A,all,residential,2025-03-31,,57\n%s,B,all,residential,2025-03-31,,86\n", countyA, unitaryB)
	take(t, db, "", "demand.csv", file)
	return db
}

// Gi* is of what the protected table has: the counts, and the stand-ins in place of c.
func TestCountSpotsAreOfTheProtectedTable(t *testing.T) {
	db := countedWorld(t)
	found, err := FindCountSpots(context.Background(), db, CountSpotFilter{CountSeriesFilter: CountSeriesFilter{Period: "2025-03-31", Level: "lsoa", Need: "residential"}, Measure: OfCount, Since: "2024-03-31"})
	if err != nil || found.Total != 12 || found.Suppressed != 2 || found.NotPlaced != 0 || found.BandMetres == 0 {
		t.Fatalf("%+v, %v", found.CountSeries, err)
	}
	var rows []struct {
		AreaCode string
		Is       float64
	}
	db.Raw("SELECT area_code, coalesce(children * 1000, stand_in) AS is FROM protected_counts WHERE period = '2025-03-31' AND level = 'lsoa' ORDER BY 1").Scan(&rows)
	points, changes := []Point{}, []Point{}
	for i, r := range rows {
		points = append(points, Point{at(float64(5 * i)), 120000, r.Is})
		if i > 1 {
			changes = append(changes, Point{at(float64(5 * i)), 120000, r.Is - 1000*float64(10+i)})
		}
	}
	want, of := HotSpots(points, found.BandMetres), HotSpots(changes, found.SinceBand)
	for _, s := range found.Items {
		i := slices.IndexFunc(rows, func(r struct {
			AreaCode string
			Is       float64
		}) bool {
			return r.AreaCode == s.AreaCode
		})
		if s.GiZ == nil || math.Abs(*s.GiZ-want[i].Z) > 1e-12 || s.Class != want[i].Class || s.Position == nil {
			t.Errorf("%s: %v %s, want %v", s.AreaCode, s.GiZ, s.Class, want[i])
		}
		if hidden := i < 2; hidden != s.Suppressed || hidden != (s.Change == nil) || hidden != (s.ChangeZ == nil) {
			t.Errorf("%s: %+v", s.AreaCode, s)
		} else if !hidden && math.Abs(*s.ChangeZ-of[i-2].Z) > 1e-12 {
			t.Errorf("%s changed: %v, want %v", s.AreaCode, *s.ChangeZ, of[i-2].Z)
		}
	}
	var paged []string
	for cursor := ""; ; {
		page, err := FindCountSpots(context.Background(), db, CountSpotFilter{CountSeriesFilter: CountSeriesFilter{Need: "residential"}, Cursor: cursor, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range page.Items {
			paged = append(paged, s.AreaCode)
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	if slices.Sort(paged); len(slices.Compact(paged)) != 12 {
		t.Errorf("in pages: %v", paged)
	}
	rates, err := FindCountSpots(context.Background(), db, CountSpotFilter{CountSeriesFilter: CountSeriesFilter{Need: "residential"}, Measure: OfRate})
	smoothed, _ := RateSpots(func() []Point {
		list := slices.Clone(points)
		for i := range list {
			list[i].Count /= 1000
		}
		return list
	}(), slices.Repeat([]float64{100}, 12), rates.BandMetres)
	if err != nil || rates.Items[0].GiZ == nil || math.Abs(*rates.Items[0].GiZ-slices.MaxFunc(smoothed, func(a, b Reading) int { return cmpFloat(a.Z, b.Z) }).Z) > 1e-12 {
		t.Errorf("of rates: %+v, %v", rates.Items[0], err)
	}
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Counts of any level are spread over the cells in exact thousandths, and covered like the
// estimate: of the same need, the same is covered.
func TestCohortsAreCoveredLikeTheEstimate(t *testing.T) {
	db := countedWorld(t)
	home(t, db, "h1", countyA, 0, 0, 20)
	home(t, db, "h2", unitaryB, 50, 0, 30)
	ctx := context.Background()
	for _, level := range []string{"lsoa", "authority"} {
		got, err := covered(t, db).OfCounts(ctx, db, CountSeriesFilter{Period: "2025-03-31", Level: level, Need: "residential"})
		if err != nil {
			t.Fatal(err)
		}
		region := got.Covered[0]
		if got.HomeShareBasis != "cohort" || got.HomeSharePercent != 100 || *region.Need != 143 || *region.Covered != 50 || *region.Unmet != 93 || got.NotPlaced != 0 {
			t.Errorf("%s: %+v of %+v", level, region, got.CountSeries)
		}
		for _, a := range got.Covered {
			if want := map[string]float64{countyA: 57, unitaryB: 86}[a.Code]; a.Code != "" && *a.Need != want {
				t.Errorf("%s: %s needs %v", level, a.Code, *a.Need)
			}
			if hidden := map[bool]int{true: 2}[level == "lsoa" && a.Code != unitaryB]; a.Suppressed != hidden {
				t.Errorf("%s: %s has %d marks", level, a.Name, a.Suppressed)
			}
		}
	}
	// The same as the estimate of the very same need.
	run(t, db, `UPDATE demand_estimates e SET thousandths = coalesce(p.children * 1000, p.stand_in), need = coalesce(p.children * 1000, p.stand_in) * 10000 FROM protected_counts p WHERE p.area_code = e.cell_code AND p.period = '2025-03-31'`)
	run(t, db, `UPDATE demand_settings SET revision = revision + 1`)
	c := covered(t, db)
	want, err := c.Read(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.OfCounts(ctx, db, CountSeriesFilter{Period: "2025-03-31", Need: "residential"})
	if err != nil || len(got.Covered) != len(want.Areas) {
		t.Fatal(err, len(got.Covered))
	}
	for i, a := range want.Areas {
		if b := got.Covered[i]; a.Name != b.Name || a.Need != *b.Need || a.Covered != *b.Covered || a.CoveredCentral != *b.CoveredCentral {
			t.Errorf("%+v, want %+v", b, a)
		}
	}
}

// What is made of stand-ins alone is a mark and no number.
func TestStandInsAloneAreNoNumber(t *testing.T) {
	db := world(t)
	need(t, db, "E01090001", countyA, 0, 0, 1)
	need(t, db, "E01090002", unitaryB, 10, 0, 1)
	take(t, db, "", "demand.csv", "area_code,area_name,age_band,need,period,children\n"+countyA+",A,all,all,2025-03-31,3\n"+unitaryB+",B,all,all,2025-03-31,40\n")
	got, err := covered(t, db).OfCounts(context.Background(), db, CountSeriesFilter{})
	if err != nil || got.HomeShareBasis != "setting" || got.HomeSharePercent != 10 {
		t.Fatalf("%+v, %v", got.CountSeries, err)
	}
	for _, a := range got.Covered {
		if alone := a.Code == countyA; alone != (a.Need == nil) || alone != (a.Unmet == nil) || a.Code == unitaryB && (*a.Need != 4 || a.Suppressed != 0) {
			t.Errorf("%+v", a)
		}
	}
}

func TestCohortsSayWhatThereIs(t *testing.T) {
	db := countedWorld(t)
	ctx := context.Background()
	_, err := FindCountSpots(ctx, db, CountSpotFilter{})
	if err == nil || !strings.Contains(err.Error(), "Choose one of: residential") {
		t.Errorf("without a need: %v", err)
	}
	nothing, err := FindCountSpots(ctx, db, CountSpotFilter{CountSeriesFilter: CountSeriesFilter{Level: "msoa"}})
	if err != nil || len(nothing.Items) != 0 {
		t.Errorf("of no such level: %+v, %v", nothing, err)
	}
}

func TestCohortsOfNothing(t *testing.T) {
	db := world(t)
	empty, err := FindCountSpots(context.Background(), db, CountSpotFilter{})
	if err != nil || empty.Period != "" || empty.Items == nil {
		t.Errorf("hot-spots: %+v, %v", empty, err)
	}
	none, err := covered(t, db).OfCounts(context.Background(), db, CountSeriesFilter{})
	if err != nil || none.Period != "" || none.Covered == nil {
		t.Errorf("coverage: %+v, %v", none, err)
	}
}

// A postcode district is where the small areas in it are, and its counts are spread over them.
func TestCountsOfPostcodeDistricts(t *testing.T) {
	db := countedWorld(t)
	run(t, db, `UPDATE demand_cells SET postcode_district = CASE WHEN code < 'E01090003' THEN 'ZX1' ELSE 'ZX2' END WHERE code < 'E01090006'`)
	take(t, db, "", "districts.csv", fmt.Sprintf("area_code,area_name,age_band,need,period,part_of,children\nZX1,Near,all,semi,2025-03-31,%s,20\nZX2,Far,all,semi,2025-03-31,%s,30\n", countyA, countyA))
	at := CountSeriesFilter{Period: "2025-03-31", Level: "postcode_district", Need: "semi"}
	found, err := FindCountSpots(context.Background(), db, CountSpotFilter{CountSeriesFilter: at, Measure: OfCount})
	if err != nil || found.Total != 2 || found.NotPlaced != 0 {
		t.Fatalf("%+v, %v", found.CountSeries, err)
	}
	home(t, db, "h1", countyA, -20, 0, 100) // reaches ZX1 alone
	got, err := covered(t, db).OfCounts(context.Background(), db, at)
	if err != nil || *got.Covered[0].Need != 50 || *got.Covered[0].Covered != 20 {
		t.Errorf("%+v, %v", got, err)
	}
}
