package schedule

import (
	"fmt"

	"homeground/internal/values"
)

// block is how many runs are worked at a time: what they need stays in the cache.
const block = 1024

// Simulate runs the network the given number of times from the start. The same seed,
// option and network give the same result to the last digit; runs do not depend on
// one another, nor on how many there are.
func (n *Network) Simulate(option string, seed int64, runs int, start values.Date) (*Result, error) {
	if runs < 1 || runs > MaxRuns {
		return nil, fmt.Errorf("simulate option %s: got %d runs, want 1 to %d", option, runs, MaxRuns)
	}
	if start.IsZero() {
		return nil, fmt.Errorf("simulate option %s: no start", option)
	}
	w := n.prepare(option, seed)
	t := newTally(n)
	for first := 0; first < runs; first += block {
		count := min(block, runs-first)
		for _, i := range n.order {
			w.forward(i, first, count)
		}
		w.latest(count)
		for k := len(n.order) - 1; k >= 0; k-- {
			w.backward(n.order[k], count)
		}
		t.add(w, count)
	}
	return t.result(n, seed, runs, start), nil
}

// work is one block of runs: per stage and run its finish, whether it was needed and
// whether it lies on a longest path.
type work struct {
	network   *Network
	streams   []stream
	passed    []passed
	quantiles []*quantiles // nil where the length is fixed
	taken     [][block]bool
	onPath    [][block]bool
	finish    [][block]int64
	total     [block]int64
}

func (n *Network) prepare(option string, seed int64) *work {
	count := len(n.stages)
	w := &work{network: n, streams: make([]stream, count), quantiles: make([]*quantiles, count), passed: make([]passed, count),
		taken: make([][block]bool, count), onPath: make([][block]bool, count), finish: make([][block]int64, count)}
	for i, s := range n.stages {
		w.streams[i] = newStream(seed, option, s.code)
		if s.lowest < s.highest {
			w.quantiles[i] = newQuantiles(s.shape)
		}
	}
	return w
}

func (w *work) forward(i, first, count int) {
	s := &w.network.stages[i]
	if s.reached {
		for r := range count {
			w.taken[i][r], w.onPath[i][r], w.finish[i][r] = true, false, s.at
		}
		return
	}
	now := w.network.now
	for r := range count {
		w.taken[i][r] = s.chance == 1 || share(w.streams[i].draw(first+r, branchDraw)) < s.chance
		w.onPath[i][r] = false
		ready := w.ready(i, r)
		switch {
		case w.taken[i][r] && ready < now:
			w.finish[i][r] = ready + w.remaining(i, first+r, now-ready)
		case w.taken[i][r]:
			w.finish[i][r] = ready + w.length(i, first+r)
		default:
			w.finish[i][r] = max(ready, now)
		}
	}
}

// ready is when a stage can start; for a branch not taken, what it passes on.
func (w *work) ready(i, r int) int64 {
	at := w.network.stages[i].begin
	for _, f := range w.network.stages[i].follows {
		at = max(at, w.follow(i, f, r))
	}
	return at
}

// follow is the earliest that a predecessor lets a stage start.
func (w *work) follow(i int, f follow, r int) int64 {
	if w.taken[i][r] {
		return w.finish[f.stage][r] + f.lag
	}
	return w.finish[f.stage][r]
}

func (w *work) length(i, run int) int64 {
	s := &w.network.stages[i]
	if w.quantiles[i] == nil {
		return s.lowest
	}
	return w.quantiles[i].between(s.lowest, s.highest, w.streams[i].draw(run, lengthDraw))
}

func (w *work) latest(count int) {
	clear(w.total[:])
	for i := range w.finish {
		for r := range count {
			w.total[r] = max(w.total[r], w.finish[i][r])
		}
	}
}

// backward marks the stage if it ends last, and hands its mark to the predecessors
// that it waited for; its followers have been through before it.
func (w *work) backward(i, count int) {
	for r := range count {
		if w.finish[i][r] == w.total[r] {
			w.onPath[i][r] = true
		}
		if !w.onPath[i][r] || w.network.stages[i].reached {
			continue
		}
		ready := w.ready(i, r)
		for _, f := range w.network.stages[i].follows {
			if w.follow(i, f, r) == ready {
				w.onPath[f.stage][r] = true
			}
		}
	}
}
