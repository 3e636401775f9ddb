package importer

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Cells reads one row for a kind, and rejects the row for each cell that is wrong: all
// of its faults are told at once.
type Cells struct {
	Row
	Bad    bool // the row has been rejected
	report *Report
}

// ReadCells begins to read a row.
func ReadCells(row Row, r *Report) *Cells { return &Cells{Row: row, report: r} }

// Reject rejects the row for one cell.
func (c *Cells) Reject(column, value, rule, remedy string) {
	c.Bad = true
	c.report.Reject(c.Number, column, value, rule, remedy)
}

// Warn notes something about one cell of a row that is taken all the same.
func (c *Cells) Warn(column, value, rule, remedy string) {
	c.report.Warn(c.Number, column, value, rule, remedy)
}

// Text is a cell that must be there, of no more characters than longest.
func (c *Cells) Text(column string, longest int) string {
	text := c.Get(column)
	switch {
	case text == "":
		c.Reject(column, "", "the "+column+" is missing", "Fill it in.")
	case utf8.RuneCountInString(text) > longest:
		c.Reject(column, text, fmt.Sprintf("the %s is over the limit of %d characters", column, longest), "Shorten it.")
	}
	return text
}

// Verbatim is Text exactly as it stands in the file, spaces round it included.
func (c *Cells) Verbatim(column string, longest int) string {
	c.Text(column, longest)
	return c.Raw(column)
}

// Word is the word of a vocabulary that a cell holds; empty for a blank cell.
func (c *Cells) Word(column string, v Vocabulary) string {
	text := c.Get(column)
	if text == "" {
		return ""
	}
	word, ok := v[wordKey(text)]
	if !ok {
		c.Reject(column, text, "the "+column+" is not one of those known", "Use one of: "+v.String()+".")
	}
	return word
}

// A Vocabulary finds words as files may write them: any case, spaces or hyphens for
// underscores, apostrophes left out or not.
type Vocabulary map[string]string

// NewVocabulary makes a vocabulary of the words as they are stored.
func NewVocabulary(words ...string) Vocabulary {
	v := Vocabulary{}
	for _, w := range words {
		v[wordKey(w)] = w
	}
	return v
}

// Find is the stored word for a text.
func (v Vocabulary) Find(text string) (string, bool) {
	w, ok := v[wordKey(text)]
	return w, ok
}

// String lists the words, for a remedy.
func (v Vocabulary) String() string {
	list := make([]string, 0, len(v))
	for _, w := range v {
		list = append(list, w)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func wordKey(s string) string { return Normal(strings.NewReplacer("'", "", "’", "").Replace(s)) }

// A Batch gathers rows and hands them on when it has Size of them, or maxBatch bytes.
type Batch[T any] struct {
	Size  int
	Bytes func(T) int // how large a row is; nil where none is large
	Write func([]T) error
	rows  []T
	bytes int
}

// maxBatch bounds what a batch of outlines holds in memory.
const maxBatch = 8 << 20

// Add takes rows that belong together: they are written in one piece.
func (b *Batch[T]) Add(rows ...T) error {
	if b.rows = append(b.rows, rows...); b.Bytes != nil {
		for _, r := range rows {
			b.bytes += b.Bytes(r)
		}
	}
	if len(b.rows) < b.Size && b.bytes < maxBatch {
		return nil
	}
	return b.Flush()
}

// Flush hands on what is left.
func (b *Batch[T]) Flush() error {
	if len(b.rows) == 0 {
		return nil
	}
	err := b.Write(b.rows)
	clear(b.rows)
	b.rows, b.bytes = b.rows[:0], 0
	return err
}

// Firsts remembers the row on which each reference first stood.
type Firsts map[string]int

// First says whether the reference is new to the file; if not, the row is rejected
// naming the first.
func (f Firsts) First(c *Cells, column, ref string) bool {
	if before, ok := f[ref]; ok {
		c.Reject(column, ref, fmt.Sprintf("the %s stands twice in the file: row %d has it already", column, before), "Leave one of the two rows.")
		return false
	}
	f[ref] = c.Number
	return true
}
