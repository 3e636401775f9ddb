package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"

	"homeground/demand"
)

const reachUsage = `Usage: homeground calc reach --cells C.csv --homes H.csv --distance METRES [--candidates K.csv]

How much demand can have a place at most METRES away, no home beyond its places: the
maximum flow from cells to homes. Writes one JSON object to standard output:
{"covered":…,"by_cell":{"id":…}}, and with candidates also "gain":{"id":…}, what each
would add alone, and "gain_together". docs/reach.md says how.

Rows that are wrong are listed on standard error and left out; the exit status is then 1.
Other columns are ignored. "-" is standard input, for one of the files.

Flags:
  --cells C.csv        columns id, x, y (metres) and demand, 0 or more
  --homes H.csv        columns id, x, y and places
  --candidates K.csv   homes that are not there yet: columns id, x, y and places
  --distance METRES    how far a home reaches, 0 or more
`

// calcReach is `homeground calc reach`.
func calcReach(args []string, in io.Reader, out, errs io.Writer) int {
	r := reachCalculation{
		cells:      amountsFile{flag: "cells", amount: "demand"},
		homes:      amountsFile{flag: "homes", amount: "places"},
		candidates: amountsFile{flag: "candidates", amount: "places"},
	}
	err := r.arguments(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, reachUsage)
		return 0
	}
	if err != nil {
		fmt.Fprintf(errs, "homeground calc reach: %v\n\n%s", err, reachUsage)
		return 2
	}
	if status := readAll("reach", in, errs, &r.cells, &r.homes, &r.candidates); status != 0 {
		return status
	}
	if err := r.work(); err != nil {
		fmt.Fprintf(errs, "homeground calc reach: %v\n", err)
		return 1
	}
	if err := r.write(out); err != nil {
		fmt.Fprintf(errs, "homeground calc reach: cannot write the answer: %v\n", err)
		return 3
	}
	return leftOut(errs, &r.cells, &r.homes, &r.candidates)
}

// reachCalculation is what is asked, and its answer.
type reachCalculation struct {
	cells, homes, candidates amountsFile
	metres                   float64

	decimals int // of the unit that all amounts are in
	covered  int64
	byCell   []int64
	gains    []int64
	together int64
}

func (r *reachCalculation) arguments(args []string) (err error) {
	flags := flag.NewFlagSet("reach", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&r.cells.path, "cells", "", "")
	flags.StringVar(&r.homes.path, "homes", "", "")
	flags.StringVar(&r.candidates.path, "candidates", "", "")
	distance := flags.String("distance", "", "")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := named(flags, &r.cells, &r.homes, &r.candidates); err != nil {
		return err
	}
	if *distance == "" {
		return errors.New("give the distance in metres: --distance METRES")
	}
	r.metres, err = metresTyped(*distance)
	return err
}

func (r *reachCalculation) work() error {
	r.decimals = decimalsOf(&r.cells, &r.homes, &r.candidates)
	cells, homes, err := amounts(&r.cells, &r.homes, r.decimals)
	if err != nil {
		return err
	}
	candidates, err := r.candidates.homes(r.decimals)
	if err != nil {
		return err
	}
	network := demand.NewNetwork(cells, homes, r.metres)
	r.covered, r.byCell = network.Covered(), network.ByCell()
	for _, c := range candidates {
		r.gains = append(r.gains, network.Gain(c))
	}
	r.together = network.Gain(candidates...)
	return nil
}

// write writes the object with the ids in the order of their files.
func (r *reachCalculation) write(out io.Writer) error {
	w := bufio.NewWriterSize(out, 1<<16)
	fmt.Fprintf(w, `{"covered":%v,"by_cell":`, r.exact(r.covered))
	r.writeByID(w, r.cells.rows, r.byCell)
	if r.candidates.path != "" {
		w.WriteString(`,"gain":`)
		r.writeByID(w, r.candidates.rows, r.gains)
		fmt.Fprintf(w, `,"gain_together":%v`, r.exact(r.together))
	}
	w.WriteString("}\n")
	return w.Flush()
}

func (r *reachCalculation) writeByID(w *bufio.Writer, rows []amountRow, amounts []int64) {
	w.WriteByte('{')
	for i, row := range rows {
		if i > 0 {
			w.WriteByte(',')
		}
		id, _ := json.Marshal(row.id) // of a text: it has no error
		fmt.Fprintf(w, "%s:%v", id, r.exact(amounts[i]))
	}
	w.WriteByte('}')
}

func (r *reachCalculation) exact(units int64) decimal { return decimal{units, r.decimals} }
