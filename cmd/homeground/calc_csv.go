package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// longestLine bounds the memory one line may take.
const longestLine = 1 << 20

// readRows gives take the wanted columns of each row, trimmed, and counts the rows that
// it does not take or that are no rows. Faults go to errs, each after the prefix; the
// error is the whole file's, in a sentence for whoever made it. A line is a row: a
// quote left open spoils its own row and none after it.
func readRows(in io.Reader, errs io.Writer, prefix string, columns []string, take func(line int, cells []string) bool) (bad int, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 1<<16), longestLine)
	named := strings.Join(columns, ",")
	var at []int
	wanted := make([]string, len(columns))
	width, line := 0, 0
	for lines.Scan() {
		line++
		text := lines.Text()
		if line == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		cells, ok := cut(text)
		switch {
		case ok && blank(cells):
		case width == 0 && !ok:
			return 0, fmt.Errorf("the quotes of the first line do not match: it must name the columns %s", named)
		case width == 0:
			if at, err = findColumns(cells, columns, errs, prefix); err != nil {
				return 0, err
			}
			width = len(cells)
		case !ok:
			fmt.Fprintf(errs, "%srow %d: the quotes do not match; write the row without quotes\n", prefix, line)
			bad++
		case len(cells) > width:
			fmt.Fprintf(errs, "%srow %d: %d cells where the first line has %d; a number must not hold a comma\n", prefix, line, len(cells), width)
			bad++
		default:
			for c, i := range at {
				wanted[c] = ""
				if i < len(cells) {
					wanted[c] = trim(cells[i])
				}
			}
			if !take(line, wanted) {
				bad++
			}
		}
	}
	switch {
	case errors.Is(lines.Err(), bufio.ErrTooLong):
		return 0, fmt.Errorf("row %d is longer than a million characters: this is not a CSV file of %s", line+1, named)
	case lines.Err() != nil:
		return 0, fmt.Errorf("the file cannot be read: %v", lines.Err())
	case width == 0:
		return 0, fmt.Errorf("the file is empty: its first line must name the columns %s", named)
	}
	return bad, nil
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
func findColumns(header, columns []string, errs io.Writer, prefix string) (at []int, err error) {
	at = make([]int, len(columns))
	for c := range at {
		at[c] = -1
	}
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
		fmt.Fprintf(errs, "%swarning: ignored columns %s\n", prefix, strings.Join(ignored, ", "))
	}
	return at, nil
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
