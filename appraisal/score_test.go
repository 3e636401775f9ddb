package appraisal

import (
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"homeground/internal/problem"
)

func criteria() []Criterion {
	return []Criterion{
		{Code: "places", Name: "Places", Unit: "places", Worst: 0, Best: 8, Weight: 4000},
		{Code: "time_to_open", Name: "Time to open", Unit: "weeks", Worst: 208, Best: 26, Weight: 3500},
		{Code: "cost_per_place", Name: "Cost of a place", Unit: "pounds", Worst: 900000, Best: 150000, Weight: 2500},
	}
}

func measured(places, weeks, pounds float64) map[string]float64 {
	return map[string]float64{"places": places, "time_to_open": weeks, "cost_per_place": pounds}
}

func TestScoreAddsUpItsParts(t *testing.T) {
	for _, c := range []struct {
		name     string
		measures map[string]float64
		points   []float64
		score    float64
	}{
		{"all at best", measured(8, 26, 150000), []float64{40, 35, 25}, 100},
		{"all at worst", measured(0, 208, 900000), []float64{0, 0, 0}, 0},
		{"half way, two of them downwards", measured(4, 117, 525000), []float64{20, 17.5, 12.5}, 50},
		{"better than best and worse than worst are cut off", measured(15, 400, 10), []float64{40, 0, 25}, 65},
		{"huge", measured(math.MaxFloat64, math.MaxFloat64, -math.MaxFloat64), []float64{40, 0, 25}, 65},
	} {
		t.Run(c.name, func(t *testing.T) {
			parts, score, err := Score(c.measures, criteria())
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range parts {
				if p.Points != c.points[i] || p.Scaled < 0 || p.Scaled > 1 {
					t.Errorf("%s: got %g points of %g scaled, want %g", p.Code, p.Points, p.Scaled, c.points[i])
				}
			}
			if score != c.score {
				t.Errorf("got %g, want %g", score, c.score)
			}
		})
	}
}

func TestPartsSayWhatTheyAreMadeOf(t *testing.T) {
	parts, _, err := Score(measured(4, 89.26, 264999.7), criteria())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"4 places", "89.3 weeks", "£265,000"} {
		if parts[i].Text != want {
			t.Errorf("got %q, want %q", parts[i].Text, want)
		}
	}
	if parts[1].WeightPercent != 35 || parts[1].Value != 89.26 || parts[1].Name != "Time to open" {
		t.Errorf("got %+v", parts[1])
	}
}

func TestScoreRefusesWhatHasNoScore(t *testing.T) {
	for name, spoil := range map[string]func(measures map[string]float64, c []Criterion){
		"weights under 10000":  func(_ map[string]float64, c []Criterion) { c[0].Weight-- },
		"weights over 10000":   func(_ map[string]float64, c []Criterion) { c[0].Weight++ },
		"a weight below 0":     func(_ map[string]float64, c []Criterion) { c[0].Weight, c[1].Weight = -500, 8000 },
		"a scale of one value": func(_ map[string]float64, c []Criterion) { c[0].Best = c[0].Worst },
		"a scale without end":  func(_ map[string]float64, c []Criterion) { c[0].Best = math.Inf(1) },
		"a scale of no number": func(_ map[string]float64, c []Criterion) { c[0].Worst = math.NaN() },
		"a scale too wide":     func(_ map[string]float64, c []Criterion) { c[0].Worst, c[0].Best = -math.MaxFloat64, math.MaxFloat64 },
		"no value":             func(m map[string]float64, _ []Criterion) { delete(m, "places") },
		"a value of no number": func(m map[string]float64, _ []Criterion) { m["places"] = math.NaN() },
		"a value without end":  func(m map[string]float64, _ []Criterion) { m["places"] = math.Inf(-1) },
	} {
		m, c := measured(4, 100, 300000), criteria()
		spoil(m, c)
		if parts, score, err := Score(m, c); err == nil {
			t.Errorf("%s: got %v, %g", name, parts, score)
		}
	}
	if _, _, err := Score(measured(1, 1, 1), nil); err == nil {
		t.Error("no criteria at all gave a score")
	}
}

// Scores stay within 0 to 100 whatever the weights, and all at best is exactly 100.
func TestScoreStaysOnItsScale(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		c := criteria()
		c[0].Weight = r.IntN(allWeight + 1)
		c[1].Weight = r.IntN(allWeight - c[0].Weight + 1)
		c[2].Weight = allWeight - c[0].Weight - c[1].Weight
		_, best, err := Score(measured(8, 26, 150000), c)
		if err != nil || best != 100 {
			t.Fatalf("weights %d, %d, %d: all at best scores %g (%v)", c[0].Weight, c[1].Weight, c[2].Weight, best, err)
		}
		parts, score, err := Score(measured(r.Float64()*20-5, r.Float64()*400-50, r.Float64()*2e6-2e5), c)
		sum := parts[0].Points + parts[1].Points + parts[2].Points
		if err != nil || score < 0 || score > 100 || math.Abs(score-sum) > 1e-9 {
			t.Fatalf("got %g, parts add up to %g (%v)", score, sum, err)
		}
	}
}

// Taking options away leaves the score and the order of the others as they were.
func TestAnOptionMoreOrLessReordersNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 200 {
		all := make([]Option, 2+r.IntN(20))
		for i := range all {
			_, score, err := Score(measured(float64(r.IntN(10)), float64(r.IntN(4)*60), float64(r.IntN(3)*400000)), criteria())
			if err != nil {
				t.Fatal(err)
			}
			all[i] = Option{ID: int64(i + 1), Score: score}
		}
		var fewer []Option
		for _, o := range all {
			if r.IntN(3) > 0 {
				fewer = append(fewer, o)
			}
		}
		r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		order(all)
		order(fewer)
		kept := map[int64]bool{}
		for _, o := range fewer {
			kept[o.ID] = true
		}
		var want, got []int64
		for _, o := range all {
			if kept[o.ID] {
				want = append(want, o.ID)
			}
		}
		for _, o := range fewer {
			got = append(got, o.ID)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestEqualScoresShareARank(t *testing.T) {
	list := []Option{{ID: 9, Score: 50}, {ID: 4, Score: 70}, {ID: 3, Score: 0.1 + 0.2}, {ID: 7, Score: 70}, {ID: 1, Score: 0.3}}
	order(list)
	var ids []int64
	var ranks []int
	for _, o := range list {
		ids, ranks = append(ids, o.ID), append(ranks, o.Rank)
	}
	if want := []int64{4, 7, 9, 1, 3}; !reflect.DeepEqual(ids, want) {
		t.Errorf("order got %v, want %v", ids, want)
	}
	if want := []int{1, 1, 3, 4, 4}; !reflect.DeepEqual(ranks, want) {
		t.Errorf("ranks got %v, want %v", ranks, want)
	}
}

func TestLead(t *testing.T) {
	const a, b, c = "North-east Hampshire, reopen the home", "Slough, house to buy", "Reading, council building"
	for _, x := range []struct {
		names  []string
		scores []float64
		want   string
	}{
		{nil, nil, "There are no options yet."},
		{[]string{a}, []float64{3}, "North-east Hampshire, reopen the home is the only option."},
		{[]string{a, b}, []float64{71.3, 64.1}, "North-east Hampshire leads by 7.2 points."},
		{[]string{a, b}, []float64{71.3, 69.3}, "North-east Hampshire leads by 2.0 points."},
		{[]string{a, b, c}, []float64{71.3, 70.6, 69.2}, "No option leads firmly: North-east Hampshire and Slough are close."},
		{[]string{a, b, c}, []float64{71.3, 70.6, 69.31}, "No option leads firmly: North-east Hampshire, Slough and Reading are close."},
		{[]string{a, b, c, "Dover", "Hove"}, []float64{71, 71, 71, 70, 70}, "No option leads firmly: North-east Hampshire, Slough, Reading and 2 more are close."},
		{[]string{"Beechfield, 2 x 5", "Beechfield, 2 x 6", c}, []float64{9, 9, 8}, "No option leads firmly: Beechfield, 2 x 5; Beechfield, 2 x 6 and Reading are close."},
	} {
		var list []Option
		for i, name := range x.names {
			list = append(list, Option{ID: int64(i), Name: name, Score: x.scores[i]})
		}
		order(list)
		if got := Lead(list); got != x.want {
			t.Errorf("got  %q\nwant %q", got, x.want)
		}
	}
}

func TestParseWeights(t *testing.T) {
	got, err := ParseWeights(" places:5000, time_to_open:3500 ,cost_per_place:1500")
	if want := map[string]int{"places": 5000, "time_to_open": 3500, "cost_per_place": 1500}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := ParseWeights("  "); got != nil || err != nil {
		t.Errorf("nothing typed: got %v, %v", got, err)
	}
	for _, c := range []struct {
		text   string
		faults []string
	}{
		{"places:9000", []string{"add up to 9000"}},
		{"places:5000,places:5000", []string{`"places" has two weights`, "add up to 5000"}},
		{"places", []string{`"places" is not a weight`}},
		{"places:x,time_to_open:-1,:5,cost_per_place:10001,", []string{`"places:x"`, `"time_to_open:-1"`, `":5"`, `"cost_per_place:10001"`, `""`}},
		{"places:99999999999999999999", []string{`"places:99999999999999999999"`}},
		{"places:0.5,time_to_open:5000", []string{`"places:0.5"`}},
	} {
		_, err := ParseWeights(c.text)
		p, _ := problem.As(err)
		if p == nil || len(p.Faults) != len(c.faults) {
			t.Errorf("%s: got %v, want %d faults", c.text, err, len(c.faults))
			continue
		}
		for i, want := range c.faults {
			if p.Faults[i].Field != "weights" || !strings.Contains(p.Faults[i].Text, want) {
				t.Errorf("%s: got %q, want %q", c.text, p.Faults[i].Text, want)
			}
		}
	}
}

func TestReweigh(t *testing.T) {
	own := criteria()
	same, err := Reweigh(own, nil)
	if err != nil || same[0].Weight != 4000 || same[1].WeightPercent != 35 {
		t.Errorf("nil weights: got %v, %v", same, err)
	}
	other, err := Reweigh(own, map[string]int{"places": 3333, "cost_per_place": 6667})
	if err != nil || other[0].WeightPercent != 33.33 || other[1].Weight != 0 || own[0].Weight != 4000 || own[0].WeightPercent != 0 {
		t.Errorf("got %v from %v, %v", other, own, err)
	}
	_, err = Reweigh(own, map[string]int{"need": 5000, "reach": 5000})
	if p, _ := problem.As(err); p == nil || len(p.Faults) != 2 || p.Faults[0].Text != `There is no criterion "need".` {
		t.Errorf("unknown criteria: got %v", err)
	}
	own[0].Weight = 1
	if _, err := Reweigh(own, nil); err == nil {
		t.Error("the board's own weights add up to less than 10000 and were taken")
	}
}
