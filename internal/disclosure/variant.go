package disclosure

import (
	"math"
	"slices"
)

// otherWorld is a world in which p holds and only the given cells change; nil if there is
// none. Changing a shown one has its price.
func (s *system) otherWorld(p proof, cells []int, shown bool) *variant {
	cells, ok := s.movable(cells)
	if !ok {
		return nil
	}
	programme, at := s.programme(p, cells, shown)
	values, ok := programme.solve(&s.table)
	if !ok {
		return nil
	}
	w := &variant{moves: map[int]float64{p.cell: s.target(p)}}
	for n, v := range values {
		if v != 0 {
			w.moves[at[n].cell] += at[n].sign * v
		}
	}
	for c, move := range w.moves {
		if math.Abs(move) < 1e-7 {
			delete(w.moves, c)
		}
	}
	if !s.agrees(w, p) {
		return nil
	}
	return w
}

// tally is of a relation, while the cells that can move are found: how many of those in
// question it has, their numbers added up, and which they are.
type tally struct {
	count, sum int
	cells      []int
}

// movable are the cells that can move at all if only these do, the first first, and that
// hang together with it: one that is alone in a relation cannot. Not ok where that is the
// first.
func (s *system) movable(cells []int) (list []int, ok bool) {
	defer s.forget(cells)
	var alone []int
	for _, c := range cells {
		s.asked[c] = true
		for _, r := range s.of[c] {
			t := &s.tallies[r]
			t.count, t.sum = t.count+1, t.sum+c
		}
	}
	for _, c := range cells {
		for _, r := range s.of[c] {
			if s.tallies[r].count == 1 {
				alone = append(alone, r)
			}
		}
	}
	for len(alone) > 0 {
		t := &s.tallies[alone[len(alone)-1]]
		if alone = alone[:len(alone)-1]; t.count != 1 {
			continue
		}
		c := t.sum
		if c == cells[0] {
			return nil, false
		}
		s.asked[c] = false
		for _, r := range s.of[c] {
			t := &s.tallies[r]
			if t.count, t.sum = t.count-1, t.sum-c; t.count == 1 {
				alone = append(alone, r)
			}
		}
	}
	return s.together(cells), true
}

// together are those of the cells asked about that hang together with the first.
func (s *system) together(cells []int) (list []int) {
	for _, c := range cells {
		if s.asked[c] {
			for _, r := range s.of[c] {
				s.tallies[r].cells = append(s.tallies[r].cells, c)
			}
		}
	}
	list = []int{cells[0]}
	s.asked[cells[0]] = false
	for n := 0; n < len(list); n++ {
		for _, r := range s.of[list[n]] {
			for _, c := range s.tallies[r].cells {
				if s.asked[c] {
					s.asked[c] = false
					list = append(list, c)
				}
			}
			s.tallies[r].cells = s.tallies[r].cells[:0]
		}
	}
	slices.Sort(list[1:])
	return list
}

func (s *system) forget(cells []int) {
	for _, c := range cells {
		s.asked[c] = false
		for _, r := range s.of[c] {
			s.tallies[r] = tally{cells: s.tallies[r].cells[:0]}
		}
	}
}

// moves is what a column of a programme is: a cell, growing or, below 0, shrinking.
type moves struct {
	cell int
	sign float64
}

// programme is to move the first of the cells as far as p asks, and at no cost the
// others; where shown ones are among them each has a price, and a column for either way.
func (s *system) programme(p proof, cells []int, shown bool) (program, []moves) {
	rows, made, at := map[int]int{}, program{}, make([]moves, 0, 2*len(cells))
	put := func(c int, column []entry, sign, lower, upper float64) {
		at = append(at, moves{c, sign})
		made.columns, made.lower, made.upper = append(made.columns, column), append(made.lower, lower), append(made.upper, upper)
	}
	for _, c := range cells {
		column := make([]entry, len(s.of[c]))
		for n, r := range s.of[c] {
			row, ok := rows[r]
			if !ok {
				row = len(rows)
				rows[r] = row
				made.right = append(made.right, 0)
			}
			column[n] = entry{row, s.relations[r].sign(c)}
		}
		switch {
		case c == p.cell:
			for _, e := range column {
				made.right[e.row] -= e.value * s.target(p)
			}
		case !shown:
			put(c, column, 1, -s.x[c], math.Inf(1))
		default:
			price := s.price(c)
			put(c, column, 1, 0, math.Inf(1))
			made.cost = append(made.cost, price)
			if s.x[c] > 0 {
				other := slices.Clone(column)
				for n := range other {
					other[n].value = -other[n].value
				}
				put(c, other, -1, 0, s.x[c])
				made.cost = append(made.cost, price)
			}
		}
	}
	return made, at
}

// price is what a world pays for changing a cell.
func (s *system) price(c int) float64 {
	switch {
	case s.hidden[c]:
		return 0.001
	case s.known[c]:
		return s.cost[c] * 1000
	}
	return s.cost[c]
}

func (r relation) sign(cell int) float64 {
	if r.total == cell {
		return -1
	}
	return 1
}

// agrees checks a world by itself, however it was found: no relation is changed, no cell
// is below 0, and what it is to prove holds in it.
func (s *system) agrees(w *variant, p proof) bool {
	sums := map[int]float64{}
	for _, c := range sortedCells(w.moves) {
		move := w.moves[c]
		if s.x[c]+move < -1e-7 {
			return false
		}
		for _, r := range s.of[c] {
			sums[r] += s.relations[r].sign(c) * move
		}
	}
	for _, sum := range sums {
		if math.Abs(sum) > 1e-6 {
			return false
		}
	}
	z := s.x[p.cell] + w.moves[p.cell]
	return p.up && z >= many-1e-7 || !p.up && z <= few+1e-7
}
