package sites

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"homeground/internal/values"
)

// Rule is a row of the table of planning rules: how long an authority has, how long one
// may appeal, when a permission lapses. It holds from its day on, until a later row of
// the same what, type and circumstance.
type Rule struct {
	ID              int64       `json:"id"`
	What            string      `json:"what" enum:"determination,appeal,appeal_no_decision,lapse,lapse_details,lapse_last_approval"`
	ApplicationType string      `json:"application_type,omitempty" doc:"Left out: any type that has no rule of its own"`
	Circumstance    string      `json:"circumstance,omitempty"`
	Amount          *int        `json:"amount,omitempty" doc:"Left out: there is no period, or no limit; says tells which"`
	Unit            string      `json:"unit,omitempty" enum:"days,working_days,weeks,months,years"`
	FirstDay        string      `json:"first_day" enum:"day_after,same_day" doc:"Whether the period's first day is the day it counts from, or the day after"`
	Allowed         bool        `json:"allowed" doc:"false: there is no such right"`
	Says            string      `json:"says,omitempty"`
	Source          string      `json:"source"`
	From            values.Date `json:"from" gorm:"column:from_day" format:"date"`
	Current         bool        `json:"current" gorm:"-" doc:"It holds today"`
}

// circumstances in the order in which their rules go before others'.
var circumstances = []string{"environmental_statement", "public_service_infrastructure", "householder", "minor_commercial", "major", ""}

// Rules is the whole table.
type Rules []Rule

// find is the rule of that day for an application: one for its type goes before one for
// any type, then the circumstances in their order; of the same, the latest.
func (rs Rules) find(what, kind string, of []string, day values.Date) (Rule, bool) {
	var best Rule
	rank := -1
	for _, r := range rs {
		if r.What != what || r.From.After(day) || r.ApplicationType != "" && r.ApplicationType != kind ||
			r.Circumstance != "" && !slices.Contains(of, r.Circumstance) {
			continue
		}
		n := len(circumstances) - slices.Index(circumstances, r.Circumstance)
		if r.ApplicationType != "" {
			n += len(circumstances)
		}
		if n > rank || n == rank && r.From.After(best.From) {
			best, rank = r, n
		}
	}
	return best, rank >= 0
}

// End is the last day of the rule's period that counts from day; no day where there is
// no period. Months and years end on the corresponding day, or on the month's last where
// there is none (Dodds v Walker [1981]); a period that begins with the day itself, as
// sections 91 and 92 of the 1990 Act have it, ends the day before. Bank holidays count
// in a period of working days alone.
func (r Rule) End(day values.Date, holidays Holidays) values.Date {
	if r.Amount == nil || day.IsZero() {
		return values.Date{}
	}
	n, same := *r.Amount, r.FirstDay == "same_day"
	switch r.Unit {
	case "years":
		n *= 12
	case "months":
	case "working_days":
		return holidays.workingDay(day, n, same)
	default:
		if r.Unit == "weeks" {
			n *= 7
		}
		if same {
			n--
		}
		return day.AddDays(n)
	}
	t := day.Time()
	end := values.NewDate(t.Year(), t.Month()+time.Month(n)+1, 0) // the month's last
	if t.Day() > end.Time().Day() {
		return end
	}
	end = end.AddDays(t.Day() - end.Time().Day())
	if same {
		end = end.AddDays(-1)
	}
	return end
}

// Period is the rule's length in words: 8 weeks.
func (r Rule) Period() string {
	switch {
	case r.Amount == nil:
		return "no period"
	case *r.Amount == 1:
		return "1 " + strings.ReplaceAll(r.Unit[:len(r.Unit)-1], "_", " ")
	}
	return fmt.Sprintf("%d %s", *r.Amount, strings.ReplaceAll(r.Unit, "_", " "))
}

// Holidays are the bank holidays of England and Wales. They move a period of working
// days; a period of days, weeks, months or years moves for none, and they only say when
// an office is closed.
type Holidays map[values.Date]string

// working: no Saturday, Sunday or bank holiday.
func (h Holidays) working(day values.Date) bool {
	weekday := day.Time().Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && h[day] == ""
}

// workingDay is the nth working day after day, or from day on.
func (h Holidays) workingDay(day values.Date, n int, from bool) values.Date {
	if from {
		day = day.AddDays(-1)
	}
	for n > 0 {
		if day = day.AddDays(1); h.working(day) {
			n--
		}
	}
	return day
}

// known says whether the table has the bank holidays of the day's year: most of the
// eight there are, for one may be struck out, and one of another year added alone.
func (h Holidays) known(day values.Date) bool {
	n := 0
	for holiday := range h {
		if holiday.Time().Year() == day.Time().Year() {
			n++
		}
	}
	return n >= 5
}

// Note says that an office is closed on the day, or nothing.
func (h Holidays) Note(day values.Date) string {
	if day.IsZero() {
		return ""
	}
	weekday := day.Time().Weekday().String()
	switch name := h[day]; {
	case name != "":
		return fmt.Sprintf("This is a bank holiday (%s). Offices are closed, and the period still ends on it.", name)
	case weekday == "Saturday" || weekday == "Sunday":
		return fmt.Sprintf("This is a %s. Offices are closed, and the period still ends on it.", weekday)
	}
	if !h.known(day) {
		return fmt.Sprintf("The bank holidays of %d are not in the table.", day.Time().Year())
	}
	return ""
}

// Clock is one period of an application, with how it was worked out.
type Clock struct {
	What    string      `json:"what" enum:"determination,appeal,lapse" doc:"What ends: the authority's time to decide, the time to appeal, the permission"`
	From    values.Date `json:"from" format:"date" doc:"The day it counts from"`
	Ends    values.Date `json:"ends,omitzero" format:"date" doc:"Its last day; left out where there is none"`
	Working string      `json:"working"`
	Note    string      `json:"note,omitempty" doc:"That the last day is a weekend or a bank holiday"`
	Source  string      `json:"source,omitempty"`
	Allowed bool        `json:"allowed" doc:"false: there is no such right, and working says so"`
}

// clock is the rule's period from a day, in words.
func (r Rule) clock(what string, day values.Date, of string, holidays Holidays) Clock {
	c := Clock{What: what, From: day, Ends: r.End(day, holidays), Source: r.Source, Working: r.Says, Allowed: r.Allowed}
	if c.Ends.IsZero() {
		return c
	}
	from := "from the day after"
	if r.FirstDay == "same_day" {
		from = "beginning with"
	}
	c.Working = fmt.Sprintf("%s %s %s, %s: the last day is %s.", r.Period(), from, dayWords(day), of, dayWords(c.Ends))
	c.Note = holidays.Note(c.Ends)
	return c
}

// dayWords is a day with its weekday: Monday 27 April 2026.
func dayWords(d values.Date) string { return d.Time().Format("Monday 2 January 2006") }

func later(a, b values.Date) values.Date {
	if b.After(a) {
		return b
	}
	return a
}

// in is how far off a day is, in words.
func in(day, today values.Date) string {
	n := day.Sub(today)
	switch {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n < 0:
		return fmt.Sprintf("%d days ago", -n)
	}
	return fmt.Sprintf("in %d days", n)
}
