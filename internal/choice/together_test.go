package choice

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// covering is need in a few cells, and options with places that reach some of them: bit c
// of reach is cell c. What a set covers is the least cut between cells and options (Ford and
// Fulkerson 1956), gone through one by one.
type covering struct {
	need    []int64
	places  []int64
	reach   []int
	there   []int // homes that are always there, numbered behind the options
	chosen  []int
	covered map[int]int64
	asked   int
}

// cut is the least cut of the homes that are there with those of a set, and its cells.
func (c *covering) cut(chosen []int) (least int64, cells int) {
	least = math.MaxInt64
	for cut := range 1 << len(c.need) {
		var sum int64
		for i, n := range c.need {
			if cut>>i&1 == 1 {
				sum += n
			}
		}
		for _, h := range slices.Concat(c.there, chosen) {
			if c.reach[h]&^cut != 0 {
				sum += c.places[h]
			}
		}
		if sum < least {
			least, cells = sum, cut
		}
	}
	return least, cells
}

func (c *covering) worth(chosen []int) int64 {
	key := 0
	for _, i := range chosen {
		key |= 1 << i
	}
	if c.covered == nil {
		c.covered = map[int]int64{}
	}
	if _, ok := c.covered[key]; !ok {
		with, _ := c.cut(chosen)
		without, _ := c.cut(nil)
		c.covered[key] = with - without
	}
	return c.covered[key]
}

func (c *covering) Add(option int) int64 {
	c.asked++
	before := c.worth(c.chosen)
	c.chosen = append(c.chosen, option)
	return c.worth(c.chosen) - before
}

func (c *covering) Back() { c.chosen = c.chosen[:len(c.chosen)-1] }

func (c *covering) Work() int { return 1000 * c.asked }

func (c *covering) Bound(most []int64) (rest int64, each []int64) {
	c.asked++
	chosen, places := []int{}, slices.Clone(c.places)
	for i, amount := range most {
		chosen = append(chosen, i)
		if !slices.Contains(c.chosen, i) {
			c.places[i] = min(amount, places[i])
		}
	}
	_, cells := c.cut(chosen)
	c.places = places
	without, _ := c.cut(nil)
	rest = -without
	for i, n := range c.need {
		rest += n * int64(cells>>i&1)
	}
	for _, h := range c.there {
		if c.reach[h]&^cells != 0 {
			rest += c.places[h]
		}
	}
	each = make([]int64, len(most))
	for i := range each {
		if c.reach[i]&^cells != 0 {
			each[i] = c.places[i]
		}
	}
	return rest, each
}

func anyCovering(r *rand.Rand, options int) *covering {
	c := &covering{}
	cells := 1 + r.IntN(6)
	most := 1 + r.Int64N(20)
	for range cells {
		c.need = append(c.need, r.Int64N(most))
	}
	there := r.IntN(4)
	for h := range options + there {
		c.places, c.reach = append(c.places, r.Int64N(1+most)), append(c.reach, r.IntN(1<<cells))
		if h >= options {
			c.there = append(c.there, h)
		}
	}
	return c
}

func TestBestTogetherAgainstEverySet(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 9))
	infeasible, equal, less := 0, 0, 0
	for i := range 3000 {
		n := 1 + r.IntN(8) + i%1000/990*6
		p, c := anyProblem(r, n), anyCovering(r, n)
		at := map[string]int{}
		for i, o := range p.Options {
			at[o.ID] = i
		}
		numbers := func(chosen []string) (list []int) {
			for _, id := range chosen {
				list = append(list, at[id])
			}
			return list
		}
		want, value, cost, alike := byWorth(p, func(chosen []string) int64 { return c.worth(numbers(chosen)) })
		got := BestTogether(context.Background(), p, c, math.MaxInt)
		if len(c.chosen) > 0 {
			t.Fatalf("case %d: options were left added", i)
		}
		if want == nil {
			if infeasible++; got.Status != Infeasible {
				t.Fatalf("case %d: %+v, but no set keeps the rules\n%+v", i, got, p)
			}
			continue
		}
		if alike > 1 {
			equal++
		}
		sum := int64(0)
		for _, i := range numbers(want) {
			sum += c.worth([]int{i})
		}
		if sum > value {
			less++
		}
		if got.Status != Optimal || !slices.Equal(got.Chosen, want) || got.Value != value || got.Bound != value || got.Cost != cost || got.EqualBest != (alike > 1) {
			t.Fatalf("case %d: %+v, want %v worth %d for %d, %d alike\n%+v\n%+v", i, got, want, value, cost, alike, p, c)
		}
		for _, effort := range []int{0, 30_000, 100_000} {
			a := BestTogether(context.Background(), p, c, effort)
			if a.Status == Optimal && (a.Value != value || !slices.Equal(a.Chosen, want)) || a.Bound < value || a.Status == Infeasible ||
				len(a.Chosen) > 0 && (!p.Keeps(a.Chosen) || c.worth(numbers(a.Chosen)) != a.Value) {
				t.Fatalf("case %d: stopped after %d looks with %+v, the best is worth %d", i, effort, a, value)
			}
		}
	}
	t.Logf("of 3000 problems %d have no answer, %d more than one best; in %d the best set is worth less than its options", infeasible, equal, less)
	if infeasible < 150 || equal < 150 || less < 150 {
		t.Error("too few to tell")
	}
}
