package schedule

import (
	"reflect"
	"testing"

	"homeground/internal/values"
)

// on is a day counted from the start, and none for 0.
func on(n int) values.Date {
	if n == 0 {
		return values.Date{}
	}
	return start.AddDays(n)
}

func TestReforecast(t *testing.T) {
	// Decision (1) leads to works (2) and, ten days later, a manager (3); both lead to
	// registration (4).
	links := []MilestoneLink{{2, 1, 0}, {3, 1, 10}, {4, 2, 0}, {4, 3, 0}}
	plan := func(actual3 int, forecasts ...int) []Milestone {
		var list []Milestone
		for i, f := range forecasts {
			list = append(list, Milestone{ID: int64(i + 1), Baseline: on(f), Forecast: on(f)})
		}
		list[2].Actual = on(actual3)
		return list
	}
	for _, c := range []struct {
		name  string
		plan  []Milestone
		links []MilestoneLink
		moved int64
		to    int
		want  []int
	}{
		{"a slip passes on", plan(0, 100, 200, 150, 300), links, 1, 130, []int{130, 230, 180, 330}},
		{"the last moves alone", plan(0, 100, 200, 150, 300), links, 4, 290, []int{100, 200, 150, 290}},
		{"float absorbs a slip", plan(0, 100, 200, 150, 300), links, 3, 200, []int{100, 200, 200, 300}},
		{"and what is over it passes on", plan(0, 100, 200, 150, 300), links, 3, 215, []int{100, 200, 215, 315}},
		{"earlier pulls in", plan(0, 100, 200, 150, 300), links, 1, 80, []int{80, 180, 130, 280}},
		{"earlier, as far as the other allows", plan(0, 100, 200, 150, 300), links, 2, 120, []int{100, 120, 150, 250}},
		{"a forecast before its predecessor keeps its lead", plan(0, 100, 90, 150, 300), links, 1, 110, []int{110, 100, 160, 310}},
		{"a date reached stays and holds", plan(160, 100, 200, 150, 300), links, 1, 130, []int{130, 230, 150, 330}},
		{"a date reached counts, not its forecast", plan(260, 100, 200, 150, 300), links, 1, 130, []int{130, 230, 150, 300}},
		{"without a day stays without", plan(0, 100, 200, 0, 300), links, 1, 130, []int{130, 230, 0, 330}},
		{"a first day pushes what it passes", plan(0, 100, 200, 0, 300), links, 3, 310, []int{100, 200, 310, 310}},
		{"a first day pulls nothing", plan(0, 100, 200, 0, 300), links, 3, 110, []int{100, 200, 110, 300}},
		{"no links", plan(0, 100, 200, 150, 300), nil, 1, 130, []int{130, 200, 150, 300}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Reforecast(c.plan, c.links, c.moved, on(c.to))
			if err != nil {
				t.Fatal(err)
			}
			want := map[int64]values.Date{}
			for i, n := range c.want {
				want[int64(i+1)] = on(n)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			same, err := Reforecast(c.plan, c.links, c.moved, c.plan[c.moved-1].Forecast)
			for _, m := range c.plan {
				if err != nil || (same[m.ID] != m.Forecast) {
					t.Errorf("moved nowhere, milestone %d went from %v to %v (%v)", m.ID, m.Forecast, same[m.ID], err)
				}
			}
		})
	}
}

func TestReforecastRefuses(t *testing.T) {
	two := []Milestone{{ID: 1, Forecast: on(1)}, {ID: 2, Forecast: on(2), Actual: on(2)}}
	for _, c := range []struct {
		name  string
		links []MilestoneLink
		moved int64
	}{
		{"a ring", []MilestoneLink{{1, 2, 0}, {2, 1, 0}}, 1},
		{"one that is not there", nil, 3},
		{"one already reached", nil, 2},
		{"a link out of the plan", []MilestoneLink{{1, 7, 0}}, 1},
	} {
		if got, err := Reforecast(two, c.links, c.moved, on(9)); err == nil {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}

// A plan made from a simulation comes out as it was, and follows a slip of its first
// milestone to the opening.
func TestReforecastOfAPlan(t *testing.T) {
	stages := realisticStages()
	for i := range stages {
		stages[i].Milestone = stages[i].Code
	}
	plan, err := mustRun(t, mustNetwork(t, stages...), 2000).Plan()
	if err != nil {
		t.Fatal(err)
	}
	var list []Milestone
	var links []MilestoneLink
	for i, p := range plan {
		list = append(list, Milestone{ID: int64(i), Forecast: p.Baseline})
		for _, l := range p.Follows {
			links = append(links, MilestoneLink{int64(i), int64(l.Position), l.LagDays})
		}
	}
	last := int64(len(plan) - 1)
	for slip := -30; slip <= 30; slip += 30 {
		got, err := Reforecast(list, links, 0, plan[0].Baseline.AddDays(slip))
		if err != nil {
			t.Fatal(err)
		}
		if want := plan[last].Baseline.AddDays(slip); plan[0].Milestone != "advice" || got[last] != want {
			t.Errorf("slip of %d days in %s: opens %v, want %v", slip, plan[0].Milestone, got[last], want)
		}
	}
}
