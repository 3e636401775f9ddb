package disclosure

import (
	"cmp"
	"math"
	"slices"
)

// This file is the second step: what else is hidden.
//
// For each first-step cell, the larger the area first, two other worlds are looked for in
// which the same is shown: one where it is 1 or less and one where it is 5 or more. Each is
// a linear programme over the cells near it, all others staying as they are: a world that
// agrees near by agrees everywhere, so that what is proven is proven whatever the size of
// the whole. First over hidden cells alone. If there is no such world near by, then over
// shown cells too, each at the price of its loss: those that the cheapest world changes are
// hidden. In the end each cell so hidden is shown again, the dearest first, if what it was
// needed for can be proven without it.

func (s *system) secondStep() {
	s.arrange()
	var cells []int
	for c := range s.x {
		if s.first[c] {
			cells = append(cells, c)
		}
	}
	slices.SortStableFunc(cells, func(a, b int) int { return cmp.Compare(s.rank(b), s.rank(a)) })
	for _, c := range cells {
		for _, up := range []bool{true, false} {
			s.secure(proof{c, up})
		}
	}
	s.showAgain()
}

func (s *system) rank(c int) float64 {
	if c >= len(s.counts) {
		return math.Inf(1)
	}
	return s.cost[c]
}

// target is how far a cell must move.
func (s *system) target(p proof) float64 {
	if p.up {
		return max(0, many-s.x[p.cell])
	}
	return min(0, few-s.x[p.cell])
}

// secure proves p, hiding what it takes.
func (s *system) secure(p proof) {
	if s.proofs[p] != nil || s.prove(p) {
		return
	}
	for _, within := range overShown {
		if s.sacrifice(p, s.near(p.cell, within, true), false) {
			return
		}
	}
	for _, toKnown := range []bool{false, true} { // its totals all the way up: they can move with it
		if s.sacrifice(p, s.above(p.cell, toKnown), toKnown) || s.sacrifice(p, s.through(p, toKnown), toKnown) {
			return
		}
	}
	s.hideAllRound(p.cell)
}

// prove proves p by hidden cells alone.
func (s *system) prove(p proof) bool {
	if s.target(p) == 0 {
		s.keep(&variant{moves: map[int]float64{}}, p)
		return true
	}
	for _, within := range overHidden {
		if w := s.otherWorld(p, s.near(p.cell, within, false), false); w != nil {
			s.keep(w, p)
			return true
		}
	}
	return false
}

// sacrifice hides the shown cells that the cheapest world changes.
func (s *system) sacrifice(p proof, cells []int, known bool) bool {
	w := s.otherWorld(p, cells, true)
	if w == nil {
		return false
	}
	for _, c := range sortedCells(w.moves) {
		if !s.hidden[c] {
			s.hide(c)
			if known && c < len(s.counts) {
				s.faults = append(s.faults, Fault{ShownBefore, s.name(c) + " was shown before and had to be hidden: whoever kept it may work out another"})
			}
		}
	}
	s.keep(w, p)
	return true
}

func sortedCells(moves map[int]float64) []int {
	cells := make([]int, 0, len(moves))
	for c := range moves {
		cells = append(cells, c)
	}
	slices.Sort(cells)
	return cells
}

// keep keeps a world as the proof of all that it proves, and so it does with the farthest
// worlds on the line through it and what is so: those show the same too.
func (s *system) keep(w *variant, p proof) {
	s.proofs[p], w.proves = w, append(w.proves, p)
	s.proveAlso(w)
	on, back := 8.0, 8.0 // no farther: nothing is exact
	for c, move := range w.moves {
		if move < 0 {
			on = min(on, s.x[c]/-move)
		} else {
			back = min(back, s.x[c]/move)
		}
	}
	for _, by := range []float64{on, -back} {
		far := &variant{moves: make(map[int]float64, len(w.moves))}
		for c, move := range w.moves {
			far.moves[c] = by * move
		}
		if s.proveAlso(far) && !s.agrees(far, far.proves[0]) {
			for _, also := range far.proves {
				delete(s.proofs, also)
			}
		}
	}
}

// proveAlso notes what a world proves that was not proven; false if that is nothing.
func (s *system) proveAlso(w *variant) bool {
	for _, c := range sortedCells(w.moves) {
		if !s.first[c] {
			continue
		}
		z := s.x[c] + w.moves[c]
		for _, also := range []proof{{c, true}, {c, false}} {
			if s.proofs[also] == nil && (also.up && z >= many || !also.up && z <= few) {
				s.proofs[also], w.proves = w, append(w.proves, also)
			}
		}
	}
	return len(w.proves) > 0
}

// hideAllRound hides everything that hangs together with a cell: the last resort, where
// what was imported contradicts itself.
func (s *system) hideAllRound(cell int) {
	done, queue := map[int]bool{}, []int{cell}
	for len(queue) > 0 {
		c := queue[0]
		queue = queue[1:]
		for _, r := range s.of[c] {
			if done[r] {
				continue
			}
			done[r] = true
			for _, other := range s.relations[r].cells() {
				if s.kept[other] = true; !s.hidden[other] {
					s.hide(other)
				}
				queue = append(queue, other)
			}
		}
	}
	s.faults = append(s.faults, Fault{Contradiction, "what hangs together with " + s.label(cell) + " contradicts itself: all of it is hidden"})
}

func (s *system) label(cell int) string {
	if cell < len(s.counts) {
		return s.name(cell)
	}
	return "what is left of a total"
}
