package schedule

import (
	"fmt"
	"strings"

	"homeground/internal/values"
)

// Planned is a milestone of a plan, at the day half of the runs reach it by.
type Planned struct {
	Milestone string
	Baseline  values.Date
	Follows   []PlannedLink
}

// PlannedLink says which milestone comes before, by its position in the plan, and how
// many days after it work may start.
type PlannedLink struct {
	Position int
	LagDays  int
}

// Plan turns the stages into milestones, predecessors first. Stages that share a
// milestone (a decision and its appeal) make one, at the latest of their days.
//
// A milestone of one stage never comes before one it follows, of one stage too, plus
// the lag: in every run a stage that is always needed finishes at or after its
// predecessor plus the lag, so its fiftieth percentile does too. Lags are rounded down
// to whole days, and a link into a branch has none above zero (not taken, it does not
// wait), so that this holds for days as well.
func (r *Result) Plan() ([]Planned, error) {
	n := r.network
	var codes []string
	group := map[string]int{}
	days := map[string]values.Date{}
	for i, s := range n.stages {
		if _, known := group[s.milestone]; !known {
			group[s.milestone] = len(codes)
			codes = append(codes, s.milestone)
		}
		if finish := r.Stages[i].FinishP50; finish.After(days[s.milestone]) {
			days[s.milestone] = finish
		}
	}
	links := n.milestoneLinks(group)
	order, rings := sorted(len(codes), func(g int) []int {
		before := make([]int, len(links[g]))
		for i, l := range links[g] {
			before[i] = l.Position
		}
		return before
	})
	if len(rings) > 0 {
		return nil, fmt.Errorf("plan milestones: %s wait for one another", ringOf(codes, rings[0]))
	}
	position := make([]int, len(codes))
	for at, g := range order {
		position[g] = at
	}
	plan := make([]Planned, len(codes))
	for at, g := range order {
		plan[at] = Planned{Milestone: codes[g], Baseline: days[codes[g]], Follows: links[g]}
		for i := range plan[at].Follows {
			plan[at].Follows[i].Position = position[plan[at].Follows[i].Position]
		}
	}
	return plan, nil
}

// milestoneLinks are the stages' links between their milestones, the longest lag of
// each pair; positions are groups.
func (n *Network) milestoneLinks(group map[string]int) [][]PlannedLink {
	links := make([][]PlannedLink, len(group))
	for _, s := range n.stages {
		to := group[s.milestone]
		for _, f := range s.follows {
			from := group[n.stages[f.stage].milestone]
			if from == to {
				continue
			}
			lag := int(floorDays(f.lag))
			if s.chance < 1 {
				lag = min(lag, 0)
			}
			links[to] = withLink(links[to], PlannedLink{from, lag})
		}
	}
	return links
}

func withLink(links []PlannedLink, l PlannedLink) []PlannedLink {
	for i := range links {
		if links[i].Position == l.Position {
			links[i].LagDays = max(links[i].LagDays, l.LagDays)
			return links
		}
	}
	return append(links, l)
}

func floorDays(span int64) int64 {
	days := span / day
	if span%day < 0 {
		days--
	}
	return days
}

func ringOf(codes []string, ring []int) string {
	names := make([]string, len(ring))
	for i, g := range ring {
		names[i] = codes[g]
	}
	return strings.Join(names, ", ")
}
