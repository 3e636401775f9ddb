package demand

import (
	"math/bits"
	"slices"
)

// Unit is what one child who needs a home counts in gains.
const Unit = unit

// Gains are what options add to what the open homes cover, together: what the search for
// the best set of them asks for (choice.Gains). It has a network of its own.
type Gains struct {
	network *Network
	options [][]reaching
	added   []int
	marks   []mark  // before each of those
	covered int64   // by the open homes
	places  []int64 // of these, by number
}

// reaching is places with their reach, as the flow has it.
type reaching struct {
	block  []int32
	mask   []uint64
	places int64
}

// NewGains are the gains of options, each with its places, on top of a network, which stays
// as it is.
func NewGains(n *Network, options [][]PlacesAt) *Gains {
	own := *n
	own.flow, own.block, own.mask = n.flow.clone(), nil, nil
	g := &Gains{network: &own, options: make([][]reaching, len(options)), covered: n.Covered(), places: slices.Clone(own.flow.free)}
	for _, p := range own.flow.parts {
		if p.amount > 0 { // the others may name homes that are there no more
			g.places[p.home] += p.amount
		}
	}
	for i, places := range options {
		for _, p := range places {
			if p.Places <= 0 || !finite(p.X, p.Y) {
				continue
			}
			m := own.mark()
			own.addHome(p)
			own.back(m)
			g.options[i] = append(g.options[i], reaching{slices.Clone(own.block), slices.Clone(own.mask), p.Places})
		}
	}
	return g
}

// GainsOf are the gains of proposals on top of the open homes, all their places for the
// region's children. One of which nobody can say where it would be gains nothing.
func (c *Coverage) GainsOf(proposals []Proposal) *Gains {
	options := make([][]PlacesAt, len(proposals))
	for i, p := range proposals {
		options[i] = c.places(p)
	}
	c.gaining.Lock()
	defer c.gaining.Unlock()
	return NewGains(c.network, options)
}

// Add adds an option and says what it gains on top of those added before.
func (g *Gains) Add(option int) (gain int64) {
	g.added, g.marks = append(g.added, option), append(g.marks, g.network.mark())
	var roots []int32
	for _, h := range g.options[option] {
		roots = append(roots, g.network.flow.addHome(h.block, h.mask, h.places))
	}
	return g.network.flow.augment(roots)
}

// Back takes away the option that was added last.
func (g *Gains) Back() {
	last := len(g.marks) - 1
	g.network.back(g.marks[last])
	g.added, g.marks = g.added[:last], g.marks[:last]
}

// Bound parts the cells by a least cut of those added and of others with about so much of
// their places each. All need on one side may be covered; on the other no home covers more
// than its places, no option more than the need in its reach either. That is a sum over any
// options, and no set covers more; with whole places it is what that set covers (Ford and
// Fulkerson 1956).
func (g *Gains) Bound(most []int64) (rest int64, each []int64) {
	f := g.network.flow
	m := g.network.mark()
	var roots []int32
	for i, homes := range g.options {
		if slices.Contains(g.added, i) {
			continue
		}
		for _, h := range homes {
			if share := g.share(most[i], h.places, i); share > 0 {
				roots = append(roots, f.addHome(h.block, h.mask, share))
			}
		}
	}
	f.augment(roots)
	exposed := f.exposed()
	g.network.back(m)
	rest = -g.covered
	for c, need := range g.network.need {
		if exposed[c/64]>>(c%64)&1 == 0 {
			rest += need
		}
	}
	for h, places := range g.places {
		if f.reachesAny(h, exposed) {
			rest += places
		}
	}
	each = make([]int64, len(g.options))
	for i, homes := range g.options {
		for _, h := range homes {
			each[i] += min(h.places, g.needIn(h, exposed))
		}
	}
	return rest, each
}

// share is a home's part of so much of an option.
func (g *Gains) share(most, places int64, option int) int64 {
	all := int64(0)
	for _, h := range g.options[option] {
		all += h.places
	}
	return int64(float64(min(most, all)) / float64(all) * float64(places))
}

// Work is how many words and parts of the flow were looked at.
func (g *Gains) Work() int { return g.network.flow.looked }

// needIn is the need of those cells that a home reaches.
func (g *Gains) needIn(h reaching, cells []uint64) (sum int64) {
	for i, b := range h.block {
		for w := h.mask[i] & cells[b]; w != 0 && sum < h.places; w &= w - 1 {
			sum += g.network.need[int(b)*64+bits.TrailingZeros64(w)]
		}
	}
	return sum
}
