package main

import (
	"io"
	"slices"

	"homeground/appraisal"
)

const businessCaseUsage = `Usage: homeground calc businesscase FILE.json

Reads courses of action ("-" is standard input), such as doing nothing, closing, reopening and
rebuilding, and writes one JSON object to standard output: what each costs on Green Book lines,
in cash and discounted, by year, by line and by authority, and less doing nothing; and printed
figures tested on one baseline. docs/businesscase.md tells what the file and the answer hold.

Everything wrong with the file is listed on standard error, nothing is written and the
exit status is then 1.
`

// caseAnswer is the answer, as docs/businesscase.md has it. Amounts are net costs.
type caseAnswer struct {
	Guidance string       `json:"guidance"`
	Prices   string       `json:"prices"`
	Timing   string       `json:"timing"`
	Rates    []caseRate   `json:"rates"`
	Factors  []float64    `json:"factors"`
	Courses  []caseCourse `json:"courses"`
	Claims   []caseClaim  `json:"claims,omitempty"`
	Notes    []string     `json:"notes"`
}

type caseRate struct {
	From int64   `json:"from"`
	Rate float64 `json:"rate"`
}

type caseCourse struct {
	ID              string      `json:"id"`
	Kind            string      `json:"kind"`
	Cash            int64       `json:"cash"`
	PresentValue    int64       `json:"present_value"`
	OptimismBias    int64       `json:"optimism_bias"`
	Benefits        int64       `json:"benefits"`
	Clawback        int64       `json:"clawback"`
	Sunk            int64       `json:"sunk"`
	LessDoNothing   caseAmounts `json:"less_do_nothing"`
	CashByYear      []int64     `json:"cash_by_year"`
	CashUntil       []int64     `json:"cash_until"`
	Lines           []caseLine  `json:"lines"`
	CashByAuthority []caseParty `json:"authorities,omitempty"`
}

type caseAmounts struct {
	Cash         int64 `json:"cash"`
	PresentValue int64 `json:"present_value"`
}

type caseParty struct {
	Name string `json:"name"`
	caseAmounts
}

type caseLine struct {
	Name         string     `json:"name"`
	Kind         string     `json:"kind"`
	Cash         int64      `json:"cash"`
	PresentValue int64      `json:"present_value"`
	Moved        *caseMoved `json:"moved,omitempty"`
	OptimismBias *caseBias  `json:"optimism_bias,omitempty"`
}

type caseMoved struct {
	From string `json:"from"`
	To   string `json:"to"`
	caseAmounts
}

type caseBias struct {
	Building   string          `json:"building"`
	StartsAt   float64         `json:"starts_at"`
	Reductions []caseReduction `json:"reductions"`
	Used       float64         `json:"used"`
	Amount     int64           `json:"amount"`
	WeeksUsed  float64         `json:"weeks_used"`
	WorksWeeks int64           `json:"works_weeks,omitempty"`
	WithBias   int64           `json:"works_weeks_with_bias,omitempty"`
}

type caseReduction struct {
	Of     string  `json:"of"`
	Points float64 `json:"points"`
	Reason string  `json:"reason"`
}

type caseClaim struct {
	Says        string `json:"says"`
	Printed     int64  `json:"printed"`
	AsCounted   int64  `json:"as_counted"`
	OneBaseline int64  `json:"one_baseline"`
	Reason      string `json:"reason"`
}

// calcBusinessCase is `homeground calc businesscase`.
func calcBusinessCase(args []string, in io.Reader, out, errs io.Writer) int {
	return calcFile("businesscase", businessCaseUsage, args, in, out, errs, func(r *jsonReader, top map[string]any) func() (any, error) {
		return (&caseReader{r}).file(top).answer
	}, "years", "timing", "prices", "rate", "courses", "claims")
}

func (f caseFile) answer() (any, error) {
	worked := f.businessCase.Work()
	a := caseAnswer{Guidance: appraisal.Guidance, Prices: f.prices, Timing: f.timing, Factors: worked.Factors, Notes: append([]string{}, worked.Notes...)}
	for _, r := range f.businessCase.Rates {
		if r.Year < f.businessCase.Years {
			a.Rates = append(a.Rates, caseRate{r.Year, ofWhole(r.Rate)})
		}
	}
	for _, c := range worked.Courses {
		a.Courses = append(a.Courses, courseAnswer(c))
	}
	for _, c := range f.claims {
		tested := worked.Test(c.Claim)
		a.Claims = append(a.Claims, caseClaim{c.says, c.printed, tested.AsCounted, tested.OneBaseline, c.reason})
	}
	return a, nil
}

func courseAnswer(c appraisal.AppraisedCourse) caseCourse {
	a := caseCourse{ID: c.ID, Kind: c.Kind, Cash: c.Total, PresentValue: c.Present, OptimismBias: c.Bias, Benefits: c.Benefits, Clawback: c.Clawback, Sunk: c.Sunk,
		LessDoNothing: caseAmounts{c.TotalAgainst, c.PresentAgainst}, CashByYear: slices.Clone(c.Cash), Lines: []caseLine{}}
	for year := range c.Cash {
		a.CashUntil = append(a.CashUntil, c.Through(int64(year)))
	}
	for _, l := range c.Lines {
		a.Lines = append(a.Lines, lineAnswer(l))
	}
	for _, p := range c.Parties {
		a.CashByAuthority = append(a.CashByAuthority, caseParty{p.Name, caseAmounts{p.Cash, p.Present}})
	}
	return a
}

func lineAnswer(l appraisal.AppraisedLine) caseLine {
	a := caseLine{Name: l.Name, Kind: l.Kind, Cash: l.Cash, PresentValue: l.Present}
	switch l.Kind {
	case appraisal.Transfer:
		a.Moved = &caseMoved{l.By, l.To, caseAmounts{l.Moved, l.MovedPresent}}
	case appraisal.Works:
		b := &caseBias{Building: l.Building, StartsAt: ofWhole(appraisal.UpperBias[l.Building].Cost), Reductions: []caseReduction{},
			Used: ofWhole(l.BiasLeft.Cost), Amount: l.BiasPence, WeeksUsed: ofWhole(l.BiasLeft.Weeks), WorksWeeks: l.WorksWeeks, WithBias: l.WeeksWithBias}
		for _, r := range l.Reductions {
			b.Reductions = append(b.Reductions, caseReduction{reductionOf(r.Weeks), ofWhole(r.Points), r.Reason})
		}
		a.OptimismBias = b
	}
	return a
}

func reductionOf(weeks bool) string {
	if weeks {
		return "weeks"
	}
	return "cost"
}

// ofWhole is basis points as a share.
func ofWhole(points int64) float64 { return float64(points) / 10000 }
