package grants

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"homeground/internal/values"
)

func day(t *testing.T, s string) values.Date {
	t.Helper()
	d, err := values.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestLeftByHand has what is left on a day worked out by hand.
func TestLeftByHand(t *testing.T) {
	steps := []Step{{AfterMonths: 60, ShareBP: 5000}, {AfterMonths: 96, ShareBP: 2500}}
	for _, c := range []struct {
		name          string
		taper, starts string
		months        int
		steps         []Step
		pence         int64
		on            string
		want          int64
	}{
		{"without end", NoTaper, "", 0, nil, 450_000_00, "2099-01-01", 450_000_00},
		{"Beechfield, not begun", FullUntilEnd, "", 120, nil, 450_000_00, "2017-03-01", 450_000_00},
		{"Beechfield, last day", FullUntilEnd, "2017-04-01", 120, nil, 450_000_00, "2027-03-31", 450_000_00},
		{"Beechfield, over", FullUntilEnd, "2017-04-01", 120, nil, 450_000_00, "2027-04-01", 0},
		{"before the start", StraightLine, "2024-04-01", 12, nil, 366_00, "2024-03-01", 366_00},
		{"first day", StraightLine, "2024-04-01", 12, nil, 365_00, "2024-04-01", 365_00},
		{"second day: 364 of 365", StraightLine, "2024-04-01", 12, nil, 365_00, "2024-04-02", 364_00},
		{"leap year has 366 days", StraightLine, "2024-01-01", 12, nil, 366_00, "2024-12-31", 1_00},
		{"29 February counts: 307 of 366", StraightLine, "2024-01-01", 12, nil, 366_00, "2024-02-29", 307_00},
		{"25 years hold 9,132 days, 7 leap days among them", StraightLine, "2000-01-01", 300, nil, 9_132_00, "2024-12-31", 1_00},
		{"from 29 February, ends on 28 February", StraightLine, "2024-02-29", 12, nil, 365_00, "2025-02-27", 1_00},
		{"from 29 February, over on 28 February", StraightLine, "2024-02-29", 12, nil, 365_00, "2025-02-28", 0},
		{"four years from 29 February end on one", FullUntilEnd, "2024-02-29", 48, nil, 1, "2028-02-28", 1},
		{"and not later", FullUntilEnd, "2024-02-29", 48, nil, 1, "2028-02-29", 0},
		{"31 August and six months is 28 February", FullUntilEnd, "2026-08-31", 6, nil, 1, "2027-02-27", 1},
		{"and not later", FullUntilEnd, "2026-08-31", 6, nil, 1, "2027-02-28", 0},
		{"half a penny goes up: 5 pence × 14 of 28 is 2.5", StraightLine, "2026-02-01", 1, nil, 5, "2026-02-15", 3},
		{"a third of a penny goes down", StraightLine, "2026-04-01", 1, nil, 1, "2026-04-21", 0},
		{"stepped, before its first step", Stepped, "2020-06-15", 120, steps, 333_333_33, "2025-06-14", 333_333_33},
		{"stepped, half from its fifth year on, half a penny up", Stepped, "2020-06-15", 120, steps, 333_333_33, "2025-06-15", 166_666_67},
		{"stepped, a quarter", Stepped, "2020-06-15", 120, steps, 333_333_33, "2028-06-15", 83_333_33},
		{"stepped, last day", Stepped, "2020-06-15", 120, steps, 100_00, "2030-06-14", 25_00},
		{"stepped, over", Stepped, "2020-06-15", 120, steps, 100_00, "2030-06-15", 0},
	} {
		terms := Terms{Taper: c.taper, PeriodMonths: c.months, Steps: c.steps}
		if c.starts != "" {
			terms.StartsOn = day(t, c.starts)
		}
		if got := terms.Of(c.pence, day(t, c.on)); got.Pence != c.want {
			t.Errorf("%s: %d pence, want %d (%s)", c.name, got.Pence, c.want, got.HowWorked)
		}
	}
}

// TestLeftAgainstRationals draws terms and compares with exact fractions; what is left never
// rises from one day to the next.
func TestLeftAgainstRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 2026))
	for range 3000 {
		starts := values.NewDate(2000+r.IntN(40), 1, 1).AddDays(r.IntN(366))
		terms := Terms{Taper: StraightLine, StartsOn: starts, PeriodMonths: 1 + r.IntN(600)}
		pence := r.Int64N(int64(values.MaxPence))
		on := starts.AddDays(r.IntN(20000) - 100)
		got := terms.Of(pence, on)
		f := new(big.Rat).Mul(big.NewRat(pence, 1), big.NewRat(int64(got.DaysLeft), int64(got.Days)))
		f.Add(f, big.NewRat(1, 2))
		if want := new(big.Int).Quo(f.Num(), f.Denom()).Int64(); got.Pence != want {
			t.Fatalf("%d pence, %d of %d days: %d, want %d", pence, got.DaysLeft, got.Days, got.Pence, want)
		}
		if next := terms.Of(pence, on.AddDays(1)); next.Pence > got.Pence {
			t.Fatalf("rises from %d to %d on %s", got.Pence, next.Pence, on)
		}
	}
}
