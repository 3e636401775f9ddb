package demand

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"syscall"
	"testing"
	"time"

	"homeground/internal/choice"
)

// towns is a made region of some counties: 1,200 to 2,000 small areas, most of them in
// towns, need in thousandths of a child of which open homes cover a part, and 40 options of
// 2 to 14 places at 30 to 40 sites round the towns, so that many compete for the same
// children. Grant for 15 to 60 % of what they cost, and rules of every kind. In every other
// region costs are round, so that sets may cost the same.
func towns(seed uint64) (choice.Problem, *Gains) {
	r := rand.New(rand.NewPCG(seed, 77))
	width := 60_000 + r.Float64()*140_000
	towns := make([][2]float64, 6+r.IntN(12))
	for i := range towns {
		towns[i] = [2]float64{r.Float64() * width, r.Float64() * width * 0.7}
	}
	near := func(spread float64) (x, y float64) {
		town := towns[min(r.IntN(len(towns)), r.IntN(len(towns)))] // the first are larger
		return math.Round(town[0] + r.NormFloat64()*spread), math.Round(town[1] + r.NormFloat64()*spread)
	}
	var cells []NeedAt
	need := int64(0)
	for range 1200 + r.IntN(800) {
		x, y := near(5000)
		if r.IntN(3) == 0 {
			x, y = r.Float64()*width, r.Float64()*width*0.7
		}
		n := int64(r.ExpFloat64()*100) * Unit / 1000
		cells, need = append(cells, NeedAt{x, y, n}), need+n
	}
	var open []PlacesAt
	for covered, share := int64(0), r.Float64()*0.8; float64(covered) < share*float64(need); {
		x, y := near(7000)
		n := (2 + r.Int64N(7)) * Unit
		open, covered = append(open, PlacesAt{x, y, n}), covered+n
	}
	sites := make([][2]float64, 30+r.IntN(11))
	for i := range sites {
		x, y := near(8000)
		sites[i] = [2]float64{x, y}
	}
	p := choice.Problem{HubMinimum: map[string]int{}, Pledges: map[string]int64{}}
	var options [][]PlacesAt
	match, cost := map[string]int64{}, int64(0)
	for i := range 40 {
		site := i
		if i >= len(sites) {
			site = r.IntN(len(sites))
		}
		places := 2 + r.Int64N(13)
		o := choice.Option{ID: fmt.Sprintf("O-%02d", i), Sites: []string{fmt.Sprint("site ", site)}, Hub: []string{"east", "north", "west"}[max(0, min(2, int(3*sites[site][0]/width)))],
			Places: places, Cost: places*(12_000_000+r.Int64N(28_000_000)) + r.Int64N(60_000_000), Match: map[string]int64{}}
		if seed%2 == 0 {
			o.Cost -= o.Cost % 1_000_000 // said in tens of thousands of pounds
		}
		if r.IntN(3) > 0 {
			authority := fmt.Sprint("A", r.IntN(6))
			o.Match[authority] = o.Cost / (5 + r.Int64N(10))
			match[authority] += o.Match[authority]
		}
		if i > 0 && r.IntN(12) == 0 {
			o.Needs = []string{fmt.Sprintf("O-%02d", r.IntN(i))}
		}
		if i > 0 && r.IntN(12) == 0 {
			o.Excludes = []string{fmt.Sprintf("O-%02d", r.IntN(i))}
		}
		cost += o.Cost
		p.Options = append(p.Options, o)
		options = append(options, []PlacesAt{{sites[site][0], sites[site][1], places * Unit}})
	}
	p.Budget = int64((0.15 + 0.45*r.Float64()) * float64(cost))
	for i := range 6 {
		authority := fmt.Sprint("A", i)
		p.Pledges[authority] = int64((0.2 + 0.8*r.Float64()) * float64(match[authority]))
	}
	for _, hub := range []string{"east", "north", "west"} {
		if r.IntN(2) == 0 {
			p.HubMinimum[hub] = 1 + r.IntN(2)
		}
	}
	if r.IntN(3) == 0 {
		p.In = []string{fmt.Sprintf("O-%02d", r.IntN(20))}
		p.Out = []string{fmt.Sprintf("O-%02d", 20+r.IntN(20))}
	}
	return p, NewGains(NewNetwork(cells, open, TwentyMiles), options)
}

// BenchmarkTowns finds the best sets of many made regions, and says how long it took and
// how far those were from proven that were stopped.
func BenchmarkTowns(b *testing.B) {
	for b.Loop() {
		var seconds, cpu, gaps []float64
		stopped := 0
		for seed := range uint64(80) {
			p, g := towns(seed)
			start, before := time.Now(), processor(b)
			a := choice.BestTogether(context.Background(), p, g, choice.TogetherEffort)
			seconds, cpu = append(seconds, time.Since(start).Seconds()), append(cpu, processor(b)-before)
			gap := 0.0
			if a.Bound > a.Value {
				gap = 100 * float64(a.Bound-a.Value) / float64(a.Bound)
			}
			if a.Status == choice.Stopped {
				stopped++
			}
			gaps = append(gaps, gap)
			b.Logf("region %2d: %-10s %7.3f of %7.3f children, %2d chosen, equal %-5v %.2f s, %.2f s of a processor", seed, a.Status,
				float64(a.Value)/Unit, float64(a.Bound)/Unit, len(a.Chosen), a.EqualBest, seconds[seed], cpu[seed])
		}
		slices.Sort(seconds)
		slices.Sort(cpu)
		b.ReportMetric(seconds[len(seconds)/2], "s-median")
		b.ReportMetric(seconds[len(seconds)-1], "s-most")
		b.ReportMetric(cpu[len(cpu)/2], "cpu-s-median")
		b.ReportMetric(cpu[len(cpu)-1], "cpu-s-most")
		b.ReportMetric(slices.Max(gaps), "%gap-most")
		b.ReportMetric(float64(stopped), "stopped")
	}
}

// processor is the processor time of all threads, which does not grow while others have them.
func processor(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}
