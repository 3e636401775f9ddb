package main

import (
	"fmt"
	"io"
	"slices"

	"homeground/appraisal"
)

const scoreUsage = `Usage: homeground calc score FILE.json

Reads criteria with their scales and weights and what options measure on them ("-" is
standard input), and writes one JSON object to standard output: the ranking with every part,
the weights between which the first place holds, and how often each option takes each rank
whatever the weights. docs/score.md tells what the file and the answer hold.

Everything wrong with the file is listed on standard error, nothing is written and the
exit status is then 1.
`

// score is the answer, as docs/score.md has it.
type score struct {
	Ranking       []scoreOption `json:"ranking"`
	Leads         string        `json:"leads"`
	Intervals     []weightRange `json:"intervals"`
	Draws         int           `json:"draws"`
	Seed          int64         `json:"seed"`
	Acceptability []acceptable  `json:"acceptability"`
}

type scoreOption struct {
	ID    string      `json:"id"`
	Rank  int         `json:"rank"`
	Score float64     `json:"score"`
	Parts []scorePart `json:"parts"`
}

type scorePart struct {
	Code   string  `json:"code"`
	Value  float64 `json:"value"`
	Scaled float64 `json:"scaled"`
	Points float64 `json:"points"`
}

type weightRange struct {
	Code   string  `json:"code"`
	Weight float64 `json:"weight"`
	From   float64 `json:"from"`
	To     float64 `json:"to"`
}

type acceptable struct {
	ID string `json:"id"`
	appraisal.Acceptability
}

// calcScore is `homeground calc score`.
func calcScore(args []string, in io.Reader, out, errs io.Writer) int {
	return calcFile("score", scoreUsage, args, in, out, errs, func(r *jsonReader, top map[string]any) func() (any, error) {
		return (&scoreReader{r}).file(top).answer
	}, "criteria", "options", "draws", "seed")
}

// scoreFile is what stands in a good file.
type scoreFile struct {
	criteria []appraisal.Criterion
	ids      []string
	measures []map[string]float64
	draws    int
	seed     int64
}

func (f scoreFile) answer() (any, error) {
	s := score{Draws: f.draws, Seed: f.seed, Intervals: []weightRange{}}
	scaled, order := make([][]float64, len(f.ids)), make([]int, len(f.ids))
	for i, id := range f.ids {
		parts, points, err := appraisal.Score(f.measures[i], f.criteria)
		if err != nil {
			return nil, err
		}
		o := scoreOption{ID: id, Score: points}
		for _, p := range parts {
			scaled[i] = append(scaled[i], p.Scaled)
			o.Parts = append(o.Parts, scorePart{p.Code, p.Value, p.Scaled, p.Points})
		}
		s.Ranking, order[i] = append(s.Ranking, o), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return appraisal.Compare(s.Ranking[a].Score, s.Ranking[b].Score) })
	ranked := make([]scoreOption, len(order))
	for n, i := range order {
		ranked[n] = s.Ranking[i]
		if ranked[n].Rank = n + 1; n > 0 && appraisal.Compare(ranked[n-1].Score, ranked[n].Score) == 0 {
			ranked[n].Rank = ranked[n-1].Rank
		}
	}
	s.Ranking, s.Leads = ranked, ranked[0].ID
	for _, i := range appraisal.Holds(f.criteria, scaled, order[0]) {
		s.Intervals = append(s.Intervals, weightRange{i.Code, i.Weight, i.From, i.To})
	}
	for i, a := range appraisal.Accept(scaled, len(f.criteria), f.draws, uint64(f.seed)) {
		s.Acceptability = append(s.Acceptability, acceptable{f.ids[i], a})
	}
	return s, nil
}

// scoreReader reads criteria and options.
type scoreReader struct{ *jsonReader }

// Beyond any real appraisal.
const mostCriteria, mostScored, mostDraws = 50, 500, 1000000

func (r *scoreReader) file(top map[string]any) (f scoreFile) {
	f.draws, f.seed = defaultRuns, defaultSeed
	if v := top["draws"]; v != nil {
		f.draws = int(r.whole("draws", v, 1, mostDraws))
	}
	if v := top["seed"]; v != nil {
		f.seed = r.whole("seed", v, 0, 1<<53)
	}
	all := 0
	for i, v := range r.list("criteria", top["criteria"], mostCriteria) {
		c := r.criterion(fmt.Sprintf("criteria[%d]", i), v)
		if slices.ContainsFunc(f.criteria, func(o appraisal.Criterion) bool { return o.Code == c.Code }) {
			r.fault(fmt.Sprintf("criteria[%d].code", i), c.Code, "every criterion has a code of its own", "Give it another")
		}
		f.criteria, all = append(f.criteria, c), all+c.Weight
	}
	if len(r.faults) == 0 && all != 10000 {
		r.fault("criteria", float64(all)/10000, "the weights add up to 1", "Change them so that they do")
	}
	for i, v := range r.list("options", top["options"], mostScored) {
		path := fmt.Sprintf("options[%d]", i)
		o := r.object(path, v, "id", "name", "values")
		values := r.object(path+".values", o["values"], codes(f.criteria)...)
		measures := map[string]float64{}
		for _, c := range f.criteria {
			measures[c.Code], _ = r.number(path+".values."+c.Code, values[c.Code])
		}
		f.ids, f.measures = append(f.ids, r.text(path+".id", o["id"])), append(f.measures, measures)
	}
	return f
}

func (r *scoreReader) criterion(path string, v any) (c appraisal.Criterion) {
	o := r.object(path, v, "code", "name", "worst", "best", "weight")
	c.Code = r.text(path+".code", o["code"])
	if c.Code == "" {
		r.fault(path+".code", "", "a criterion has a code, that options give their values by", "Give it one")
	}
	c.Worst, _ = r.number(path+".worst", o["worst"])
	c.Best, _ = r.number(path+".best", o["best"])
	if c.Worst == c.Best {
		r.fault(path+".best", o["best"], "the best value differs from the worst", "Give the scale that the board fixed")
	}
	c.Weight = int(r.share(path+".weight", o["weight"], 10000, "a weight is 0 to 1, with at most 4 decimals", "Write 0.35 for 35 %"))
	return c
}

func codes(criteria []appraisal.Criterion) (list []string) {
	for _, c := range criteria {
		list = append(list, c.Code)
	}
	return list
}
