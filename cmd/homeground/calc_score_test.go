package main

import (
	"strings"
	"testing"
)

func TestCalcScoreGivesWhatTheDocumentSays(t *testing.T) { worked(t, "score") }

// Everything wrong with a file is said at once, and nothing is answered.
func TestCalcScoreSaysWhatIsWrong(t *testing.T) {
	for in, want := range map[string][]string{
		`{"criteria":[{"code":"a","worst":1,"best":1,"weight":2},{"code":"a","worst":0,"best":"x","weight":0.123456},{"worst":0,"best":1,"weight":0}],
		  "options":[{"id":"o","values":{"b":1}}],"draws":0,"colour":1}`: {"criteria[0].best", "criteria[0].weight", "criteria[1].best", "criteria[1].weight", "criteria[1].code", "criteria[2].code",
			"options[0].values.a", "options[0].values.b", "draws", "colour"},
		`{"criteria":[{"code":"a","worst":0,"best":1,"weight":0.6},{"code":"b","worst":0,"best":1,"weight":0.3}],"options":[{"id":"o","values":{"a":1,"b":1}}]}`: {"add up to 1"},
		`{}`: {"criteria", "options"},
		`7`:  {"file"},
	} {
		var out, errs strings.Builder
		status := calc([]string{"score", "-"}, strings.NewReader(in), &out, &errs)
		for _, fault := range want {
			if status != 1 || out.String() != "" || !strings.Contains(errs.String(), fault) {
				t.Errorf("%s: %d %q, nothing of %s in %s", in, status, out.String(), fault, errs.String())
			}
		}
	}
}
