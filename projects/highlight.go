package projects

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Highlight is a project as its highlight report has it: as of a moment, with what changed in
// the four weeks before.
type Highlight struct {
	Project // as the list has it
	Detail  Detail
	Money   Money
	Then    *Standing // nil: not kept
	From    values.Date
	Day     values.Date
}

// highlightDays is how far back and ahead a report looks.
const highlightDays = 28

// ReadHighlight is a project's highlight report.
func ReadHighlight(ctx context.Context, db *gorm.DB, id int64, today values.Date) (Highlight, error) {
	h := Highlight{Day: today, From: today.AddDays(-highlightDays)}
	all, err := list(ctx, db, id, today)
	if err != nil {
		return h, err
	}
	if len(all) == 0 {
		return h, problem.Missing("project")
	}
	h.Project = all[0]
	if h.Detail, err = Read(ctx, db, id, today); err != nil {
		return h, err
	}
	if h.Money, err = ReadMoney(ctx, db, id, today); err != nil {
		return h, err
	}
	stood, err := standingsOn(ctx, db, id, h.From)
	h.Then = stood[id]
	return h, err
}

// Dated is something of a project that has its day.
type Dated struct {
	On   values.Date
	Text string
}

// dates is what is to do, the earliest first: milestones to reach, risks to look at again,
// conditions of the grant to meet.
func (h Highlight) dates() (list []Dated) {
	for _, m := range h.Detail.Milestones {
		if m.Actual.IsZero() && !m.Forecast.IsZero() {
			list = append(list, Dated{m.Forecast, m.Name})
		}
	}
	for _, r := range h.Detail.Risks {
		if r.State != "closed" && !r.ReviewOn.IsZero() {
			list = append(list, Dated{r.ReviewOn, "Look again at: " + r.Risk})
		}
	}
	for _, c := range h.Detail.Conditions {
		if !c.DueOn.IsZero() && slices.Contains([]string{"not_due", "due", "breached"}, c.State) {
			list = append(list, Dated{c.DueOn, "Condition of the grant: " + c.Text})
		}
	}
	slices.SortStableFunc(list, func(a, b Dated) int { return cmp.Compare(a.On.String(), b.On.String()) })
	return list
}

// Overdue is what should have been done.
func (h Highlight) Overdue() (list []Dated) {
	for _, d := range h.dates() {
		if d.On.Before(h.Day) {
			list = append(list, d)
		}
	}
	return list
}

// Due is what has to be done within four weeks.
func (h Highlight) Due() (list []Dated) {
	for _, d := range h.dates() {
		if !d.On.Before(h.Day) && !d.On.After(h.Until()) {
			list = append(list, d)
		}
	}
	return list
}

// Until is the last day that Due looks at.
func (h Highlight) Until() values.Date { return h.Day.AddDays(highlightDays) }

// Slipped is what was moved by somebody in the four weeks before, the latest first.
func (h Highlight) Slipped() (list []Slip) {
	for _, s := range h.Detail.Slips {
		if s.CausedBy == nil && !values.Today(s.At).Before(h.From) {
			list = append(list, s)
		}
	}
	return list
}

// TopRisks are the five worst that are not over.
func (h Highlight) TopRisks() []Risk {
	open := slices.DeleteFunc(slices.Clone(h.Detail.Risks), func(r Risk) bool { return r.State == "closed" })
	slices.SortStableFunc(open, func(a, b Risk) int { return cmp.Compare(b.Residual, a.Residual) })
	return open[:min(5, len(open))]
}

// Asked are the changes that wait for the board.
func (h Highlight) Asked() (list []ChangeRequest) {
	for _, c := range h.Detail.ChangeRequests {
		if c.State == "asked" {
			list = append(list, c)
		}
	}
	return list
}

// LateBy is by how many days it opens later than its baseline; below 0: sooner.
func (p Project) LateBy() int {
	if p.SlipDays == nil {
		return 0
	}
	return *p.SlipDays
}

// Late says whether it would open after the day the grant wants.
func (p Project) Late() bool {
	return !p.Opening.IsZero() && !p.OpenBy.IsZero() && p.Opening.After(p.OpenBy)
}

// Portfolio is every project as its highlight report has it.
type Portfolio struct {
	Projects []Project
	Compared []StandingPair // with how they stood four weeks before, those that slipped most first
	From     values.Date
	Day      values.Date
}

// ReadPortfolio is the portfolio's highlight report, in as many queries for many projects as
// for few.
func ReadPortfolio(ctx context.Context, db *gorm.DB, today values.Date) (Portfolio, error) {
	p := Portfolio{From: today.AddDays(-highlightDays), Day: today}
	var err error
	if p.Projects, err = List(ctx, db, today); err != nil {
		return p, err
	}
	compared, err := Compare(ctx, db, 0, p.From, today, today)
	p.Compared = compared.Items
	return p, err
}

// Sum is the total of the portfolio.
func (p Portfolio) Sum() (total Project) {
	for _, one := range p.Projects {
		total.Places += one.Places
		total.BudgetPence += one.BudgetPence
		total.OutturnPence += one.OutturnPence
		total.SpentPence += one.SpentPence
		total.Waiting += one.Waiting
	}
	return total
}

// Rated counts the projects of each rating that there is one of, the worst first.
func (p Portfolio) Rated() (list []RatedCount) {
	for _, r := range slices.Backward(ratings) {
		n := 0
		for _, one := range p.Projects {
			if one.Ratings.Overall == r {
				n++
			}
		}
		if n > 0 {
			list = append(list, RatedCount{r, n})
		}
	}
	return list
}

// RatedCount is how many projects have a rating.
type RatedCount struct {
	Rating string
	Count  int
}

// Slipped are the projects that open later than four weeks before.
func (p Portfolio) Slipped() (list []StandingPair) {
	for _, c := range p.Compared {
		if c.SlippedDays > 0 {
			list = append(list, c)
		}
	}
	return list
}

// After is how many would open after the day their grant wants.
func (p Portfolio) After() (n int) {
	for _, one := range p.Projects {
		if one.Late() {
			n++
		}
	}
	return n
}

// Waits are the projects of which something waits for the board.
func (p Portfolio) Waits() (list []Project) {
	for _, one := range p.Projects {
		if one.Waiting > 0 {
			list = append(list, one)
		}
	}
	return list
}

// Weeks is how long so many days are, in words.
func Weeks(days int) string {
	if days < 0 {
		days = -days
	}
	switch {
	case days == 1:
		return "1 day"
	case days < 21:
		return fmt.Sprintf("%d days", days)
	}
	return fmt.Sprintf("%d weeks", (days*2+7)/14)
}

// YearWords is a financial year as it is written: 2026-27.
func YearWords(year int) string { return fmt.Sprintf("%d-%02d", year, (year+1)%100) }
