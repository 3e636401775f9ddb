package choice

import (
	"cmp"
	"math/bits"
	"slices"
)

// search goes through the components of a model, from the most settled to the least, and
// keeps of the sets so far those that may still lead to the best.
type search struct {
	*model
	budget   int64     // what is left beside the options that are in
	scarceOf []int     // authorities whose pledges are not enough
	pledges  []int64   // and those
	asks     [][]int64 // of each stage on: what is asked of them in all
	places   int64     // still asked for
	hubs     []hubField
	base     pick

	stages []stage
	tails  []tail
	prices prices // none at first
	across []across
	supply []pick // of each stage and those after it: the most places and options in hubs

	effort, looked int
	floor          int64 // a set is known that is worth this
	dropped        int64 // what a set that was not looked at is worth at most
}

// hubField is where the options in a hub are counted in a word, up to how many are asked for.
type hubField struct{ shift, most uint64 }

const none = -1 << 63

func picks(stages []stage) [][]pick {
	list := make([][]pick, len(stages))
	for k, s := range stages {
		list[k] = s.picks
	}
	return list
}

func newSearch(m *model, effort int) *search {
	s := &search{model: m, effort: effort, floor: none, dropped: none, hubs: make([]hubField, len(m.minimum))}
	s.budget, _ = m.left()
	s.scarceOf, s.pledges = m.scarce()
	s.places = max(0, m.minPlaces)
	counts := make([]int, len(m.minimum))
	var chosen []int
	for i, is := range m.fixed {
		if is != in {
			continue
		}
		chosen = append(chosen, i)
		s.base.cost, s.base.value, s.places = s.base.cost+m.cost[i], s.base.value+m.value[i], s.places-m.places[i]
		if m.hub[i] >= 0 {
			counts[m.hub[i]]++
		}
	}
	s.base.wants = m.only()
	s.base.set, s.base.used, s.places = m.only(chosen...), make([]int64, len(s.pledges)), max(0, s.places)
	shift := 0
	for h, minimum := range m.minimum {
		s.hubs[h] = hubField{uint64(shift), uint64(max(0, minimum-counts[h]))}
		shift += bits.Len64(s.hubs[h].most)
	}
	links := m.linked()
	var parts [][]stage
	for _, component := range m.components(links) {
		parts = append(parts, s.stagesOf(component, links))
	}
	s.budget -= s.budget % max(1, s.grain()) // no set costs anything between
	rate := tails(picks(slices.Concat(parts...)))[0].rate(s.budget)
	slices.SortStableFunc(parts, func(a, b []stage) int { return cmp.Compare(regret(b, rate), regret(a, rate)) })
	s.stages = slices.Concat(parts...)
	s.tails = tails(picks(s.stages))
	done := m.only()
	for k := range s.stages {
		done = done.with(s.stages[k].own)
		s.stages[k].done, s.stages[k].seam = done, m.seam(done, links)
	}
	s.across = s.rulesAcross()
	s.supply = make([]pick, len(s.stages)+1)
	s.asks = make([][]int64, len(s.stages)+1)
	s.asks[len(s.stages)] = make([]int64, len(s.pledges))
	for k := len(s.stages) - 1; k >= 0; k-- {
		var most pick
		s.asks[k] = slices.Clone(s.asks[k+1])
		for a := range s.pledges {
			s.asks[k][a] += slices.MaxFunc(s.stages[k].picks, func(p, q pick) int { return cmp.Compare(p.used[a], q.used[a]) }).used[a]
		}
		for _, p := range s.stages[k].picks {
			most.places, most.hubs = max(most.places, p.places), s.mostHubs(most.hubs, p.hubs)
		}
		s.supply[k] = pick{places: min(s.places, most.places+s.supply[k+1].places), hubs: s.addHubs(most.hubs, s.supply[k+1].hubs)}
	}
	return s
}

func (s *search) count(hubs uint64, f hubField) uint64 {
	return hubs >> f.shift & (1<<bits.Len64(f.most) - 1)
}

// addHubs adds counts, each up to what is asked for.
func (s *search) addHubs(a, b uint64) (sum uint64) {
	for _, f := range s.hubs {
		sum |= min(f.most, s.count(a, f)+s.count(b, f)) << f.shift
	}
	return sum
}

func (s *search) mostHubs(a, b uint64) (most uint64) {
	for _, f := range s.hubs {
		most |= max(s.count(a, f), s.count(b, f)) << f.shift
	}
	return most
}

// asked is what hubs must come to.
func (s *search) asked() (hubs uint64) {
	for _, f := range s.hubs {
		hubs |= f.most << f.shift
	}
	return hubs
}

// The passes keep at first so many sets, and each so many times as many as the one before.
const narrow, widening = 12, 8

// answer goes through the stages again and again, each time keeping more sets, until
// nothing is left out that could be as good as the best. What one pass finds lets the next
// leave out much.
func (s *search) answer() Answer {
	var last []pick
	for width := narrow; ; width *= widening {
		if width > narrow && s.looked < s.effort/4 { // worth their finding
			s.setPrices()
		}
		s.dropped = none
		found := s.pass(width)
		if len(found) > 0 && (len(last) == 0 || better(found[0], last[0]) <= 0) {
			last = found
		}
		if s.dropped == none || s.dropped < s.floor || s.looked > s.effort || s.dropped == s.floor && s.looked > s.effort/50 {
			break
		}
	}
	if len(last) == 0 {
		if s.dropped > none {
			return Answer{Status: Stopped, Chosen: []string{}, Bound: s.dropped}
		}
		return Answer{Status: Infeasible, Chosen: []string{}}
	}
	a := s.chosen(last[0])
	a.Bound, a.EqualBest = max(a.Value, s.dropped), len(last) > 1 && last[1].value == a.Value
	if a.Bound > a.Value {
		a.Status = Stopped
	}
	return a
}

// cheapest is the set of least grant that is worth a goal: every set found leaves the next
// less to cost.
func (s *search) cheapest(goal int64) Answer {
	a := Answer{Status: Infeasible, Chosen: []string{}}
	for width := narrow; s.budget >= 0; {
		s.floor, s.dropped = goal, none
		if found := s.pass(width); len(found) > 0 {
			a = s.chosen(slices.MinFunc(found, func(a, b pick) int { return cmp.Compare(a.cost, b.cost) }))
			s.budget = a.Cost - s.base.cost - 1
			continue
		}
		if s.dropped == none {
			break
		}
		if s.looked > s.effort {
			a.Status, a.Bound = Stopped, max(a.Value, s.dropped)
			break
		}
		if width *= widening; s.looked < s.effort/4 {
			s.setPrices()
		}
	}
	a.Cheapest = a.Status == Optimal
	return a
}

// chosen is a set as an answer.
func (s *search) chosen(best pick) Answer {
	a := Answer{Status: Optimal, Chosen: []string{}, Value: best.value, Cost: best.cost, Bound: best.value}
	for i, id := range s.ids {
		if best.set.has(i) {
			a.Chosen = append(a.Chosen, id)
		}
	}
	return a
}

// better puts the set of greater value first, then that of less grant, then by options.
func better(a, b pick) int {
	return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(a.cost, b.cost), a.set.compare(b.set))
}

// pass goes through the stages with at most so many sets kept, and gives those it ends
// with, the best first.
func (s *search) pass(width int) []pick {
	list := []pick{s.base}
	for k := range s.stages {
		list = s.extend(list, k, width)
	}
	asked := s.asked()
	list = slices.DeleteFunc(list, func(p pick) bool { return p.places < s.places || p.hubs != asked })
	slices.SortFunc(list, better)
	if len(list) > 0 {
		s.floor = max(s.floor, list[0].value)
	}
	return list
}

// longer is a set with a stage's pick, not yet made.
type longer struct {
	cost, value, places int64
	priced              int64
	hubs                uint64
	from, with          set
	used, more          []int64
	wants               set
	most                int64
}

func (l longer) compare(o longer) int {
	for w := range l.from {
		if x := (l.from[w] | l.with[w]) ^ (o.from[w] | o.with[w]); x != 0 {
			return 1 - 2*int((l.from[w]|l.with[w])>>bits.TrailingZeros64(x)&1)
		}
	}
	return 0
}

// extend is every set with every pick of a stage, as far as they may lead to a set worth
// no less than one that is known.
func (s *search) extend(list []pick, k, width int) []pick {
	var grown []longer
	rest, supply, asked, here := s.tails[k+1], s.supply[k+1], s.asked(), s.stages[k]
	for _, p := range list {
		for _, q := range here.picks {
			l := longer{cost: p.cost + q.cost, value: p.value + q.value, places: min(s.places, p.places+q.places), hubs: p.hubs, from: p.set, with: q.set, used: p.used, more: q.used}
			left := s.budget + s.base.cost - l.cost
			if left < 0 {
				continue
			}
			if l.most = l.value + rest.most(left); l.most < s.floor || l.places+supply.places < s.places {
				continue
			}
			if s.prices.tails != nil {
				l.priced = p.priced + q.priced
				if l.most = min(l.most, (l.priced+s.prices.tails[k+1].most(left))>>s.prices.shift); l.most < s.floor {
					continue
				}
			}
			if p.set.meets(q.forbids) || !s.pledged(p, q) {
				continue
			}
			if l.wants = p.wants.with(q.wants).without(p.set).without(q.set); l.wants.meets(here.done) {
				continue // one that it needs was not chosen, and cannot be any more
			}
			if q.hubs != 0 {
				l.hubs = s.addHubs(p.hubs, q.hubs)
			}
			if asked != 0 && s.addHubs(l.hubs, supply.hubs) != asked {
				continue
			}
			grown = append(grown, l)
		}
	}
	s.looked += len(list) * len(here.picks)
	grown = s.thin(grown, k)
	if s.looked > s.effort {
		width = min(width, narrow)
	}
	if len(grown) > width {
		slices.SortStableFunc(grown, func(a, b longer) int { return cmp.Compare(b.most, a.most) })
		s.dropped = max(s.dropped, grown[width].most)
		grown = mostPromising(grown, width)
	}
	made := make([]pick, len(grown))
	for i, l := range grown {
		made[i] = pick{set: l.from.with(l.with), cost: l.cost, value: l.value, places: l.places, hubs: l.hubs, priced: l.priced, used: slices.Clone(l.used), wants: l.wants}
		for a, n := range l.more {
			made[i].used[a] += n
		}
	}
	return made
}

// mostPromising are so many of a list sorted by what they promise. Of those that promise as
// much as the last of them it takes some here and there: they differ in what they cost.
func mostPromising(list []longer, width int) []longer {
	last := list[width].most
	from := slices.IndexFunc(list, func(l longer) bool { return l.most == last })
	to := width
	for to < len(list) && list[to].most == last {
		to++
	}
	for n := range width - from {
		list[from+n] = list[from+n*(to-from)/(width-from)]
	}
	return list[:width]
}

// pledged says whether the pledges are enough for a set with a pick.
func (s *search) pledged(p, q pick) bool {
	for a, n := range q.used {
		if p.used[a]+n > s.pledges[a] {
			return false
		}
	}
	return true
}

// watched is how far each of the others of a group is looked at, where pledges are scarce.
const watched = 200

// noTighter says whether after a stage a set leaves every scarce pledge no tighter than
// another does. What is more than all that may still be asked for is as good as that.
func (s *search) noTighter(a, b longer, k int) bool {
	for n, asks := range s.asks[k+1] {
		slack := s.pledges[n] - asks
		if used := a.used[n] + a.more[n]; used > slack && used > b.used[n]+b.more[n] {
			return false
		}
	}
	return true
}

// group tells sets apart that cannot stand for each other: by their counts in hubs, and by
// what they have that matters to stages after.
func (s *search) group(a, b longer, k int) int {
	c := cmp.Compare(a.hubs, b.hubs)
	for w, seam := range s.stages[k].seam {
		if c == 0 && seam != 0 {
			c = cmp.Compare((a.from[w]|a.with[w])&seam, (b.from[w]|b.with[w])&seam)
		}
	}
	return c
}

// thin leaves out those that two others of the same group are at least as good as, after a
// stage. Where pledges are scarce not all others are looked at.
func (s *search) thin(list []longer, k int) []longer {
	slices.SortFunc(list, func(a, b longer) int {
		return cmp.Or(s.group(a, b, k), cmp.Compare(a.cost, b.cost), cmp.Compare(b.value, a.value), a.compare(b))
	})
	var levels []int64
	for _, l := range list {
		levels = append(levels, l.places)
	}
	slices.Sort(levels)
	levels = slices.Compact(levels)
	best := newPodiums(len(levels))
	kept, from := list[:0], 0
	for _, l := range list {
		if len(kept) > from && s.group(kept[from], l, k) != 0 {
			best.clear()
			from = len(kept)
		}
		at, _ := slices.BinarySearch(levels, l.places)
		if best.second(at) >= l.value && (len(s.pledges) == 0 || s.beaten(l, kept[from:], k)) {
			continue
		}
		best.add(at, l.value)
		kept = append(kept, l)
	}
	return kept
}

// beaten says whether two of those kept just before are at least as good.
func (s *search) beaten(l longer, kept []longer, k int) bool {
	better := 0
	for n := len(kept) - 1; n >= max(0, len(kept)-watched) && better < 2; n-- {
		if o := kept[n]; o.value >= l.value && o.places >= l.places && s.noTighter(o, l, k) {
			better++
		}
	}
	return better == 2
}

// podiums knows the two greatest values at a level and above (Fenwick 1994).
type podiums [][2]int64

func newPodiums(levels int) podiums {
	p := make(podiums, levels+1)
	p.clear()
	return p
}

func (p podiums) clear() {
	for i := range p {
		p[i] = [2]int64{none, none}
	}
}

func (p podiums) add(level int, value int64) {
	for i := len(p) - 1 - level; i < len(p); i += i & -i {
		p[i] = first(p[i], value)
	}
}

func (p podiums) second(level int) int64 {
	top := [2]int64{none, none}
	for i := len(p) - 1 - level; i > 0; i -= i & -i {
		top = first(first(top, p[i][0]), p[i][1])
	}
	return top[1]
}

func first(top [2]int64, value int64) [2]int64 {
	switch {
	case value > top[0]:
		return [2]int64{value, top[0]}
	case value > top[1]:
		return [2]int64{top[0], value}
	}
	return top
}
