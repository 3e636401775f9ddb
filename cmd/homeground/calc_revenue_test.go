package main

import (
	"strings"
	"testing"
)

func TestCalcRevenueGivesWhatTheDocumentSays(t *testing.T) { worked(t, "revenue") }

// Everything wrong with a file is said at once, and nothing is answered.
func TestCalcRevenueSaysWhatIsWrong(t *testing.T) {
	for in, want := range map[string][]string{
		`{"weekly_rates":[0],"occupancies":[0.12345,2,"x"],"colour":1,"options":[{"id":"a","beds":10,"staff":5,"running":1,"zones":3,"staff_saved":9},{"beds":0}]}`: {
			"weekly_rates[0]", "occupancies[0]", "occupancies[1]", "occupancies[2]", "colour", "options[0].zones", "options[0].staff_saved", "options[1].beds", "options[1].staff", "options[1].running"},
		`{}`: {"weekly_rates", "occupancies", "options"},
		`[`:  {"line 1"},
	} {
		var out, errs strings.Builder
		status := calc([]string{"revenue", "-"}, strings.NewReader(in), &out, &errs)
		for _, fault := range want {
			if status != 1 || out.String() != "" || !strings.Contains(errs.String(), fault) {
				t.Errorf("%s: %d %q, nothing of %s in %s", in, status, out.String(), fault, errs.String())
			}
		}
	}
}
