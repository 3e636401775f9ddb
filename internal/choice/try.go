package choice

import (
	"cmp"
	"slices"
)

// try looks at the set that shares suggest: the options by their shares, then by what they
// gain for their cost, as far as the rules allow.
func (t *together) try(p *part, shares []float64) {
	if t.aim == earliest {
		return
	}
	order := []int{}
	for i, is := range t.fixed {
		if is == free && (t.aim == best || shares[i] > 0) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(shares[b], shares[a]), cmp.Compare(p.gains[b]*float64(t.cost[a]), p.gains[a]*float64(t.cost[b])))
	})
	s := t.fill(p.in, order)
	if t.atMost(s) < float64(t.target)-0.5 || !t.keeps(s) {
		return
	}
	before := t.found
	t.take(s, t.come(s))
	if t.found != nil && (before == nil || before.compare(t.found) != 0) {
		t.climb()
	}
}

// fill adds to a set what fits, in an order; what needs others after them.
func (t *together) fill(s set, order []int) set {
	s = slices.Clone(s)
	budget, pledges := t.budget-t.costOf(s), slices.Clone(t.pledges)
	for i := range t.ids {
		if s.has(i) {
			for _, m := range t.match[i] {
				pledges[m.authority] -= m.amount
			}
		}
	}
	fits := func(i int) bool {
		return !s.has(i) && t.fixed[i] != out && t.cost[i] <= budget && !s.meets(t.against[i]) &&
			!slices.ContainsFunc(t.match[i], func(m pledged) bool { return m.amount > pledges[m.authority] }) &&
			!slices.ContainsFunc(t.needs[i], func(j int) bool { return !s.has(j) })
	}
	for more := true; more; {
		more = false
		for _, i := range order {
			if fits(i) {
				s[i/64] |= 1 << (i % 64)
				budget -= t.cost[i]
				for _, m := range t.match[i] {
					pledges[m.authority] -= m.amount
				}
				more = more || t.wanted[i]
			}
		}
	}
	return s
}

// climb goes from the set found to better ones: one option less, and in its place another.
func (t *together) climb() {
	fixed := t.fixed
	t.fixed = t.first
	defer func() { t.fixed = fixed }()
	for more := true; more; {
		from := t.found
		for i := range t.ids {
			if !from.has(i) || t.fixed[i] == in || t.over() {
				continue
			}
			less := slices.Clone(from)
			less[i/64] &^= 1 << (i % 64)
			worth := t.come(less)
			t.take(less, worth)
			for j := range t.ids {
				if less.has(j) || j == i {
					continue
				}
				if with := less.with(t.only(j)); t.keeps(with) {
					if t.aim != best && t.costOf(with) > t.budget {
						continue
					}
					t.take(with, worth+t.gain(j))
				}
			}
		}
		more = from.compare(t.found) != 0
	}
}

// atMost is the least that a bound says of a set.
func (t *together) atMost(s set) float64 {
	var least float64
	for n, b := range t.bounds {
		worth := b.rest
		for i, each := range b.each {
			if s.has(i) {
				worth += each
			}
		}
		if n == 0 || worth < least {
			least = worth
		}
	}
	if len(t.bounds) == 0 {
		return t.scale
	}
	return least
}
