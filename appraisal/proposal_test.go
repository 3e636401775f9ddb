package appraisal

import (
	"strings"
	"testing"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// sound is a draft with nothing wrong.
func sound(t *testing.T) draft {
	t.Helper()
	day, err := values.ParseDate("2027-01-04")
	if err != nil {
		t.Fatal(err)
	}
	return draft{Name: "A house", AuthorityCode: "E10000032", PlacesByType: []TypedPlaces{{"solo", 1}, {"two_to_four", 2}}, Low: 90, Likely: 100, High: 120, Contingency: 10, Grant: 60,
		Match: []Match{{Source: "authority", AuthorityCode: "E10000032", AmountPence: 30}, {Source: "nhs", Name: "A trust", AmountPence: 10}}, StartsOn: day, Sites: []int64{1, 2}, Needs: []int64{3}, Excludes: []int64{4}}
}

// fieldsAt are the fields at fault, in order.
func fieldsAt(f faults) string {
	var names []string
	for _, fault := range f {
		names = append(names, fault.Field)
	}
	return strings.Join(names, " ")
}

func TestDraftCheck(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*draft)
		want   string
	}{
		{"sound", func(*draft) {}, ""},
		{"exactly what it costs", func(d *draft) { d.Grant = 60 }, ""},
		{"the three costs the same", func(d *draft) { d.Low, d.High = 100, 100 }, ""},
		{"all of it contingency", func(d *draft) { d.Contingency = 100 }, ""},
		{"the whole award", func(d *draft) { d.Likely, d.High, d.Grant = 1040, 1040, 1000 }, ""},
		{"nothing given", func(d *draft) { *d = draft{} }, "name authority_code starts_on places_by_type cost_likely_pence"},
		{"no places of a type", func(d *draft) { d.PlacesByType[1].Places = 0 }, "places_by_type[1].places"},
		{"a type twice", func(d *draft) { d.PlacesByType[1].Type = "solo" }, "places_by_type[1].type"},
		{"costs out of order", func(d *draft) { d.Low, d.High = 101, 99 }, "cost_low_pence cost_high_pence"},
		{"contingency above the cost", func(d *draft) { d.Contingency = 101 }, "contingency_pence"},
		{"below zero", func(d *draft) { d.Low, d.Grant = -1, -1 }, "cost_low_pence grant_pence"},
		{"a penny too much", func(d *draft) { d.Grant = 61 }, "grant_pence"},
		{"above the award", func(d *draft) { d.Likely, d.High, d.Grant = 2000, 2000, 1001 }, "grant_pence"},
		{"match of nobody", func(d *draft) { d.Match[0].AuthorityCode, d.Match[1].Name = "", " " }, "match[0].authority_code match[1].name"},
		{"match of two", func(d *draft) { d.Match[1].AuthorityCode = "E10000032" }, "match[1].authority_code"},
		{"match of nothing", func(d *draft) { d.Match[0].AmountPence = 0 }, "match[0].amount_pence"},
		{"a site twice", func(d *draft) { d.Sites = []int64{2, 1, 2} }, "sites"},
		{"needed and excluded", func(d *draft) { d.Excludes = []int64{3} }, "excludes"},
		{"several at once", func(d *draft) { d.Name, d.Low, d.Needs = "", 101, []int64{3, 3} }, "name cost_low_pence needs"},
	} {
		d := sound(t)
		c.change(&d)
		var f faults
		d.check(&f, 1000)
		if got := fieldsAt(f); got != c.want {
			t.Errorf("%s: faults at %q, want %q", c.name, got, c.want)
		}
	}
}

// What a project has taken over stays; what it has not may change.
func TestDraftFixed(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*draft)
		want   string
	}{
		{"nothing", func(*draft) {}, ""},
		{"words, contingency and the range", func(d *draft) { d.Name, d.Notes, d.Proposal, d.Contingency, d.High = "B", "n", "p", 5, 130 }, ""},
		{"places of other types, as many", func(d *draft) { d.PlacesByType = []TypedPlaces{{"secure", 3}} }, ""},
		{"match that is secured now", func(d *draft) { d.Match = []Match{{Source: "nhs", Name: "A trust", AmountPence: 40, Secured: true}} }, ""},
		{"sites in another order", func(d *draft) { d.Sites = []int64{2, 1} }, ""},
		{"all that it has taken over", func(d *draft) {
			d.AuthorityCode, d.Sites, d.Route, d.PlacesByType, d.Likely, d.Grant, d.Match = "E10000014", nil, "extend", []TypedPlaces{{"solo", 1}}, 101, 59, nil
			d.StartsOn = d.StartsOn.AddDays(1)
		}, "authority_code sites template places_by_type cost_likely_pence grant_pence match starts_on"},
	} {
		d := sound(t)
		c.change(&d)
		var f faults
		d.fixed(&f, sound(t), "P-14")
		if got := fieldsAt(f); got != c.want {
			t.Errorf("%s: faults at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCheckStages(t *testing.T) {
	stage := func(code string, follows ...string) StageGiven {
		s := StageGiven{Code: code, Name: "Stage " + code, Milestone: "M17", Optimistic: 1, Likely: 2, Pessimistic: 3, Chance: 1}
		for _, f := range follows {
			s.Follows = append(s.Follows, Follow{Code: f})
		}
		return s
	}
	wrong := stage("b")
	wrong.Name, wrong.Likely, wrong.Chance = " ", 0.5, 0
	for _, c := range []struct {
		name   string
		stages []StageGiven
		want   string // field: a part of the sentence
	}{
		{"one after another", []StageGiven{stage("a"), stage("b", "a")}, ""},
		{"none", nil, "stages: one stage at least"},
		{"too many", make([]StageGiven, 41), "stages: at most 40 stages"},
		{"every fault of one", []StageGiven{stage("a"), wrong}, "stages[1].name: name; stages[1].likely: at best; stages[1].chance: above 0"},
		{"a ring, by their names", []StageGiven{stage("a", "b"), stage("b", "a")}, "stages[0].follows: Stage a follows Stage b follows Stage a"},
		{"one that is not there", []StageGiven{stage("a", "x")}, "stages[0].follows[0].code: a stage of the same option"},
		{"a code twice", []StageGiven{stage("a"), stage("a")}, "stages[1].code: names one stage"},
	} {
		err := checkStages(c.stages)
		p, _ := problem.As(err)
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		for i, part := range strings.Split(c.want, "; ") {
			field, text, _ := strings.Cut(part, ": ")
			if p == nil || i >= len(p.Faults) || p.Faults[i].Field != field || !strings.Contains(p.Faults[i].Text, text) {
				t.Errorf("%s: got %v, want %s", c.name, err, part)
			}
		}
	}
}
