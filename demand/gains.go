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
	homes   []reaching // the open ones first, then those of options
	open    int        // so many
	options [][]int    // the homes of each
	all     []int64    // and its places
	cells   []int32    // that the open homes leave some need of, or others could
	reached [][]int32  // by which homes each cell is
	covered int64      // by the open homes
	added   []int
	marks   []mark // before each of those
}

// reaching is places with their reach, as the flow has it, of an option or open (-1).
type reaching struct {
	option int
	block  []int32
	mask   []uint64
	places int64
}

// NewGains are the gains of options, each with its places, on top of a network, which stays
// as it is.
func NewGains(n *Network, options [][]PlacesAt) *Gains {
	own := *n
	own.flow, own.block, own.mask = n.flow.clone(), nil, nil
	g := &Gains{network: &own, options: make([][]int, len(options)), all: make([]int64, len(options)), covered: n.Covered()}
	f := own.flow
	taken := make([]int64, len(f.free))
	for _, p := range f.parts {
		if p.amount > 0 { // the others may name homes that are there no more
			taken[p.home] += p.amount
		}
	}
	for h, free := range f.free {
		g.homes = append(g.homes, reaching{-1, f.block[f.from[h]:f.from[h+1]:f.from[h+1]], f.mask[f.from[h]:f.from[h+1]:f.from[h+1]], free + taken[h]})
	}
	g.open = len(g.homes)
	for i, places := range options {
		for _, p := range places {
			if p.Places <= 0 || !finite(p.X, p.Y) {
				continue
			}
			m := own.mark()
			own.addHome(p)
			own.back(m)
			g.options[i] = append(g.options[i], len(g.homes))
			g.all[i] += p.Places
			g.homes = append(g.homes, reaching{i, slices.Clone(own.block), slices.Clone(own.mask), p.Places})
		}
	}
	g.layReached()
	return g
}

// layReached notes by which homes the cells are reached that can be exposed.
func (g *Gains) layReached() {
	exposed := g.network.flow.exposed()
	g.reached = make([][]int32, len(g.network.need))
	for h, home := range g.homes {
		for i, b := range home.block {
			for w := home.mask[i] & exposed[b]; w != 0; w &= w - 1 {
				c := int(b)*64 + bits.TrailingZeros64(w)
				g.reached[c] = append(g.reached[c], int32(h))
			}
		}
	}
	for c, homes := range g.reached {
		if len(homes) > 0 && homes[len(homes)-1] >= int32(g.open) { // else no option has to do with it
			g.cells = append(g.cells, int32(c))
		}
	}
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
		home := g.homes[h]
		roots = append(roots, g.network.flow.addHome(home.block, home.mask, home.places))
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
// than its places, nor more than the need in its reach. That is a sum over any options, and
// no set covers more; with whole places it is what that set covers (Ford and Fulkerson 1956).
// Of shares it is less yet where cells change sides that a home's need, not its places, tells.
func (g *Gains) Bound(most []int64) (rest int64, each []int64) {
	f := g.network.flow
	m := g.network.mark()
	var roots []int32
	shares := slices.Repeat([]float64{1}, len(g.homes))
	for h, home := range g.homes[g.open:] {
		if slices.Contains(g.added, home.option) {
			continue
		}
		share := min(1, float64(most[home.option])/float64(g.all[home.option]))
		if shares[g.open+h] = share; share > 0 {
			roots = append(roots, f.addHome(home.block, home.mask, int64(share*float64(home.places))))
		}
	}
	f.augment(roots)
	exposed := f.exposed()
	g.network.back(m)
	within := g.needWithin(exposed)
	g.shift(exposed, within, shares)
	rest = -g.covered
	for c, need := range g.network.need {
		if exposed[c/64]>>(c%64)&1 == 0 {
			rest += need
		}
	}
	each = make([]int64, len(g.options))
	for h, home := range g.homes {
		if amount := min(home.places, within[h]); h < g.open {
			rest += amount
		} else {
			each[home.option] += amount
		}
	}
	return rest, each
}

// needWithin is the need of those cells that each home reaches.
func (g *Gains) needWithin(cells []uint64) []int64 {
	need := make([]int64, len(g.homes))
	for h, home := range g.homes {
		g.network.flow.looked += len(home.block)
		for i, b := range home.block {
			for w := home.mask[i] & cells[b]; w != 0; w &= w - 1 {
				need[h] += g.network.need[int(b)*64+bits.TrailingZeros64(w)]
			}
		}
	}
	return need
}

// shift moves cells to the other side where that lowers the sum for shares of homes.
func (g *Gains) shift(cells []uint64, within []int64, shares []float64) {
	for more, pass := true, 0; more && pass < 3; pass++ {
		more = false
		for _, c := range g.cells {
			need, there := g.network.need[c], cells[c/64]>>(c%64)&1 == 1
			by := need
			if !there {
				by = -need
			}
			change := float64(by)
			g.network.flow.looked += len(g.reached[c])
			for _, h := range g.reached[c] {
				places := g.homes[h].places
				change += float64(shares[h] * float64(min(places, within[h]-by)-min(places, within[h])))
			}
			if change < -0.5 {
				cells[c/64] ^= 1 << (c % 64)
				for _, h := range g.reached[c] {
					within[h] -= by
				}
				more = true
			}
		}
	}
}

// Work is how many words and parts of the flow were looked at.
func (g *Gains) Work() int { return g.network.flow.looked }
