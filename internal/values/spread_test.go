package values

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
)

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		name    string
		total   int64
		weights []float64
		want    []int64
	}{
		{"nothing to spread", 0, []float64{1, 2}, []int64{0, 0}},
		{"no cells", 5000, nil, nil},
		{"one cell", 907000, []float64{0.3}, []int64{907000}},
		{"even", 1000, []float64{1, 1}, []int64{500, 500}},
		{"a tie goes to the first code", 1000, []float64{1, 1, 1}, []int64{334, 333, 333}},
		{"two left over, by code", 2000, []float64{1, 1, 1}, []int64{667, 667, 666}},
		{"the largest remainder first", 10, []float64{1, 2, 3}, []int64{2, 3, 5}}, // 1.67 3.33 5
		{"a cell without children gets none", 1000, []float64{0, 3, 1}, []int64{0, 750, 250}},
		{"all weights zero: alike", 1000, []float64{0, 0, 0, 0}, []int64{250, 250, 250, 250}},
		{"weights far apart", 1000, []float64{1e300, 1}, []int64{1000, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Spread(c.total, cellsOf(c.weights)); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func cellsOf(weights []float64) []Weighted {
	var cells []Weighted
	for i, w := range weights {
		cells = append(cells, Weighted{fmt.Sprintf("E%08d", i), w})
	}
	return cells
}

// Against the same rule in exact fractions, on whole weights, with the cells in any
// order: the sum is the total, and each part is the exact share rounded down or up.
func TestSpreadAgainstFractions(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		total := r.Int64N(3_000_000)
		var weights []float64
		for range 1 + r.IntN(1500) {
			weights = append(weights, float64(r.IntN(600)))
		}
		cells := cellsOf(weights)
		r.Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
		got, want := Spread(total, cells), byFractions(total, cells)
		var sum int64
		for i := range got {
			sum += got[i]
			if got[i] != want[cells[i].Code] {
				t.Fatalf("cell %s of %d: got %d, want %d", cells[i].Code, len(cells), got[i], want[cells[i].Code])
			}
		}
		if sum != total {
			t.Fatalf("parts add up to %d, want %d", sum, total)
		}
	}
}

func byFractions(total int64, cells []Weighted) map[string]int64 {
	sum := new(big.Rat)
	for _, c := range cells {
		sum.Add(sum, new(big.Rat).SetFloat64(c.Weight))
	}
	type part struct {
		code string
		rest *big.Rat
	}
	out, left := map[string]int64{}, total
	var rests []part
	for _, c := range cells {
		w := new(big.Rat).SetFloat64(c.Weight)
		if sum.Sign() == 0 {
			w = big.NewRat(1, int64(len(cells)))
		} else {
			w.Quo(w, sum)
		}
		w.Mul(w, new(big.Rat).SetInt64(total))
		down := new(big.Int).Quo(w.Num(), w.Denom())
		out[c.Code] = down.Int64()
		left -= down.Int64()
		rests = append(rests, part{c.Code, w.Sub(w, new(big.Rat).SetInt(down))})
	}
	sort.Slice(rests, func(i, j int) bool {
		if c := rests[i].rest.Cmp(rests[j].rest); c != 0 {
			return c > 0
		}
		return rests[i].code < rests[j].code
	})
	for _, p := range rests[:left] {
		out[p.code]++
	}
	return out
}
