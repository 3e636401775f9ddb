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
	err := importAuthorityCounts(ctx, tx, t, r, publishedIn(t), func(row importer.Row) (counts []authorityCount, ok bool) {
		if !strings.EqualFold(row.Get("geographic_level"), "local authority") || !strings.EqualFold(row.Get("population_count"), lookedAfter) {
			left++
			return nil, true
		}
		year, ok := readYear(row.Get("time_period"))
		if !ok {
			r.Reject(row.Number, "time_period", row.Get("time_period"), "not a year", "Give the year of the 31 March counted, such as 2024.")
			return nil, false
		}
		return []authorityCount{{row: row.Number, code: row.Get("new_la_code"), column: "number", text: row.Get("number"), day: countedIn(year), codeColumn: "new_la_code", cohort: everyone}}, true
	})
	if err == nil && left > 0 {
		r.Warn(0, "", "", fmt.Sprintf("%d rows were left out: regions, the nation, and other measures than children looked after at 31 March", left), "Nothing to do.")
	}
	return err
}

// publishedIn names the publisher and the file as every row's source.
func publishedIn(t *importer.Table) func(importer.Row) string {
	return func(importer.Row) string { return publisher + " (" + t.File + ")" }
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

// wideCohorts are the columns of such a table that divide the children of 31 March, and
// what they divide them into.
var wideCohorts = []struct {
	column string
	cohort Cohort
}{
	{"cla_u1", aged("under 1")}, {"cla_1to4", aged("1 to 4")}, {"cla_5to9", aged("5 to 9")}, {"cla_10to15", aged("10 to 15")}, {"cla_16over", aged("16 and over")},
	{"cla_fost", placed("foster placement")}, {"cla_adopt", placed("placed for adoption")}, {"cla_parent", placed("placed with parents")},
	{"cla_ocom", placed("other placement in the community")}, {"cla_secure", placed(inHomes)}, {"cla_ores", placed("other residential")},
	{"cla_rsch", placed("residential school")}, {"cla_othpl", placed("other placement")},
}

// inHomes is how the tables of 2017 and before count children in homes.
const inHomes = "secure unit, children's home or hostel"

// importWideCounts takes the same from a table with one row an authority and a column
// a measure, with those that divide it by age band and by placement.
func importWideCounts(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	column, year := wideColumn(t)
	return importAuthorityCounts(ctx, tx, t, r, publishedIn(t), func(row importer.Row) (counts []authorityCount, ok bool) {
		if !strings.EqualFold(row.Get("geog_l"), "LA") {
			return nil, true
		}
		c := authorityCount{row: row.Number, code: row.Get("new_geog_code"), column: column, text: row.Get(column), day: countedIn(year), codeColumn: "new_geog_code", cohort: everyone}
		counts = append(counts, c)
		for _, w := range wideCohorts {
			if t.Has(w.column) {
				c.column, c.text, c.cohort = w.column, row.Get(w.column), w.cohort
				counts = append(counts, c)
			}
		}
		return counts, true
	})
}

// An authorityCount is one published number, or the mark in its place: of all children
// looked after, or of a cohort.
type authorityCount struct {
	row                            int
	code, codeColumn, column, text string
	day                            values.Date
	cohort                         Cohort
	children                       *int64
	mark                           *string
}

func readYear(text string) (int, bool) {
	t, err := time.Parse("2006", text)
	return t.Year(), err == nil && t.Year() >= 1990 && t.Year() < 2100
}

// countedIn is the day that a year's children are counted on.
func countedIn(year int) values.Date { return values.NewDate(year, time.March, 31) }

// importAuthorityCounts writes what read makes of each row: one count, or the authority's
// total and those of its cohorts.
func importAuthorityCounts(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report, source func(importer.Row) string,
	read func(importer.Row) (counts []authorityCount, ok bool)) error {
	tx = tx.WithContext(ctx)
	var codes []string
	if err := tx.Raw("SELECT code FROM authorities").Scan(&codes).Error; err != nil {
		return fmt.Errorf("read authority codes: %w", err)
	}
	known := map[string]bool{}
	for _, c := range codes {
		known[c] = true
	}
	g := gather(r, func(list []countedRow) error { return writeCounts(tx, r, list) })
	err := t.Each(r, func(row importer.Row) error {
		counts, ok := read(row)
		if !ok || len(counts) == 0 {
			return nil
		}
		if c := counts[0]; !known[c.code] {
			r.Reject(row.Number, c.codeColumn, c.code, "not the code of a children's-services authority", "Give the nine characters of its code, such as E10000032.")
			return nil
		}
		for i := range counts {
			ok = counts[i].number(r) && ok
		}
		if !ok {
			return nil
		}
		c := counts[0]
		return g.add(row.Number, c.codeColumn, strings.TrimSpace(fmt.Sprint(c.code, " ", c.day, " ", c.cohort.words())), countedRow{source(row), counts})
	})
	if err == nil {
		err = g.flush()
	}
	if err != nil {
		return fmt.Errorf("import children counts: %w", err)
	}
	return nil
}

// number reads the count's text: a number or a mark.
func (c *authorityCount) number(r *importer.Report) bool {
	if n, ok := wholeNumber(c.text); ok {
		c.children = &n
	} else if mark, ok := suppressed(c.text); ok {
		c.mark = &mark
	} else {
		r.Reject(c.row, c.column, c.text, "neither a whole number nor a known mark", "Give a number such as 907, or the publisher's mark (c, z, x, low, :).")
		return false
	}
	return true
}

// countedRow is a row of a file: its source, and its counts.
type countedRow struct {
	source string
	counts []authorityCount
}

// writeCounts writes totals and cohorts, and counts the rows of which anything is new or
// different.
func writeCounts(tx *gorm.DB, r *importer.Report, list []countedRow) error {
	var counts []authorityCount
	var sources column[string]
	for _, row := range list {
		counts = append(counts, row.counts...)
		for range row.counts {
			sources = append(sources, row.source)
		}
	}
	text := func(value func(authorityCount) string) column[string] { return of(counts, value) }
	var changed int
	err := tx.Raw(`
		WITH r AS (
		    SELECT * FROM unnest(CAST(@rows AS int[]), CAST(@codes AS text[]), CAST(@days AS date[]), CAST(@ages AS text[]), CAST(@needs AS text[]), CAST(@placements AS text[]),
		        CAST(@origins AS text[]), CAST(@children AS int[]), CAST(@marks AS text[]), CAST(@sources AS text[]))
		        AS r (number, code, day, age_band, need, placement, origin, children, mark, source)
		), whole AS (
		    INSERT INTO authority_counts AS c (authority_code, on_day, children, mark, source, provenance)
		    SELECT code, day, children, mark, source, 'published' FROM r WHERE (age_band, need, placement, origin) = ('all', 'all', 'all', 'all')
		    ON CONFLICT (authority_code, on_day) DO UPDATE SET children = excluded.children, mark = excluded.mark, source = excluded.source, provenance = excluded.provenance
		    WHERE (c.children, c.mark) IS DISTINCT FROM (excluded.children, excluded.mark)
		    RETURNING authority_code, on_day, 'all' AS age_band, 'all' AS need, 'all' AS placement, 'all' AS origin
		), divided AS (
		    INSERT INTO cohort_counts AS c (authority_code, on_day, age_band, need, placement, origin, children, mark, source, provenance)
		    SELECT code, day, age_band, need, placement, origin, children, mark, source, 'published' FROM r WHERE (age_band, need, placement, origin) <> ('all', 'all', 'all', 'all')
		    ON CONFLICT (authority_code, on_day, age_band, need, placement, origin) DO UPDATE SET children = excluded.children, mark = excluded.mark, source = excluded.source
		    WHERE (c.children, c.mark) IS DISTINCT FROM (excluded.children, excluded.mark)
		    RETURNING authority_code, on_day, age_band, need, placement, origin
		)
		SELECT count(DISTINCT number) FROM r JOIN (TABLE whole UNION ALL TABLE divided) w
		    ON (w.authority_code, w.on_day, w.age_band, w.need, w.placement, w.origin) = (r.code, r.day, r.age_band, r.need, r.placement, r.origin)`,
		map[string]any{"rows": of(counts, func(c authorityCount) int64 { return int64(c.row) }), "codes": text(func(c authorityCount) string { return c.code }),
			"days": text(func(c authorityCount) string { return c.day.String() }), "ages": text(func(c authorityCount) string { return c.cohort.AgeBand }),
			"needs": text(func(c authorityCount) string { return c.cohort.Need }), "placements": text(func(c authorityCount) string { return c.cohort.Placement }),
			"origins":  text(func(c authorityCount) string { return c.cohort.Origin }),
			"children": of(counts, func(c authorityCount) *int64 { return c.children }), "marks": of(counts, func(c authorityCount) *string { return c.mark }), "sources": sources}).
		Scan(&changed).Error
	if err != nil {
		return err
	}
	r.Accept(changed)
	r.Unchanged(len(list) - changed)
	return nil
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
