package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"homeground/internal/choice"
)

const chooseUsage = `Usage: homeground calc choose [--no-changes] FILE.json

Reads options, a budget and rules ("-" is standard input), finds the set of options that is
worth most and proves it, and writes one JSON object to standard output. For each option left
out it says the smallest changes that would bring it in, unless told not to.
docs/choice.md tells what the file and the answer hold.

Everything wrong with the file is listed on standard error, nothing is written and the
exit status is then 1. Fields that are not known are named there too, and not used.
`

// chosen is the answer, as docs/choice.md has it.
type chosen struct {
	Status    string      `json:"status"`
	Value     json.Number `json:"value"`
	Chosen    []string    `json:"chosen"`
	Cost      int64       `json:"cost"`
	Bound     json.Number `json:"bound"`
	EqualBest bool        `json:"equal_best"`
	LeftOut   []notChosen   `json:"left_out,omitzero"`
}

// notChosen is an option that was not chosen, with what would bring it in.
type notChosen struct {
	ID      string     `json:"id"`
	Changes [][]change `json:"changes"`
}

type change struct {
	Lever string `json:"lever"`
	By    int64  `json:"by"`
}

// calcChoose is `homeground calc choose`.
func calcChoose(args []string, in io.Reader, out, errs io.Writer) int {
	flags := flag.NewFlagSet("choose", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	plain := flags.Bool("no-changes", false, "")
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, chooseUsage)
		return 0
	}
	if err == nil && flags.NArg() != 1 {
		err = fmt.Errorf("give one file, not %d", flags.NArg())
	}
	if err != nil {
		fmt.Fprintf(errs, "homeground calc choose: %v\n\n%s", err, chooseUsage)
		return 2
	}
	file := flags.Arg(0)
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			fmt.Fprintf(errs, "homeground calc choose: cannot open the file: %v\n", err)
			return 2
		}
		defer f.Close()
		in = f
	}
	read, r := readChoice(in)
	for _, name := range r.unused {
		fmt.Fprintf(errs, "%s: %s is not known, and not used.\n", file, name)
	}
	for _, f := range r.faults {
		fmt.Fprintf(errs, "%s: %s, value %.80q: %s. %s.\n", file, f.Path, f.Value, f.Rule, f.Remedy)
	}
	if len(r.faults) > 0 {
		return 1
	}
	if err := json.NewEncoder(out).Encode(read.answer(!*plain)); err != nil {
		fmt.Fprintf(errs, "homeground calc choose: cannot give the answer: %v\n", err)
		return 3
	}
	return 0
}

func (f choiceFile) answer(changes bool) chosen {
	a := choice.Best(f.problem, choice.Effort)
	c := chosen{Status: a.Status, Value: f.number(a.Value), Chosen: a.Chosen, Cost: a.Cost, Bound: f.number(a.Bound), EqualBest: a.EqualBest}
	if !changes {
		return c
	}
	c.LeftOut = []notChosen{}
	for _, o := range choice.LeftOut(f.problem, a, f.sooner) {
		l := notChosen{ID: o.ID, Changes: [][]change{}}
		for _, together := range o.Changes {
			var list []change
			for _, one := range together {
				list = append(list, change(one))
			}
			l.Changes = append(l.Changes, list)
		}
		c.LeftOut = append(c.LeftOut, l)
	}
	return c
}

// number is a value as the file wrote its own.
func (f choiceFile) number(value int64) json.Number {
	if value < 0 {
		return "-" + json.Number(decimal{-value, f.decimals}.String())
	}
	return json.Number(decimal{value, f.decimals}.String())
}
