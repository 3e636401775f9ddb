package choice

import (
	"math"
	"math/bits"
	"slices"
)

// prices are a second bound: every rule beside the budget has a price, a set pays for what
// it uses of it, and gets back what the rule allows (Lagrange; Held and Karp 1971). No set
// that keeps the rules can lose by that, so whatever the prices, it is a bound; the prices
// that make it lowest are looked for. One rule more is made up: no more options than the
// budget allows at the most. It tells where all are worth about what they cost and
// something besides.
type prices struct {
	of    []int64 // of one option; of a penny of each scarce pledge; of an option in each hub; of a place
	shift int     // in so small parts of value, by powers of two
	back  int64   // what the rules allow, in all
	steps []step
	tails []tail
}

// rounds is how often the prices are mended.
const rounds = 300

// uses is what a pick uses of each rule that has a price; what it brings to a minimum is
// less than nothing.
func (s *search) uses(p pick) []int64 {
	uses := append([]int64{p.count}, p.used...)
	for _, f := range s.hubs {
		uses = append(uses, -int64(s.count(p.hubs, f)))
	}
	return append(uses, -p.places)
}

// allows is what the rules allow.
func (s *search) allows() []int64 {
	counts := make([][]pick, len(s.stages))
	for k, picks := range s.stages {
		for _, p := range picks {
			counts[k] = append(counts[k], pick{cost: p.cost, value: p.count})
		}
	}
	allows := append([]int64{newTail(hulls(counts), 0).most(s.budget)}, s.pledges...)
	for _, f := range s.hubs {
		allows = append(allows, -int64(f.most))
	}
	return append(allows, -s.places)
}

// setPrices finds good prices and notes in every pick what it is worth by them.
func (s *search) setPrices() {
	allows := s.allows()
	uses := make([][][]int64, len(s.stages))
	for k, picks := range s.stages {
		for _, p := range picks {
			uses[k] = append(uses[k], s.uses(p))
		}
	}
	now, scale := make([]float64, len(allows)), 1.0
	for r, n := range s.prices.of {
		now[r] = float64(n)
	}
	most := s.most(uses)
	s.prices.shift = bits.LeadingZeros64(uint64(s.tails[0].value[len(s.tails[0].value)-1])|1) - 14
	best := s.at(now, uses, allows)
	lowest := best.bound(s.budget)
	for range rounds {
		at := s.at(now, uses, allows)
		if bound := at.bound(s.budget); bound < lowest {
			best, lowest = at, bound
		} else {
			scale *= 0.97
		}
		slack := s.slack(at, uses, allows)
		norm := 0.0
		for r, n := range slack {
			if n < 0 || now[r] > 0 {
				norm += n * n / (most[r] * most[r])
			}
		}
		gap := float64(at.bound(s.budget) - (s.floor-s.base.value)<<at.shift)
		if norm == 0 || gap <= 0 {
			break
		}
		for r, n := range slack {
			now[r] = max(0, now[r]-scale*gap*n/norm/(most[r]*most[r]))
		}
	}
	for k, picks := range s.stages {
		for i := range picks {
			picks[i].priced = picks[i].value<<best.shift - cost(best.of, uses[k][i])
		}
	}
	s.base.priced = s.base.value<<best.shift + best.back
	best.steps, best.tails = nil, tails(s.priced(best.of, uses))
	s.prices = best
}

// bound is what all stages can be worth at most.
func (p prices) bound(budget int64) int64 { return p.tails[0].most(budget) + p.back }

// most is what a pick uses of each rule at the most, or brings to it.
func (s *search) most(uses [][][]int64) []float64 {
	most := slices.Repeat([]float64{1}, len(s.uses(s.base)))
	for _, picks := range uses {
		for _, use := range picks {
			for r, n := range use {
				most[r] = max(most[r], math.Abs(float64(n)))
			}
		}
	}
	return most
}

func cost(prices, uses []int64) (sum int64) {
	for r, p := range prices {
		sum += p * uses[r]
	}
	return sum
}

// at are whole prices near those, with the bound of everything by them.
func (s *search) at(near []float64, uses [][][]int64, allows []int64) prices {
	p := prices{of: make([]int64, len(near)), shift: s.prices.shift}
	for r, n := range near {
		p.of[r] = int64(n + 0.5)
	}
	p.back = cost(p.of, allows)
	p.steps = hulls(s.priced(p.of, uses))
	p.tails = []tail{newTail(p.steps, 0)}
	return p
}

// priced are the picks as they are worth by prices.
func (s *search) priced(prices []int64, uses [][][]int64) [][]pick {
	list := make([][]pick, len(s.stages))
	for k, picks := range s.stages {
		list[k] = make([]pick, len(picks))
		for i, p := range picks {
			list[k][i] = pick{cost: p.cost, value: p.value<<s.prices.shift - cost(prices, uses[k][i])}
		}
	}
	return list
}

// slack is how much of each rule is left by the best that the relaxation can do by prices:
// all of the steepest steps, and of the last as much as the budget allows.
func (s *search) slack(at prices, uses [][][]int64, allows []int64) []float64 {
	slack := make([]float64, len(allows))
	for r, n := range allows {
		slack[r] = float64(n)
	}
	left := s.budget
	for _, step := range at.steps {
		part := 1.0
		if step.cost > left {
			part = float64(left) / float64(step.cost)
		}
		for r := range slack {
			used := uses[step.stage][step.to][r]
			if step.from >= 0 {
				used -= uses[step.stage][step.from][r]
			}
			slack[r] -= part * float64(used)
		}
		if left -= step.cost; left <= 0 {
			break
		}
	}
	return slack
}
