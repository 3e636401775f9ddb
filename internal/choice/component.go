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
}

// picksOf are the sets of a component worth keeping: all that keep the rules among
// themselves, without those that two others are at least as good as.
func (s *search) picksOf(component []int) []pick {
	list := []pick{{set: s.only(), used: make([]int64, len(s.pledges))}}
	for n, i := range component {
		grown := slices.Clone(list)
		for _, p := range list {
			if q, ok := s.and(p, i); ok {
				grown = append(grown, q)
			}
		}
		s.looked += len(grown)
		done, rest := component[:n+1], component[n+1:]
		grown = slices.DeleteFunc(grown, func(p pick) bool { return s.forsaken(p.set, done, rest) })
		list = thin(grown, s.seam(done, rest))
	}
	return list
}

// and is a pick with one more option, where the rules allow it.
func (s *search) and(p pick, i int) (pick, bool) {
	m := s.model
	if p.cost+m.cost[i] > s.budget {
		return p, false
	}
	for j := range m.ids {
		if p.set.has(j) && m.apart(i, j) {
			return p, false
		}
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
	if h := m.hub[i]; h >= 0 && s.hubs[h].most > 0 {
		q.hubs = s.addHubs(q.hubs, 1<<s.hubs[h].shift)
	}
	return q, true
}

// forsaken says whether a chosen option needs one that is not chosen, and cannot be any more.
func (m *model) forsaken(chosen set, done, rest []int) bool {
	for _, i := range done {
		if !chosen.has(i) {
			continue
		}
		for _, j := range m.needs[i] {
			if m.fixed[j] == free && !chosen.has(j) && !slices.Contains(rest, j) {
				return true
			}
		}
	}
	return false
}

// seam are the options done that have to do with one of the rest.
func (m *model) seam(done, rest []int) set {
	var open []int
	for _, i := range done {
		if slices.ContainsFunc(rest, func(j int) bool {
			return m.apart(i, j) || slices.Contains(m.needs[i], j) || slices.Contains(m.needs[j], i)
		}) {
			open = append(open, i)
		}
	}
	return m.only(open...)
}

// thin leaves out the picks that two others, alike along the seam, are at least as good
// as: whatever goes with one goes with those. Two, so that it is known in the end whether
// another set is worth the same.
func thin(list []pick, seam set) []pick {
	along := func(a, b pick) int {
		for w := range seam {
			if c := cmp.Compare(a.set[w]&seam[w], b.set[w]&seam[w]); c != 0 {
				return c
			}
		}
		return cmp.Compare(a.hubs, b.hubs)
	}
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
