// Package schedule says when an option could open and what a late milestone moves.
//
// A Network is the stages of an option: how long each takes at best, most likely and
// at worst, and what it follows. Simulate runs it thousands of times and gives a
// Result: the days by which it opens in 10, 50, 80 and 90 runs of 100, the chance of
// a given day, and which stages set the date. From takes what was reached as given. Plan turns a Result into milestones,
// and Reforecast moves the milestones that follow from one that slipped. Both
// options and projects forecast with it; it knows no database.
//
// The rules:
//
//   - A stage's length is PERT-beta with lambda 4: on optimistic to pessimistic, with
//     alpha = 1 + 4(likely-optimistic)/(pessimistic-optimistic) and beta = 6 - alpha,
//     so its mean is (optimistic + 4 likely + pessimistic) / 6. Where optimistic and
//     pessimistic are one, the length is that value.
//   - Lengths are real days, a week is seven of them; there are no working days here.
//   - A stage starts at the latest of its predecessors' finish plus lag, and never
//     before day 0. A lag below zero lets it overlap.
//   - A branch (chance below 1) that is not taken has no length and no lag: it passes
//     its predecessors' latest finish on.
//   - The total is the latest finish of all stages; the opening day is the start plus
//     the total rounded up to a whole day.
//   - A percentile is the nearest rank: of 10,000 runs P80 is the 8,000th.
//
// What must stay true: every stage draws from a stream of its own (see stream), so
// changing one stage never changes what another draws; and time is counted in whole
// billionths of a day, so sums and ties are exact and the same in any order.
package schedule

// Stage is one step on the way to opening, in weeks.
type Stage struct {
	Code        string
	Milestone   string // the milestone reached when it ends; several stages may share one
	Optimistic  float64
	Likely      float64
	Pessimistic float64
	Chance      float64 // of being needed at all; 1 for all but branches
	Follows     []Link
}

// Link says that a stage starts when the stage of this code ends, plus the lag.
type Link struct {
	Code     string
	LagWeeks float64
}

// Network is a set of stages that has been checked; NewNetwork makes it.
type Network struct {
	stages []stage
	order  []int // predecessors first
	upper  int64 // no run can be longer
	now    int64 // what was not reached ends no sooner; 0: nothing has begun
}

// stage is a Stage as it is run: in span, with its predecessors as indexes.
type stage struct {
	code, milestone string
	lowest, highest int64
	shape           float64 // (likely-optimistic)/(pessimistic-optimistic)
	chance          float64
	upper           int64 // no run can finish it later
	follows         []follow
	begin           int64 // it starts no sooner
	reached         bool  // and then when
	at              int64
}

type follow struct {
	stage int
	lag   int64
}

// day is the unit of time: a billionth of a day, whole. Sums of decimal weeks come
// out exact: ten stages of 0.1 week are seven days, not seven and a bit.
const day int64 = 1e9

// Limits that no real option comes near; they keep a wrong unit from passing.
const (
	MaxWeeks  = 1040 // of one stage or lag: twenty years
	MaxStages = 200
	MaxRuns   = 1_000_000
	maxDays   = 36525 // of a whole network: a hundred years
)

// wholeDays is a span rounded up to whole days.
func wholeDays(span int64) int {
	days := span / day
	if span%day > 0 {
		days++
	}
	return int(days)
}
