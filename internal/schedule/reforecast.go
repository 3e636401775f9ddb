package schedule

import (
	"fmt"

	"homeground/internal/values"
)

// Milestone is a point of a project as it stands. A Baseline never moves anything; it
// stands here so that a project's milestone is given whole.
type Milestone struct {
	ID                         int64
	Baseline, Forecast, Actual values.Date
}

// MilestoneLink says that work towards a milestone starts when the one it follows is
// reached, plus the lag.
type MilestoneLink struct {
	Milestone, Follows int64
	LagDays            int
}

// Reforecast gives every milestone's forecast after one of them moves to a new day.
//
// Each keeps its lead: the days from the latest of its predecessors' days plus lag to
// its own present forecast. So without a move the plan comes out as it was, a delay
// that a slower predecessor hides is absorbed, and a move to an earlier day pulls in
// what waited for it. A milestone already reached stays where it was and holds what
// follows it. One without a day stays without, and a predecessor that had no day until
// now only keeps its followers from coming before it.
func Reforecast(milestones []Milestone, links []MilestoneLink, moved int64, to values.Date) (map[int64]values.Date, error) {
	index := make(map[int64]int, len(milestones))
	for i, m := range milestones {
		index[m.ID] = i
	}
	at, known := index[moved]
	switch {
	case !known:
		return nil, fmt.Errorf("reforecast: no milestone %d", moved)
	case !milestones[at].Actual.IsZero():
		return nil, fmt.Errorf("reforecast: milestone %d was reached on %s", moved, milestones[at].Actual)
	}
	before := make([][]follow, len(milestones))
	for _, l := range links {
		to, okTo := index[l.Milestone]
		from, okFrom := index[l.Follows]
		if !okTo || !okFrom {
			return nil, fmt.Errorf("reforecast: link from %d to %d leads out of the plan", l.Follows, l.Milestone)
		}
		before[to] = append(before[to], follow{from, int64(l.LagDays)})
	}
	order, rings := sorted(len(milestones), func(i int) []int {
		ids := make([]int, len(before[i]))
		for k, f := range before[i] {
			ids[k] = f.stage
		}
		return ids
	})
	if len(rings) > 0 {
		return nil, fmt.Errorf("reforecast: milestone %d follows itself by way of others", milestones[rings[0][0]].ID)
	}
	days := make([]values.Date, len(milestones)) // where each stands after the move
	forecasts := make(map[int64]values.Date, len(milestones))
	for _, i := range order {
		m := milestones[i]
		switch {
		case i == at:
			days[i] = to
		case !m.Actual.IsZero():
			days[i] = m.Actual
			forecasts[m.ID] = m.Forecast
			continue
		case !m.Forecast.IsZero():
			days[i] = moveAlong(m, before[i], milestones, days)
		}
		forecasts[m.ID] = days[i]
	}
	return forecasts, nil
}

// moveAlong is a milestone's day now that its predecessors stand at the given days.
func moveAlong(m Milestone, before []follow, milestones []Milestone, days []values.Date) values.Date {
	var was, is, newcomer values.Date
	for _, f := range before {
		lag := int(f.lag)
		switch old := milestones[f.stage].stands(); {
		case days[f.stage].IsZero():
		case old.IsZero():
			newcomer = later(newcomer, days[f.stage].AddDays(lag))
		default:
			was, is = later(was, old.AddDays(lag)), later(is, days[f.stage].AddDays(lag))
		}
	}
	day := m.Forecast
	if !was.IsZero() {
		day = is.AddDays(m.Forecast.Sub(was))
	}
	return later(day, newcomer)
}

// stands is the day a milestone has: reached, or else forecast.
func (m Milestone) stands() values.Date {
	if !m.Actual.IsZero() {
		return m.Actual
	}
	return m.Forecast
}

func later(a, b values.Date) values.Date {
	if b.After(a) {
		return b
	}
	return a
}
