package demand

import (
	"cmp"
	"math"
	"slices"
)

// Zone is a ring round a home: what lies farther than the zone before and at most To
// metres away, and how much of it counts.
type Zone struct{ To, Weight float64 }

// Zones are as many rings of one width as there are weights, the last one up to the
// given metres.
func Zones(metres float64, weights ...float64) []Zone {
	zones := make([]Zone, len(weights))
	for i, w := range weights {
		zones[i] = Zone{metres * float64(i+1) / float64(len(weights)), w}
	}
	return zones
}

// ZoneWeights are the weights of the zones to a third, two thirds and all of the reach
// (Luo and Qi 2009).
var ZoneWeights = []float64{1, 0.68, 0.22}

// Access is the enhanced two-step floating catchment area score of each cell (E2SFCA,
// Luo and Qi 2009), in the cells' order. First each home's ratio: its places over the
// need round it, each cell's times the weight of the zone it lies in. Then a cell's
// score: the ratios of the homes round it, times the same weights.
//
// The unit is places for each child who needs one: both come in the same unit, which
// cancels out. Where every cell has each home in its first zone, all scores are the
// places over the need. A home with no need round it has no ratio and adds nothing. A
// need or places below 0 count as none; a position that is no number has score 0.
//
// Zones are taken from the nearest to the farthest, whatever their order.
func Access(cells []NeedAt, homes []PlacesAt, zones []Zone) []float64 {
	scores := make([]float64, len(cells))
	rings := newRings(zones)
	if len(rings.limits) == 0 {
		return scores
	}
	needs := make([]spot, 0, len(cells))
	for i, c := range cells {
		if c.Need > 0 && finite(c.X, c.Y) {
			needs = append(needs, spot{x: c.X, y: c.Y, value: float64(c.Need), index: i})
		}
	}
	ratios := rings.ratios(newTree(needs), homes)
	supply := newTree(ratios)
	for i, c := range cells {
		if finite(c.X, c.Y) {
			scores[i] = rings.weighed(supply, c.X, c.Y)
		}
	}
	return scores
}

// ratios are the homes that have one, in an order that the input's does not change.
func (r *rings) ratios(need *tree, homes []PlacesAt) []spot {
	var ratios []spot
	for _, h := range homes {
		if h.Places <= 0 || !finite(h.X, h.Y) {
			continue
		}
		if round := r.weighed(need, h.X, h.Y); round > 0 {
			ratios = append(ratios, spot{x: h.X, y: h.Y, value: float64(h.Places) / round})
		}
	}
	slices.SortFunc(ratios, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y), cmp.Compare(a.value, b.value))
	})
	for i := range ratios {
		ratios[i].index = i
	}
	return ratios
}

// rings are the zones, nearest first, with the squares of their outer edges.
type rings struct{ limits, weights []float64 }

func newRings(zones []Zone) *rings {
	r := &rings{}
	zones = slices.Clone(zones)
	slices.SortStableFunc(zones, func(a, b Zone) int { return cmp.Compare(a.To, b.To) })
	for _, z := range zones {
		if z.To >= 0 && !math.IsNaN(z.Weight) {
			r.limits, r.weights = append(r.limits, squareOf(z.To)), append(r.weights, z.Weight)
		}
	}
	return r
}

// weighed is the sum of the values round a point, each times its zone's weight. What is
// up to a zone's outer edge less what is up to the one before is exact for whole
// numbers up to 2^53.
func (r *rings) weighed(t *tree, x, y float64) (sum float64) {
	before := 0.0
	for zone, limit := range r.limits {
		all := t.sumWithin(x, y, limit)
		sum += float64(r.weights[zone] * (all - before))
		before = all
	}
	return sum
}
