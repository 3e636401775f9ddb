package schedule

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"homeground/internal/values"
)

var monday = values.NewDate(2027, 1, 4)

func simulated(t testing.TB, n *Network, from values.Date, runs int) *Result {
	t.Helper()
	r, err := n.Simulate("O-1", 7, runs, from)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func asOf(t testing.TB, n *Network, today values.Date, reached map[string]values.Date) (*Network, values.Date) {
	t.Helper()
	m, from, err := n.From(monday, today, reached)
	if err != nil {
		t.Fatal(err)
	}
	return m, from
}

// randomNetwork is a made one, each stage with a milestone of its own.
func randomNetwork(t testing.TB, rng *rand.Rand) (*Network, []Stage) {
	t.Helper()
	var stages []Stage
	for i := range 1 + rng.IntN(7) {
		low := float64(rng.IntN(20))
		likely := low + float64(rng.IntN(20))
		s := Stage{Code: fmt.Sprint("s", i), Milestone: fmt.Sprint("M", i), Optimistic: low, Likely: likely, Pessimistic: likely + float64(rng.IntN(30)), Chance: 1}
		if rng.IntN(4) == 0 {
			s.Chance = 0.5
		}
		for j := range i {
			if rng.IntN(3) == 0 {
				s.Follows = append(s.Follows, Link{Code: fmt.Sprint("s", j), LagWeeks: float64(rng.IntN(7) - 2)})
			}
		}
		stages = append(stages, s)
	}
	n, err := NewNetwork(stages)
	if err != nil {
		t.Fatal(err)
	}
	return n, stages
}

// Before anything has begun it is the plan, to the last digit.
func TestFromTheStartIsThePlan(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		n, _ := randomNetwork(t, rng)
		m, from := asOf(t, n, monday.AddDays(-rng.IntN(3)), nil)
		a, b := simulated(t, n, monday, 500), simulated(t, m, from, 500)
		a.network, b.network = nil, nil
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("%+v, want %+v", b, a)
		}
	}
}

// What may come is what comes of those runs of the plan that agree with what has come: every
// run of many whose first stage ends on the day it did, and whose others had not ended.
func TestFromAgreesWithTheRunsThatAgree(t *testing.T) {
	stages := []Stage{
		{Code: "a", Milestone: "M1", Optimistic: 2, Likely: 4, Pessimistic: 9, Chance: 1},
		{Code: "b", Milestone: "M2", Optimistic: 4, Likely: 8, Pessimistic: 30, Chance: 1, Follows: []Link{{Code: "a"}}},
		{Code: "c", Milestone: "M3", Optimistic: 1, Likely: 10, Pessimistic: 20, Chance: 1, Follows: []Link{{Code: "a", LagWeeks: 2}}},
		{Code: "d", Milestone: "M4", Optimistic: 5, Likely: 6, Pessimistic: 8, Chance: 1, Follows: []Link{{Code: "b"}, {Code: "c"}}},
	}
	n, err := NewNetwork(stages)
	if err != nil {
		t.Fatal(err)
	}
	reached := map[string]values.Date{"M1": monday.AddDays(37)}
	today := monday.AddDays(37 + 80)
	m, from := asOf(t, n, today, reached)
	const runs = 200_000
	got := simulated(t, m, from, runs)

	// The same by leaving out: b and c drawn afresh until they are long enough.
	w := n.prepare("O-1", 99)
	var kept, opened []float64
	for run := range runs {
		b, c, d := w.length(1, run), w.length(2, run), w.length(3, run)
		if b <= 80*day || c+14*day <= 80*day {
			continue
		}
		kept = append(kept, float64(b))
		opened = append(opened, float64(37*day+max(b, 14*day+c)+d)/float64(day))
	}
	if len(kept) < 5000 {
		t.Fatalf("only %d runs agree", len(kept))
	}
	mean, square := 0.0, 0.0
	for _, x := range opened {
		mean += x / float64(len(opened))
	}
	for _, x := range opened {
		square += (x - mean) * (x - mean) / float64(len(opened))
	}
	if off := math.Abs(got.MeanDays - mean); off > 4*math.Sqrt(square/float64(len(opened))) {
		t.Errorf("opens after %.2f days in the mean, of the runs that agree %.2f", got.MeanDays, mean)
	}
	for _, by := range []int{130, 150, 180, 220} {
		share := 0.0
		for _, x := range opened {
			if x <= float64(by) {
				share += 1 / float64(len(opened))
			}
		}
		if chance := got.Chance(monday.AddDays(by)); math.Abs(chance-share) > 4*math.Sqrt(share*(1-share)/float64(len(opened)))+1e-9 {
			t.Errorf("open within %d days with a chance of %.4f, of the runs that agree %.4f", by, chance, share)
		}
	}
}

// A stage that starts today after one that was reached today is the plan of the rest.
func TestFromARestIsItsOwnPlan(t *testing.T) {
	rest := []Stage{{Code: "b", Milestone: "M2", Optimistic: 4, Likely: 8, Pessimistic: 30, Chance: 1},
		{Code: "c", Milestone: "M3", Optimistic: 1, Likely: 2, Pessimistic: 3, Chance: 0.4, Follows: []Link{{Code: "b"}}}}
	whole := append([]Stage{{Code: "a", Milestone: "M1", Optimistic: 2, Likely: 4, Pessimistic: 9, Chance: 1}}, rest...)
	whole[1].Follows = []Link{{Code: "a"}}
	n, _ := NewNetwork(whole)
	own, _ := NewNetwork(rest)
	for _, after := range []int{-20, 0, 10, 400} { // reached before the start too, and much later than at worst
		day := monday.AddDays(after)
		m, from := asOf(t, n, day, map[string]values.Date{"M1": day})
		a, b := simulated(t, own, day, 2000), simulated(t, m, from, 2000)
		if a.P10 != b.P10 || a.P50 != b.P50 || a.P80 != b.P80 || a.P90 != b.P90 || a.Stages[0].Critical != b.Stages[1].Critical {
			t.Errorf("after %d days: %v %v %v, want %v %v %v", after, b.P10, b.P50, b.P80, a.P10, a.P50, a.P80)
		}
		if b.Stages[0].Critical != 0 || b.Stages[0].FinishP50 != day {
			t.Errorf("after %d days: what was reached %+v", after, b.Stages[0])
		}
	}
}

// As days pass and nothing is reached, no run opens sooner than the day before, none ends
// before today, and what is reached stands.
func TestFromNeverOpensSoonerByWaiting(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 60 {
		n, stages := randomNetwork(t, rng)
		reached := map[string]values.Date{}
		if rng.IntN(2) == 0 {
			reached[stages[0].Milestone] = monday.AddDays(rng.IntN(100))
		}
		var before *Result
		for passed := 100; passed < 700; passed += 50 {
			m, from := asOf(t, n, monday.AddDays(passed), reached)
			r := simulated(t, m, from, 300)
			if len(reached) < len(stages) && r.P10.Before(monday.AddDays(passed)) {
				t.Fatalf("opens on %s, before today, %s", r.P10, monday.AddDays(passed))
			}
			if before != nil && (r.P10.Before(before.P10) || r.P50.Before(before.P50) || r.P90.Before(before.P90)) {
				t.Fatalf("opens sooner by waiting: %s, before %s", r.P50, before.P50)
			}
			before = r
		}
	}
	all := map[string]values.Date{}
	n, stages := randomNetwork(t, rng)
	last := monday
	for i, s := range stages {
		all[s.Milestone] = monday.AddDays(10 * i)
		last = all[s.Milestone]
	}
	m, from := asOf(t, n, last.AddDays(90), all)
	if r := simulated(t, m, from, 100); r.P10 != last || r.P90 != last || r.Chance(last) != 1 || r.Chance(last.AddDays(-1)) != 0 {
		t.Errorf("all reached by %s opens %s to %s", last, r.P10, r.P90)
	}
}

// What 300 projects of 12 stages take, each half way.
func BenchmarkFrom300Projects(b *testing.B) {
	var stages []Stage
	for i := range 12 {
		s := Stage{Code: fmt.Sprint("s", i), Milestone: fmt.Sprint("M", i), Optimistic: 4, Likely: 8, Pessimistic: 20, Chance: 1}
		if i > 0 {
			s.Follows = []Link{{Code: fmt.Sprint("s", i-1), LagWeeks: -1}}
		}
		stages = append(stages, s)
	}
	n, err := NewNetwork(stages)
	if err != nil {
		b.Fatal(err)
	}
	reached := map[string]values.Date{}
	for i := range 6 {
		reached[fmt.Sprint("M", i)] = monday.AddDays(60 * (i + 1))
	}
	for b.Loop() {
		for p := range 300 {
			m, from := asOf(b, n, monday.AddDays(430), reached)
			if _, err := m.Simulate(fmt.Sprint(p), 7, 10_000, from); err != nil {
				b.Fatal(err)
			}
		}
	}
}
