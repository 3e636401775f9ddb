package choice

import (
	"cmp"
	"fmt"
	"maps"
	"math/bits"
	"slices"
)

// model is a problem by numbers: options by id, sites, authorities and hubs in their order.
type model struct {
	ids                 []string
	cost, value, places []int64
	hub                 []int // of those with a minimum, or -1
	sites               [][]int
	excludes, needs     [][]int
	match               [][]pledged
	pledges             []int64
	minimum             []int // of each hub
	minPlaces, budget   int64
	fixed               []fixing
}

type pledged struct {
	authority int
	amount    int64
}

type fixing int8

const (
	free fixing = iota
	in
	out
)

// Faults are what is wrong with a problem, all at once.
func (p Problem) Faults() (faults []string) {
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	known := map[string]bool{}
	for _, o := range p.Options {
		switch {
		case o.ID == "":
			say("an option has no id")
		case known[o.ID]:
			say("two options have the id %s", o.ID)
		}
		known[o.ID] = true
	}
	named := func(who, what string, ids []string) {
		for _, id := range ids {
			if !known[id] {
				say("%s %s %s, which is no option", who, what, id)
			}
		}
	}
	for _, o := range p.Options {
		named("option "+o.ID, "needs", o.Needs)
		named("option "+o.ID, "excludes", o.Excludes)
		if o.Cost < 0 || o.Places < 0 {
			say("option %s has a cost or places below 0", o.ID)
		}
		if slices.Contains(o.Excludes, o.ID) {
			say("option %s excludes itself", o.ID)
		}
		for authority, amount := range o.Match {
			if amount < 0 {
				say("option %s has match from %s below 0", o.ID, authority)
			}
		}
	}
	named("the problem", "forces in", p.In)
	named("the problem", "forces out", p.Out)
	width := 0
	for _, n := range p.HubMinimum {
		width += bits.Len(uint(max(0, n)))
	}
	if width > 60 {
		say("so many hubs with so high a minimum cannot be looked at together")
	}
	if p.Budget < 0 {
		say("the budget is below 0")
	}
	return faults
}

func newModel(p Problem) *model {
	options := slices.Clone(p.Options)
	slices.SortFunc(options, func(a, b Option) int { return cmp.Compare(a.ID, b.ID) })
	n := len(options)
	m := &model{hub: make([]int, n), sites: make([][]int, n), excludes: make([][]int, n), needs: make([][]int, n), match: make([][]pledged, n),
		minPlaces: p.MinPlaces, budget: p.Budget, fixed: make([]fixing, n)}
	at := map[string]int{}
	for i, o := range options {
		at[o.ID] = i
		m.ids, m.cost, m.value, m.places = append(m.ids, o.ID), append(m.cost, o.Cost), append(m.value, o.Value), append(m.places, o.Places)
	}
	hubs := map[string]int{}
	for _, hub := range slices.Sorted(maps.Keys(p.HubMinimum)) {
		if p.HubMinimum[hub] > 0 {
			hubs[hub] = len(m.minimum)
			m.minimum = append(m.minimum, p.HubMinimum[hub])
		}
	}
	sites, authorities := map[string]int{}, map[string]int{}
	for i, o := range options {
		m.hub[i] = -1
		if h, ok := hubs[o.Hub]; ok {
			m.hub[i] = h
		}
		for _, s := range o.Sites {
			m.sites[i] = append(m.sites[i], numbered(sites, s))
		}
		for _, id := range o.Needs {
			m.needs[i] = append(m.needs[i], at[id])
		}
		for _, id := range o.Excludes {
			m.excludes[i], m.excludes[at[id]] = append(m.excludes[i], at[id]), append(m.excludes[at[id]], i)
		}
		if p.Pledges == nil {
			continue
		}
		for _, authority := range slices.Sorted(maps.Keys(o.Match)) {
			a := numbered(authorities, authority)
			if a == len(m.pledges) {
				m.pledges = append(m.pledges, p.Pledges[authority])
			}
			m.match[i] = append(m.match[i], pledged{a, o.Match[authority]})
		}
	}
	for _, id := range p.In {
		m.fixed[at[id]] = in
	}
	for _, id := range p.Out {
		if i := at[id]; m.fixed[i] == in {
			m.budget = -1 // nothing is both
		} else {
			m.fixed[i] = out
		}
	}
	return m
}

// numbered is a name's number, the next one where it has none.
func numbered(numbers map[string]int, name string) int {
	n, ok := numbers[name]
	if !ok {
		n = len(numbers)
		numbers[name] = n
	}
	return n
}
