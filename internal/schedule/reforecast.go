package schedule

import (
	"errors"
	"fmt"
	"slices"

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

// Reforecast gives every milestone's forecast after those of moved go to new days.
//
// Each other one keeps its lead: the days from the latest of its predecessors' days plus
// lag to its own present forecast. So without a move the plan comes out as it was, a delay
// that a slower predecessor hides is absorbed, and a move to an earlier day pulls in what
// waited for it. A milestone already reached stays where it was and holds what follows it.
// One without a day stays without, and a predecessor that had no day until now only keeps
// its followers from coming before it.
func Reforecast(milestones []Milestone, links []MilestoneLink, moved map[int64]values.Date) (map[int64]values.Date, error) {
	found := 0
	for _, m := range milestones {
		if _, ok := moved[m.ID]; !ok {
			continue
		}
		found++
		if !m.Actual.IsZero() {
			return nil, fmt.Errorf("reforecast: milestone %d was reached on %s", m.ID, m.Actual)
		}
	}
	if found < len(moved) {
		return nil, fmt.Errorf("reforecast: of %d milestones to move, %d are in the plan", len(moved), found)
	}
	before, order, err := laid(milestones, links)
	if err != nil {
		return nil, fmt.Errorf("reforecast: %w", err)
	}
	days := make([]values.Date, len(milestones)) // where each stands after the move
	forecasts := make(map[int64]values.Date, len(milestones))
	for _, i := range order {
		m := milestones[i]
		to, given := moved[m.ID]
		switch {
		case given:
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

// Floats are the days by which each milestone can be late before the opening moves: its
// total float. One that cannot move the opening is left out: it is reached, has no day, or
// nothing leads from it there.
func Floats(milestones []Milestone, links []MilestoneLink, opening int64) (map[int64]int, error) {
	before, order, err := laid(milestones, links)
	if err != nil {
		return nil, fmt.Errorf("floats: %w", err)
	}
	floats := make(map[int64]int, len(milestones))
	moves := func(m Milestone) bool { return m.Actual.IsZero() && !m.Forecast.IsZero() }
	for _, i := range slices.Backward(order) {
		m := milestones[i]
		if m.ID == opening && moves(m) {
			floats[m.ID] = 0
		}
		float, leads := floats[m.ID]
		if !leads {
			continue
		}
		var latest values.Date
		for _, f := range before[i] {
			if day := milestones[f.stage].stands(); !day.IsZero() {
				latest = later(latest, day.AddDays(int(f.lag)))
			}
		}
		for _, f := range before[i] {
			from := milestones[f.stage]
			if !moves(from) {
				continue
			}
			room := float + latest.Sub(from.Forecast.AddDays(int(f.lag)))
			if least, ok := floats[from.ID]; !ok || room < least {
				floats[from.ID] = room
			}
		}
	}
	return floats, nil
}

// Ring is a round of milestones that follow one another, or nil where there is none.
func Ring(milestones []Milestone, links []MilestoneLink) []int64 {
	var r ringed
	if _, _, err := laid(milestones, links); errors.As(err, &r) {
		return r
	}
	return nil
}

// ringed is a plan whose milestones follow one another round.
type ringed []int64

func (r ringed) Error() string {
	return fmt.Sprintf("milestone %d follows itself by way of others", r[0])
}

// laid is what each milestone follows, by its place in the plan, and an order in which
// predecessors come first.
func laid(milestones []Milestone, links []MilestoneLink) (before [][]follow, order []int, err error) {
	index := make(map[int64]int, len(milestones))
	for i, m := range milestones {
		index[m.ID] = i
	}
	before = make([][]follow, len(milestones))
	for _, l := range links {
		to, okTo := index[l.Milestone]
		from, okFrom := index[l.Follows]
		if !okTo || !okFrom {
			return nil, nil, fmt.Errorf("link from %d to %d leads out of the plan", l.Follows, l.Milestone)
		}
		before[to] = append(before[to], follow{from, int64(l.LagDays)})
	}
	order, rings := sorted(len(milestones), func(i int) []int {
		places := make([]int, len(before[i]))
		for k, f := range before[i] {
			places[k] = f.stage
		}
		return places
	})
	if len(rings) > 0 {
		r := make(ringed, len(rings[0]))
		for k, i := range rings[0] {
			r[k] = milestones[i].ID
		}
		return nil, nil, r
	}
	return before, order, nil
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
