package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func runChoose(t *testing.T, in string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e strings.Builder
	status = calc(append([]string{"choose"}, args...), strings.NewReader(in), &o, &e)
	return status, o.String(), e.String()
}

// worked runs the worked example of a calculation's document, which must give the answer
// printed there; and gives the example as a file.
func worked(t *testing.T, name string) (file string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/" + name + ".md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```")
	if len(blocks) != 5 {
		t.Fatalf("docs/%s.md has %d blocks, want an input and an answer", name, len(blocks)/2)
	}
	file = filepath.Join(t.TempDir(), name+".json")
	if err := os.WriteFile(file, []byte(strings.TrimPrefix(blocks[1], "json")), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	if status := calc([]string{name, file}, strings.NewReader(""), &out, &errs); status != 0 || errs.String() != "" {
		t.Fatalf("status %d, standard error %q", status, errs.String())
	}
	var got, want any
	if json.Unmarshal([]byte(out.String()), &got) != nil || json.Unmarshal([]byte(strings.TrimPrefix(blocks[3], "json")), &want) != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	return file
}

func TestCalcChooseGivesWhatTheDocumentSays(t *testing.T) {
	status, out, _ := runChoose(t, "", "--no-changes", worked(t, "choose"))
	if status != 0 || strings.Contains(out, "left_out") {
		t.Errorf("without changes: %d %s", status, out)
	}
}

func TestCalcChoose(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"values with decimals", `{"budget":10,"objective":"value","options":[{"id":"a","cost":6,"value":1.25},{"id":"b","cost":4,"value":0.5},{"id":"c","cost":5,"value":"x"}]}`, ""},
		{"decimals", `{"budget":10,"objective":"value","options":[{"id":"a","cost":6,"value":1.25},{"id":"b","cost":4,"value":0.5}]}`,
			`{"status":"optimal","value":1.75,"chosen":["a","b"],"cost":10,"bound":1.75,"equal_best":false}`},
		{"below nought", `{"budget":10,"objective":"value","options":[{"id":"a","cost":6,"value":-1.5},{"id":"b","cost":4,"value":-0.25}],"hub_minimum":{},"forced_in":["b"]}`,
			`{"status":"optimal","value":-0.25,"chosen":["b"],"cost":4,"bound":-0.25,"equal_best":false}`},
		{"nothing at all", `{"budget":0,"options":[]}`, `{"status":"optimal","value":0,"chosen":[],"cost":0,"bound":0,"equal_best":false}`},
		{"no set keeps the rules", `{"budget":5,"options":[{"id":"a","cost":6,"places":1}],"min_places":1}`, `{"status":"infeasible","value":0,"chosen":[],"cost":0,"bound":0,"equal_best":false}`},
		{"ties: least grant, then ids", `{"budget":7,"options":[{"id":"b","cost":5,"places":2},{"id":"a","cost":5,"places":2},{"id":"c","cost":6,"places":2}]}`,
			`{"status":"optimal","value":2,"chosen":["a"],"cost":5,"bound":2,"equal_best":true}`},
		{"a list of sites; match of one authority", `{"budget":20,"pledges":{"Kent":5},"options":[{"id":"a","cost":5,"places":2,"site":["x","y"]},{"id":"b","cost":5,"places":1,"site":"y"},{"id":"c","cost":1,"places":3,"match":6,"authority":"Kent"}]}`,
			`{"status":"optimal","value":2,"chosen":["a"],"cost":5,"bound":2,"equal_best":false}`},
	} {
		status, out, errs := runChoose(t, c.in, "--no-changes", "-")
		if c.want == "" {
			if status != 1 || out != "" || !strings.Contains(errs, "options[2].value") {
				t.Errorf("%s: %d %q %q", c.name, status, out, errs)
			}
			continue
		}
		if status != 0 || strings.TrimSpace(out) != c.want || errs != "" {
			t.Errorf("%s: %d %s%s, want %s", c.name, status, out, errs, c.want)
		}
	}
}

// Where no set keeps the rules, what would mend it is named.
func TestCalcChooseSaysWhatMendsIt(t *testing.T) {
	status, out, errs := runChoose(t, `{"budget":500,"options":[{"id":"rebuild","cost":1200,"places":12},{"id":"b","cost":90,"places":3,"hub":"south"}],"forced_in":["rebuild"],"hub_minimum":{"south":1}}`, "-")
	if want := `{"status":"infeasible","value":0,"chosen":[],"cost":0,"bound":0,"equal_best":false,"mended_by":[[{"lever":"budget","by":790}],[{"lever":"own_grant:rebuild","by":790}],[{"lever":"rule:forced_in:rebuild","by":1}]],"left_out":[]}`; status != 0 || strings.TrimSpace(out) != want || errs != "" {
		t.Errorf("%d %s%s, want %s", status, out, errs, want)
	}
}

// Everything wrong with a file is said at once, and nothing is answered.
func TestCalcChooseSaysWhatIsWrong(t *testing.T) {
	status, out, errs := runChoose(t, `{"budget":-5,"objective":"joy","colour":1,"pledges":{"Kent":1.5},"options":[
		{"id":"a","cost":"6","places":1,"match":4},{"id":"a","cost":6,"places":-1,"prerequisites":["z"],"name":"A"},{"cost":1,"places":1}],"forced_in":["q"],"hub_minimum":[]}`, "-")
	if status != 1 || out != "" {
		t.Errorf("%d %q", status, out)
	}
	for _, want := range []string{"budget", "objective", "colour is not known", "pledges.Kent", "options[0].cost", "options[0].match", "options[1].places", "two options have the id a", "needs z", "forces in q", "has no id", "hub_minimum"} {
		if !strings.Contains(errs, want) {
			t.Errorf("nothing of %q in\n%s", want, errs)
		}
	}
	for _, in := range []string{"", "{", "[]", `{"budget":1,"options":{}}`, `{"budget":1}`} {
		if status, out, errs := runChoose(t, in, "-"); status != 1 || out != "" || errs == "" {
			t.Errorf("%q: %d %q %q", in, status, out, errs)
		}
	}
	for _, args := range [][]string{{}, {"a", "b"}, {"--what", "-"}, {"nowhere.json"}} {
		if status, out, errs := runChoose(t, "", args...); status != 2 || out != "" || errs == "" {
			t.Errorf("%v: %d %q %q", args, status, out, errs)
		}
	}
}
