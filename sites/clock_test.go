package sites

import (
	"strings"
	"testing"

	"homeground/internal/values"
)

func day(t *testing.T, text string) values.Date {
	t.Helper()
	if text == "" {
		return values.Date{}
	}
	d, err := values.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The last day of a period, by unit and by whether it begins with the day itself.
func TestPeriodEnds(t *testing.T) {
	holidays := Holidays{day(t, "2026-04-03"): "Good Friday", day(t, "2026-04-06"): "Easter Monday", day(t, "2026-12-25"): "Christmas Day", day(t, "2026-12-28"): "Boxing Day (substitute day)"}
	for _, c := range []struct {
		name   string
		amount int
		unit   string
		first  string
		from   string
		want   string
	}{
		{"8 weeks from the day after", 8, "weeks", "day_after", "2026-03-02", "2026-04-27"},
		{"8 weeks over the end of February", 8, "weeks", "day_after", "2026-01-05", "2026-03-02"},
		{"8 weeks over a leap day", 8, "weeks", "day_after", "2024-01-08", "2024-03-04"},
		{"8 weeks over the end of summer time", 8, "weeks", "day_after", "2026-10-01", "2026-11-26"},
		{"8 weeks over the year's end", 8, "weeks", "day_after", "2025-11-24", "2026-01-19"},
		{"8 weeks that end on Easter Monday do not move", 8, "weeks", "day_after", "2026-02-09", "2026-04-06"},
		{"8 weeks that end on Christmas Day do not move", 8, "weeks", "day_after", "2026-10-30", "2026-12-25"},
		{"13 weeks", 13, "weeks", "day_after", "2026-03-02", "2026-06-01"},
		{"10 weeks", 10, "weeks", "day_after", "2026-03-02", "2026-05-11"},
		{"16 weeks", 16, "weeks", "day_after", "2026-03-02", "2026-06-22"},
		{"56 days are 8 weeks", 56, "days", "day_after", "2026-03-02", "2026-04-27"},
		{"28 days", 28, "days", "day_after", "2024-02-01", "2024-02-29"},
		{"28 days beginning with the day", 28, "days", "same_day", "2024-02-01", "2024-02-28"},
		{"12 weeks", 12, "weeks", "day_after", "2026-05-08", "2026-07-31"},
		{"6 months end on the corresponding day", 6, "months", "day_after", "2026-04-27", "2026-10-27"},
		{"6 months from 31 August", 6, "months", "day_after", "2025-08-31", "2026-02-28"},
		{"6 months from 31 August before a leap day", 6, "months", "day_after", "2023-08-31", "2024-02-29"},
		{"6 months from 30 August", 6, "months", "day_after", "2025-08-30", "2026-02-28"},
		{"6 months from 29 August", 6, "months", "day_after", "2023-08-29", "2024-02-29"},
		{"6 months from 31 March", 6, "months", "day_after", "2026-03-31", "2026-09-30"},
		{"6 months from 28 February are no month's end", 6, "months", "day_after", "2026-02-28", "2026-08-28"},
		{"1 month over the year's end", 1, "months", "day_after", "2026-12-31", "2027-01-31"},
		{"2 years from a leap day", 2, "years", "day_after", "2024-02-29", "2026-02-28"},
		{"4 years from a leap day", 4, "years", "day_after", "2024-02-29", "2028-02-29"},
		{"3 years beginning with the day end the day before", 3, "years", "same_day", "2026-04-27", "2029-04-26"},
		{"3 years beginning with 1 January", 3, "years", "same_day", "2026-01-01", "2028-12-31"},
		{"3 years beginning with 1 March end on no leap day", 3, "years", "same_day", "2024-03-01", "2027-02-28"},
		{"3 years beginning with 1 March end on a leap day", 3, "years", "same_day", "2025-03-01", "2028-02-29"},
		{"3 years beginning with a leap day", 3, "years", "same_day", "2024-02-29", "2027-02-28"},
		{"4 years beginning with a leap day", 4, "years", "same_day", "2024-02-29", "2028-02-28"},
		{"6 months beginning with 31 August", 6, "months", "same_day", "2025-08-31", "2026-02-28"},
		{"6 months beginning with 1 September", 6, "months", "same_day", "2025-09-01", "2026-02-28"},
		{"10 working days are two weeks", 10, "working_days", "day_after", "2026-03-02", "2026-03-16"},
		{"1 working day from a Friday", 1, "working_days", "day_after", "2026-03-06", "2026-03-09"},
		{"1 working day from a Saturday", 1, "working_days", "day_after", "2026-03-07", "2026-03-09"},
		{"3 working days over Easter", 3, "working_days", "day_after", "2026-04-01", "2026-04-08"},
		{"2 working days over Christmas and its substitute", 2, "working_days", "day_after", "2026-12-24", "2026-12-30"},
		{"1 working day from a leap day", 1, "working_days", "day_after", "2024-02-29", "2024-03-01"},
		{"1 working day beginning with the day", 1, "working_days", "same_day", "2026-03-02", "2026-03-02"},
		{"1 working day beginning with a Saturday", 1, "working_days", "same_day", "2026-03-07", "2026-03-09"},
		{"7 working days beginning with Good Friday", 7, "working_days", "same_day", "2026-04-03", "2026-04-15"},
	} {
		r := Rule{Amount: &c.amount, Unit: c.unit, FirstDay: c.first}
		if got := r.End(day(t, c.from), holidays); got != day(t, c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got := (Rule{Says: "no limit"}).End(day(t, "2026-01-01"), holidays); !got.IsZero() {
		t.Errorf("no period ends on %s", got)
	}
}

// By brute force: a day-after period of months ends on the corresponding day where there
// is one; beginning with the day itself it has as many days as the one that began the day
// before from the day after.
func TestPeriodsAgree(t *testing.T) {
	for d := day(t, "2023-01-01"); d.Before(day(t, "2029-01-01")); d = d.AddDays(1) {
		for n := 1; n <= 36; n++ {
			after := Rule{Amount: &n, Unit: "months", FirstDay: "day_after"}.End(d, nil)
			same := Rule{Amount: &n, Unit: "months", FirstDay: "same_day"}.End(d, nil)
			from, to := d.Time(), after.Time()
			if months := (to.Year()-from.Year())*12 + int(to.Month()-from.Month()); months != n {
				t.Fatalf("%d months from %s end on %s", n, d, after)
			}
			lastOfMonth := to.AddDate(0, 0, 1).Day() == 1
			if to.Day() != from.Day() && !(lastOfMonth && to.Day() < from.Day()) {
				t.Fatalf("%d months from %s end on %s", n, d, after)
			}
			if want := to.Day() == from.Day(); want != (after.Sub(same) == 1) || !want && after != same {
				t.Fatalf("%d months beginning with %s end on %s, from it on %s", n, d, same, after)
			}
		}
	}
}

func TestHolidayNote(t *testing.T) {
	h := Holidays{day(t, "2026-12-25"): "Christmas Day", day(t, "2026-04-06"): "Easter Monday", day(t, "2026-01-01"): "New Year's Day", day(t, "2026-04-03"): "Good Friday",
		day(t, "2026-05-04"): "Early May bank holiday", day(t, "2029-06-04"): "A royal wedding"}
	for _, c := range []struct{ day, want string }{
		{"2026-04-06", "bank holiday (Easter Monday)"}, {"2026-04-07", ""}, {"2026-04-11", "Saturday"}, {"2026-04-12", "Sunday"},
		{"2026-12-25", "Christmas Day"}, {"2026-12-28", ""}, {"2027-01-02", "Saturday"},
		{"2027-01-04", "of 2027 are not in the table"}, {"2029-06-04", "A royal wedding"}, {"2029-06-05", "of 2029 are not in the table"},
	} {
		got := h.Note(day(t, c.day))
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.day, got, c.want)
		}
	}
}
