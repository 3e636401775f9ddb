package demand

import (
	"fmt"
	"math"
	"slices"

	"gorm.io/gorm"
)

// This file is coverage as maps read it: by cell and by hexagon, and the gain everywhere.

// areaCoverage is what of an area's need is not covered, and how hard homes are to come by.
type areaCoverage struct {
	known            bool
	unmetThousandths int64    // rounded down
	score            *float64 // see Access, to a thousandth; of a hexagon the mean by need
}

// byArea is that of every cell, or of every hexagon of a size: the sum, and the mean
// weighted by need, of the cells whose centre lies in it. It is worked out once.
func (c *Coverage) byArea(metres int) map[string]areaCoverage {
	if kept, ok := c.areasKept.Load(metres); ok {
		return kept.(map[string]areaCoverage)
	}
	unmet, means := map[string]int64{}, map[string]*meanAccess{}
	for i, cell := range c.cells {
		code := cell.Code
		if metres != 0 {
			if cell.X == nil {
				continue
			}
			code = hexagonAt(metres, *cell.X, *cell.Y).code(metres)
		}
		unmet[code] += cell.Need - c.covered[i]
		if means[code] == nil {
			means[code] = &meanAccess{}
		}
		means[code].add(c, i)
	}
	areas := make(map[string]areaCoverage, len(unmet))
	for code, u := range unmet {
		areas[code] = areaCoverage{known: true, unmetThousandths: u / basisPoints, score: means[code].score()}
	}
	c.areasKept.Store(metres, areas)
	return areas
}

// meanAccess is the mean of cells' access, weighted by their need: what a child who needs a
// home meets. Where nobody does, cells count alike.
type meanAccess struct {
	weighted, need, sum float64
	cells               int
}

// add adds a cell, if it is known where it lies.
func (m *meanAccess) add(c *Coverage, cell int) {
	if c.cells[cell].X == nil {
		return
	}
	need, score := float64(c.cells[cell].Need), c.accessScores()[cell]
	m.weighted += float64(need * score)
	m.need += need
	m.sum += score
	m.cells++
}

// score is the mean to a thousandth; of no cells none.
func (m *meanAccess) score() *float64 {
	if m.cells == 0 {
		return nil
	}
	mean := m.sum / float64(m.cells)
	if m.need > 0 {
		mean = m.weighted / m.need
	}
	mean = math.Round(1000*mean) / 1000
	return &mean
}

// accessScores is the access of each cell, worked out once: 0 of one that lies nowhere.
func (c *Coverage) accessScores() []float64 {
	c.scoring.Do(func() {
		c.scores = make([]float64, len(c.cells))
		found := Access(c.located, slices.Concat(c.homes, c.spreadHomes), Zones(TwentyMiles, c.ZoneWeights...))
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

// gains are what a home of so many places in the middle of each hexagon of a size would
// cover, in children.
func (c *Coverage) gains(db *gorm.DB, metres, places int) (map[string]float64, error) {
	var hexagons []struct {
		Code string
		X, Y float64
	}
	err := db.Raw("SELECT code, ST_X(centre) AS x, ST_Y(centre) AS y FROM hexagons WHERE metres = ? ORDER BY code", metres).Scan(&hexagons).Error
	if err != nil {
		return nil, fmt.Errorf("read hexagons: %w", err)
	}
	at := make([]PlacesAt, len(hexagons))
	for i, h := range hexagons {
		at[i] = PlacesAt{h.X, h.Y, int64(places) * unit}
	}
	gains := make(map[string]float64, len(at))
	for i, gain := range c.surface(fmt.Sprintf("%d/%d", metres, places), at) {
		gains[hexagons[i].Code] = children(gain)
	}
	return gains, nil
}

// coverageColumns are figures of coverage as arrays that PostgreSQL reads, of the areas that
// have any.
type coverageColumns struct {
	codes        column[string]
	unmet        column[int64] // thousandths
	access, gain column[*float64]
}

// columns are those of every cell, or of every hexagon of a size, with the gain there of a
// home of so many places if that is not 0. Of no coverage there are none.
func (c *Coverage) columns(db *gorm.DB, metres, places int) (of coverageColumns, err error) {
	of = coverageColumns{column[string]{}, column[int64]{}, column[*float64]{}, column[*float64]{}}
	if c == nil {
		return of, nil
	}
	gains := map[string]float64{}
	if places != 0 {
		if gains, err = c.gains(db, metres, places); err != nil {
			return of, err
		}
	}
	for code, a := range c.byArea(metres) {
		var gain *float64
		if g, ok := gains[code]; ok {
			gain = &g
		}
		of.codes, of.unmet, of.access, of.gain = append(of.codes, code), append(of.unmet, a.unmetThousandths), append(of.access, a.score), append(of.gain, gain)
	}
	return of, nil
}
