package demand

// AtRisk is what a rate is of: children counted, and the children living there.
type AtRisk struct{ Cases, Population float64 }

// Rate is a cell's children counted in one living there, as it is and smoothed. A cell
// where nobody lives has none.
type Rate struct {
	Defined       bool
	Raw, Smoothed float64
}

// Prior is what rates are smoothed towards: their mean, and how much they differ beyond
// what chance does to small numbers (Marshall's a, never below 0).
type Prior struct{ Mean, Variance float64 }

// SmoothRates are the global empirical-Bayes rates of Marshall (1991), in the cells'
// order, as EBest(n, x, family = "poisson") of R's spdep:
//
//	b = all cases / all population
//	a = sum x (p - b)^2 / sum x - b / mean x, 0 where that is below 0
//	smoothed = b + a (p - b) / (a + b / x)
//
// so that the rate of a few children is drawn to the mean more than that of many.
// spdep refuses a cell without population; here it is left out of everything. Where no
// child is counted at all spdep gives 0 / 0; here every rate is then 0.
func SmoothRates(cells []AtRisk) ([]Rate, Prior) {
	rates := make([]Rate, len(cells))
	var cases, populations []float64
	for i, c := range cells {
		if c.Population > 0 {
			rates[i] = Rate{Defined: true, Raw: c.Cases / c.Population}
			cases, populations = append(cases, c.Cases), append(populations, c.Population)
		}
	}
	if len(cases) == 0 {
		return rates, Prior{}
	}
	population := total(populations)
	b := total(cases) / population
	squares := make([]float64, len(cases))
	for i, n := range cases {
		off := n/populations[i] - b
		squares[i] = populations[i] * (off * off / population)
	}
	a := max(0, total(squares)-b/(population/float64(len(cases))))
	for i, c := range cells {
		switch r := &rates[i]; {
		case !r.Defined:
		case a == 0: // and b perhaps too
			r.Smoothed = b
		default:
			r.Smoothed = b + a*(r.Raw-b)/(a+b/c.Population)
		}
	}
	return rates, Prior{Mean: b, Variance: a}
}

// RateSpots is HotSpots on the smoothed rates in place of the counts, with the rates. A
// cell without a rate has no reading and is nobody's neighbour.
func RateSpots(points []Point, populations []float64, distance float64) ([]Reading, []Rate) {
	readings := make([]Reading, len(points))
	rates, _ := SmoothRates(atRisk(points, populations))
	kept, at := rated(points, rates)
	for i := range readings {
		readings[i].Class = None
	}
	for i, r := range HotSpots(kept, distance) {
		readings[at[i]] = r
	}
	return readings, rates
}

func atRisk(points []Point, populations []float64) []AtRisk {
	cells := make([]AtRisk, len(points))
	for i, p := range points {
		cells[i] = AtRisk{p.Count, populations[i]}
	}
	return cells
}

// rated are the points that have a rate, with the smoothed one for a count, and where
// they stand among all.
func rated(points []Point, rates []Rate) (kept []Point, at []int) {
	for i, r := range rates {
		if r.Defined {
			kept, at = append(kept, Point{points[i].X, points[i].Y, r.Smoothed}), append(at, i)
		}
	}
	return kept, at
}
