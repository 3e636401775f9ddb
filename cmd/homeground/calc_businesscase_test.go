package main

import (
	"strings"
	"testing"
)

func TestCalcBusinessCaseGivesWhatTheDocumentSays(t *testing.T) { worked(t, "businesscase") }

// Everything wrong with a file is said at once, and nothing is answered.
func TestCalcBusinessCaseSaysWhatIsWrong(t *testing.T) {
	for in, want := range map[string][]string{
		`{"years":127,"timing":"later","rate":0.3,"colour":1,"courses":[
		   {"id":"a","kind":"do_nothing","lines":[{"name":"x","kind":"cost","amount":1.5,"per":"day"},{"name":"x","kind":"cost","amount":-1,"weeks":3}]},
		   {"id":"a","kind":"do_nothing","lines":[{"kind":"works","amount":1,"per":"week"},{"name":"t","kind":"transfer","by":"Kent","to":"Kent","amount":1,"building":"standard"}]},
		   {"kind":"move","lines":[{"name":"w","kind":"works","building":"standard","amount":1,"from":3,"until":2,"reductions":[{"points":0.3},{"of":"time","points":0.2,"reason":"y"}]}]}],
		  "claims":[{"says":"s","printed":"x","course":"b","than":"a","through":200,"twice":["z"]}]}`: {
			"years", "timing", "prices", "rate", "colour", "courses[0].lines[0].amount", "courses[0].lines[0].per", "courses[0].lines[1].amount", "courses[0].lines[1].name",
			"courses[0].lines[1].weeks", "courses[1].id", "courses[1].kind", "courses[1].lines[0].name", "courses[1].lines[0].building", "courses[1].lines[0].weeks",
			"courses[1].lines[1].to", "courses[1].lines[1].building", "courses[2].id", "courses[2].kind", "courses[2].lines[0].until", "courses[2].lines[0].reductions[0].reason",
			"courses[2].lines[0].reductions[1].of", "courses[2].lines[0].reductions, value", "claims[0].printed", "claims[0].course", "claims[0].through",
			"claims[0].twice[0]", "claims[0].reason"},
		`{"years":126,"timing":"mid_year","prices":"p","courses":[{"id":"do nothing","kind":"close","lines":[{"name":"a","kind":"cost","amount":1000000000000,"per":"week","weeks":53,"until":125}]}]}`: {
			"courses, value", "courses[0].lines, value"},
		`{}`: {"years", "timing", "prices", "courses"},
		`[]`: {"file"},
		`[`:  {"line 1"},
	} {
		var out, errs strings.Builder
		status := calc([]string{"businesscase", "-"}, strings.NewReader(in), &out, &errs)
		for _, fault := range want {
			if status != 1 || out.String() != "" || !strings.Contains(errs.String(), fault) {
				t.Errorf("%s: %d %q, nothing of %s in %s", in, status, out.String(), fault, errs.String())
			}
		}
	}
}

// A course that does nothing is added, and said to be.
func TestCalcBusinessCaseAddsDoingNothing(t *testing.T) {
	var out, errs strings.Builder
	in := `{"years":1,"timing":"year_end","prices":"p","courses":[{"id":"close","kind":"close","lines":[]}],
		"claims":[{"says":"s","printed":0,"course":"close","than":"do nothing","through":0,"reason":"it agrees"}]}`
	status := calc([]string{"businesscase", "-"}, strings.NewReader(in), &out, &errs)
	if status != 0 || errs.String() != "" || !strings.Contains(out.String(), `"id":"do nothing"`) || !strings.Contains(out.String(), "it is added") {
		t.Errorf("%d %s %s", status, out.String(), errs.String())
	}
}
