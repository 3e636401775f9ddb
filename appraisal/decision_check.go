package appraisal

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// The most that a decision may hold.
const (
	mostReasons    = 10_000 // letters
	mostSaid       = 2_000  // letters of a condition, of a dissent
	mostConditions = 30
	mostDissents   = 30
)

// tidy takes off what surrounds the texts, and lines that say nothing.
func (n *NewDecision) tidy() {
	n.Reasons = strings.TrimSpace(n.Reasons)
	conditions, dissents := []string{}, []Dissent{}
	for _, c := range n.Conditions {
		if c = strings.TrimSpace(c); c != "" {
			conditions = append(conditions, c)
		}
	}
	for _, d := range n.Dissents {
		if d = (Dissent{strings.TrimSpace(d.Who), strings.TrimSpace(d.Why)}); d != (Dissent{}) {
			dissents = append(dissents, d)
		}
	}
	n.Conditions, n.Dissents = conditions, dissents
}

// check is what is wrong with a decision, all at once.
func (n NewDecision) check(paper Paper, now time.Time) error {
	p := &problem.Problem{Kind: problem.Invalid, Text: "This decision cannot be recorded."}
	fault := func(field, format string, args ...any) {
		p.Faults = append(p.Faults, problem.Fault{Field: field, Text: fmt.Sprintf(format, args...)})
	}
	long := func(text string, most int) bool { return utf8.RuneCountInString(text) > most }
	switch {
	case n.DecidedOn.IsZero():
		fault("decided_on", "Enter the day of the decision.")
	case n.DecidedOn.After(values.Today(now)):
		fault("decided_on", "The day of the decision must not lie in the future: today is %s.", values.Today(now).Words())
	}
	if n.Reasons == "" {
		fault("reasons", "Say why the board chose this set.")
	} else if long(n.Reasons, mostReasons) {
		fault("reasons", "Give the reasons in %d letters or less.", mostReasons)
	}
	if len(n.Conditions) > mostConditions {
		fault("conditions", "Note at most %d conditions.", mostConditions)
	}
	for i, c := range n.Conditions {
		if long(c, mostSaid) {
			fault(fmt.Sprintf("conditions[%d]", i), "Write this condition in %d letters or less.", mostSaid)
		}
	}
	if len(n.Dissents) > mostDissents {
		fault("dissents", "Note at most %d dissents.", mostDissents)
	}
	for i, d := range n.Dissents {
		switch {
		case d.Who == "":
			fault(fmt.Sprintf("dissents[%d].who", i), "Say who dissented.")
		case d.Why == "":
			fault(fmt.Sprintf("dissents[%d].why", i), "Say why %s dissented, or that no reason was given.", d.Who)
		case long(d.Who, 200) || long(d.Why, mostSaid):
			fault(fmt.Sprintf("dissents[%d].why", i), "Write this dissent in %d letters or less.", mostSaid)
		}
	}
	if slices.Contains(n.Off, "sites") {
		fault("off", "Two options cannot both use one site: turn that rule on again.")
	}
	if left := paper.Programme.GrantLeftPence; paper.Best.BudgetPence > left && paper.Best.Best.GrantPence > left {
		fault("budget", "The set asks for %s of grant, and %s is left: choose within it.", values.Pence(paper.Best.Best.GrantPence).Words(), values.Pence(left).Words())
	}
	if len(p.Faults) > 0 {
		return p
	}
	seen := slices.Sorted(slices.Values(n.Chosen))
	switch best := paper.Best; {
	case len(best.Best.Options) == 0:
		return problem.Conflict("There is nothing to decide: no option is in the best set.")
	case !slices.Equal(seen, slices.Sorted(slices.Values(best.Best.Options))):
		return problem.Conflict("The best set is no longer the one you saw: something it is worked out from has changed. Nothing was recorded. Look at the choice again, and record it then.")
	}
	return nil
}
