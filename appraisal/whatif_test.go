package appraisal

import (
	"reflect"
	"strings"
	"testing"

	"homeground/internal/problem"
	"homeground/internal/schedule"
	"homeground/internal/values"
	"homeground/projects"
)

// networkOf is design > planning > (appeal, a branch) > works > Ofsted, of fixed lengths
// but the branch, so that every day can be counted by hand.
func networkOf() []Stage {
	fixed := func(code, milestone string, weeks, chance float64, follows ...Follow) Stage {
		return Stage{Code: code, Name: strings.ToUpper(code[:1]) + code[1:], Milestone: milestone, Optimistic: weeks, Likely: weeks, Pessimistic: weeks, Chance: chance, Follows: follows}
	}
	return []Stage{
		fixed("design", "M08", 10, 1),
		fixed("planning", "M12", 8, 1, Follow{"design", 2}),
		fixed("appeal", "M12", 30, 0.2, Follow{"planning", 1}),
		fixed("works", "M17", 20, 1, Follow{"appeal", 3}),
		fixed("ofsted", "M23", 12, 1, Follow{"works", -4}),
	}
}

func TestWhatIf(t *testing.T) {
	start := values.NewDate(2027, 3, 1)
	paces := []StagePace{{Milestone: "M08", Milestones: 1, PlannedDays: 100, TookDays: 120, Factor: 1.2, Whose: "Kent"}, {Milestone: "M12", Milestones: 3, PlannedDays: 100, TookDays: 50, Factor: 0.5, Whose: "all authorities"}}
	for _, c := range []struct {
		name     string
		supposed Supposed
		p10, p90 float64 // weeks: without the appeal and with it
		said     string
	}{
		{"as recorded", Supposed{}, 51, 82, ""},
		{"Ofsted takes 40", Supposed{Weeks: map[string]float64{"ofsted": 40}}, 79, 110, "Ofsted takes exactly 40 weeks."},
		{"Ofsted at once, the works still going on", Supposed{Weeks: map[string]float64{"ofsted": 0.5, "design": 1}}, 34, 65, "Design takes exactly 1 week. Ofsted takes exactly 0.5 weeks."},
		{"no planning: its length and its lag go, that of the appeal after it stays", Supposed{Without: []string{"planning"}}, 41, 72, "Planning is not needed."},
		{"no appeal", Supposed{Without: []string{"appeal"}}, 51, 51, "Appeal is not needed."},
		{"an appeal for certain", Supposed{Certain: []string{"appeal"}}, 82, 82, "Appeal is needed for certain."},
		{"an appeal for certain, of 10", Supposed{Certain: []string{"appeal"}, Weeks: map[string]float64{"appeal": 10}}, 62, 62, "Appeal takes exactly 10 weeks. Appeal is needed for certain."},
		{"the first not needed", Supposed{Without: []string{"design"}}, 41, 72, "Design is not needed."},
		{"as past ones took", Supposed{PastPaces: true}, 49, 65, "Design takes 20 % longer than recorded, as past ones did (1 milestone of Kent). Planning takes 50 % less than recorded, as past ones did (3 milestones of all authorities). Appeal takes 50 % less than recorded, as past ones did (3 milestones of all authorities)."},
		{"what is said exactly comes before the past", Supposed{PastPaces: true, Weeks: map[string]float64{"design": 10, "planning": 8}, Without: []string{"appeal"}}, 51, 51, "Design takes exactly 10 weeks. Planning takes exactly 8 weeks. Appeal is not needed."},
	} {
		stages, said, err := c.supposed.apply(networkOf(), paces)
		if err != nil || strings.Join(said, " ") != c.said {
			t.Errorf("%s: said %q, %v", c.name, strings.Join(said, " "), err)
			continue
		}
		run, err := NewSimulator().run(Option{OptionRef: "A", StartsOn: start}, stages, 1)
		if err != nil {
			t.Fatal(err)
		}
		if p10, p90 := run.P10.Sub(start), run.P90.Sub(start); p10 != ceil(c.p10*7) || p90 != ceil(c.p90*7) {
			t.Errorf("%s: %d and %d days, want %g and %g weeks", c.name, p10, p90, c.p10, c.p90)
		}
	}
	if !reflect.DeepEqual(networkOf()[1].Follows, []Follow{{"design", 2}}) {
		t.Error("supposing changed the stages it was given")
	}
}

func ceil(days float64) int {
	if whole := int(days); float64(whole) == days {
		return whole
	}
	return int(days) + 1
}

// A stage that is not needed leaves what every other stage draws as it was: the days are
// those of the same stages with a branch that is never taken.
func TestWithoutIsAsABranchNotTaken(t *testing.T) {
	stages := networkOf()
	for i := range stages {
		stages[i].Optimistic, stages[i].Pessimistic = stages[i].Likely/2, stages[i].Likely*3
	}
	start := values.NewDate(2027, 3, 1)
	for i := range stages {
		without, _, err := Supposed{Without: []string{stages[i].Code}}.apply(stages, nil)
		if err != nil {
			t.Fatal(err)
		}
		never, _, err := Supposed{}.apply(stages, nil)
		if err != nil {
			t.Fatal(err)
		}
		never[i].Chance = 1e-12
		a, err := NewSimulator().run(Option{OptionRef: "A", StartsOn: start}, without, 1)
		if err != nil {
			t.Fatal(err)
		}
		b, err := NewSimulator().run(Option{OptionRef: "A", StartsOn: start}, never, 1)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(a.Curve, b.Curve) || a.MeanDays != b.MeanDays {
			t.Errorf("without %s: %s and %s", stages[i].Code, a.P80, b.P80)
		}
	}
}

func TestWhatCannotBeSupposed(t *testing.T) {
	for _, c := range []struct {
		supposed Supposed
		faults   []string
	}{
		{Supposed{Weeks: map[string]float64{"roof": 4, "works": -1}}, []string{`"roof" is no stage`, "Of works, enter 0 to 1040 weeks."}},
		{Supposed{Weeks: map[string]float64{"works": schedule.MaxWeeks + 1}}, []string{"enter 0 to 1040"}},
		{Supposed{Without: []string{"works", "tower"}, Weeks: map[string]float64{"works": 3}, Certain: []string{"works"}}, []string{"cannot both take", `"tower" is no stage`, "cannot both be certain"}},
		{Supposed{Starts: values.NewDate(1066, 10, 14)}, []string{"1900 to 2199"}},
	} {
		_, _, err := c.supposed.apply(networkOf(), nil)
		p, ok := err.(*problem.Problem)
		if !ok || len(p.Faults) != len(c.faults) {
			t.Errorf("%+v: %v", c.supposed, err)
			continue
		}
		for i, f := range p.Faults {
			if !strings.Contains(f.Text, c.faults[i]) {
				t.Errorf("%+v: %s, want %s", c.supposed, f.Text, c.faults[i])
			}
		}
	}
	if _, err := ParseWeeks("ofsted:forty,works:3,works:4,:2"); err == nil || len(err.(*problem.Problem).Faults) != 3 {
		t.Errorf("%v", err)
	}
	if weeks, err := ParseWeeks(" ofsted:40, works:30.5 "); err != nil || !reflect.DeepEqual(weeks, map[string]float64{"ofsted": 40, "works": 30.5}) {
		t.Errorf("%v, %v", weeks, err)
	}
	if _, _, err := (Supposed{Weeks: mustWeeks(t, "works:NaN")}).apply(networkOf(), nil); err == nil {
		t.Error("NaN weeks were taken")
	}
}

func mustWeeks(t *testing.T, text string) map[string]float64 {
	t.Helper()
	weeks, err := ParseWeeks(text)
	if err != nil {
		t.Fatal(err)
	}
	return weeks
}

func TestPacesAreOnesOwnWhereThereAreAny(t *testing.T) {
	past := []projects.Pace{
		{Code: "M08", AuthorityCode: "kent", AuthorityName: "Kent", Milestones: 2, PlannedDays: 100, TookDays: 150},
		{Code: "M08", AuthorityCode: "surrey", AuthorityName: "Surrey", Milestones: 1, PlannedDays: 50, TookDays: 40},
		{Code: "M12", AuthorityCode: "surrey", AuthorityName: "Surrey", Milestones: 1, PlannedDays: 80, TookDays: 120},
		{Code: "M16", AuthorityCode: "kent", AuthorityName: "Kent", Milestones: 1, PlannedDays: 10, TookDays: 10},
	}
	got := pacesOf(Option{AuthorityCode: "kent"}, networkOf(), past)
	want := []StagePace{
		{Milestone: "M08", Name: projects.MilestoneName("M08"), Whose: "Kent", Milestones: 2, PlannedDays: 100, TookDays: 150, Factor: 1.5},
		{Milestone: "M12", Name: projects.MilestoneName("M12"), Whose: "all authorities", Milestones: 1, PlannedDays: 80, TookDays: 120, Factor: 1.5},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got = pacesOf(Option{AuthorityCode: "medway"}, networkOf(), past); got[0].Factor != 190.0/150 || got[0].Whose != "all authorities" || got[0].Milestones != 3 {
		t.Errorf("of one without any: %+v", got[0])
	}
}
