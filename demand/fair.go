package demand

import (
	"math"
	"math/bits"
)

// raise carries the need fairly: as much in all as can be, and of the ways to do so the one
// in which the cell with the least share of its need covered has the most, then the next
// least, and so on (Megiddo 1974). Of that, a cell has the whole units below or the whole
// units above: the nearer of the two where the sum lets it.
//
// Cells that could all have one share of the homes' places in their reach have it. Where
// they could not, some reach too little: they and the homes in their reach are one part,
// the others with the other homes another, and each is looked at by itself. Homes of the
// first serve nobody else: those have more already.
//
// Shares are fractions of whole numbers. What they come to is compared in units as small as
// 64 bits hold, so a difference of less than one of these for each cell may go unseen.
func (f *flow) raise(need []int64, roots []int32) {
	r := &raiser{flow: f, need: need, places: append([]int64(nil), f.free...), below: make([]int64, len(need)), nearest: make([]int64, len(need)), above: make([]int64, len(need))}
	var total int64
	all := make([]int32, 0, len(need))
	for c, n := range need {
		total += n
		all = append(all, int32(c))
	}
	r.scale = max(1, math.MaxInt64/4/max(1, total))
	r.most = total
	parts := []fairPart{{all, roots}}
	for len(parts) > 0 {
		last := parts[len(parts)-1]
		parts = append(parts[:len(parts)-1], r.split(last)...)
	}
	f.empty(all)
	copy(f.free, r.places)
	before := make([]int64, len(need))
	for _, bound := range [][]int64{r.below, r.nearest, r.above, need} {
		f.allow(all, func(c int32) int64 { return bound[c] - before[c] })
		f.augment(roots)
		before = bound
	}
}

// raiser finds the share of each cell.
type raiser struct {
	*flow
	need, places          []int64
	below, nearest, above []int64 // what the shares found come to, in whole units
	most                  int64   // all need; more places than that are of no use
	scale                 int64   // how many small units a unit is while shares are compared
}

// fairPart is cells and homes that have to do with one another only.
type fairPart struct{ cells, homes []int32 }

// split gives the cells of a part the share that all of its places come to, or says in
// which two parts they have more and less than that.
func (r *raiser) split(p fairPart) []fairPart {
	var wanted, places int64
	for _, c := range p.cells {
		wanted += r.need[c]
	}
	for _, h := range p.homes {
		places = min(wanted, places+min(r.places[h], wanted-places))
		r.free[h] = min(r.places[h], r.most) * r.scale
	}
	if wanted == 0 {
		return nil
	}
	r.empty(p.cells)
	r.allow(p.cells, func(c int32) int64 { share, _, _ := partOf(r.need[c]*r.scale, places, wanted); return share })
	if places > 0 {
		r.augment(p.homes)
	}
	short := false
	for _, c := range p.cells {
		short = short || r.left[c] > 0
	}
	if !short {
		r.settle(p.cells, places, wanted)
		return nil
	}
	// The last search met what could have more: cells with a way to a home with free places.
	var less, more fairPart
	for _, c := range p.cells {
		if r.fresh[c/64]>>(c%64)&1 == 1 {
			less.cells = append(less.cells, c)
		} else {
			more.cells = append(more.cells, c)
		}
	}
	for _, h := range p.homes {
		if r.level[h] == unseen {
			less.homes = append(less.homes, h)
		} else {
			more.homes = append(more.homes, h)
		}
	}
	if places == wanted {
		r.settle(more.cells, 1, 1)
		return []fairPart{less}
	}
	return []fairPart{less, more}
}

// settle gives cells a share.
func (r *raiser) settle(cells []int32, part, of int64) {
	for _, c := range cells {
		r.below[c], r.nearest[c], r.above[c] = partOf(r.need[c], part, of)
	}
}

// partOf is an amount times a share of at most 1: the whole units below, the nearest and
// those above.
func partOf(amount, part, of int64) (below, nearest, above int64) {
	high, low := bits.Mul64(uint64(amount), uint64(part))
	quotient, rest := bits.Div64(high, low, uint64(of))
	below = int64(quotient)
	nearest, above = below, below
	if rest > 0 {
		above++
	}
	if rest >= uint64(of)-rest {
		nearest++
	}
	return below, nearest, above
}

// empty takes all from cells, and puts all others out of sight.
func (f *flow) empty(cells []int32) {
	f.parts = f.parts[:0]
	clear(f.within)
	clear(f.open)
	for _, c := range cells {
		f.first[c], f.left[c] = -1, 0
		f.within[c/64] |= 1 << (c % 64)
	}
}

// allow adds to what cells want.
func (f *flow) allow(cells []int32, more func(cell int32) int64) {
	for _, c := range cells {
		if f.left[c] += more(c); f.left[c] > 0 {
			f.open[c/64] |= 1 << (c % 64)
		}
	}
}
