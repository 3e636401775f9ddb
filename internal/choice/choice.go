// Package choice picks the set of options that is worth most under a budget and the
// conditions a board works under, and proves that there is no better one. It knows no
// table: options and rules go in, the set comes out.
//
// Its parts:
//
//	model.go      a problem by numbers, and what is wrong with it
//	reduce.go     what must be in or out, and which options hang together
//	component.go  the sets of options that hang together, stage by stage
//	bound.go      what the rest can be worth at most (linear relaxation)
//	prices.go     a closer bound, by prices on every other rule (Lagrange)
//	search.go     the best of all
//	changes.go    what would bring in what was left out
//	together.go   the best where options are worth less together: by parts.go, whose bounds
//	              are linear programs (program.go, simplex.go), from sets as try.go finds them
package choice

import "slices"

// Option is something that may be chosen.
type Option struct {
	ID       string
	Sites    []string         // at most one chosen option uses a site
	Hub      string           // empty: none
	Cost     int64            // grant in pence, at least 0
	Match    map[string]int64 // pence, by the authority that gives them
	Places   int64            // at least 0
	Value    int64            // what is to be greatest, in any unit
	Needs    []string         // options without which it cannot be chosen
	Excludes []string         // options it cannot be chosen with
}

// Problem is what there is to choose from, and the rules.
type Problem struct {
	Options    []Option
	Budget     int64            // pence
	Pledges    map[string]int64 // pence, by authority; nil: match has no limit
	HubMinimum map[string]int   // options in a hub, at least
	MinPlaces  int64
	In, Out    []string // that must, that must not be chosen
	Goal       int64    // above 0: sought is the set of least grant that is worth this, or the best
}

// The ways a search ends.
const (
	Optimal    = "optimal"    // proven
	Stopped    = "stopped"    // no set is worth more than Bound
	Infeasible = "infeasible" // no set keeps the rules
)

// Answer is the best set. Of sets worth the same it is the one of least grant, of those
// the one whose ids, in their order, come first.
type Answer struct {
	Status    string
	Chosen    []string // in their order
	Value     int64
	Cost      int64
	Bound     int64
	EqualBest bool // another set is worth the same
	Cheapest  bool // proven: no set worth the goal has less grant
}

// Effort is how many sets are looked at before a search stops, unless told otherwise:
// some five seconds.
const Effort = 20e6

// Best is the best set of a problem without faults, looking at about as many sets as
// effort says.
func Best(p Problem, effort int) Answer {
	m := newModel(p)
	if !m.reduce() {
		return Answer{Status: Infeasible, Chosen: []string{}}
	}
	s := newSearch(m, effort)
	if p.Goal > 0 {
		return s.cheapest(p.Goal)
	}
	a := s.answer()
	a.Chosen = p.shortest(a.Chosen)
	return a
}

// shortest leaves out of the end of a best set what costs nothing, is worth nothing and is
// not needed: of two sets that begin alike the shorter comes first.
func (p Problem) shortest(chosen []string) []string {
	for n := range chosen {
		if p.same(chosen[n:]) && p.Keeps(chosen[:n]) {
			return chosen[:n]
		}
	}
	return chosen
}

// same says whether options cost nothing and are worth nothing, together.
func (p Problem) same(ids []string) bool {
	var cost, value int64
	for _, o := range p.Options {
		if slices.Contains(ids, o.ID) {
			cost, value = cost+o.Cost, value+o.Value
		}
	}
	return cost == 0 && value == 0
}

// Keeps says whether a set keeps every rule.
func (p Problem) Keeps(chosen []string) bool {
	var cost, places int64
	sites, hubs, match := map[string]bool{}, map[string]int{}, map[string]int64{}
	for _, o := range p.Options {
		if !slices.Contains(chosen, o.ID) {
			continue
		}
		cost, places = cost+o.Cost, places+o.Places
		hubs[o.Hub]++
		for _, site := range o.Sites {
			if sites[site] {
				return false
			}
			sites[site] = true
		}
		for authority, amount := range o.Match {
			match[authority] += amount
		}
		if slices.ContainsFunc(o.Needs, func(id string) bool { return !slices.Contains(chosen, id) }) ||
			slices.ContainsFunc(o.Excludes, func(id string) bool { return slices.Contains(chosen, id) }) {
			return false
		}
	}
	for hub, minimum := range p.HubMinimum {
		if hubs[hub] < minimum {
			return false
		}
	}
	for authority, amount := range match {
		if p.Pledges != nil && amount > p.Pledges[authority] {
			return false
		}
	}
	return cost <= p.Budget && places >= p.MinPlaces && !slices.ContainsFunc(p.In, func(id string) bool { return !slices.Contains(chosen, id) }) &&
		!slices.ContainsFunc(p.Out, func(id string) bool { return slices.Contains(chosen, id) })
}
