package choice

import (
	"math"
	"slices"
)

// ruling is a mixture of bounds and prices on the rules. All are shares: of what everything
// is worth, for all of the budget or a pledge, or for one option or place.
type ruling struct {
	mix           []float64 // of the part's own bound, and of the others; they add up to 1
	grant         float64
	pledges, hubs []float64
	places        float64
}

func (r ruling) clone() ruling {
	r.mix, r.pledges, r.hubs = slices.Clone(r.mix), slices.Clone(r.pledges), slices.Clone(r.hubs)
	return r
}

// ruled is what a ruling says of a part.
type ruled struct {
	most  float64   // no set is worth more
	worth []float64 // what each option is worth beyond its prices
	next  []float64 // and the next best that could take its place at its site, or 0
	set   set       // those that are chosen by that
	mean  []float64 // how often each was chosen of late
}

// rules are a part by numbers.
type rules struct {
	free         []int
	rest         []float64   // of each bound: what it says of those in
	each         [][]float64 // and of each that is free
	budget       float64
	pledges      []float64
	hubs         []float64 // options that are still asked for
	places       float64
	scale, award float64
	pledged      []float64
}

func (t *together) rules(p *part) rules {
	budget, pledges := t.left()
	r := rules{budget: float64(budget), places: float64(t.minPlaces), scale: t.scale, award: max(1, float64(t.award))}
	for a, n := range pledges {
		r.pledges, r.pledged = append(r.pledges, float64(n)), append(r.pledged, max(1, float64(t.pledges[a])))
	}
	for _, n := range t.minimum {
		r.hubs = append(r.hubs, float64(n))
	}
	for i, is := range t.fixed {
		switch is {
		case free:
			r.free = append(r.free, i)
		case in:
			r.places -= float64(t.places[i])
			if t.hub[i] >= 0 {
				r.hubs[t.hub[i]]--
			}
		}
	}
	r.rest, r.each = []float64{float64(p.value)}, [][]float64{p.gains}
	for _, b := range t.bounds {
		rest, each := b.rest, make([]float64, len(t.ids))
		for i, is := range t.fixed {
			switch is {
			case free:
				each[i] = min(b.each[i], p.gains[i])
			case in:
				rest += b.each[i]
			}
		}
		r.rest, r.each = append(r.rest, rest), append(r.each, each)
	}
	return r
}

// begin gives a ruling what it lacks.
func (r rules) begin(p *ruling) {
	if p.mix == nil {
		p.mix, p.pledges, p.hubs = []float64{1}, make([]float64, len(r.pledges)), make([]float64, len(r.hubs))
	}
	for len(p.mix) < len(r.rest) {
		p.mix = append(p.mix, 0)
	}
}

// most is what the sets of a part are worth at most, by the best ruling of so many rounds
// (subgradients, Polyak's steps). Products are rounded before they are added, so that all
// machines find the same.
func (t *together) most(p *part, rounds int) ruled {
	t.looked += rounds / 10
	r := t.rules(p)
	r.begin(&p.prices)
	now, step, stalled := p.prices.clone(), 1.0, 0
	best := ruled{most: math.Inf(1), mean: make([]float64, len(t.ids))}
	mean := make([]float64, len(t.ids))
	for round := range rounds {
		at := t.ruledBy(r, now)
		weight := max(0.1, 1/float64(round+1))
		for _, i := range r.free {
			mean[i] *= 1 - weight
			if at.set.has(i) {
				mean[i] += weight
			}
		}
		if stalled++; at.most < best.most {
			if best.most-at.most > 1e-5*t.scale {
				stalled = 0
			}
			best, p.prices = at, now.clone()
		}
		if t.hopeless(best.most) {
			break
		}
		if stalled > 4 {
			step, stalled = step*0.7, 0
		}
		goal := float64(t.target)
		if t.target == none+1 {
			goal = 0.9 * best.most
		}
		if !t.move(r, &now, at, step*max(at.most-goal, 1e-4*t.scale)/t.scale) {
			break
		}
	}
	best.mean = mean
	return best
}

// ruledBy is what one ruling says.
func (t *together) ruledBy(r rules, by ruling) ruled {
	at := ruled{worth: make([]float64, len(t.ids)), next: make([]float64, len(t.ids)), set: t.only()}
	for k, part := range by.mix {
		if part == 0 {
			continue
		}
		at.most += float64(part * r.rest[k])
		for _, i := range r.free {
			at.worth[i] += float64(part * r.each[k][i])
		}
	}
	at.most += float64(float64(by.grant*r.budget)/r.award*r.scale) - float64(by.places*r.places*r.scale)
	for a, price := range by.pledges {
		at.most += float64(price * r.pledges[a] / r.pledged[a] * r.scale)
	}
	for h, price := range by.hubs {
		at.most -= float64(price * r.hubs[h] * r.scale)
	}
	first, second := map[int]int{}, map[int]float64{}
	for _, i := range r.free {
		price := -by.grant*float64(t.cost[i])/r.award + by.places*float64(t.places[i])
		for _, m := range t.match[i] {
			price -= float64(by.pledges[m.authority] * float64(m.amount) / r.pledged[m.authority])
		}
		if h := t.hub[i]; h >= 0 {
			price += by.hubs[h]
		}
		at.worth[i] += float64(price * r.scale)
		if at.worth[i] <= 0 {
			continue
		}
		f, ok := first[t.alike[i]]
		switch {
		case !ok:
			first[t.alike[i]] = i
		case at.worth[i] > at.worth[f]:
			first[t.alike[i]], second[t.alike[i]] = i, at.worth[f]
		default:
			second[t.alike[i]] = max(second[t.alike[i]], at.worth[i])
		}
	}
	for _, i := range r.free {
		f, ok := first[t.alike[i]]
		switch {
		case ok && f == i:
			at.most += at.worth[i]
			at.set[i/64] |= 1 << (i % 64)
			at.next[i] = second[t.alike[i]]
		case ok: // to have it is to do without the first
			at.worth[i] -= at.worth[f]
		}
	}
	return at
}

// move moves a ruling against what its set breaks; false where it breaks nothing.
func (t *together) move(r rules, now *ruling, at ruled, gap float64) bool {
	mix := make([]float64, len(now.mix))
	grant, places := r.budget/r.award, -r.places
	pledges, hubs := make([]float64, len(now.pledges)), make([]float64, len(now.hubs))
	for k := range mix {
		mix[k] = r.rest[k] / r.scale
	}
	for a := range pledges {
		pledges[a] = r.pledges[a] / r.pledged[a]
	}
	for h := range hubs {
		hubs[h] = -r.hubs[h]
	}
	for _, i := range r.free {
		if !at.set.has(i) {
			continue
		}
		for k := range mix {
			mix[k] += r.each[k][i] / r.scale
		}
		grant -= float64(t.cost[i]) / r.award
		places += float64(t.places[i])
		for _, m := range t.match[i] {
			pledges[m.authority] -= float64(m.amount) / r.pledged[m.authority]
		}
		if h := t.hub[i]; h >= 0 {
			hubs[h]++
		}
	}
	mean, norm := 0.0, 0.0
	for _, g := range mix {
		mean += g / float64(len(mix))
	}
	for k := range mix {
		if mix[k] -= mean; now.mix[k] > 0 || mix[k] < 0 {
			norm += float64(mix[k] * mix[k])
		}
	}
	square := func(price, slack float64) {
		if price > 0 || slack < 0 {
			norm += float64(slack * slack)
		}
	}
	square(now.grant, grant)
	square(now.places, places)
	for a := range pledges {
		square(now.pledges[a], pledges[a])
	}
	for h := range hubs {
		square(now.hubs[h], hubs[h])
	}
	if norm < 1e-18 {
		return false
	}
	length := gap / norm
	for k := range mix {
		now.mix[k] -= float64(length * mix[k])
	}
	onSimplex(now.mix)
	now.grant = max(0, now.grant-float64(length*grant))
	now.places = max(0, now.places-float64(length*places))
	for a := range pledges {
		now.pledges[a] = max(0, now.pledges[a]-float64(length*pledges[a]))
	}
	for h := range hubs {
		now.hubs[h] = max(0, now.hubs[h]-float64(length*hubs[h]))
	}
	return true
}

// onSimplex moves shares to the nearest that are at least 0 and add up to 1.
func onSimplex(shares []float64) {
	sorted := slices.Clone(shares)
	slices.Sort(sorted)
	slices.Reverse(sorted)
	sum, cut := 0.0, 0.0
	for n, s := range sorted {
		sum += s
		if c := (sum - 1) / float64(n+1); s > c {
			cut = c
		}
	}
	total := 0.0
	for k, s := range shares {
		shares[k] = max(0, s-cut)
		total += shares[k]
	}
	for k := range shares {
		shares[k] /= total
	}
}

// supplied says whether enough is in or free for the minimums of hubs and places.
func (t *together) supplied() bool {
	hubs, places := make([]int, len(t.minimum)), int64(0)
	for i, is := range t.fixed {
		if is != out {
			places += t.places[i]
			if t.hub[i] >= 0 {
				hubs[t.hub[i]]++
			}
		}
	}
	for h, n := range t.minimum {
		if hubs[h] < n {
			return false
		}
	}
	return places >= t.minPlaces
}

// fits says whether a set breaks no rule that more options could not mend.
func (t *together) fits(s set) bool {
	cost, match := int64(0), make([]int64, len(t.pledges))
	for i := range t.ids {
		if !s.has(i) {
			continue
		}
		if cost += t.cost[i]; cost > t.budget || t.fixed[i] == out {
			return false
		}
		for _, m := range t.match[i] {
			if match[m.authority] += m.amount; match[m.authority] > t.pledges[m.authority] {
				return false
			}
		}
		for j := range i {
			if s.has(j) && t.apart(i, j) {
				return false
			}
		}
	}
	return cost <= t.budget
}

// keeps says whether a set keeps every rule.
func (t *together) keeps(s set) bool {
	hubs, places := make([]int, len(t.minimum)), int64(0)
	for i := range t.ids {
		if !s.has(i) {
			if t.fixed[i] == in {
				return false
			}
			continue
		}
		if places += t.places[i]; t.hub[i] >= 0 {
			hubs[t.hub[i]]++
		}
		if slices.ContainsFunc(t.needs[i], func(j int) bool { return !s.has(j) }) {
			return false
		}
	}
	for h, n := range t.minimum {
		if hubs[h] < n {
			return false
		}
	}
	return places >= t.minPlaces && t.fits(s)
}

func (t *together) costOf(s set) (cost int64) {
	for i := range t.ids {
		if s.has(i) {
			cost += t.cost[i]
		}
	}
	return cost
}

func (t *together) named(s set) []string {
	ids := []string{}
	for i, id := range t.ids {
		if s.has(i) {
			ids = append(ids, id)
		}
	}
	return ids
}
