package appraisal

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"homeground/grants"
)

// rankingOf ranks options by their values, on scales from 0 to 1.
func rankingOf(t *testing.T, criteria []Criterion, values [][]float64) Ranking {
	t.Helper()
	r := Ranking{Programme: grants.Programme{Seed: 20260101}, Criteria: criteria}
	for i, list := range values {
		measures := map[string]float64{}
		for k, c := range criteria {
			measures[c.Code] = list[k]
		}
		o := Option{ID: int64(i + 1), Name: fmt.Sprintf("Option %c", 'A'+i)}
		var err error
		if o.Parts, o.Score, err = Score(measures, criteria); err != nil {
			t.Fatal(err)
		}
		r.Options = append(r.Options, o)
	}
	order(r.Options)
	return r
}

// Just inside each end the option is still first, just outside it is not; and the sentence
// gives ends within them.
func TestFirmnessHolds(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	ends := 0
	for range 200 {
		criteria := []Criterion{{Code: "a", Name: "A", Best: 1}, {Code: "b", Name: "B", Best: 1}, {Code: "c", Name: "C", Best: 1}}
		criteria[0].Weight = r.IntN(10001)
		criteria[1].Weight = r.IntN(10001 - criteria[0].Weight)
		criteria[2].Weight = 10000 - criteria[0].Weight - criteria[1].Weight
		values := make([][]float64, 2+r.IntN(5))
		for i := range values {
			values[i] = []float64{r.Float64(), r.Float64(), r.Float64()}
		}
		ranking := rankingOf(t, criteria, values)
		f := ranking.firmness()
		for k, held := range f.Intervals {
			if held.From == nil {
				t.Fatalf("no interval for %s: %+v", held.Code, criteria)
			}
			lead := func(at float64) float64 { // of the first before the best of the others
				weights, rest := []float64{0, 0, 0}, float64(10000-criteria[k].Weight)
				for j := range weights {
					switch {
					case j == k:
						weights[j] = at
					case rest == 0:
						weights[j] = (100 - at) / 2
					default:
						weights[j] = (100 - at) * float64(criteria[j].Weight) / rest
					}
				}
				score := func(o Option) (sum float64) {
					for j, p := range o.Parts {
						sum += weights[j] * p.Scaled
					}
					return sum
				}
				best := math.Inf(-1)
				for _, o := range ranking.Options[1:] {
					best = max(best, score(o))
				}
				return score(ranking.Options[0]) - best
			}
			const step = 1e-6
			if *held.From > step {
				if ends++; lead(*held.From+step) < -1e-9 || lead(*held.From-step) > 0 {
					t.Errorf("%s holds from %v", held.Code, *held.From)
				}
			}
			if *held.To < 100-step {
				if ends++; lead(*held.To-step) < -1e-9 || lead(*held.To+step) > 0 {
					t.Errorf("%s holds to %v", held.Code, *held.To)
				}
			}
		}
	}
	if ends < 200 {
		t.Errorf("only %d ends were tried", ends)
	}
}

func TestFirmnessSentences(t *testing.T) {
	two := []Criterion{{Code: "a", Name: "Places", Best: 1, Weight: 6000}, {Code: "b", Name: "Time", Best: 1, Weight: 4000}}
	for _, c := range []struct {
		name   string
		values [][]float64
		want   []string
	}{
		{"a lead that a weight can end", [][]float64{{1, 0}, {0, 1}}, []string{"Places: Option A stays first as long as this weighs at least 50 % (now 60 %).", "Time: Option A stays first as long as this weighs no more than 50 % (now 40 %)."}},
		{"ends are rounded inwards", [][]float64{{1, 0}, {0.25, 0.5}}, []string{"Places: Option A stays first as long as this weighs at least 40 % (now 60 %).", "no more than 60 %"}},
		{"thirds", [][]float64{{0.8, 0}, {0.4, 0.2}}, []string{"at least 33.34 %", "no more than 66.66 %"}},
		{"better in all", [][]float64{{1, 1}, {0, 0}}, []string{"Places: Option A stays first whatever this weighs (now 60 %).", "Time: Option A stays first whatever this weighs (now 40 %)."}},
		{"level at one weight alone", [][]float64{{1, 0}, {0.4, 0.9}, {1, 0}}, []string{"at least 60 %", "no more than 40 %"}},
	} {
		f := rankingOf(t, two, c.values).firmness()
		for i, want := range c.want {
			if !strings.Contains(f.Intervals[i].Sentence, want) {
				t.Errorf("%s: %q, want %q", c.name, f.Intervals[i].Sentence, want)
			}
		}
	}
}

// The ranks of every option add up, every rank is taken, and the same seed draws the same.
func TestFirmnessRanks(t *testing.T) {
	criteria := []Criterion{{Code: "a", Name: "A", Best: 1, Weight: 5000}, {Code: "b", Name: "B", Best: 1, Weight: 5000}}
	ranking := rankingOf(t, criteria, [][]float64{{1, 0.25}, {0.5, 0.5}, {0.25, 1}})
	f := ranking.firmness()
	for _, r := range f.Ranks {
		sum := 0.0
		for i, p := range r.Ranks {
			sum += p
			if want := math.Sqrt(p * (1 - p) / Draws); math.Abs(r.Errors[i]-want) > 1e-12 {
				t.Errorf("%s: standard error %v, want %v", r.Name, r.Errors[i], want)
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("%s: ranks add up to %v", r.Name, sum)
		}
	}
	if a := f.Ranks[0].Ranks[0]; math.Abs(a-0.5) > 4*f.Ranks[0].Errors[0] || f.Draws != Draws || f.Seed != 20260101 {
		t.Errorf("%+v", f.Ranks[0])
	}
	if again := ranking.firmness(); fmt.Sprint(again.Ranks) != fmt.Sprint(f.Ranks) {
		t.Error("the same seed draws others")
	}
	if none := (Ranking{}).firmness(); len(none.Ranks) != 0 || len(none.Intervals) != 0 {
		t.Errorf("%+v", none)
	}
}
