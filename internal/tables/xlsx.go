package tables

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"homeground/internal/values"
)

// workbook is two sheets: About, what the table says about itself, and the table.
type workbook struct {
	table  Table
	path   string
	book   *excelize.File
	out    *excelize.StreamWriter
	styles map[Kind]int
	head   int
	first  []row // kept until there are enough to say how wide the columns are
	rows   int
	begun  bool
}

const (
	measured = 200 // rows that the widths of columns follow
	narrow   = 8
	wide     = 48
	mostRows = 1_048_575 // that a sheet holds, its head aside
)

func beginXLSX(t Table, path string) (file, error) {
	w := &workbook{table: t, path: path, book: excelize.NewFile(), styles: map[Kind]int{}}
	sheet := strings.ToUpper(t.Name[:1]) + t.Name[1:]
	var err error
	style := func(s excelize.Style) int {
		n, e := w.book.NewStyle(&s)
		if e != nil {
			err = e
		}
		return n
	}
	format := func(text string) excelize.Style { return excelize.Style{CustomNumFmt: &text} }
	w.styles[Day], w.styles[Pounds] = style(format("dd/mm/yyyy")), style(format("#,##0.00"))
	w.head = style(excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "bottom"}})
	if err == nil {
		err = w.book.SetSheetName("Sheet1", "About")
	}
	if err == nil {
		_, err = w.book.NewSheet(sheet)
	}
	if err == nil {
		w.out, err = w.book.NewStreamWriter(sheet)
	}
	return w, err
}

// write keeps the first rows back until the columns can be given their widths, which
// stand before them in the file.
func (w *workbook) write(r row) error {
	if w.rows++; w.rows > mostRows {
		return fmt.Errorf("a sheet holds %d rows", mostRows)
	}
	if !w.begun {
		if w.first = append(w.first, r); len(w.first) < measured {
			return nil
		}
		return w.lay()
	}
	return w.put(w.rows, r)
}

// lay writes the widths, the head, and the rows kept back.
func (w *workbook) lay() error {
	w.begun = true
	head := make([]any, len(w.table.columns))
	for i, c := range w.table.columns {
		head[i] = excelize.Cell{StyleID: w.head, Value: c.name}
		width := min(utf8.RuneCountInString(c.name), 14)
		for _, r := range w.first {
			width = max(width, utf8.RuneCountInString(csvText(r.cells[i])))
		}
		if err := w.out.SetColWidth(i+1, i+1, float64(max(narrow, min(width, wide)))+2); err != nil {
			return err
		}
	}
	if err := w.out.SetPanes(&excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	if err := w.out.SetRow("A1", head); err != nil {
		return err
	}
	for i, r := range w.first {
		if err := w.put(i+1, r); err != nil {
			return err
		}
	}
	w.first = nil
	return nil
}

// put writes a row; the first is 1, under the head.
func (w *workbook) put(n int, r row) error {
	line := make([]any, len(r.cells))
	for i, cell := range r.cells {
		style := w.styles[w.table.columns[i].kind]
		switch v := cell.(type) {
		case string:
			line[i] = values.Neutral(v) // a string to the file, and still none when it is saved as CSV
		case values.Date:
			line[i] = excelize.Cell{StyleID: style, Value: v.Time()}
		case values.Pence: // a spreadsheet has no other numbers; the nearest to so many pence shows as these
			line[i] = excelize.Cell{StyleID: style, Value: float64(v) / 100}
		default:
			line[i] = v
		}
	}
	return w.out.SetRow(fmt.Sprintf("A%d", n+1), line)
}

func (w *workbook) end(about []Line) error {
	if !w.begun {
		if err := w.lay(); err != nil {
			return err
		}
	}
	if w.rows > 0 { // as a table of the spreadsheet, which can be sorted and filtered at once
		last, err := excelize.CoordinatesToCellName(len(w.table.columns), w.rows+1)
		if err != nil {
			return err
		}
		stripes := false
		if err := w.out.AddTable(&excelize.Table{Range: "A1:" + last, Name: w.table.Name, StyleName: "TableStyleLight1", ShowRowStripes: &stripes}); err != nil {
			return err
		}
	}
	if err := w.out.Flush(); err != nil {
		return err
	}
	if err := w.tell(about); err != nil {
		return err
	}
	day := w.table.Made.String() + "T00:00:00Z"
	if err := w.book.SetDocProps(&excelize.DocProperties{Title: w.table.Title, Creator: "Homeground", LastModifiedBy: "Homeground", Created: day, Modified: day}); err != nil {
		return err
	}
	f, err := create(w.path)
	if err != nil {
		return err
	}
	return errors.Join(w.book.Write(f), f.Close())
}

// tell fills the sheet About.
func (w *workbook) tell(about []Line) error {
	wrapped, err := w.book.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	for i, line := range about {
		cell := fmt.Sprintf("A%d", i+1)
		if err := w.book.SetSheetRow("About", cell, &[]any{line.Name, values.Neutral(line.Text)}); err != nil {
			return err
		}
		if err := w.book.SetCellStyle("About", cell, cell, w.head); err != nil {
			return err
		}
		lines := 1 + utf8.RuneCountInString(line.Text)/72 // no row grows with its text by itself
		if err := w.book.SetRowHeight("About", i+1, float64(15*lines)); err != nil {
			return err
		}
		if err := w.book.SetCellStyle("About", fmt.Sprintf("B%d", i+1), fmt.Sprintf("B%d", i+1), wrapped); err != nil {
			return err
		}
	}
	if err := w.book.SetColWidth("About", "A", "A", 18); err != nil {
		return err
	}
	return w.book.SetColWidth("About", "B", "B", 78)
}

func (w *workbook) drop() { _ = w.book.Close() }
