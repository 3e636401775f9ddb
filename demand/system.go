package demand

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

// A vicinity is how large the programmes are: how many areas and cells at most, how many
// beside each, how many times over.
type vicinity struct{ areas, each, passes, cells int }

var (
	overHidden = []vicinity{{3, 2, 1, 200}, {7, 3, 2, 400}, {20, 4, 3, 800}}
	overShown  = []vicinity{{5, 3, 2, 300}, {12, 4, 3, 600}, {24, 6, 3, 1000}}
)

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
		if s.sacrifice(p, s.above(p.cell, toKnown), toKnown) {
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
				s.warnings = append(s.warnings, s.name(c)+" was shown before and had to be hidden: whoever kept it may work out another")
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

// keep keeps a world as the proof of all that it proves.
func (s *system) keep(w *variant, p proof) {
	s.proofs[p], w.proves = w, append(w.proves, p)
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
}

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

// otherWorld is a world in which p holds and only the given cells change; nil if there is
// none. Changing a shown one has its price.
func (s *system) otherWorld(p proof, cells []int, shown bool) *variant {
	rows, programme := map[int]int{}, program{}
	target := s.target(p)
	at := make([]int, 0, 2*len(cells))
	signs := make([]float64, 0, 2*len(cells))
	if shown {
		programme.cost = []float64{}
	}
	for _, c := range cells {
		column := make([]entry, len(s.of[c]))
		for n, r := range s.of[c] {
			row, ok := rows[r]
			if !ok {
				row = len(rows)
				rows[r] = row
				programme.right = append(programme.right, 0)
			}
			column[n] = entry{row, s.relations[r].sign(c)}
		}
		if c == p.cell {
			for _, e := range column {
				programme.right[e.row] -= e.value * target
			}
			continue
		}
		price := 0.001
		if !s.hidden[c] {
			price = s.cost[c]
			if s.known[c] {
				price *= 1000
			}
		}
		for _, sign := range []float64{1, -1} {
			most := math.Inf(1)
			if sign < 0 {
				if most = s.x[c]; most <= 0 {
					continue
				}
			}
			signed := make([]entry, len(column))
			for n, e := range column {
				signed[n] = entry{e.row, sign * e.value}
			}
			programme.columns, programme.upper = append(programme.columns, signed), append(programme.upper, most)
			if shown {
				programme.cost = append(programme.cost, price)
			}
			at, signs = append(at, c), append(signs, sign)
		}
	}
	values, ok := programme.solve()
	if !ok {
		return nil
	}
	w := &variant{moves: map[int]float64{p.cell: target}}
	for n, v := range values {
		if v != 0 {
			w.moves[at[n]] += signs[n] * v
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
	s.warnings = append(s.warnings, "what hangs together with "+s.label(cell)+" contradicts itself: all of it is hidden")
}

func (s *system) label(cell int) string {
	if cell < len(s.counts) {
		return s.name(cell)
	}
	return "what is left of a total"
}
