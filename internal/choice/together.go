package choice

import (
	"context"
	"slices"
)

// Gains knows what options are worth together, where that may be less than the sum of what
// each is worth: need that is covered. One more option never makes a set worth less, and
// adds no more to a set than to a part of it (a monotone submodular function).
type Gains interface {
	Add(option int) (gain int64) // the option of this number, on top of those added before
	Back()                       // takes away the one that was added last
	// Bound is a sum that no set is worth more than: so much at least, and so much more for
	// each option of a set. It is close to what those added are worth with about so much of
	// each other option as is given, and just that where that is all of it or nothing.
	Bound(most []int64) (rest int64, each []int64)
	Work() int // what all that took so far, alike on every machine: some 50 million a second
}

// TogetherEffort is how much work BestTogether takes before it stops, unless told otherwise:
// some five seconds.
const TogetherEffort = 200_000_000

// BestTogether is the best set of a problem without faults whose options are worth together
// what gains say, in the order of p.Options; their Value is not used. It takes about as much
// work as effort says, and stops when the context ends. A stopped answer whose Bound is its
// Value is worth most, but another may be worth the same and come before.
//
// Every Bound is a cut: it turns the problem into one of options that are worth a sum. The
// linear relaxation under a few of them says what a part of all sets can be worth at most,
// and where another cut is needed. A part that cannot hold a better set is left, any other
// is parted by one option (Nemhauser and Wolsey 1981; Cordeau, Furini and Ljubic 2019 for
// covering).
func BestTogether(ctx context.Context, p Problem, gains Gains, effort int) Answer {
	t := newTogether(ctx, p, gains, effort)
	t.explore()
	if t.found == nil {
		if t.dropped > none {
			return Answer{Status: Stopped, Chosen: []string{}, Bound: t.dropped}
		}
		return Answer{Status: Infeasible, Chosen: []string{}}
	}
	a := Answer{Status: Optimal, Value: t.worth, Bound: max(t.worth, t.dropped), EqualBest: t.tied}
	if t.tied && a.Bound == a.Value {
		if t.cheapest(); t.alike {
			t.earliest()
		}
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
	ctx         context.Context
	gains       Gains
	at          []int    // of each option: its number in the problem
	first       []fixing // as the problem has it
	against     []set    // the options that it cannot be chosen with
	wanted      []bool   // whether another needs it
	bounds      []sum
	looks, vain int     // for bounds, and how many of late found none
	order       []int   // the options added to the gains
	grown       []int64 // what they were worth then, with those before

	begun, effort, work int
	award               float64 // the budget at first, at least 1
	scale               float64 // what all options are worth together, at least 1

	aim     aim
	found   set   // the best so far; nil: none
	worth   int64 // what it is worth
	tied    bool  // another set is worth the same
	alike   bool  // and costs the same
	target  int64 // sets worth less are of no use
	done    bool  // nothing more is looked for
	dropped int64 // what sets that were not looked at are worth at most
}

// aim is what is looked for.
type aim int8

const (
	best     aim = iota // a set worth more than any before, and whether another is worth the same
	cheaper             // one that is worth as much and costs less, and whether another costs the same
	earliest            // the first of those
)

func newTogether(ctx context.Context, p Problem, gains Gains, effort int) *together {
	t := &together{model: newModel(p), ctx: ctx, gains: gains, effort: effort, begun: gains.Work(), award: max(1, float64(p.Budget)), target: none, dropped: none}
	number := map[string]int{}
	for i, o := range p.Options {
		number[o.ID] = i
	}
	for _, id := range t.ids {
		t.at = append(t.at, number[id])
	}
	t.first, t.wanted = slices.Clone(t.fixed), make([]bool, len(t.ids))
	for i := range t.ids {
		against := t.only()
		for j := range t.ids {
			if t.model.apart(i, j) {
				against[j/64] |= 1 << (j % 64)
			}
		}
		t.against = append(t.against, against)
		for _, j := range t.needs[i] {
			t.wanted[j] = true
		}
	}
	return t
}

// over says whether no more is to be looked at.
func (t *together) over() bool {
	return t.work+t.gains.Work()-t.begun > t.effort || t.ctx.Err() != nil
}

// come adds just a set to the gains, and says what it is worth.
func (t *together) come(to set) int64 {
	for n, i := range t.order {
		if !to.has(i) {
			t.back(n)
			break
		}
	}
	for i := range t.ids {
		if to.has(i) && !slices.Contains(t.order, i) {
			t.add(i)
		}
	}
	return t.added()
}

// added is what those added are worth.
func (t *together) added() int64 {
	if len(t.grown) == 0 {
		return 0
	}
	return t.grown[len(t.grown)-1]
}

func (t *together) add(i int) {
	sum := t.added() + t.gains.Add(t.at[i])
	t.order, t.grown = append(t.order, i), append(t.grown, sum)
}

// back takes away all but the first few that were added.
func (t *together) back(few int) {
	for len(t.order) > few {
		t.gains.Back()
		t.order = t.order[:len(t.order)-1]
	}
	t.grown = t.grown[:few]
}

// gain is what an option adds to those added.
func (t *together) gain(i int) int64 {
	gain := t.gains.Add(t.at[i])
	t.gains.Back()
	return gain
}

// take takes a set worth so much if it is of what is looked for.
func (t *together) take(s set, worth int64) {
	if worth < t.target || !t.keeps(s) {
		return
	}
	same := t.found != nil && t.found.compare(s) == 0
	switch {
	case t.aim == earliest:
		t.found, t.done = s, true
	case t.aim == cheaper && t.costOf(s) < t.costOf(t.found):
		t.found, t.budget, t.alike = s, t.costOf(s), false
	case t.aim == cheaper && !same:
		t.budget, t.alike = t.budget-1, true
	case t.found == nil || worth > t.worth:
		t.found, t.worth, t.tied, t.target = s, worth, false, worth
	case t.aim == best && !same:
		t.tied, t.target = true, worth+1
		if t.costOf(s) < t.costOf(t.found) {
			t.found = s
		}
	}
}

// cheapest goes on to the least cost for what is found, and whether others cost that too.
func (t *together) cheapest() {
	t.aim, t.target, t.budget = cheaper, t.worth, t.costOf(t.found)
	t.explore()
}

// earliest goes on to the first set of what that is worth and costs: of two that begin alike
// the shorter comes first.
func (t *together) earliest() {
	t.aim, t.budget = earliest, t.costOf(t.found)
	t.explore()
	short := t.only()
	for i := range t.ids {
		if t.costOf(short) == t.budget && t.keeps(short) && t.come(short) == t.worth {
			break
		}
		if t.found.has(i) {
			short = short.with(t.only(i))
		}
	}
	t.back(0)
	t.found = short
}

// hopeless says whether a part is of no use that is worth at most so much or, where cost
// counts, worth less what it costs; whatever was rounded.
func (t *together) hopeless(most float64) bool {
	if t.aim == best {
		return most < float64(t.target)-0.5
	}
	return most < -float64(t.budget)-0.5
}
