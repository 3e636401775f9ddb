package demand

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/values"
)

const publisher = "Department for Education, children looked after in England including adoptions"

// lookedAfter is the measure taken of those that the table has.
const lookedAfter = "children looked after at 31 march each year"

func isCounts(t *importer.Table) bool {
	return t.Has("time_period", "geographic_level", "new_la_code", "population_count", "number")
}

// importCounts takes the children looked after at 31 March, authority by authority, of
// every year in the table. Regions, the nation and other measures are left out.
func importCounts(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	left := 0
	err := importAuthorityCounts(ctx, tx, t, r, func(row importer.Row) (c authorityCount, wanted, ok bool) {
		if !strings.EqualFold(row.Get("geographic_level"), "local authority") || !strings.EqualFold(row.Get("population_count"), lookedAfter) {
			left++
			return c, false, true
		}
		year, ok := readYear(row.Get("time_period"))
		if !ok {
			r.Reject(row.Number, "time_period", row.Get("time_period"), "not a year", "Give the year of the 31 March counted, such as 2024.")
			return c, true, false
		}
		return authorityCount{row: row.Number, code: row.Get("new_la_code"), column: "number", text: row.Get("number"), year: year, codeColumn: "new_la_code"}, true, true
	})
	if err == nil && left > 0 {
		r.Warn(0, "", "", fmt.Sprintf("%d rows were left out: regions, the nation, and other measures than children looked after at 31 March", left), "Nothing to do.")
	}
	return err
}

var wideCount = regexp.MustCompile(`^cla_mar(20[0-9]{2})$`)

// wideColumn is the column with the count of a 31 March, as the tables of 2017 and
// before have it, and its year.
func wideColumn(t *importer.Table) (column string, year int) {
	for _, c := range t.Columns {
		if m := wideCount.FindStringSubmatch(importer.Normal(c)); m != nil {
			year, _ = readYear(m[1])
			return c, year
		}
	}
	return "", 0
}

func isWideCounts(t *importer.Table) bool {
	column, _ := wideColumn(t)
	return column != "" && t.Has("new_geog_code", "geog_l")
}

// importWideCounts takes the same from a table with one row an authority and a column
// a measure.
func importWideCounts(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	column, year := wideColumn(t)
	return importAuthorityCounts(ctx, tx, t, r, func(row importer.Row) (c authorityCount, wanted, ok bool) {
		if !strings.EqualFold(row.Get("geog_l"), "LA") {
			return c, false, true
		}
		return authorityCount{row: row.Number, code: row.Get("new_geog_code"), column: column, text: row.Get(column), year: year, codeColumn: "new_geog_code"}, true, true
	})
}

// An authorityCount is one published number, or the mark in its place.
type authorityCount struct {
	row                            int
	code, codeColumn, column, text string
	year                           int
	children                       *int64
	mark                           *string
}

func readYear(text string) (int, bool) {
	t, err := time.Parse("2006", text)
	return t.Year(), err == nil && t.Year() >= 1990 && t.Year() < 2100
}

// importAuthorityCounts writes what read makes of each row.
func importAuthorityCounts(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report, read func(importer.Row) (c authorityCount, wanted, ok bool)) error {
	tx = tx.WithContext(ctx)
	var codes []string
	if err := tx.Raw("SELECT code FROM authorities").Scan(&codes).Error; err != nil {
		return fmt.Errorf("read authority codes: %w", err)
	}
	known := map[string]bool{}
	for _, c := range codes {
		known[c] = true
	}
	g := gather(r, func(list []authorityCount) error { return writeCounts(tx, r, t.File, list) })
	err := t.Each(r, func(row importer.Row) error {
		c, wanted, ok := read(row)
		if !wanted || !ok {
			return nil
		}
		if !known[c.code] {
			r.Reject(row.Number, c.codeColumn, c.code, "not the code of a children's-services authority", "Give the nine characters of its code, such as E10000032.")
			return nil
		}
		if n, ok := wholeNumber(c.text); ok {
			c.children = &n
		} else if mark, ok := suppressed(c.text); ok {
			c.mark = &mark
		} else {
			r.Reject(row.Number, c.column, c.text, "neither a whole number nor a known mark", "Give a number such as 907, or the publisher's mark (c, z, x, low, :).")
			return nil
		}
		return g.add(row.Number, c.codeColumn, fmt.Sprintf("%s %d", c.code, c.year), c)
	})
	if err == nil {
		err = g.flush()
	}
	if err != nil {
		return fmt.Errorf("import children counts: %w", err)
	}
	return nil
}

func writeCounts(tx *gorm.DB, r *importer.Report, file string, list []authorityCount) error {
	return written(tx, r, len(list), `
		INSERT INTO authority_counts AS c (authority_code, on_day, children, mark, source, provenance)
		SELECT code, day, children, mark, @source , 'published'
		FROM unnest(CAST(@codes AS text[]), CAST(@days AS date[]), CAST(@children AS int[]), CAST(@marks AS text[])) AS r (code, day, children, mark)
		ON CONFLICT (authority_code, on_day) DO UPDATE SET children = excluded.children, mark = excluded.mark,
		    source = excluded.source, provenance = excluded.provenance
		WHERE (c.children, c.mark) IS DISTINCT FROM (excluded.children, excluded.mark)`,
		map[string]any{"source": publisher + " (" + file + ")", "codes": of(list, func(c authorityCount) string { return c.code }),
			"days":     of(list, func(c authorityCount) string { return values.NewDate(c.year, time.March, 31).String() }),
			"children": of(list, func(c authorityCount) *int64 { return c.children }), "marks": of(list, func(c authorityCount) *string { return c.mark })})
}

// suppressed reads the marks publishers put in place of a number. They are kept as
// they stand and never taken for 0; a blank is kept as the word.
func suppressed(text string) (mark string, ok bool) {
	switch strings.ToLower(text) {
	case "c", "z", "x", "k", "u", "low", "~", ":", "..", ".", "-", "*", "<5", "1-5", "1 to 5", "n/a", "na", "supp", "suppressed", "[c]", "[x]", "[z]", "[low]":
		return text, true
	case "":
		return "blank", true
	}
	return "", false
}
