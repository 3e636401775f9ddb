package choice

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// Change moves one lever: budget, own_grant (less grant, met from other funding) and
// pledge:<authority> by pence, sooner_weeks by weeks, rule:<name> off by 1.
type Change struct {
	Lever string
	By    int64
}

// Left is an option that was left out, with the changes that would bring it in: under
// which the best set with it is worth no less than the best without. Each list is of
// changes made together, the least money first, then the fewest weeks, then rules. Where
// no change does it alone, there may be one list: other funding and weeks together. An
// option of another set that is worth the same comes in by a budget that goes up by 0.
type Left struct {
	ID      string
	Changes [][]Change
}

// LeftOut are the options that a best set leaves out. Sooner is what an option would be
// worth if it opened 1, 2 ... weeks sooner. Once the context has ended the rest have nil
// changes: they were not looked for. Where what options are worth does not add up, nothing
// is known of opening sooner.
func LeftOut(ctx context.Context, p Problem, best Answer, sooner map[string][]int64, solve Solver) (list []Left) {
	if best.Status == Infeasible {
		return nil
	}
	kept := newKept(best)
	for _, o := range p.Options {
		if slices.Contains(best.Chosen, o.ID) {
			continue
		}
		if ctx.Err() != nil {
			list = append(list, Left{ID: o.ID})
			continue
		}
		l := lever{p, o, sooner[o.ID], solve, kept}
		list = append(list, Left{o.ID, l.changes()})
	}
	slices.SortFunc(list, func(a, b Left) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// Changes are those of one option that a best set leaves out, see LeftOut.
func Changes(p Problem, best Answer, id string, sooner []int64, solve Solver) Left {
	at := slices.IndexFunc(p.Options, func(o Option) bool { return o.ID == id })
	l := lever{p, p.Options[at], sooner, solve, newKept(best)}
	return Left{id, l.changes()}
}

func byEffort(p Problem) Answer { return Best(p, Effort) }

// lever moves a problem until an option comes in.
type lever struct {
	Problem
	option Option
	sooner []int64
	solve  Solver
	kept   *kept // for all options
}

// kept are the best sets found under moved levers.
type kept struct {
	best   Answer            // under none
	rules  map[string]Answer // without a rule
	amount map[string][]reign
}

// reign is a set that is the best under all of a lever's amounts from the one it uses to
// that under which it was found.
type reign struct {
	from, to int64
	Answer
}

func newKept(best Answer) *kept {
	return &kept{best, map[string]Answer{}, map[string][]reign{}}
}

func (l lever) changes() [][]Change {
	in, out := l.with(l.Problem).Value, l.without(l.kept.best, l.Problem)
	if in != none && in >= out {
		return [][]Change{{{"budget", 0}}}
	}
	money := []Change{}
	if by, ok := l.least(l.budgets(), true); ok {
		money = append(money, Change{"budget", by})
	}
	if by, ok := l.ownGrant(); ok {
		money = append(money, Change{"own_grant", by})
	}
	for _, authority := range slices.Sorted(maps.Keys(l.Pledges)) {
		m := l.pledges(authority)
		if m.most <= m.from {
			continue // it limits nothing
		}
		if by, ok := l.least(m, true); ok {
			money = append(money, Change{m.name, by})
		}
	}
	slices.SortStableFunc(money, func(a, b Change) int { return cmp.Compare(a.By, b.By) })
	list := [][]Change{}
	for _, c := range money {
		list = append(list, []Change{c})
	}
	if weeks, ok := l.weeks(in, out); ok {
		list = append(list, []Change{{"sooner_weeks", weeks}})
	}
	for _, r := range l.rules() {
		if l.comesIn(r) {
			list = append(list, []Change{{"rule:" + r.name, 1}})
		}
	}
	if len(list) == 0 {
		if pair := l.pair(); pair != nil {
			list = append(list, pair)
		}
	}
	return list
}

// with is the best set with the option; worth none where no set keeps the rules.
func (l lever) with(p Problem) Answer {
	p.In = append(slices.Clone(p.In), l.option.ID)
	return bestOf(p, l.solve)
}

func bestOf(p Problem, solve Solver) Answer {
	a := solve(p)
	if a.Status == Infeasible || a.Status == Stopped && len(a.Chosen) == 0 {
		a.Value = none
	}
	return a
}

// reached is the cheapest set with the option that is worth so much, or the best.
func (l lever) reached(p Problem, value int64) (Answer, bool) {
	p.Goal = value
	a := l.with(p)
	return a, a.Value != none && a.Value >= value
}

// without is what the best set without the option is worth, where the best set is known.
func (l lever) without(best Answer, p Problem) int64 {
	if !slices.Contains(best.Chosen, l.option.ID) {
		return best.Value
	}
	p.Out = append(slices.Clone(p.Out), l.option.ID)
	return bestOf(p, l.solve).Value
}

// comesIn says whether without a rule the best with the option is worth no less than the
// best without.
func (l lever) comesIn(r rule) bool {
	a, ok := l.kept.rules[r.name]
	if !ok {
		a = bestOf(r.without, l.solve)
		l.kept.rules[r.name] = a
	}
	switch {
	case a.Value == none:
		return false
	case slices.Contains(a.Chosen, l.option.ID):
		return true
	case a.Status == Optimal && !a.EqualBest:
		return false
	}
	_, ok = l.reached(r.without, a.Value)
	return ok
}

// allowance is a lever that is an amount.
type allowance struct {
	name string
	grains
	from int64                      // the amount now
	at   func(amount int64) Problem // the problem by another amount
	uses func(a Answer) (sum int64) // how much of it a set uses
}

func (p Problem) budgets() allowance {
	return allowance{"budget", grainsOf(p.Options, func(o Option) int64 { return o.Cost }), p.Budget,
		func(amount int64) Problem {
			p.Budget = amount
			return p
		},
		func(a Answer) int64 { return a.Cost }}
}

func (p Problem) pledges(authority string) allowance {
	return allowance{"pledge:" + authority, grainsOf(p.Options, func(o Option) int64 { return o.Match[authority] }), p.Pledges[authority],
		func(amount int64) Problem {
			p.Pledges = maps.Clone(p.Pledges)
			p.Pledges[authority] = amount
			return p
		},
		func(a Answer) (sum int64) {
			for _, o := range p.Options {
				if slices.Contains(a.Chosen, o.ID) {
					sum += o.Match[authority]
				}
			}
			return sum
		}}
}

// best is the best set under an amount.
func (l lever) best(m allowance, amount int64) Answer {
	if amount == m.from {
		return l.kept.best
	}
	for _, r := range l.kept.amount[m.name] {
		if r.from <= amount && amount <= r.to {
			return r.Answer
		}
	}
	a := bestOf(m.at(amount), l.solve)
	if a.Status == Optimal {
		l.kept.amount[m.name] = append(l.kept.amount[m.name], reign{m.uses(a), amount, a})
	}
	return a
}

// enough is the least amount, now or more, with which a set with the option is worth so
// much.
func (l lever) enough(m allowance, now, value int64) (amount int64, ok bool) {
	if m.name == "budget" {
		if a, ok := l.reached(m.at(max(now, m.most)), value); !ok || a.Cheapest {
			return max(now, a.Cost), ok
		}
	}
	holds := func(amount int64) (known int64, ok bool) {
		a, ok := l.reached(m.at(amount), value)
		return m.uses(a), ok
	}
	if now > m.from { // as it is it does not come in
		if _, ok := holds(now); ok {
			return now, true
		}
	}
	return m.first(now, holds)
}

// least is by how much an amount must go up until the option comes in. With more a set may
// only be worth more, with the option and without: so what the sets without it are worth
// now must be reached first, and then what they are worth by then. Where the others gain
// nothing by it, as by other funding for the option alone, that is all.
func (l lever) least(m allowance, others bool) (by int64, ok bool) {
	for now := m.from; ; {
		amount, ok := l.enough(m, now, l.without(l.best(m, now), m.at(now)))
		if !ok || !others || amount == now {
			return amount - m.from, ok
		}
		now = amount
	}
}

// ownGrant is how much of its own grant others must meet until the option comes in: for
// sets with it that is the same as a greater grant.
func (l lever) ownGrant() (by int64, ok bool) {
	by, ok = l.least(l.budgets(), false)
	return by, ok && by <= l.option.Cost
}

// grains is how finely an amount is used, and how much of it there is use for.
type grains struct{ each, most int64 }

func grainsOf(options []Option, amount func(Option) int64) (g grains) {
	for _, o := range options {
		g.most += amount(o)
		for n := amount(o); n != 0; {
			g.each, n = n, g.each%n
		}
	}
	g.each = max(1, g.each)
	return g
}

// first is the first multiple of a grain after from at which something holds, that holds at
// the most and ever after it does once; false where it does not. Where it holds it is said
// from which amount on that is known.
func (g grains) first(from int64, holds func(amount int64) (known int64, ok bool)) (amount int64, ok bool) {
	most := max(from, g.most)
	known, ok := holds(most)
	if !ok {
		return 0, false
	}
	low, high := from/g.each, (min(most, known)+g.each-1)/g.each // does not, does
	for step := int64(1); high-low > 1; step *= 4 {
		middle := low + min(step, (high-low)/2) // most often it is near
		if known, ok := holds(middle * g.each); ok {
			high = min(middle, (known+g.each-1)/g.each)
		} else {
			low = middle
		}
	}
	return max(low+1, high) * g.each, true
}

// weeks is how many weeks sooner the option must open, given what sets with and without it
// are worth.
func (l lever) weeks(with, without int64) (weeks int64, ok bool) {
	for w, value := range l.sooner {
		if with != none && with-l.option.Value+value >= without {
			return int64(w + 1), true
		}
	}
	return 0, false
}

// pair is the least other funding with which some weeks bring the option in, and the fewest
// of those. The more it is worth the less funding that takes.
func (l lever) pair() []Change {
	values := slices.Compact(slices.Sorted(slices.Values(l.sooner)))
	if len(values) == 0 {
		return nil
	}
	least, ok := l.worthMore(values[len(values)-1])
	if !ok {
		return nil
	}
	n, _ := slices.BinarySearchFunc(values, least, func(value, least int64) int {
		if by, ok := l.worthMore(value); !ok || by > least {
			return -1
		}
		return 0
	})
	weeks := slices.IndexFunc(l.sooner, func(value int64) bool { return value >= values[n] })
	return []Change{{"own_grant", least}, {"sooner_weeks", int64(weeks + 1)}}
}

// worthMore is the other funding that brings the option in where it is worth so much.
func (l lever) worthMore(value int64) (by int64, ok bool) {
	l.Options = slices.Clone(l.Options)
	for i := range l.Options {
		if l.Options[i].ID == l.option.ID {
			l.Options[i].Value = value
		}
	}
	l.kept = newKept(bestOf(l.Problem, l.solve))
	return l.ownGrant()
}

// rule is one named rule, and the problem without it.
type rule struct {
	name    string
	without Problem
}

// rules are all that have a name and can be done without.
func (l Problem) rules() (list []rule) {
	add := func(name string, change func(p *Problem)) {
		p := l
		p.Options = slices.Clone(p.Options)
		change(&p)
		list = append(list, rule{name, p})
	}
	for _, id := range slices.Sorted(slices.Values(l.Out)) {
		add("forced_out:"+id, func(p *Problem) { p.Out = without1(p.Out, id) })
	}
	for _, id := range slices.Sorted(slices.Values(l.In)) {
		add("forced_in:"+id, func(p *Problem) { p.In = without1(p.In, id) })
	}
	for _, hub := range slices.Sorted(maps.Keys(l.HubMinimum)) {
		add("hub_minimum:"+hub, func(p *Problem) {
			p.HubMinimum = maps.Clone(p.HubMinimum)
			delete(p.HubMinimum, hub)
		})
	}
	if l.MinPlaces > 0 {
		add("min_places", func(p *Problem) { p.MinPlaces = 0 })
	}
	uses := map[string]int{}
	for _, o := range l.Options {
		for _, s := range o.Sites {
			uses[s]++
		}
	}
	for _, site := range slices.Sorted(maps.Keys(uses)) {
		if uses[site] > 1 {
			add("site:"+site, func(p *Problem) {
				for i, o := range p.Options {
					p.Options[i].Sites = without1(o.Sites, site)
				}
			})
		}
	}
	for i, o := range l.Options {
		if len(o.Needs) > 0 {
			add("prerequisites:"+o.ID, func(p *Problem) { p.Options[i].Needs = nil })
		}
		if len(o.Excludes) > 0 {
			add("excludes:"+o.ID, func(p *Problem) { p.Options[i].Excludes = nil })
		}
	}
	return list
}

// without1 is a list without one of its texts.
func without1(list []string, text string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == text })
}

// Mends are the changes under which some set keeps the rules, of a problem in which none
// does: the grant up, other funding for an option that must be in, a pledge up, or a rule
// off, the least money first. None: no single change does it.
func Mends(p Problem) [][]Change {
	p.Options = slices.Clone(p.Options)
	for i := range p.Options {
		p.Options[i].Value = 0 // any set will do
	}
	keeps := func(p Problem) bool { return bestOf(p, byEffort).Value != none }
	money := []Change{}
	least := func(m allowance) (by int64, ok bool) {
		amount, ok := m.first(m.from, func(amount int64) (int64, bool) { return amount, keeps(m.at(amount)) })
		return amount - m.from, ok
	}
	if by, ok := least(p.budgets()); ok {
		money = append(money, Change{"budget", by})
		for _, id := range p.In {
			for _, o := range p.Options {
				if o.ID == id && by <= o.Cost {
					money = append(money, Change{"own_grant:" + id, by})
				}
			}
		}
	}
	for _, authority := range slices.Sorted(maps.Keys(p.Pledges)) {
		m := p.pledges(authority)
		if by, ok := least(m); ok {
			money = append(money, Change{m.name, by})
		}
	}
	slices.SortStableFunc(money, func(a, b Change) int { return cmp.Compare(a.By, b.By) })
	list := [][]Change{}
	for _, c := range money {
		list = append(list, []Change{c})
	}
	for _, r := range p.rules() {
		if keeps(r.without) {
			list = append(list, []Change{{"rule:" + r.name, 1}})
		}
	}
	return list
}
