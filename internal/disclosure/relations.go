package disclosure

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"homeground/internal/values"
)

func (c Count) compare(o Count) int {
	return cmp.Or(cmp.Compare(c.Area, o.Area), cmp.Compare(c.Ages, o.Ages), cmp.Compare(c.Need, o.Need), cmp.Compare(c.Placement, o.Placement), cmp.Compare(c.Origin, o.Origin))
}

// relation is a total and its parts. What the parts lack of the total is a rest, a cell of
// its own that nobody imported, unless they are all of it.
type relation struct {
	total int
	parts []int
	rest  int     // a cell, -1: the parts are all
	field int     // 0: the parts are areas within one; else parts of a cohort, by which field
	off   float64 // by how much total and parts do not add up though they should
}

// relations are all that add up, or should, among counts sorted by compare: areas within
// areas for each cohort, and for each area the parts of each field within their total.
func relations(counts []Count, areas Areas) (list []relation) {
	seen := map[string]bool{}
	at := 0
	add := func(total int, parts []int) {
		slices.Sort(parts)
		if key := fmt.Sprint(total, parts); len(parts) > 0 && !seen[key] {
			seen[key] = true
			list = append(list, relation{total: total, parts: parts, rest: -1, field: at})
		}
	}
	within(counts, areas, add)
	for n, field := range []struct {
		value func(Count) string
		rest  func(Count) Count
		split func(fields []string, at []int, add func(int, []int))
	}{
		{func(c Count) string { return c.Ages }, func(c Count) Count { c.Ages = ""; return c }, splitAges},
		{func(c Count) string { return c.Need }, func(c Count) Count { c.Need = ""; return c }, splitFlat},
		{func(c Count) string { return c.Placement }, func(c Count) Count { c.Placement = ""; return c }, splitFlat},
		{func(c Count) string { return c.Origin }, func(c Count) Count { c.Origin = ""; return c }, splitOrigins},
	} {
		at = n + 1
		groups := map[Count][]int{}
		var order []Count
		for i, c := range counts {
			key := field.rest(Count{c.Area, c.Ages, c.Need, c.Placement, c.Origin, nil, false})
			if groups[key] == nil {
				order = append(order, key)
			}
			groups[key] = append(groups[key], i)
		}
		for _, key := range order {
			if at := groups[key]; len(at) > 1 {
				fields := make([]string, len(at))
				for n, i := range at {
					fields[n] = field.value(counts[i])
				}
				field.split(fields, at, add)
			}
		}
	}
	return list
}

// within finds for each cohort which imported areas lie next within which, of each way of
// dividing the country.
func within(counts []Count, areas Areas, add func(int, []int)) {
	cohorts := map[Count]map[string]int{}
	var order []Count
	for i, c := range counts {
		key := Count{"", c.Ages, c.Need, c.Placement, c.Origin, nil, false}
		if cohorts[key] == nil {
			cohorts[key] = map[string]int{}
			order = append(order, key)
		}
		cohorts[key][c.Area] = i
	}
	type family struct {
		total    int
		division string
	}
	for _, key := range order {
		here, parts := cohorts[key], map[family][]int{}
		var families []family
		for _, area := range slices.Sorted(maps.Keys(here)) {
			up := areas.Above(area, func(a string) bool { _, there := here[a]; return there })
			if up == "" {
				continue
			}
			f := family{here[up], values.Division(area)}
			if parts[f] == nil {
				families = append(families, f)
			}
			parts[f] = append(parts[f], here[area])
		}
		for _, f := range families {
			add(f.total, parts[f])
		}
	}
}

// Above is the next area above one that there is one of; empty: none.
func (a Areas) Above(area string, there func(string) bool) string {
	for range 12 { // no deeper; what a file says may go in a circle
		up := a.Up[area]
		if up == "" || there(up) {
			return up
		}
		area = up
	}
	return ""
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// splitFlat takes all values that are no total as the parts of each that is.
func splitFlat(fields []string, at []int, add func(int, []int)) {
	var totals, parts []int
	for n, v := range fields {
		if values.IsTotal(v) {
			totals = append(totals, at[n])
		} else {
			parts = append(parts, at[n])
		}
	}
	for n, t := range totals {
		add(t, slices.Clone(parts))
		if n > 0 { // two words for one thing
			add(totals[0], []int{t})
		}
	}
}

// splitOrigins does so for each level of the areas children come from.
func splitOrigins(fields []string, at []int, add func(int, []int)) {
	levels := map[string][]int{}
	for n, v := range fields {
		if !values.IsTotal(v) {
			level := values.LevelOf(strings.ToUpper(v)) + values.Division(strings.ToUpper(v))
			levels[level] = append(levels[level], n)
		}
	}
	for _, level := range slices.Sorted(maps.Keys(levels)) {
		var some []string
		var those []int
		for n, v := range fields {
			if values.IsTotal(v) || slices.Contains(levels[level], n) {
				some, those = append(some, v), append(those, at[n])
			}
		}
		splitFlat(some, those, add)
	}
}

// band is an age band, or what has no ages to it: from is -1 then.
type band struct{ from, to, at int }

// splitAges takes the widest bands within a band, or within all ages, as its parts. Where
// those overlap each row of bands side by side has a relation of its own.
func splitAges(fields []string, at []int, add func(int, []int)) {
	var bands []band
	var totals, others []int
	for n, v := range fields {
		if values.IsTotal(v) {
			totals = append(totals, at[n])
		} else if from, to, ok := values.AgesOf(v); ok {
			bands = append(bands, band{from, to, at[n]})
		} else {
			others = append(others, at[n])
		}
	}
	slices.SortFunc(bands, func(a, b band) int { return cmp.Or(a.from-b.from, b.to-a.to, a.at-b.at) })
	for n, t := range totals {
		rows := sideBySide(bands)
		for _, row := range rows {
			add(t, append(row, others...))
		}
		if len(rows) == 0 {
			add(t, slices.Clone(others))
		}
		if n > 0 {
			add(totals[0], []int{t})
		}
	}
	for _, b := range bands {
		var inside []band
		for _, o := range bands {
			same := o.from == b.from && o.to == b.to
			if o.from >= b.from && o.to <= b.to && !same || same && o.at > b.at {
				inside = append(inside, o)
			}
		}
		for _, row := range sideBySide(inside) {
			add(b.at, row)
		}
	}
}

// sideBySide are the rows of bands, none over another, that the widest of them make: one
// where those do not overlap, else at most a dozen.
func sideBySide(bands []band) (rows [][]int) {
	var widest []band
	for i, b := range bands {
		inside := slices.ContainsFunc(bands, func(o band) bool { return o.from <= b.from && o.to >= b.to && (o.from < b.from || o.to > b.to) })
		if !inside && !slices.ContainsFunc(bands[:i], func(o band) bool { return o.from == b.from && o.to == b.to }) {
			widest = append(widest, b)
		}
	}
	var next func(row []int, from int)
	next = func(row []int, from int) {
		end, more := math.MaxInt, false
		for _, b := range widest {
			if b.from >= from && b.from <= end && len(rows) < 12 { // none fits before it
				end, more = min(end, b.to), true
				next(append(slices.Clone(row), b.at), b.to+1)
			}
		}
		if !more && len(row) > 0 {
			rows = append(rows, row)
		}
	}
	next(nil, 0)
	return rows
}
