package demand

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gorm.io/gorm"

	"homeground/internal/values"
)

// Our hexagons are PostGIS's: the same outline holds the same place, under the same column
// and row, and a place on a line goes to one of those it is on.
func TestHexagonsArePostGIS(t *testing.T) {
	db := world(t)
	r := rand.New(rand.NewPCG(5, 20261122))
	for _, metres := range HexagonMetres {
		for range 400 {
			x, y := r.Float64()*655000, r.Float64()*1200000-2000
			if r.IntN(4) == 0 { // on the corners and middles of sides, as near as numbers come
				h := hexagonAt(metres, x, y)
				cx, cy := h.centre(metres)
				x, y = cx+edgeOf(metres)*float64(r.IntN(3)-1), cy+float64(metres)/2*float64(r.IntN(3)-1)
			}
			h := hexagonAt(metres, x, y)
			var d, off float64
			err := db.Raw(`SELECT ST_Distance(g, p), ST_Distance(ST_Centroid(g), ST_SetSRID(ST_MakePoint(@cx, @cy), 27700))
				FROM (SELECT ST_Hexagon(@edge, @i, @j, ST_SetSRID(ST_MakePoint(0, 0), 27700)) AS g, ST_SetSRID(ST_MakePoint(@x, @y), 27700) AS p) q`,
				centreArgs(metres, h, x, y)).Row().Scan(&d, &off)
			if err != nil || d > 1e-6 || off > 1e-6 {
				t.Fatalf("(%v, %v) is put in %s, %v m from it; its centre is %v m off; %v", x, y, h.code(metres), d, off, err)
			}
		}
	}
	if got := hexagonAt(5000, 530000, 180000).code(5000); got != "hex5-122-36" {
		t.Errorf("a code is %s: what was saved under it is lost", got)
	}
	if got := hexagonAt(2500, 530000, 180000).code(2500); got != "hex2.5-245-71" {
		t.Errorf("a code is %s: what was saved under it is lost", got)
	}
}

func centreArgs(metres int, h hexagon, x, y float64) map[string]any {
	cx, cy := h.centre(metres)
	return map[string]any{"cx": cx, "cy": cy, "edge": edgeOf(metres), "i": h.column, "j": h.row, "x": x, "y": y}
}

func TestHexagonsAddUpTheirCells(t *testing.T) {
	db := crowd(t)
	for _, metres := range HexagonMetres {
		var h struct {
			Hexagons, Cells, Astray int
			Thousandths, Children   int64
		}
		err := db.Raw(`SELECT count(*) AS hexagons, sum(cells) AS cells, sum(thousandths) AS thousandths, sum(children) AS children,
			count(*) FILTER (WHERE (cells, thousandths) IS DISTINCT FROM (held, sum_of)) AS astray
			FROM hexagons h, LATERAL (SELECT count(*) AS held, sum(e.thousandths) AS sum_of FROM demand_estimates e JOIN demand_cells c ON c.code = e.cell_code
				WHERE h.code = ANY (e.hexagons) AND ST_DWithin(ST_Transform(h.outline_3857, 27700), c.centre, 1)) inside
			WHERE metres = ?`, metres).Scan(&h).Error
		if err != nil || h.Cells != 50 || h.Thousandths != 900000 || h.Astray != 0 || h.Hexagons < 2 {
			t.Errorf("%d m: %+v, %v", metres, h, err)
		}
	}
	list, err := ListCells(context.Background(), db, CellFilter{Hexagons: 2500})
	if err != nil || list.Total != len(list.Items) || list.Total < 8 || list.BandMetres == 0 || list.Measure != OfCount || list.Items[0].Cells == 0 || list.Items[0].AuthorityCode != countyA {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, item := range list.Items {
		inside, err := ListCells(context.Background(), db, CellFilter{Hexagon: item.Code})
		sum := int64(0)
		for _, c := range inside.Items {
			sum += c.Thousandths
		}
		if err != nil || inside.Total != item.Cells || sum != item.Thousandths {
			t.Errorf("%s: %d cells with %d in it, %v; it says %d with %d", item.Code, inside.Total, sum, err, item.Cells, item.Thousandths)
		}
	}
	tile, err := HexagonsTile(context.Background(), db, 2500, 9, 255, 171)
	if name, by := tileFeatures(t, tile); err != nil || name != "hexagons" || by[3] != list.Total {
		t.Errorf("layer %q with %v, want %d outlines; %v", name, by, list.Total, err)
	}
}

func setMeasure(t *testing.T, db *gorm.DB, change SettingsChange) {
	t.Helper()
	s, err := ReadSettings(context.Background(), db)
	if err == nil {
		_, err = UpdateSettings(context.Background(), db, s.Version, change)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// reads compares what is written of the cells with Gi* of the smoothed rates.
func TestHotSpotsOfRates(t *testing.T) {
	db := crowd(t)
	run(t, db, "UPDATE demand_cells SET score = CASE WHEN ST_Y(centre) > 123000 THEN 60 ELSE 10 END, children = children * 10")
	run(t, db, "INSERT INTO older_cells (code, score, source) SELECT code, score, 'test' FROM demand_cells")
	run(t, db, "UPDATE authority_counts SET children = 5000")
	recompute(t, db)
	by := map[Measure]map[string]string{}
	for _, measure := range []Measure{OfCount, OfRate} {
		setMeasure(t, db, SettingsChange{Measure: &measure})
		by[measure] = texts(t, db, "SELECT cell_code AS key, class AS value FROM demand_estimates")
		checkReadings(t, db, measure)
	}
	// Many children live in the south-west corner, but the rate is high in the north.
	if by[OfCount][code(0)] != string(Hot99) || by[OfRate][code(0)] == string(Hot99) || by[OfRate][code(45)] == string(None) {
		t.Errorf("by count %v, by rate %v", by[OfCount], by[OfRate])
	}
	o, err := Summary(context.Background(), db)
	if err != nil || o.Measure != OfRate {
		t.Errorf("%+v, %v", o, err)
	}
}

func checkReadings(t *testing.T, db *gorm.DB, measure Measure) {
	t.Helper()
	var rows []struct {
		X, Y, Thousandths, Children float64
		GiZ                         *float64
	}
	if err := db.Raw(`SELECT ST_X(centre) AS x, ST_Y(centre) AS y, thousandths, children, gi_z FROM demand_estimates JOIN demand_cells ON code = cell_code`).Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	points, people := make([]Point, len(rows)), make([]float64, len(rows))
	for i, r := range rows {
		points[i], people[i] = Point{r.X, r.Y, r.Thousandths / 1000}, r.Children
	}
	s, _ := ReadSettings(context.Background(), db)
	want := HotSpots(points, s.EstimatedBand)
	if measure == OfRate {
		want, _ = RateSpots(points, people, s.EstimatedBand)
	}
	for i, r := range rows {
		if want[i].Defined != (r.GiZ != nil) || r.GiZ != nil && math.Abs(*r.GiZ-want[i].Z) > 1e-9 {
			t.Fatalf("%s: cell %d is written as %v, want %+v", measure, i, r.GiZ, want[i])
		}
	}
}

// redone is z as anybody works it out from the answer, all its pages.
func redone(t *testing.T, db *gorm.DB, f WorkingFilter) (w Working, z float64) {
	t.Helper()
	var sum, neighbours float64
	for f.Limit = 7; ; f.Cursor = w.Next {
		var err error
		if w, err = HowWorkedOut(context.Background(), db, f); err != nil {
			t.Fatal(err)
		}
		for _, n := range w.Items {
			if n.Metres > w.BandMetres {
				t.Errorf("%s is %v m away", n.Code, n.Metres)
			}
			if w.Of == "rate" {
				raw := float64(n.Thousandths) / 1000 / float64(n.Children)
				if smoothed := *w.RateMean + *w.RateVarying*(raw-*w.RateMean)/(*w.RateVarying+*w.RateMean/float64(n.Children)); math.Abs(smoothed-n.Value) > 1e-12 {
					t.Errorf("%s: %v, want %v", n.Code, n.Value, smoothed)
				}
			}
			sum += n.Value
			neighbours++
		}
		if w.Next == "" {
			break
		}
	}
	if int(neighbours) != w.Neighbours || math.Abs(sum-w.Sum) > 1e-9 {
		t.Errorf("%s: %v neighbours with %v, the answer says %d with %v", f.Code, neighbours, sum, w.Neighbours, w.Sum)
	}
	n := float64(w.Cells)
	return w, (sum - neighbours*w.Mean) / (w.Deviation * math.Sqrt((n*neighbours-neighbours*neighbours)/(n-1)))
}

func TestEveryZCanBeWorkedOutAgain(t *testing.T) {
	db := crowd(t)
	run(t, db, "UPDATE demand_cells SET score = 10 + 40 * (ST_Y(centre) > 123000)::int, children = 10 * children")
	run(t, db, "INSERT INTO older_cells (code, score, source) SELECT code, score, 'test' FROM demand_cells")
	count(t, db, unitaryB, "2022-03-31", 4, nil)
	count(t, db, unitaryB, "2024-03-31", 7, nil)
	count(t, db, countyA, "2022-03-31", 700, nil)
	for i := range 4 {
		cell(t, db, code(60+i), 11+float64(i), 2, 300)
	}
	run(t, db, "UPDATE authority_counts SET children = children * 10")
	recompute(t, db)
	for _, measure := range []Measure{OfCount, OfRate} {
		setMeasure(t, db, SettingsChange{Measure: &measure})
		for _, f := range []CellFilter{{}, {Hexagons: 2500}, {Since: day(t, "2022-03-31")}, {Hexagons: 2500, Since: day(t, "2022-03-31")}} {
			f.Limit = 500
			list, err := ListCells(context.Background(), db, f)
			if err != nil || len(list.Items) < 8 {
				t.Fatal(len(list.Items), err)
			}
			done := 0
			for _, c := range list.Items {
				w, z := redone(t, db, WorkingFilter{Code: c.Code, Hexagon: f.Hexagons != 0, Since: f.Since})
				want, class := c.GiZ, c.Class
				if c.Other != nil {
					want, class = c.Other.GiZ, c.Other.Class
				}
				if want == nil && w.WhyNot != "" {
					continue
				}
				if want == nil || math.Abs(*want-z) > 1e-9 || math.Abs(*w.GiZ-z) > 1e-9 || w.Class != class || w.Class != classOf(z, *w.AdjustedP) {
					t.Fatalf("%s %+v: worked out %v, listed %v, %+v", measure, f, z, want, w)
				}
				done++
			}
			if done < 8 {
				t.Errorf("%s %+v: only %d of %d have a z", measure, f, done, len(list.Items))
			}
		}
	}
	for _, code := range []string{"nowhere", "hex5-1-1"} {
		if _, err := HowWorkedOut(context.Background(), db, WorkingFilter{Code: code}); err == nil {
			t.Errorf("%s is worked out", code)
		}
	}
}

func day(t *testing.T, text string) values.Date {
	t.Helper()
	d, err := values.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOtherDays(t *testing.T) {
	db := world(t)
	for i := range 3 {
		cell(t, db, code(1+i), 1+float64(i), 1, 100*(i+1))
		cell(t, db, code(11+i), 11+float64(i), 1, 50)
	}
	count(t, db, countyA, "2020-03-31", 50, nil)
	count(t, db, countyA, "2022-03-31", nil, "c") // not known: neither is a change
	count(t, db, countyA, "2024-03-31", 100, nil)
	count(t, db, unitaryB, "2020-03-31", 9, nil)
	count(t, db, unitaryB, "2022-03-31", 7, nil) // its newest
	recompute(t, db)
	growth, years := 1.25, 3
	setMeasure(t, db, SettingsChange{GrowthPercent: &growth, GrowthYears: &years})
	ctx := context.Background()
	list, err := ListSeries(ctx, db)
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v, %v", list, err)
	}
	// A: 100 to 2027 is 3 years, 103.797; B: 7 from 2022 is 5 years, 7.449.
	for i, want := range []Series{{Day: day(t, "2020-03-31"), Basis: "estimated", Thousandths: 59000, Change: 48000},
		{Day: day(t, "2022-03-31"), Basis: "estimated", Thousandths: 7000},
		{Day: day(t, "2027-03-31"), Basis: "projected", Thousandths: 103797 + 7449, Change: 103797 + 7449 - 107000}} {
		if s := list[i]; s.Day != want.Day || s.Basis != want.Basis || s.Thousandths != want.Thousandths || s.Change != want.Change || s.Source == "" || (s.GrowthPercent != nil) != (want.Basis == "projected") {
			t.Errorf("series %d: %+v, want %+v", i, s, want)
		}
	}
	for _, c := range []struct {
		name   string
		filter CellFilter
		code   string
		want   string // basis, thousandths, change
		fault  string
		sums   map[string]int64
	}{
		{name: "an earlier day", filter: CellFilter{Since: day(t, "2020-03-31")}, code: code(1), want: "estimated 8333 8334", sums: map[string]int64{countyA: 50000, unitaryB: 9000}},
		{name: "a day of which one is not known", filter: CellFilter{Since: day(t, "2022-03-31")}, code: code(1), want: "none", sums: map[string]int64{unitaryB: 7000}},
		{name: "the day of its newest", filter: CellFilter{Since: day(t, "2022-03-31")}, code: code(11), want: "estimated 2334 none"},
		{name: "projected", filter: CellFilter{Until: day(t, "2027-03-31"), Sort: "-change"}, code: code(3), want: "projected 51899 1899", sums: map[string]int64{countyA: 103797, unitaryB: 7449}},
		{name: "no such day", filter: CellFilter{Since: day(t, "2021-03-31")}, fault: "2020-03-31, 2022-03-31"},
		{name: "projected is not published", filter: CellFilter{Since: day(t, "2027-03-31")}, fault: "2020-03-31, 2022-03-31"},
		{name: "both", filter: CellFilter{Since: day(t, "2020-03-31"), Until: day(t, "2027-03-31")}, fault: "not for both"},
		{name: "a change of nothing", filter: CellFilter{Sort: "change"}, fault: "Sort by z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			page, err := ListCells(ctx, db, c.filter)
			if c.fault != "" {
				if err == nil || !strings.Contains(err.Error(), c.fault) {
					t.Errorf("%v, want %q", err, c.fault)
				}
				return
			}
			if err != nil || page.Other == nil {
				t.Fatal(page.Other, err)
			}
			sums := map[string]int64{}
			for _, item := range page.Items {
				got := "none"
				if o := item.Other; o != nil {
					sums[item.AuthorityCode] += o.Thousandths
					got = fmt.Sprint(o.Basis, " ", o.Thousandths, " none")
					if o.Change != nil {
						got = fmt.Sprint(o.Basis, " ", o.Thousandths, " ", *o.Change)
					}
				}
				if item.Code == c.code && got != c.want {
					t.Errorf("%s: %s, want %s", item.Code, got, c.want)
				}
			}
			if c.sums != nil && fmt.Sprint(sums) != fmt.Sprint(c.sums) {
				t.Errorf("authorities come to %v, want %v", sums, c.sums)
			}
		})
	}
	was, share, zero := texts(t, db, "SELECT to_day::text AS key, made_at::text AS value FROM demand_series"), 12.5, 0.0
	before, _ := Revision(ctx, db)
	run(t, db, "UPDATE demand_series SET made_at = '2000-01-01'")
	setMeasure(t, db, SettingsChange{HomeSharePercent: &share})
	after, _ := Revision(ctx, db)
	if kept := texts(t, db, "SELECT to_day::text AS key, made_at::text AS value FROM demand_series WHERE made_at < '2001-01-01'"); len(kept) != len(was) || after != before+1 {
		t.Errorf("another share made %d of %d series anew; revision %d to %d", len(was)-len(kept), len(was), before, after)
	}
	setMeasure(t, db, SettingsChange{GrowthPercent: &zero})
	if list, err := ListSeries(ctx, db); err != nil || len(list) != 3 || list[2].Change != 0 || *list[2].GrowthPercent != 0 {
		t.Errorf("a growth of 0: %+v, %v", list, err)
	}
	none := 0
	setMeasure(t, db, SettingsChange{GrowthYears: &none})
	if list, err := ListSeries(ctx, db); err != nil || len(list) != 2 {
		t.Errorf("once the projection has ended: %+v, %v", list, err)
	}
}

func TestGrown(t *testing.T) {
	for _, c := range []struct {
		thousandths   int64
		growth, years int
		want          int64
	}{{1000, 1000, 1, 1100}, {1000, 1000, 2, 1210}, {1, 5000, 1, 2}, {1, 4999, 1, 1}, {7000, -5000, 3, 875}, {5, -5000, 1, 3}, {907000, 0, 20, 907000}} {
		if got := grown(c.thousandths, c.growth, c.years); got != c.want {
			t.Errorf("%d by %d for %d years: %d, want %d", c.thousandths, c.growth, c.years, got, c.want)
		}
	}
	if got, want := float64(grown(80000000, 5000, 20)), 8e7*math.Pow(1.5, 20); math.Abs(got-want) > 1 {
		t.Errorf("large: %v, want %v", got, want)
	}
}

// What an earlier version estimated is worked out again, once.
func TestRenew(t *testing.T) {
	db := crowd(t)
	revision := func() (n int64) {
		if err := Renew(context.Background(), db); err != nil {
			t.Fatal(err)
		}
		n, _ = Revision(context.Background(), db)
		return n
	}
	was := revision()
	run(t, db, "DELETE FROM hexagons")
	if first, second := revision(), revision(); was != 1 || first != 2 || second != 2 {
		t.Errorf("revision %d, then %d, then %d", was, first, second)
	}
}

func TestNeedByLevel(t *testing.T) {
	db := world(t)
	for i, name := range []string{"Adur 001A", "Adur 001B", "Adur 002A", "Mole 001A", "Somewhere"} {
		cell(t, db, code(1+i), 1+float64(i), 1, 100*(i+1))
		run(t, db, "UPDATE demand_cells SET name = ?, district_code = ? WHERE code = ?", name, map[bool]any{true: districtOfA, false: nil}[i < 4], code(1+i))
	}
	cell(t, db, code(9), 12, 1, 70)
	run(t, db, "UPDATE demand_cells SET name = 'Brighton and Hove 033C', district_code = ? WHERE code = ?", unitaryB, code(9))
	run(t, db, "INSERT INTO areas (level, code, name, outline, approximate, source) SELECT 'ltla', ?, 'Adur', outline, true, 'test' FROM areas WHERE code = ?", districtOfA, countyA)
	count(t, db, countyA, "2023-03-31", 90, nil)
	count(t, db, countyA, "2024-03-31", 100, nil)
	count(t, db, unitaryB, "2024-03-31", 7, nil)
	recompute(t, db)
	for _, c := range []struct {
		level, authority, want string
		limit                  int
		loose                  int64
	}{
		{"hub", "", "|South|107000|none", 0, 0},
		{"authority", "", countyA + "|West Sussex|100000|90000 10000," + unitaryB + "|Brighton and Hove|7000|none", 1, 0},
		{"district", countyA, districtOfA + "|Adur|66667|60000 6667", 0, 33333},
		{"district", "", districtOfA + "|Adur|66667|60000 6667," + unitaryB + "|Brighton and Hove|7000|none", 1, 33333},
		{"msoa", "", "|Mole 001|26667|24000 2667,|Adur 001|20000|18000 2000,|Adur 002|20000|18000 2000,|Brighton and Hove 033|7000|none", 2, 33333},
		{"msoa", outsiderD, "", 0, 0},
	} {
		var got []string
		for f := (LevelFilter{Level: c.level, Authority: c.authority, Limit: c.limit, Since: day(t, "2023-03-31")}); ; {
			page, err := NeedByLevel(context.Background(), db, f)
			if err != nil || page.NotPlaced != c.loose {
				t.Fatalf("%s: %+v, %v", c.level, page, err)
			}
			for _, n := range page.Items {
				other := "none"
				if n.Other != nil {
					other = fmt.Sprint(n.Other.Thousandths, " ", *n.Other.Change)
				}
				got = append(got, fmt.Sprint(n.Code, "|", n.Name, "|", n.Thousandths, "|", other))
			}
			if f.Cursor = page.Next; f.Cursor == "" {
				break
			}
		}
		if strings.Join(got, ",") != c.want {
			t.Errorf("%s in %q:\n%s, want\n%s", c.level, c.authority, strings.Join(got, ","), c.want)
		}
	}
}
