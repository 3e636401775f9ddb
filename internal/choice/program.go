package choice

import (
	"maps"
	"math"
	"slices"
)

// program is the linear relaxation of a part: shares of the options that are free, and what
// they are worth together, under the rules and the bounds of Gains. Its prices (Lagrange) are
// a proof of what the part can be worth at most, whatever was rounded to find them.
type program struct {
	free  []int
	rows  []row
	rules int       // so many of the rows are rules
	cuts  []int     // which bound each of the others is; -1: the part's own
	rests []float64 // what bounds say of the options that are in
	has   []bool    // whether they are among the rows
	worth []float64
	upper []float64
	simplex
}

// row allows no more of the columns than most.
type row struct {
	each []float64
	most float64
}

// program is that of a part. Where the worth is what counts it is the last column, in shares
// of what all are worth together; where the cost is, it must reach the target, and the costs
// count, in shares of the budget.
func (t *together) program(p *part) *program {
	g := &program{}
	place := make([]int, len(t.ids))
	for i, is := range t.fixed {
		if is == free {
			place[i] = len(g.free)
			g.free = append(g.free, i)
			g.upper = append(g.upper, 1)
			g.worth = append(g.worth, 0)
			if t.aim != best {
				g.worth[place[i]] = -float64(t.cost[i]) / t.award
			}
		}
	}
	if t.aim == best {
		g.worth, g.upper = append(g.worth, 1), append(g.upper, p.most/t.scale)
	}
	g.simplex = *newSimplex(g.worth, g.upper)
	t.rulesOf(g, place)
	g.rules = len(g.rows)
	g.cut(t, p, -1)
	for _, cut := range p.cuts {
		g.cut(t, p, cut)
	}
	return g
}

func (g *program) row(each []float64, most float64) {
	g.rows = append(g.rows, row{each, most})
	g.add(each, most)
}

// rulesOf are the rules that could be broken by options that are free.
func (t *together) rulesOf(g *program, place []int) {
	budget, pledges := t.left()
	cost, asked, places := int64(0), make([]int64, len(pledges)), t.minPlaces
	hubs, users := make([]int, len(t.minimum)), map[int][]int{}
	for h, n := range t.minimum {
		hubs[h] = n
	}
	for i, is := range t.fixed {
		switch is {
		case in:
			if places -= t.places[i]; t.hub[i] >= 0 {
				hubs[t.hub[i]]--
			}
		case free:
			cost += t.cost[i]
			for _, m := range t.match[i] {
				asked[m.authority] += m.amount
			}
		}
	}
	of := func(amount func(i int) float64, most float64) {
		each := make([]float64, len(g.upper))
		for n, i := range g.free {
			each[n] = amount(i)
		}
		g.row(each, most)
	}
	if cost > budget {
		of(func(i int) float64 { return float64(t.cost[i]) / t.award }, float64(budget)/t.award)
	}
	for a, left := range pledges {
		if asked[a] > left {
			scale := float64(asked[a])
			of(func(i int) (sum float64) {
				for _, m := range t.match[i] {
					if m.authority == a {
						sum += float64(m.amount) / scale
					}
				}
				return sum
			}, float64(left)/scale)
		}
	}
	for h, n := range hubs {
		if n > 0 {
			of(func(i int) float64 {
				if t.hub[i] == h {
					return -1
				}
				return 0
			}, float64(-n))
		}
	}
	if places > 0 {
		of(func(i int) float64 { return -float64(min(places, t.places[i])) / float64(places) }, -1)
	}
	only := func(list []int, signs ...float64) {
		each := make([]float64, len(g.upper))
		sum := 1.0
		for n, i := range list {
			each[place[i]] = signs[min(n, len(signs)-1)]
			sum = min(sum, 1+each[place[i]])
		}
		g.row(each, sum)
	}
	for _, i := range g.free {
		for _, site := range t.sites[i] {
			users[site] = append(users[site], i)
		}
		for _, j := range t.excludes[i] {
			if j < i && t.fixed[j] == free {
				only([]int{i, j}, 1)
			}
		}
		for _, j := range t.needs[i] {
			if t.fixed[j] == free {
				only([]int{i, j}, 1, -1)
			}
		}
	}
	for _, site := range slices.Sorted(maps.Keys(users)) {
		if len(users[site]) > 1 {
			only(users[site], 1)
		}
	}
}

// cut adds a bound: those of the options fixed in count whole, and none of the others for
// more than it gains on top of them.
func (g *program) cut(t *together, p *part, cut int) {
	each, rest := make([]float64, len(g.upper)), float64(p.value)
	if cut >= 0 {
		rest = t.bounds[cut].restOf(t.fixed)
	}
	for n, i := range g.free {
		gain := p.gains[i]
		if cut >= 0 {
			gain = min(gain, t.bounds[cut].each[i])
		}
		each[n] = -gain / t.scale
	}
	if t.aim == best {
		each[len(g.free)] = 1
		g.cuts = append(g.cuts, cut)
		g.row(each, rest/t.scale)
		return
	}
	short := (float64(t.target) - rest) / t.scale
	if short <= 0 {
		return
	}
	g.cuts = append(g.cuts, cut)
	for n := range each {
		each[n] = max(each[n], -short) // more than what is short does no more
	}
	g.row(each, -short)
}

// bound is what shares or prices of rows say that the columns are worth at most: that of
// all rows, and of each column what lies beyond the prices.
func (g *program) bound(prices, worth []float64) (most float64, beyond []float64) {
	beyond = append([]float64(nil), worth...)
	for r, price := range prices {
		if price == 0 {
			continue
		}
		most += float64(price * g.rows[r].most)
		for k, a := range g.rows[r].each {
			beyond[k] -= float64(price * a)
		}
	}
	for k, b := range beyond {
		if b > 0 {
			most += float64(b * g.upper[k])
		}
	}
	return most, beyond
}

// most solves a program: what its part is worth at most, where the prices prove that, and
// how much each free option is worth beyond them.
func (g *program) most() (most float64, beyond []float64) {
	row, ok := g.solve()
	if !ok {
		shares, sum := g.refutal(row), 0.0
		for _, share := range shares {
			sum += share
		}
		if short, _ := g.bound(shares, make([]float64, len(g.worth))); short < -1e-10*sum {
			return math.Inf(-1), nil
		}
	}
	return g.bound(g.prices(), g.worth)
}

// sum is what the columns are worth as they are now.
func (g *program) sum() float64 { return worthOf(g.worth, &g.simplex) }

func worthOf(worth []float64, s *simplex) (sum float64) {
	for k, w := range worth {
		sum += float64(w * s.x(k))
	}
	return sum
}

// promises is about what the columns would be worth with one of them whole, or without it;
// less than anything where no others keep the rules then.
func (g *program) promises(column int, to fixing) float64 {
	s := g.clone()
	if to == out {
		s.upper[column] = 0
	} else {
		each := make([]float64, len(s.upper))
		each[column] = -1
		s.add(each, -1)
	}
	if _, ok := s.solve(); !ok {
		return -1e6
	}
	return worthOf(g.worth, s)
}
