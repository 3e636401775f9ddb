package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"homeground/demand"
)

const accessUsage = `Usage: homeground calc access --cells C.csv --homes H.csv [--distance METRES] [--weights 1,0.68,0.22]

The access of each cell to homes (enhanced two-step floating catchment area, Luo and Qi
2009): places for each one in need. Writes id,score to standard output, rows in their
order. docs/reach.md says how.

Rows that are wrong are listed on standard error and left out; the exit status is then 1.
Other columns are ignored. "-" is standard input, for one of the files.

Flags:
  --cells C.csv       columns id, x, y (metres) and demand, 0 or more
  --homes H.csv       columns id, x, y and places
  --distance METRES   how far a home reaches (default 32186.88, which is 20 miles)
  --weights LIST      one weight a zone, the nearest first, 0 or more (default 1,0.68,0.22); the zones
                      are rings of one width up to the distance
`

// calcAccess is `homeground calc access`.
func calcAccess(args []string, in io.Reader, out, errs io.Writer) int {
	cells, homes := amountsFile{flag: "cells", amount: "demand"}, amountsFile{flag: "homes", amount: "places"}
	zones, err := accessArguments(args, &cells, &homes)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, accessUsage)
		return 0
	}
	if err != nil {
		fmt.Fprintf(errs, "homeground calc access: %v\n\n%s", err, accessUsage)
		return 2
	}
	if status := readAll("access", in, errs, &cells, &homes); status != 0 {
		return status
	}
	needs, places, err := amounts(&cells, &homes, decimalsOf(&cells, &homes))
	if err != nil {
		fmt.Fprintf(errs, "homeground calc access: %v\n", err)
		return 1
	}
	if err := writeScores(out, cells.rows, demand.Access(needs, places, zones)); err != nil {
		fmt.Fprintf(errs, "homeground calc access: cannot write the answer: %v\n", err)
		return 3
	}
	return leftOut(errs, &cells, &homes)
}

func accessArguments(args []string, cells, homes *amountsFile) ([]demand.Zone, error) {
	flags := flag.NewFlagSet("access", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&cells.path, "cells", "", "")
	flags.StringVar(&homes.path, "homes", "", "")
	distance := flags.String("distance", strconv.FormatFloat(demand.TwentyMiles, 'f', -1, 64), "")
	typed := flags.String("weights", "", "")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if err := named(flags, cells, homes); err != nil {
		return nil, err
	}
	metres, err := metresTyped(*distance)
	if err != nil {
		return nil, err
	}
	weights := demand.ZoneWeights
	if *typed != "" {
		weights = nil
		for _, text := range strings.Split(*typed, ",") {
			w, ok := number(trim(text))
			if !ok || w < 0 {
				return nil, fmt.Errorf("the weight %q is not a number, 0 or more", text)
			}
			weights = append(weights, w)
		}
	}
	return demand.Zones(metres, weights...), nil
}

func writeScores(out io.Writer, rows []amountRow, scores []float64) error {
	buffered := bufio.NewWriterSize(out, 1<<16)
	w := csv.NewWriter(buffered)
	w.Write([]string{"id", "score"})
	for i, row := range rows {
		w.Write([]string{row.id, strconv.FormatFloat(scores[i], 'g', -1, 64)})
	}
	w.Flush()
	return errors.Join(w.Error(), buffered.Flush())
}
