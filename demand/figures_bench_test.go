package demand

import (
	"fmt"
	"strings"
	"testing"

	"homeground/internal/store/storetest"
)

// asCells are points as cells of 150 authorities.
func asCells(points []Point) (cells []cellRow, thousandths []int64) {
	for i := range points {
		cells = append(cells, cellRow{Code: code(i), Name: fmt.Sprint("Area ", i), AuthorityCode: fmt.Sprint(i % 150), Children: 30 + i*37%700, X: &points[i].X, Y: &points[i].Y})
		thousandths = append(thousandths, int64(points[i].Count*1000)+int64(i%17))
	}
	return cells, thousandths
}

// BenchmarkHotSpotsTwentyMiles is of a band as wide as the measure of a local placement.
func BenchmarkHotSpotsTwentyMiles(b *testing.B) {
	points := allEngland()
	for b.Loop() {
		HotSpots(points, TwentyMiles)
	}
	b.ReportMetric(meanNeighbours(points, TwentyMiles), "neighbours")
}

func BenchmarkHexagonsAllEngland(b *testing.B) {
	cells, thousandths := asCells(allEngland())
	for _, metres := range HexagonMetres {
		b.Run(fmt.Sprint(metres), func(b *testing.B) {
			n := 0
			for b.Loop() {
				sums, _ := intoHexagons(metres, cells, thousandths)
				n = len(sums)
			}
			b.ReportMetric(float64(n), "hexagons")
		})
	}
}

// BenchmarkSurveyAllEngland is all hot-spots of one estimate: cells and three sizes of
// hexagons, their bands suggested.
func BenchmarkSurveyAllEngland(b *testing.B) {
	cells, thousandths := asCells(allEngland())
	for _, measure := range []Measure{OfCount, OfRate} {
		b.Run(string(measure), func(b *testing.B) {
			for b.Loop() {
				surveyOf(cells, thousandths, assumptions{Measure: measure})
			}
		})
	}
}

// BenchmarkEstimateAllEngland makes and writes all figures: 33,755 cells with outlines, every
// ninth part of the country crowded, three sizes of hexagons, four earlier days and a
// projection. So does every change of the assumptions but the share who need a home. Where
// no hot-spot changes, as by another growth, their outlines stay merged.
func BenchmarkEstimateAllEngland(b *testing.B) {
	db := storetest.Open(b)
	points := allEngland()
	xs, ys, codes := make(column[float64], len(points)), make(column[float64], len(points)), make(column[string], len(points))
	for i, p := range points {
		xs[i], ys[i], codes[i] = p.X, p.Y, code(i)
	}
	for _, sql := range []string{
		`INSERT INTO demand_cells (code, kind, name, authority_code, centre, children, score, source, outline)
		 SELECT c, 'lsoa21', 'Area ' || n, (ARRAY(SELECT code FROM authorities WHERE ends IS NULL ORDER BY code))[1 + n % 140], ST_SetSRID(ST_MakePoint(x, y), 27700),
		        CASE WHEN (x / 30000)::int % 3 = 0 AND (y / 30000)::int % 3 = 0 THEN 900 ELSE 200 END + n * 37 % 300, 5 + n % 60, 'test',
		        ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(x - 600, y - 600, x + 600, y + 600, 27700), 150), 4326))
		 FROM unnest(CAST(@codes AS text[]), CAST(@xs AS float8[]), CAST(@ys AS float8[])) WITH ORDINALITY AS p (c, x, y, n)`,
		`INSERT INTO authority_counts (authority_code, on_day, children, source, provenance)
		 SELECT code, make_date(2020 + y, 3, 31), 500 + 10 * y, 'test', 'test' FROM authorities, generate_series(0, 4) y WHERE ends IS NULL`,
		`UPDATE demand_settings SET growth_bp = 125`, `ANALYZE demand_cells, authority_counts`,
	} {
		args := []any{map[string]any{"codes": codes, "xs": xs, "ys": ys}}
		if !strings.Contains(sql, "@") {
			args = nil
		}
		run(b, db, sql, args...)
	}
	for name, change := range map[string]string{"everything": "DELETE FROM hotspot_areas", "growth": "UPDATE demand_settings SET growth_bp = growth_bp + 1"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				run(b, db, change)
				if err := estimate(db); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCohortAllEngland is the first time that somebody asks for a cohort's figures.
func BenchmarkCohortAllEngland(b *testing.B) {
	cells, _ := asCells(allEngland())
	var totals []totalRow
	for i := range 150 {
		totals = append(totals, totalRow{Code: fmt.Sprint(i), Thousandths: 120000, Cohort: aged("10 to 15")})
	}
	set := assumptions{Measure: OfCount, used: map[int]float64{0: 3000, 2500: 7600, 5000: 13300, 10000: 26500}}
	for b.Loop() {
		workOut(cells, totals, nil, set)
	}
}
