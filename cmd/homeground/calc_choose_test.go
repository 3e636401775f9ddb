package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"homeground/demand"
	"homeground/internal/choice"
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
		{"need covered", `{"budget": 300, "objective": "covered", "distance": 1000,
     "cells": [{"x": 0, "y": 0, "demand": 2.5}, {"x": 900, "y": 0, "demand": 1.25}], "homes": [{"x": 0, "y": 0, "places": 1}],
     "options": [{"id": "A", "cost": 200, "places": 2, "x": 100, "y": 0}, {"id": "B", "cost": 100, "places": 2, "x": 0, "y": 100},
                 {"id": "C", "cost": 100, "places": 1, "x": 900, "y": 0}]}`,
			`{"status":"optimal","value":2.75,"chosen":["B","C"],"cost":200,"bound":2.75,"equal_best":true,"covered_before":1}`},
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

// coveredFile is a small problem of need, as a file and as a problem, and what a set of its
// options covers beyond the open homes.
func coveredFile(r *rand.Rand) (file map[string]any, problem choice.Problem, worth func(chosen []string) float64) {
	file = map[string]any{"objective": "covered", "distance": 3}
	var cells []demand.NeedAt
	var list, homes, options []any
	for range 1 + r.IntN(12) {
		c := demand.NeedAt{X: float64(r.IntN(9)), Y: float64(r.IntN(4)), Need: r.Int64N(4000)}
		cells = append(cells, c)
		list = append(list, map[string]any{"id": fmt.Sprint(len(cells)), "x": c.X, "y": c.Y, "demand": json.Number(fmt.Sprintf("%d.%03d", c.Need/1000, c.Need%1000))})
	}
	var open []demand.PlacesAt
	for range r.IntN(3) {
		h := demand.PlacesAt{X: float64(r.IntN(9)), Y: float64(r.IntN(4)), Places: 1000 * (1 + r.Int64N(4))}
		open = append(open, h)
		homes = append(homes, map[string]any{"x": h.X, "y": h.Y, "places": h.Places / 1000})
	}
	at := map[string][]demand.PlacesAt{}
	cost := int64(0)
	for i := range 1 + r.IntN(9) {
		o := choice.Option{ID: string(rune('a' + i)), Cost: 1 + r.Int64N(20)}
		fields := map[string]any{"id": o.ID, "cost": o.Cost}
		var several []any
		for range 1 + r.IntN(2) {
			h := demand.PlacesAt{X: float64(r.IntN(9)), Y: float64(r.IntN(4)), Places: 1000 * (1 + r.Int64N(5))}
			at[o.ID], o.Places = append(at[o.ID], h), o.Places+h.Places/1000
			several = append(several, map[string]any{"x": h.X, "y": h.Y, "places": h.Places / 1000})
		}
		if fields["at"] = several; len(several) == 1 {
			delete(fields, "at")
			fields["x"], fields["y"], fields["places"] = at[o.ID][0].X, at[o.ID][0].Y, o.Places
		}
		if i > 0 && r.IntN(4) == 0 {
			o.Needs = []string{"a"}
			fields["prerequisites"] = o.Needs
		}
		cost += o.Cost
		problem.Options, options = append(problem.Options, o), append(options, fields)
	}
	problem.Budget, problem.MinPlaces = r.Int64N(cost+1), r.Int64N(9)
	file["cells"], file["homes"], file["options"], file["budget"], file["min_places"] = list, homes, options, problem.Budget, problem.MinPlaces
	if homes == nil {
		delete(file, "homes")
	}
	return file, problem, func(chosen []string) float64 {
		with := slices.Clone(open)
		for _, id := range chosen {
			with = append(with, at[id]...)
		}
		return float64(demand.NewNetwork(cells, with, 3).Covered()-demand.NewNetwork(cells, open, 3).Covered()) / 1000
	}
}

// The set that covers most is that of every set, and its worth what a network of its own says.
func TestCalcChooseCovered(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 6))
	infeasible, less := 0, 0
	for i := range 150 {
		file, p, worth := coveredFile(r)
		best, most := []string(nil), -1.0
		for set := range 1 << len(p.Options) {
			chosen := []string{}
			for i, o := range p.Options {
				if set>>i&1 == 1 {
					chosen = append(chosen, o.ID)
				}
			}
			if w := worth(chosen); p.Keeps(chosen) && w > most {
				best, most = chosen, w
			}
		}
		text, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		status, out, errs := runChoose(t, string(text), "-")
		var a struct {
			Status       string
			Value, Bound float64
			Chosen       []string
			Left         []any    `json:"left_out"`
			Before       *float64 `json:"covered_before"`
		}
		if err := json.Unmarshal([]byte(out), &a); err != nil || status != 0 || errs != "" {
			t.Fatalf("case %d: %d %s %s %v", i, status, out, errs, err)
		}
		if best == nil {
			if infeasible++; a.Status != choice.Infeasible {
				t.Fatalf("case %d: %s\n%s", i, out, text)
			}
			continue
		}
		sum := 0.0
		for _, id := range best {
			sum += worth([]string{id})
		}
		if sum > most {
			less++
		}
		if a.Status != choice.Optimal || a.Value != most || a.Bound != most || worth(a.Chosen) != most || !p.Keeps(a.Chosen) || len(a.Left)+len(a.Chosen) != len(p.Options) || a.Before == nil {
			t.Fatalf("case %d: %s, want %v worth %v\n%s", i, out, best, most, text)
		}
	}
	if infeasible < 5 || less < 30 {
		t.Errorf("%d infeasible, %d worth less than the sum: too few to tell", infeasible, less)
	}
}

func TestCalcChooseCoveredSaysWhatIsWrong(t *testing.T) {
	status, out, errs := runChoose(t, `{"budget":5,"objective":"covered","distance":-1,"cells":[{"x":1,"y":"a","demand":-2},{"x":1,"y":1,"demand":0.0000000001},7],"homes":{},
		"options":[{"id":"a","cost":1,"places":2,"x":1},{"id":"b","cost":1,"at":[{"x":1,"y":1}]},{"id":"c","cost":1,"x":1,"y":1}]}`, "-")
	if status != 1 || out != "" {
		t.Errorf("%d %q", status, out)
	}
	for _, want := range []string{"distance", "cells[0].y", "cells[0].demand", "cells[1].demand", "cells[2]", "homes", "options[0].y", "options[1].at[0].places", "options[2].places"} {
		if !strings.Contains(errs, want) {
			t.Errorf("nothing of %q in\n%s", want, errs)
		}
	}
	if status, _, errs := runChoose(t, `{"budget":5,"objective":"covered","options":[]}`, "-"); status != 1 || !strings.Contains(errs, "cells") {
		t.Errorf("without cells: %d %s", status, errs)
	}
	if status, _, errs := runChoose(t, `{"budget":5,"objective":"covered","cells":[{"x":1,"y":1,"demand":9000000000000},{"x":1,"y":1,"demand":0.0001}],"options":[]}`, "-"); status != 1 || !strings.Contains(errs, "counted exactly") {
		t.Errorf("too fine: %d %s", status, errs)
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
