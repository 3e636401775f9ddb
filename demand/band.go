package demand

import "sort"

// The rule for a distance band that nobody set.
const (
	bandStep       = 100  // metres: the band is a whole number of these
	bandSteps      = 1000 // and at most so many: 100 km
	wantNeighbours = 20   // cells within the band on average, each counting itself
	wantCompany    = 4    // cells within the band of nine cells in ten
)

// SuggestBand is the least multiple of 100 m, at most 100 km, at which the average
// cell has at least 20 cells within it and nine in ten have at least 4, each
// counting itself. Where there are fewer than 200 cells the average asked for is a
// tenth of them, but at least 2, and no more is asked of the nine in ten than half of
// that.
//
// So a sum is of enough cells to be near normal in towns and in most villages, and
// the band is no wider than that takes: a band at which no cell is alone would be set
// by the one farm farthest from any other.
func SuggestBand(points []Point) float64 {
	spots := make([]spot, len(points))
	for i, p := range points {
		spots[i] = spot{x: p.X, y: p.Y, index: i}
	}
	near, n := newTree(spots), len(points)
	average := max(2, min(wantNeighbours, n/10))
	company := max(1, min(wantCompany, average/2))
	enough := func(steps int) bool {
		counts, _ := near.around(squareOf(float64(steps) * bandStep))
		sum, accompanied := 0, 0
		for _, count := range counts {
			sum += count
			if count >= company {
				accompanied++
			}
		}
		return sum >= average*n && 10*accompanied >= 9*n
	}
	// Both only grow with the distance: double until it is enough, then halve between.
	most := 1
	for most < bandSteps && !enough(most) {
		most *= 2
	}
	least := most/2 + 1
	steps := least + sort.Search(min(most, bandSteps)-least, func(i int) bool { return enough(least + i) })
	return float64(steps) * bandStep
}
