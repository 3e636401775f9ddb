package main

import (
	"strings"
	"testing"
)

func TestCalcClawbackGivesWhatTheDocumentSays(t *testing.T) { worked(t, "clawback") }

// TestCalcClawback holds it to sums done by hand: days of leap years are counted, a half penny
// goes up, Beechfield's renovation has no taper, and the same pound is not repaid twice.
func TestCalcClawback(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"Beechfield":                       {`{"paid":45000000,"conditions":[{"taper":"none"}],"on":["2017-03-31"]}`, `"repayable":45000000,"how_worked":"The most`},
		"a leap year: 183 of 366 days":     {`{"paid":100,"conditions":[{"taper":"straight_line","starts_on":"2024-01-01","period_months":12}],"on":["2024-07-02"]}`, `"repayable":50,"ends_on":"2025-01-01","days":366,"days_left":183`},
		"no leap year: 183 of 365 days":    {`{"paid":365,"conditions":[{"taper":"straight_line","starts_on":"2025-01-01","period_months":12}],"on":["2025-07-02"]}`, `"repayable":183,"ends_on":"2026-01-01","days":365,"days_left":183`},
		"a half upwards: 3 x 15 / 30 days": {`{"paid":3,"conditions":[{"taper":"straight_line","starts_on":"2025-06-01","period_months":1}],"on":["2025-06-16"]}`, `"repayable":2,"ends_on":"2025-07-01","days":30,"days_left":15`},
		"29 February, a year with none":    {`{"paid":9,"conditions":[{"taper":"full_until_end","starts_on":"2024-02-29","period_months":12}],"on":["2025-02-27"]}`, `"repayable":9,"ends_on":"2025-02-28"`},
		"and its first day after":          {`{"paid":9,"conditions":[{"taper":"full_until_end","starts_on":"2024-02-29","period_months":12}],"on":["2025-02-28"]}`, `"repayable":0,"how_worked":"Of the`},
		"a step's first day":               {`{"paid":9,"conditions":[{"taper":"stepped","starts_on":"2025-01-01","period_months":24,"steps":[{"after_months":12,"share":0.5}]}],"on":["2026-01-01"]}`, `"repayable":5,`},
		"not begun":                        {`{"paid":9,"conditions":[{"taper":"straight_line","period_months":24}],"on":["2026-01-01"]}`, `"repayable":9,`},
		"parts add up, to what was paid":   {`{"paid":9,"conditions":[{"taper":"none","amount":5},{"taper":"none","amount":6}],"on":["2026-01-01"]}`, `"repayable":9,"how_worked":"Its conditions add up to more`},
		"the whole is not repaid twice":    {`{"paid":9,"conditions":[{"taper":"none"},{"taper":"none"},{"taper":"none","amount":6}],"on":["2026-01-01"]}`, `"repayable":9,"how_worked":"The most`},
		"nothing paid":                     {`{"paid":0,"conditions":[{"taper":"none","amount":6}],"on":["2026-01-01"]}`, `"repayable":0,"how_worked":"Nothing of the grant`},
	} {
		var out, errs strings.Builder
		if status := calc([]string{"clawback", "-"}, strings.NewReader(c.in), &out, &errs); status != 0 || !strings.Contains(out.String(), c.want) {
			t.Errorf("%s: %d %s %s", name, status, out.String(), errs.String())
		}
	}
}

// Everything wrong with a file is said at once, and nothing is answered.
func TestCalcClawbackSaysWhatIsWrong(t *testing.T) {
	for in, want := range map[string][]string{
		`{"paid":-1,"conditions":[{"taper":"x","amount":0},{"taper":"stepped","period_months":12},{"taper":"none","period_months":3},{"taper":"stepped","period_months":24,"steps":[{"after_months":12,"share":0.5},{"after_months":6,"share":0.75}]},1],"on":[null,"31/02/2026"],"x":1}`: {
			"paid", "conditions[0].taper", "conditions[0].amount", "conditions[1].steps", "conditions[2].period_months", "conditions[3].steps[1].after_months", "conditions[3].steps[1].share", "conditions[4]", "on[0]", "on[1]", "-: x,"},
		`{}`: {"paid", "conditions", "on"},
		`[`:  {"line 1"},
	} {
		var out, errs strings.Builder
		status := calc([]string{"clawback", "-"}, strings.NewReader(in), &out, &errs)
		for _, fault := range want {
			if status != 1 || out.String() != "" || !strings.Contains(errs.String(), fault) {
				t.Errorf("%s: %d %q, nothing of %s in %s", in, status, out.String(), fault, errs.String())
			}
		}
	}
}
