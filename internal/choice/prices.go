package choice

import (
	"maps"
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
	of    []int64 // of one option; of a penny of each scarce pledge; of an option in each hub; of a place; of each rule across stages
	shift int     // in so small parts of value, by powers of two
	back  int64   // what the rules allow, in all
	steps []step
	tails []tail
}

// rounds is how often the prices are mended.
const rounds = 300

// dearest is what a pick pays for a rule at the most: sums fit an int64.
const dearest = 1 << 46

// uses is what a pick uses of each rule that has a price; what it brings to a minimum is
// less than nothing.
func (s *search) uses(p pick) []int64 {
	uses := append([]int64{p.count}, p.used...)
	for _, f := range s.hubs {
		uses = append(uses, -int64(s.count(p.hubs, f)))
	}
	uses = append(uses, -p.places)
	for _, r := range s.across {
		n := int64(0)
		for _, i := range r.more {
			n += int64(p.set[i/64] >> (i % 64) & 1)
		}
		for _, i := range r.less {
			n -= int64(p.set[i/64] >> (i % 64) & 1)
		}
		uses = append(uses, n)
	}
	return uses
}

// across is a rule among options of more than one stage: no more of some than of others
// and so many.
type across struct {
	more, less []int
	allows     int64
}

// rulesAcross are the sites, excludes and needs that stages have in common.
func (s *search) rulesAcross() (list []across) {
	at := make([]int, len(s.ids))
	for k, stage := range s.stages {
		for i := range s.ids {
			if stage.own.has(i) {
				at[i] = k + 1
			}
		}
	}
	add := func(r across) {
		first := 0
		for _, i := range slices.Concat(r.more, r.less) {
			if first == 0 {
				first = at[i]
			}
			if at[i] != first {
				list = append(list, r)
				return
			}
		}
	}
	using := map[int][]int{}
	for i := range s.ids {
		if s.fixed[i] != free {
			continue
		}
		for _, site := range s.sites[i] {
			using[site] = append(using[site], i)
		}
		for _, j := range s.excludes[i] {
			if j < i && s.fixed[j] == free {
				add(across{more: []int{i, j}, allows: 1})
			}
		}
		for _, j := range s.needs[i] {
			if s.fixed[j] == free {
				add(across{more: []int{i}, less: []int{j}})
			}
		}
	}
	for _, site := range slices.Sorted(maps.Keys(using)) {
		add(across{more: using[site], allows: 1})
	}
	return list
}

// allows is what the rules allow.
func (s *search) allows() []int64 {
	counts := make([][]pick, len(s.stages))
	for k, picks := range picks(s.stages) {
		for _, p := range picks {
			counts[k] = append(counts[k], pick{cost: p.cost, value: p.count})
		}
	}
	allows := append([]int64{newTail(hulls(counts), 0).most(s.budget)}, s.pledges...)
	for _, f := range s.hubs {
		allows = append(allows, -int64(f.most))
	}
	allows = append(allows, -s.places)
	for _, r := range s.across {
		allows = append(allows, r.allows)
	}
	return allows
}

// setPrices finds good prices and notes in every pick what it is worth by them.
func (s *search) setPrices() {
	allows := s.allows()
	uses := make([][][]int64, len(s.stages))
	for k, picks := range picks(s.stages) {
		for _, p := range picks {
			uses[k] = append(uses[k], s.uses(p))
		}
	}
	now, scale := make([]float64, len(allows)), 1.0
	for r, n := range s.prices.of {
		now[r] = float64(n)
	}
	most := s.most(uses)
	s.prices.shift = max(0, bits.LeadingZeros64(uint64(s.tails[0].value[len(s.tails[0].value)-1])|1)-18)
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
		gap := float64(at.bound(s.budget)) / 10 // where no set is known
		if s.floor > none {
			gap = float64(at.bound(s.budget) - (s.floor-s.base.value)<<at.shift)
		}
		if norm == 0 || gap <= 0 {
			break
		}
		for r, n := range slack {
			now[r] = max(0, min(now[r]-scale*gap*n/norm/(most[r]*most[r]), dearest/most[r]))
		}
	}
	for k, picks := range picks(s.stages) {
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
	for k, picks := range picks(s.stages) {
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
