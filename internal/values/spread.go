package values

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// Weighted is a cell and its weight in its authority's total.
type Weighted struct {
	Code   string
	Weight float64 // at least 0
}

// Spread divides a total, in whole thousandths of a child, over cells in proportion
// to their weights: each gets its share rounded down, and what is left goes one by one
// to the largest remainders, ties by cell code. The parts, in the cells' order, add up
// to the total exactly. Where all weights are 0 every cell draws alike.
//
// Weights are first taken to whole numbers of the largest weight's 2^40th part or
// finer, so that all that follows is exact and the same on every machine.
func Spread(thousandths int64, cells []Weighted) []int64 {
	parts := make([]int64, len(cells))
	if len(cells) == 0 || thousandths <= 0 {
		return parts
	}
	weights, sum := wholeWeights(cells)
	remainders := make([]uint64, len(cells))
	left := thousandths
	for i, w := range weights {
		high, low := bits.Mul64(uint64(thousandths), w)
		share, rest := bits.Div64(high, low, sum)
		parts[i], remainders[i] = int64(share), rest
		left -= int64(share)
	}
	order := make([]int, len(cells))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(remainders[b], remainders[a]), cmp.Compare(cells[a].Code, cells[b].Code), a-b)
	})
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts
}

// wholeWeights are the weights in whole numbers, as fine as their sum in 63 bits allows.
func wholeWeights(cells []Weighted) (weights []uint64, sum uint64) {
	most := 0.0
	for _, c := range cells {
		most = max(most, c.Weight)
	}
	finest := math.Ldexp(1, 62-bits.Len(uint(len(cells))))
	weights = make([]uint64, len(cells))
	for i, c := range cells {
		weights[i] = 1
		if most > 0 {
			weights[i] = uint64(math.Round(c.Weight / most * finest))
		}
		sum += weights[i]
	}
	return weights, sum
}
