package returns

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gowebpki/jcs"
	"github.com/xuri/excelize/v2"

	"homeground/internal/values"
)

// Canonical is a document as RFC 8785 writes it: what its fingerprint is taken of. Money is
// whole pence below 2^53, so that its doubles are exact; anything else is refused.
func (d Document) Canonical() ([]byte, error) {
	for sheet, rows := range d.Sheets {
		for i, r := range rows {
			for column, v := range r {
				switch v := v.(type) {
				case nil, string:
				case int64:
					if v > int64(values.MaxPence) || v < -int64(values.MaxPence) {
						return nil, fmt.Errorf("%s, row %d, %s: %d is no number that JSON holds exactly", sheet, i+1, column, v)
					}
				default:
					return nil, fmt.Errorf("%s, row %d, %s: a return holds no %T", sheet, i+1, column, v)
				}
			}
		}
	}
	text, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("write a return as JSON: %w", err)
	}
	return CanonicalJSON(text)
}

// CanonicalJSON is JSON as RFC 8785 writes it.
func CanonicalJSON(text []byte) ([]byte, error) {
	canonical, err := jcs.Transform(text)
	if err != nil {
		return nil, fmt.Errorf("write canonical JSON: %w", err)
	}
	return canonical, nil
}

// Fingerprint is the SHA-256 of bytes, in hexadecimal.
func Fingerprint(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Read is a document from its JSON, canonical or not. Numbers are whole.
func Read(text []byte) (Document, error) {
	var d Document
	in := json.NewDecoder(bytes.NewReader(text))
	in.UseNumber()
	if err := in.Decode(&d); err != nil {
		return d, fmt.Errorf("read a return: %w", err)
	}
	for _, rows := range d.Sheets {
		for _, r := range rows {
			for code, v := range r {
				if n, ok := v.(json.Number); ok {
					whole, err := n.Int64()
					if err != nil {
						return d, fmt.Errorf("read a return: %s is no whole number", n)
					}
					r[code] = whole
				}
			}
		}
	}
	return d, nil
}

// cellText is a value as a CSV file has it: pounds with two decimals, days as ISO.
func (c Column) cellText(v any) string {
	switch v := v.(type) {
	case string:
		return values.Neutral(v)
	case int64:
		if c.Kind == Pounds {
			return values.Pence(v).String()
		}
		return fmt.Sprint(v)
	}
	return ""
}

// CSV is a document as a ZIP of one CSV file a sheet, in UTF-8 with CRLF ends of line. The
// same document makes the same bytes for ever.
func (d Document) CSV(t Template) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i, s := range t.Sheets {
		w, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%02d-%s.csv", i+1, s.Code), Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, fmt.Errorf("write a return as CSV: %w", err)
		}
		lines := csv.NewWriter(w)
		lines.UseCRLF = true
		head := make([]string, len(s.Columns))
		for j, c := range s.Columns {
			head[j] = c.Code
			if c.Kind == Pounds {
				head[j] = strings.TrimSuffix(c.Code, "_pence") + "_gbp"
			}
		}
		_ = lines.Write(head) // its error is that of Error
		for _, r := range d.Sheets[s.Code] {
			cells := make([]string, len(s.Columns))
			for j, c := range s.Columns {
				cells[j] = c.cellText(r[c.Code])
			}
			_ = lines.Write(cells)
		}
		lines.Flush()
		if err := lines.Error(); err != nil {
			return nil, fmt.Errorf("write a return as CSV: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write a return as CSV: %w", err)
	}
	return out.Bytes(), nil
}

// Mark is what a workbook says of itself, under the table of its first sheet.
type Mark struct{ Name, Text string }

const (
	validated = 500 // rows beyond those there are, whose lists of words can be chosen from too
	widest    = 60
)

// XLSX is a document as a workbook in the shape of the government's returns: a sheet each,
// headings that stay in sight, days as days, amounts in pounds, lists to choose from, and a
// page set-up that prints each sheet one page wide.
func (d Document) XLSX(t Template, marks []Mark) ([]byte, error) {
	b := &book{File: excelize.NewFile()}
	defer b.Close()
	for i, s := range t.Sheets {
		b.sheet(i, s, d.Sheets[s.Code])
	}
	if len(t.Sheets) > 0 {
		first := t.Sheets[0]
		for i, m := range marks {
			row := len(d.Sheets[first.Code]) + 4 + i
			b.try(b.SetSheetRow(first.Name, cell(1, row), &[]any{m.Name, values.Neutral(m.Text)}))
			b.try(b.SetCellStyle(first.Name, cell(1, row), cell(1, row), b.bold()))
		}
	}
	var title string
	if rows := d.Sheets["start"]; len(rows) == 1 {
		title = fmt.Sprint("Return, ", rows[0]["period"])
	}
	b.try(b.SetDocProps(&excelize.DocProperties{Title: title, Creator: "Homeground", LastModifiedBy: "Homeground", Created: "1980-01-01T00:00:00Z", Modified: "1980-01-01T00:00:00Z"}))
	if b.err != nil {
		return nil, fmt.Errorf("write a return as a workbook: %w", b.err)
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		return nil, fmt.Errorf("write a return as a workbook: %w", err)
	}
	return out.Bytes(), nil
}

// book keeps the first error of many small steps.
type book struct {
	*excelize.File
	err    error
	styles map[string]int
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) style(name string, s excelize.Style) int {
	if n, ok := b.styles[name]; ok {
		return n
	}
	n, err := b.NewStyle(&s)
	b.try(err)
	if b.styles == nil {
		b.styles = map[string]int{}
	}
	b.styles[name] = n
	return n
}

func (b *book) bold() int {
	return b.style("bold", excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "bottom"}})
}

func (b *book) styleOf(c Column) int {
	days, money := "dd/mm/yyyy", "#,##0.00"
	switch {
	case c.Kind == Day:
		return b.style("day", excelize.Style{CustomNumFmt: &days, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}})
	case c.Kind == Pounds:
		return b.style("money", excelize.Style{CustomNumFmt: &money, Alignment: &excelize.Alignment{Vertical: "top"}})
	}
	return b.style("text", excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
}

func (b *book) sheet(at int, s Sheet, rows []Row) {
	if at == 0 {
		b.try(b.SetSheetName("Sheet1", s.Name))
	} else {
		_, err := b.NewSheet(s.Name)
		b.try(err)
	}
	for j, c := range s.Columns {
		width := min(utf8.RuneCountInString(c.Heading), 20)
		b.try(b.SetCellValue(s.Name, cell(j+1, 1), c.Heading))
		for i, r := range rows {
			width = max(width, min(utf8.RuneCountInString(c.cellText(r[c.Code])), widest))
			b.try(b.SetCellValue(s.Name, cell(j+1, i+2), c.cellValue(r[c.Code])))
		}
		if len(rows) > 0 {
			b.try(b.SetCellStyle(s.Name, cell(j+1, 2), cell(j+1, len(rows)+1), b.styleOf(c)))
		}
		letter, err := excelize.ColumnNumberToName(j + 1)
		b.try(err)
		b.try(b.SetColWidth(s.Name, letter, letter, float64(max(width, 9)+2)))
		if c.Kind == List {
			v := excelize.NewDataValidation(true)
			v.SetSqref(fmt.Sprintf("%s2:%s%d", letter, letter, max(len(rows)+1, 2)))
			b.try(v.SetDropList(c.List))
			b.try(b.AddDataValidation(s.Name, v))
		}
	}
	b.try(b.SetCellStyle(s.Name, "A1", cell(len(s.Columns), 1), b.bold()))
	b.try(b.SetPanes(s.Name, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}))
	landscape, one, none := "landscape", 1, 0
	paper := 9 // A4
	b.try(b.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &paper, FitToWidth: &one, FitToHeight: &none}))
	fit := true
	b.try(b.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.try(b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", s.Name), Scope: s.Name}))
	b.try(b.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&RPage &P of &N"}))
}

// cellValue is a value as a cell of a workbook holds it.
func (c Column) cellValue(v any) any {
	switch v := v.(type) {
	case string:
		if c.Kind == Day {
			if d, err := values.ParseDate(v); err == nil {
				return d.Time()
			}
		}
		return values.Neutral(v)
	case int64:
		if c.Kind == Pounds { // a spreadsheet has no other numbers; the nearest to so many pence shows as these
			return float64(v) / 100
		}
		return v
	}
	return nil
}

func cell(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // both are 1 or more
	return name
}
