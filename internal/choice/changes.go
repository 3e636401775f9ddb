package choice

import (
	"cmp"
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
// worth if it opened 1, 2 ... weeks sooner.
func LeftOut(p Problem, best Answer, sooner map[string][]int64) (list []Left) {
	if best.Status == Infeasible {
		return nil
	}
	for _, o := range p.Options {
		if slices.Contains(best.Chosen, o.ID) {
			continue
		}
		l := lever{p, o, sooner[o.ID]}
		list = append(list, Left{o.ID, l.changes()})
	}
	slices.SortFunc(list, func(a, b Left) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// lever moves a problem until an option comes in.
type lever struct {
	Problem
	option Option
	sooner []int64
}

func (l lever) changes() [][]Change {
	in, out := with(l.Problem, l.option.ID), without(l.Problem, l.option.ID)
	if in != none && in >= out {
		return [][]Change{{{"budget", 0}}}
	}
	money := []Change{}
	if by, ok := l.budget(true); ok {
		money = append(money, Change{"budget", by})
	}
	own, ownOK := l.budget(false)
	if ownOK && own <= l.option.Cost {
		money = append(money, Change{"own_grant", own})
	}
	for _, authority := range slices.Sorted(maps.Keys(l.Pledges)) {
		if by, ok := l.pledge(authority); ok {
			money = append(money, Change{"pledge:" + authority, by})
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
		if w := with(r.without, l.option.ID); w != none && w >= without(r.without, l.option.ID) {
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

// with is what the best set with an option is worth, without one what the best without it;
// none where no set keeps the rules.
func with(p Problem, id string) int64 {
	p.In = append(slices.Clone(p.In), id)
	return worth(p)
}

func without(p Problem, id string) int64 {
	p.Out = append(slices.Clone(p.Out), id)
	return worth(p)
}

func worth(p Problem) int64 {
	if a := Best(p, Effort); a.Status != Infeasible && (a.Status == Optimal || len(a.Chosen) > 0) {
		return a.Value
	}
	return none
}

// budget is by how much the grant must go up until the option comes in; or, where all does
// not go up, how much of its own grant others must meet: for sets with it that is the same
// as a greater grant.
func (l lever) budget(all bool) (by int64, ok bool) {
	grains, at := l.budgets()
	return l.least(grains, l.Budget, all, at)
}

// pledge is by how much an authority's pledge must go up until the option comes in.
func (l lever) pledge(authority string) (by int64, ok bool) {
	grains, at := l.pledges(authority)
	return l.least(grains, l.Pledges[authority], true, at)
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

func (p Problem) budgets() (grains, func(amount int64) Problem) {
	return grainsOf(p.Options, func(o Option) int64 { return o.Cost }), func(amount int64) Problem {
		p.Budget = amount
		return p
	}
}

func (p Problem) pledges(authority string) (grains, func(amount int64) Problem) {
	return grainsOf(p.Options, func(o Option) int64 { return o.Match[authority] }), func(amount int64) Problem {
		p.Pledges = maps.Clone(p.Pledges)
		p.Pledges[authority] = amount
		return p
	}
}

// first is the first multiple of a grain after from at which something holds, that holds at
// the most and ever after it does once; false where it does not.
func (g grains) first(from int64, holds func(amount int64) bool) (amount int64, ok bool) {
	most := max(from, g.most)
	if !holds(most) {
		return 0, false
	}
	low, high := from/g.each, (most+g.each-1)/g.each // does not, does
	for high-low > 1 {
		if middle := low + (high-low)/2; holds(middle * g.each) {
			high = middle
		} else {
			low = middle
		}
	}
	return high * g.each, true
}

// least is the least more than from with which the option comes in. With more a set may
// only be worth more, with the option and without: so what the sets without it are worth
// now must be reached first, and then, where the others gain too, what they are worth by
// then.
func (l lever) least(g grains, from int64, both bool, at func(amount int64) Problem) (by int64, ok bool) {
	id := l.option.ID
	for now := from; ; {
		target := without(at(now), id)
		reached := func(amount int64) bool {
			w := with(at(amount), id)
			return w != none && w >= target
		}
		if now > from && reached(now) {
			return now - from, true
		}
		if now, ok = g.first(now, reached); !ok || !both {
			return now - from, ok
		}
	}
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
// of those.
func (l lever) pair() []Change {
	var best []Change
	for w, value := range l.sooner {
		sooner := l
		sooner.Options = slices.Clone(l.Options)
		for i := range sooner.Options {
			if sooner.Options[i].ID == l.option.ID {
				sooner.Options[i].Value = value
			}
		}
		if by, ok := sooner.budget(false); ok && by <= l.option.Cost && (best == nil || by < best[0].By) {
			best = []Change{{"own_grant", by}, {"sooner_weeks", int64(w + 1)}}
		}
	}
	return best
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
	keeps := func(p Problem) bool { return worth(p) != none }
	money := []Change{}
	g, at := p.budgets()
	if amount, ok := g.first(p.Budget, func(amount int64) bool { return keeps(at(amount)) }); ok {
		money = append(money, Change{"budget", amount - p.Budget})
		for _, id := range p.In {
			for _, o := range p.Options {
				if o.ID == id && amount-p.Budget <= o.Cost {
					money = append(money, Change{"own_grant:" + id, amount - p.Budget})
				}
			}
		}
	}
	for _, authority := range slices.Sorted(maps.Keys(p.Pledges)) {
		g, at := p.pledges(authority)
		if amount, ok := g.first(p.Pledges[authority], func(amount int64) bool { return keeps(at(amount)) }); ok {
			money = append(money, Change{"pledge:" + authority, amount - p.Pledges[authority]})
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
