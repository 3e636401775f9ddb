package demand

import (
	"context"
	"math"
	"testing"
	"time"

	"gorm.io/gorm"
)

// checkHexagons: of every size they come to the region's 11,176 children, to the
// thousandth, and to those of its 5,572 cells.
func checkHexagons(t *testing.T, db *gorm.DB) {
	t.Helper()
	for _, metres := range HexagonMetres {
		list, err := ListCells(context.Background(), db, CellFilter{Hexagons: metres, Limit: 5000})
		if err != nil {
			t.Fatal(err)
		}
		classes := map[Class]int{}
		var thousandths int64
		cells, children := 0, 0
		for _, h := range list.Items {
			classes[h.Class]++
			thousandths += h.Thousandths
			cells += h.Cells
			children += *h.Children
		}
		t.Logf("%d hexagons of %d m, band %v m, %v", list.Total, metres, list.BandMetres, classes)
		if thousandths != 11176000 || cells != 5572 || len(list.Items) != list.Total || children == 0 {
			t.Errorf("hexagons of %d m: %d thousandths in %d cells", metres, thousandths, cells)
		}
	}
}

// checkLevels: on every level the areas come to the whole, and there are as many as there are.
func checkLevels(t *testing.T, db *gorm.DB) {
	t.Helper()
	for level, want := range map[string]int{"hub": 1, "authority": 19, "district": 64, "msoa": 0} {
		page, err := NeedByLevel(context.Background(), db, LevelFilter{Level: level, Limit: 5000})
		if err != nil {
			t.Fatal(err)
		}
		sum, cells := int64(0), 0
		for _, n := range page.Items {
			sum += n.Thousandths
			cells += n.Cells
		}
		t.Logf("%s: %d areas of %d cells, %d thousandths not placed", level, page.Total, cells, page.NotPlaced)
		if sum != 11176000 || page.NotPlaced != 0 || cells != 5572 || want != 0 && page.Total != want || page.Total != len(page.Items) {
			t.Errorf("%s: %d areas with %d thousandths in %d cells, %d not placed", level, page.Total, sum, cells, page.NotPlaced)
		}
	}
}

// checkOtherDays: the estimates for each earlier day come to what was published for it.
func checkOtherDays(t *testing.T, db *gorm.DB) {
	t.Helper()
	list, err := ListSeries(context.Background(), db)
	if err != nil || len(list) < 4 {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, s := range list {
		var published int64
		db.Raw("SELECT sum(children) FROM authority_counts JOIN authorities ON code = authority_code WHERE hub_id IS NOT NULL AND on_day = ?", s.Day).Scan(&published)
		t.Logf("%s: %s, %d thousandths, change %d", s.Day, s.Basis, s.Thousandths, s.Change)
		if s.Basis != "estimated" || s.Thousandths < published*1000 || s.Thousandths-published*1000 > 600000 { // Buckinghamshire's county code before 2020
			t.Errorf("%s: %d thousandths, published %d children", s.Day, s.Thousandths, published)
		}
		if s.Day == list[len(list)-1].Day && s.Thousandths+s.Change != 11176000 {
			t.Errorf("%s: %d and a change of %d", s.Day, s.Thousandths, s.Change)
		}
	}
}

// The region's rates and their hot-spots are R's: smoothed rates to 1e-12, z to 1e-6.
func TestRegionRatesAreSpdeps(t *testing.T) {
	files := realFiles(t, outlinesFile, cellsFile, districtsFile, censusFile, olderFile, countsFile)
	db := region(t)
	bring(t, db, files...)
	rate := OfRate
	started := time.Now()
	setMeasure(t, db, SettingsChange{Measure: &rate})
	t.Logf("worked out anew in %v", time.Since(started))
	var rows []struct {
		X, Y        float64
		Thousandths int64
		Children    float64
		GiZ         *float64
		Class       Class
	}
	db.Raw("SELECT ST_X(centre) AS x, ST_Y(centre) AS y, thousandths, children, gi_z, class FROM demand_estimates JOIN demand_cells ON code = cell_code WHERE children > 0").Scan(&rows)
	s, err := ReadSettings(context.Background(), db)
	if err != nil || len(rows) < 5500 {
		t.Fatal(len(rows), err)
	}
	points, people := make([]Point, len(rows)), make([]float64, len(rows))
	classes := map[Class]int{}
	for i, r := range rows {
		points[i], people[i] = Point{r.X, r.Y, float64(r.Thousandths) / 1000}, r.Children
		classes[r.Class]++
	}
	_, prior := SmoothRates(atRisk(points, people))
	t.Logf("%d cells, band %v m, prior %+v, %v", len(rows), s.EstimatedBand, prior, classes)
	spdep := askSpdep(t, points, people, s.EstimatedBand)
	spdep.agrees(t)
	for i, want := range spdep.answers {
		if z := rows[i].GiZ; z == nil != math.IsNaN(want[2]) || z != nil && math.Abs(*z-want[2]) > 1e-6 {
			t.Fatalf("cell %d is written as %v, spdep says %v", i, z, want[2])
		}
	}
}
