package paper

import (
	"fmt"
	"slices"
	"strings"

	"homeground/appraisal"
	"homeground/internal/print"
	"homeground/internal/values"
)

// likelyEnough is the chance of opening in time below which an option of the set is a risk.
const likelyEnough = 0.8

// risks are what the facts themselves say may go wrong, and what they do not know. None is
// made up.
func (f Facts) risks() (list []string) {
	say := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	set := f.chosen()
	if len(set) > 0 {
		f.timeRisks(set, say)
		f.moneyRisks(set, say)
		f.likenessRisks(say)
	}
	f.wishRisks(say)
	f.limitsOfProof(say)
	if unsure := unsure(set); unsure != "" {
		say("%s", unsure)
	}
	return list
}

func (f Facts) timeRisks(set []appraisal.Option, say func(string, ...any)) {
	var latest appraisal.Option
	for _, o := range set {
		if latest.ID == 0 || o.Opening.P80.After(latest.Opening.P80) {
			latest = o
		}
		if o.Opening.Chance < likelyEnough {
			say("%s may open late: its chance of opening by %s is %s. It is 80 %% likely to be open by %s.", o.Name, f.Programme.OpenBy.Words(), print.Chance(o.Opening.Chance), o.Opening.P80.Words())
		}
		for _, n := range o.Needs {
			state := "is in the set as well"
			switch {
			case n.Chosen:
				state = "is a project already"
			case !f.Best.Best.Has(n.ID):
				state = "is not in the set"
			}
			say("%s needs %s, which %s.", o.Name, n.Name, state)
		}
	}
	say("The last of the set to be 80 %% likely to be open is %s, by %s.", latest.Name, latest.Opening.P80.Words())
}

func (f Facts) moneyRisks(set []appraisal.Option, say func(string, ...any)) {
	var likely, high, match int64
	for _, o := range set {
		likely, high, match = likely+o.CostLikelyPence, high+o.CostHighPence, match+o.MatchPence
	}
	if high > likely {
		say("If every option of the set cost its high estimate, the set would cost %s: %s more than is likely. What is left of the grant would cover %s of it.",
			million(high), million(high-likely), million(min(high-likely, max(0, f.Left()))))
	}
	if match > 0 {
		say("The set counts on %s of match. This paper does not know which of it is secured: the page of each option says so.", million(match))
	}
}

// likenessRisks are options that the set has or has not by a little.
func (f Facts) likenessRisks(say func(string, ...any)) {
	for _, r := range f.Robustness.Options {
		switch {
		case f.Best.Best.Has(r.ID) && r.Share < 0.5:
			say("%s is in the set, but in the best set of only %s of the simulated worlds.", r.Name, print.Chance(r.Share))
		case !f.Best.Best.Has(r.ID) && r.Share >= 0.5:
			say("%s is left out, but in the best set of %s of the simulated worlds.", r.Name, print.Chance(r.Share))
		}
	}
}

// wishRisks are what was asked for besides the rules.
func (f Facts) wishRisks(say func(string, ...any)) {
	named := func(ids []int64) string {
		var list []string
		for _, id := range ids {
			list = append(list, f.NameOf(id))
		}
		return strings.Join(list, "; ")
	}
	w := f.Wish
	if w.Only {
		say("The set was given, not found: it is exactly what was asked for.")
	} else if len(w.In) > 0 {
		say("Asked to be in, whatever it is worth: %s.", named(w.In))
	}
	if len(w.Out) > 0 {
		say("Asked to be out, whatever it is worth: %s.", named(w.Out))
	}
	for _, r := range f.Best.Rules {
		if r.Off {
			say("This rule was taken off: %s.", strings.ToLower(r.Text[:1])+r.Text[1:])
		}
	}
	if f.Best.BudgetPence != f.Programme.GrantLeftPence {
		say("The set was looked for with %s of grant; projects leave %s of the award.", million(f.Best.BudgetPence), million(f.Programme.GrantLeftPence))
	}
}

// limitsOfProof are what was not proven or not looked at.
func (f Facts) limitsOfProof(say func(string, ...any)) {
	b, r := f.Best, f.Robustness
	if b.Status == "stopped" {
		say("The set is the best that was found, not proven: no set is worth more than %s.", f.Worth(b.Bound))
	}
	if len(b.NextBest) > 0 && !b.NextProven {
		say("That the next best sets are the next best is not proven.")
	}
	if len(b.Frontier) > 0 && !b.Whole {
		say("What more grant would buy is not complete: there was not time to look at every step.")
	}
	if r.Worlds == 0 {
		say("In how many simulated worlds each option is in the best set was not worked out.")
	}
	if r.Unproven > 0 {
		say("In %s the set is the best that was found, without a proof.", count(r.Unproven, r.Worlds, "simulated worlds"))
	}
	if r.Infeasible > 0 {
		say("In %s no set keeps the rules.", count(r.Infeasible, r.Worlds, "simulated worlds"))
	}
	looked := slices.DeleteFunc(slices.Clone(b.LeftOut), func(l appraisal.LeftOut) bool {
		return l.Why != "" || slices.ContainsFunc(f.Changes, func(c appraisal.ChoiceChanges) bool { return c.ID == l.ID })
	})
	if len(looked) > 0 && !f.Infeasible() {
		say("What would bring it in was not looked for, for %s left out.", print.Plural(len(looked), "option", "options"))
	}
}

// unsure says how many options of the set rest on figures that are not firm.
func unsure(set []appraisal.Option) string {
	kinds := map[string]int{}
	for _, o := range set {
		kinds[o.Provenance]++
	}
	var said []string
	for _, kind := range []string{"illustrative", "estimate", "estimated"} {
		if n := kinds[kind]; n > 0 {
			said = append(said, fmt.Sprintf("%s %s", print.Plural(n, "option is", "options are"), kind))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "Figures of the set: " + strings.Join(said, ", ") + ". Section 10 names the source of each."
}

// ProvenUntil is how far off the best may be.
func (f Facts) ProvenUntil() string { return f.Worth(f.Best.Bound - f.Best.Best.Value) }

// LateBy is by how many days after the day an option is 80 % likely to be open; not above 0:
// it is in time.
func (f Facts) LateBy(d values.Date) int { return d.Sub(f.Programme.OpenBy) }
