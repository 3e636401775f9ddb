package demand

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// byDefinition is Gi* as written in the books, pair by pair, and Benjamini-Hochberg as
// the step-up rule: the largest rank whose p is at most rank/n of the level, and
// every p up to it.
func byDefinition(points []Point, distance float64) []Reading {
	n := float64(len(points))
	var mean, variance float64
	same := true
	for _, p := range points {
		mean += p.Count / n
		same = same && p.Count == points[0].Count
	}
	for _, p := range points {
		variance += (p.Count - mean) * (p.Count - mean) / n
	}
	readings := make([]Reading, len(points))
	var ps []float64
	for i, p := range points {
		var sum, w float64
		for _, q := range points {
			if math.Sqrt((p.X-q.X)*(p.X-q.X)+(p.Y-q.Y)*(p.Y-q.Y)) <= distance {
				sum += q.Count
				w++
			}
		}
		readings[i].Class = None
		if same || w == n {
			continue
		}
		z := (sum - w*mean) / math.Sqrt(variance*(n*w-w*w)/(n-1))
		readings[i] = Reading{Defined: true, Z: z, P: 2 * (1 - normal(math.Abs(z))), Class: None}
		ps = append(ps, readings[i].P)
	}
	for _, level := range []struct {
		at        float64
		hot, cold Class
	}{{0.10, Hot90, Cold90}, {0.05, Hot95, Cold95}, {0.01, Hot99, Cold99}} {
		cut := -1.0
		for _, p := range ps {
			rank := 0
			for _, q := range ps {
				if q <= p {
					rank++
				}
			}
			if p <= float64(rank)/float64(len(ps))*level.at {
				cut = max(cut, p)
			}
		}
		for i, r := range readings {
			if r.Defined && r.P <= cut {
				readings[i].Class = level.cold
				if r.Z > 0 {
					readings[i].Class = level.hot
				}
			}
		}
	}
	return readings
}

// normal is the share of the normal distribution below z.
func normal(z float64) float64 { return (1 + math.Erf(z/math.Sqrt2)) / 2 }

// randomGrid makes cells of a random kind: on a lattice (ties at exactly the
// distance), on a line, crowded, doubled, mostly zero.
func randomGrid(r *rand.Rand) (points []Point, distance float64) {
	n := 2 + r.IntN(150)
	step := float64(1 + r.IntN(2000))
	kind := r.IntN(5)
	for range n {
		var p Point
		switch kind {
		case 0: // lattice, many in one place
			p.X, p.Y = step*float64(r.IntN(12)), step*float64(r.IntN(12))
		case 1: // line
			p.X, p.Y = step*float64(r.IntN(60)), 5000
		case 2: // crowds
			p.X, p.Y = float64(r.IntN(3))*50000+r.NormFloat64()*step, float64(r.IntN(3))*50000+r.NormFloat64()*step
		case 3: // anywhere, below zero too
			p.X, p.Y = (r.Float64()-0.5)*40*step, (r.Float64()-0.5)*40*step
		default: // right-angled triangles 3-4-5: exact ties off the axes
			p.X, p.Y = 3*step*float64(r.IntN(8)), 4*step*float64(r.IntN(8))
		}
		p.Count = float64(r.IntN(4)*r.IntN(2)) + 20*float64(r.IntN(2))*math.Exp(-math.Hypot(p.X, p.Y)/(10*step))
		points = append(points, p)
	}
	for range r.IntN(5) {
		points = append(points, points[r.IntN(len(points))])
	}
	return points, []float64{step, 5 * step, 10 * step, math.Sqrt2 * step, 0, 1e7}[r.IntN(6)]
}

func TestHotSpotsAgreeWithTheDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 20261122))
	classed, undefined := 0, 0
	for grid := range 200 {
		points, distance := randomGrid(r)
		got, want := HotSpots(points, distance), byDefinition(points, distance)
		for i := range points {
			g, w := got[i], want[i]
			if g.Defined != w.Defined || math.Abs(g.Z-w.Z) > 1e-9 || math.Abs(g.P-w.P) > 1e-9 || g.Class != w.Class {
				t.Fatalf("grid %d (%d cells, distance %v), cell %d:\ngot  %+v\nwant %+v", grid, len(points), distance, i, g, w)
			}
			if !g.Defined {
				undefined++
			}
			if g.Class != None {
				classed++
			}
		}
	}
	if classed < 100 || undefined < 100 {
		t.Fatalf("the grids are too tame: %d cells classed, %d without a reading", classed, undefined)
	}
}

func TestHotSpotsAgreeWithSpdep(t *testing.T) {
	tables, _ := filepath.Glob("testdata/spdep_*.csv")
	if len(tables) < 6 {
		t.Fatalf("found %d tables, want 6", len(tables))
	}
	for _, path := range tables {
		t.Run(filepath.Base(path), func(t *testing.T) {
			points, distance, want := spdepTable(t, path)
			worst := 0.0
			for i, g := range HotSpots(points, distance) {
				w := want[i]
				if g.Defined != w.Defined || math.Abs(g.Z-w.Z) > 1e-6 || math.Abs(g.P-w.P) > 1e-6 || g.Class != w.Class {
					t.Fatalf("cell %d: got %+v, want %+v", i, g, w)
				}
				worst = max(worst, math.Abs(g.Z-w.Z))
			}
			t.Logf("%d cells, largest difference of z %.1e", len(points), worst)
		})
	}
}

func spdepTable(t *testing.T, path string) (points []Point, distance float64, want []Reading) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscanf(string(text), "# distance %g;", &distance); err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(strings.NewReader(string(text)))
	in.Comment = '#'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, row := range rows[1:] {
		points = append(points, Point{number(row[0]), number(row[1]), number(row[2])})
		z := number(row[3])
		if math.IsNaN(z) {
			want = append(want, Reading{Class: None})
			continue
		}
		want = append(want, Reading{Defined: true, Z: z, P: number(row[4]), Class: Class(row[6])})
	}
	return points, distance, want
}

func TestHotSpotsAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		name     string
		points   []Point
		distance float64
		defined  []bool
	}{
		{"no cells", nil, 1000, nil},
		{"one cell", []Point{{0, 0, 5}}, 1000, []bool{false}},
		{"all counts equal, and no binary fraction", []Point{{0, 0, 0.1}, {5000, 0, 0.1}, {9000, 0, 0.1}}, 1000, []bool{false, false, false}},
		{"all cells are neighbours", []Point{{0, 0, 1}, {1, 0, 2}, {2, 0, 3}}, 1000, []bool{false, false, false}},
		{"only the middle one has all as neighbours", []Point{{0, 0, 1}, {1000, 0, 2}, {2000, 0, 4}}, 1000, []bool{true, false, true}},
		{"two in one place are two cells", []Point{{0, 0, 1}, {0, 0, 1}, {9000, 0, 4}}, 1000, []bool{true, true, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i, r := range HotSpots(c.points, c.distance) {
				if r.Defined != c.defined[i] {
					t.Errorf("cell %d: defined %v, want %v", i, r.Defined, c.defined[i])
				}
				if !r.Defined && (r.Class != None || r.Z != 0 || r.P != 0) {
					t.Errorf("cell %d has no reading, yet %+v", i, r)
				}
			}
		})
	}
}

// Gi* does not change when all counts are multiplied or all get the same added, nor
// may the largest and smallest numbers a float holds break it.
func TestHotSpotsAtAnyScale(t *testing.T) {
	base := []Point{{0, 0, 1}, {1, 0, 2}, {2, 0, 4}, {9, 0, 8}, {10, 0, 9}, {50, 0, 3}}
	want := HotSpots(base, 2)
	for _, c := range []struct{ times, plus float64 }{{1e300, 0}, {1e-300, 0}, {1.7e307, 0}, {-1, 0}, {1, 1e15}, {1, -1e12}} {
		moved := make([]Point, len(base))
		for i, p := range base {
			moved[i] = Point{p.X, p.Y, p.Count*c.times + c.plus}
		}
		for i, r := range HotSpots(moved, 2) {
			if z := math.Copysign(1, c.times) * r.Z; !r.Defined || math.Abs(z-want[i].Z) > 1e-9 {
				t.Errorf("times %g plus %g, cell %d: z %v, want %v", c.times, c.plus, i, z, want[i].Z)
			}
		}
	}
}

func TestDistanceTies(t *testing.T) {
	for _, c := range []struct {
		dx, dy, distance float64
		want             bool
	}{
		{3000, 4000, 5000, true},
		{3000, 4000, 4999, false},
		{3000, 4001, 5000, false},
		{655000, 1300000, math.Floor(math.Hypot(655000, 1300000)), false},
		{119, 120, 169, true}, // 119^2 + 120^2 = 169^2
		{20999999, 6480, 20999999, false},
		{1000, 1000, math.Sqrt(2e6), true}, // the root is rounded: its square is below 2,000,000 or above
		{1000, 3000, math.Sqrt(1e7), true},
		{0, 0, 0, true},
		{1, 0, 0, false},
		{0, 0, -1, false},
		{0, 0, math.Inf(-1), false},
		{0, 0, math.NaN(), false},
		{655000, 1300000, math.Inf(1), true},
	} {
		if got := square(c.dx, c.dy) <= squareOf(c.distance); got != c.want {
			t.Errorf("(%v, %v) within %v: %v, want %v", c.dx, c.dy, c.distance, got, c.want)
		}
	}
}

// A far cell's p is small, never negative or lost in 1 - 1.
func TestFarTail(t *testing.T) {
	points := make([]Point, 600)
	for i := range points {
		points[i] = Point{X: float64(i) * 100}
	}
	for i := range 20 {
		points[i].Count = 1
	}
	first := HotSpots(points, 900)[5]
	if first.Z < 18 || first.P <= 0 || first.P > 1e-70 || first.Class != Hot99 {
		t.Errorf("got %+v", first)
	}
}

// allEngland is as many cells as England has small areas: towns and country.
func allEngland() []Point {
	r := rand.New(rand.NewPCG(1, 2))
	points := make([]Point, 33755)
	for i := range points {
		town := float64(i % 400)
		x, y := 150000+math.Mod(town*77777, 480000), 50000+math.Mod(town*33331, 560000)
		points[i] = Point{math.Round(x + r.NormFloat64()*4700), math.Round(y + r.NormFloat64()*4700), float64(r.IntN(9))}
	}
	return points
}

func meanNeighbours(points []Point, distance float64) float64 {
	spots := make([]spot, len(points))
	for i, p := range points {
		spots[i] = spot{x: p.X, y: p.Y, index: i}
	}
	counts, _ := newTree(spots).around(squareOf(distance))
	sum := 0
	for _, n := range counts {
		sum += n
	}
	return float64(sum) / float64(len(points))
}

func BenchmarkHotSpotsAllEngland(b *testing.B) {
	points := allEngland()
	for b.Loop() {
		HotSpots(points, 4700)
	}
	b.ReportMetric(meanNeighbours(points, 4700), "neighbours")
}

// All cells in one town, each with half of them as neighbours: what goes quadratic
// where every pair is looked at.
func BenchmarkHotSpotsCrowded(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	points := make([]Point, 33755)
	for i := range points {
		points[i] = Point{r.NormFloat64() * 3000, r.NormFloat64() * 3000, float64(r.IntN(9))}
	}
	for b.Loop() {
		HotSpots(points, 5000)
	}
}

func TestSuggestBand(t *testing.T) {
	var lattice []Point // a kilometre apart: 21 within 2,237 m (the knight's move), 20 more than within 2,000 m
	for i := range 10000 {
		lattice = append(lattice, Point{X: float64(i%100) * 1000, Y: float64(i/100) * 1000})
	}
	for _, c := range []struct {
		name   string
		points []Point
		want   float64
	}{
		{"none", nil, 100},
		{"one", lattice[:1], 100e3}, // no distance gives it another
		{"two, a kilometre apart", lattice[:2], 1000},
		{"a line of 100: a tenth of them, five each way but at the ends", lattice[:100], 5000},
		{"a lattice of 10,000", lattice, 2300},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := SuggestBand(c.points); got != c.want {
				t.Errorf("got %v, want %v; %v neighbours", got, c.want, meanNeighbours(c.points, got))
			}
		})
	}
	england := allEngland()
	band := SuggestBand(england)
	if got, less := meanNeighbours(england, band), meanNeighbours(england, band-100); got < 20 {
		t.Errorf("band %v has %v neighbours (%v at the step before)", band, got, less)
	}
}

func BenchmarkSuggestBandAllEngland(b *testing.B) {
	points := allEngland()
	for b.Loop() {
		SuggestBand(points)
	}
}
