package demand

import (
	"math"
	"math/bits"
	"slices"
)

// leafSize is how many spots the lowest boxes of a tree hold at most: measured on all
// England, 16 is best and 8 to 32 are nearly as good.
const leafSize = 16

// spot is one cell's centre, with the value that is summed around it.
type spot struct {
	x, y, value float64
	index       int    // its place in the input
	key         uint64 // its place along the curve
}

// box is the rectangle round a run of spots, and the sum of their values.
type box struct {
	xmin, xmax, ymin, ymax float64
	sum                    float64
	from, to               int32 // the run: spots[from:to]
	right                  int32 // the second half's box; the first half's is the next one; 0 for a leaf
}

// tree finds what lies within a distance. Spots are laid along a Z-curve and halved
// again and again; a box wholly within the distance is taken as its sum, so cells
// crowded together cost no more than cells apart, and no list of neighbours is
// ever made.
type tree struct {
	spots []spot
	boxes []box
}

func newTree(spots []spot) *tree {
	t := &tree{spots: spots, boxes: make([]box, 0, 2*len(spots)/leafSize+2)}
	if len(spots) > 0 {
		layAlongCurve(spots)
		t.build(0, len(spots))
	}
	return t
}

func (t *tree) build(from, to int) int32 {
	at := int32(len(t.boxes))
	t.boxes = append(t.boxes, box{from: int32(from), to: int32(to)})
	b := box{xmin: math.Inf(1), xmax: math.Inf(-1), ymin: math.Inf(1), ymax: math.Inf(-1), from: int32(from), to: int32(to)}
	if to-from <= leafSize {
		for _, s := range t.spots[from:to] {
			b.xmin, b.xmax = min(b.xmin, s.x), max(b.xmax, s.x)
			b.ymin, b.ymax = min(b.ymin, s.y), max(b.ymax, s.y)
			b.sum += s.value
		}
	} else {
		middle := (from + to) / 2
		l := t.boxes[t.build(from, middle)]
		b.right = t.build(middle, to)
		r := t.boxes[b.right]
		b.xmin, b.xmax = min(l.xmin, r.xmin), max(l.xmax, r.xmax)
		b.ymin, b.ymax = min(l.ymin, r.ymin), max(l.ymax, r.ymax)
		b.sum = l.sum + r.sum
	}
	t.boxes[at] = b
	return at
}

// around is, for each spot in the tree's order, how many spots lie at most a distance
// from it whose square is limit (see squareOf), itself among them, and the sum of
// their values. The spots of one leaf look together.
//
// Rounding never decides differently for a box than for the spots in it: taking a
// difference, squaring and adding all keep order.
func (t *tree) around(limit float64) (counts []int, sums []float64) {
	counts, sums = make([]int, len(t.spots)), make([]float64, len(t.spots))
	for i := range t.boxes {
		if leaf := &t.boxes[i]; leaf.right == 0 {
			t.look(leaf, limit, counts[leaf.from:leaf.to], sums[leaf.from:leaf.to])
		}
	}
	return counts, sums
}

// look adds to counts and sums what lies round the spots of one leaf.
func (t *tree) look(leaf *box, limit float64, counts []int, sums []float64) {
	var stack [64]int32 // deeper than a tree of 2^32 spots
	from := t.spots[leaf.from:leaf.to]
	shared, sum := 0, 0.0 // of boxes wholly within the distance of them all
	for top := 1; top > 0; {
		top--
		b := &t.boxes[stack[top]]
		if square(max(b.xmin-leaf.xmax, 0, leaf.xmin-b.xmax), max(b.ymin-leaf.ymax, 0, leaf.ymin-b.ymax)) > limit {
			continue
		}
		if square(max(b.xmax-leaf.xmin, leaf.xmax-b.xmin), max(b.ymax-leaf.ymin, leaf.ymax-b.ymin)) <= limit {
			shared += int(b.to - b.from)
			sum += b.sum
			continue
		}
		if b.right != 0 {
			stack[top], stack[top+1] = b.right, stack[top]+1
			top += 2
			continue
		}
		to := t.spots[b.from:b.to]
		for i := range from {
			x, y := from[i].x, from[i].y
			for j := range to {
				if square(to[j].x-x, to[j].y-y) <= limit {
					counts[i]++
					sums[i] += to[j].value
				}
			}
		}
	}
	for i := range counts {
		counts[i] += shared
		sums[i] += sum
	}
}

// within tells of the spots whose square from a point is at most the limit, in runs, in
// the tree's order.
func (t *tree) within(x, y, limit float64, tell func(from, to int32)) {
	if len(t.boxes) == 0 {
		return
	}
	var stack [64]int32 // deeper than a tree of 2^32 spots
	for top := 1; top > 0; {
		top--
		b := &t.boxes[stack[top]]
		near, far := b.squares(x, y)
		if near > limit {
			continue
		}
		if far <= limit {
			tell(b.from, b.to)
			continue
		}
		if b.right != 0 {
			stack[top], stack[top+1] = b.right, stack[top]+1
			top += 2
			continue
		}
		for i := b.from; i < b.to; i++ {
			if square(t.spots[i].x-x, t.spots[i].y-y) <= limit {
				tell(i, i+1)
			}
		}
	}
}

// sumWithin is the sum of the values whose square from a point is at most the limit.
func (t *tree) sumWithin(x, y, limit float64) (sum float64) {
	if len(t.boxes) == 0 {
		return 0
	}
	var stack [64]int32 // deeper than a tree of 2^32 spots
	for top := 1; top > 0; {
		top--
		b := &t.boxes[stack[top]]
		switch near, far := b.squares(x, y); {
		case near > limit:
		case far <= limit:
			sum += b.sum
		case b.right != 0:
			stack[top], stack[top+1] = b.right, stack[top]+1
			top += 2
		default:
			for i := b.from; i < b.to; i++ {
				if square(t.spots[i].x-x, t.spots[i].y-y) <= limit {
					sum += t.spots[i].value
				}
			}
		}
	}
	return sum
}

// squares are the least and the greatest square from a point that a spot in the box may
// have.
func (b *box) squares(x, y float64) (near, far float64) {
	return square(max(b.xmin-x, 0, x-b.xmax), max(b.ymin-y, 0, y-b.ymax)), square(max(b.xmax-x, x-b.xmin), max(b.ymax-y, y-b.ymin))
}

// square is the squared length of (dx, dy). The conversions forbid a fused
// multiply-add, which would give other machines other neighbours.
func square(dx, dy float64) float64 { return float64(dx*dx) + float64(dy*dy) }

// squareOf is the largest square whose root, correctly rounded, is at most the
// distance: comparing with it is the same as comparing distances, without a root a
// pair. For whole metres up to 40,000 km between whole coordinates that is exact;
// and a distance typed as the rounded root of 2,000,000 includes the diagonal of a
// kilometre square, which comparing with its square would miss.
//
// Below 0, and of what is no number, nothing is in reach: the square is -1, below every
// other.
func squareOf(distance float64) float64 {
	if !(distance >= 0) {
		return -1
	}
	limit := distance * distance
	for math.Sqrt(limit) > distance {
		limit = math.Nextafter(limit, 0)
	}
	for next := math.Nextafter(limit, math.Inf(1)); next > limit && math.Sqrt(next) <= distance; next = math.Nextafter(limit, math.Inf(1)) {
		limit = next
	}
	return limit
}

// layAlongCurve sorts spots along a Z-curve, by place in the input where they are
// as good as together, so that runs of them lie close.
func layAlongCurve(spots []spot) {
	first := spots[0]
	xmin, xmax, ymin, ymax := first.x, first.x, first.y, first.y
	for _, s := range spots {
		xmin, xmax = min(xmin, s.x), max(xmax, s.x)
		ymin, ymax = min(ymin, s.y), max(ymax, s.y)
	}
	for i := range spots {
		spots[i].key = spread(step(spots[i].x, xmin, xmax)) | spread(step(spots[i].y, ymin, ymax))<<1
	}
	slices.SortFunc(spots, func(a, b spot) int {
		switch {
		case a.key < b.key:
			return -1
		case a.key > b.key:
			return 1
		}
		return a.index - b.index
	})
}

// step is v's place between low and high in 2^31 steps. Halving first keeps the
// largest numbers from overflowing.
func step(v, low, high float64) uint32 {
	if low == high {
		return 0
	}
	return uint32((v/2 - low/2) / (high/2 - low/2) * (1<<31 - 1))
}

// spread puts a zero bit before each bit of v.
func spread(v uint32) uint64 {
	var out uint64
	for v != 0 {
		bit := bits.TrailingZeros32(v)
		out |= 1 << (2 * bit)
		v &= v - 1
	}
	return out
}
