package importer

import "slices"

// Where a header may stand, and how many rows below it kinds are shown.
const (
	headerWithin = 30
	sampleRows   = 20
)

// A layout is a guess at where a table's header is, and with which delimiter.
type layout struct {
	table   *Table
	line    int // of the header; rows come after it
	comma   byte
	known   bool // a kind recognises it
	lacking int  // required columns of --as's kind that are not there
	width   int
}

// better says whether l is a better guess than m.
func (l layout) better(m layout) bool {
	switch {
	case l.table == nil || m.table == nil:
		return l.table != nil
	case l.known != m.known:
		return l.known
	case l.lacking != m.lacking:
		return l.lacking < m.lacking
	}
	return l.width > m.width
}

// findHeader tries each of the first records as the header row, since published tables
// have titles, notes and group headings above theirs. The first that a kind recognises
// is it; failing that the one with the most filled cells.
func findHeader(like *Table, records []record, kinds []Kind, as *Kind) layout {
	if found, ok := unheaded(like, records, kinds, as); ok {
		return found
	}
	var best layout
	for i, rec := range records[:min(len(records), headerWithin)] {
		if isBlank(rec.cells) || rec.fault != "" {
			continue
		}
		t := *like
		t.Columns = headings(rec.cells)
		t.index = indexColumns(t.Columns)
		t.Sample = sampleOf(&t, records[i+1:])
		guess := layout{table: &t, line: rec.line, width: filled(rec.cells)}
		if as != nil {
			guess.known, guess.lacking = as.takes(&t)
		} else {
			guess.known = slices.ContainsFunc(kinds, func(k Kind) bool { return k.Recognise(&t) })
		}
		if guess.better(best) {
			best = guess
		}
		if guess.known {
			break
		}
	}
	return best
}

// unheaded is the layout of a table that begins with a row, where a kind knows it by that.
func unheaded(like *Table, records []record, kinds []Kind, as *Kind) (layout, bool) {
	first := slices.IndexFunc(records, func(rec record) bool { return !isBlank(rec.cells) })
	if first < 0 || records[first].fault != "" {
		return layout{}, false
	}
	if as != nil {
		kinds = []Kind{*as}
	}
	for _, k := range kinds {
		if k.Unheaded == nil {
			continue
		}
		if columns := k.Unheaded(records[first].cells); columns != nil {
			t := *like
			t.Columns, t.index = columns, indexColumns(columns)
			t.Sample = sampleOf(&t, records[first:])
			return layout{table: &t, line: records[first].line - 1, width: len(columns), known: true}, true
		}
	}
	return layout{}, false
}

// takes says whether a table may be read as the kind, and how many required columns it lacks.
func (k *Kind) takes(t *Table) (bool, int) {
	if k.Lacks == nil {
		return k.Recognise(t), 0
	}
	lacking := len(k.Lacks(t))
	return lacking == 0, lacking
}

// headings are the header's cells without trailing empty ones, line breaks and spaces folded.
func headings(cells []string) []string {
	last := len(cells)
	for last > 0 && trim(cells[last-1]) == "" {
		last--
	}
	columns := make([]string, last)
	for i := range columns {
		columns[i] = validUTF8(foldSpaces(cells[i]))
	}
	return columns
}

func sampleOf(t *Table, records []record) []Row {
	var sample []Row
	for _, rec := range records {
		if len(sample) == sampleRows {
			break
		}
		if !isBlank(rec.cells) {
			sample = append(sample, Row{Number: rec.line, cells: rec.cells, index: t.index})
		}
	}
	return sample
}

func filled(cells []string) int {
	n := 0
	for _, cell := range cells {
		if trim(cell) != "" {
			n++
		}
	}
	return n
}
