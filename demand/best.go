package demand

import (
	"cmp"
	"slices"
	"sync"
)

// Surface is the gain of each place alone, in their order: where a home would cover the
// most need that no home covers. It leaves the network as it was. Two halves are worked
// out at once.
func Surface(n *Network, at ...PlacesAt) []int64 {
	gains := make([]int64, len(at))
	run := func(n *Network, from, to int) {
		for i := from; i < to; i++ {
			gains[i] = n.Gain(at[i])
		}
	}
	if len(at) < 100 { // a second network is not worth its making
		run(n, 0, len(at))
		return gains
	}
	other := *n
	other.flow, other.block, other.mask = n.flow.clone(), nil, nil
	var both sync.WaitGroup
	both.Go(func() { run(&other, len(at)/2, len(at)) })
	run(n, 0, len(at)/2)
	both.Wait()
	return gains
}

// Best is the p options (all, where there are no more) that together gain the most on
// top of the homes there are: capacitated maximal covering with these fixed. Of sets
// that gain the same it is the one whose indices come first. The gain is a proven best
// where bound is equal to it; otherwise the search was stopped, after about as many looks
// at cells as effort says (see flow.looked), and no set gains more than bound. It leaves
// the network as it was.
//
// A home gains no more beside others than alone (what is covered is a submodular
// function of the set of homes). So a set gains at most what is chosen of it, and what
// each of the rest would add to that; where this is less than a set that is known has,
// the search turns back.
func Best(n *Network, options []PlacesAt, p, effort int) (chosen []int, gain, bound int64) {
	if p = min(p, len(options)); p <= 0 {
		return nil, 0, 0
	}
	s := &bestSearch{network: n, options: options, effort: effort, begun: n.flow.looked}
	all := make([]option, len(options))
	for i, gain := range Surface(n, options...) {
		all[i] = option{i, gain}
	}
	s.explore(0, p, all)
	chosen, gain, bound = s.set, s.target-1, max(s.bound, s.target-1)
	if bound == gain { // proven: now the first set that gains as much
		s.target, s.first = gain, true
		s.explore(0, p, all)
		chosen = s.set
	}
	slices.Sort(chosen)
	return chosen, gain, bound
}

// option is one of the options, with what it would add at most.
type option struct {
	index int
	gain  int64
}

// bestSearch goes through sets of options, those that promise most first, or those whose
// indices come first.
type bestSearch struct {
	network *Network
	options []PlacesAt
	effort  int
	begun   int // the looks before

	first  bool  // look for the first set that reaches the target, not for a better one
	found  bool  // which is found
	target int64 // sets that gain less are of no use
	chosen []int // on the way
	set    []int // the best so far
	bound  int64 // of what was not looked at
}

func (s *bestSearch) stopped() bool {
	return s.network.flow.looked-s.begun >= s.effort && s.set != nil
}

// explore goes through the sets made of what is chosen, which gains value, and left more
// of the rest.
func (s *bestSearch) explore(value int64, left int, rest []option) {
	rest = s.promising(value, left, rest)
	if left == 1 {
		s.last(value, rest)
		return
	}
	if len(rest) > 0 && !s.stopped() && s.flow(rest[0].index) == rest[0].gain { // none adds more: the others may not be needed
		s.choose(value, left, rest[0], rest[1:])
		if s.found {
			return
		}
		rest = s.promising(value, left, rest[1:])
	}
	for i := range rest {
		if len(s.chosen) > 0 && !s.stopped() { // with none chosen it is known
			rest[i].gain = s.flow(rest[i].index)
		}
	}
	rest = s.promising(value, left, rest)
	most := mostOf(left, rest)
	for i, o := range rest {
		switch {
		case value+most[i] < s.target || len(rest)-i < left:
			continue
		case s.found:
			return
		case s.stopped():
			s.bound = max(s.bound, value+most[i])
			continue
		}
		s.choose(value, left, o, rest[i+1:])
	}
}

// choose goes through the sets with one more option and others of the rest.
func (s *bestSearch) choose(value int64, left int, o option, rest []option) {
	m := s.network.mark()
	s.chosen = append(s.chosen, o.index)
	s.explore(value+s.network.add(s.options[o.index]), left-1, rest)
	s.chosen = s.chosen[:len(s.chosen)-1]
	s.network.back(m)
}

// last chooses the last one.
func (s *bestSearch) last(value int64, rest []option) {
	for _, o := range rest {
		switch {
		case value+o.gain < s.target:
			continue
		case s.found:
			return
		case s.stopped():
			s.bound = max(s.bound, value+o.gain)
			continue
		}
		if gain := value + s.flow(o.index); gain >= s.target {
			s.set = append(slices.Clone(s.chosen), o.index)
			if s.found = s.first; !s.first {
				s.target = gain + 1
			}
		}
	}
}

// flow is what an option adds to what is chosen.
func (s *bestSearch) flow(index int) int64 { return s.network.Gain(s.options[index]) }

// promising are those of the rest that can be in a set that reaches the target, in the
// order to try them.
func (s *bestSearch) promising(value int64, left int, rest []option) []option {
	if len(rest) < left {
		return nil
	}
	rest = slices.Clone(rest)
	slices.SortFunc(rest, func(a, b option) int { return cmp.Or(cmp.Compare(b.gain, a.gain), a.index-b.index) })
	others := value
	for _, o := range rest[:left-1] {
		others += o.gain
	}
	rest = slices.DeleteFunc(rest, func(o option) bool { return others+o.gain < s.target })
	if s.first {
		slices.SortFunc(rest, func(a, b option) int { return a.index - b.index })
	}
	return rest
}

// mostOf is, for each of the rest, what it and left-1 of those behind it add at most.
func mostOf(left int, rest []option) []int64 {
	most := make([]int64, len(rest))
	var top []int64 // of those behind, the largest first
	for i := len(rest) - 1; i >= 0; i-- {
		most[i] = rest[i].gain
		for _, g := range top {
			most[i] += g
		}
		at, _ := slices.BinarySearchFunc(top, rest[i].gain, func(a, b int64) int { return cmp.Compare(b, a) })
		top = slices.Insert(top, at, rest[i].gain)
		top = top[:min(len(top), left-1)]
	}
	return most
}
