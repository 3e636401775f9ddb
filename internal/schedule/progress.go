package schedule

import (
	"fmt"
	"sort"

	"homeground/internal/values"
)

// From is the network as it stands on a day: stages whose milestone was reached ended on its
// day, and what was not reached ends no sooner than today. A stage that has begun has taken
// the time since: its length is drawn from those that are longer (the conditional
// distribution), and one that is past its pessimistic length ends today at the earliest. The
// start is moved to the first day on which something was reached, if that is sooner: simulate
// from it.
func (n *Network) From(start, today values.Date, reached map[string]values.Date) (*Network, values.Date, error) {
	from := start
	for _, day := range reached {
		if day.Sub(from) < 0 {
			from = day
		}
	}
	span := func(d values.Date) int64 { return int64(d.Sub(from)) * day }
	m := &Network{stages: append([]stage{}, n.stages...), order: n.order, now: max(0, span(today))}
	for i := range m.stages {
		s := &m.stages[i]
		if len(s.follows) == 0 {
			s.begin = span(start)
		}
		if d, ok := reached[s.milestone]; ok {
			s.reached, s.at = true, span(d)
		}
	}
	var faults Faults
	if m.bound(&faults); len(faults) > 0 {
		return nil, from, fmt.Errorf("from %s: %w", today, faults)
	}
	return m, from, nil
}

// passed remembers the last answer of how many draws are too short.
type passed struct {
	known   bool
	elapsed int64
	short   uint64
}

// draws is how many there are: 0 to this less one.
const draws = 1 << 52

// remaining is a stage's whole length where so much of it has passed and it has not ended:
// the draws that are too short are left out, and the run's draw is spread over the rest.
func (w *work) remaining(i, run int, elapsed int64) int64 {
	s, q := &w.network.stages[i], w.quantiles[i]
	if elapsed >= s.highest || q == nil {
		return max(elapsed, s.highest)
	}
	if elapsed < s.lowest {
		return w.length(i, run)
	}
	p := &w.passed[i]
	if !p.known || p.elapsed != elapsed {
		*p = passed{true, elapsed, uint64(sort.Search(draws-1, func(k int) bool { return q.between(s.lowest, s.highest, uint64(k)) > elapsed }))}
	}
	k := p.short + uint64(share(w.streams[i].draw(run, lengthDraw))*float64(draws-p.short))
	return max(elapsed, q.between(s.lowest, s.highest, min(k, draws-1)))
}
