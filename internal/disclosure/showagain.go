package disclosure

import (
	"cmp"
	"slices"
)

// showAgain shows what was hidden in the second step and turned out not to be needed.
func (s *system) showAgain() {
	uses := map[int]map[*variant]bool{}
	note := func(w *variant) {
		for c := range w.moves {
			if uses[c] == nil {
				uses[c] = map[*variant]bool{}
			}
			uses[c][w] = true
		}
	}
	var extra []int
	for _, w := range s.proofs {
		note(w)
	}
	for c := range s.counts {
		if s.hidden[c] && !s.first[c] && !s.kept[c] && !s.offTotal(c) {
			extra = append(extra, c)
		}
	}
	slices.SortFunc(extra, func(a, b int) int { return -s.byLoss(a, b) })
	for _, c := range extra {
		var again []proof
		for w := range uses[c] {
			for _, p := range w.proves {
				if s.proofs[p] == w {
					again = append(again, p)
				}
			}
		}
		slices.SortFunc(again, func(a, b proof) int {
			return cmp.Or(a.cell-b.cell, map[bool]int{a.up: 1}[true]-map[bool]int{b.up: 1}[true])
		})
		if s.withoutIt(c, again) {
			for _, p := range again {
				note(s.proofs[p])
			}
		}
	}
}

// withoutIt shows a cell if all it was needed for can be proven anew.
func (s *system) withoutIt(c int, again []proof) bool {
	before := map[proof]*variant{}
	for _, p := range again {
		before[p] = s.proofs[p]
		delete(s.proofs, p)
	}
	s.show(c)
	for _, p := range again {
		if s.proofs[p] == nil && !s.prove(p) {
			for _, p := range again {
				s.proofs[p] = before[p]
			}
			s.hide(c)
			return false
		}
	}
	return true
}

// offTotal says whether a cell is a total whose parts do not add up to it.
func (s *system) offTotal(c int) bool {
	return slices.ContainsFunc(s.of[c], func(r int) bool { return s.relations[r].off != 0 && s.relations[r].total == c })
}
