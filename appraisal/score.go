package appraisal

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// Criterion is one thing options are scored on, from the worst value the board thinks
// of, 0, to the best, 1; best may be the smaller number. Weight is in basis points:
// all criteria together have 10,000.
type Criterion struct {
	Code          string  `json:"code"`
	Name          string  `json:"name"`
	Unit          string  `json:"unit"`
	Worst         float64 `json:"worst"`
	Best          float64 `json:"best"`
	Weight        int     `json:"-"`
	WeightPercent float64 `json:"weight_percent" gorm:"-"`
}

// Part is what one criterion brings to an option's score.
type Part struct {
	Code          string  `json:"code"`
	Name          string  `json:"name"`
	Value         float64 `json:"value"`
	Text          string  `json:"text" doc:"The value as shown to people"`
	Scaled        float64 `json:"scaled" doc:"0 at or below the worst, 1 at or above the best"`
	WeightPercent float64 `json:"weight_percent"`
	Points        float64 `json:"points"`
}

const allWeight = 10000

// ParseWeights reads weights typed as places:5000,time_to_open:3500,cost_per_place:1500
// in basis points, all faults at once. Nothing typed is no weights: the board's own.
func ParseWeights(text string) (map[string]int, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	weights := map[string]int{}
	p := weightProblem()
	readable := true
	for _, pair := range strings.Split(text, ",") {
		code, typed, _ := strings.Cut(strings.TrimSpace(pair), ":")
		weight, err := strconv.Atoi(strings.TrimSpace(typed))
		code = strings.TrimSpace(code)
		if _, twice := weights[code]; twice {
			fault(p, "%q has two weights: leave one.", code)
		}
		if code == "" || err != nil || weight < 0 || weight > allWeight {
			fault(p, "%q is not a weight: write a criterion, a colon and a whole number from 0 to 10000.", strings.TrimSpace(pair))
			readable = false
			continue
		}
		weights[code] = weight
	}
	if sum := sumOf(weights); readable && sum != allWeight {
		fault(p, "The weights add up to %d: they must add up to 10000.", sum)
	}
	if len(p.Faults) > 0 {
		return nil, p
	}
	return weights, nil
}

func weightProblem() *problem.Problem {
	return &problem.Problem{Kind: problem.Invalid, Text: "These weights cannot be used."}
}

func fault(p *problem.Problem, format string, args ...any) {
	p.Faults = append(p.Faults, problem.Fault{Field: "weights", Text: fmt.Sprintf(format, args...)})
}

func sumOf(weights map[string]int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	return sum
}

// Reweigh gives the criteria other weights; one that is not named weighs nothing. With
// nil weights they keep their own.
func Reweigh(criteria []Criterion, weights map[string]int) ([]Criterion, error) {
	reweighed := slices.Clone(criteria)
	known := map[string]bool{}
	for i := range reweighed {
		c := &reweighed[i]
		if known[c.Code] = true; weights != nil {
			c.Weight = weights[c.Code]
		}
		c.WeightPercent = float64(c.Weight) / 100
	}
	p := weightProblem()
	for code := range weights {
		if !known[code] {
			fault(p, "There is no criterion %q.", code)
		}
	}
	slices.SortFunc(p.Faults, func(a, b problem.Fault) int { return cmp.Compare(a.Text, b.Text) })
	if len(p.Faults) > 0 {
		return nil, p
	}
	return reweighed, checkCriteria(reweighed)
}

func checkCriteria(criteria []Criterion) error {
	sum := 0
	for _, c := range criteria {
		if c.Weight < 0 {
			return fmt.Errorf("criterion %s: got weight %d, want 0 or more", c.Code, c.Weight)
		}
		if c.Worst == c.Best || !finite(c.Best-c.Worst) {
			return fmt.Errorf("criterion %s: got a scale from %g to %g, want two different numbers", c.Code, c.Worst, c.Best)
		}
		sum += c.Weight
	}
	if sum != allWeight {
		return fmt.Errorf("weights of the criteria: got %d basis points, want %d", sum, allWeight)
	}
	return nil
}

func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

// Score is an option's parts and their sum, 0 to 100. Scales are the board's, not the
// span of the options at hand, so no option's score depends on another option.
func Score(measures map[string]float64, criteria []Criterion) ([]Part, float64, error) {
	if err := checkCriteria(criteria); err != nil {
		return nil, 0, err
	}
	parts := make([]Part, len(criteria))
	var weighted float64
	for i, c := range criteria {
		value, ok := measures[c.Code]
		if !ok || !finite(value) {
			return nil, 0, fmt.Errorf("criterion %s: got value %g (there: %t), want a number", c.Code, value, ok)
		}
		scaled := min(1, max(0, (value-c.Worst)/(c.Best-c.Worst)))
		points := float64(scaled * float64(c.Weight))
		parts[i] = Part{c.Code, c.Name, value, valueText(value, c.Unit), scaled, float64(c.Weight) / 100, points / 100}
		weighted += points
	}
	return parts, weighted / 100, nil
}

// valueText is a value with its unit, as shown to people: £265,000, 4 places, 89.3
// weeks to open.
func valueText(value float64, unit string) string {
	if unit == "pounds" {
		return values.Pence(math.Round(value) * 100).Words()
	}
	return strconv.FormatFloat(math.Round(value*10)/10, 'f', -1, 64) + " " + unit
}

// order sorts by score, the highest first, equal scores by id, and ranks them as in a
// race: two firsts are followed by a third. Scores a millionth of a point apart are
// equal; they differ only by how a sum was rounded.
func order(options []Option) {
	slices.SortFunc(options, func(a, b Option) int {
		return cmp.Or(Compare(a.Score, b.Score), cmp.Compare(a.ID, b.ID))
	})
	for i := range options {
		options[i].Rank = i + 1
		if i > 0 && Compare(options[i].Score, options[i-1].Score) == 0 {
			options[i].Rank = options[i-1].Rank
		}
	}
}

// Compare puts the higher score first.
func Compare(a, b float64) int { return cmp.Compare(millionths(b), millionths(a)) }

func millionths(score float64) int64 { return int64(math.Round(score * 1e6)) }

// firmLead is how many points the first must be ahead for its lead to be called firm:
// less is within what the ranges of the stages and the costs leave open.
const firmLead = 2

// Lead says in a sentence which of the ordered options leads, or that none does firmly
// and which are within two points of the first.
func Lead(options []Option) string {
	switch {
	case len(options) == 0:
		return "There are no options yet."
	case len(options) == 1:
		return options[0].Name + " is the only option."
	}
	first := options[0]
	if ahead := millionths(first.Score) - millionths(options[1].Score); ahead >= firmLead*1e6 {
		return fmt.Sprintf("%s leads by %.1f points.", shortName(options, first), float64(ahead)/1e6)
	}
	var near []string
	between := ", "
	for _, o := range options {
		if millionths(first.Score)-millionths(o.Score) < firmLead*1e6 {
			near = append(near, shortName(options, o))
		}
	}
	const named = 3
	if more := len(near) - named; more > 0 {
		near = append(near[:named], fmt.Sprintf("%d more", more))
	}
	if strings.Contains(strings.Join(near, ""), ",") {
		between = "; "
	}
	last := len(near) - 1
	return fmt.Sprintf("No option leads firmly: %s and %s are close.", strings.Join(near[:last], between), near[last])
}

// shortName is an option's name up to its first comma, where no other has the same:
// "Slough" for "Slough, house to buy".
func shortName(options []Option, o Option) string {
	short, _, _ := strings.Cut(o.Name, ",")
	for _, other := range options {
		if name, _, _ := strings.Cut(other.Name, ","); name == short && other.ID != o.ID {
			return o.Name
		}
	}
	return short
}
