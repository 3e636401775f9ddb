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
		v := math.Log(row.share) - math.Log1p(-row.share)
		if row.upper {
			v = -v
		}
		x, rest := q.at(v)
		d := max(apart(x, row.x), apart(rest, row.rest))
		worst = max(worst, d)
		if d > 1e-9 {
			t.Errorf("t %g share %g upper %v: got %.17g and %.17g, want %.17g and %.17g (%.1e apart)", row.t, row.share, row.upper, x, rest, row.x, row.rest, d)
		}
	}
	t.Logf("worst %.1e", worst)
}

// Between the knots of any shape, the ends of the draws included, the inverse leads
// back to the number it came from, and never falls.
func TestInverseLeadsBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		shape := r.Float64()
		d, q := pertBeta(shape), newQuantiles(shape)
		before := 0.0
		for k := range 2000 {
			v := -36.7 + 73.4*(float64(k)+r.Float64())/2000
			x, rest := q.at(v)
			got, slope, _ := d.logits(math.Log(x) - math.Log(rest))
			if apart := math.Abs(got-v) / slope; apart > 1e-10 && rest > 0 {
				t.Fatalf("shape %g, logit %g: came back as %g", shape, v, got)
			}
			if x < before {
				t.Fatalf("shape %g: falls at logit %g", shape, v)
			}
			before = x
		}
	}
	for _, k := range []uint64{0, 1<<52 - 1} {
		if x := newQuantiles(0).place(k); !(x > 0 && x <= 1) {
			t.Errorf("draw %d gave %g", k, x)
		}
	}
}
