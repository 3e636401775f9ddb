package schedule

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"homeground/internal/values"
)

var start = values.NewDate(2026, 12, 1)

func mustNetwork(t testing.TB, stages ...Stage) *Network {
	t.Helper()
	n, err := NewNetwork(stages)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func mustRun(t testing.TB, n *Network, runs int) *Result {
	t.Helper()
	r, err := n.Simulate("A", 1, runs, start)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func fixed(code string, weeks float64, follows ...Link) Stage {
	return Stage{Code: code, Optimistic: weeks, Likely: weeks, Pessimistic: weeks, Chance: 1, Follows: follows}
}

func ranged(code string, a, m, b float64, follows ...Link) Stage {
	return Stage{Code: code, Optimistic: a, Likely: m, Pessimistic: b, Chance: 1, Follows: follows}
}

func branch(s Stage, chance float64) Stage { s.Chance = chance; return s }

func after(code string) Link { return Link{Code: code} }

func TestFixedNetworksOpenOnTheDayWorkedOutByHand(t *testing.T) {
	for _, c := range []struct {
		name   string
		stages []Stage
		want   int
	}{
		{"one stage", []Stage{fixed("a", 13)}, 91},
		{"no time at all", []Stage{fixed("a", 0)}, 0},
		{"a chain", []Stage{fixed("a", 13), fixed("b", 20, after("a"))}, 231},
		{"given in any order", []Stage{fixed("b", 20, after("a")), fixed("a", 13)}, 231},
		{"part of a day is a day", []Stage{fixed("a", 1.5)}, 11},
		{"tenths add up exactly", []Stage{fixed("a", 0.1), fixed("b", 0.2, after("a")), fixed("c", 0.7, after("b"))}, 7},
		{"two at once: the longer", []Stage{fixed("a", 4), fixed("b", 9), fixed("c", 1, after("a"), after("b"))}, 70},
		{"a wait", []Stage{fixed("a", 4), fixed("b", 1, Link{"a", 2})}, 49},
		{"an overlap", []Stage{fixed("a", 4), fixed("b", 6, Link{"a", -2})}, 56},
		{"never before the start", []Stage{fixed("a", 4), fixed("b", 6, Link{"a", -9})}, 42},
		{"one that ends after its follower", []Stage{fixed("a", 10), fixed("b", 1, Link{"a", -9})}, 70},
		{"a branch never worth taking still passes on", []Stage{fixed("a", 4), branch(fixed("b", 0, after("a")), 0.5), fixed("c", 2, after("b"))}, 42},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := mustRun(t, mustNetwork(t, c.stages...), 100)
			want := start.AddDays(c.want)
			if r.P10 != want || r.P50 != want || r.P80 != want || r.P90 != want {
				t.Errorf("got %v to %v, want %v", r.P10, r.P90, want)
			}
			if r.Chance(want) != 1 || r.Chance(want.AddDays(-1)) != 0 {
				t.Errorf("chance on the day %g, the day before %g", r.Chance(want), r.Chance(want.AddDays(-1)))
			}
		})
	}
}

// A branch not taken has neither length nor lag: the chain is 4 + 2 weeks, or 4 + 3 +
// 10 + 2 when it is taken.
func TestBranchIsTakenInItsShareOfRuns(t *testing.T) {
	n := mustNetwork(t, fixed("plan", 4), branch(fixed("appeal", 10, Link{"plan", 3}), 0.3), fixed("build", 2, after("appeal")))
	r := mustRun(t, n, 40000)
	short, long := start.AddDays(42), start.AddDays(133)
	if r.P50 != short || r.P80 != long {
		t.Errorf("got P50 %v P80 %v, want %v %v", r.P50, r.P80, short, long)
	}
	if got, five := 1-r.Chance(long.AddDays(-1)), 5*math.Sqrt(0.3*0.7/40000); math.Abs(got-0.3) > five {
		t.Errorf("taken in %g of runs, want 0.3 within %g", got, five)
	}
	if got := r.Stages[1].Critical; math.Abs(got-1+r.Chance(short)) > 1e-12 {
		t.Errorf("critical in %g of runs, want the %g in which it was taken", got, 1-r.Chance(short))
	}
	if r.Stages[0].Critical != 1 || r.Stages[2].Critical != 1 {
		t.Errorf("the stages either side are critical in %g and %g of runs, want all", r.Stages[0].Critical, r.Stages[2].Critical)
	}
}

func TestCriticalStages(t *testing.T) {
	for _, c := range []struct {
		name   string
		stages []Stage
		want   []float64
	}{
		{"the longer of two", []Stage{fixed("a", 4), fixed("b", 9), fixed("c", 1, after("a"), after("b"))}, []float64{0, 1, 1}},
		{"a tie counts both", []Stage{fixed("a", 9), fixed("b", 9), fixed("c", 1, after("a"), after("b"))}, []float64{1, 1, 1}},
		{"a tie of sums counts both", []Stage{fixed("a", 0.1), fixed("b", 0.2, after("a")), fixed("c", 0.3)}, []float64{1, 1, 1}},
		{"a lag decides", []Stage{fixed("a", 4), fixed("b", 9), fixed("c", 1, Link{"a", 6}, after("b"))}, []float64{1, 0, 1}},
		{"started before its predecessor mattered", []Stage{fixed("a", 4), fixed("b", 6, Link{"a", -9})}, []float64{0, 1}},
		{"its follower ended first", []Stage{fixed("a", 10), fixed("b", 1, Link{"a", -9})}, []float64{1, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []float64
			for _, s := range mustRun(t, mustNetwork(t, c.stages...), 10).Stages {
				got = append(got, s.Critical)
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestOneStageHasTheMeanAndSpreadOfItsBeta(t *testing.T) {
	const runs = 200000
	for _, c := range [][3]float64{{4, 8, 13}, {8, 9, 17}, {13, 26, 64}, {10, 10, 34}, {10, 34, 34}, {0, 1, 100}} {
		a, m, b := c[0]*7, c[1]*7, c[2]*7
		n := mustNetwork(t, ranged("one", c[0], c[1], c[2]))
		w := n.prepare("A", 7)
		var sum, squares float64
		mean := (a + 4*m + b) / 6
		for run := range runs {
			x := float64(w.length(0, run))/float64(day) - mean
			sum += x
			squares += x * x
		}
		alpha := 1 + 4*(m-a)/(b-a)
		variance := alpha * (6 - alpha) / (36 * 7) * (b - a) * (b - a)
		if off := math.Abs(sum/runs) / math.Sqrt(variance/runs); off > 5 {
			t.Errorf("%v: the mean is %.1f standard errors off", c, off)
		}
		if got := squares / runs; math.Abs(got/variance-1) > 0.02 {
			t.Errorf("%v: variance got %g, want %g", c, got, variance)
		}
		if got := mustRun(t, n, runs).MeanDays; math.Abs(got-mean) > 5*math.Sqrt(variance/runs) {
			t.Errorf("%v: mean days got %g, want %g", c, got, mean)
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	var want []byte
	var lock sync.Mutex
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			r, err := realistic(t).Simulate("A", 1, 3000, start)
			got := bytesOf(t, r)
			lock.Lock()
			defer lock.Unlock()
			if err != nil || (want != nil && string(got) != string(want)) {
				t.Errorf("another run gave other bytes (%v)", err)
			}
			want = got
		})
	}
	group.Wait()
	for _, other := range []struct {
		option string
		seed   int64
	}{{"B", 1}, {"A", 2}} {
		r, err := realistic(t).Simulate(other.option, other.seed, 3000, start)
		if err != nil || reflect.DeepEqual(r.openings, mustRun(t, realistic(t), 3000).openings) {
			t.Errorf("option %s, seed %d gave the very runs of option A, seed 1 (%v)", other.option, other.seed, err)
		}
	}
}

func bytesOf(t testing.TB, r *Result) []byte {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return append(b, fmt.Sprint(r.openings)...)
}

// Widening one stage, or making it a branch, leaves every draw of the others as it was.
func TestChangedStageChangesOnlyItself(t *testing.T) {
	stages := realisticStages()
	before := mustNetwork(t, stages...).prepare("A", 1)
	stages[2].Pessimistic += 20
	stages[2].Chance = 0.5
	stages = append(stages, ranged("extra", 1, 2, 3))
	after := mustNetwork(t, stages...).prepare("A", 1)
	for i := range before.streams {
		same := true
		for run := range 500 {
			same = same && before.length(i, run) == after.length(i, run)
		}
		if same != (i != 2) {
			t.Errorf("stage %s: draws the same: %v", stages[i].Code, same)
		}
	}
}

// Adding a stage, wherever it is put, opens no run earlier.
func TestMoreStagesNeverOpenEarlier(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 150 {
		stages := randomStages(r)
		fewer := mustRun(t, mustNetwork(t, stages...), 300)
		extra := ranged("extra", r.Float64()*5, 5+r.Float64()*5, 10+r.Float64()*9)
		at := r.IntN(len(stages))
		extra.Follows = []Link{{stages[at].Code, r.Float64()*8 - 4}}
		for i := at + 1; i < len(stages); i++ {
			if r.IntN(2) == 0 {
				stages[i].Follows = append(stages[i].Follows, Link{"extra", r.Float64()*8 - 4})
			}
		}
		more := mustRun(t, mustNetwork(t, append(stages, extra)...), 300)
		for k := 1; k <= 300; k++ {
			if more.openings.rank(k) < fewer.openings.rank(k) {
				t.Fatalf("run of rank %d opens on day %d with a stage more, %d without", k, more.openings.rank(k), fewer.openings.rank(k))
			}
		}
	}
}

// Percentiles, chance, critical shares and stage finishes agree with the rules written
// out run by run, without blocks, counts or indexes.
func TestAgreesWithTheRulesWrittenOut(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 60 {
		stages := randomStages(r)
		n := mustNetwork(t, stages...)
		const runs = 1500 // more than one block
		got := mustRun(t, n, runs)
		want := writtenOut(n, stages, runs)
		if !reflect.DeepEqual(trimmed(got.openings), trimmed(want.openings)) {
			t.Fatalf("openings differ:\n%v\n%v", got.openings, want.openings)
		}
		for i, s := range got.Stages {
			if s.Critical != float64(want.critical[i])/runs {
				t.Fatalf("stage %s critical in %g of runs, want %g", s.Code, s.Critical, float64(want.critical[i])/runs)
			}
			if day := start.AddDays(want.finishes[i].rank(runs / 2)); s.FinishP50 != day {
				t.Fatalf("stage %s P50 %v, want %v", s.Code, s.FinishP50, day)
			}
		}
	}
}

func trimmed(d days) days {
	for len(d) > 0 && d[len(d)-1] == 0 {
		d = d[:len(d)-1]
	}
	return d
}

// writtenOut follows every way through the network from each stage to day 0.
func writtenOut(n *Network, stages []Stage, runs int) *tally {
	w := n.prepare("A", 1)
	t := newTally(n)
	for run := range runs {
		finish := map[string]int64{}
		ready := map[string]int64{}
		taken := map[string]bool{}
		lag := func(s Stage, l Link) int64 {
			if !taken[s.Code] {
				return 0
			}
			return span(l.LagWeeks)
		}
		var total int64
		for i, s := range stages { // random stages come in order
			taken[s.Code] = share(w.streams[i].draw(run, branchDraw)) < s.Chance
			for _, l := range s.Follows {
				ready[s.Code] = max(ready[s.Code], finish[l.Code]+lag(s, l))
			}
			finish[s.Code] = ready[s.Code]
			if taken[s.Code] {
				finish[s.Code] += w.length(i, run)
			}
			total = max(total, finish[s.Code])
			t.finishes[i][wholeDays(finish[s.Code])]++
		}
		t.openings[wholeDays(total)]++
		// A stage is critical if a nanoday more of it would make the total longer.
		late := map[string]bool{}
		for i := len(stages) - 1; i >= 0; i-- {
			s := stages[i]
			late[s.Code] = finish[s.Code] == total
			for _, f := range stages[i+1:] {
				for _, l := range f.Follows {
					if l.Code == s.Code && late[f.Code] && finish[s.Code]+lag(f, l)+1 > ready[f.Code] {
						late[s.Code] = true
					}
				}
			}
			if late[s.Code] && taken[s.Code] {
				t.critical[i]++
			}
		}
	}
	return t
}

func randomStages(r *rand.Rand) []Stage {
	stages := make([]Stage, 2+r.IntN(10))
	for i := range stages {
		a := float64(r.IntN(20))
		s := ranged(fmt.Sprintf("s%d", i), a, a+float64(r.IntN(10)), a+10+float64(r.IntN(20)))
		if r.IntN(4) == 0 {
			s = fixed(s.Code, a)
		}
		if r.IntN(4) == 0 {
			s.Chance = 0.1 + 0.8*r.Float64()
		}
		for k := range i {
			if r.IntN(3) == 0 {
				s.Follows = append(s.Follows, Link{stages[k].Code, float64(r.IntN(9) - 4)})
			}
		}
		stages[i] = s
	}
	return stages
}

// Draws of neighbouring runs, of neighbouring stages and of the two draws of a run
// have nothing to do with one another, and each is even over its range.
func TestStreamsAreIndependent(t *testing.T) {
	const runs = 100000
	a, b := newStream(1, "A", "works"), newStream(1, "A", "works2")
	number := func(s stream, run int, which uint64) float64 { return share(s.draw(run, which)) - 0.5 }
	var next, stage, both float64
	var bins [20]int
	for run := range runs {
		x := number(a, run, lengthDraw)
		next += x * number(a, run+1, lengthDraw)
		stage += x * number(b, run, lengthDraw)
		both += x * number(a, run, branchDraw)
		bins[int((x+0.5)*20)]++
	}
	for name, sum := range map[string]float64{"neighbouring runs": next, "neighbouring stages": stage, "branch and length": both} {
		if correlation := sum / runs * 12; math.Abs(correlation) > 5/math.Sqrt(runs) {
			t.Errorf("%s correlate by %g", name, correlation)
		}
	}
	var chi float64
	for _, n := range bins {
		chi += (float64(n) - runs/20) * (float64(n) - runs/20) / (runs / 20)
	}
	if chi > 50 { // 19 degrees of freedom: above 50 once in 8,000 times
		t.Errorf("uneven: chi-squared %g", chi)
	}
}

func TestPercentileIsTheNearestRank(t *testing.T) {
	d := make(days, 30)
	for day := 1; day <= 10; day++ {
		d[2*day] = 1 // ten runs, on days 2, 4 ... 20
	}
	r := (&tally{openings: d}).result(&Network{}, 1, 10, start)
	for _, c := range []struct {
		got  values.Date
		want int
	}{{r.P10, 2}, {r.P50, 10}, {r.P80, 16}, {r.P90, 18}} {
		if c.got != start.AddDays(c.want) {
			t.Errorf("got %v, want day %d", c.got, c.want)
		}
	}
	if got := r.Chance(start.AddDays(11)); got != 0.5 {
		t.Errorf("chance by day 11 got %g, want 0.5", got)
	}
	if r.Chance(start.AddDays(-5)) != 0 || r.Chance(start.AddDays(500)) != 1 {
		t.Error("a day before all or after all runs has chance 0 or 1")
	}
}

func TestCurveRisesFromNoneToAll(t *testing.T) {
	r := mustRun(t, realistic(t), 10000)
	if len(r.Curve) > curvePoints || len(r.Curve) < 20 {
		t.Errorf("got %d points", len(r.Curve))
	}
	if r.Curve[0].Share != 0 || r.Curve[len(r.Curve)-1].Share != 1 {
		t.Errorf("got %v to %v", r.Curve[0], r.Curve[len(r.Curve)-1])
	}
	for i, p := range r.Curve[1:] {
		if p.Share < r.Curve[i].Share || !p.Day.After(r.Curve[i].Day) || p.Share != r.Chance(p.Day) {
			t.Errorf("point %d is %v after %v", i+1, p, r.Curve[i])
		}
	}
}

func TestSimulateRefusesWhatCannotBeRun(t *testing.T) {
	n := mustNetwork(t, fixed("a", 1))
	for _, runs := range []int{0, -1, MaxRuns + 1} {
		if _, err := n.Simulate("A", 1, runs, start); err == nil {
			t.Errorf("%d runs were taken", runs)
		}
	}
	if _, err := n.Simulate("A", 1, 1, values.Date{}); err == nil {
		t.Error("no start was taken")
	}
}

// realisticStages is a new building with all that goes with it.
func realisticStages() []Stage {
	return []Stage{
		ranged("advice", 4, 8, 13), ranged("design", 8, 13, 26, after("advice")),
		ranged("planning", 13, 26, 64, Link{"design", -2}), branch(ranged("appeal", 21, 29, 36, after("planning")), 0.2),
		ranged("procurement", 6, 10, 16, after("appeal")), ranged("works", 40, 56, 78, after("procurement")),
		ranged("manager", 13, 26, 52, after("procurement")), ranged("ofsted", 12, 20, 40, after("works"), after("manager")),
		ranged("survey", 2, 3, 9), ranged("terms", 4, 9, 30), ranged("utilities", 8, 12, 40, after("terms")),
		ranged("approval", 4, 8, 16, after("ofsted")),
	}
}

func realistic(t testing.TB) *Network { return mustNetwork(t, realisticStages()...) }

func BenchmarkOption12StagesOf10000Runs(b *testing.B) {
	n := realistic(b)
	for b.Loop() {
		mustRun(b, n, 10000)
	}
}
