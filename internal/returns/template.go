// Package returns is the form of the return that whoever gives a grant receives: its
// template, what is wrong with one that is filled in, and its files.
//
// Its main types are Template and Document. One thing must stay true: a template is data
// with a version and is never changed, so that an old return makes the same canonical JSON,
// CSV bytes and sheet text for ever. The package knows no database.
package returns

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"homeground/internal/values"
)

// Kinds of column.
const (
	Text   = "text"
	Whole  = "whole"  // a whole number
	Pounds = "pounds" // kept as pence
	Day    = "day"
	List   = "list" // one of the column's words
)

// Template is a version of the form: its sheets, in order.
type Template struct {
	Version int     `json:"version"`
	Sheets  []Sheet `json:"sheets"`
}

// Sheet is one sheet: one table, with a row of headings.
type Sheet struct {
	Code    string   `json:"code"`
	Name    string   `json:"name"`
	Says    string   `json:"says" doc:"What its rows are"`
	Rows    int      `json:"rows,omitempty" doc:"How many rows it has; 0: any number"`
	Key     []string `json:"key,omitempty" doc:"The columns by which a row is the same in two returns; none: there is one row"`
	Once    bool     `json:"once,omitempty" doc:"Its rows are of the period alone, and not compared with those of another"`
	Columns []Column `json:"columns"`
}

// Column is one column of a sheet.
type Column struct {
	Code     string   `json:"code"`
	Heading  string   `json:"heading"`
	Kind     string   `json:"kind" enum:"text,whole,pounds,day,list"`
	Required bool     `json:"required,omitempty"`
	Words    int      `json:"words,omitempty" doc:"The most words it holds; 0: any number"`
	List     []string `json:"list,omitempty"`
	Typed    bool     `json:"typed,omitempty" doc:"People write it; everything else is filled in from the ledger and registers"`
}

//go:embed template*.json
var files embed.FS

// Templates are all versions, the last one last.
func Templates() ([]Template, error) {
	var list []Template
	for n := 1; ; n++ {
		text, err := files.ReadFile(fmt.Sprintf("template%d.json", n))
		if err != nil {
			return list, nil //nolint:nilerr // there is no later one
		}
		var t Template
		if err := json.Unmarshal(text, &t); err != nil || t.Version != n {
			return nil, fmt.Errorf("read template %d of the return (it says %d): %w", n, t.Version, err)
		}
		list = append(list, t)
	}
}

// TemplateOf is one version.
func TemplateOf(version int) (Template, error) {
	list, err := Templates()
	if err != nil {
		return Template{}, err
	}
	if version < 1 || version > len(list) {
		return Template{}, fmt.Errorf("there is no template %d of the return", version)
	}
	return list[version-1], nil
}

// Sheet is a sheet by its code; none has no name.
func (t Template) Sheet(code string) Sheet {
	for _, s := range t.Sheets {
		if s.Code == code {
			return s
		}
	}
	return Sheet{}
}

// Row is a row of a sheet: by column, a text, a whole number, a day as an ISO text, or nothing.
type Row map[string]any

// Document is a return filled in: the rows of each sheet, by the sheet's code.
type Document struct {
	Template int              `json:"template"`
	Previous string           `json:"previous" doc:"The fingerprint of the return certified before it; empty for the first"`
	Sheets   map[string][]Row `json:"sheets"`
}

// Severities of a fault: an error stops a return, a warning does not.
const (
	Error   = "error"
	Warning = "warning"
)

// Fault is one thing that is wrong with a return.
type Fault struct {
	Severity string `json:"severity" enum:"error,warning"`
	Sheet    string `json:"sheet" doc:"Its name"`
	Row      int    `json:"row,omitempty" doc:"The first row under the headings is 1; none: the whole sheet"`
	Column   string `json:"column,omitempty" doc:"Its heading"`
	Value    string `json:"value,omitempty"`
	Rule     string `json:"rule"`
	Remedy   string `json:"remedy"`
	Field    string `json:"field,omitempty" doc:"Sheet, row's key and column of what people write, where it is that"`
}

// Faults is everything by which a document is not what its template asks for.
func (d Document) Faults(t Template) []Fault {
	list := []Fault{}
	for _, s := range t.Sheets {
		rows := d.Sheets[s.Code]
		if s.Rows > 0 && len(rows) != s.Rows {
			list = append(list, Fault{Severity: Error, Sheet: s.Name, Rule: fmt.Sprintf("It has %d rows, not %d.", s.Rows, len(rows)), Remedy: "Tell whoever runs Homeground: it fills this sheet in."})
		}
		for i, r := range rows {
			for _, c := range s.Columns {
				rule, remedy := c.fault(r[c.Code])
				if rule != "" {
					list = append(list, Fault{Severity: Error, Sheet: s.Name, Row: i + 1, Column: c.Heading, Value: c.Shown(r[c.Code]), Rule: rule, Remedy: remedy, Field: c.field(s, r)})
				}
			}
			for code := range r {
				if !slices.ContainsFunc(s.Columns, func(c Column) bool { return c.Code == code }) {
					list = append(list, Fault{Severity: Error, Sheet: s.Name, Row: i + 1, Column: code, Rule: "The template has no such column.", Remedy: "Tell whoever runs Homeground: it fills this sheet in."})
				}
			}
		}
	}
	return list
}

// field names what people write in a cell; empty where they do not.
func (c Column) field(s Sheet, r Row) string {
	if !c.Typed {
		return ""
	}
	return s.Code + "/" + s.KeyOf(r) + "/" + c.Code
}

// KeyOf is what tells a row from the others of its sheet.
func (s Sheet) KeyOf(r Row) string {
	parts := make([]string, len(s.Key))
	for i, code := range s.Key {
		if r[code] != nil {
			parts[i] = fmt.Sprint(r[code])
		}
	}
	return strings.Join(parts, ", ")
}

// Fill writes what people wrote into the cells that they write, by field.
func (d Document) Fill(t Template, written map[string]string) {
	for _, s := range t.Sheets {
		for _, r := range d.Sheets[s.Code] {
			for _, c := range s.Columns {
				if text := written[c.field(s, r)]; c.Typed && text != "" {
					r[c.Code] = text
				}
			}
		}
	}
}

// Fields are all that people may write in a document, by field, with its column.
func (d Document) Fields(t Template) map[string]Column {
	list := map[string]Column{}
	for _, s := range t.Sheets {
		for _, r := range d.Sheets[s.Code] {
			for _, c := range s.Columns {
				if c.Typed {
					list[c.field(s, r)] = c
				}
			}
		}
	}
	return list
}

// ReturnChange is one value that is not what it was in the return before.
type ReturnChange struct {
	Sheet  string `json:"sheet"`
	Row    string `json:"row,omitempty" doc:"What tells the row from others"`
	Column string `json:"column,omitempty" doc:"None: the row came or went"`
	Kind   string `json:"kind,omitempty"`
	Was    string `json:"was"`
	Is     string `json:"is"`
	By     *int64 `json:"by,omitempty" doc:"Of a number: how much more; of a day: how many days later"`
	Why    string `json:"why,omitempty" doc:"What people say of it"`
	Field  string `json:"field,omitempty" doc:"Where they say it: sheet, row's key and column"`
}

// changed is the sheet that holds what changed since the return before, and why.
const changed = "changed"

// Change fills in the sheet of what changed since an earlier return.
func (d Document) Change(before Document, t Template) {
	if t.Sheet(changed).Code == "" {
		return
	}
	d.Sheets[changed] = []Row{}
	for _, c := range d.Since(before, t) {
		d.Sheets[changed] = append(d.Sheets[changed], Row{"sheet": c.Sheet, "row": some(c.Row), "column": some(c.Column), "was": some(c.Was), "is": some(c.Is), "why": nil})
	}
}

// said joins to a list of changes what people say of them.
func (d Document) said(list []ReturnChange, t Template) []ReturnChange {
	s := t.Sheet(changed)
	rows := map[string]Row{}
	for _, r := range d.Sheets[changed] {
		rows[s.KeyOf(r)] = r
	}
	for i, c := range list {
		key := s.KeyOf(Row{"sheet": c.Sheet, "row": some(c.Row), "column": some(c.Column)})
		if r, ok := rows[key]; ok {
			list[i].Why, _ = r["why"].(string)
			list[i].Field = changed + "/" + key + "/why"
		}
	}
	return list
}

// some is a text, or nothing where it is empty.
func some(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// Since is every value that differs from an earlier return, in the order of the template;
// rows are the same by their sheet's key. What people write is left out, and what says which
// return it is.
func (d Document) Since(before Document, t Template) []ReturnChange {
	list := []ReturnChange{}
	for _, s := range t.Sheets {
		if s.Once || s.Code == changed {
			continue
		}
		was := map[string]Row{}
		for _, r := range before.Sheets[s.Code] {
			was[s.KeyOf(r)] = r
		}
		seen := map[string]bool{}
		for _, r := range d.Sheets[s.Code] {
			key := s.KeyOf(r)
			seen[key] = true
			old, ok := was[key]
			if !ok {
				list = append(list, ReturnChange{Sheet: s.Name, Row: key, Is: "New"})
				continue
			}
			for _, c := range s.Columns {
				if a, b := c.Shown(old[c.Code]), c.Shown(r[c.Code]); a != b && !c.Typed {
					list = append(list, ReturnChange{Sheet: s.Name, Row: key, Column: c.Heading, Kind: c.Kind, Was: a, Is: b, By: c.more(old[c.Code], r[c.Code])})
				}
			}
		}
		for _, r := range before.Sheets[s.Code] {
			if key := s.KeyOf(r); !seen[key] {
				list = append(list, ReturnChange{Sheet: s.Name, Row: key, Is: "Gone"})
			}
		}
	}
	return d.said(list, t)
}

// more is how much more a number is, or how many days later a day.
func (c Column) more(was, is any) *int64 {
	switch a := was.(type) {
	case int64:
		if b, ok := is.(int64); ok {
			by := b - a
			return &by
		}
	case string:
		b, _ := is.(string)
		from, err := values.ParseDate(a)
		to, wrong := values.ParseDate(b)
		if c.Kind == Day && err == nil && wrong == nil {
			by := int64(to.Sub(from))
			return &by
		}
	}
	return nil
}

// fault is what is wrong with a value, and what mends it.
func (c Column) fault(v any) (rule, remedy string) {
	if v == nil || v == "" {
		if !c.Required {
			return "", ""
		}
		if c.Typed {
			return "It is empty.", "Write it here."
		}
		return "It is empty.", "Enter it in Homeground where it is kept; this sheet follows."
	}
	switch c.Kind {
	case Whole, Pounds:
		n, ok := v.(int64)
		if !ok || n > int64(values.MaxPence) || n < -int64(values.MaxPence) {
			return "It is not a whole number that a return can hold.", "Correct it where it is kept."
		}
		return "", ""
	}
	text, ok := v.(string)
	switch {
	case !ok:
		return "It is not a text.", "Correct it where it is kept."
	case c.Kind == Day:
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return "It is not a day.", "Correct it where it is kept."
		}
	case c.Kind == List && !slices.Contains(c.List, text):
		return "It is not one of " + strings.Join(c.List, ", ") + ".", "Choose one of them."
	case c.Words > 0 && len(strings.Fields(text)) > c.Words:
		return fmt.Sprintf("It has %d words; %d are allowed.", len(strings.Fields(text)), c.Words), "Shorten it."
	}
	return "", ""
}

// Shown is a value as people read it: pounds with pence, days as 21 November 2026.
func (c Column) Shown(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case int64:
		if c.Kind == Pounds {
			return values.Pence(v).Words()
		}
		return fmt.Sprint(v)
	case string:
		if c.Kind == Day {
			if d, err := values.ParseDate(v); err == nil {
				return d.Words()
			}
		}
		return v
	}
	return fmt.Sprint(v)
}
