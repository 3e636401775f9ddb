package returns

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"homeground/internal/print"
)

var (
	//go:embed page.html
	pageText string
	page     = template.Must(template.New("page").Parse(pageText))
)

// Number says whether a column's values stand to the right.
func (c Column) Number() bool { return c.Kind == Whole || c.Kind == Pounds }

// Page writes a document as a page of HTML to be printed, with what it says of itself at its
// head. Font is WOFF2; without it the reader's own typeface.
func (d Document) Page(w io.Writer, t Template, marks []Mark, font []byte) error {
	type sheet struct {
		Sheet Sheet
		Rows  []Row
	}
	in := struct {
		Title  string
		Style  template.CSS
		Marks  []Mark
		Sheets []sheet
	}{Title: "Return", Style: print.Style(font), Marks: marks}
	if rows := d.Sheets["start"]; len(rows) == 1 {
		in.Title = fmt.Sprintf("Return %v, %v: %v", rows[0]["number"], rows[0]["period"], rows[0]["programme"])
	}
	for _, s := range t.Sheets {
		in.Sheets = append(in.Sheets, sheet{s, d.Sheets[s.Code]})
	}
	if err := page.Execute(w, in); err != nil {
		return fmt.Errorf("write a return as a page: %w", err)
	}
	return nil
}
