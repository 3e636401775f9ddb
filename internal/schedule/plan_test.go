package schedule

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

func at(milestone string, s Stage) Stage { s.Milestone = milestone; return s }

func TestPlanMakesMilestonesOfStages(t *testing.T) {
	n := mustNetwork(t,
		at("M17", fixed("works", 10, Link{"appeal", 1.5}, after("design"))),
		at("M12", fixed("planning", 13)),
		at("M12", branch(fixed("appeal", 29, Link{"planning", 2}), 0.2)),
		at("M08", fixed("design", 4, Link{"planning", -3.1})),
	)
	got, err := mustRun(t, n, 1000).Plan()
	if err != nil {
		t.Fatal(err)
	}
	want := []Planned{
		{"M12", start.AddDays(91), nil},
		{"M08", start.AddDays(98), []PlannedLink{{0, -22}}}, // 91 - 21.7 + 28 days, rounded up
		{"M17", start.AddDays(172), []PlannedLink{{0, 10}, {1, 0}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestPlanRefusesMilestonesThatWaitForOneAnother(t *testing.T) {
	n := mustNetwork(t, at("M12", fixed("a", 1)), at("M14", fixed("b", 1, after("a"))), at("M12", fixed("c", 1, after("b"))))
	if plan, err := mustRun(t, n, 10).Plan(); err == nil {
		t.Errorf("got %v", plan)
	}
}

// No milestone of any plan comes before one it follows plus the lag.
func TestPlanNeverRunsBackwards(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 100 {
		stages := randomStages(r)
		for i := range stages {
			stages[i].Milestone = stages[i].Code
			for k := range stages[i].Follows {
				stages[i].Follows[k].LagWeeks = r.Float64()*8 - 4
			}
		}
		plan, err := mustRun(t, mustNetwork(t, stages...), 200).Plan()
		if err != nil {
			t.Fatal(err)
		}
		for at, m := range plan {
			for _, l := range m.Follows {
				if l.Position >= at {
					t.Fatalf("milestone %d follows milestone %d", at, l.Position)
				}
				if m.Baseline.Before(plan[l.Position].Baseline.AddDays(l.LagDays)) {
					t.Fatalf("%v comes before %v", m, plan[l.Position])
				}
			}
		}
	}
}
