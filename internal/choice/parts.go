package choice

import (
	"cmp"
	"math"
	"slices"
)

// sum is a bound of Gains, by the model's numbers.
type sum struct {
	rest float64
	each []float64
}

// restOf is what it says of the options that are in.
func (s sum) restOf(fixed []fixing) float64 {
	rest := s.rest
	for i, is := range fixed {
		if is == in {
			rest += s.each[i]
		}
	}
	return rest
}

// part is all sets in which some options are in and some out.
type part struct {
	fixed []fixing
	in    set
	value int64     // of those in
	gains []float64 // what each of the others adds to them at most
	known set       // of which that is just what it adds
	most  float64   // what they are worth at most, or less what they cost, as far as is known
	cuts  []int     // the bounds that it hangs on
}

// root is all sets.
func (t *together) root() part {
	p := part{fixed: slices.Clone(t.fixed), gains: make([]float64, len(t.ids)), in: t.only(), known: t.only()}
	t.come(t.only())
	whole := t.only()
	for i := range t.ids {
		p.gains[i], whole = float64(t.gain(i)), whole.with(t.only(i))
	}
	t.scale, p.known = max(1, float64(t.come(whole))), whole
	if p.most = t.scale; t.aim != best {
		p.most = 0
	}
	for cut := range t.bounds {
		p.cuts = append(p.cuts, cut)
	}
	return p
}

// explore goes through all sets: down from each part to the one of its two halves that
// promises more, then on with the part that promises most. Where the first set is looked
// for, in their order.
func (t *together) explore() {
	fixed := t.fixed
	defer func() {
		t.back(0)
		t.fixed = fixed
	}()
	open := []part{t.root()}
	for dive := false; len(open) > 0 && !t.done; {
		at := len(open) - 1
		if !dive && t.aim != earliest {
			for n, p := range open {
				if p.most > open[at].most {
					at = n
				}
			}
		}
		p := open[at]
		open = slices.Delete(open, at, at+1)
		if t.hopeless(p.most) {
			dive = false
			continue
		}
		if t.over() {
			t.drop(append(open, p))
			return
		}
		halves := t.visit(p)
		open, dive = append(open, halves...), len(halves) > 0
	}
}

// drop notes what parts are worth at most that are not looked at.
func (t *together) drop(parts []part) {
	for _, p := range parts {
		switch {
		case t.hopeless(p.most):
		case t.aim == best:
			t.dropped = max(t.dropped, int64(p.most+0.5)) // what was rounded is less than half
		default:
			t.dropped = max(t.dropped, t.worth)
		}
	}
}

// visit goes through a part, and leaves its halves to be gone through, the last first.
func (t *together) visit(p part) (halves []part) {
	t.fixed = p.fixed
	for {
		if !t.reduce() || !t.supplied() {
			return nil
		}
		ins := t.only()
		for i, is := range t.fixed {
			if is == in {
				ins[i/64] |= 1 << (i % 64)
			}
		}
		if p.in.compare(ins) != 0 {
			p.in, p.value, p.known = ins, t.come(ins), t.only()
		}
		if !slices.Contains(t.fixed, free) {
			t.take(ins, p.value)
			return nil
		}
		g, shares, beyond, most := t.relax(&p)
		if t.hopeless(p.most) {
			return nil
		}
		if !t.fix(beyond, most) {
			return t.halves(p, t.parting(g, shares))
		}
	}
}

// relax is the linear relaxation of a part, with what it lacked of what its options gain and
// of bounds: the shares that it has of the options, and what they are worth beyond the prices.
func (t *together) relax(p *part) (g *program, shares, beyond []float64, most float64) {
	unit, base, looks := t.scale, 0.0, 2
	if t.aim != best {
		unit, base = t.award, -float64(t.costOf(p.in))
	}
	if p.cuts == nil {
		looks = 60
	}
	g = t.program(p)
	for {
		pivots := g.pivots
		most, beyond := g.most()
		most = float64(most*unit) + base
		t.work += 40 + (g.pivots-pivots+2)*len(g.rows)*len(g.upper)/8
		if p.most = min(p.most, most); t.hopeless(p.most) {
			return nil, nil, nil, 0
		}
		shares = make([]float64, len(t.ids))
		for n, i := range g.free {
			shares[i] = g.x(n)
		}
		if t.refine(p, shares) {
			g = t.program(p)
			continue
		}
		if t.short(g, p, shares) {
			continue
		}
		t.try(p, shares)
		if t.hopeless(p.most) || t.done {
			return nil, nil, nil, 0
		}
		if looks--; looks < 0 || !t.worthwhile(shares) || !t.cut(g, p, shares) {
			p.cuts = g.binding()
			return g, shares, g.of(beyond, len(t.ids)), most
		}
	}
}

// refine looks at what options add that a relaxation has a share of; whether that is less
// for any than was known.
func (t *together) refine(p *part, shares []float64) (less bool) {
	for i, share := range shares {
		if share < 0.01 || p.known.has(i) {
			continue
		}
		t.come(p.in)
		p.known = p.known.with(t.only(i))
		if gain := float64(t.gain(i)); gain < p.gains[i] {
			p.gains[i], less = gain, true
		}
	}
	return less
}

// least is by how much a relaxation of these shares may be beyond a bound.
const least = 1e-6

// claims is what a relaxation takes its shares to be worth.
func (t *together) claims(g *program) float64 {
	if t.aim == best {
		return g.x(len(g.free)) * t.scale
	}
	return float64(t.target)
}

// mostCuts is how many bounds are added at once.
const mostCuts = 8

// short adds those of the bounds that a relaxation is furthest beyond; false where it is
// beyond none.
func (t *together) short(g *program, p *part, shares []float64) (more bool) {
	type far struct {
		cut  int
		says float64
	}
	var list []far
	claims, some := t.claims(g)-least*t.scale, []int{}
	for i, share := range shares {
		if share > 0 {
			some = append(some, i)
		}
	}
	for cut, b := range t.bounds {
		if cut == len(g.rests) {
			g.rests, g.has = append(g.rests, b.restOf(t.fixed)), append(g.has, slices.Contains(g.cuts, cut))
		}
		says := g.rests[cut]
		for _, i := range some {
			says += float64(shares[i] * min(b.each[i], p.gains[i]))
		}
		if says >= claims || g.has[cut] || len(list) == mostCuts && says >= list[mostCuts-1].says {
			continue
		}
		at, _ := slices.BinarySearchFunc(list, says, func(f far, says float64) int { return cmp.Or(cmp.Compare(f.says, says), -1) })
		list = slices.Insert(list, at, far{cut, says})
		list = list[:min(len(list), mostCuts)]
	}
	t.work += len(t.bounds) * (len(some) + 4) / 4
	for _, f := range list {
		g.cut(t, p, f.cut)
		g.has[f.cut] = true
	}
	return len(list) > 0
}

// worthwhile says whether to look for a bound that a relaxation of these shares is beyond:
// where they are whole, and of others the fewer the more looks were in vain of late.
func (t *together) worthwhile(shares []float64) bool {
	if !slices.ContainsFunc(shares, func(s float64) bool { return s > 0.001 && s < 0.999 }) {
		return true
	}
	t.looks++
	return t.looks%(1+min(t.vain/4, 20)) == 0
}

// cut finds a bound that a relaxation is beyond.
func (t *together) cut(g *program, p *part, shares []float64) bool {
	t.come(p.in)
	most := make([]int64, len(t.ids))
	for i, share := range shares {
		most[t.at[i]] = int64(share*p.gains[i] + 0.5)
	}
	rest, each := t.gains.Bound(most)
	b := sum{float64(rest), make([]float64, len(t.ids))}
	for i := range t.ids {
		b.each[i] = float64(each[t.at[i]])
	}
	t.bounds = append(t.bounds, b)
	if t.short(g, p, shares) {
		t.vain = 0
		return true
	}
	t.vain++
	t.bounds, g.rests, g.has = t.bounds[:len(t.bounds)-1], g.rests[:len(g.rests)-1], g.has[:len(g.has)-1]
	return false
}

// binding are the bounds that a relaxation hangs on.
func (g *program) binding() []int {
	cuts := []int{}
	for r, price := range g.prices()[g.rules:] {
		if price > 0 && g.cuts[r] >= 0 {
			cuts = append(cuts, g.cuts[r])
		}
	}
	return cuts
}

// of are the columns' numbers by options.
func (g *program) of(columns []float64, options int) []float64 {
	list := make([]float64, options)
	for n, i := range g.free {
		list[i] = columns[n]
	}
	return list
}

// fix fixes the options of a part without which, or with which, no set is of use.
func (t *together) fix(beyond []float64, most float64) (more bool) {
	unit := t.scale
	if t.aim != best {
		unit = t.award
	}
	for i, is := range t.fixed {
		switch worth := beyond[i] * unit; {
		case is != free:
		case worth > 0 && t.hopeless(most-worth):
			t.fixed[i], more = in, true
		case worth < 0 && t.hopeless(most+worth):
			t.fixed[i], more = out, true
		}
	}
	return more
}

// tried is how many options are tried before a part is parted by one.
const tried = 6

// parting is the option by which to part: of those that a relaxation has nearly half of, the
// one that both with it and without it takes most from what it promises (Applegate, Bixby,
// Chvatal and Cook 1995); where the first set is looked for, the first.
func (t *together) parting(g *program, shares []float64) int {
	if t.aim == earliest {
		return slices.Index(t.fixed, free)
	}
	order := make([]int, len(g.free))
	for n := range order {
		order[n] = n
	}
	away := func(n int) float64 { return math.Abs(shares[g.free[n]] - 0.5) }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(away(a), away(b)) })
	at, best, now := order[0], 0.0, g.sum()
	for _, n := range order[:min(tried, len(order))] {
		if away(n) > 0.499 {
			break
		}
		with, without := g.promises(n, in), g.promises(n, out)
		t.work += 2 * len(g.rows) * len(g.upper)
		if score := max(now-with, 1e-6) * max(now-without, 1e-6); score > best {
			at, best = n, score
		}
	}
	return g.free[at]
}

// halves are a part with an option and without it. The half that is gone through first comes
// last.
func (t *together) halves(p part, at int) []part {
	half := func(to fixing) part {
		h := p
		h.fixed, h.gains = slices.Clone(t.fixed), slices.Clone(p.gains)
		if h.fixed[at] = to; to == in && p.known.has(at) {
			h.in, h.value, h.known = p.in.with(t.only(at)), p.value+int64(p.gains[at]), t.only()
		}
		return h
	}
	return []part{half(out), half(in)}
}
