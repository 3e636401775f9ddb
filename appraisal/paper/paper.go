// Package paper writes the board paper: one page of HTML that needs nothing beside it, to be
// read on a screen or printed.
//
// Its main type is Facts. One thing must stay true: the page says what the facts say and
// nothing else. Every figure in a picture is in a table or a sentence too, and names are
// text, whatever they hold.
package paper

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"time"

	"homeground/accounts"
	"homeground/appraisal"
	"homeground/internal/print"
	"homeground/internal/values"
)

// Facts are what a paper is written from.
type Facts struct {
	appraisal.Paper
	Decision      *appraisal.Decided // nil: nothing is decided, and the paper is a draft
	Sketch        accounts.Sketch    // the outlines under the map
	Font          []byte             // WOFF2; without it the reader's own typeface
	Demonstration bool               // its data is made up
}

var (
	//go:embed page.html
	pageText string
	page     = template.Must(template.New("page").Funcs(words).Parse(pageText))
)

// Write writes the paper.
func Write(w io.Writer, f Facts) error {
	d := document{Facts: f, Style: print.Style(f.Font), Set: f.chosen(), Risks: f.risks()}
	d.Map, d.Chart = f.drawMap(d.Set), f.drawChart()
	if err := page.Execute(w, d); err != nil {
		return fmt.Errorf("write the board paper: %w", err)
	}
	return nil
}

// Title is what the paper is called.
func (f Facts) Title() string { return "Board paper, " + f.Day().Words() }

// Day is when the paper was made, in the United Kingdom.
func (f Facts) Day() values.Date { return values.Today(f.MadeAt) }

// Made is the moment it was made.
func (f Facts) Made() string {
	return f.Day().Words() + " at " + f.MadeAt.In(london()).Format("15:04")
}

func london() *time.Location {
	if l, err := time.LoadLocation("Europe/London"); err == nil {
		return l
	}
	return time.UTC
}

// document is the facts as the page's template reads them.
type document struct {
	Facts
	Style template.CSS
	Set   []appraisal.Option
	Map   drawnMap
	Chart chart
	Risks []string
}

// chosen are the options of the best set, ranked.
func (f Facts) chosen() (list []appraisal.Option) {
	for _, o := range f.Options {
		if f.Best.Best.Has(o.ID) {
			list = append(list, o)
		}
	}
	return list
}

// Number is an option's number in the set's table and on the map; 0 for one that is not in
// the set.
func (d document) Number(id int64) int {
	return 1 + slices.IndexFunc(d.Set, func(o appraisal.Option) bool { return o.ID == id })
}

// Projects are the options that are projects already.
func (f Facts) Projects() (list []appraisal.Option) {
	for _, o := range f.Options {
		if o.Chosen {
			list = append(list, o)
		}
	}
	return list
}

// NameOf is an option's name.
func (f Facts) NameOf(id int64) string {
	for _, o := range f.Options {
		if o.ID == id {
			return o.Name
		}
	}
	return fmt.Sprintf("Option %d", id)
}

// InTime is how many of the set's places are expected to be open by the day.
func (d document) InTime() (sum float64) {
	for _, o := range d.Set {
		sum += float64(o.Places) * o.Opening.Chance
	}
	return sum
}

// Left is the grant that the set leaves.
func (f Facts) Left() int64 { return f.Best.BudgetPence - f.Best.Best.GrantPence }

// Infeasible says that no set keeps the rules.
func (f Facts) Infeasible() bool { return f.Best.Status == "infeasible" }

// LeftOut are the candidates that the set leaves out, each with what would bring it in or
// why it cannot be chosen from.
func (f Facts) LeftOut() (list []leftOut) {
	for _, l := range f.Best.LeftOut {
		row := leftOut{ID: l.ID, Name: l.Name, Says: l.Why}
		if l.Why == "" {
			row.Says = "Not looked for"
		}
		for _, c := range f.Changes {
			if c.ID == l.ID {
				row.Says = c.Text
				for _, w := range c.Ways[min(1, len(c.Ways)):] {
					row.Or = append(row.Or, w.Text)
				}
			}
		}
		list = append(list, row)
	}
	return list
}

type leftOut struct {
	ID   int64
	Name string
	Says string
	Or   []string
}

// Next are the next best sets and how each differs from the best.
func (f Facts) Next() (list []nextSet) {
	for _, s := range f.Best.NextBest {
		n := nextSet{SetOf: s}
		for _, id := range s.Options {
			if !f.Best.Best.Has(id) {
				n.In = append(n.In, f.NameOf(id))
			}
		}
		for _, id := range f.Best.Best.Options {
			if !s.Has(id) {
				n.Out = append(n.Out, f.NameOf(id))
			}
		}
		list = append(list, n)
	}
	return list
}

type nextSet struct {
	appraisal.SetOf
	In, Out []string
}

// Areas are who pays and who gains: the region, its hubs and authorities.
func (f Facts) Areas() (list []area) {
	of := func(level, code, name, hub string) (s appraisal.Share) {
		for _, p := range f.Best.Shares {
			if level == "region" || level == "hub" && p.Hub == hub && p.AuthorityCode != "" || level == "authority" && p.AuthorityCode == code {
				s.Options, s.Places, s.GrantPence, s.MatchPence = s.Options+p.Options, s.Places+p.Places, s.GrantPence+p.GrantPence, s.MatchPence+p.MatchPence
			}
		}
		return s
	}
	for _, a := range f.Covered.Areas {
		row := area{Share: of(a.Level, a.Code, a.Name, a.Hub), Level: a.Level, Name: a.Name, Before: a.Covered, After: a.Covered, Need: a.Need}
		if a.CoveredAfter != nil {
			row.After = *a.CoveredAfter
		}
		list = append(list, row)
	}
	return list
}

// area is what one area has of the set and gives to it.
type area struct {
	appraisal.Share
	Level, Name         string
	Need, Before, After float64
}

// More is how many more children could have a place near by.
func (a area) More() float64 { return a.After - a.Before }

// Others is what others than authorities give to the set.
func (f Facts) Others() int64 {
	for _, s := range f.Best.Shares {
		if s.AuthorityCode == "" {
			return s.MatchPence
		}
	}
	return 0
}

// TopRanks are the options that come first under most weightings.
func (f Facts) TopRanks() []appraisal.RanksOfOne {
	return f.Firmness.Ranks[:min(8, len(f.Firmness.Ranks))]
}

// SometimesChosen are the options that are in the best set of some simulated world, or in
// the set itself.
func (f Facts) SometimesChosen() (list []appraisal.RobustOption) {
	for _, r := range f.Robustness.Options {
		if r.Share > 0 || f.Best.Best.Has(r.ID) {
			list = append(list, r)
		}
	}
	return list
}

// NeverChosen are the names of the others.
func (f Facts) NeverChosen() (list []string) {
	for _, r := range f.Robustness.Options {
		if r.Share == 0 && !f.Best.Best.Has(r.ID) {
			list = append(list, r.Name)
		}
	}
	return list
}
