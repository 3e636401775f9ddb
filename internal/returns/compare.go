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
	Sheet  string `json:"sheet" doc:"Its name"`
	Row    int    `json:"row,omitempty" doc:"The first row under the headings is 1; none: the whole sheet"`
	Column string `json:"column,omitempty" doc:"Its heading"`
	Theirs string `json:"theirs" doc:"What the file has"`
	Ours   string `json:"ours" doc:"What the return has"`
}

// mostRead is how much of a file that claims to be a return is read.
const mostRead = 64 << 20

// Compare reads a file that claims to be a return, JSON, a ZIP of CSV files or a workbook,
// and says every value that is not the document's. read is false where it is none of these.
func Compare(d Document, t Template, content []byte) (list []Difference, read bool) {
	if text := bytes.TrimSpace(content); bytes.HasPrefix(text, []byte("{")) {
		theirs, err := Read(content)
		if err != nil || theirs.Sheets == nil {
			return nil, false
		}
		list := compareSheets(d, t, func(s Sheet) [][]string { return texts(s, theirs.Sheets[s.Code]) })
		if len(list) == 0 {
			list = append(list, compareRest(d, theirs)...)
		}
		return list, true
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, false
	}
	for _, f := range z.File {
		if f.Name == "xl/workbook.xml" {
			return compareBook(d, t, content)
		}
	}
	return compareCSV(d, t, z)
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

func compareCSV(d Document, t Template, z *zip.Reader) ([]Difference, bool) {
	of := map[string][][]string{}
	for _, f := range z.File {
		name := strings.TrimSuffix(f.Name, ".csv")
		if _, code, ok := strings.Cut(name, "-"); ok && name != f.Name {
			in, err := f.Open()
			if err != nil {
				return nil, false
			}
			lines := csv.NewReader(io.LimitReader(in, mostRead))
			lines.FieldsPerRecord = -1
			rows, err := lines.ReadAll()
			_ = in.Close()
			if err != nil || len(rows) == 0 {
				return nil, false
			}
			of[code] = rows[1:]
		}
	}
	if len(of) == 0 {
		return nil, false
	}
	return compareSheets(d, t, func(s Sheet) [][]string { return of[s.Code] }), true
}

// compareBook reads the cells by what they hold, not by how they are shown: a workbook that
// was opened and saved again by another program has the same values.
func compareBook(d Document, t Template, content []byte) ([]Difference, bool) {
	b, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{RawCellValue: true, UnzipSizeLimit: mostRead, UnzipXMLSizeLimit: mostRead})
	if err != nil {
		return nil, false
	}
	defer b.Close()
	known := false
	list := compareSheets(d, t, func(s Sheet) [][]string {
		rows, err := b.GetRows(s.Name)
		if err != nil || len(rows) == 0 {
			return nil
		}
		known = true
		ours := len(d.Sheets[s.Code])
		got := [][]string{}
		for i, r := range rows[1:] {
			if s.Code == t.Sheets[0].Code && i >= ours { // what the workbook says of itself
				break
			}
			line := make([]string, max(len(r), len(s.Columns)))
			copy(line, r)
			for j, c := range s.Columns {
				line[j] = c.fromBook(line[j])
			}
			if i < ours || strings.Join(line, "") != "" {
				got = append(got, line)
			}
		}
		return got
	})
	return list, known
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
