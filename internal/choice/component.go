package choice

import (
	"cmp"
	"math/bits"
	"slices"
)

// set is a set of options, a bit each.
type set []uint64

func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 == 1 }

// with is the set and others.
func (s set) with(o set) set {
	sum := make(set, len(s))
	for w := range s {
		sum[w] = s[w] | o[w]
	}
	return sum
}

// compare puts a set first that has the first option they differ in.
func (s set) compare(o set) int {
	for w := range s {
		if x := s[w] ^ o[w]; x != 0 {
			return 1 - 2*int(s[w]>>bits.TrailingZeros64(x)&1)
		}
	}
	return 0
}

// along compares what two sets have of a seam.
func (s set) along(o, seam set) int {
	for w := range seam {
		if c := cmp.Compare(s[w]&seam[w], o[w]&seam[w]); c != 0 {
			return c
		}
	}
	return 0
}

// meets says whether two sets have an option in common.
func (s set) meets(o set) bool {
	for w := range s {
		if s[w]&o[w] != 0 {
			return true
		}
	}
	return false
}

// without is the set less others.
func (s set) without(o set) set {
	rest := make(set, len(s))
	for w := range s {
		rest[w] = s[w] &^ o[w]
	}
	return rest
}

func (m *model) only(options ...int) set {
	s := make(set, (len(m.ids)+63)/64)
	for _, i := range options {
		s[i/64] |= 1 << (i % 64)
	}
	return s
}

// pick is a set of options with what counts of it. Places and options in a hub count as
// far as they are asked for.
type pick struct {
	set                 set
	cost, value, places int64
	count               int64   // of options, without those that are in
	hubs                uint64  // see hubField
	used                []int64 // of the scarce pledges
	priced              int64   // see prices
	forbids, wants      set     // options that cannot, that must be chosen with it
}

// stage is some options that hang together, a whole component or a part of one, as the sets
// of them worth keeping.
type stage struct {
	picks []pick
	own   set // its options
	done  set // the options of this and all stages before
	seam  set // those of them that have to do with options of stages after
}

// wide is how many sets of a part of a component there are before the next begins.
const wide = 100

// stagesOf are the parts of a component.
func (s *search) stagesOf(component []int, links [][]int) (list []stage) {
	for n := 0; n < len(component); {
		from, picks := n, []pick{{set: s.only(), used: make([]int64, len(s.pledges)), forbids: s.only(), wants: s.only()}}
		for n < len(component) && (n == from || len(picks) < wide) {
			n++
			picks = s.grown(picks, component[n-1], component[from:n], links)
		}
		list = append(list, stage{picks: picks, own: s.only(component[from:n]...)})
	}
	return list
}

// grown are picks with and without one option more, the last of those done: all that keep
// the rules among themselves, without those that two others are at least as good as.
func (s *search) grown(picks []pick, i int, done []int, links [][]int) []pick {
	list := slices.Clone(picks)
	for _, p := range picks {
		if q, ok := s.and(p, i, links[i]); ok {
			list = append(list, q)
		}
	}
	s.looked += len(list)
	over := s.only(done...)
	list = slices.DeleteFunc(list, func(p pick) bool { return p.wants.without(p.set).meets(over) }) // cannot be chosen any more
	return thin(list, s.seam(over, links))
}

// and is a pick with one more option, where the rules allow it.
func (s *search) and(p pick, i int, links []int) (pick, bool) {
	m := s.model
	if p.cost+m.cost[i] > s.budget {
		return p, false
	}
	if p.forbids.has(i) {
		return p, false
	}
	used := slices.Clone(p.used)
	for _, match := range m.match[i] {
		if at := slices.Index(s.scarceOf, match.authority); at >= 0 {
			if used[at] += match.amount; used[at] > s.pledges[at] {
				return p, false
			}
		}
	}
	q := pick{set: p.set.with(m.only(i)), cost: p.cost + m.cost[i], value: p.value + m.value[i], count: p.count + 1, places: min(p.places+m.places[i], s.places), hubs: p.hubs, used: used}
	q.forbids, q.wants = slices.Clone(p.forbids), slices.Clone(p.wants)
	for _, j := range links {
		if m.apart(i, j) {
			q.forbids[j/64] |= 1 << (j % 64)
		}
		if slices.Contains(m.needs[i], j) {
			q.wants[j/64] |= 1 << (j % 64)
		}
	}
	if h := m.hub[i]; h >= 0 && s.hubs[h].most > 0 {
		q.hubs = s.addHubs(q.hubs, 1<<s.hubs[h].shift)
	}
	return q, true
}

// seam are the options of a set that have to do with others outside it.
func (m *model) seam(done set, links [][]int) set {
	open := m.only()
	for i := range m.ids {
		if done.has(i) && slices.ContainsFunc(links[i], func(j int) bool { return !done.has(j) }) {
			open[i/64] |= 1 << (i % 64)
		}
	}
	return open
}

// thin leaves out the picks that two others, alike along the seam, are at least as good
// as: whatever goes with one goes with those. Two, so that it is known in the end whether
// another set is worth the same.
func thin(list []pick, seam set) []pick {
	along := func(a, b pick) int { return cmp.Or(a.set.along(b.set, seam), cmp.Compare(a.hubs, b.hubs)) }
	slices.SortFunc(list, func(a, b pick) int {
		return cmp.Or(along(a, b), cmp.Compare(a.cost, b.cost), cmp.Compare(b.value, a.value), a.set.compare(b.set))
	})
	kept, from := list[:0], 0
	for _, p := range list {
		if len(kept) > from && along(kept[from], p) != 0 {
			from = len(kept)
		}
		better := 0
		for _, k := range kept[from:] {
			if k.value >= p.value && k.places >= p.places && within(k.used, p.used) {
				if better++; better == 2 {
					break
				}
			}
		}
		if better < 2 {
			kept = append(kept, p)
		}
	}
	return kept
}

func within(a, b []int64) bool {
	for i := range a {
		if a[i] > b[i] {
			return false
		}
	}
	return true
}
