package main

import (
	"fmt"
	"io"
	"strings"

	"homeground/grants"
	"homeground/internal/problem"
	"homeground/internal/values"
)

const clawbackUsage = `Usage: homeground calc clawback FILE.json

Reads what of a grant was paid and the conditions that take it back ("-" is standard input), and
writes one JSON object to standard output: for each day what is repayable if they are broken on
it, under each condition and together, with the working. docs/clawback.md tells what the file
and the answer hold.

Everything wrong with the file is listed on standard error, nothing is written and the
exit status is then 1.
`

// clawback is the answer, as docs/clawback.md has it.
type clawback struct {
	On []clawbackDay `json:"on"`
}

type clawbackDay struct {
	Day        values.Date    `json:"day"`
	Repayable  int64          `json:"repayable"`
	HowWorked  string         `json:"how_worked"`
	Conditions []clawbackLine `json:"conditions"`
}

type clawbackLine struct {
	ID        string      `json:"id"`
	Amount    int64       `json:"amount"`
	Repayable int64       `json:"repayable"`
	EndsOn    values.Date `json:"ends_on,omitzero"`
	Days      int         `json:"days"`
	DaysLeft  int         `json:"days_left"`
	HowWorked string      `json:"how_worked"`
}

// calcClawback is `homeground calc clawback`.
func calcClawback(args []string, in io.Reader, out, errs io.Writer) int {
	return calcFile("clawback", clawbackUsage, args, in, out, errs, func(r *jsonReader, top map[string]any) func() (any, error) {
		return (&clawbackReader{r}).file(top).answer
	}, "paid", "conditions", "on")
}

// clawbackFile is what stands in a good file.
type clawbackFile struct {
	paid       int64 // pence
	conditions []clawbackCondition
	days       []values.Date
}

type clawbackCondition struct {
	id     string
	amount int64 // pence
	stated bool  // or all that was paid
	terms  grants.Terms
}

func (f clawbackFile) answer() (any, error) {
	a := clawback{On: []clawbackDay{}}
	for _, day := range f.days {
		sum, d := grants.RepayableProject{PaidPence: f.paid}, clawbackDay{Day: day, Conditions: []clawbackLine{}}
		for _, c := range f.conditions {
			amount := f.paid
			if c.stated {
				amount = min(c.amount, f.paid)
			}
			left := c.terms.Of(amount, day)
			sum.Exposed = append(sum.Exposed, grants.Exposed{Stated: c.stated, Left: left})
			d.Conditions = append(d.Conditions, clawbackLine{c.id, amount, left.Pence, left.EndsOn, left.Days, left.DaysLeft, left.HowWorked})
		}
		sum.Add()
		d.Repayable, d.HowWorked = sum.Pence, sum.HowWorked
		a.On = append(a.On, d)
	}
	return a, nil
}

// clawbackReader reads what was paid, conditions and days.
type clawbackReader struct{ *jsonReader }

const mostConditions, mostDays, mostSteps, mostMonths = 1000, 1000, 60, 1200

func (r *clawbackReader) file(top map[string]any) (f clawbackFile) {
	f.paid = r.whole("paid", top["paid"], 0, mostPence)
	for i, v := range r.list("conditions", top["conditions"], mostConditions) {
		f.conditions = append(f.conditions, r.condition(fmt.Sprintf("conditions[%d]", i), v))
	}
	for i, v := range r.list("on", top["on"], mostDays) {
		path := fmt.Sprintf("on[%d]", i)
		if v == nil {
			r.fault(path, "", "this must be a day from 1900 to 2199", "Give the day as 2026-12-01")
		}
		f.days = append(f.days, r.date(path, v))
	}
	return f
}

func (r *clawbackReader) condition(path string, v any) (c clawbackCondition) {
	o := r.object(path, v, "id", "amount", "taper", "starts_on", "period_months", "steps")
	if o == nil {
		return c
	}
	c.id = r.text(path+".id", o["id"])
	if c.stated = o["amount"] != nil; c.stated {
		c.amount = r.whole(path+".amount", o["amount"], 1, mostPence)
	}
	faults := len(r.faults)
	c.terms = grants.Terms{Taper: r.text(path+".taper", o["taper"]), StartsOn: r.date(path+".starts_on", o["starts_on"])}
	switch c.terms.Taper {
	case grants.NoTaper, grants.FullUntilEnd, grants.StraightLine, grants.Stepped:
	default:
		r.fault(path+".taper", c.terms.Taper, "this must be none, full_until_end, straight_line or stepped", "Write one of them")
	}
	if o["period_months"] != nil {
		c.terms.PeriodMonths = int(r.whole(path+".period_months", o["period_months"], 0, mostMonths))
	}
	if o["steps"] != nil {
		for i, v := range r.list(path+".steps", o["steps"], mostSteps) {
			at := fmt.Sprintf("%s.steps[%d]", path, i)
			if s := r.object(at, v, "after_months", "share"); s != nil {
				c.terms.Steps = append(c.terms.Steps, grants.Step{AfterMonths: int(r.whole(at+".after_months", s["after_months"], 1, mostMonths)),
					ShareBP: int(r.share(at+".share", s["share"], 10000, "this is the share that is repayable, 0 to 1, with at most 4 decimals", "Write 0.5 for 50 %"))})
			}
		}
	}
	if len(r.faults) == faults { // what each says is right: do they go together?
		var p problem.Problem
		c.terms.Check(&p)
		for _, wrong := range p.Faults {
			r.fault(path+"."+strings.TrimSuffix(wrong.Field, "_bp"), "", strings.TrimSuffix(wrong.Text, "."), "docs/clawback.md tells what goes together")
		}
	}
	return c
}
