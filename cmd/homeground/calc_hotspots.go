package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"homeground/demand"
)

const hotspotsUsage = `Usage: homeground calc hotspots --distance METRES [--rate] FILE.csv

Reads the columns x, y and count (metres; any order; "-" is standard input) and writes
x,y,count,gi_z,p,class to standard output, rows in their order: Getis-Ord Gi* with the
neighbours at most METRES away, the cell itself among them, and classes after
Benjamini-Hochberg over all rows. docs/hotspots.md says how.

With --rate the file has a column population too, and z is of the rate of count in
population, smoothed (empirical Bayes, Marshall 1991). Columns written:
x,y,count,population,rate,smoothed,gi_z,p,class. A row whose population is 0 has no rate
and is nobody's neighbour.

Rows that are not numbers are listed on standard error and left out; the exit status is
then 1. Other columns are ignored.

Flags:
  --distance METRES   the distance within which cells are neighbours, 0 or more
  --rate              of the smoothed rate, not of the count
`

// calcHotspots is `homeground calc hotspots`.
func calcHotspots(args []string, in io.Reader, out, errs io.Writer) int {
	distance, rate, file, err := hotspotsArguments(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, hotspotsUsage)
		return 0
	}
	if err != nil {
		fmt.Fprintf(errs, "homeground calc hotspots: %v\n\n%s", err, hotspotsUsage)
		return 2
	}
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			fmt.Fprintf(errs, "homeground calc hotspots: cannot open the file: %v\n", err)
			return 2
		}
		defer f.Close()
		in = f
	}
	columns := pointColumns[:3]
	if rate {
		columns = pointColumns
	}
	rows, bad, err := readPoints(in, columns, errs)
	if err != nil {
		fmt.Fprintf(errs, "homeground calc hotspots: %v\n", err)
		return 1
	}
	write := writeReadings
	if rate {
		write = writeRates
	}
	if err := write(out, rows, distance); err != nil {
		fmt.Fprintf(errs, "homeground calc hotspots: cannot write the answer: %v\n", err)
		return 3
	}
	if bad > 0 {
		fmt.Fprintf(errs, "%d of %d rows left out\n", bad, bad+len(rows))
		return 1
	}
	return 0
}

// hotspotsArguments takes flags before and after the file's name.
func hotspotsArguments(args []string) (distance float64, rate bool, file string, err error) {
	flags := flag.NewFlagSet("hotspots", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	typed := flags.String("distance", "", "")
	flags.BoolVar(&rate, "rate", false, "")
	var files []string
	for {
		if err := flags.Parse(args); err != nil {
			return 0, false, "", err
		}
		if flags.NArg() == 0 {
			break
		}
		files, args = append(files, flags.Arg(0)), flags.Args()[1:]
	}
	if *typed == "" {
		return 0, false, "", errors.New("give the distance in metres: --distance METRES")
	}
	distance, ok := number(*typed)
	if !ok || distance < 0 {
		return 0, false, "", fmt.Errorf("the distance %q is not a number of metres, 0 or more", *typed)
	}
	if len(files) != 1 {
		return 0, false, "", fmt.Errorf("give one file, not %d", len(files))
	}
	return distance, rate, files[0], nil
}

// pointRow is a good row: its cells as typed, and what they say.
type pointRow struct {
	typed      []string
	point      demand.Point
	population float64
}

// pointColumns are the columns read; the last one for rates only.
var pointColumns = []string{"x", "y", "count", "population"}

// readPoints reads the rows, listing the bad ones on errs. Its error is the whole
// file's, in a sentence for whoever made it.
func readPoints(in io.Reader, columns []string, errs io.Writer) (rows []pointRow, bad int, err error) {
	bad, err = readRows(in, errs, "", columns, func(line int, cells []string) bool {
		row, ok := readPoint(cells, columns, line, errs)
		if ok {
			rows = append(rows, row)
		}
		return ok
	})
	return rows, bad, err
}

// readPoint reads one row, listing every fault it has.
func readPoint(cells, columns []string, line int, errs io.Writer) (row pointRow, ok bool) {
	ok = true
	values := make([]float64, len(columns))
	for c, text := range cells {
		value, good := number(text)
		if !good {
			fmt.Fprintf(errs, "row %d, column %s, value %.60q: not a number; write digits, such as 12, -3.5 or 4e5\n", line, columns[c], text)
			ok = false
		} else if c >= 2 && value < 0 && len(columns) > 3 {
			fmt.Fprintf(errs, "row %d, column %s, value %.60q: below 0, of which there is no rate; give 0 or more\n", line, columns[c], text)
			ok = false
		}
		row.typed, values[c] = append(row.typed, text), value
	}
	if len(values) > 3 {
		row.population = values[3]
	}
	row.point = demand.Point{X: values[0], Y: values[1], Count: values[2]}
	return row, ok
}

func writeReadings(out io.Writer, rows []pointRow, distance float64) error {
	points := make([]demand.Point, len(rows))
	for i, row := range rows {
		points[i] = row.point
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	buffered.WriteString("x,y,count,gi_z,p,class\n")
	for i, r := range demand.HotSpots(points, distance) {
		fmt.Fprintf(buffered, "%s,%s\n", strings.Join(rows[i].typed, ","), reading(r))
	}
	return buffered.Flush()
}

func writeRates(out io.Writer, rows []pointRow, distance float64) error {
	points, populations := make([]demand.Point, len(rows)), make([]float64, len(rows))
	for i, row := range rows {
		points[i], populations[i] = row.point, row.population
	}
	readings, rates := demand.RateSpots(points, populations, distance)
	buffered := bufio.NewWriterSize(out, 1<<16)
	buffered.WriteString("x,y,count,population,rate,smoothed,gi_z,p,class\n")
	for i, r := range rates {
		raw, smoothed := "", ""
		if r.Defined {
			raw, smoothed = precise(r.Raw), precise(r.Smoothed)
		}
		fmt.Fprintf(buffered, "%s,%s,%s,%s\n", strings.Join(rows[i].typed, ","), raw, smoothed, reading(readings[i]))
	}
	return buffered.Flush()
}

// reading is z, p and class; the first two empty where they do not exist.
func reading(r demand.Reading) string {
	if !r.Defined {
		return ",," + string(r.Class)
	}
	return precise(r.Z) + "," + precise(r.P) + "," + string(r.Class)
}

func precise(v float64) string { return strconv.FormatFloat(v, 'g', 17, 64) }
