package demand

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"homeground/internal/choice"
)

// The gains of a network obey what the search builds on, and the best set of every small
// problem gains what the network says, no other more.
func TestGains(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 2))
	below := 0
	for i := range 600 {
		cells, homes, metres := smallCase(r)
		n := NewNetwork(cells, homes[:3], metres)
		n.Gain(homes[3:]...) // as others may have asked before
		before := n.ByCell()
		var options [][]PlacesAt
		p := choice.Problem{Budget: r.Int64N(20)}
		for o := range 1 + r.IntN(7) {
			var places []PlacesAt
			for range r.IntN(3) {
				places = append(places, PlacesAt{float64(r.IntN(9)), float64(r.IntN(5)), int64(r.IntN(30))})
			}
			options = append(options, places)
			p.Options = append(p.Options, choice.Option{ID: fmt.Sprint(o), Cost: r.Int64N(9)})
		}
		g := NewGains(n, options)
		a := choice.BestTogether(context.Background(), p, g, math.MaxInt)
		best := int64(-1)
		for set := range 1 << len(options) {
			cost, homes, shares := int64(0), []PlacesAt{}, make([]float64, len(options))
			for o := range options {
				if set>>o&1 == 1 {
					cost, homes, shares[o] = cost+p.Options[o].Cost, append(homes, options[o]...), 1
				}
			}
			gain, whole, most := n.Gain(homes...), i%2 == 0, make([]int64, len(options))
			for o := range shares {
				if !whole {
					shares[o] *= r.Float64()
				}
			}
			for o, share := range shares {
				for _, home := range options[o] {
					most[o] += int64(share * float64(home.Places))
				}
				if share == 1 && i%3 == 0 {
					g.Add(o)
				}
			}
			rest, each := g.Bound(most)
			for len(g.added) > 0 {
				g.Back()
			}
			for other := range 1 << len(options) {
				sum, homes := rest, []PlacesAt{}
				for o := range options {
					if other>>o&1 == 1 {
						sum, homes = sum+each[o], append(homes, options[o]...)
					}
				}
				worth := n.Gain(homes...)
				if sum < worth || whole && other == set && sum != gain {
					t.Fatalf("case %d: the bound of %b says %d of %b, which gains %d", i, set, sum, other, worth)
				}
				if sum > worth {
					below++
				}
			}
			if cost <= p.Budget {
				best = max(best, gain)
			}
		}
		if a.Status != choice.Optimal || a.Value != best {
			t.Fatalf("case %d: %+v, want %d", i, a, best)
		}
		if !slices.Equal(n.ByCell(), before) {
			t.Fatalf("case %d: the network was changed", i)
		}
	}
	if below < 1000 {
		t.Errorf("only %d bounds say more than is so: too few to tell", below)
	}
}

// choosing is a region as large as the South East: 5,600 small areas, 430 homes and 40
// options with costs, match and rules; need from scarce to plenty.
func choosing(seed uint64, plenty, metres float64, there int) (choice.Problem, *Gains) {
	r := rand.New(rand.NewPCG(seed, 5))
	var cells []NeedAt
	for _, p := range allEngland() {
		if p.X > 430000 && p.Y > 80000 && p.Y < 250000 {
			cells = append(cells, NeedAt{p.X, p.Y, int64(p.Count * plenty * 0.06e7)})
		}
	}
	homes := homesAmong(cells, there, r)
	n := NewNetwork(cells, homes, metres)
	p := choice.Problem{Budget: 500_000_000, HubMinimum: map[string]int{"north": 1, "south": 1}, Pledges: map[string]int64{}}
	var options [][]PlacesAt
	for i, at := range homesAmong(cells, 40, r) {
		places := 2 + r.Int64N(5)
		options = append(options, []PlacesAt{{at.X, at.Y, places * 1e7}})
		o := choice.Option{ID: fmt.Sprintf("O-%02d", i), Hub: "south", Places: places, Cost: (10+r.Int64N(30))*1_000_000*places + 10_000_000*r.Int64N(9)}
		if at.Y > 165000 {
			o.Hub = "north"
		}
		if i%5 == 4 {
			o.Sites = []string{fmt.Sprint("site", i-1)}
			options[i] = []PlacesAt{{options[i-1][0].X, options[i-1][0].Y, places * 1e7}}
		} else {
			o.Sites = []string{fmt.Sprint("site", i)}
		}
		if i%9 == 8 {
			o.Needs = []string{fmt.Sprintf("O-%02d", i-2)}
		}
		authority := fmt.Sprint("A", i%8)
		o.Match, p.Pledges[authority] = map[string]int64{authority: r.Int64N(20) * 1_000_000}, 30_000_000
		p.Options = append(p.Options, o)
	}
	return p, NewGains(n, options)
}

func BenchmarkBestTogether(b *testing.B) {
	for _, c := range []struct {
		plenty, metres float64
		homes          int
		budget         int64
	}{{1.4, TwentyMiles, 430, 5}, {1.7, TwentyMiles, 430, 5}, {2, TwentyMiles, 430, 12}, {0.5, TwentyMiles, 60, 5}, {0.5, TwentyMiles, 100, 12}, {0.2, 15000, 60, 5}, {0.4, 15000, 60, 12}, {0.2, 10000, 30, 5}, {0.2, 10000, 30, 12}, {0.1, 15000, 30, 12}, {0.1, TwentyMiles, 20, 12}} {
		for seed := range uint64(4) {
			p, g := choosing(seed, c.plenty, c.metres, c.homes)
			p.Budget = c.budget * 100_000_000
			b.Run(fmt.Sprintf("40 options, need x %g, %.0f m, %d homes, GBP %dm, region %d", c.plenty, c.metres, c.homes, c.budget, seed), func(b *testing.B) {
				var a choice.Answer
				for b.Loop() {
					a = choice.BestTogether(context.Background(), p, g, choice.TogetherEffort)
				}
				b.ReportMetric(float64(a.Value)/1e7, "children")
				b.ReportMetric(float64(len(a.Chosen)), "chosen")
				b.ReportMetric(100*float64(a.Bound-a.Value)/float64(a.Value), "%gap")
				b.ReportMetric(map[string]float64{choice.Stopped: 1}[a.Status], "stopped")
			})
		}
	}
}
