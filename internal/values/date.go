// Package values holds the value types every subject shares: Date and Pence.
//
// Beside them: the codes of areas and the words of cohorts that published tables use, and
// Spread, which divides a total exactly.
//
// A Date has no clock and no zone, and Pence is a whole number: money never
// passes through a float.
package values

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Date is a calendar day, kept as days since 1 January 1970. The zero Date is no
// day at all: NULL in SQL, null in JSON, the empty text.
type Date struct{ days int32 }

const epoch = 719163 // days from 1 January 0001 to 1 January 1970, plus one: keeps the zero value for "no day"

// NewDate is the given day; out-of-range months and days roll over as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400) + epoch}
}

// Today is the day in the United Kingdom at the given moment.
func Today(now time.Time) Date {
	if london, err := time.LoadLocation("Europe/London"); err == nil {
		now = now.In(london)
	}
	return DateOf(now)
}

// ParseDate reads an ISO 8601 day, 2026-11-21.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("read date %q: want YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// TypedDate reads a day as people write it in England: 21/11/2026, 21 November
// 2026 or 2026-11-21. Anything else, 12/25/2026 or a spreadsheet's day number
// among them, is refused rather than guessed.
func TypedDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{"2/1/2006", "02/01/2006", time.DateOnly, "2 January 2006", "2 Jan 2006"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1900 && t.Year() < 2200 {
			return DateOf(t), nil
		}
	}
	return Date{}, fmt.Errorf("read date %q: want DD/MM/YYYY or YYYY-MM-DD", s)
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d.days == 0 }

// Time is the start of the day in UTC.
func (d Date) Time() time.Time { return time.Unix(int64(d.days-epoch)*86400, 0).UTC() }

// AddDays is the day n days later.
func (d Date) AddDays(n int) Date { return Date{d.days + int32(n)} }

// AddMonths is the same day of the month n months later, or that month's last day where it
// has no such day: a year after 29 February 2024 is 28 February 2025.
func (d Date) AddMonths(n int) Date {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return NewDate(first.Year(), first.Month(), min(t.Day(), last))
}

// Sub is the number of days from other to d.
func (d Date) Sub(other Date) int { return int(d.days - other.days) }

// Before reports whether d comes before other.
func (d Date) Before(other Date) bool { return d.days < other.days }

// After reports whether d comes after other.
func (d Date) After(other Date) bool { return d.days > other.days }

// String is the ISO 8601 day, or nothing for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Words is the day as shown to people: 21 November 2026.
func (d Date) Words() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("2 January 2006")
}

func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

func (d *Date) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == nil || *s == "" {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(*s)
	*d = parsed
	return err
}

// MarshalText and UnmarshalText let a Date stand in a URL or a CSV cell.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(b))
	*d = parsed
	return err
}

// Value gives the database a date, or NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.Time(), nil
}

// Scan takes a date from the database.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		*d = DateOf(v)
	case string:
		parsed, err := ParseDate(v)
		*d = parsed
		return err
	default:
		return fmt.Errorf("read date: got %T, want a date", src)
	}
	return nil
}
