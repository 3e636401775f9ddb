package main

import (
	"context"
	"encoding/json"
	"flag"
	"io"

	"homeground/internal/choice"
)

const chooseUsage = `Usage: homeground calc choose [--no-changes] FILE.json

Reads options, a budget and rules ("-" is standard input), finds the set of options that is
worth most and proves it, and writes one JSON object to standard output. For each option left
out it says the smallest changes that would bring it in, unless told not to.
docs/choose.md tells what the file and the answer hold.

Everything wrong with the file is listed on standard error, nothing is written and the
exit status is then 1. Fields that are not known are named there too, and not used.
`

// chosen is the answer, as docs/choose.md has it.
type chosen struct {
	Status    string      `json:"status"`
	Value     json.Number `json:"value"`
	Chosen    []string    `json:"chosen"`
	Cost      int64       `json:"cost"`
	Bound     json.Number `json:"bound"`
	EqualBest bool        `json:"equal_best"`
	Before    json.Number `json:"covered_before,omitzero"` // by the open homes
	MendedBy  [][]change  `json:"mended_by,omitzero"`
	LeftOut   []notChosen `json:"left_out,omitzero"`
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
	plain := flags.Bool("no-changes", false, "")
	return calcJSON(chooseUsage, flags, args, in, out, errs, func(in io.Reader, r *jsonReader) (any, error) {
		read := readChoice(in, r)
		if len(r.faults) > 0 {
			return nil, nil
		}
		return read.answer(!*plain), nil
	})
}

func (f choiceFile) answer(changes bool) chosen {
	solve := func(p choice.Problem) choice.Answer { return choice.Best(p, choice.Effort) }
	if f.gains != nil {
		solve = func(p choice.Problem) choice.Answer {
			return choice.BestTogether(context.Background(), p, f.gains, choice.TogetherEffort)
		}
	}
	a := solve(f.problem)
	c := chosen{Status: a.Status, Value: f.number(a.Value), Chosen: a.Chosen, Cost: a.Cost, Bound: f.number(a.Bound), EqualBest: a.EqualBest}
	if f.gains != nil {
		c.Before = f.number(f.before)
	}
	if !changes {
		return c
	}
	if a.Status == choice.Infeasible {
		c.MendedBy = written(choice.Mends(f.problem))
	}
	c.LeftOut = []notChosen{}
	for _, o := range choice.LeftOut(context.Background(), f.problem, a, f.sooner, solve) {
		c.LeftOut = append(c.LeftOut, notChosen{o.ID, written(o.Changes)})
	}
	return c
}

func written(lists [][]choice.Change) [][]change {
	said := make([][]change, len(lists))
	for i, list := range lists {
		for _, one := range list {
			said[i] = append(said[i], change(one))
		}
	}
	return said
}

// number is a value as the file wrote its own.
func (f choiceFile) number(value int64) json.Number {
	if value < 0 {
		return "-" + json.Number(decimal{-value, f.decimals}.String())
	}
	return json.Number(decimal{value, f.decimals}.String())
}
