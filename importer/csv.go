package importer

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// The limits of one table of cells.
const (
	maxColumns = 1000
	maxRecord  = 8 << 20 // bytes in one CSV record
	maxCells   = 20_000  // in one CSV record, the empty ones at its end included
)

// delimiters seen in published files, the likeliest first.
var delimiters = []byte{',', ';', '\t', '~', '$', '|'}

// A record is one line of cells; fault says that its quotes are broken.
type record struct {
	line  int
	cells []string
	fault string
}

// A csvReader reads records cell by cell in bounded memory. It differs from
// encoding/csv in that a broken record is told and passed over, lines are counted as
// an editor counts them, and a record has a limit.
type csvReader struct {
	in    *bufio.Reader
	comma byte
	line  int

	buf  []byte // the record's cells, one after another
	ends []int
}

func newCSVReader(r io.Reader, comma byte) *csvReader {
	return &csvReader{in: bufio.NewReaderSize(r, 128<<10), comma: comma, line: 1}
}

// next is the next record, io.EOF after the last, or a refusal where the rest of the
// file cannot be told into records.
func (c *csvReader) next() (record, error) {
	c.buf, c.ends = c.buf[:0], c.ends[:0]
	rec := record{line: c.line}
	some := false
	for {
		b, err := c.in.ReadByte()
		if err == io.EOF {
			if !some {
				return rec, io.EOF
			}
			return c.finish(rec), nil
		}
		if err != nil {
			return rec, fmt.Errorf("read line %d: %w", c.line, err)
		}
		some = true
		switch {
		case b == '\n' || b == '\r':
			c.endLine(b)
			return c.finish(rec), nil
		case b == c.comma:
			if c.ends = append(c.ends, len(c.buf)); len(c.ends) > maxCells {
				return rec, refuse(fmt.Sprintf("line %d has too many columns: over the limit of %d cells", rec.line, maxCells), "Take out the delimiters that are not needed.")
			}
		case b == '"' && c.cellIsEmpty():
			if err := c.quoted(&rec); err != nil {
				return rec, err
			}
		default:
			c.buf = append(c.buf, b)
		}
		if len(c.buf) > maxRecord {
			return rec, refuse(fmt.Sprintf("line %d is too large: the limit of a record is %d MB", rec.line, maxRecord>>20), "Check the file's line ends and quotes.")
		}
	}
}

func (c *csvReader) cellIsEmpty() bool {
	if len(c.ends) == 0 {
		return len(c.buf) == 0
	}
	return len(c.buf) == c.ends[len(c.ends)-1]
}

// endLine counts a line's end, taking CR LF for one.
func (c *csvReader) endLine(b byte) {
	if b == '\r' {
		if after, err := c.in.Peek(1); err == nil && after[0] == '\n' {
			_, _ = c.in.Discard(1)
		}
	}
	c.line++
}

// quoted reads to the closing quote; what stands between it and the next delimiter is a fault.
func (c *csvReader) quoted(rec *record) error {
	opened := c.line
	for {
		b, err := c.in.ReadByte()
		if err == io.EOF {
			return refuse(fmt.Sprintf("the quote opened on line %d is never closed: the rest of the file cannot be told into rows", opened), "Close the quote, or take it out.")
		}
		if err != nil {
			return fmt.Errorf("read line %d: %w", c.line, err)
		}
		switch b {
		case '\n':
			c.line++
		case '"':
			after, err := c.in.Peek(1)
			if err == nil && after[0] == '"' {
				_, _ = c.in.Discard(1)
				break
			}
			if err == nil && after[0] != c.comma && after[0] != '\n' && after[0] != '\r' {
				rec.fault = "there is text after a closing quote"
			}
			return nil
		}
		if c.buf = append(c.buf, b); len(c.buf) > maxRecord {
			return refuse(fmt.Sprintf("the quote opened on line %d is not closed within %d MB", opened, maxRecord>>20), "Close the quote, or take it out.")
		}
	}
}

// finish cuts the record into cells that share one string.
func (c *csvReader) finish(rec record) record {
	all := string(c.buf)
	rec.cells = make([]string, 0, len(c.ends)+1)
	start := 0
	for _, end := range c.ends {
		rec.cells = append(rec.cells, all[start:end])
		start = end
	}
	rec.cells = append(rec.cells, all[start:])
	return rec
}

// csvTables finds delimiter and header together: those with which a kind knows the table.
func (s *source) csvTables(kinds []Kind, as *Kind) ([]*Table, []Problem, error) {
	start := make([]byte, 1<<20)
	n, err := io.ReadFull(s.characters(), start)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return nil, nil, fmt.Errorf("read %s: %w", s.name, err)
	}
	start = start[:n]
	if looksBinary(start) {
		return nil, nil, refuse("this is a type of file that is not read here: it is not text", "Save it as CSV, XLSX or GeoJSON.")
	}
	var best layout
	for _, comma := range delimiters {
		if bytes.IndexByte(start, comma) < 0 && comma != ',' {
			continue
		}
		records, err := firstRecords(start, comma)
		if err != nil {
			return nil, nil, err
		}
		found := findHeader(&Table{Format: "csv"}, records, kinds, as)
		found.comma = comma
		if found.better(best) {
			best = found
		}
	}
	if best.table == nil {
		return nil, nil, refuse("the file is empty: no row has anything in it", "Choose the file that holds the rows.")
	}
	t := best.table
	t.rows = s.csvRows(t, best)
	return []*Table{t}, nil, nil
}

// looksBinary: many NULs or other control characters in what should be text.
func looksBinary(start []byte) bool {
	controls := 0
	for _, b := range start {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' {
			controls++
		}
	}
	return controls > 8 && controls > len(start)/20
}

// firstRecords are the records of the file's start that a header may be among, and the
// sample after it.
func firstRecords(start []byte, comma byte) ([]record, error) {
	in := newCSVReader(bytes.NewReader(start), comma)
	var all []record
	for len(all) < headerWithin+sampleRows {
		rec, err := in.next()
		if cells := len(in.ends) + 1; cells > maxColumns && len(all) < headerWithin {
			if comma == ',' || comma == ';' || comma == '\t' || comma == '|' {
				return nil, refuse(fmt.Sprintf("line %d has too many columns: %d, the limit is %d", rec.line, cells, maxColumns), "Take out the columns that are not needed.")
			}
			break
		}
		if err != nil {
			break // the end, or a record that goes on beyond the sample: the reading proper will say
		}
		all = append(all, rec)
	}
	return all, nil
}

// csvRows reads the rows below the header.
func (s *source) csvRows(t *Table, found layout) func(func(Row, *fault) error) error {
	return func(yield func(Row, *fault) error) error {
		in := newCSVReader(s.characters(), found.comma)
		for {
			rec, err := in.next()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if rec.line <= found.line || isBlank(rec.cells) {
				continue
			}
			row := Row{Number: rec.line, cells: rec.cells, index: t.index}
			f := rowFault(t, rec.cells)
			if rec.fault != "" {
				f = &fault{rule: rec.fault + lineSpan(rec.line, in.line), remedy: "Double the quotes inside the cell, or take them out."}
			}
			if err := yield(row, f); err != nil {
				return err
			}
		}
	}
}

func lineSpan(first, after int) string {
	if after-first <= 1 {
		return ""
	}
	return fmt.Sprintf(" (lines %d to %d were read as one row)", first, after-1)
}

// rowFault is what stops a row of cells from being stored: a control character, or
// more cells than there are columns.
func rowFault(t *Table, cells []string) *fault {
	for i, cell := range cells {
		if i >= len(t.Columns) {
			if trim(cell) != "" {
				return &fault{value: cell, rule: fmt.Sprintf("the row has more cells than the %d columns of the header", len(t.Columns)),
					remedy: "Put quotes round a cell that holds the delimiter."}
			}
			continue
		}
		if rule, remedy := cellFault(cell); rule != "" {
			return &fault{column: t.Columns[i], rule: rule, remedy: remedy}
		}
	}
	return nil
}

func isBlank(cells []string) bool {
	for _, cell := range cells {
		if cell != "" && trim(cell) != "" {
			return false
		}
	}
	return true
}

// validUTF8 is used where a name rather than a cell is taken from a file.
func validUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}
