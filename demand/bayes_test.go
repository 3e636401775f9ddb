package demand

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// ebestTable is what tools/oracles/spdep_ebest.R wrote: cells, the distance, Marshall's a
// and b, and of each cell raw rate, smoothed rate and gi_z, NaN where spdep has none.
type ebestTable struct {
	distance, a, b float64
	points         []Point
	populations    []float64
	answers        [][3]float64
}

func readEbest(t testing.TB, text string) (e ebestTable) {
	t.Helper()
	if _, err := fmt.Sscanf(text, "# distance %g; a %g; b %g;", &e.distance, &e.a, &e.b); err != nil {
		t.Fatalf("%v: %.200s", err, text)
	}
	in := csv.NewReader(strings.NewReader(text))
	in.Comment = '#'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		var v [7]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(strings.Replace(row[i], "NA", "NaN", 1), 64); err != nil && row[i] != "NA" {
				t.Fatal(err)
			}
		}
		if row[6] == "NA" || row[6] == "NaN" {
			v[6] = math.NaN()
		}
		e.points, e.populations = append(e.points, Point{v[0], v[1], v[2]}), append(e.populations, v[3])
		e.answers = append(e.answers, [3]float64{v[4], v[5], v[6]})
	}
	return e
}

// agrees compares rates to 1e-12 of themselves, z to 1e-6, and says how far they are off.
func (e ebestTable) agrees(t *testing.T) {
	t.Helper()
	readings, rates := RateSpots(e.points, e.populations, e.distance)
	_, prior := SmoothRates(atRisk(e.points, e.populations))
	off := func(got, want float64) float64 { return math.Abs(got-want) / max(math.Abs(want), 1e-300) }
	if off(prior.Variance, e.a) > 1e-10 && prior.Variance != e.a || off(prior.Mean, e.b) > 1e-12 {
		t.Errorf("a %v, b %v; spdep %v, %v", prior.Variance, prior.Mean, e.a, e.b)
	}
	worst, worstZ, defined := 0.0, 0.0, 0
	for i, want := range e.answers {
		r := rates[i]
		if !r.Defined || off(r.Raw, want[0]) > 1e-12 && r.Raw != want[0] || off(r.Smoothed, want[1]) > 1e-12 {
			t.Fatalf("cell %d: %+v, spdep %v", i, r, want)
		}
		worst = max(worst, off(r.Smoothed, want[1]))
		if g := readings[i]; g.Defined == math.IsNaN(want[2]) || g.Defined && math.Abs(g.Z-want[2]) > 1e-6 {
			t.Fatalf("cell %d: %+v, spdep %v", i, g, want[2])
		} else if g.Defined {
			defined++
			worstZ = max(worstZ, math.Abs(g.Z-want[2]))
		}
	}
	t.Logf("%d cells, %d with z; a rate is off by %.1e of itself at most, z by %.1e", len(e.points), defined, worst, worstZ)
}

func TestRatesAgreeWithSpdep(t *testing.T) {
	files, _ := filepath.Glob("testdata/ebest_*.csv")
	if len(files) != 5 {
		t.Fatalf("found %d tables, want 5", len(files))
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			readEbest(t, string(text)).agrees(t)
		})
	}
}

// askSpdep has R work out the rates and Gi* of cells, where R and spdep are installed.
func askSpdep(t *testing.T, points []Point, populations []float64, distance float64) ebestTable {
	t.Helper()
	if _, err := exec.LookPath("Rscript"); err != nil {
		t.Skip("R is not installed")
	}
	if err := exec.Command("Rscript", "-e", "stopifnot(requireNamespace('spdep', quietly = TRUE))").Run(); err != nil {
		t.Skip("R has no spdep")
	}
	text := "x,y,count,population\n"
	for i, p := range points {
		text += fmt.Sprintf("%.17g,%.17g,%.17g,%.17g\n", p.X, p.Y, p.Count, populations[i])
	}
	path := filepath.Join(t.TempDir(), "cells.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("Rscript", "../tools/oracles/spdep_ebest.R", fmt.Sprintf("%.17g", distance), path, path+".answer").CombinedOutput(); err != nil {
		t.Fatalf("R: %v %s", err, said)
	}
	answer, err := os.ReadFile(path + ".answer")
	if err != nil {
		t.Fatal(err)
	}
	return readEbest(t, string(answer))
}

func TestRatesAgreeWithSpdepNow(t *testing.T) {
	points, populations := allEngland()[:2000], make([]float64, 2000)
	for i := range points {
		populations[i] = float64(30 + i*37%700)
		points[i].Count /= 2
	}
	askSpdep(t, points, populations, 20000).agrees(t)
}

func TestRatesAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		name  string
		cells []AtRisk
		want  []Rate
	}{
		{"no cells", nil, []Rate{}},
		{"one cell", []AtRisk{{3, 40}}, []Rate{{true, 0.075, 0.075}}},
		{"nobody lives anywhere", []AtRisk{{0, 0}, {2, 0}}, []Rate{{}, {}}},
		{"no child counted", []AtRisk{{0, 10}, {0, 20}}, []Rate{{Defined: true}, {Defined: true}}},
		{"nobody lives in one, which changes nothing", []AtRisk{{3, 40}, {7, 0}}, []Rate{{true, 0.075, 0.075}, {}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := SmoothRates(c.cells); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	points := []Point{{0, 0, 1}, {1000, 0, 9}, {2000, 0, 3}, {3000, 0, 30}, {500, 0, 5}}
	people := []float64{100, 90, 110, 80, 0}
	readings, _ := RateSpots(points, people, 1000)
	without, _ := RateSpots(points[:4], people[:4], 1000)
	if fmt.Sprint(readings[:4]) != fmt.Sprint(without) || readings[4] != (Reading{Class: None}) {
		t.Errorf("a cell in which nobody lives is a neighbour: %v, without it %v", readings, without)
	}
}

// Smoothing keeps every rate between itself and the mean.
func TestRatesAreDrawnToTheMean(t *testing.T) {
	cells := []AtRisk{{0, 12}, {9, 30}, {4, 400}, {80, 900}, {1, 2}, {30, 5000}}
	rates, prior := SmoothRates(cells)
	if prior.Variance <= 0 {
		t.Fatalf("these rates are too tame: %+v", prior)
	}
	for i, r := range rates {
		if low, high := min(r.Raw, prior.Mean), max(r.Raw, prior.Mean); r.Smoothed < low || r.Smoothed > high {
			t.Errorf("cell %d: %v is not between %v and %v", i, r.Smoothed, low, high)
		}
	}
}

func BenchmarkSmoothRatesAllEngland(b *testing.B) {
	points := allEngland()
	cells := make([]AtRisk, len(points))
	for i, p := range points {
		cells[i] = AtRisk{p.Count, float64(30 + i*37%700)}
	}
	for b.Loop() {
		SmoothRates(cells)
	}
}
