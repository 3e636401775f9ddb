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
	"strconv"
	"strings"
	"unicode"

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

// longestLine bounds the memory one line may take.
const longestLine = 1 << 20

// readPoints reads the rows, listing the bad ones on errs. Its error is the whole
// file's, in a sentence for whoever made it. A line is a row: no number holds a line
// break, so a quote left open spoils its own row and none after it.
func readPoints(in io.Reader, errs io.Writer) (rows []pointRow, bad int, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), longestLine)
	var at [3]int
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
			return nil, 0, errors.New("the quotes of the first line do not match: it must name the columns x,y,count")
		case width == 0:
			if at, err = findColumns(cells, errs); err != nil {
				return nil, 0, err
			}
			width = len(cells)
		case !ok:
			fmt.Fprintf(errs, "row %d: the quotes do not match; write each cell as a plain number, without quotes\n", number)
			bad++
		default:
			row, ok := readPoint(cells, at, width, number, errs)
			if ok {
				rows = append(rows, row)
			} else {
				bad++
			}
		}
	}
	switch {
	case errors.Is(lines.Err(), bufio.ErrTooLong):
		return nil, 0, fmt.Errorf("row %d is longer than a million characters: this is not a CSV file of x,y,count", number+1)
	case lines.Err() != nil:
		return nil, 0, fmt.Errorf("the file cannot be read: %v", lines.Err())
	case width == 0:
		return nil, 0, errors.New("the file is empty: its first line must name the columns x,y,count")
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

// findColumns is where x, y and count stand.
func findColumns(header []string, errs io.Writer) (at [3]int, err error) {
	at = [3]int{-1, -1, -1}
	var ignored []string
	for i, name := range header {
		known := false
		for c, want := range pointColumns {
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
	for c, want := range pointColumns {
		if at[c] < 0 {
			return at, fmt.Errorf("there is no column %q: the first line must name the columns x,y,count", want)
		}
	}
	if len(ignored) > 0 {
		fmt.Fprintf(errs, "warning: ignored columns %s\n", strings.Join(ignored, ", "))
	}
	return at, nil
}

// readPoint reads one row, listing every fault it has.
func readPoint(cells []string, at [3]int, width, line int, errs io.Writer) (row pointRow, ok bool) {
	if len(cells) > width {
		fmt.Fprintf(errs, "row %d: %d cells where the first line has %d; a number must not hold a comma\n", line, len(cells), width)
		return row, false
	}
	ok = true
	var values [3]float64
	for c, i := range at {
		text := ""
		if i < len(cells) {
			text = trim(cells[i])
		}
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
