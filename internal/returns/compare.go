package returns

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/gowebpki/jcs"
	"github.com/xuri/excelize/v2"

	"homeground/internal/values"
)

// Difference is one value of a file that is not the return's.
type Difference struct {
	Sheet  string `json:"sheet" doc:"Its name; of a PDF, the page"`
	Row    int    `json:"row,omitempty" doc:"The first row under the headings is 1; none: the whole sheet"`
	Column string `json:"column,omitempty" doc:"Its heading"`
	Theirs string `json:"theirs" doc:"What the file has"`
	Ours   string `json:"ours" doc:"What the return has"`
}

// Place says where it is.
func (d Difference) Place() string {
	place := d.Sheet
	if d.Row > 0 {
		place += fmt.Sprintf(", row %d", d.Row)
	}
	if d.Column != "" {
		place += ", " + d.Column
	}
	return place
}

// mostRead is how much of a file that claims to be a return is read.
const mostRead = 64 << 20

// File is a file that claims to be a return: JSON, a ZIP of CSV files or a workbook.
type File struct {
	document *Document             // of JSON
	named    bool                  // its sheets are known by their names, else by their codes
	sheets   map[string][][]string // rows under the headings
}

// Open reads a file that claims to be a return; ok is false where it is none.
func Open(content []byte) (f File, ok bool) {
	if bytes.HasPrefix(bytes.TrimSpace(content), []byte("{")) {
		d, err := Read(content)
		return File{document: &d}, err == nil && d.Sheets != nil
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return f, false
	}
	for _, part := range z.File {
		if part.Name == "xl/workbook.xml" {
			return openBook(content)
		}
	}
	return openCSV(z)
}

// Compare says every value of a file that is not the document's.
func (f File) Compare(d Document, t Template) []Difference {
	if f.document != nil {
		list := compareSheets(d, t, func(s Sheet) [][]string { return texts(s, f.document.Sheets[s.Code]) })
		if len(list) == 0 {
			list = append(list, compareRest(d, *f.document)...)
		}
		return list
	}
	return compareSheets(d, t, func(s Sheet) [][]string {
		if !f.named {
			return f.sheets[s.Code]
		}
		rows, ok := f.sheets[s.Name]
		if !ok {
			return nil
		}
		got := [][]string{}
		for i, r := range rows {
			if s.Rows > 0 && i >= s.Rows { // what the workbook says of itself
				break
			}
			line := make([]string, max(len(r), len(s.Columns)))
			copy(line, r)
			for j, c := range s.Columns {
				line[j] = c.fromBook(line[j])
			}
			if i < len(d.Sheets[s.Code]) || strings.Join(line, "") != "" {
				got = append(got, line)
			}
		}
		return got
	})
}

// texts are the cells of rows as a CSV file has them.
func texts(s Sheet, rows []Row) [][]string {
	list := make([][]string, len(rows))
	for i, r := range rows {
		list[i] = make([]string, len(s.Columns))
		for j, c := range s.Columns {
			list[i][j] = c.cellText(r[c.Code])
		}
	}
	return list
}

// compareSheets compares every cell; theirs gives a sheet's rows, or nil where it has none.
func compareSheets(d Document, t Template, theirs func(Sheet) [][]string) []Difference {
	list := []Difference{}
	for _, s := range t.Sheets {
		ours, got := texts(s, d.Sheets[s.Code]), theirs(s)
		if got == nil && len(ours) > 0 {
			list = append(list, Difference{Sheet: s.Name, Theirs: "no such sheet", Ours: fmt.Sprintf("%d rows", len(ours))})
			continue
		}
		for i := range max(len(ours), len(got)) {
			for j, c := range s.Columns {
				a, b := at(ours, i, j), at(got, i, j)
				if a != b {
					list = append(list, Difference{Sheet: s.Name, Row: i + 1, Column: c.Heading, Theirs: b, Ours: a})
				}
			}
			if i < len(got) {
				for j := len(s.Columns); j < len(got[i]); j++ {
					if got[i][j] != "" {
						list = append(list, Difference{Sheet: s.Name, Row: i + 1, Column: fmt.Sprintf("column %d", j+1), Theirs: got[i][j]})
					}
				}
			}
		}
	}
	return list
}

func at(rows [][]string, i, j int) string {
	if i < len(rows) && j < len(rows[i]) {
		return rows[i][j]
	}
	return ""
}

// compareRest says that a JSON file holds something else where every cell reads the same: a
// number as a text, a member that no sheet has, another template.
func compareRest(d, theirs Document) []Difference {
	ours, err := d.Canonical()
	if err != nil {
		return nil
	}
	text, err := json.Marshal(theirs)
	if err == nil {
		text, err = jcs.Transform(text)
	}
	if err == nil && bytes.Equal(ours, text) {
		return nil
	}
	return []Difference{{Sheet: "The file", Theirs: "members or types that the return does not have", Ours: fmt.Sprintf("the sheets of template %d", d.Template)}}
}

func openCSV(z *zip.Reader) (f File, ok bool) {
	f.sheets = map[string][][]string{}
	for _, part := range z.File {
		name := strings.TrimSuffix(part.Name, ".csv")
		if _, code, ok := strings.Cut(name, "-"); ok && name != part.Name {
			in, err := part.Open()
			if err != nil {
				return f, false
			}
			lines := csv.NewReader(io.LimitReader(in, mostRead))
			lines.FieldsPerRecord = -1
			rows, err := lines.ReadAll()
			_ = in.Close()
			if err != nil || len(rows) == 0 {
				return f, false
			}
			f.sheets[code] = rows[1:]
		}
	}
	return f, len(f.sheets) > 0
}

// openBook reads the cells by what they hold, not by how they are shown: a workbook that was
// opened and saved again by another program has the same values.
func openBook(content []byte) (f File, ok bool) {
	b, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{RawCellValue: true, UnzipSizeLimit: mostRead, UnzipXMLSizeLimit: mostRead})
	if err != nil {
		return f, false
	}
	defer b.Close()
	f = File{named: true, sheets: map[string][][]string{}}
	for _, name := range b.GetSheetList() {
		rows, err := b.GetRows(name)
		if err != nil {
			return f, false
		}
		f.sheets[name] = [][]string{}
		if len(rows) > 0 {
			f.sheets[name] = rows[1:]
		}
	}
	return f, true
}

// fromBook is a cell's raw value as a CSV file has it.
func (c Column) fromBook(raw string) string {
	n, err := strconv.ParseFloat(raw, 64)
	if raw == "" || err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return raw
	}
	switch c.Kind {
	case Pounds:
		pence := math.Round(n * 100)
		if math.Abs(pence/100-n) > 1e-7*math.Max(1, math.Abs(n)) || math.Abs(pence) > float64(values.MaxPence) {
			return raw
		}
		return values.Pence(int64(pence)).String()
	case Day:
		if n == math.Trunc(n) && n > 0 && n < 100000 {
			return values.NewDate(1899, 12, 30).AddDays(int(n)).String()
		}
	case Whole:
		if n == math.Trunc(n) {
			return strconv.FormatInt(int64(n), 10)
		}
	}
	return raw
}
