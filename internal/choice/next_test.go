package choice

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// everySet is every set that keeps the rules, in their order.
func everySet(p Problem, worth func(chosen []string) int64) (list []Answer) {
	ids := []string{}
	cost := map[string]int64{}
	for _, o := range p.Options {
		ids = append(ids, o.ID)
		cost[o.ID] = o.Cost
	}
	slices.Sort(ids)
	for bits := range 1 << len(ids) {
		a := Answer{Chosen: []string{}}
		for i, id := range ids {
			if bits>>i&1 == 1 {
				a.Chosen, a.Cost = append(a.Chosen, id), a.Cost+cost[id]
			}
		}
		if p.Keeps(a.Chosen) {
			a.Value = worth(a.Chosen)
			list = append(list, a)
		}
	}
	slices.SortFunc(list, Answer.order)
	return list
}

// problemsWithWorth are small problems with their solvers: of values that add up, and of
// need that is covered.
func problemsWithWorth(r *rand.Rand, i int) (p Problem, worth func([]string) int64, solve Solver) {
	n := 1 + r.IntN(8)
	p = anyProblem(r, n)
	at := map[string]int{}
	for i, o := range p.Options {
		at[o.ID] = i
	}
	if i%3 > 0 {
		return p, func(chosen []string) (sum int64) {
			for _, id := range chosen {
				sum += p.Options[at[id]].Value
			}
			return sum
		}, func(p Problem) Answer { return Best(p, Effort) }
	}
	c := anyCovering(r, n)
	return p, func(chosen []string) int64 {
			var list []int
			for _, id := range chosen {
				list = append(list, at[id])
			}
			return c.worth(list)
		}, func(p Problem) Answer {
			return BestTogether(context.Background(), p, c, math.MaxInt)
		}
}

func TestNextBestAgainstEverySet(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 7))
	most := 0
	for i := range 1200 {
		p, worth, solve := problemsWithWorth(r, i)
		want := everySet(p, worth)
		got, proven := NextBest(p, solve(p), 6, solve)
		if len(want) > 0 {
			want = want[1:min(7, len(want))]
		}
		same := func(a, b Answer) bool {
			return a.Value == b.Value && a.Cost == b.Cost && slices.Equal(a.Chosen, b.Chosen)
		}
		if !proven || !slices.EqualFunc(got, want, same) {
			t.Fatalf("case %d: proven %v\n%+v, want\n%+v\n%+v", i, proven, got, want, p)
		}
		most = max(most, len(got))
	}
	if most < 6 {
		t.Error("too few to tell")
	}
}

func TestFrontierAgainstEverySet(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 8))
	most := 0
	for i := range 1200 {
		p, worth, solve := problemsWithWorth(r, i)
		all := everySet(p, worth)
		list, whole := Frontier(p, math.MaxInt, solve)
		most = max(most, len(list))
		for budget := int64(0); budget <= p.Budget; budget++ {
			at := slices.IndexFunc(all, func(a Answer) bool { return a.Cost <= budget }) // the best first
			n := -1
			for k, a := range list {
				if a.Cost <= budget {
					n = k
				}
			}
			if !whole || at < 0 != (n < 0) || at >= 0 && (list[n].Value != all[at].Value || list[n].Cost != all[at].Cost || !slices.Equal(list[n].Chosen, all[at].Chosen)) {
				t.Fatalf("case %d: with %d of %d it has %+v, want %+v\n%+v", i, budget, p.Budget, list, all, p)
			}
		}
		if few, whole := Frontier(p, 2, solve); len(list) > 2 && (whole || len(few) != 2 || few[1].Value != list[len(list)-1].Value) {
			t.Fatalf("case %d: two of %d: %+v", i, len(list), few)
		}
	}
	if most < 8 {
		t.Error("too few to tell")
	}
}

func BenchmarkChoice(b *testing.B) {
	solve := func(p Problem) Answer { return Best(p, Effort) }
	for _, kind := range kinds {
		for _, pledged := range []bool{false, true} {
			p := largeProblem(rand.New(rand.NewPCG(7, 7)), kind, 40, pledged, false)
			best := solve(p)
			name := fmt.Sprintf("of 40 options, %s, pledges %v", kind, pledged)
			b.Run("five next best "+name, func(b *testing.B) {
				for b.Loop() {
					NextBest(p, best, 5, solve)
				}
			})
			b.Run("frontier "+name, func(b *testing.B) {
				n := 0
				for b.Loop() {
					list, _ := Frontier(p, 1000, solve)
					n = len(list)
				}
				b.ReportMetric(float64(n), "points")
			})
			b.Run("left out "+name, func(b *testing.B) {
				for b.Loop() {
					LeftOut(b.Context(), p, best, nil, byEffort)
				}
			})
		}
	}
}
