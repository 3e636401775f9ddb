package appraisal

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"homeground/demand"
	"homeground/internal/choice"
	"homeground/internal/values"
)

// In how many worlds each option is chosen equals what trying every set of every world gives.
func TestRobustness(t *testing.T) {
	day := values.NewDate(2028, 9, 30)
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 6))
		const worlds = 40
		n := 2 + rng.IntN(6)
		network, places := smallRegion(rng, n)
		for _, objective := range []string{"places", "in_time", "score", "covered"} {
			b := BestSet{Objective: objective}
			if objective == "covered" {
				b.gains = func() choice.Gains { return demand.NewGains(network, places) }
			}
			b.ranking.Programme.OpenBy = day
			b.ranking.Criteria = []Criterion{{Code: "places", Worst: 0, Best: 8, Weight: 6000}, {Code: "time_to_open", Worst: 200, Best: 20, Weight: 4000}}
			b.problem.Budget = rng.Int64N(600) * 1000
			draws := make([]drawn, n)
			for i := range n {
				likely := 100_000 + rng.Int64N(100)*1000
				o := Option{ID: int64(i + 1), OptionRef: fmt.Sprintf("O-%d", i), Places: 1 + rng.IntN(6), CostLikelyPence: likely, GrantPence: likely / 2, StartsOn: day.AddDays(-400)}
				b.options = append(b.options, o)
				b.problem.Options = append(b.problem.Options, choice.Option{ID: o.OptionRef, Cost: o.GrantPence, Places: int64(o.Places), Value: value(objective, o, 0.5)})
				for range worlds {
					draws[i].openings = append(draws[i].openings, day.AddDays(rng.IntN(200)-100))
					draws[i].costs = append(draws[i].costs, likely/2+rng.Int64N(likely))
				}
			}
			got, err := b.inWorlds(context.Background(), draws, worlds)
			if err != nil || got.Worlds != worlds || got.Unproven+got.Infeasible != 0 {
				t.Fatalf("%+v, %v", got, err)
			}
			want := map[int64]int{}
			for w := range worlds {
				for _, i := range bestOfWorld(t, b, draws, w) {
					want[b.options[i].ID]++
				}
			}
			for _, o := range got.Options {
				if times := int(math.Round(o.Share * worlds)); times != want[o.ID] {
					t.Errorf("seed %d, %s: option %d in %d worlds, want %d", seed, objective, o.ID, times, want[o.ID])
				}
				if se := math.Sqrt(o.Share * (1 - o.Share) / worlds); o.StandardError != se {
					t.Errorf("standard error %v, want %v", o.StandardError, se)
				}
			}
		}
	}
}

// smallRegion is some cells in a row with a home, and a home of each option, that reach a few.
func smallRegion(rng *rand.Rand, options int) (*demand.Network, [][]demand.PlacesAt) {
	at := func() float64 { return float64(rng.IntN(10)) }
	var cells []demand.NeedAt
	for x := range 10 {
		cells = append(cells, demand.NeedAt{X: float64(x), Need: rng.Int64N(4)})
	}
	places := make([][]demand.PlacesAt, options)
	for i := range places {
		places[i] = []demand.PlacesAt{{X: at(), Places: 1 + rng.Int64N(6)}}
	}
	return demand.NewNetwork(cells, []demand.PlacesAt{{X: at(), Places: 3}}, 1.5), places
}

// bestOfWorld tries every set: the most value, then the least grant, then the first ids.
func bestOfWorld(t *testing.T, b BestSet, draws []drawn, w int) (best []int) {
	t.Helper()
	bestValue, bestCost := int64(-1), int64(0)
	for set := range 1 << len(b.options) {
		var worth, cost int64
		var gains choice.Gains
		if b.gains != nil {
			gains = b.gains()
		}
		var chosen []int
		for i, o := range b.options {
			if set>>i&1 == 0 {
				continue
			}
			chosen = append(chosen, i)
			cost += int64(math.Ceil(float64(o.GrantPence) * (float64(draws[i].costs[w]) / float64(o.CostLikelyPence))))
			opens := draws[i].openings[w]
			switch b.Objective {
			case "covered":
				worth += gains.Add(i)
			case "places":
				worth += int64(o.Places)
			case "in_time":
				if !opens.After(b.ranking.Programme.OpenBy) {
					worth += int64(o.Places) * Runs
				}
			case "score":
				o.Opening.P80 = opens
				_, score, err := Score(o.measures(), b.ranking.Criteria)
				if err != nil {
					t.Fatal(err)
				}
				worth += millionths(score)
			}
		}
		if cost > b.problem.Budget {
			continue
		}
		if worth > bestValue || worth == bestValue && (cost < bestCost || cost == bestCost && earlier(chosen, best)) {
			best, bestValue, bestCost = chosen, worth, cost
		}
	}
	return best
}

func earlier(a, b []int) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return len(a) < len(b)
}
