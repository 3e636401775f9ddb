package choice

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// step is a step on the upper hull of a component's picks: so much more cost for so much
// more value, at a falling rate.
type step struct {
	cost, value int64
	stage       int
	from, to    int // the picks; -1 is nothing
}

// steeper says whether a gives more for its cost than b.
func steeper(a, b step) int {
	return -compareProducts(a.value, b.cost, b.value, a.cost)
}

// compareProducts compares a*b with c*d, all at least 0, exactly.
func compareProducts(a, b, c, d int64) int {
	ah, al := bits.Mul64(uint64(a), uint64(b))
	ch, cl := bits.Mul64(uint64(c), uint64(d))
	return cmp.Or(cmp.Compare(ah, ch), cmp.Compare(al, cl))
}

// hull are the steps up from nothing, where a component's picks gain value. Free value is
// a step of no cost.
func hull(picks []pick, stage int) (steps []step) {
	points := []step{{to: -1}}
	order := make([]int, len(picks))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(picks[i].cost, picks[j].cost), cmp.Compare(picks[j].value, picks[i].value))
	})
	for _, i := range order {
		p, last := picks[i], points[len(points)-1]
		if p.value <= last.value {
			continue
		}
		next := step{cost: p.cost, value: p.value, to: i}
		for len(points) > 1 {
			a, b := points[len(points)-2], points[len(points)-1]
			if steeper(between(a, b, stage), between(b, next, stage)) < 0 {
				break
			}
			points = points[:len(points)-1]
		}
		points = append(points, next)
	}
	for i := 1; i < len(points); i++ {
		steps = append(steps, between(points[i-1], points[i], stage))
	}
	return steps
}

func between(a, b step, stage int) step {
	return step{b.cost - a.cost, b.value - a.value, stage, a.to, b.to}
}

// tail is the linear relaxation of the stages from one on: what they can be worth at most,
// for each budget.
type tail struct{ cost, value []int64 } // sums of the steps, the steepest first

// tails are those of every stage, and of nothing after the last.
func tails(stages [][]pick) []tail {
	steps := hulls(stages)
	list := make([]tail, len(stages)+1)
	for k := range list {
		list[k] = newTail(steps, k)
	}
	return list
}

// hulls are the steps of all stages, the steepest first.
func hulls(stages [][]pick) (steps []step) {
	for k, picks := range stages {
		steps = append(steps, hull(picks, k)...)
	}
	slices.SortStableFunc(steps, steeper)
	return steps
}

func newTail(steps []step, from int) tail {
	t := tail{make([]int64, 1, len(steps)+1), make([]int64, 1, len(steps)+1)}
	for _, s := range steps {
		if n := len(t.cost) - 1; s.stage >= from {
			t.cost, t.value = append(t.cost, t.cost[n]+s.cost), append(t.value, t.value[n]+s.value)
		}
	}
	return t
}

// most is what the stages can be worth at most within a budget of at least 0, rounded down.
func (t tail) most(budget int64) int64 {
	n, _ := slices.BinarySearch(t.cost, budget+1)
	if n == len(t.cost) {
		return t.value[n-1]
	}
	high, low := bits.Mul64(uint64(budget-t.cost[n-1]), uint64(t.value[n]-t.value[n-1]))
	part, _ := bits.Div64(high, low, uint64(t.cost[n]-t.cost[n-1]))
	return t.value[n-1] + int64(part)
}

// rate is the value of a pound where the budget runs out, as a step.
func (t tail) rate(budget int64) step {
	n, _ := slices.BinarySearch(t.cost, budget+1)
	if n == len(t.cost) {
		return step{cost: 1}
	}
	return step{cost: t.cost[n] - t.cost[n-1], value: t.value[n] - t.value[n-1]}
}

// regret is how much the best pick of a component's first part at a rate beats its next
// best: how settled it is.
func regret(parts []stage, rate step) float64 {
	best, next := math.Inf(-1), math.Inf(-1)
	for _, p := range parts[0].picks {
		v := float64(p.value) - float64(p.cost)*float64(rate.value)/float64(rate.cost)
		switch {
		case v > best:
			best, next = v, best
		case v > next:
			next = v
		}
	}
	return best - next
}

// grain is the greatest amount that every cost is a multiple of.
func (s *search) grain() (grain int64) {
	for i, is := range s.fixed {
		for c := s.cost[i]; is == free && c != 0; {
			grain, c = c, grain%c
		}
	}
	return grain
}
