package demand

import (
	"math"
	"slices"
)

// This file is coverage as maps read it: by cell and by hexagon, and the gain everywhere.

// areaCoverage is what of an area's need is not covered, and how hard homes are to come by.
type areaCoverage struct {
	known            bool
	unmetThousandths int64    // rounded down
	score            *float64 // see Access, to a thousandth; of a hexagon the mean by need
}

// byArea is that of every cell, or of every hexagon of a size: the sum, and the mean
// weighted by need, of the cells whose centre lies in it. Where nobody needs a home, cells
// count alike.
func (c *Coverage) byArea(metres int) map[string]areaCoverage {
	type sum struct {
		unmet, need      int64
		weighted, scores float64
		cells            int
	}
	sums := map[string]*sum{}
	scores := c.accessScores()
	for i, cell := range c.cells {
		code := cell.Code
		if metres != 0 {
			if cell.X == nil {
				continue
			}
			code = hexagonAt(metres, *cell.X, *cell.Y).code(metres)
		}
		s := sums[code]
		if s == nil {
			s = &sum{}
			sums[code] = s
		}
		need := c.need(cell)
		s.unmet += need - c.covered[i]
		if cell.X != nil {
			s.need += need
			s.weighted += float64(float64(need) * scores[i])
			s.scores += scores[i]
			s.cells++
		}
	}
	areas := make(map[string]areaCoverage, len(sums))
	for code, s := range sums {
		a := areaCoverage{known: true, unmetThousandths: s.unmet / basisPoints}
		if s.cells > 0 {
			mean := s.scores / float64(s.cells)
			if s.need > 0 {
				mean = s.weighted / float64(s.need)
			}
			mean = math.Round(1000*mean) / 1000
			a.score = &mean
		}
		areas[code] = a
	}
	return areas
}

// accessScores is the access of each cell, worked out once: 0 of one that lies nowhere.
func (c *Coverage) accessScores() []float64 {
	c.scoring.Do(func() {
		c.scores = make([]float64, len(c.cells))
		found := Access(c.located, slices.Concat(c.homes, c.spreadHomes), Zones(TwentyMiles, ZoneWeights...))
		for i, at := range c.index {
			c.scores[at] = found[i]
		}
	})
	return c.scores
}

// surface is the gain of a home at each of these places alone, which the name tells from
// other lists of places.
func (c *Coverage) surface(name string, at []PlacesAt) []int64 {
	c.gaining.Lock()
	defer c.gaining.Unlock()
	if gains, ok := c.surfaces.Get(name); ok && len(gains) == len(at) {
		return gains
	}
	gains := Surface(c.network, at...)
	c.surfaces.Add(name, gains)
	return gains
}
