package choice

import (
	"cmp"
	"slices"
)

// Solver finds the best set of a problem, as Best does.
type Solver func(p Problem) Answer

// NextBest are the best sets but for the very best, at most so many, in their order: worth
// most, then of least grant, then by ids. Proven is false where a search was stopped:
// another set may come between.
//
// All sets but the best are parted by the first option at which they differ from it, its
// own options first; the best of each part is found, the best of those taken, and its part
// parted again (Lawler 1972).
func NextBest(p Problem, best Answer, sets int, solve Solver) (list []Answer, proven bool) {
	list, proven = []Answer{}, best.Status != Stopped
	type part struct {
		Problem
		best Answer
	}
	var parts []part
	next := part{p, best}
	for found := best.Status != Infeasible; found && len(list) < sets; {
		for _, rest := range next.apart(next.best.Chosen) {
			a := solve(rest)
			proven = proven && a.Status != Stopped
			if a.Status == Optimal || len(a.Chosen) > 0 {
				parts = append(parts, part{rest, a})
			}
		}
		if found = len(parts) > 0; found {
			slices.SortStableFunc(parts, func(a, b part) int { return a.best.order(b.best) })
			next, parts = parts[0], parts[1:]
			list = append(list, next.best)
		}
	}
	return list, proven
}

// order puts the answer first that is worth more, then that of less grant, then by ids.
func (a Answer) order(b Answer) int {
	return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Cost, b.Cost), slices.Compare(a.Chosen, b.Chosen))
}

// apart are problems that together have all sets of this one but for one, each once.
func (p Problem) apart(from []string) (parts []Problem) {
	fixed := slices.Concat(p.In, p.Out)
	rest := slices.Clone(from)
	for _, o := range p.Options {
		if !slices.Contains(from, o.ID) {
			rest = append(rest, o.ID)
		}
	}
	p.In, p.Out = slices.Clone(p.In), slices.Clone(p.Out)
	for _, id := range rest {
		if slices.Contains(fixed, id) {
			continue
		}
		differs := p
		if slices.Contains(from, id) {
			differs.Out = append(slices.Clone(p.Out), id)
			p.In = append(p.In, id)
		} else {
			differs.In = append(slices.Clone(p.In), id)
			p.Out = append(p.Out, id)
		}
		parts = append(parts, differs)
	}
	return parts
}

// Frontier is what more grant would buy: for each amount of grant up to the problem's at
// which the best set becomes another that is worth more, that set, the least grant first.
// From the grant that a set costs until that of the next, none is worth more. Whole is false
// where there are more of them than so many (the least are then left out) or a search was
// stopped.
func Frontier(p Problem, points int, solve Solver) (list []Answer, whole bool) {
	list = []Answer{}
	for len(list) < points {
		a := solve(p)
		if a.Status != Optimal {
			slices.Reverse(list)
			return list, a.Status == Infeasible
		}
		list = append(list, a)
		if p.Budget = a.Cost - 1; p.Budget < 0 {
			slices.Reverse(list)
			return list, true
		}
	}
	slices.Reverse(list)
	return list, solve(p).Status == Infeasible
}
