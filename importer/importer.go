// Package importer reads files into tables, hands each table to the kind of record
// it holds, and keeps account of what was taken, what was not and why.
//
// It knows files, never the things: each subject says in its own import.go, as a
// Kind, which columns it takes and how a row becomes its record. The main types are
// Table (one CSV, one sheet, one layer), Row, Kind, Report and Result. A file goes
//
//	bytes -> sniff (what is it?) -> Table(s) -> Recognise -> Import -> After -> committed, or nothing
//
// One thing must stay true: a file of any content costs bounded memory and time, is
// told apart by that content and never by its name, and either all of its good rows
// are in the database or none.
package importer

import (
	"context"

	"gorm.io/gorm"
)

// A Kind is one sort of record that files bring: how to know its tables and how to
// write them. Names are what --as takes.
type Kind struct {
	Name string

	// Order says which kinds go first when several files come together, so that the
	// result does not depend on the order they were named in: areas 10, cells 20, what
	// is looked up by cell 30, counts 35, sites 40, boundaries 50, projects 60,
	// milestones 70, risks 80, payments 90.
	Order int

	// Columns are those the kind reads, where a table may repeat others. Left out, no
	// column may stand in a table twice.
	Columns []string

	// Unheaded gives the columns of a table whose files have no header row, if the first
	// row they have is this kind's; else nil. It must say no to any header.
	Unheaded func(first []string) []string

	// Large says that files of this kind may be over the limit of others, where --as names
	// it: its rows are written as they come and none is remembered.
	Large bool

	// Lacks names, in the words of the file's maker, the required columns a table does
	// not have. It is asked when --as names this kind. Nil: Recognise alone decides.
	Lacks func(t *Table) []string

	// Recognise says whether a table is of this kind, by its columns, sheet, format and
	// sample of rows; it never sees the file's name. Header rows are found by it too, so
	// it must say no to a row of titles.
	Recognise func(t *Table) bool

	// Import reads the table by t.Each, writes its good rows and notes the rest in r.
	// It runs in a transaction; an error is our fault and undoes everything.
	Import func(ctx context.Context, tx *gorm.DB, t *Table, r *Report) error

	// After is what follows at the end of a transaction in which anything of this kind
	// was accepted. May be empty. What several kinds ask for by one name runs once.
	After []Follow
}

// Follow is work that follows from an import, known by its name.
type Follow struct {
	Name string
	Run  func(ctx context.Context, tx *gorm.DB, r *Report) error // may warn in r, of no row
}

// Options are how a run is to be done.
type Options struct {
	As           string // the kind to take every file for; empty: told apart by content
	AllOrNothing bool   // write nothing if any row of any file is bad
	DryRun       bool   // write nothing at all
}
