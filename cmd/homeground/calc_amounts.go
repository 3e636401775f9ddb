package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"unicode/utf8"

	"homeground/demand"
)

// amountRow is a good row of a file of cells or homes: what it is called, where it is,
// and how much need or how many places there are.
type amountRow struct {
	id     string
	x, y   float64
	amount decimal
}

// amountsFile is a file of id,x,y and an amount.
type amountsFile struct {
	flag, amount string // the flag that names it, and its last column
	path         string
	rows         []amountRow
	bad          int
}

// read reads the file, listing bad rows on errs and leaving them out. Its error is the
// whole file's.
func (f *amountsFile) read(in io.Reader, errs io.Writer) (err error) {
	if f.path != "-" {
		file, err := os.Open(f.path)
		if err != nil {
			return fmt.Errorf("cannot open the file: %w", err)
		}
		defer file.Close()
		in = file
	}
	first := make(map[string]int) // the line an id stands in
	f.bad, err = readRows(in, errs, f.path+": ", []string{"id", "x", "y", f.amount}, func(line int, cells []string) bool {
		row, ok := f.readRow(cells, line, first, errs)
		if ok {
			f.rows = append(f.rows, row)
		}
		return ok
	})
	return err
}

// readRow reads one row, listing every fault it has.
func (f *amountsFile) readRow(cells []string, line int, first map[string]int, errs io.Writer) (row amountRow, ok bool) {
	ok = true
	fault := func(column, value, rule string) {
		fmt.Fprintf(errs, "%s: row %d, column %s, value %.60q: %s\n", f.path, line, column, value, rule)
		ok = false
	}
	row.id = cells[0]
	switch before, twice := first[row.id]; {
	case row.id == "":
		fault("id", "", "empty; give each row a name of its own")
	case !utf8.ValidString(row.id):
		fault("id", row.id, "not text in UTF-8; save the file as UTF-8")
	case twice:
		fault("id", row.id, fmt.Sprintf("stands in row %d already; give each row a name of its own", before))
	default:
		first[row.id] = line
	}
	var good bool
	for i, at := range []*float64{&row.x, &row.y} {
		if *at, good = number(cells[1+i]); !good {
			fault([]string{"x", "y"}[i], cells[1+i], "not a number; write metres on the national grid, such as 532000 or 181000.5")
		}
	}
	var wrong string
	if row.amount, wrong = readDecimal(cells[3]); wrong != "" {
		fault(f.amount, cells[3], wrong)
	}
	return row, ok
}

// readAll reads the files that are named. The status is 0 unless one of them cannot be
// read at all; then why is on errs.
func readAll(name string, in io.Reader, errs io.Writer, files ...*amountsFile) (status int) {
	for _, f := range files {
		if f.path == "" {
			continue
		}
		if err := f.read(in, errs); err != nil {
			fmt.Fprintf(errs, "homeground calc %s: %s: %v\n", name, f.path, err)
			if status = 1; errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
				return 2
			}
		}
	}
	return status
}

// leftOut says how many rows were, and is the exit status.
func leftOut(errs io.Writer, files ...*amountsFile) (status int) {
	for _, f := range files {
		if f.bad > 0 {
			fmt.Fprintf(errs, "%s: %d of %d rows left out\n", f.path, f.bad, f.bad+len(f.rows))
			status = 1
		}
	}
	return status
}

// named checks that the files are named and that one at most is standard input.
func named(flags *flag.FlagSet, files ...*amountsFile) error {
	if flags.NArg() > 0 {
		return fmt.Errorf("%q stands alone; name each file with its flag", flags.Arg(0))
	}
	piped := 0
	for _, f := range files {
		if f.path == "" && f.flag != "candidates" {
			return fmt.Errorf("give the file of %s: --%s FILE.csv", f.flag, f.flag)
		}
		if f.path == "-" {
			piped++
		}
	}
	if piped > 1 {
		return errors.New(`standard input ("-") can be one of the files only`)
	}
	return nil
}

// metresTyped reads a distance.
func metresTyped(text string) (float64, error) {
	metres, ok := number(text)
	if !ok || metres < 0 {
		return 0, fmt.Errorf("the distance %q is not a number of metres, 0 or more", text)
	}
	return metres, nil
}

// decimalsOf is the most decimals of any amount.
func decimalsOf(files ...*amountsFile) (most int) {
	for _, f := range files {
		for _, row := range f.rows {
			most = max(most, row.amount.decimals)
		}
	}
	return most
}

// cells are the rows as cells with need in units of 10^-decimals. All need together
// must be within an int64.
func (f *amountsFile) cells(decimals int) ([]demand.NeedAt, error) {
	cells, left := make([]demand.NeedAt, len(f.rows)), int64(math.MaxInt64)
	for i, row := range f.rows {
		need, ok := row.amount.in(decimals)
		if left -= need; !ok || left < 0 {
			return nil, f.tooMuch(decimals)
		}
		cells[i] = demand.NeedAt{X: row.x, Y: row.y, Need: need}
	}
	return cells, nil
}

// homes are the rows as homes.
func (f *amountsFile) homes(decimals int) ([]demand.PlacesAt, error) {
	homes := make([]demand.PlacesAt, len(f.rows))
	for i, row := range f.rows {
		places, ok := row.amount.in(decimals)
		if !ok {
			return nil, f.tooMuch(decimals)
		}
		homes[i] = demand.PlacesAt{X: row.x, Y: row.y, Places: places}
	}
	return homes, nil
}

func (f *amountsFile) tooMuch(decimals int) error {
	return fmt.Errorf("%s: column %s: more than can be counted exactly in units of %d decimals, which the files ask for; write fewer decimals or smaller numbers", f.path, f.amount, decimals)
}

// amounts are the cells and homes of two files in one unit, the finest that they use.
func amounts(cells, homes *amountsFile, decimals int) ([]demand.NeedAt, []demand.PlacesAt, error) {
	needs, err := cells.cells(decimals)
	if err != nil {
		return nil, nil, err
	}
	places, err := homes.homes(decimals)
	return needs, places, err
}
