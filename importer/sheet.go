package importer

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// maxSheetRow is the last row a spreadsheet can have.
const maxSheetRow = 1 << 20

// sheetRows streams a sheet's rows: numbers with their digits, dates as ISO days.
func (w *workbook) sheetRows(sh sheet, take func(record) error) error {
	last := 0
	return w.elements(sh.part, func(e xml.StartElement, dec *xmlReader) error {
		if e.Name.Local != "row" {
			return nil
		}
		number := last + 1
		if r := attr(e, "r"); r != "" {
			n, err := strconv.Atoi(r)
			if err != nil || n <= last {
				n = maxSheetRow + 1
			}
			number = n
		}
		if number > maxSheetRow {
			return refuse(fmt.Sprintf("the sheet is corrupt: a row after row %d has a number that is out of order or over the limit", last), "Save it again from a spreadsheet program.")
		}
		last = number
		rec, err := w.row(number, dec)
		if err != nil {
			return err
		}
		return take(rec)
	})
}

// row reads cells to the end of the row.
func (w *workbook) row(number int, dec *xmlReader) (record, error) {
	rec := record{line: number}
	next := 0
	for {
		token, err := dec.Token()
		if err != nil {
			return rec, xmlFault("a sheet", noEOF(err))
		}
		switch e := token.(type) {
		case xml.EndElement:
			if e.Name.Local == "row" {
				return rec, nil
			}
		case xml.StartElement:
			if e.Name.Local != "c" {
				continue
			}
			at := next
			if ref := attr(e, "r"); ref != "" {
				if at = columnOf(ref); at < 0 {
					return rec, refuse(fmt.Sprintf("the sheet is corrupt: row %d has a cell without a place", number), "Save it again from a spreadsheet program.")
				}
			}
			text, fault, err := w.cell(e, dec)
			if err != nil {
				return rec, err
			}
			next = at + 1
			if fault != "" {
				rec.fault = fault
			}
			if text == "" {
				continue
			}
			if at >= maxColumns {
				return rec, tooManyColumns(at + 1)
			}
			for len(rec.cells) <= at {
				rec.cells = append(rec.cells, "")
			}
			rec.cells[at] = text
		}
	}
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// columnOf is the column of a reference such as AB12, from 0; -1 where it is none.
func columnOf(ref string) int {
	n := 0
	for i := 0; i < len(ref); i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			if i == 0 {
				return -1
			}
			break
		}
		if n = n*26 + int(c-'A') + 1; n > 16384 {
			return -1
		}
	}
	return n - 1
}

// cell reads one cell to its end.
func (w *workbook) cell(c xml.StartElement, dec *xmlReader) (text, fault string, err error) {
	var value string
	for {
		token, err := dec.Token()
		if err != nil {
			return "", "", xmlFault("a sheet", noEOF(err))
		}
		switch e := token.(type) {
		case xml.EndElement:
			if e.Name.Local == "c" {
				return w.cellValue(c, value)
			}
		case xml.StartElement:
			switch e.Name.Local {
			case "v", "is":
				if value, err = richTextOf(e, dec); err != nil {
					return "", "", err
				}
			default:
				if err := dec.Skip(); err != nil {
					return "", "", xmlFault("a sheet", noEOF(err))
				}
			}
		}
	}
}

// richTextOf reads the text of <v> as it stands, of <is> as runs.
func richTextOf(e xml.StartElement, dec *xmlReader) (string, error) {
	if e.Name.Local == "is" {
		return richText(dec)
	}
	var b strings.Builder
	for {
		token, err := dec.Token()
		if err != nil {
			return "", xmlFault("a sheet", noEOF(err))
		}
		switch t := token.(type) {
		case xml.CharData:
			if b.Write(t); b.Len() > maxCellText {
				return "", errLongText
			}
		case xml.EndElement:
			return b.String(), nil
		case xml.StartElement:
			if err := dec.Skip(); err != nil {
				return "", xmlFault("a sheet", noEOF(err))
			}
		}
	}
}

// cellValue is what a cell shows, by its type and style.
func (w *workbook) cellValue(c xml.StartElement, value string) (text, fault string, err error) {
	switch attr(c, "t") {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if value == "" {
			return "", "", nil
		}
		if err != nil || i < 0 || i >= len(w.shared) {
			return "", "", refuse("the workbook is corrupt: a cell names text that is not in it", "Save it again from a spreadsheet program.")
		}
		return w.shared[i], "", nil
	case "inlineStr", "str", "d":
		return value, "", nil
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[value], "", nil
	case "e":
		return value, "a cell shows a spreadsheet's error (" + show(value) + ")", nil
	}
	style, _ := strconv.Atoi(attr(c, "s"))
	if style >= 0 && style < len(w.dates) && w.dates[style] && value != "" {
		if day, ok := w.day(value); ok {
			return day, "", nil
		}
	}
	return plainNumber(value), "", nil
}

// day is a spreadsheet's day number as an ISO day.
func (w *workbook) day(value string) (string, bool) {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || n < 1 || n > 2_958_465 {
		return "", false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if w.from1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return start.AddDate(0, 0, int(math.Floor(n))).Format(time.DateOnly), true
}

// plainNumber takes the noise of binary fractions off: spreadsheets write 50.8365 as
// 50.836500000000001. Whole numbers and powers of ten stay as written.
func plainNumber(value string) string {
	if len(value) < 17 || !strings.Contains(value, ".") || strings.ContainsAny(value, "eE") {
		return value
	}
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		return value
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}
