package demand

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// NeedAt is a cell: its centre in metres on the national grid, and its need in whole
// units. Inside the product the unit is a ten-millionth of a child: thousandths of
// looked-after children times the share who need a home in basis points, so nothing is
// rounded before it is carried.
type NeedAt struct {
	X, Y float64
	Need int64
}

// PlacesAt is a home: its public position, and its places in the unit of need.
type PlacesAt struct {
	X, Y   float64
	Places int64
}

// Network is cells and homes with as much need carried to homes within reach as can
// be: the maximum flow. It is exact and does not depend on the order of cells and
// homes.
//
// Of no need or places, or of less than none, nothing comes; nor of a position that is
// no number. Where all need together is more than an int64 holds, what is too much,
// counted from west to east, is left out; so are places at one place beyond that.
type Network struct {
	tree   *tree   // the cells with need; their place in it is their number in the flow
	cellAt []int32 // each cell's number, in the input's order; -1 for a cell without need
	homeAt []int32 // each home's; homes at one place have one
	places []int64 // of the homes, in the input's order
	need   []int64 // of the cells, by number
	homes  int     // how many homes by number
	total  int64   // all need
	limit  float64 // the square of the reach, see squareOf; below 0 where nothing is in reach
	flow   *flow

	block []int32 // of the home that is being added
	mask  []uint64
}

// NewNetwork carries the cells' need to the homes that are at most the given metres
// away.
func NewNetwork(cells []NeedAt, homes []PlacesAt, metres float64) *Network {
	n := &Network{limit: squareOf(metres)}
	n.layCells(cells)
	n.layHomes(homes)
	roots := make([]int32, n.homes)
	for h := range roots {
		roots[h] = int32(h)
	}
	n.flow.raise(n.need, roots)
	n.flow.narrow()
	n.flow.noting = true
	return n
}

// layCells numbers the cells that have need along the tree's curve. Sorting them by
// place first makes the numbers the same for any order of the input.
func (n *Network) layCells(cells []NeedAt) {
	n.cellAt = make([]int32, len(cells))
	order := make([]int, 0, len(cells))
	for i, c := range cells {
		n.cellAt[i] = -1
		if c.Need > 0 && finite(c.X, c.Y) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		p, q := cells[a], cells[b]
		return cmp.Or(cmp.Compare(p.X, q.X), cmp.Compare(p.Y, q.Y), cmp.Compare(p.Need, q.Need), a-b)
	})
	spots, needs := make([]spot, len(order)), make([]int64, len(order))
	for rank, i := range order {
		spots[rank] = spot{x: cells[i].X, y: cells[i].Y, index: rank}
		needs[rank] = min(cells[i].Need, math.MaxInt64-n.total)
		n.total += needs[rank]
	}
	n.tree, n.need = newTree(spots), make([]int64, len(order))
	for at, s := range n.tree.spots {
		n.cellAt[order[s.index]], n.need[at] = int32(at), needs[s.index]
	}
	n.flow = newFlow(n.need)
}

// layHomes adds the homes, from west to east; those at one place are one.
func (n *Network) layHomes(homes []PlacesAt) {
	n.homeAt, n.places = make([]int32, len(homes)), make([]int64, len(homes))
	order := make([]int, 0, len(homes))
	for i, h := range homes {
		n.homeAt[i] = -1
		if h.Places > 0 && finite(h.X, h.Y) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(homes[a].X, homes[b].X), cmp.Compare(homes[a].Y, homes[b].Y), a-b)
	})
	last := -1
	for _, i := range order {
		if last < 0 || homes[last].X != homes[i].X || homes[last].Y != homes[i].Y {
			n.addHome(PlacesAt{X: homes[i].X, Y: homes[i].Y})
			last, n.homes = i, n.homes+1
		}
		at := n.homes - 1
		n.homeAt[i], n.places[i] = int32(at), min(homes[i].Places, math.MaxInt64-n.flow.free[at])
		n.flow.free[at] += n.places[i]
	}
}

func finite(x, y float64) bool { return !math.IsNaN(x-x) && !math.IsNaN(y-y) }

// addHome adds a home to the flow.
func (n *Network) addHome(home PlacesAt) int32 {
	n.block, n.mask = n.block[:0], n.mask[:0]
	n.tree.within(home.X, home.Y, n.limit, n.reach)
	return n.flow.addHome(n.block, n.mask, home.Places)
}

// reach notes that the home being added reaches the cells from one number to before
// another. Numbers come in their order.
func (n *Network) reach(from, to int32) {
	for from < to {
		block := from / 64
		if last := len(n.block) - 1; last < 0 || n.block[last] != block {
			n.block, n.mask = append(n.block, block), append(n.mask, 0)
		}
		end := min(to, 64*(block+1))
		n.mask[len(n.mask)-1] |= ^uint64(0) >> (64 - (end - from)) << (from % 64)
		from = end
	}
}

// Covered is the need that comes to a home within reach, none of them beyond its
// places.
func (n *Network) Covered() int64 {
	covered := n.total
	for _, left := range n.flow.left {
		covered -= left
	}
	return covered
}

// ByCell is what of each cell's need is covered, in the cells' order. It adds up to
// Covered. Cells that share homes which are too few have the same share of their need
// covered, as far as the homes in their reach let them, in whole units, see raise.
func (n *Network) ByCell() []int64 {
	covered := make([]int64, len(n.cellAt))
	for i, c := range n.cellAt {
		if c >= 0 {
			covered[i] = n.need[c] - n.flow.left[c]
		}
	}
	return covered
}

// ByHome is the places of each home that are taken, in the homes' order. Homes at one
// place fill in proportion to their places.
func (n *Network) ByHome() []int64 {
	at := make([]int64, n.homes)
	for _, p := range n.flow.parts {
		if p.amount > 0 {
			at[p.home] += p.amount
		}
	}
	taken := make([]int64, len(n.homeAt))
	together := make([][]int, n.homes)
	for i, h := range n.homeAt {
		if h >= 0 {
			together[h] = append(together[h], i)
		}
	}
	for h, homes := range together {
		parts := make([]int64, len(homes))
		for i, home := range homes {
			parts[i] = n.places[home]
		}
		for i, part := range inProportion(at[h], parts) {
			taken[homes[i]] = part
		}
	}
	return taken
}

// inProportion divides an amount in proportion to what each could take at most, which
// in all is enough and within an int64: shares are rounded down, and what is left goes one by
// one to the largest remainders, then to the largest, then to the first.
func inProportion(amount int64, most []int64) []int64 {
	parts := make([]int64, len(most))
	if amount == 0 {
		return parts
	}
	var sum uint64
	for _, m := range most {
		sum += uint64(m)
	}
	remainders, left := make([]uint64, len(most)), amount
	order := make([]int, len(most))
	for i, m := range most {
		h, l := bits.Mul64(uint64(amount), uint64(m))
		share, rest := bits.Div64(h, l, sum)
		parts[i], remainders[i], order[i] = int64(share), rest, i
		left -= int64(share)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(remainders[b], remainders[a]), cmp.Compare(most[b], most[a]), a-b)
	})
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts
}

// Gain is how much more need is covered with all the candidates than without. It leaves
// the network as it was. Two Gains of one network must not run at once.
func (n *Network) Gain(candidates ...PlacesAt) int64 {
	m := n.mark()
	gain := n.add(candidates...)
	n.back(m)
	return gain
}

// mark is a state of the network to come back to.
type mark struct{ notes, homes int }

func (n *Network) mark() mark { return mark{len(n.flow.notes), len(n.flow.free)} }

// add adds homes, carries what they gain, and says how much that is.
func (n *Network) add(homes ...PlacesAt) int64 {
	roots := make([]int32, 0, len(homes))
	for _, h := range homes {
		if h.Places > 0 && finite(h.X, h.Y) {
			roots = append(roots, n.addHome(h))
		}
	}
	return n.flow.augment(roots)
}

// back undoes what was added since the mark.
func (n *Network) back(m mark) {
	n.flow.undo(m.notes)
	n.flow.keepHomes(m.homes)
}
