package grants

import (
	"fmt"
	"strings"

	"homeground/internal/values"
)

// Tapers of a condition: how what it takes back falls as its period goes by.
const (
	NoTaper      = "none"           // never: it binds without end
	FullUntilEnd = "full_until_end" // all of it until the period ends, then nothing
	StraightLine = "straight_line"  // by the day, from all of it to nothing
	Stepped      = "stepped"        // by the shares of its steps
)

// Terms are how much of an amount a condition takes back when it is broken, and for how long.
type Terms struct {
	Taper        string      `json:"taper" enum:"none,full_until_end,straight_line,stepped"`
	StartsOn     values.Date `json:"starts_on,omitzero" format:"date" doc:"The first day of its period; without one, it has not begun"`
	PeriodMonths int         `json:"period_months" minimum:"0" maximum:"1200" doc:"How long the period is; 0 where the taper is none"`
	Steps        []Step      `json:"steps" gorm:"serializer:json" maxItems:"60" doc:"Of a stepped taper: the share from so many months on, falling"`
}

// Step is a share of the amount, from so many months after the start.
type Step struct {
	AfterMonths int `json:"after_months" minimum:"1" maximum:"1200"`
	ShareBP     int `json:"share_bp" minimum:"0" maximum:"10000" doc:"In hundredths of a per cent"`
}

// Left is what of an amount is still repayable on a day, and how that was worked out.
type Left struct {
	Pence     int64       `json:"pence"`
	EndsOn    values.Date `json:"ends_on,omitzero" format:"date" doc:"The first day on which nothing is repayable"`
	Days      int         `json:"days" doc:"Of the whole period"`
	DaysLeft  int         `json:"days_left"`
	ShareBP   int         `json:"share_bp" doc:"Of a stepped taper: the share of that day"`
	HowWorked string      `json:"how_worked"`
}

// Of is what is left of an amount on a day. The first day of the period is the one it begins
// on; so many months later is the first day on which nothing is repayable. A straight line
// counts real days, leap days too, and rounds to the nearest penny, a half upwards.
func (t Terms) Of(pence int64, day values.Date) Left {
	l := Left{Pence: pence, ShareBP: 10000}
	all := values.Pence(pence).Words()
	if t.Taper == NoTaper {
		l.HowWorked = fmt.Sprintf("All of %s, without end.", all)
		return l
	}
	if t.StartsOn.IsZero() {
		l.HowWorked = fmt.Sprintf("All of %s: its period of %s has not begun.", all, monthsWords(t.PeriodMonths))
		return l
	}
	l.EndsOn = t.StartsOn.AddMonths(t.PeriodMonths)
	l.Days = l.EndsOn.Sub(t.StartsOn)
	l.DaysLeft = min(max(l.EndsOn.Sub(day), 0), l.Days)
	if l.DaysLeft == 0 {
		l.Pence, l.ShareBP = 0, 0
		l.HowWorked = fmt.Sprintf("Nothing: its period ended on %s.", l.EndsOn.AddDays(-1).Words())
		return l
	}
	switch t.Taper {
	case FullUntilEnd:
		l.HowWorked = fmt.Sprintf("All of %s until %s.", all, l.EndsOn.AddDays(-1).Words())
	case StraightLine:
		l.Pence = share(pence, int64(l.DaysLeft), int64(l.Days))
		l.HowWorked = fmt.Sprintf("%s × %d of %d days left until %s.", all, l.DaysLeft, l.Days, l.EndsOn.AddDays(-1).Words())
	case Stepped:
		since := t.StartsOn
		for _, s := range t.Steps {
			if from := t.StartsOn.AddMonths(s.AfterMonths); !day.Before(from) {
				l.ShareBP, since = s.ShareBP, from
			}
		}
		l.Pence = share(pence, int64(l.ShareBP), 10000)
		l.HowWorked = fmt.Sprintf("%s × %s %%, its share since %s.", all, percent(l.ShareBP), since.Words())
	}
	return l
}

// share is pence times part over whole, to the nearest penny, a half upwards. Part is not
// more than whole, and none is negative; days and hundredths of per cents never overflow.
func share(pence, part, whole int64) int64 {
	return pence/whole*part + (pence%whole*part*2+whole)/(2*whole)
}

// percent says hundredths of a per cent: 33.33, 50.
func percent(bp int) string {
	return strings.TrimSuffix(strings.TrimSuffix(fmt.Sprintf("%d.%02d", bp/100, bp%100), "0"), ".0")
}

// monthsWords says a length: 18 months, 25 years.
func monthsWords(n int) string {
	unit := "month"
	if n%12 == 0 {
		n, unit = n/12, "year"
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", n, unit)
}
