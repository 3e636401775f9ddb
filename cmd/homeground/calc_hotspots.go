package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

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

// longestLine bounds the memory one line may take.
const longestLine = 1 << 20

// readPoints reads the rows, listing the bad ones on errs. Its error is the whole
// file's, in a sentence for whoever made it. A line is a row: no number holds a line
// break, so a quote left open spoils its own row and none after it.
func readPoints(in io.Reader, columns []string, errs io.Writer) (rows []pointRow, bad int, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), longestLine)
	var at []int
	names := strings.Join(columns, ",")
	width, number := 0, 0
	for lines.Scan() {
		number++
		text := lines.Text()
		if number == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		cells, ok := cut(text)
		switch {
		case ok && blank(cells):
		case width == 0 && !ok:
			return nil, 0, errors.New("the quotes of the first line do not match: it must name the columns " + names)
		case width == 0:
			if at, err = findColumns(cells, columns, errs); err != nil {
				return nil, 0, err
			}
			width = len(cells)
		case !ok:
			fmt.Fprintf(errs, "row %d: the quotes do not match; write each cell as a plain number, without quotes\n", number)
			bad++
		default:
			row, ok := readPoint(cells, columns, at, width, number, errs)
			if ok {
				rows = append(rows, row)
			} else {
				bad++
			}
		}
	}
	switch {
	case errors.Is(lines.Err(), bufio.ErrTooLong):
		return nil, 0, fmt.Errorf("row %d is longer than a million characters: this is not a CSV file of %s", number+1, names)
	case lines.Err() != nil:
		return nil, 0, fmt.Errorf("the file cannot be read: %v", lines.Err())
	case width == 0:
		return nil, 0, errors.New("the file is empty: its first line must name the columns " + names)
	}
	return rows, bad, nil
}

// cut is a line's cells; false where its quotes do not match.
func cut(line string) (cells []string, ok bool) {
	if !strings.Contains(line, `"`) {
		return strings.Split(line, ","), true
	}
	cells, err := csv.NewReader(strings.NewReader(line)).Read()
	return cells, err == nil
}

// findColumns is where the columns stand.
func findColumns(header, columns []string, errs io.Writer) (at []int, err error) {
	at = slices.Repeat([]int{-1}, len(columns))
	var ignored []string
	for i, name := range header {
		known := false
		for c, want := range columns {
			if !strings.EqualFold(trim(name), want) {
				continue
			}
			if at[c] >= 0 {
				return at, fmt.Errorf("the column %q stands there twice: leave one", want)
			}
			at[c], known = i, true
		}
		if !known && trim(name) != "" {
			ignored = append(ignored, fmt.Sprintf("%q", trim(name)))
		}
	}
	for c, want := range columns {
		if at[c] < 0 {
			return at, fmt.Errorf("there is no column %q: the first line must name the columns %s", want, strings.Join(columns, ","))
		}
	}
	if len(ignored) > 0 {
		fmt.Fprintf(errs, "warning: ignored columns %s\n", strings.Join(ignored, ", "))
	}
	return at, nil
}

// readPoint reads one row, listing every fault it has.
func readPoint(cells, columns []string, at []int, width, line int, errs io.Writer) (row pointRow, ok bool) {
	if len(cells) > width {
		fmt.Fprintf(errs, "row %d: %d cells where the first line has %d; a number must not hold a comma\n", line, len(cells), width)
		return row, false
	}
	ok = true
	values := make([]float64, len(columns))
	for c, i := range at {
		text := ""
		if i < len(cells) {
			text = trim(cells[i])
		}
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

var plainNumber = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// number reads a finite decimal number; what else Go takes for one (Inf, NaN,
// hexadecimal) is not.
func number(text string) (float64, bool) {
	if !plainNumber.MatchString(text) {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil && !math.IsInf(v, 0)
}

// trim takes white space of every sort from both ends.
func trim(s string) string {
	return strings.TrimFunc(s, func(c rune) bool { return unicode.IsSpace(c) || c == '\ufeff' || c == '\u200b' })
}

func blank(cells []string) bool {
	for _, c := range cells {
		if trim(c) != "" {
			return false
		}
	}
	return true
}
