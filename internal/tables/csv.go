package tables

import (
	"bufio"
	"encoding/csv"
	"os"
	"strconv"

	"homeground/internal/values"
)

// csvFile is UTF-8 without a byte order mark, its lines ended as RFC 4180 says, for
// programs; XLSX is for spreadsheets.
type csvFile struct {
	file *os.File
	buf  *bufio.Writer
	out  *csv.Writer
	line []string
}

func beginCSV(t Table, path string) (file, error) {
	f, err := create(path)
	if err != nil {
		return nil, err
	}
	c := &csvFile{file: f, buf: bufio.NewWriterSize(f, 1<<16)}
	c.out = csv.NewWriter(c.buf)
	c.out.UseCRLF = true
	for _, col := range t.columns {
		c.line = append(c.line, col.name)
	}
	return c, c.out.Write(c.line)
}

func (c *csvFile) write(r row) error {
	c.line = c.line[:0]
	for _, cell := range r.cells {
		c.line = append(c.line, csvText(cell))
	}
	return c.out.Write(c.line)
}

func csvText(cell any) string {
	switch v := cell.(type) {
	case string:
		return values.Neutral(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case values.Pence:
		return v.String()
	case values.Date:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// end says nothing about the table: a CSV is its rows.
func (c *csvFile) end([]Line) error {
	c.out.Flush()
	if err := c.out.Error(); err != nil {
		return err
	}
	return c.buf.Flush()
}

func (c *csvFile) drop() { _ = c.file.Close() }
