package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func runOpening(t *testing.T, in string, args ...string) (status int, out, errs string) {
	t.Helper()
	var o, e strings.Builder
	status = calc(append([]string{"opening"}, args...), strings.NewReader(in), &o, &e)
	return status, o.String(), e.String()
}

// The worked example of the documentation gives the answer printed there.
func TestCalcOpeningGivesWhatTheDocumentSays(t *testing.T) {
	text, err := os.ReadFile("../../docs/opening.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```")
	if len(blocks) != 5 {
		t.Fatalf("docs/opening.md has %d blocks, want an input and an answer", len(blocks)/2)
	}
	input, printed := strings.TrimPrefix(blocks[1], "json"), strings.TrimPrefix(blocks[3], "json")
	file := filepath.Join(t.TempDir(), "option A.json")
	if err := os.WriteFile(file, []byte(input), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, errs := runOpening(t, "", file)
	if status != 0 || errs != "" {
		t.Fatalf("status %d, standard error %q", status, errs)
	}
	var got, want opening
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(printed), &want); err != nil {
		t.Fatal(err)
	}
	for _, p := range want.Curve {
		if !slices.Contains(got.Curve, p) {
			t.Errorf("the curve has no point %v", p)
		}
	}
	got.Curve, want.Curve = nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestCalcOpeningReadsStandardInputAndDefaults(t *testing.T) {
	const in = "\ufeff" + `{"start":"2026-12-01","stages":[{"code":"a","optimistic":13,"likely":13,"pessimistic":13},
		{"code":"b","optimistic":20,"likely":20,"pessimistic":20,"follows":[{"code":"a"}]}]}`
	status, out, errs := runOpening(t, in, "-")
	const start = `{"runs":10000,"seed":1,"start":"2026-12-01","p10":"2027-07-20","p50":"2027-07-20","p80":"2027-07-20","p90":"2027-07-20","mean_days":231,"stages":[`
	if status != 0 || errs != "" || !strings.HasPrefix(out, start) || strings.Count(out, "\n") != 1 {
		t.Errorf("status %d\n%s%s", status, out, errs)
	}
	if _, again, _ := runOpening(t, in, "-"); again != out {
		t.Error("the same file gave another answer")
	}
}

func TestCalcOpeningListsEveryFault(t *testing.T) {
	const good = `{"code":"a","optimistic":1,"likely":2,"pessimistic":3}`
	for _, c := range []struct {
		name, in string
		want     []string // the fields at fault, in order
	}{
		{"empty", ``, []string{"file"}},
		{"cut off", `{"start":"2026-12-01"`, []string{"file"}},
		{"more after the end", `{} {}`, []string{"file"}},
		{"a list", `[]`, []string{"file"}},
		{"null", `null`, []string{"file"}},
		{"too deep", strings.Repeat("[", 100000), []string{"file"}},
		{"too large", strings.Repeat(" ", largestJSON+1), []string{"file"}},
		{"nothing in it", `{}`, []string{"start", "stages"}},
		{"stages are no list", `{"start":"2026-12-01","stages":{}}`, []string{"stages"}},
		{"unknown fields", `{"start":"2026-12-01","stages":[` + good + `],"z":1,"Start":2}`, []string{"Start", "z"}},
		{"a field twice", `{"start":"2026-12-01","start":"2026-12-01","stages":[` + good + `]}`, []string{"start"}},
		{"days", `{"start":"01/12/2026","by":"2027-02-29","stages":[` + good + `]}`, []string{"start", "by"}},
		{"a day too early", `{"start":"1066-10-14","by":20270228,"stages":[` + good + `]}`, []string{"start", "by"}},
		{"numbers", `{"start":"2026-12-01","runs":0,"seed":1.5,"stages":[` + good + `]}`, []string{"runs", "seed"}},
		{"too many runs", `{"start":"2026-12-01","runs":1000001,"seed":"1","stages":[` + good + `]}`, []string{"runs", "seed"}},
		{"a stage of wrong things", `{"start":"2026-12-01","stages":[{"code":7,"name":8,"optimistic":"1","likely":null,"pessimistic":1e999,"chance":"x","follows":"b"}]}`,
			[]string{"stages[0].code", "stages[0].name", "stages[0].optimistic", "stages[0].likely", "stages[0].pessimistic", "stages[0].chance", "stages[0].follows"}},
		{"stages that are none", `{"start":"2026-12-01","stages":[1,` + good + `,null]}`, []string{"stages[0]", "stages[2]"}},
		{"links", `{"start":"2026-12-01","stages":[` + good + `,{"code":"b","optimistic":1,"likely":1,"pessimistic":1,"follows":["x",2,{"code":"a","lag":1},{"lag_weeks":"1"}]}]}`,
			[]string{"stages[1].follows[1]", "stages[1].follows[2].lag", "stages[1].follows[3].lag_weeks", "stages[1].follows[0].code", "stages[1].follows[3].code"}},
		{"what the network refuses", `{"start":"2026-12-01","stages":[{"code":"a","optimistic":3,"likely":2,"pessimistic":3,"chance":0,"follows":["a"]}]}`,
			[]string{"stages[0].likely", "stages[0].chance", "stages[0].follows"}},
		{"too many stages", `{"start":"2026-12-01","stages":[` + strings.Repeat("1,", 200) + `1]}`, []string{"stages"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, out, errs := runOpening(t, c.in, "-")
			if status != 1 || out != "" {
				t.Errorf("status %d, standard output %.200q", status, out)
			}
			var got []string
			for _, line := range strings.Split(strings.TrimSpace(errs), "\n") {
				field, rest, _ := strings.Cut(strings.TrimPrefix(line, "-: "), ", value ")
				if got = append(got, field); !strings.Contains(rest, ": ") || !strings.HasSuffix(rest, ".") {
					t.Errorf("%s does not say value, rule and remedy", line)
				}
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestCalcOpeningUse(t *testing.T) {
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"no file", nil, 2, "give one file, not 0"},
		{"two files", []string{"a", "b"}, 2, "give one file, not 2"},
		{"an unknown flag", []string{"--runs", "5", "-"}, 2, "Usage:"},
		{"not there", []string{"no such file.json"}, 2, "cannot open the file"},
		{"help", []string{"--help"}, 0, "Usage:"},
	} {
		if status, out, errs := runOpening(t, "", c.args...); status != c.status || !strings.Contains(out+errs, c.want) || (c.status != 0 && out != "") {
			t.Errorf("%s: status %d, %q, %q", c.name, status, out, errs)
		}
	}
}
