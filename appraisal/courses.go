package appraisal

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/grants"
	"homeground/internal/problem"
	"homeground/internal/values"
)

// Courses are what may be done with an option's site, side by side on one baseline: nothing,
// closing it, and every option proposed for it, in cash and discounted by the Green Book.
// What is assumed stands beside it; of each option's home it is what its money assumes.
type Courses struct {
	Guidance    string       `json:"guidance"`
	Site        string       `json:"site,omitempty" doc:"Under its public name; without one there is nothing to close"`
	Assumptions []Assumed    `json:"assumptions"`
	Courses     []CourseSide `json:"courses"`
}

// Assumed is one figure that all courses hang on, and where it comes from.
type Assumed struct {
	Code   string `json:"code" enum:"years,keeping,repaid"`
	Value  int64  `json:"value" doc:"Years, or pence"`
	Given  bool   `json:"given"`
	Source string `json:"source,omitempty"`
}

// CourseSide is one course. Amounts are pence; cash and present value are net costs, below
// nought where more comes in.
type CourseSide struct {
	Kind           string       `json:"kind" enum:"do_nothing,close,reopen,rebuild,other"`
	Name           string       `json:"name"`
	OptionID       int64        `json:"option_id,omitempty"`
	Places         int64        `json:"places"`
	CapitalPence   int64        `json:"capital_pence" doc:"Likely cost, before optimism bias"`
	BiasPence      int64        `json:"bias_pence"`
	GrantPence     int64        `json:"grant_pence"`
	RepaidPence    int64        `json:"repaid_pence" doc:"Grant that would be repaid"`
	OpensBy        *values.Date `json:"opens_by,omitempty" format:"date" doc:"80 % likely"`
	SurplusPence   *int64       `json:"surplus_pence,omitempty" doc:"Of a year once it is open"`
	CashPence      int64        `json:"cash_pence" doc:"Over all the years"`
	PresentPence   int64        `json:"present_pence"`
	CashAgainst    int64        `json:"cash_against_pence" doc:"Less that of doing nothing"`
	PresentAgainst int64        `json:"present_against_pence"`
	Lines          []CourseLine `json:"lines"`
	building       string
}

// CourseLine is one line of a course over all its years, as a net cost.
type CourseLine struct {
	Name         string `json:"name"`
	CashPence    int64  `json:"cash_pence"`
	PresentPence int64  `json:"present_pence"`
}

const (
	usualYears = 10
	mostBeside = 8 // options of one site
)

// ReadCourses lays the courses side by side. Given are years, what keeping the site as it is
// costs a year, and the grant that closing it would have repaid, as typed, by code.
func ReadCourses(ctx context.Context, db *gorm.DB, sim *Simulator, id int64, given map[string]string, today values.Date) (Courses, error) {
	ranking, err := Rank(ctx, db, sim, nil)
	if err != nil {
		return Courses{}, err
	}
	own, err := ranking.optionByID(id)
	if err != nil {
		return Courses{}, err
	}
	var site struct {
		Name, Operation string
		Keeping         *int64
	}
	if len(own.Sites) > 0 {
		err := db.WithContext(ctx).Raw(`SELECT public_name AS name, operation, running_cost_pence AS keeping FROM sites WHERE id = ?`, own.Sites[0].ID).Scan(&site).Error
		if err != nil {
			return Courses{}, fmt.Errorf("read what keeping site %d costs: %w", own.Sites[0].ID, err)
		}
	}
	c := Courses{Guidance: Guidance, Site: site.Name, Assumptions: []Assumed{{Code: "years", Value: usualYears, Source: "ten years from now, which is year 0"},
		{Code: "keeping", Source: "nothing is recorded of what keeping it as it is costs"}, {Code: "repaid", Source: "nothing is recorded of a grant that would be repaid"}}}
	if site.Keeping != nil {
		c.Assumptions[1].Value, c.Assumptions[1].Source = *site.Keeping, "the running cost of "+site.Name+", as recorded with the site"
	}
	if len(own.Sites) > 0 {
		if err := c.repayable(ctx, db, own.Sites[0].ID, today); err != nil {
			return c, err
		}
	}
	if err := c.give(given); err != nil {
		return c, err
	}
	list := []Option{own}
	for _, o := range ranking.Options {
		shares := slices.ContainsFunc(o.Sites, func(s OptionSite) bool { return len(own.Sites) > 0 && s.ID == own.Sites[0].ID })
		if shares && o.ID != own.ID && len(list) < mostBeside {
			list = append(list, o)
		}
	}
	return c, c.lay(ctx, db, list, site.Operation)
}

// repayable takes what the conditions of every grant would have repaid if the site closed.
func (c *Courses) repayable(ctx context.Context, db *gorm.DB, site int64, today values.Date) error {
	list, err := grants.RepayableForSite(ctx, db, site, grants.RepayableAsked{Trigger: "closure"}, today)
	if err != nil {
		return err
	}
	var from []string
	for _, g := range list {
		if g.Pence > 0 {
			c.Assumptions[2].Value += g.Pence
			from = append(from, g.Programme)
		}
	}
	if from != nil {
		c.Assumptions[2].Source = fmt.Sprintf("what would be repayable if it closed on %s, by the conditions of %s", today.Words(), strings.Join(from, " and "))
	}
	return nil
}

// give puts what is given in place of what is assumed, all faults at once.
func (c *Courses) give(given map[string]string) error {
	p := &problem.Problem{Kind: problem.Invalid, Text: "These assumptions cannot be used."}
	for i := range c.Assumptions {
		a := &c.Assumptions[i]
		least, most, what := int64(0), int64(1e12), "an amount of £0 to £10,000,000,000"
		if a.Code == "years" {
			least, most, what = 1, 60, "a whole number of years from 1 to 60"
		}
		if text := given[a.Code]; text != "" {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil || n < least || n > most {
				p.Faults = append(p.Faults, problem.Fault{Field: a.Code, Text: fmt.Sprintf("Enter %s.", what)})
				continue
			}
			a.Value, a.Given, a.Source = n, true, ""
		}
	}
	if len(p.Faults) > 0 {
		return p
	}
	return nil
}

// lay works the courses out, amounts at the ends of years.
func (c *Courses) lay(ctx context.Context, db *gorm.DB, options []Option, operation string) error {
	years, keeping, repaid := c.Assumptions[0].Value, c.Assumptions[1].Value, c.Assumptions[2].Value
	keep := func(weeks int64) []Line {
		return yearly("Keeping the site as it is", Cost, keeping, 0, min(weeks, years*weeksSold))
	}
	b := BusinessCase{Years: years, Rates: GreenBookRates, Courses: []Course{{ID: "0", Kind: DoNothing, Lines: keep(years * weeksSold)}}}
	c.Courses = []CourseSide{{Kind: DoNothing, Name: "Do nothing"}}
	if operation == "open" || operation == "mothballed" {
		b.Courses = append(b.Courses, Course{ID: "1", Kind: "close", Lines: []Line{{Name: "Grant repaid", Kind: Clawback, Pence: repaid, Per: Once}}})
		c.Courses = append(c.Courses, CourseSide{Kind: "close", Name: "Close it for good", RepaidPence: repaid})
	}
	for _, o := range options {
		money, err := Money(ctx, db, o.ID, nil)
		if err != nil {
			return err
		}
		opens, surplus, weeks := o.Opening.P80, money.Expected.Surplus, max(0, int64(o.Opening.P80.Sub(o.StartsOn)+6)/7)
		side := CourseSide{Kind: "other", Name: o.Name, OptionID: o.ID, Places: int64(o.Places), CapitalPence: o.CostLikelyPence, GrantPence: o.GrantPence, OpensBy: &opens, SurplusPence: &surplus, building: "standard"}
		switch o.Route {
		case "reopen_mothballed":
			side.Kind = "reopen"
		case "new_build":
			side.Kind = "rebuild"
		case "secure_refurbishment":
			side.Kind, side.building = "rebuild", "non_standard"
		}
		lines := append([]Line{{Name: "Works and other capital", Kind: Works, Pence: o.CostLikelyPence, Per: Once, Building: side.building},
			{Name: "Grant for it", Kind: Income, Pence: o.GrantPence, Per: Once}}, keep(weeks)...)
		lines = append(lines, yearly("Income once open", Income, money.Expected.Income, weeks, years*weeksSold)...)
		lines = append(lines, yearly("Staff and running costs once open", Cost, money.Expected.Cost, weeks, years*weeksSold)...)
		b.Courses, c.Courses = append(b.Courses, Course{ID: strconv.Itoa(len(c.Courses)), Kind: side.Kind, Lines: lines}), append(c.Courses, side)
	}
	for i, worked := range b.Work().Courses {
		side := &c.Courses[i]
		side.CashPence, side.PresentPence, side.CashAgainst, side.PresentAgainst, side.BiasPence = worked.Total, worked.Present, worked.TotalAgainst, worked.PresentAgainst, worked.Bias
		side.Lines = []CourseLine{}
		for _, l := range worked.Lines {
			at := slices.IndexFunc(side.Lines, func(o CourseLine) bool { return o.Name == l.Name })
			if at < 0 {
				at, side.Lines = len(side.Lines), append(side.Lines, CourseLine{Name: l.Name})
			}
			side.Lines[at].CashPence, side.Lines[at].PresentPence = side.Lines[at].CashPence+l.Cash, side.Lines[at].PresentPence+l.Present
		}
	}
	return nil
}

// yearly is an amount a year from one week to another, both counted from now: of the years it
// begins and ends in only its weeks.
func yearly(name, kind string, pence, from, until int64) (lines []Line) {
	for from < until {
		year := from / weeksSold
		end := min(until, (year+1)*weeksSold)
		l := Line{Name: name, Kind: kind, Pence: pence, Per: PerYear, Weeks: end - from, From: year, Until: year}
		if end-from == weeksSold && until >= end+weeksSold { // whole years are one line
			l.Until = until/weeksSold - 1
			end = (l.Until + 1) * weeksSold
		}
		lines, from = append(lines, l), end
	}
	return lines
}
