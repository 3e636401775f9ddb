package demand

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestStepsBeginAtTheirBreaks(t *testing.T) {
	for _, c := range []struct {
		value     float64
		breaks    []float64
		diverging bool
		want      int
	}{
		{0, []float64{2, 4, 6, 9}, false, 1}, {1.9, []float64{2, 4, 6, 9}, false, 1}, {2, []float64{2, 4, 6, 9}, false, 2}, {8.9, []float64{2, 4, 6, 9}, false, 4}, {9, []float64{2, 4, 6, 9}, false, 5},
		{0, []float64{-2, -1, 1, 2}, true, 3}, {0.999, []float64{-2, -1, 1, 2}, true, 3}, {-0.999, []float64{-2, -1, 1, 2}, true, 3}, {1, []float64{-2, -1, 1, 2}, true, 4}, {-1, []float64{-2, -1, 1, 2}, true, 2}, {2, []float64{-2, -1, 1, 2}, true, 5}, {-2, []float64{-2, -1, 1, 2}, true, 1}, {-1.9, []float64{-2, -1, 1, 2}, true, 2},
	} {
		if got := stepOf(c.value, c.breaks, c.diverging); got != c.want {
			t.Errorf("%v under %v: step %d, want %d", c.value, c.breaks, got, c.want)
		}
	}
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct {
		name   string
		breaks func(ReadingFilter, []float64) []float64
		found  []float64
		want   []float64
	}{
		{"gain of a home of four places", gainsBreak, nil, []float64{0.8, 1.6, 2.4, 3.2}},
		{"access, none anywhere", fifthsBreak, []float64{0, 0}, []float64{0.25, 0.5, 0.75, 1}},
		{"access, no areas", fifthsBreak, nil, []float64{0.25, 0.5, 0.75, 1}},
		{"access, alike", fifthsBreak, []float64{0.3, 0.3, 0.3, 0.3, 0.3}, []float64{0.25, 0.5, 0.75, 1}},
		{"access, those without are left aside", fifthsBreak, []float64{0, 0, 0, 0, 0, 0, 0.1, 0.2222, 0.3, 0.41, 1.777}, []float64{0.22, 0.3, 0.41, 1.8}},
		{"change, none", changesBreak, []float64{0, 0, 0}, []float64{-1, -0.5, 0.5, 1}},
		{"change, no areas", changesBreak, nil, []float64{-1, -0.5, 0.5, 1}},
		{"change", changesBreak, []float64{-0.1, 0.2, -0.31, 0.44, 0.52}, []float64{-0.5, -0.3, 0.3, 0.5}},
		{"change, most alike", changesBreak, []float64{2, 2, -2, 2, 2}, []float64{-2, -1, 1, 2}},
		{"change, in few", changesBreak, []float64{0, 0, 0, 0.7, 0.8}, []float64{-0.8, -0.4, 0.4, 0.8}},
	} {
		got := c.breaks(ReadingFilter{Places: 4}, slices.Clone(c.found))
		if fmt.Sprint(rounded(got)) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	r := rand.New(rand.NewPCG(7, 20261122))
	for range 2000 { // whatever comes, four that ascend
		found := make([]float64, r.IntN(30))
		for i := range found {
			found[i] = math.Round(r.NormFloat64()*float64(r.IntN(4))*math.Pow(10, float64(r.IntN(3)))) / 100
		}
		for name, breaks := range map[string]func(ReadingFilter, []float64) []float64{"access": fifthsBreak, "change": changesBreak, "gain": gainsBreak} {
			got := breaks(ReadingFilter{Places: 1 + r.IntN(50)}, found)
			if len(got) != 4 || !(got[0] < got[1] && got[1] < got[2] && got[2] < got[3]) {
				t.Fatalf("%s of %v: %v", name, found, got)
			}
		}
	}
}

// rounded takes away the last digit, in which fifths differ.
func rounded(list []float64) []float64 {
	for i, v := range list {
		list[i] = digits(v, 12)
	}
	return list
}

// Three cells as in coverWorld and a fourth that lies nowhere, in hexagons of 10 km of their
// own; one home of 20 places beside a1 and a2.
func TestReadings(t *testing.T) {
	db := coverWorld(t)
	need(t, db, "n1", unitaryB, 70, 0, 10)
	run(t, db, `UPDATE demand_cells SET centre = NULL WHERE code = 'n1'`)
	run(t, db, `UPDATE demand_cells SET children = NULL WHERE code = 'b1'`)
	run(t, db, `UPDATE demand_cells SET children = 100000 WHERE code = 'a2'`)
	home(t, db, "h", countyA, 0, 0, 20)
	c := covered(t, db)
	read := func(f ReadingFilter) Readings {
		t.Helper()
		r, err := c.Readings(context.Background(), db, f)
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		if !slices.IsSortedFunc(r.Items, func(a, b AreaReading) int { return strings.Compare(a.Code, b.Code) }) || r.Source == "" || r.Unit == "" || r.Basis != "estimated" {
			t.Errorf("%+v: %+v", f, r)
		}
		return r
	}
	value := func(r Readings, code string) any {
		t.Helper()
		for _, item := range r.Items {
			if item.Code == code {
				if (item.Value == nil) != (item.Step == nil) {
					t.Errorf("%s: value %v, step %v", code, item.Value, item.Step)
				}
				if item.Value == nil {
					return nil
				}
				return *item.Value
			}
		}
		t.Fatalf("there is no %s in %+v", code, r.Items)
		return nil
	}
	needs := read(ReadingFilter{Reading: "need"})
	if len(needs.Items) != 4 || value(needs, "a1") != 1000. || value(needs, "a2") != 4. || *needs.Items[1].Step != 3 || value(needs, "b1") != nil || value(needs, "n1") != 100. {
		t.Errorf("need: %+v", needs)
	}
	// Twenty of the fifty in reach of the home have a place; in which cell is the flow's to say.
	unmet := read(ReadingFilter{Reading: "unmet"})
	sum := value(unmet, "a1").(float64)/100 + value(unmet, "a2").(float64)*10
	if math.Abs(sum-30) > 1 || value(unmet, "n1") != 100. || value(unmet, "b1") != nil {
		t.Errorf("unmet: %+v", unmet)
	}
	// The ratio is 20 / (10 + 0.68 x 40); a2 is in the second zone; to b1 and n1 nothing comes.
	ratio := 20 / (10 + 0.68*40)
	access := read(ReadingFilter{Reading: "access"})
	if value(access, "a1") != math.Round(1000*ratio)/1000 || value(access, "a2") != math.Round(680*ratio)/1000 || value(access, "b1") != 0. || value(access, "n1") != nil {
		t.Errorf("access: %+v, the ratio is %v", access, ratio)
	}
	for _, f := range []ReadingFilter{{Reading: "tempo"}, {Reading: ""}, {Reading: "gain", Places: 4}, {Reading: "gain", Hexagons: 5000}, {Reading: "gain", Hexagons: 5000, Places: 51},
		{Reading: "change"}, {Reading: "unmet", Since: day(t, "2020-03-31")}, {Reading: "access", Until: day(t, "2030-03-31")}, {Reading: "need", Since: day(t, "2020-03-31")},
		{Reading: "need", Since: day(t, "2020-03-31"), Until: day(t, "2030-03-31")}} {
		if _, err := c.Readings(context.Background(), db, f); !isProblem(err) {
			t.Errorf("%+v: %v, want a problem", f, err)
		}
	}
}

// On hexagons: unmet adds up to the cells', access is their mean by need, the gain is what
// Gain says, each of them worked out here from the cells.
func TestReadingsOfHexagons(t *testing.T) {
	db := crowd(t)
	home(t, db, "in the middle", countyA, 12, 0, 25)
	home(t, db, "somewhere", countyA, nowhere, 0, 11)
	c := covered(t, db)
	ctx := context.Background()
	scores := c.accessScores()
	list, err := ListCells(ctx, db, CellFilter{})
	if err != nil {
		t.Fatal(err)
	}
	live := map[string]int{}
	for _, item := range list.Items {
		live[item.Code] = *item.Children
	}
	for _, metres := range HexagonMetres {
		f := ReadingFilter{Hexagons: metres, Places: 6}
		read := map[string]map[string]AreaReading{}
		for _, reading := range []string{"need", "unmet", "access", "gain", "hotspots"} {
			f.Reading = reading
			r, err := c.Readings(ctx, db, f)
			if err != nil || r.Level != "hexagon" || r.Metres != metres || len(r.Items) == 0 {
				t.Fatalf("%d m, %s: %+v, %v", metres, reading, r, err)
			}
			read[reading] = map[string]AreaReading{}
			for _, item := range r.Items {
				read[reading][item.Code] = item
			}
		}
		unmet, need, weighted, children := map[string]float64{}, map[string]float64{}, map[string]float64{}, map[string]float64{}
		for i, cell := range c.cells {
			code := hexagonAt(metres, *cell.X, *cell.Y).code(metres)
			unmet[code] += float64(cell.Need-c.covered[i]) / unit
			need[code] += float64(cell.Need) / unit
			weighted[code] += float64(cell.Need) / unit * scores[i]
			children[code] += float64(live[cell.Code])
		}
		for code := range need {
			if got, want := *read["unmet"][code].Value, 10000*unmet[code]/children[code]; math.Abs(got-want) > 0.06+10/children[code] {
				t.Errorf("%s: unmet %v, want %v", code, got, want)
			}
			if got, want := *read["need"][code].Value, 10000*need[code]/children[code]; math.Abs(got-want) > 0.051 {
				t.Errorf("%s: need %v, want %v", code, got, want)
			}
			if got, want := *read["access"][code].Value, weighted[code]/need[code]; math.Abs(got-want) > 0.00051 {
				t.Errorf("%s: access %v, want %v", code, got, want)
			}
			if read["hotspots"][code].Class == "" || read["hotspots"][code].Step != nil {
				t.Errorf("%s: hot-spot %+v", code, read["hotspots"][code])
			}
			var x, y float64
			if err := db.Raw(`SELECT ST_X(centre), ST_Y(centre) FROM hexagons WHERE code = ?`, code).Row().Scan(&x, &y); err != nil {
				t.Fatal(err)
			}
			want, _ := c.Gain(Proposal{6, []ProposedAt{{Easting: &x, Northing: &y}}})
			if got := *read["gain"][code].Value; math.Abs(got-want) > 0.051 || *read["gain"][code].Step != stepOf(got, gainsBreak(f, nil), false) {
				t.Errorf("%s: gain %v, want %v", code, got, want)
			}
		}
		if len(need) != len(read["need"]) {
			t.Errorf("%d hexagons, want %d", len(read["need"]), len(need))
		}
	}
}

// Of another day: the need of that day among those who live there now, and the change in
// steps round 0. What is not known has no step.
func TestReadingsOfOtherDays(t *testing.T) {
	db := world(t)
	for i := range 3 {
		cell(t, db, code(1+i), 1+float64(i), 1, 100*(i+1))
		cell(t, db, code(11+i), 11+float64(i), 1, 50)
	}
	count(t, db, countyA, "2020-03-31", 90, nil)
	count(t, db, countyA, "2024-03-31", 60, nil)
	count(t, db, unitaryB, "2024-03-31", 9, nil) // of 2020 nothing is known
	recompute(t, db)
	growth, years := 10.0, 1
	setMeasure(t, db, SettingsChange{GrowthPercent: &growth, GrowthYears: &years})
	c := covered(t, db)
	for _, w := range []struct {
		name   string
		filter ReadingFilter
		basis  string
		breaks string
		want   string // of the first of A, the third and the first of B: value and step
	}{
		{"need in 2020", ReadingFilter{Reading: "need", Since: day(t, "2020-03-31")}, "estimated", "[2 4 6 9]", "150 5, 150 5, none"},
		{"need projected", ReadingFilter{Reading: "need", Until: day(t, "2025-03-31")}, "projected", "[2 4 6 9]", "110 5, 110 5, 66 5"},
		{"change since 2020: 5, 10 and 15 fewer", ReadingFilter{Reading: "change", Since: day(t, "2020-03-31")}, "estimated", "[-20 -10 10 20]", "-5 3, -15 2, none"},
		{"change until 2025: 1, 2 and 3 more, and thrice 0.3", ReadingFilter{Reading: "change", Until: day(t, "2025-03-31")}, "projected", "[-2 -0.3 0.3 2]", "1 4, 3 5, 0.3 4"},
	} {
		r, err := c.Readings(context.Background(), db, w.filter)
		if err != nil {
			t.Fatalf("%s: %v", w.name, err)
		}
		var got []string
		for _, item := range r.Items {
			if item.Code == code(1) || item.Code == code(3) || item.Code == code(11) {
				text := "none"
				if item.Value != nil {
					text = fmt.Sprint(*item.Value, " ", *item.Step)
				}
				got = append(got, text)
			}
		}
		if r.Basis != w.basis || fmt.Sprint(r.Breaks) != w.breaks || strings.Join(got, ", ") != w.want || r.Diverging != (w.filter.Reading == "change") {
			t.Errorf("%s: %s %v %q %t, want %s %s %q", w.name, r.Basis, r.Breaks, got, r.Diverging, w.basis, w.breaks, w.want)
		}
	}
	for _, f := range []ReadingFilter{{Reading: "change", Since: day(t, "2020-03-31"), Hexagons: 2500}, {Reading: "hotspots", Since: day(t, "2020-03-31")}} {
		r, err := c.Readings(context.Background(), db, f)
		if err != nil || len(r.Items) == 0 || !strings.Contains(r.Source, "31 March 2020") {
			t.Errorf("%+v: %+v, %v", f, r, err)
		}
	}
}
