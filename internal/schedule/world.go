package schedule

import (
	"fmt"

	"homeground/internal/values"
)

// A world is one way in which everything may come out, all options together: in each an
// option opens on the day of one of its runs, and costs what is drawn for it. Options have
// streams of their own here too, apart from those of their stages.

// Openings are the days on which the option opens in as many worlds: in each the day of a
// run drawn from its own, every run as likely.
func (r *Result) Openings(option string, worlds int) []values.Date {
	s := newStream(r.Seed, option, "world:opening")
	list := make([]values.Date, worlds)
	for w := range list {
		run := 1 + int(share(s.draw(w, 1))*float64(r.Runs))
		list[w] = r.Start.AddDays(r.openings.rank(run))
	}
	return list
}

// Costs are what an option costs in as many worlds, in pence: PERT-beta (lambda 4) over its
// low, likely and high cost.
func Costs(option string, seed, low, likely, high int64, worlds int) ([]int64, error) {
	if low < 0 || low > likely || likely > high {
		return nil, fmt.Errorf("draw costs of option %s: %d, %d and %d pence are not low, likely and high", option, low, likely, high)
	}
	list := make([]int64, worlds)
	for w := range list {
		list[w] = likely
	}
	if low == high {
		return list, nil
	}
	s, q := newStream(seed, option, "world:cost"), newQuantiles(float64(likely-low)/float64(high-low))
	for w := range list {
		list[w] = q.between(low, high, s.draw(w, 1))
	}
	return list, nil
}
