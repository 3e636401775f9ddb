package importer

import (
	"strings"
	"unicode"

	"homeground/geo"
)

// A Table is one CSV, one sheet, one GeoJSON collection, one TopoJSON object or one
// shapefile. Its rows are read from the file as they are asked for.
type Table struct {
	File    string   // the file's name, made safe to store and show
	Format  string   // csv, xlsx, geojson, topojson or shapefile
	Sheet   string   // the sheet's or layer's name; empty where a file has one table
	Columns []string // as the file spells them, in its order
	Sample  []Row    // the first rows, for Recognise
	Shapes  bool     // whether rows may have a Shape

	index *columnIndex
	rows  func(yield func(Row, *fault) error) error
}

// Has reports whether the table has every one of the columns.
func (t *Table) Has(columns ...string) bool {
	for _, c := range columns {
		if _, ok := t.index.at[Normal(c)]; !ok {
			return false
		}
	}
	return true
}

// Missing lists those of the columns that the table does not have.
func (t *Table) Missing(columns ...string) []string {
	var missing []string
	for _, c := range columns {
		if !t.Has(c) {
			missing = append(missing, c)
		}
	}
	return missing
}

// Each calls take for every row that could be read, in order, and rejects the others
// itself (control characters, broken quotes, impossible geometry). Blank rows are passed over.
func (t *Table) Each(r *Report, take func(Row) error) error {
	return t.rows(func(row Row, f *fault) error {
		r.rows++
		if f != nil {
			r.Reject(row.Number, f.column, f.value, f.rule, f.remedy)
			return nil
		}
		return take(row)
	})
}

// A Row is one record of a table. Its Shape is nil where the file has no geometry,
// and carries its SRID otherwise (4326 or 27700).
type Row struct {
	Number int // the line of a CSV, the row of a sheet, the place of a feature in its file, from 1
	Shape  geo.Shape

	cells []string
	index *columnIndex
}

// Get is the cell in the column, spaces round it removed; empty where there is none.
// The column is looked up by its normal name, so "IMD_2019_score" finds "IMD 2019 score".
func (r Row) Get(column string) string { return trim(r.Raw(column)) }

// Raw is the cell in the column exactly as it stands in the file.
func (r Row) Raw(column string) string {
	if i, ok := r.index.at[Normal(column)]; ok && i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

// A fault is why a row could not be read at all.
type fault struct{ column, value, rule, remedy string }

// A columnIndex finds cells by normal column names; the first of two columns wins.
type columnIndex struct {
	at    map[string]int
	twice []string // spellings that stand there more than once
}

func indexColumns(columns []string) *columnIndex {
	x := &columnIndex{at: map[string]int{}}
	for i, c := range columns {
		name := Normal(c)
		if name == "" {
			continue
		}
		if _, ok := x.at[name]; ok {
			x.twice = append(x.twice, c)
			continue
		}
		x.at[name] = i
	}
	return x
}

// Normal is a column's name as columns are compared: lower case, everything that is
// neither letter nor digit folded to one underscore, none at the ends.
func Normal(column string) string {
	if isNormal(column) {
		return column
	}
	var b strings.Builder
	gap := false
	for _, c := range column {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('_')
			gap = false
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// isNormal spares the look-ups in code, which spell names normally, the building of a string.
func isNormal(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '_' && i > 0 && i < len(s)-1 && s[i-1] != '_':
		default:
			return false
		}
	}
	return true
}

// trim removes white space of every sort, U+00A0 and the zero-width ones included, from both ends.
func trim(s string) string {
	return strings.TrimFunc(s, func(c rune) bool {
		return unicode.IsSpace(c) || c == '\u200b' || c == '\ufeff' || c == '\u2060'
	})
}

// foldSpaces is the text with every run of white space, line breaks included, as one space.
func foldSpaces(s string) string { return strings.Join(strings.Fields(s), " ") }
