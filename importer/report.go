package importer

import (
	"fmt"
	"unicode/utf8"

	"homeground/accounts"
)

// A Problem is one thing wrong with a file: Row is 0 when it is the whole file's.
type Problem struct {
	Sheet    string `json:"sheet,omitempty"`
	Row      int    `json:"row,omitempty"`
	Column   string `json:"column,omitempty"`
	Value    string `json:"value,omitempty"`
	Rule     string `json:"rule"`
	Remedy   string `json:"remedy"`
	Severity string `json:"severity"` // error: the row (or file) was not taken; warning: it was
}

// maxProblems bounds what is listed of one file; the counts stay exact.
const maxProblems = 100_000

// A Report is what became of one table: a kind's Import fills it in.
type Report struct {
	By accounts.User // who imports

	sheet     string
	accepted  int
	unchanged int
	rows      int    // rows seen
	bad       rowSet // rows rejected; a row with two faults is one row
	problems  []Problem
	kept      []string // of them, what the import's record keeps
	unlisted  int
	refused   bool
}

func newReport(sheet string, by accounts.User) *Report { return &Report{sheet: sheet, By: by} }

// Accept counts n rows new or changed.
func (r *Report) Accept(n int) { r.accepted += n }

// Unchanged counts n good rows that the database holds already.
func (r *Report) Unchanged(n int) { r.unchanged += n }

// Reject notes that a row was not taken. Several faults of one row are noted one by one and count once.
func (r *Report) Reject(row int, column, value, rule, remedy string) {
	r.bad.add(row)
	r.note(Problem{Row: row, Column: column, Value: value, Rule: rule, Remedy: remedy, Severity: "error"})
}

// Rejected reports whether the row has been rejected.
func (r *Report) Rejected(row int) bool { return r.bad.has(row) }

// Warn notes something about a row that was taken all the same; row 0 is the whole table.
func (r *Report) Warn(row int, column, value, rule, remedy string) {
	r.note(Problem{Row: row, Column: column, Value: value, Rule: rule, Remedy: remedy, Severity: "warning"})
}

// Keep is Warn of the whole table for what the import's record keeps too: whoever reads
// that may know it, who need not have seen the file.
func (r *Report) Keep(rule, remedy string) {
	r.Warn(0, "", "", rule, remedy)
	r.kept = append(r.kept, rule+". "+remedy)
}

// Refuse turns the whole file away: nothing of it is written.
func (r *Report) Refuse(rule, remedy string) { r.RefuseColumn("", rule, remedy) }

// RefuseColumn is Refuse for the fault of one column.
func (r *Report) RefuseColumn(column, rule, remedy string) {
	r.refused = true
	r.problems = []Problem{{Sheet: r.sheet, Column: show(column), Rule: rule, Remedy: remedy, Severity: "error"}}
}

func (r *Report) note(p Problem) {
	if len(r.problems) >= maxProblems {
		r.unlisted++
		return
	}
	p.Sheet, p.Column, p.Value = r.sheet, show(p.Column), show(p.Value)
	r.problems = append(r.problems, p)
}

// show shortens what is quoted from a file and takes out what a terminal would obey.
func show(s string) string { return showUpTo(s, 80) }

func showUpTo(s string, longest int) string {
	out := make([]rune, 0, min(len(s), longest))
	for i, c := range s {
		if len(out) == longest {
			return string(out) + fmt.Sprintf(" … (%d characters)", longest+utf8.RuneCountInString(s[i:]))
		}
		if c < ' ' || c >= 0x7f && c < 0xa0 || c == utf8.RuneError {
			c = '·'
		}
		out = append(out, c)
	}
	return string(out)
}

// A FileResult is what became of one file.
type FileResult struct {
	File      string    `json:"file"`
	Kind      string    `json:"kind"`
	Accepted  int       `json:"accepted"`
	Rejected  int       `json:"rejected"`
	Unchanged int       `json:"unchanged"`
	Problems  []Problem `json:"problems"`

	refused bool     // nothing of it was taken
	kept    []string // warnings for its record
	kinds   []*Kind  // of which something was accepted
}

// A Result is what became of a run; it marshals to the JSON of docs/imports.md.
type Result struct {
	Files     []FileResult `json:"files"`
	Accepted  int          `json:"accepted"`
	Rejected  int          `json:"rejected"`
	Unchanged int          `json:"unchanged"`

	wrongUse bool
}

// ExitStatus is 0 when nothing was rejected, 1 when something was, 2 on wrong use (a
// kind that does not exist, a file that cannot be opened). Our own faults are errors, not results.
func (r Result) ExitStatus() int {
	if r.wrongUse {
		return 2
	}
	for _, f := range r.Files {
		if f.refused || f.Rejected > 0 {
			return 1
		}
	}
	return 0
}

// A rowSet is a set of row numbers in a bit each: two million bad rows are 250 kB.
type rowSet struct {
	bits  []uint64
	count int
}

func (s *rowSet) add(row int) {
	for row/64 >= len(s.bits) {
		s.bits = append(s.bits, 0)
	}
	if !s.has(row) {
		s.bits[row/64] |= 1 << (row % 64)
		s.count++
	}
}

func (s *rowSet) has(row int) bool {
	return row/64 < len(s.bits) && s.bits[row/64]&(1<<(row%64)) != 0
}
