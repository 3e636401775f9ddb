package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

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
	file, err := openingArguments(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, openingUsage)
		return 0
	}
	if err != nil {
		fmt.Fprintf(errs, "homeground calc opening: %v\n\n%s", err, openingUsage)
		return 2
	}
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			fmt.Fprintf(errs, "homeground calc opening: cannot open the file: %v\n", err)
			return 2
		}
		defer f.Close()
		in = f
	}
	plan, faults := readOpening(in)
	if len(faults) > 0 {
		for _, f := range faults {
			fmt.Fprintf(errs, "%s: %s, value %.80q: %s. %s.\n", file, f.Path, f.Value, f.Rule, f.Remedy)
		}
		return 1
	}
	answer, err := plan.simulate()
	if err == nil {
		err = json.NewEncoder(out).Encode(answer)
	}
	if err != nil {
		fmt.Fprintf(errs, "homeground calc opening: cannot give the answer: %v\n", err)
		return 3
	}
	return 0
}

func openingArguments(args []string) (file string, err error) {
	flags := flag.NewFlagSet("opening", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	if err := flags.Parse(args); err != nil {
		return "", err
	}
	if flags.NArg() != 1 {
		return "", fmt.Errorf("give one file, not %d", flags.NArg())
	}
	return flags.Arg(0), nil
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
