package schedule

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// tableRow is one line of R's table: below a share x of the way lies the share u (or
// above it, for the upper tail).
type tableRow struct {
	t, share, x, rest, below, above float64
	upper                           bool
}

func readTable(t *testing.T) []tableRow {
	t.Helper()
	f, err := os.Open("testdata/beta.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []tableRow
	for _, line := range lines[1:] {
		var n [7]float64
		for i, cell := range line {
			if i != 1 {
				if n[i], err = strconv.ParseFloat(cell, 64); err != nil {
					t.Fatal(err)
				}
			}
		}
		rows = append(rows, tableRow{n[0], n[2], n[3], n[4], n[5], n[6], line[1] == "upper"})
	}
	if len(rows) < 900 {
		t.Fatalf("got %d rows of R's table, want over 900", len(rows))
	}
	return rows
}

func apart(got, want float64) float64 { return math.Abs(got-want) / math.Abs(want) }

// The cumulative distribution agrees with R's pbeta. R was asked at x, which has
// lost the digits of 1-x above a half: those rows are for the inverse only.
func TestTailsAgreeWithR(t *testing.T) {
	var asked int
	for _, row := range readTable(t) {
		if row.x > 0.5 {
			continue
		}
		asked++
		d := pertBeta(row.t)
		density := math.Exp(d.a*math.Log(row.x) + d.b*math.Log1p(-row.x) - d.logB)
		below, above := d.tails(row.x, 1-row.x, density)
		if d := max(apart(below, row.below), apart(above, row.above)); d > 1e-13 {
			t.Errorf("t %g x %g: got %.17g and %.17g, want %.17g and %.17g", row.t, row.x, below, above, row.below, row.above)
		}
	}
	if asked < 400 {
		t.Errorf("asked %d rows, want over 400", asked)
	}
}

// The tabled inverse agrees with R's qbeta, and the part left to 1 as well.
func TestInverseAgreesWithR(t *testing.T) {
	tables := map[float64]*quantiles{}
	var worst float64
	for _, row := range readTable(t) {
		q := tables[row.t]
		if q == nil {
			q = newQuantiles(row.t)
			tables[row.t] = q
		}
		// Of the share and what is left of it, the smaller is asked for from its end.
		side, share := 0, row.share
		if row.upper != (share > 0.5) {
			side = 1
		}
		if share > 0.5 {
			share = 1 - share
		}
		x := q.ends[side].way(min(share, math.Nextafter(0.5, 0)))
		want := []float64{row.x, row.rest}[side]
		d := apart(x, want)
		worst = max(worst, d)
		if d > 1e-9 {
			t.Errorf("t %g share %g upper %v: got %.17g, want %.17g (%.1e apart)", row.t, row.share, row.upper, x, want, d)
		}
	}
	t.Logf("worst %.1e", worst)
}

// Between the knots of any shape, to the last draw at either end, the inverse leads
// back to the share it came from, and never falls.
func TestInverseLeadsBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		q := newQuantiles(r.Float64())
		for side := range q.ends {
			e := &q.ends[side]
			before := 0.0
			for w := 0x1p-53; w < 0.5; w *= 1 + 0.05*r.Float64() {
				z := e.way(w)
				got, slope, _ := e.beta.logits(math.Log(z) - math.Log1p(-z))
				if off := math.Abs(got-math.Log(w/(1-w))) / slope; !(off <= 1e-10) {
					t.Fatalf("beta(%g, %g), share %g: %g is %g off", e.beta.a, e.beta.b, w, z, off)
				}
				if z <= before {
					t.Fatalf("beta(%g, %g): does not rise at share %g", e.beta.a, e.beta.b, w)
				}
				before = z
			}
		}
	}
}

// The first and the last draw, and those either side of the middle, stay in range and
// in order.
func TestEveryDrawHasALength(t *testing.T) {
	for _, shape := range []float64{0, 1e-9, 0.5, 1} {
		q := newQuantiles(shape)
		before := int64(7)
		for _, k := range []uint64{0, 1, 1 << 20, 1<<51 - 1, 1 << 51, 1<<51 + 1, 1<<52 - 2, 1<<52 - 1} {
			got := q.between(7, 7+1e15, k)
			if got < before || got > 7+1e15 {
				t.Errorf("shape %g, draw %d: got %d after %d", shape, k, got, before)
			}
			before = got
		}
		if mid := q.between(0, 1e15, 1<<51) - q.between(0, 1e15, 1<<51-1); mid < 0 || mid > 1000 {
			t.Errorf("shape %g: a step of %d in the middle", shape, mid)
		}
	}
}
