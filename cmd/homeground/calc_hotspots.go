package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"

	"homeground/demand"
)

const hotspotsUsage = `Usage: homeground calc hotspots --distance METRES FILE.csv

Reads the columns x, y and count (metres; any order; "-" is standard input) and writes
x,y,count,gi_z,p,class to standard output, rows in their order: Getis-Ord Gi* with the
neighbours at most METRES away, the cell itself among them, and classes after
Benjamini-Hochberg over all rows. docs/hotspots.md says how.

Rows that are not three numbers are listed on standard error and left out; the exit
status is then 1. Other columns are ignored.

Flags:
  --distance METRES   the distance within which cells are neighbours, 0 or more
`

// calcHotspots is `homeground calc hotspots`.
func calcHotspots(args []string, in io.Reader, out, errs io.Writer) int {
	distance, file, err := hotspotsArguments(args)
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
	rows, bad, err := readPoints(in, errs)
	if err != nil {
		fmt.Fprintf(errs, "homeground calc hotspots: %v\n", err)
		return 1
	}
	if err := writeReadings(out, rows, distance); err != nil {
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
func hotspotsArguments(args []string) (distance float64, file string, err error) {
	flags := flag.NewFlagSet("hotspots", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	typed := flags.String("distance", "", "")
	var files []string
	for {
		if err := flags.Parse(args); err != nil {
			return 0, "", err
		}
		if flags.NArg() == 0 {
			break
		}
		files, args = append(files, flags.Arg(0)), flags.Args()[1:]
	}
	if *typed == "" {
		return 0, "", errors.New("give the distance in metres: --distance METRES")
	}
	distance, ok := number(*typed)
	if !ok || distance < 0 {
		return 0, "", fmt.Errorf("the distance %q is not a number of metres, 0 or more", *typed)
	}
	if len(files) != 1 {
		return 0, "", fmt.Errorf("give one file, not %d", len(files))
	}
	return distance, files[0], nil
}

// pointRow is a good row: its cells as typed, and what they say.
type pointRow struct {
	typed [3]string
	point demand.Point
}

var pointColumns = [3]string{"x", "y", "count"}

// readPoints reads the rows, listing the bad ones on errs. Its error is the whole
// file's, in a sentence for whoever made it.
func readPoints(in io.Reader, errs io.Writer) (rows []pointRow, bad int, err error) {
	bad, err = readRows(in, errs, "", pointColumns[:], func(line int, cells []string) bool {
		row, ok := readPoint(cells, line, errs)
		if ok {
			rows = append(rows, row)
		}
		return ok
	})
	return rows, bad, err
}

// readPoint reads one row, listing every fault it has.
func readPoint(cells []string, line int, errs io.Writer) (row pointRow, ok bool) {
	ok = true
	var values [3]float64
	for c, text := range cells {
		value, good := number(text)
		if !good {
			fmt.Fprintf(errs, "row %d, column %s, value %.60q: not a number; write digits, such as 12, -3.5 or 4e5\n", line, pointColumns[c], text)
			ok = false
		}
		row.typed[c], values[c] = text, value
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
		t := rows[i].typed
		z, p := "", ""
		if r.Defined {
			z, p = strconv.FormatFloat(r.Z, 'g', 17, 64), strconv.FormatFloat(r.P, 'g', 17, 64)
		}
		fmt.Fprintf(buffered, "%s,%s,%s,%s,%s,%s\n", t[0], t[1], t[2], z, p, r.Class)
	}
	return buffered.Flush()
}
