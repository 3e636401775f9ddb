// Package highlight writes highlight reports, of one project or of the portfolio: a page of
// HTML that needs nothing beside it, to be read on a screen or printed.
//
// It says what it is given and nothing else. Ratings are words, never colours alone.
package highlight

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"homeground/internal/print"
	"homeground/internal/values"
	"homeground/projects"
)

// Made is what every report says of how it was made.
type Made struct {
	At            string // day and time
	Version       string // of Homeground
	Font          []byte // WOFF2; without it the reader's own typeface
	Demonstration bool   // its data is made up
}

// Style is how the page looks.
func (m Made) Style() template.CSS { return print.Style(m.Font) }

var (
	//go:embed project.html
	projectText string
	//go:embed portfolio.html
	portfolioText string

	words = print.Words(template.FuncMap{
		"rating":  func(r string) string { return strings.ReplaceAll(r, "_", "-") },
		"short":   func(d values.Date) string { return d.Time().Format("2 Jan 2006") },
		"weeks":   projects.Weeks,
		"year":    projects.YearWords,
		"since":   func(a, b values.Date) int { return b.Sub(a) },
		"part":    func(p string) string { return strings.ToUpper(p[:1]) + p[1:] },
		"less":    func(a, b int64) int64 { return a - b },
		"late":    late,
		"percent": func(c *float64) string { return print.Chance(*c) },
	})
	project   = template.Must(template.New("project").Funcs(words).Parse(projectText))
	portfolio = template.Must(template.New("portfolio").Funcs(words).Parse(portfolioText))
)

// late is how much later than its baseline a milestone is, if it has one.
func late(days *int) string {
	switch {
	case days == nil:
		return ""
	case *days == 0:
		return "none"
	case *days < 0:
		return projects.Weeks(*days) + " early"
	}
	return projects.Weeks(*days)
}

// Write writes a project's report.
func Write(w io.Writer, h projects.Highlight, m Made) error {
	err := project.Execute(w, struct {
		projects.Highlight
		Made Made
	}{h, m})
	if err != nil {
		return fmt.Errorf("write the highlight report of project %d: %w", h.ID, err)
	}
	return nil
}

// WritePortfolio writes the portfolio's.
func WritePortfolio(w io.Writer, p projects.Portfolio, m Made) error {
	err := portfolio.Execute(w, struct {
		projects.Portfolio
		Made Made
	}{p, m})
	if err != nil {
		return fmt.Errorf("write the portfolio's highlight report: %w", err)
	}
	return nil
}
