package choice

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// byDefinition goes through every set.
func byDefinition(p Problem) (best []string, value, cost int64, alike int) {
	of := map[string]int64{}
	for _, o := range p.Options {
		of[o.ID] = o.Value
	}
	return byWorth(p, func(chosen []string) (sum int64) {
		for _, id := range chosen {
			sum += of[id]
		}
		return sum
	})
}

// byWorth goes through every set, where worth says what one is worth.
func byWorth(p Problem, worth func(chosen []string) int64) (best []string, value, cost int64, alike int) {
	ids := make([]string, len(p.Options))
	for i, o := range p.Options {
		ids[i] = o.ID
	}
	slices.Sort(ids)
	of := map[string]Option{}
	for _, o := range p.Options {
		of[o.ID] = o
	}
	best = nil
	for bits := range 1 << len(ids) {
		chosen := []string{}
		var c int64
		for i, id := range ids {
			if bits>>i&1 == 1 {
				chosen, c = append(chosen, id), c+of[id].Cost
			}
		}
		if !p.Keeps(chosen) {
			continue
		}
		v := worth(chosen)
		if best == nil || v > value {
			best, value, cost, alike = chosen, v, c, 1
			continue
		}
		if v == value {
			alike++
			if cmp.Or(cmp.Compare(c, cost), slices.Compare(chosen, best)) < 0 {
				best, cost = chosen, c
			}
		}
	}
	return best, value, cost, alike
}

// anyProblem is a small problem with rules of every kind.
func anyProblem(r *rand.Rand, n int) Problem {
	p := Problem{HubMinimum: map[string]int{}}
	id := func(i int) string { return fmt.Sprintf("o%d", i) } // o10 comes before o2
	sparse, most := 1+r.IntN(8), int64(1+r.IntN(40))
	var sum int64
	for i := range n {
		o := Option{ID: id(i), Hub: []string{"", "north", "south", "east"}[r.IntN(4)], Cost: r.Int64N(most), Places: r.Int64N(7), Value: r.Int64N(most)}
		if r.IntN(10) == 0 {
			o.Value -= 3
		}
		for range r.IntN(3) {
			if r.IntN(sparse) == 0 {
				if s := fmt.Sprint("s", r.IntN(n)); !slices.Contains(o.Sites, s) {
					o.Sites = append(o.Sites, s)
				}
			}
		}
		for range r.IntN(3) {
			if j := r.IntN(n); j != i && r.IntN(sparse) == 0 {
				o.Needs = append(o.Needs, id(j))
			}
			if j := r.IntN(n); j != i && r.IntN(sparse) == 0 {
				o.Excludes = append(o.Excludes, id(j))
			}
		}
		o.Match = map[string]int64{}
		for range r.IntN(3) {
			o.Match[fmt.Sprint("a", r.IntN(4))] = r.Int64N(9)
		}
		sum += o.Cost
		p.Options = append(p.Options, o)
	}
	p.Budget = r.Int64N(sum + 2)
	if r.IntN(2) == 0 {
		p.Pledges = map[string]int64{"a0": r.Int64N(30), "a1": r.Int64N(30), "a2": r.Int64N(30)}
	}
	for _, hub := range []string{"north", "south"} {
		if r.IntN(3) == 0 {
			p.HubMinimum[hub] = r.IntN(3)
		}
	}
	if r.IntN(3) == 0 {
		p.MinPlaces = r.Int64N(15)
	}
	for i := range n {
		if r.IntN(12) == 0 {
			p.In = append(p.In, id(i))
		} else if r.IntN(12) == 0 {
			p.Out = append(p.Out, id(i))
		}
	}
	return p
}

func TestBestAgainstEverySet(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	infeasible, equal := 0, 0
	for i := range 6000 {
		p := anyProblem(r, 1+r.IntN(9)+i%1000/998*8)
		if faults := p.Faults(); len(faults) > 0 {
			t.Fatal(faults)
		}
		want, value, cost, alike := byDefinition(p)
		got := Best(p, Effort)
		if want == nil {
			if infeasible++; got.Status != Infeasible {
				t.Fatalf("case %d: %+v, but no set keeps the rules\n%+v", i, got, p)
			}
			continue
		}
		if alike > 1 {
			equal++
		}
		if got.Status != Optimal || !slices.Equal(got.Chosen, want) || got.Value != value || got.Bound != value || got.Cost != cost || got.EqualBest != (alike > 1) {
			t.Fatalf("case %d: %+v, want %v worth %d for %d, %d alike\n%+v", i, got, want, value, cost, alike, p)
		}
	}
	t.Logf("of 6000 problems %d have no answer, %d more than one best", infeasible, equal)
	if infeasible < 300 || equal < 300 {
		t.Error("too few to tell")
	}
}
