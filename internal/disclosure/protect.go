package disclosure

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"homeground/internal/values"
)

// system is the counts of a period as cells and relations. The cells after the counts are
// rests: what the imported parts lack of their total, never shown.
type system struct {
	counts    []Count
	relations []relation
	of        [][]int          // the relations of each cell
	in        map[string][]int // the cells of each area
	x         []float64
	hidden    []bool
	first     []bool
	known     []bool       // shown before
	kept      map[int]bool // hidden as the last resort
	cost      []float64
	veiled    [][]int // of each relation: its hidden cells, those with most room first
	shown     [][]int // of each relation: the others, the least loss first
	faults    []Fault

	proofs map[proof]*variant

	table   table   // of the last programme: its room is used again
	asked   []bool  // see movable
	tallies []tally // of each relation
}

// proof is that a cell could be few or less (up false), or many or more.
type proof struct {
	cell int
	up   bool
}

// variant is another way things could be: how far it is from what is so, cell by cell.
type variant struct {
	moves  map[int]float64
	proves []proof
}

func newSystem(counts []Count, areas Areas) (s *system, order []int) {
	order = make([]int, len(counts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return counts[a].compare(counts[b]) })
	s = &system{proofs: map[proof]*variant{}, in: map[string][]int{}, kept: map[int]bool{}}
	for _, i := range order {
		s.counts = append(s.counts, counts[i])
		c := counts[i]
		s.in[c.Area] = append(s.in[c.Area], len(s.x))
		x := math.NaN()
		if c.Children != nil {
			x = float64(*c.Children)
		}
		s.x, s.known, s.cost = append(s.x, x), append(s.known, c.Shown), append(s.cost, loss(c))
	}
	s.relations = relations(s.counts, areas)
	s.hidden, s.first = make([]bool, len(s.x)), make([]bool, len(s.x))
	s.complete()
	s.addUp(areas)
	s.of = make([][]int, len(s.x))
	for r, rel := range s.relations {
		for _, c := range rel.cells() {
			s.of[c] = append(s.of[c], r)
		}
	}
	s.asked, s.tallies = make([]bool, len(s.x)), make([]tally, len(s.relations))
	return s, order
}

func (r relation) cells() []int {
	list := append([]int{r.total}, r.parts...)
	if r.rest >= 0 {
		list = append(list, r.rest)
	}
	return list
}

// loss is what hiding a count loses: more the larger the area, the more of its cohort
// is a total, and, less so, the larger the count.
func loss(c Count) float64 {
	rank := map[string]float64{values.LevelMSOA: 1, values.LevelDistrict: 2, values.LevelAuthority: 3, values.LevelRegion: 4, values.LevelNation: 5}[values.LevelOf(c.Area)]
	for _, v := range []string{c.Ages, c.Need} {
		if values.IsTotal(v) {
			rank += 2
		}
	}
	n := 0.0
	if c.Children != nil {
		n = float64(*c.Children)
	}
	return (1 + rank) * (1 + math.Log2(1+n)/8)
}

// addUp finds what each total's parts lack of it. Parts that need not be all have a rest;
// where they come to more than their total, or are all and come to less, it does not add
// up: that is said and the total hidden, since by how much is knowledge too.
func (s *system) addUp(areas Areas) {
	for r := range s.relations {
		rel := &s.relations[r]
		lacks := s.x[rel.total] - rel.off
		for _, p := range rel.parts {
			lacks -= s.x[p]
		}
		if rel.off == 0 && lacks < -1e-6 || lacks > 1e-6 && s.all(*rel, areas) {
			rel.off = lacks
		}
		if rel.off != 0 {
			s.faults = append(s.faults, Fault{OffTotal, fmt.Sprintf("the parts of %s do not add up to it: it is hidden", s.name(rel.total))})
			s.hidden[rel.total] = true
			continue
		}
		if lacks > 1e-6 {
			rel.rest = len(s.x)
			s.x, s.hidden, s.known, s.cost = append(s.x, lacks), append(s.hidden, true), append(s.known, false), append(s.cost, 0)
			s.first = append(s.first, lacks <= many)
		}
	}
}

// all says whether the parts must be the whole of their total: every small area that there
// is of it, or age bands that leave no age out.
func (s *system) all(r relation, areas Areas) bool {
	total := s.counts[r.total]
	if r.field == 0 {
		return areas.Small[total.Area] == len(r.parts) && !slices.ContainsFunc(r.parts, func(p int) bool { return values.LevelOf(s.counts[p].Area) != values.LevelLSOA })
	}
	from, to, ok := values.AgesOf(total.Ages)
	if !ok || s.counts[r.parts[0]].Ages == total.Ages {
		return false
	}
	ages := 0
	for _, p := range r.parts {
		if first, last, ok := values.AgesOf(s.counts[p].Ages); ok {
			ages += last - first + 1
		}
	}
	return ages == to-from+1
}

func (s *system) name(cell int) string {
	c := s.counts[cell]
	text := fmt.Sprintf("%s, %s, %s", c.Area, c.Ages, c.Need)
	if c.Placement != "" {
		text += ", " + c.Placement
	}
	if c.Origin != "" {
		text += ", from " + c.Origin
	}
	return text
}

// firstStep hides what must not be shown for what it is.
func (s *system) firstStep() {
	for i, c := range s.counts {
		if c.Children == nil || *c.Children >= 1 && *c.Children <= many {
			s.hidden[i], s.first[i] = true, true
		}
	}
}

// complete gives what the publisher hid a number that agrees with all that is known, with
// as little left over as can be: any will do, since proofs are of other worlds.
func (s *system) complete() {
	joined := newSets(len(s.x))
	touches := map[int][]int{} // relations by the set's first cell
	for _, rel := range s.relations {
		last := -1
		for _, c := range append([]int{rel.total}, rel.parts...) {
			if math.IsNaN(s.x[c]) {
				if last >= 0 {
					joined.join(last, c)
				}
				last = c
			}
		}
	}
	for r, rel := range s.relations {
		for _, c := range append([]int{rel.total}, rel.parts...) {
			if math.IsNaN(s.x[c]) {
				touches[joined.find(c)] = append(touches[joined.find(c)], r)
				break
			}
		}
	}
	sets := make([]int, 0, len(touches))
	for set := range touches {
		sets = append(sets, set)
	}
	slices.Sort(sets)
	for _, set := range sets {
		s.completeSet(touches[set])
	}
	for i, x := range s.x {
		if math.IsNaN(x) { // nothing tells of it
			s.x[i] = few
		}
	}
}

func (s *system) completeSet(rels []int) {
	const tooMany = 1500 // rows: each is then taken for the middle of 1 to 5, and totals that do not agree are hidden
	p, column := program{}, map[int]int{}
	put := func(row int, value, cost float64) {
		p.columns, p.upper, p.cost = append(p.columns, []entry{{row, value}}), append(p.upper, math.Inf(1)), append(p.cost, cost)
	}
	var cells []int
	for row, r := range rels {
		rel, right := s.relations[r], 0.0
		for n, c := range append([]int{rel.total}, rel.parts...) {
			sign := 1.0
			if n == 0 {
				sign = -1
			}
			if !math.IsNaN(s.x[c]) {
				right -= sign * s.x[c]
			} else if at, ok := column[c]; ok {
				p.columns[at] = append(p.columns[at], entry{row, sign})
			} else {
				column[c] = len(p.columns)
				cells = append(cells, c)
				put(row, sign, 0)
			}
		}
		p.right = append(p.right, right)
	}
	first := len(p.columns)
	for row := range rels {
		put(row, 1, 1)     // a rest
		put(row, 1, 1000)  // does not add up: too little
		put(row, -1, 1000) // too much
	}
	var values []float64
	ok := false
	if len(rels) <= tooMany {
		values, ok = p.solve(&s.table)
	}
	for _, c := range cells {
		if s.x[c] = (few + many) / 2; ok {
			s.x[c] = values[column[c]]
		}
	}
	for row, r := range rels {
		if ok {
			if off := values[first+3*row+1] - values[first+3*row+2]; math.Abs(off) > 1e-6 {
				s.relations[r].off = off
			}
		}
	}
}

// sets are cells that belong together (union-find).
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) find(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

func (s sets) join(a, b int) {
	if a, b = s.find(a), s.find(b); a != b {
		s[max(a, b)] = min(a, b)
	}
}

// line puts a cell into a relation's list, in that list's order.
func line(list []int, cell int, before func(a, b int) int) []int {
	at, _ := slices.BinarySearchFunc(list, cell, before)
	return slices.Insert(list, at, cell)
}

// byRoom puts cells of few relations and large counts first: they make way easily.
func (s *system) byRoom(a, b int) int {
	return cmp.Or(len(s.of[a])-len(s.of[b]), cmp.Compare(s.x[b], s.x[a]), a-b)
}

func (s *system) byLoss(a, b int) int {
	return cmp.Or(cmp.Compare(s.cost[a], s.cost[b]), a-b)
}

// arrange sorts the cells of each relation.
func (s *system) arrange() {
	s.veiled, s.shown = make([][]int, len(s.relations)), make([][]int, len(s.relations))
	for r, rel := range s.relations {
		for _, c := range rel.cells() {
			if s.hidden[c] {
				s.veiled[r] = append(s.veiled[r], c)
			} else {
				s.shown[r] = append(s.shown[r], c)
			}
		}
		slices.SortFunc(s.veiled[r], s.byRoom)
		slices.SortFunc(s.shown[r], s.byLoss)
	}
}

// hide hides a cell, show shows it again.
func (s *system) hide(c int) {
	s.hidden[c] = true
	for _, r := range s.of[c] {
		s.shown[r] = slices.DeleteFunc(s.shown[r], func(o int) bool { return o == c })
		s.veiled[r] = line(s.veiled[r], c, s.byRoom)
	}
}

func (s *system) show(c int) {
	s.hidden[c] = false
	for _, r := range s.of[c] {
		s.veiled[r] = slices.DeleteFunc(s.veiled[r], func(o int) bool { return o == c })
		s.shown[r] = line(s.shown[r], c, s.byLoss)
	}
}
