package schedule

import (
	"math"
	"slices"
	"testing"

	"homeground/internal/values"
)

// In the long run worlds open an option as its runs do, and cost what PERT says: the mean
// is (low + 4 likely + high) / 6.
func TestWorlds(t *testing.T) {
	n, err := NewNetwork([]Stage{{Code: "design", Optimistic: 8, Likely: 13, Pessimistic: 26, Chance: 1}, {Code: "works", Optimistic: 10, Likely: 24, Pessimistic: 34, Chance: 1, Follows: []Link{{Code: "design"}}}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := n.Simulate("O-1", 7, 10_000, values.NewDate(2026, 1, 5))
	if err != nil {
		t.Fatal(err)
	}
	const worlds = 20_000
	days := r.Openings("O-1", worlds)
	for _, p := range []struct {
		share float64
		day   values.Date
	}{{0.1, r.P10}, {0.5, r.P50}, {0.8, r.P80}, {0.9, r.P90}} {
		open := 0
		for _, d := range days {
			if !d.After(p.day) {
				open++
			}
		}
		if got, want := float64(open)/worlds, r.Chance(p.day); math.Abs(got-want) > 0.015 {
			t.Errorf("%.3f of the worlds are open by %s, want %.3f", got, p.day, want)
		}
	}
	costs, err := Costs("O-1", 7, 80_000, 100_000, 180_000, worlds)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, c := range costs {
		sum += float64(c)
	}
	if mean := sum / worlds; math.Abs(mean-110_000) > 400 || slices.Min(costs) < 80_000 || slices.Max(costs) > 180_000 {
		t.Errorf("costs from %d to %d, in the mean %.0f", slices.Min(costs), slices.Max(costs), mean)
	}
	if again, _ := Costs("O-1", 7, 80_000, 100_000, 180_000, 100); !slices.Equal(again, costs[:100]) || !slices.Equal(r.Openings("O-1", 100), days[:100]) {
		t.Error("a world differs by how many there are")
	}
	if other, _ := Costs("O-2", 7, 80_000, 100_000, 180_000, 100); slices.Equal(other, costs[:100]) {
		t.Error("two options cost the same in every world")
	}
	if same, _ := Costs("O-1", 7, 5, 5, 5, 3); !slices.Equal(same, []int64{5, 5, 5}) {
		t.Errorf("a certain cost is drawn as %v", same)
	}
	if _, err := Costs("O-1", 7, 6, 5, 5, 3); err == nil {
		t.Error("a low cost above the likely one is drawn")
	}
}
