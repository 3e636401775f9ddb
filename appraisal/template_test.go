package appraisal

import (
	"fmt"
	"testing"

	"homeground/internal/schedule"
	"homeground/internal/values"
)

// The ranges the project decided on, in weeks, with an e where they are estimates.
var agreed = map[string]bool{
	"4/8/13": true, "8/9/17": true, "8/13/26": true, "13/26/64": true, "21/29/36 e": true, "8/13/26 e": true, "6/10/16 e": true,
	"10/24/34": true, "10/24/34 e": true, "40/56/78 e": true, "13/26/52 e": true, "12/20/40": true, "26/45/78 e": true, "4/8/16 e": true,
}

// Every template runs, uses agreed ranges, and makes a plan whose last milestone is
// the registration.
func TestTemplates(t *testing.T) {
	routes := map[string]bool{}
	for _, funded := range []bool{true, false} {
		templates, err := Templates(funded)
		if err != nil || len(templates) != 7 {
			t.Fatalf("got %d templates, %v", len(templates), err)
		}
		for _, template := range templates {
			routes[template.Route] = true
			plan, err := planOf(t, template, funded)
			if err != nil {
				t.Errorf("%s: %v", template.Code, err)
				continue
			}
			last := plan[0]
			for _, m := range plan {
				if m.Baseline.After(last.Baseline) {
					last = m
				}
			}
			if listed := plan[len(plan)-1]; last.Milestone != "M23" || listed.Milestone != "M23" {
				t.Errorf("%s ends with %s, last in the list is %s", template.Code, last.Milestone, listed.Milestone)
			}
		}
	}
	for _, route := range []string{"reopen_mothballed", "certificate_of_lawful_use", "change_of_use", "extend", "new_build_nhs_land", "secure_refurbishment"} {
		if !routes[route] {
			t.Errorf("there is no template for %s", route)
		}
	}
}

func planOf(t *testing.T, template Template, funded bool) ([]schedule.Planned, error) {
	var stages []schedule.Stage
	for _, s := range template.Stages {
		text := fmt.Sprintf("%g/%g/%g", s.Optimistic, s.Likely, s.Pessimistic)
		if s.IsEstimate {
			text += " e"
		}
		if !agreed[text] || s.Name == "" {
			t.Errorf("%s: stage %s %q has range %s", template.Code, s.Code, s.Name, text)
		}
		if s.Code == "ofsted" && (text == "12/20/40") != funded {
			t.Errorf("%s: funded by DfE %t, Ofsted takes %s", template.Code, funded, text)
		}
		stage := schedule.Stage{Code: s.Code, Milestone: s.Milestone, Optimistic: s.Optimistic, Likely: s.Likely, Pessimistic: s.Pessimistic, Chance: s.Chance}
		for _, f := range s.Follows {
			stage.Follows = append(stage.Follows, schedule.Link(f))
		}
		stages = append(stages, stage)
	}
	network, err := schedule.NewNetwork(stages)
	if err != nil {
		return nil, err
	}
	result, err := network.Simulate(template.Code, 1, 2000, values.NewDate(2027, 1, 4))
	if err != nil {
		return nil, err
	}
	t.Logf("%s, funded %t: P50 %s, P80 %s", template.Code, funded, result.P50, result.P80)
	return result.Plan()
}
