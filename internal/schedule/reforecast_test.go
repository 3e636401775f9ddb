package schedule

import (
	"math/rand/v2"
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

func one(id int64, to values.Date) map[int64]values.Date {
	return map[int64]values.Date{id: to}
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
			got, err := Reforecast(c.plan, c.links, one(c.moved, on(c.to)))
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
			same, err := Reforecast(c.plan, c.links, one(c.moved, c.plan[c.moved-1].Forecast))
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
		if got, err := Reforecast(two, c.links, one(c.moved, on(9))); err == nil {
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
		got, err := Reforecast(list, links, one(0, plan[0].Baseline.AddDays(slip)))
		if err != nil {
			t.Fatal(err)
		}
		if want := plan[last].Baseline.AddDays(slip); plan[0].Milestone != "advice" || got[last] != want {
			t.Errorf("slip of %d days in %s: opens %v, want %v", slip, plan[0].Milestone, got[last], want)
		}
	}
}

// Several move at once: each goes where it is told, and the rest follow from all of them.
func TestReforecastOfSeveral(t *testing.T) {
	links := []MilestoneLink{{2, 1, 0}, {3, 1, 10}, {4, 2, 0}, {4, 3, 0}}
	plan := []Milestone{{ID: 1, Forecast: on(100)}, {ID: 2, Forecast: on(200)}, {ID: 3, Forecast: on(150)}, {ID: 4, Forecast: on(300)}}
	got, err := Reforecast(plan, links, map[int64]values.Date{1: on(130), 2: on(205), 3: on(250)})
	want := map[int64]values.Date{1: on(130), 2: on(205), 3: on(250), 4: on(350)}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

// randomPlan is a network of up to 12 milestones, some reached, some without a day.
func randomPlan(r *rand.Rand) (plan []Milestone, links []MilestoneLink) {
	for i := range 2 + r.IntN(11) {
		m := Milestone{ID: int64(i + 1), Forecast: on(1 + r.IntN(400))}
		switch r.IntN(8) {
		case 0:
			m.Actual = on(1 + r.IntN(400))
		case 1:
			m.Forecast = on(0)
		}
		for f := range i {
			if r.IntN(3) == 0 {
				links = append(links, MilestoneLink{m.ID, int64(f + 1), r.IntN(40) - 10})
			}
		}
		plan = append(plan, m)
	}
	return plan, links
}

// Floats are what Reforecast says: late by the float the opening stays, by a day more it
// moves a day; one that has none never moves it.
func TestFloats(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	critical, floating := 0, 0
	for range 2000 {
		plan, links := randomPlan(r)
		opening := plan[len(plan)-1]
		floats, err := Floats(plan, links, opening.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range plan {
			if !m.Actual.IsZero() || m.Forecast.IsZero() {
				if _, ok := floats[m.ID]; ok {
					t.Fatalf("milestone %d cannot move, and has a float: %v %v", m.ID, plan, links)
				}
				continue
			}
			opens := func(late int) int {
				after, err := Reforecast(plan, links, one(m.ID, m.Forecast.AddDays(late)))
				if err != nil {
					t.Fatal(err)
				}
				return after[opening.ID].Sub(opening.Forecast)
			}
			float, leads := floats[m.ID]
			switch {
			case opening.Forecast.IsZero() || !opening.Actual.IsZero():
				if leads {
					t.Fatalf("the opening cannot move, and milestone %d has a float", m.ID)
				}
			case leads:
				if a, b := opens(float), opens(float+1); a != 0 || b != 1 {
					t.Fatalf("milestone %d, float %d: the opening moves %d, and %d with a day more: %v %v", m.ID, float, a, b, plan, links)
				}
				if float == 0 {
					critical++
				} else {
					floating++
				}
			case opens(5000) != 0:
				t.Fatalf("milestone %d has no float and moves the opening: %v %v", m.ID, plan, links)
			}
		}
	}
	if critical < 1000 || floating < 1000 {
		t.Errorf("%d critical and %d with float: too few to tell", critical, floating)
	}
}

func TestRing(t *testing.T) {
	plan := []Milestone{{ID: 5}, {ID: 6}, {ID: 7}}
	if got := Ring(plan, []MilestoneLink{{6, 5, 0}, {7, 6, 0}}); got != nil {
		t.Errorf("no ring, got %v", got)
	}
	if got := Ring(plan, []MilestoneLink{{6, 5, 0}, {5, 6, 0}}); len(got) != 2 {
		t.Errorf("a ring of 5 and 6, got %v", got)
	}
}
