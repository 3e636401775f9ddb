package main

import (
	"flag"
	"io"

	"homeground/internal/schedule"
	"homeground/internal/values"
)

const openingUsage = `Usage: homeground calc opening FILE.json

Reads an option's stages ("-" is standard input), simulates them and writes one JSON
object to standard output: the days by which it opens in 10, 50, 80 and 90 runs of 100,
the chance of a given day, and how often each stage sets the date. docs/opening.md tells
what the file and the answer hold.

Everything wrong with the file is listed on standard error, nothing is written and the
exit status is then 1.
`

// opening is the answer, as docs/opening.md has it.
type opening struct {
	Runs     int              `json:"runs"`
	Seed     int64            `json:"seed"`
	Start    values.Date      `json:"start"`
	P10      values.Date      `json:"p10"`
	P50      values.Date      `json:"p50"`
	P80      values.Date      `json:"p80"`
	P90      values.Date      `json:"p90"`
	MeanDays float64          `json:"mean_days"`
	By       values.Date      `json:"by,omitzero"`
	ChanceBy *float64         `json:"chance_by,omitempty"`
	Stages   []openingStage   `json:"stages"`
	Curve    []schedule.Point `json:"curve"`
}

type openingStage struct {
	Code      string      `json:"code"`
	Critical  float64     `json:"critical"`
	FinishP50 values.Date `json:"finish_p50"`
}

// calcOpening is `homeground calc opening`.
func calcOpening(args []string, in io.Reader, out, errs io.Writer) int {
	return calcJSON(openingUsage, flag.NewFlagSet("opening", flag.ContinueOnError), args, in, out, errs, func(in io.Reader, r *jsonReader) (any, error) {
		plan := readOpening(in, r)
		if len(r.faults) > 0 {
			return nil, nil
		}
		return plan.simulate()
	})
}

func (f openingFile) simulate() (opening, error) {
	r, err := f.network.Simulate(f.option, f.seed, f.runs, f.start)
	if err != nil {
		return opening{}, err
	}
	answer := opening{Runs: r.Runs, Seed: r.Seed, Start: r.Start, P10: r.P10, P50: r.P50, P80: r.P80, P90: r.P90,
		MeanDays: r.MeanDays, By: f.by, Curve: r.Curve}
	if !f.by.IsZero() {
		chance := r.Chance(f.by)
		answer.ChanceBy = &chance
	}
	for _, s := range r.Stages {
		answer.Stages = append(answer.Stages, openingStage{s.Code, s.Critical, s.FinishP50})
	}
	return answer, nil
}
