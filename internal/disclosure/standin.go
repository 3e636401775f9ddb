package disclosure

import (
	"fmt"

	"homeground/internal/values"
)

// unknownStandIn stands for a hidden count of which no published total tells anything: the
// middle of 1 to 5.
const unknownStandIn = (few + many) * 1000 / 2

// StandIns are the thousandths of a child that stand for each hidden count, in the order
// of the counts; 0 for one that is shown. Of the published totals that a count is part of,
// next to it or further up, the smallest is taken; what is left of that, less all that is
// shown of it, is spread over the hidden ones by weight, exactly. Areas weigh what the
// estimate gives them, those not imported too; parts of a cohort weigh alike. Where no
// total is published a hidden total is the sum of its parts, and any other unknownStandIn.
//
// Only what is published goes in (Children nil: c), so nothing else can come out.
func StandIns(counts []Count, areas Areas, weights map[string]float64) []int64 {
	s := &stands{counts: counts, weights: weights, relations: relations(counts, areas), up: make([][]int, len(counts)), down: make([][]int, len(counts)), shares: map[int]map[int]int64{}}
	for r, rel := range s.relations {
		s.down[rel.total] = append(s.down[rel.total], r)
		for _, p := range rel.parts {
			s.up[p] = append(s.up[p], r)
		}
	}
	list := make([]int64, len(counts))
	for i, c := range counts {
		if c.Children == nil {
			list[i] = s.of(i)
		}
	}
	return list
}

type stands struct {
	counts    []Count
	weights   map[string]float64
	relations []relation
	up, down  [][]int // of each cell: the relations it is a part, the total of
	shares    map[int]map[int]int64
}

func (s *stands) of(cell int) int64 {
	if c := s.counts[cell].Children; c != nil {
		return *c * 1000
	}
	if r, _ := s.smallest(cell, -1); r >= 0 {
		return s.share(r)[cell]
	}
	for _, r := range s.down[cell] {
		var sum int64
		for _, p := range s.relations[r].parts {
			sum += s.of(p)
		}
		return sum
	}
	return unknownStandIn
}

// smallest is the relation by which a cell is part of the smallest published total, all
// the way up in one field, or in any where field is -1; -1 if there is none.
func (s *stands) smallest(cell, field int) (best int, total int64) {
	best = -1
	for _, r := range s.up[cell] {
		rel := s.relations[r]
		if field >= 0 && rel.field != field {
			continue
		}
		var n int64
		if c := s.counts[rel.total].Children; c != nil {
			n = *c
		} else if above, m := s.smallest(rel.total, rel.field); above >= 0 {
			n = m
		} else {
			continue
		}
		if best < 0 || n < total {
			best, total = r, n
		}
	}
	return best, total
}

// share is what each hidden part of a relation gets of what is left of its total.
func (s *stands) share(r int) map[int]int64 {
	if done := s.shares[r]; done != nil {
		return done
	}
	rel, shares := s.relations[r], map[int]int64{}
	s.shares[r] = shares
	var left int64
	if c := s.counts[rel.total].Children; c != nil {
		left = *c * 1000
	} else if above, _ := s.smallest(rel.total, rel.field); above >= 0 {
		left = s.share(above)[rel.total]
	}
	var hidden []int
	var cells []values.Weighted
	for _, p := range rel.parts {
		least := s.least(p, rel.field)
		left -= least
		if s.counts[p].Children == nil {
			shares[p] = least
			hidden = append(hidden, p)
			cells = append(cells, values.Weighted{Code: fmt.Sprintf("%08d", p), Weight: 1})
		}
	}
	if rel.field == 0 {
		cells = s.weigh(rel, hidden, cells)
	}
	for i, part := range values.Spread(left, cells) {
		if i < len(hidden) {
			shares[hidden[i]] += part
		}
	}
	return shares
}

// least is what a cell is at least by what is shown of its parts in a field.
func (s *stands) least(cell, field int) (most int64) {
	if c := s.counts[cell].Children; c != nil {
		return *c * 1000
	}
	for _, r := range s.down[cell] {
		if s.relations[r].field != field {
			continue
		}
		var sum int64
		for _, p := range s.relations[r].parts {
			sum += s.least(p, field)
		}
		most = max(most, sum)
	}
	return most
}

// weigh gives areas their weights and adds the areas of the total that nobody imported;
// where any has none they all weigh alike.
func (s *stands) weigh(rel relation, hidden []int, alike []values.Weighted) []values.Weighted {
	cells := make([]values.Weighted, len(hidden))
	for i, p := range hidden {
		w, ok := s.weights[s.counts[p].Area]
		if !ok {
			return alike
		}
		cells[i] = values.Weighted{Code: alike[i].Code, Weight: w}
	}
	whole, ok := s.weights[s.counts[rel.total].Area]
	others := whole
	for _, p := range rel.parts {
		others -= s.weights[s.counts[p].Area]
	}
	if ok && others > whole*1e-6 {
		cells = append(cells, values.Weighted{Code: "not imported", Weight: others})
	}
	return cells
}
