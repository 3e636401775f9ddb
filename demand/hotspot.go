package demand

import (
	"math"
	"slices"
)

// Point is a cell's centre, in metres on the national grid, and its count.
type Point struct{ X, Y, Count float64 }

// Class says how sure a concentration is once false discoveries are held down:
// hot99 is sure at 1 %, cold90 at 10 %.
type Class string

// The classes, from many children to few.
const (
	Hot99  Class = "hot99"
	Hot95  Class = "hot95"
	Hot90  Class = "hot90"
	None   Class = "none"
	Cold90 Class = "cold90"
	Cold95 Class = "cold95"
	Cold99 Class = "cold99"
)

// Classes are all classes, hottest first.
var Classes = []Class{Hot99, Hot95, Hot90, None, Cold90, Cold95, Cold99}

// Reading is what Gi* says of one cell. A cell has no Z and no P where they do not
// exist: all counts are equal, or all cells are its neighbours.
type Reading struct {
	Defined  bool
	Z        float64 // how many standard errors the neighbourhood's sum is above what is expected
	P        float64 // two-sided, from the normal
	Adjusted float64 // P once false discoveries are held down; the class goes by it
	Class    Class
}

// HotSpots is the Getis-Ord Gi* of every point, in the points' order. The
// neighbours of a cell are those at most distance away, itself among them, all of
// weight one:
//
//	Z = (S - W m) / (s sqrt((n W - W W) / (n - 1)))
//
// with S the sum over the W neighbours, m and s the mean and the standard deviation
// (divided by n) of all n counts. That is localG of R's spdep with self included.
// Two points in one place are two cells.
func HotSpots(points []Point, distance float64) []Reading {
	readings := make([]Reading, len(points))
	for i := range readings {
		readings[i].Class = None
	}
	counts, deviation, ok := centred(points)
	if !ok {
		return readings
	}
	spots := make([]spot, len(points))
	for i, p := range points {
		spots[i] = spot{x: p.X, y: p.Y, value: counts[i], index: i}
	}
	near, n := newTree(spots), float64(len(points))
	neighbours, sums := near.around(squareOf(distance))
	for i, s := range near.spots {
		if neighbours[i] == len(points) {
			continue
		}
		w := float64(neighbours[i])
		z := sums[i] / (deviation * math.Sqrt(w*(n-w)/(n-1)))
		readings[s.index] = Reading{Defined: true, Z: z, P: twoSided(z), Class: None}
	}
	classify(readings)
	return readings
}

// twoSided is how often a normal distribution is as far from 0 as z.
func twoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// centred is the counts less their mean and their standard deviation, both divided
// by one power of two; false where they are all equal. Gi* is the same for any scale
// and any shift of the counts: scaling keeps squares from overflowing, and taking
// the mean of what is left after a first mean keeps small differences between large
// counts.
func centred(points []Point) (counts []float64, deviation float64, ok bool) {
	if len(points) == 0 {
		return nil, 0, false
	}
	least, most := points[0].Count, points[0].Count
	for _, p := range points {
		least, most = min(least, p.Count), max(most, p.Count)
	}
	if least == most {
		return nil, 0, false
	}
	_, power := math.Frexp(max(math.Abs(least), math.Abs(most)))
	counts = make([]float64, len(points))
	for i, p := range points {
		counts[i] = math.Ldexp(p.Count, -power)
	}
	for range 2 {
		mean := total(counts) / float64(len(counts))
		for i := range counts {
			counts[i] -= mean
		}
	}
	_, power = math.Frexp(math.Ldexp(most, -power) - math.Ldexp(least, -power))
	squares := make([]float64, len(counts))
	for i := range counts {
		counts[i] = math.Ldexp(counts[i], -power)
		squares[i] = counts[i] * counts[i]
	}
	return counts, math.Sqrt(total(squares) / float64(len(counts))), true
}

// total adds up without losing small numbers beside large ones (Neumaier 1974).
func total(values []float64) float64 {
	var sum, lost float64
	for _, v := range values {
		next := sum + v
		if math.Abs(sum) >= math.Abs(v) {
			lost += (sum - next) + v
		} else {
			lost += (v - next) + sum
		}
		sum = next
	}
	return sum + lost
}

// classify gives each reading its class. The false-discovery rate is held over all
// readings together (Benjamini and Hochberg 1995): a p is adjusted to the least n p / rank
// of itself and those above it, as R's p.adjust does, and the class is the strictest
// level that it reaches.
func classify(readings []Reading) {
	order := make([]int, 0, len(readings))
	for i, r := range readings {
		if r.Defined {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		switch pa, pb := readings[a].P, readings[b].P; {
		case pa > pb:
			return -1
		case pa < pb:
			return 1
		}
		return a - b
	})
	n, adjusted := float64(len(order)), 1.0
	for i, at := range order {
		rank := float64(len(order) - i)
		adjusted = min(adjusted, n/rank*readings[at].P)
		readings[at].Adjusted = adjusted
		readings[at].Class = classOf(readings[at].Z, adjusted)
	}
}

func classOf(z, adjusted float64) Class {
	hot, cold := None, None
	switch {
	case adjusted <= 0.01:
		hot, cold = Hot99, Cold99
	case adjusted <= 0.05:
		hot, cold = Hot95, Cold95
	case adjusted <= 0.10:
		hot, cold = Hot90, Cold90
	}
	if z > 0 {
		return hot
	}
	return cold
}
