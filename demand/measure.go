package demand

// Measure is what hot-spots are of.
type Measure string

// Of the estimated children of each area, or of their empirical-Bayes rate among the
// children living there.
const (
	OfCount Measure = "count"
	OfRate  Measure = "rate"
)

func (m Measure) words() string {
	if m == OfRate {
		return "smoothed rate of estimated children in those living there"
	}
	return "estimated children"
}

// figure is an area as hot-spots see it: its centre, where it has one, what is estimated
// in it, and the children who live there.
type figure struct {
	Code        string
	X, Y        *float64
	Thousandths int64
	Children    int
}

// valuesOf are the points that Gi* is taken of, where they stand among the figures, and
// what rates were smoothed towards. Counts are in thousandths. Rates are of children, not
// of thousandths: Marshall's prior knows how far chance moves a count of whole children.
// A figure without a place is left out, and one without a rate where rates are wanted.
func valuesOf(measure Measure, figures []figure) (points []Point, at []int, prior Prior) {
	var populations []float64
	for i, f := range figures {
		if f.X != nil {
			points = append(points, Point{*f.X, *f.Y, float64(f.Thousandths)})
			populations = append(populations, float64(f.Children))
			at = append(at, i)
		}
	}
	if measure != OfRate {
		return points, at, prior
	}
	for i := range points {
		points[i].Count /= 1000
	}
	rates, prior := SmoothRates(atRisk(points, populations))
	points, kept := rated(points, rates)
	for i, k := range kept {
		kept[i] = at[k]
	}
	return points, kept, prior
}

// readFigures is the band, the suggested one where none is wanted, and each figure's
// reading. Where no figure has a value there is no band.
func readFigures(measure Measure, figures []figure, wanted float64) (band *float64, readings []Reading) {
	points, at, _ := valuesOf(measure, figures)
	readings = make([]Reading, len(figures))
	for i := range readings {
		readings[i].Class = None
	}
	if len(points) == 0 {
		return nil, readings
	}
	if wanted == 0 {
		wanted = SuggestBand(points)
	}
	for i, r := range HotSpots(points, wanted) {
		readings[at[i]] = r
	}
	return &wanted, readings
}
