package importer

import (
	"slices"
	"strings"
)

// match reads a file's tables and finds each one's kind.
func (s *source) match(kinds []Kind, as *Kind) ([]job, []Problem, error) {
	tables, problems, err := s.tables(kinds, as)
	if err != nil {
		return nil, nil, err
	}
	var jobs []job
	var others []*Table
	for _, t := range tables {
		t.File = s.name
		if column, found := personalColumn(t.Columns); found {
			return nil, nil, refusal{sheet: t.Sheet, column: column, rule: "the column holds personal data: Homeground keeps no record of a child or of another person",
				remedy: "Bring counts by area instead. Nothing of this file was kept."}
		}
		kind := kindOf(t, kinds, as)
		if kind == nil {
			others = append(others, t)
			continue
		}
		if column, twice := twice(t, kind); twice {
			return nil, nil, refusal{sheet: t.Sheet, column: column, rule: "the column stands twice in the header (duplicate)", remedy: "Take one of the two out, or rename it."}
		}
		jobs = append(jobs, job{t, kind})
	}
	if len(jobs) == 0 {
		return nil, nil, unknown(others, kinds, as)
	}
	if w, ok := s.warnOfEncoding(); ok && jobs[0].table.Format != "xlsx" && jobs[0].table.Format != "shapefile" {
		problems = append(problems, w)
	}
	if len(others) > 0 {
		var names []string
		for _, t := range others {
			names = append(names, t.Sheet)
		}
		problems = append(problems, Problem{Rule: "sheets or layers of no kind known here were left out: " + strings.Join(names, ", "), Remedy: "Nothing to do if they are not wanted.", Severity: "warning"})
	}
	return jobs, problems, nil
}

func kindOf(t *Table, kinds []Kind, as *Kind) *Kind {
	if as != nil {
		if ok, _ := as.takes(t); ok {
			return as
		}
		return nil
	}
	for i := range kinds {
		if kinds[i].Recognise(t) {
			return &kinds[i]
		}
	}
	return nil
}

// twice is a column the kind reads that stands in the header more than once.
func twice(t *Table, k *Kind) (string, bool) {
	for _, column := range t.index.twice {
		if k.Columns == nil || slices.ContainsFunc(k.Columns, func(c string) bool { return Normal(c) == Normal(column) }) {
			return column, true
		}
	}
	return "", false
}

// unknown says why no table of a file could be taken.
func unknown(tables []*Table, kinds []Kind, as *Kind) refusal {
	t := tables[0]
	seen := strings.Join(t.Columns[:min(len(t.Columns), 20)], ", ")
	if seen == "" {
		seen = "none"
	}
	seen = showUpTo(seen, 400)
	if as != nil {
		if as.Lacks == nil {
			return refusal{rule: "the file is not of the kind " + as.Name + "; columns seen: " + seen, remedy: "Choose another kind, or leave --as out."}
		}
		best := t
		for _, other := range tables[1:] {
			if len(as.Lacks(other)) < len(as.Lacks(best)) {
				best = other
			}
		}
		missing := strings.Join(as.Lacks(best), ", ")
		return refusal{column: missing, sheet: best.Sheet, rule: "the file is not of the kind " + as.Name + ": it lacks the required columns: " + missing,
			remedy: "Add the columns, or choose another kind. Columns seen: " + seen + "."}
	}
	near := ""
	if k := nearest(t, kinds); k != nil {
		near = " It comes nearest to " + k.Name + ", which also needs: " + strings.Join(k.Lacks(t), ", ") + "."
	}
	return refusal{rule: "the file is of no kind known here; columns seen: " + seen, remedy: "Known kinds: " + kindNames(kinds) + "." + near}
}

// nearest is the kind that lacks least, if at least half of what it requires is there.
func nearest(t *Table, kinds []Kind) *Kind {
	empty := &Table{Format: "csv", index: indexColumns(nil)}
	var best *Kind
	least := 1 << 30
	for i, k := range kinds {
		if k.Lacks == nil {
			continue
		}
		if lacking := len(k.Lacks(t)); lacking < least && 2*lacking <= len(k.Lacks(empty)) {
			best, least = &kinds[i], lacking
		}
	}
	return best
}

func kindNames(kinds []Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	return strings.Join(names, ", ")
}
