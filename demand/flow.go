package demand

import (
	"math/bits"
	"slices"
)

// flow carries need from cells to homes: what a home takes of a cell within its reach.
// It is a maximum flow when nothing more can be carried, even by giving a cell that one
// home has to another (Dinic 1970, searched from the homes back to the cells).
//
// Whom a home reaches is kept in words of 64 cells. Cells are numbered along a curve,
// so those round a home share words: five million pairs take some 200,000 words, and a
// search looks at each word once, not at each pair.
type flow struct {
	from  []int32  // home h reaches the cells of words from[h] to from[h+1]
	block []int32  // a word's place: its cells are 64 block and on
	mask  []uint64 // which of them

	left  []int64 // of each cell's need, what no home has taken
	free  []int64 // of each home's places
	first []int32 // of each cell, its first part; -1 for none
	parts []part

	within []uint64 // the cells that are worth a look
	open   []uint64 // those with need left

	level  []int32 // of each home, in the search at hand
	cursor []int32 // of each home, the word it has come to
	queue  []int32
	fresh  []uint64
	layers [][]uint64 // the cells at each level that still lead somewhere
	last   int        // the level at which need is left

	looked int // at how many words and parts so far: the work done, alike on every machine

	noting bool
	notes  []change
}

// part is what one home takes of a cell. A part of nothing is free to be used again.
type part struct {
	amount     int64
	home, next int32
}

// change is an amount of a cell's need that went from one home (-1: from what was left)
// to another.
type change struct {
	amount         int64
	cell, from, to int32
}

const (
	unseen int32 = -1
	spent  int32 = -2 // nothing more comes through this home at this level
)

// newFlow is an empty flow from cells with these needs.
func newFlow(need []int64) *flow {
	words := (len(need) + 63) / 64
	f := &flow{from: []int32{0}, left: append([]int64(nil), need...), first: make([]int32, len(need)),
		within: make([]uint64, words), open: make([]uint64, words), fresh: make([]uint64, words)}
	for c, n := range need {
		if f.first[c] = -1; n > 0 {
			f.within[c/64] |= 1 << (c % 64)
		}
	}
	copy(f.open, f.within)
	return f
}

// addHome adds a home that reaches the cells of these words.
func (f *flow) addHome(block []int32, mask []uint64, places int64) (home int32) {
	f.block, f.mask = append(f.block, block...), append(f.mask, mask...)
	f.from = append(f.from, int32(len(f.block)))
	f.free, f.level, f.cursor = append(f.free, places), append(f.level, unseen), append(f.cursor, 0)
	return int32(len(f.free) - 1)
}

// keepHomes takes away all homes but the first few. The others must have nothing.
func (f *flow) keepHomes(homes int) {
	f.block, f.mask = f.block[:f.from[homes]], f.mask[:f.from[homes]]
	f.from = f.from[:homes+1]
	f.free, f.level, f.cursor = f.free[:homes], f.level[:homes], f.cursor[:homes]
}

// augment lets the roots, which are homes, take all they can get and says how much that
// is. What other homes have in all does not change.
func (f *flow) augment(roots []int32) (sum int64) {
	for f.search(roots) {
		for _, h := range roots {
			if f.free[h] > 0 {
				got := f.draw(h, f.free[h], 0)
				f.free[h] -= got
				sum += got
			}
		}
	}
	return sum
}

// search finds the fewest homes that must give up a cell so that a root gets one, and
// lays out the cells by that number; false where no need can come to a root.
func (f *flow) search(roots []int32) bool {
	for _, h := range f.queue {
		if int(h) < len(f.level) {
			f.level[h] = unseen
		}
	}
	f.queue = f.queue[:0]
	for _, h := range roots {
		if f.free[h] > 0 {
			f.meet(h, 0)
		}
	}
	copy(f.fresh, f.within)
	done := 0
	for f.last = 0; done < len(f.queue); f.last++ {
		layer := f.layer(f.last)
		found, end := false, len(f.queue)
		for ; done < end; done++ {
			found = f.spread(f.queue[done], layer, found)
		}
		if found {
			for b := range layer {
				layer[b] &= f.open[b]
			}
			return true
		}
	}
	return false
}

// spread adds to the layer the cells that a home reaches and nobody did before, and to
// the queue, until need is found, the homes that have them.
func (f *flow) spread(home int32, layer []uint64, found bool) bool {
	f.looked += int(f.from[home+1] - f.from[home])
	for i := f.from[home]; i < f.from[home+1]; i++ {
		b := f.block[i]
		cells := f.mask[i] & f.fresh[b]
		if cells == 0 {
			continue
		}
		f.fresh[b] &^= cells
		layer[b] |= cells
		if found = found || cells&f.open[b] != 0; found {
			continue
		}
		for ; cells != 0; cells &= cells - 1 {
			for p := f.first[int(b)*64+bits.TrailingZeros64(cells)]; p >= 0; p = f.parts[p].next {
				f.looked++
				if h := f.parts[p].home; f.parts[p].amount > 0 && f.level[h] == unseen {
					f.meet(h, int32(f.last)+1)
				}
			}
		}
	}
	return found
}

func (f *flow) meet(home, level int32) {
	f.level[home], f.cursor[home] = level, f.from[home]
	f.queue = append(f.queue, home)
}

// layer is the empty layer of a level.
func (f *flow) layer(level int) []uint64 {
	if level == len(f.layers) {
		f.layers = append(f.layers, make([]uint64, len(f.fresh)))
	}
	clear(f.layers[level])
	return f.layers[level]
}

// draw gets up to want for a home at a level, and says how much it got. Cells that
// have no more to give leave their layer, and a home that got less than it wanted is
// spent: so nothing is tried twice in one search.
func (f *flow) draw(home int32, want int64, level int) int64 {
	layer, got := f.layers[level], int64(0)
	for end := f.from[home+1]; f.cursor[home] < end; f.cursor[home]++ {
		f.looked++
		i := f.cursor[home]
		b := f.block[i]
		for cells := f.mask[i] & layer[b]; cells != 0; cells &= cells - 1 {
			c := b*64 + int32(bits.TrailingZeros64(cells))
			if level == f.last {
				got += f.take(c, home, min(f.left[c], want-got))
			} else {
				got += f.obtain(c, home, want-got, level)
			}
			if got == want {
				return got
			}
			layer[b] &^= cells & -cells
		}
	}
	f.level[home] = spent
	return got
}

// take gives a home some of the need that is left of a cell.
func (f *flow) take(cell, home int32, amount int64) int64 {
	if amount > 0 {
		f.move(cell, -1, home, amount)
	}
	return amount
}

// obtain gets up to want of a cell from the homes that have it and can do with others.
func (f *flow) obtain(cell, home int32, want int64, level int) (got int64) {
	for p := f.first[cell]; p >= 0 && got < want; p = f.parts[p].next {
		f.looked++
		holder, amount := f.parts[p].home, min(f.parts[p].amount, want-got)
		if amount == 0 || f.level[holder] != int32(level)+1 {
			continue
		}
		if amount = f.draw(holder, amount, level+1); amount > 0 {
			f.move(cell, holder, home, amount)
			got += amount
		}
	}
	return got
}

// move takes an amount of a cell's need from one home (-1: from what is left) and gives
// it to another (-1: leaves it).
func (f *flow) move(cell, from, to int32, amount int64) {
	if f.noting {
		f.notes = append(f.notes, change{amount, cell, from, to})
	}
	if from >= 0 {
		f.add(cell, from, -amount)
	} else if f.left[cell] -= amount; f.left[cell] == 0 {
		f.open[cell/64] &^= 1 << (cell % 64)
	}
	if to >= 0 {
		f.add(cell, to, amount)
	} else {
		f.left[cell] += amount
		f.open[cell/64] |= 1 << (cell % 64)
	}
}

// add adds to what a home has of a cell.
func (f *flow) add(cell, home int32, amount int64) {
	empty := int32(-1)
	for p := f.first[cell]; p >= 0; p = f.parts[p].next {
		switch {
		case f.parts[p].amount == 0:
			empty = p
		case f.parts[p].home == home:
			f.parts[p].amount += amount
			return
		}
	}
	if empty >= 0 {
		f.parts[empty].home, f.parts[empty].amount = home, amount
		return
	}
	f.parts = append(f.parts, part{amount: amount, home: home, next: f.first[cell]})
	f.first[cell] = int32(len(f.parts) - 1)
}

// undo takes back all changes since there were so many notes.
func (f *flow) undo(notes int) {
	f.noting = false
	for len(f.notes) > notes {
		c := f.notes[len(f.notes)-1]
		f.notes = f.notes[:len(f.notes)-1]
		f.move(c.cell, c.to, c.from, c.amount)
	}
	f.noting = true
}

// clone is a flow of its own that is the same.
func (f *flow) clone() *flow {
	c := *f
	c.from, c.block, c.mask = slices.Clone(f.from), slices.Clone(f.block), slices.Clone(f.mask)
	c.left, c.free, c.first, c.parts = slices.Clone(f.left), slices.Clone(f.free), slices.Clone(f.first), slices.Clone(f.parts)
	c.open, c.fresh = slices.Clone(f.open), slices.Clone(f.fresh)
	c.level, c.cursor, c.queue = slices.Clone(f.level), slices.Clone(f.cursor), slices.Clone(f.queue)
	c.notes, c.layers = slices.Clone(f.notes), nil
	return &c
}

// narrow leaves out of sight the cells that cannot help a new home. More homes never widen
// what need can come to. The flow must be a maximum.
func (f *flow) narrow() { copy(f.within, f.exposed()) }

// exposed are the cells that need left over can come to, from cell to a home in whose reach
// it is to a cell that this home has: all others together, and the homes that reach one of
// these, are a least cut. The flow must be a maximum.
func (f *flow) exposed() []uint64 {
	homes := len(f.free)
	start := make([]int32, homes+2) // the cells that home h has: held[start[h]:start[h+1]]
	for _, p := range f.parts {
		if p.amount > 0 {
			start[p.home+2]++
		}
	}
	for h := range homes {
		start[h+2] += start[h+1]
	}
	held := make([]int32, start[homes+1])
	for c, p := range f.first {
		for ; p >= 0; p = f.parts[p].next {
			if h := f.parts[p].home; f.parts[p].amount > 0 {
				held[start[h+1]] = int32(c)
				start[h+1]++
			}
		}
	}
	cells := slices.Clone(f.open)
	seen := make([]bool, homes)
	for more := true; more; {
		more = false
		for h := range homes {
			if !seen[h] && f.reachesAny(h, cells) {
				seen[h], more = true, true
				for _, c := range held[start[h]:start[h+1]] {
					cells[c/64] |= 1 << (c % 64)
				}
			}
		}
	}
	return cells
}

func (f *flow) reachesAny(home int, cells []uint64) bool {
	for i := f.from[home]; i < f.from[home+1]; i++ {
		if f.mask[i]&cells[f.block[i]] != 0 {
			return true
		}
	}
	return false
}
