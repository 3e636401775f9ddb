package schedule

import (
	"math"

	"homeground/internal/values"
)

// Result is what the runs of one option came to.
type Result struct {
	Runs               int
	Seed               int64
	Start              values.Date
	P10, P50, P80, P90 values.Date // the day by which it is open in that share of runs
	MeanDays           float64     // from start to opening, before rounding up to whole days; to a millionth
	Stages             []StageResult
	Curve              []Point
	openings           days
	network            *Network
}

// StageResult is one stage over all runs, in the order the stages were given.
type StageResult struct {
	Code      string
	Critical  float64     // share of runs in which it was needed and set the opening day
	FinishP50 values.Date // a branch seldom taken finishes with what it follows
}

// Point is a day and the share of runs that are open on it.
type Point struct {
	Day   values.Date `json:"day"`
	Share float64     `json:"share"`
}

// Chance is the share of runs that open on or before the day.
func (r *Result) Chance(by values.Date) float64 {
	return float64(r.openings.upTo(by.Sub(r.Start))) / float64(r.Runs)
}

// curvePoints bounds the curve; a picture needs no more.
const curvePoints = 100

// curve runs from the last day on which no run is open to the first on which all are.
func (r *Result) curve() []Point {
	first, last := r.openings.rank(1)-1, r.openings.rank(r.Runs)
	step := max(1, (last-first+curvePoints-2)/(curvePoints-1))
	var points []Point
	for d := first; d < last; d += step {
		points = append(points, Point{r.Start.AddDays(d), float64(r.openings.upTo(d)) / float64(r.Runs)})
	}
	return append(points, Point{r.Start.AddDays(last), 1})
}

// days counts runs by whole days from the start.
type days []int32

// rank is the day of the k-th run, counted from the earliest.
func (d days) rank(k int) int {
	var seen int
	for day, count := range d {
		if seen += int(count); seen >= k {
			return day
		}
	}
	return len(d) - 1
}

func (d days) upTo(last int) int {
	var seen int
	for day := 0; day <= last && day < len(d); day++ {
		seen += int(d[day])
	}
	return seen
}

// tally adds up blocks of runs. All of it is whole numbers, so order is no matter.
type tally struct {
	openings   days
	finishes   []days
	critical   []int
	totalDays  int64
	totalParts int64 // of a day, beside the whole ones: the sum itself would overflow
}

func newTally(n *Network) *tally {
	t := &tally{openings: make(days, wholeDays(n.upper)+1), finishes: make([]days, len(n.stages)), critical: make([]int, len(n.stages))}
	for i, s := range n.stages {
		t.finishes[i] = make(days, wholeDays(s.upper)+1)
	}
	return t
}

func (t *tally) add(w *work, count int) {
	for r := range count {
		t.openings[wholeDays(w.total[r])]++
		t.totalDays += w.total[r] / day
		t.totalParts += w.total[r] % day
	}
	for i := range t.finishes {
		for r := range count {
			t.finishes[i][wholeDays(w.finish[i][r])]++
			if w.onPath[i][r] && w.taken[i][r] && !w.network.stages[i].reached {
				t.critical[i]++
			}
		}
	}
}

func (t *tally) result(n *Network, seed int64, runs int, start values.Date) *Result {
	at := func(d days, percent int) values.Date { return start.AddDays(d.rank((percent*runs + 99) / 100)) }
	mean := (float64(t.totalDays) + float64(t.totalParts)/float64(day)) / float64(runs)
	r := &Result{Runs: runs, Seed: seed, Start: start, openings: t.openings, network: n,
		P10: at(t.openings, 10), P50: at(t.openings, 50), P80: at(t.openings, 80), P90: at(t.openings, 90),
		MeanDays: math.Round(mean*1e6) / 1e6}
	for i, s := range n.stages {
		r.Stages = append(r.Stages, StageResult{s.code, float64(t.critical[i]) / float64(runs), at(t.finishes[i], 50)})
	}
	r.Curve = r.curve()
	return r
}
