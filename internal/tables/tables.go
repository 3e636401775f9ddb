// Package tables writes a table as a file that other programs open: CSV, XLSX, GeoJSON
// and GeoPackage. It is the one place where that is done.
//
// Its main types are Column, which says what a column is called, what kind its values are
// and how a row gives its own, and Table, whose rows are taken one by one as they are
// written. Columns have the same names in every format. Two things must stay true: no text
// of a row is ever a formula, and the bytes of a file follow from its rows and from what it
// says about itself, not from the moment it was written.
package tables

import (
	"fmt"
	"iter"
	"os"

	"homeground/geo"
	"homeground/internal/values"
)

// Kind is what a column's values are.
type Kind int

// A Position is longitude and latitude: two columns where a format has no shapes.
const (
	Text Kind = iota
	Whole
	Number
	Pounds
	Day
	YesNo
	Position
)

// Column is one column of a table of T. Of gives a row's value: a string, a whole number,
// a float64, a values.Pence or whole pence, a values.Date, a bool or a *geo.LonLat; nil, a
// nil pointer, no text and no day are no value.
type Column[T any] struct {
	Name string
	Kind Kind
	Of   func(T) any
}

// A Line is one thing a table says about itself, such as its filter.
type Line struct{ Name, Text string }

// Table is what is written. Title, About and the day it was made stand in the file itself,
// where its format has room for them.
type Table struct {
	Name   string // of its file and its layer: sites
	Title  string
	About  []Line
	Made   values.Date
	Shaped bool // its rows have shapes

	columns []column
	rows    iter.Seq2[row, error]
}

type column struct {
	name string
	kind Kind
}

// row is one row as the formats write it: a cell is nil, string, int64, float64,
// values.Pence, values.Date or bool.
type row struct {
	cells []any
	shape geo.Shape
}

// Of is a table of the items. Its rows have a shape where shape is given, or else where
// there is a column of positions.
func Of[T any](name, title string, columns []Column[T], items iter.Seq2[T, error], shape func(T) (geo.Shape, error)) Table {
	t := Table{Name: name, Title: title, Shaped: shape != nil}
	for _, c := range columns {
		if c.Kind == Position {
			t.columns = append(t.columns, column{"longitude", Number}, column{"latitude", Number})
			t.Shaped = true
			continue
		}
		t.columns = append(t.columns, column{c.Name, c.Kind})
	}
	t.rows = func(yield func(row, error) bool) {
		for item, err := range items {
			r := row{}
			if err == nil {
				r, err = rowOf(columns, item, shape)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
	return t
}

// Each is a list's items one by one.
func Each[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range list {
			if !yield(item, nil) {
				return
			}
		}
	}
}

func rowOf[T any](columns []Column[T], item T, shape func(T) (geo.Shape, error)) (r row, err error) {
	r.cells = make([]any, 0, len(columns)+1)
	for _, c := range columns {
		v := c.Of(item)
		if c.Kind == Position {
			at, _ := v.(*geo.LonLat)
			if at == nil {
				r.cells = append(r.cells, nil, nil)
				continue
			}
			r.cells = append(r.cells, at[0], at[1])
			if shape == nil {
				r.shape = geo.NewPoint(at[0], at[1], geo.WGS84)
			}
			continue
		}
		cell, ok := cellOf(c.Kind, v)
		if !ok {
			return r, fmt.Errorf("column %s: %T is not of its kind", c.Name, v)
		}
		r.cells = append(r.cells, cell)
	}
	if shape != nil {
		r.shape, err = shape(item)
	}
	return r, err
}

// cellOf is a value as a cell holds it.
func cellOf(kind Kind, v any) (cell any, ok bool) {
	switch v := v.(type) {
	case nil:
		return nil, true
	case string:
		if v == "" {
			return nil, kind == Text
		}
		return v, kind == Text
	case bool:
		return v, kind == YesNo
	case values.Date:
		if v.IsZero() {
			return nil, kind == Day
		}
		return v, kind == Day
	case values.Pence:
		return v, kind == Pounds
	case float64:
		return v, kind == Number
	case *float64:
		if v == nil {
			return nil, true
		}
		return *v, kind == Number
	case *int:
		if v == nil {
			return nil, true
		}
		return cellOf(kind, int64(*v))
	case *int64:
		if v == nil {
			return nil, true
		}
		return cellOf(kind, *v)
	case int:
		return cellOf(kind, int64(v))
	case int64:
		if kind == Pounds {
			return values.Pence(v), true
		}
		return v, kind == Whole
	}
	return nil, false
}

// A Format is one way to write a table.
type Format struct {
	Name      string // in words
	Extension string
	Media     string
	Shapes    bool // it is of shapes: only tables that have them are written so
	begin     func(Table, string) (file, error)
}

// file is a table on its way to the disk. end is told how many rows there were and whether
// any of them is made up.
type file interface {
	write(row) error
	end(about []Line) error
	drop()
}

// Formats are all there are.
var Formats = []Format{
	{"CSV", "csv", "text/csv; charset=utf-8", false, beginCSV},
	{"XLSX", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false, beginXLSX},
	{"GeoJSON", "geojson", "application/geo+json", true, beginGeoJSON},
	{"GeoPackage", "gpkg", "application/geopackage+sqlite3", true, beginGeoPackage},
}

// FormatOf is the format of that extension.
func FormatOf(extension string) (Format, bool) {
	for _, f := range Formats {
		if f.Extension == extension {
			return f, true
		}
	}
	return Format{}, false
}

// Takes says whether the table can be written in the format.
func (t Table) Takes(f Format) bool { return t.Shaped || !f.Shapes }

// Save writes the table to a new file and says how many rows it has. What it leaves behind
// after an error is whoever's folder it is to remove.
func (t Table) Save(format Format, path string) (rows int, err error) {
	f, err := format.begin(t, path)
	if err != nil {
		return 0, fmt.Errorf("begin %s: %w", format.Name, err)
	}
	defer f.drop()
	madeUp := 0
	for r, err := range t.rows {
		if err == nil {
			err = f.write(r)
		}
		if err != nil {
			return rows, fmt.Errorf("write %s as %s: %w", t.Name, format.Name, err)
		}
		rows++
		if t.illustrative(r) {
			madeUp++
		}
	}
	if err := f.end(t.about(rows, madeUp)); err != nil {
		return rows, fmt.Errorf("end %s as %s: %w", t.Name, format.Name, err)
	}
	return rows, nil
}

// illustrative says whether the row is made up for demonstration: its provenance says so.
func (t Table) illustrative(r row) bool {
	for i, c := range t.columns {
		if c.name == "provenance" && r.cells[i] == "illustrative" {
			return true
		}
	}
	return false
}

// about is all that the file says about itself.
func (t Table) about(rows, madeUp int) []Line {
	lines := []Line{{"Table", t.Title}, {"Rows", fmt.Sprint(rows)}}
	if madeUp > 0 {
		lines = append(lines, Line{"Illustrative", fmt.Sprintf("%d of %d rows are made up for demonstration: their provenance says illustrative. Do not quote them as facts.", madeUp, rows)})
	}
	return append(lines, t.About...)
}

// create makes the file that CSV and GeoJSON are written to.
func create(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
}
