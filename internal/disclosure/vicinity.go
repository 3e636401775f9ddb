package disclosure

import (
	"cmp"
	"slices"
)

// This file says over which cells another world is looked for.

// A vicinity is how large the programmes are: how many areas and cells at most, how many
// beside each, how many times over.
type vicinity struct{ areas, each, passes, cells int }

var (
	overHidden = []vicinity{{3, 2, 1, 200}, {7, 3, 2, 400}, {20, 4, 3, 800}}
	overShown  = []vicinity{{5, 3, 2, 300}, {12, 4, 3, 600}, {24, 6, 3, 1000}}
)

// near are cells round one that may change: those of its area, and of areas beside, below
// and above it, as many as asked; hidden ones, and others if shown is true.
func (s *system) near(cell int, within vicinity, shown bool) (cells []int) {
	cells = []int{cell}
	in, queue := map[string]bool{}, []string{s.area(cell)}
	enter := func(area string) {
		if !in[area] && len(queue) < within.areas && len(cells) < within.cells {
			in[area] = true
			queue = append(queue, area)
			crowded := len(s.in[area]) > within.cells/4 // then only of cohorts much like the cell's
			for _, c := range s.in[area] {
				if c != cell && (s.hidden[c] || shown && !s.known[c]) && (!crowded || s.alike(c, cell)) {
					cells = append(cells, c)
				}
			}
		}
	}
	first := queue[0]
	queue = queue[:0]
	enter(first)
	for pass, from := 0, 0; pass < within.passes; pass++ {
		to := len(queue)
		for _, area := range queue[from:to] {
			s.beside(area, cell, within.each, pass > 0, shown, enter)
		}
		from = to
	}
	rests := map[int]bool{cell: true}
	for _, c := range cells {
		for _, r := range s.of[c] {
			if rest := s.relations[r].rest; rest >= 0 && !rests[rest] {
				rests[rest] = true
				cells = append(cells, rest)
			}
		}
	}
	return cells
}

// alike says whether the cohorts of two cells differ in no more than two fields.
func (s *system) alike(a, b int) bool {
	if b >= len(s.counts) {
		b = s.relations[s.of[b][0]].total
	}
	differ, x, y := 0, s.counts[a], s.counts[b]
	for _, same := range []bool{x.Ages == y.Ages, x.Need == y.Need, x.Placement == y.Placement, x.Origin == y.Origin} {
		if !same {
			differ++
		}
	}
	return differ <= 2
}

// beside enters the areas that share relations with the cells of one: first with cell, if
// it is of that area.
func (s *system) beside(area string, cell, each int, up, shown bool, enter func(string)) {
	list := s.in[area]
	if s.area(cell) == area {
		list = append([]int{cell}, list...)
	}
	for _, c := range list {
		if !s.hidden[c] && !shown {
			continue
		}
		for _, r := range s.of[c] {
			rel := s.relations[r]
			if rel.field != 0 {
				continue
			}
			for _, v := range s.veiled[r][:min(each, len(s.veiled[r]))] {
				enter(s.area(v))
			}
			if shown {
				for _, v := range s.shown[r][:min(each, len(s.shown[r]))] {
					enter(s.area(v))
				}
			}
			if up {
				enter(s.area(rel.total))
			}
		}
	}
}

// area is whose count a cell is; of a rest, its total's.
func (s *system) area(cell int) string {
	if cell < len(s.counts) {
		return s.counts[cell].Area
	}
	return s.counts[s.relations[s.of[cell][0]].total].Area
}

// above are a cell, all totals it is part of, all the way up, and their rests.
func (s *system) above(cell int, known bool) (cells []int) {
	in := map[int]bool{cell: true}
	cells = []int{cell}
	enter := func(c int) {
		if !in[c] && (known || s.hidden[c] || !s.known[c]) {
			in[c] = true
			cells = append(cells, c)
		}
	}
	for n := 0; n < len(cells); n++ {
		for _, r := range s.of[cells[n]] {
			if rel := s.relations[r]; rel.total != cells[n] {
				enter(rel.total)
			}
			if rest := s.relations[r].rest; rest >= 0 {
				enter(rest)
			}
		}
	}
	for _, c := range slices.Clone(cells) {
		for _, r := range s.of[c] {
			for _, v := range s.veiled[r][:min(5, len(s.veiled[r]))] {
				enter(v)
			}
		}
	}
	return cells
}

// through are a cell, as many of its parts as it takes to move it, all the way down, and
// all totals that any of these is part of, all the way up: where parts are crossed with one
// another there is always a world in which only these change.
func (s *system) through(p proof, known bool) (cells []int) {
	in := map[int]bool{}
	enter := func(c int) {
		if !in[c] && (c == p.cell || known || s.hidden[c] || !s.known[c]) {
			in[c] = true
			cells = append(cells, c)
		}
	}
	enter(p.cell)
	for n := 0; n < len(cells); n++ {
		for _, r := range s.of[cells[n]] {
			if s.relations[r].total == cells[n] {
				s.enterParts(r, s.target(p), in, enter)
			}
		}
	}
	for n := 0; n < len(cells); n++ { // grows: a total further up has parts in other fields too
		for _, r := range s.of[cells[n]] {
			rel := s.relations[r]
			if rel.rest >= 0 {
				enter(rel.rest)
			}
			if enter(rel.total); rel.total == cells[n] {
				s.enterParts(r, s.target(p), in, enter)
			}
		}
	}
	return cells
}

// enterParts enters of a relation so many parts that they can move by a distance: hidden
// ones first, and the largest where it is downwards.
func (s *system) enterParts(r int, distance float64, in map[int]bool, enter func(int)) {
	room := 0.0
	parts := slices.Clone(s.relations[r].parts)
	up := distance >= 0
	if up {
		distance = -1 // any one can grow
	}
	reach := func(c int) {
		if room += s.x[c]; up {
			room = 1
		}
	}
	for _, c := range parts {
		if in[c] {
			reach(c)
		}
	}
	slices.SortFunc(parts, func(a, b int) int {
		switch {
		case s.hidden[a] != s.hidden[b]:
			return map[bool]int{true: -1, false: 1}[s.hidden[a]]
		case up:
			return s.byLoss(a, b)
		}
		return cmp.Or(cmp.Compare(s.x[b], s.x[a]), a-b)
	})
	for _, c := range parts {
		if room >= -distance {
			return
		}
		if enter(c); in[c] {
			reach(c)
		}
	}
}
