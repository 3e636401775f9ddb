package choice

import (
	"context"
	"math"
	"slices"
)

// Gains knows what options are worth together, where that may be less than the sum of what
// each is worth: need that is covered. One more option never makes a set worth less, and
// adds no more to a set than to a part of it (a monotone submodular function).
type Gains interface {
	Add(option int) (gain int64) // the option of this number, on top of those added before
	Back()                       // takes away the one that was added last
	// Bound is a sum that no set is worth more than: so much at least, and so much more for
	// each option of a set. It is close to what sets are worth that have about these shares
	// of each option, and just that where all shares are 0 or 1. Nothing must be added.
	Bound(shares []float64) (rest int64, each []int64)
}

// TogetherEffort is how many gains and bounds BestTogether looks at before it stops, unless
// told otherwise: some five seconds.
const TogetherEffort = 60_000

// BestTogether is the best set of a problem without faults whose options are worth together
// what gains say, in the order of p.Options; their Value is not used. It looks at about as
// many gains and bounds as effort says, and stops when the context ends. A stopped answer
// whose Bound is its Value is worth most, but another may be worth the same and come before.
//
// Every Bound turns the problem into one of options that are worth a sum. A mixture of
// several, with prices on the rules (Lagrange), says what a part of all sets can be worth
// at most: where that is less than a set that is known, the search turns back (Nemhauser
// and Wolsey 1981; Cordeau, Furini and Ljubic 2019 for covering).
func BestTogether(ctx context.Context, p Problem, gains Gains, effort int) Answer {
	t := newTogether(ctx, p, gains, effort)
	t.explore(t.root())
	if t.found == nil {
		if t.dropped > none {
			return Answer{Status: Stopped, Chosen: []string{}, Bound: t.dropped}
		}
		return Answer{Status: Infeasible, Chosen: []string{}}
	}
	a := Answer{Status: Optimal, Value: t.value, Bound: max(t.value, t.dropped)}
	if a.Bound == a.Value && t.another() {
		a.EqualBest = true
		t.cheapest()
		t.earliest()
	}
	if t.dropped > none {
		a.Status = Stopped
	}
	a.Chosen, a.Cost = t.named(t.found), t.costOf(t.found)
	return a
}

// together goes through the sets, part by part.
type together struct {
	*model
	ctx    context.Context
	gains  Gains
	at     []int // of each option: its number in the problem
	alike  []int // and the first that uses its first site, or itself
	bounds []sum
	added  set   // to the gains
	order  []int // in which they were

	effort, looked int
	award          int64   // the budget at first
	scale          float64 // what all options are worth together, or 1

	target  int64 // sets worth less are of no use
	found   set   // the best so far; nil: none
	value   int64 // which is worth this
	not     set   // a set that will not do; nil: any will
	aim     aim
	done    bool  // nothing more is looked for
	dropped int64 // what sets that were not looked at are worth at most
}

// aim is what is looked for.
type aim int8

const (
	best     aim = iota // a set worth more than any before
	any1                // one set that will do
	cheaper             // one that costs less than any before
	earliest            // the first that will do
)

// sum is a bound of Gains, by the model's numbers.
type sum struct {
	rest float64
	each []float64
}

// part is all sets in which some options are in and some out.
type part struct {
	fixed  []fixing
	value  int64     // of those in
	gains  []float64 // what each of the others adds to them at most
	most   float64   // what they are worth at most, as far as is known
	prices ruling
}

func newTogether(ctx context.Context, p Problem, gains Gains, effort int) *together {
	t := &together{model: newModel(p), ctx: ctx, gains: gains, effort: effort, award: p.Budget, target: none + 1, dropped: none}
	t.added = t.only()
	number := map[string]int{}
	for i, o := range p.Options {
		number[o.ID] = i
	}
	first := map[int]int{}
	for i, id := range t.ids {
		t.at, t.alike = append(t.at, number[id]), append(t.alike, i)
		if len(t.sites[i]) > 0 {
			site := t.sites[i][0]
			if _, ok := first[site]; !ok {
				first[site] = i
			}
			t.alike[i] = first[site]
		}
	}
	t.firstBounds()
	return t
}

// firstBounds are those of sets that grow by the option that adds most.
func (t *together) firstBounds() {
	rest := make([]int, len(t.ids))
	for i := range rest {
		rest[i] = i
	}
	shares := make([]float64, len(t.ids))
	t.bound(shares)
	worth := int64(0)
	for len(rest) > 0 {
		most, at := int64(-1), 0
		for n, i := range rest {
			if gain := t.gain(i); gain > most {
				most, at = gain, n
			}
		}
		if most <= 0 {
			break
		}
		worth += t.add(rest[at])
		shares[rest[at]] = 1
		rest = slices.Delete(rest, at, at+1)
		t.bound(shares)
	}
	t.back(t.only())
	t.scale = max(1, float64(worth))
}

// mostBounds is how many bounds are mixed.
const mostBounds = 120

// bound notes the bound at shares, where it is a new one.
func (t *together) bound(shares []float64) (fresh bool) {
	if len(t.bounds) == mostBounds {
		return false
	}
	t.looked += 5
	added := slices.Clone(t.order)
	t.back(t.only())
	of := make([]float64, len(shares))
	for i, share := range shares {
		of[t.at[i]] = share
	}
	rest, each := t.gains.Bound(of)
	for _, i := range added {
		t.add(i)
	}
	s := sum{float64(rest), make([]float64, len(t.ids))}
	for i := range t.ids {
		s.each[i] = float64(each[t.at[i]])
	}
	if slices.ContainsFunc(t.bounds, func(o sum) bool { return o.rest == s.rest && slices.Equal(o.each, s.each) }) {
		return false
	}
	t.bounds = append(t.bounds, s)
	return true
}

func (t *together) add(i int) int64 {
	t.looked++
	t.added[i/64] |= 1 << (i % 64)
	t.order = append(t.order, i)
	return t.gains.Add(t.at[i])
}

// back takes away all that was added to a set since.
func (t *together) back(to set) {
	for last := len(t.order) - 1; last >= 0 && !to.has(t.order[last]); last-- {
		t.gains.Back()
		t.order = t.order[:last]
	}
	t.added = slices.Clone(to)
}

func (t *together) gain(i int) int64 {
	t.looked++
	gain := t.gains.Add(t.at[i])
	t.gains.Back()
	return gain
}

// root is all sets.
func (t *together) root() part {
	p := part{fixed: slices.Clone(t.fixed), gains: make([]float64, len(t.ids)), most: t.scale}
	for i := range t.ids {
		p.gains[i] = float64(t.gain(i))
	}
	return p
}

// another says whether another set is worth as much as the one found.
func (t *together) another() bool {
	found := t.found
	t.target, t.not, t.aim, t.done = t.value, found, any1, false
	t.explore(t.root())
	other := t.done
	if t.not = nil; other && t.costOf(found) <= t.costOf(t.found) {
		t.found = found
	}
	return other
}

// cheapest goes on to the least cost for what is found.
func (t *together) cheapest() {
	t.aim, t.done = cheaper, false
	if t.budget = t.costOf(t.found) - 1; t.budget >= 0 {
		t.explore(t.root())
	}
}

// earliest goes on to the first set of what that is worth and costs: of two that begin alike
// the shorter comes first.
func (t *together) earliest() {
	t.aim, t.done, t.budget = earliest, false, t.costOf(t.found)
	t.explore(t.root())
	short, value := t.only(), int64(0)
	for i := range t.ids {
		if value == t.value && t.costOf(short) == t.budget && t.keeps(short) {
			break
		}
		if t.found.has(i) {
			short = short.with(t.only(i))
			value += t.add(i)
		}
	}
	t.back(t.only())
	t.found = short
}

// take takes a set of what is looked for.
func (t *together) take(s set, value int64) {
	if value < t.target || t.not != nil && t.not.compare(s) == 0 || !t.keeps(s) {
		return
	}
	t.found, t.value = s, value
	switch t.aim {
	case best:
		t.target = value + 1
	case cheaper:
		t.budget = t.costOf(s) - 1
		t.done = t.budget < 0
	default:
		t.done = true
	}
}

// explore goes through a part of the sets.
func (t *together) explore(p part) {
	fixed, added := t.fixed, slices.Clone(t.added)
	t.fixed = p.fixed
	defer func() {
		t.back(added)
		t.fixed = fixed
	}()
	var bound ruled
	for more := true; more; more = t.fix(p, bound) {
		if t.done || !t.reduce() || !t.supplied() {
			return
		}
		for i, is := range t.fixed {
			if is == in && !t.added.has(i) {
				p.value += t.add(i)
			}
		}
		if t.looked > t.effort || t.ctx.Err() != nil {
			if p.most = min(p.most, t.most(&p, 60).most); !t.hopeless(p.most) {
				t.dropped = max(t.dropped, int64(p.most+0.5)) // what was rounded is less than half
			}
			return
		}
		if !slices.Contains(t.fixed, free) {
			t.take(slices.Clone(t.added), p.value)
			return
		}
		bound = t.closer(&p)
		if p.most = min(p.most, bound.most); t.hopeless(p.most) {
			return
		}
	}
	t.branch(p, bound)
}

// hopeless says whether so much is less than the target, whatever was rounded.
func (t *together) hopeless(most float64) bool { return most < float64(t.target)-0.5 }

// branch goes through a part with an option and without it.
func (t *together) branch(p part, bound ruled) {
	at, nearest := -1, 2.0
	for i, is := range t.fixed {
		if is != free {
			continue
		}
		if away := math.Abs(bound.mean[i] - 0.5); away < nearest {
			at, nearest = i, away
		}
		if t.aim == earliest {
			break
		}
	}
	for _, to := range []fixing{in, out} {
		half := p
		half.fixed, half.gains, half.prices = slices.Clone(t.fixed), slices.Clone(p.gains), p.prices.clone()
		half.fixed[at] = to
		t.explore(half)
	}
}

// closer is the bound of a part, after a look at what its options add where it hangs on
// them, at the bound where it is worst and at the sets that it suggests.
func (t *together) closer(p *part) (bound ruled) {
	looks, rounds := 3, 30
	if p.prices.mix == nil {
		looks, rounds = 60, 100
	}
	for range looks {
		bound = t.most(p, rounds)
		if t.hopeless(bound.most) {
			return bound
		}
		fresh := false
		for i, is := range t.fixed {
			if is == free && bound.set.has(i) {
				if gain := float64(t.gain(i)); gain < p.gains[i] {
					p.gains[i], fresh = gain, true
				}
			}
		}
		if t.aim != earliest {
			t.try(p, bound)
		}
		for i, is := range t.fixed {
			if is == in {
				bound.mean[i] = 1
			}
		}
		fresh = t.bound(bound.mean) || fresh
		if !fresh {
			break
		}
	}
	return bound
}

// fix fixes the options of a part without which, or with which, no set reaches the target.
func (t *together) fix(p part, bound ruled) (more bool) {
	for i, is := range t.fixed {
		if is != free {
			continue
		}
		if worth := bound.worth[i]; worth > 0 && t.hopeless(bound.most-worth+bound.next[i]) {
			t.fixed[i], more = in, true
		} else if worth <= 0 && t.hopeless(bound.most+worth) {
			t.fixed[i], more = out, true
		}
	}
	return more
}

// try looks at the set that a bound suggests: its options by how often they were in, as far
// as the rules allow.
func (t *together) try(p *part, bound ruled) {
	order := []int{}
	for i, is := range t.fixed {
		if is == free && bound.mean[i] > 0.01 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if bound.mean[a] > bound.mean[b] {
			return -1
		} else if bound.mean[a] < bound.mean[b] {
			return 1
		}
		return 0
	})
	s := slices.Clone(t.added)
	for _, i := range order {
		if with := s.with(t.only(i)); t.fits(with) {
			s = with
		}
	}
	if t.hopeless(t.atMost(s)) || !t.keeps(s) {
		return
	}
	before, value := slices.Clone(t.added), p.value
	for i := range t.ids {
		if s.has(i) && !t.added.has(i) {
			value += t.add(i)
		}
	}
	t.back(before)
	t.take(s, value)
}

// atMost is the least that a bound says of a set.
func (t *together) atMost(s set) float64 {
	least := math.Inf(1)
	for _, b := range t.bounds {
		worth := b.rest
		for i, each := range b.each {
			if s.has(i) {
				worth += each
			}
		}
		least = min(least, worth)
	}
	return least
}
