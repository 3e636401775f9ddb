package demand

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/values"
)

// Estimates is what follows from outlines, small areas and counts.
var Estimates = importer.Follow{Name: "estimates", Run: func(ctx context.Context, tx *gorm.DB, _ *importer.Report) error { return Recompute(ctx, tx) }}

// ImportKinds are the files demand takes: published ones that complete each other, in
// whatever order they come, and the demand template. After any of the former
// everything is worked out again, once a run.
func ImportKinds() []importer.Kind {
	kinds := []importer.Kind{
		{Name: "small areas", Order: 20, Recognise: isSmallAreas, Import: importSmallAreas},
		{Name: "small-area districts", Order: 30, Recognise: isDistricts, Import: importDistricts},
		{Name: "small-area population", Order: 30, Recognise: isPopulation, Import: importPopulation},
		{Name: "deprivation", Order: 30, Recognise: isDeprivation, Import: importDeprivation},
		{Name: "children counts", Order: 35, Recognise: isCounts, Import: importCounts},
		{Name: "children counts 2017", Order: 35, Recognise: isWideCounts, Import: importWideCounts},
		{Name: "totals", Order: 36, Columns: totalFields, Recognise: isTotals, Import: importTotals, Lacks: func(t *importer.Table) []string { return t.Missing(totalColumns...) }},
		{Name: "projections", Order: 37, Columns: projectionFields, Recognise: isProjections, Import: importProjections, Lacks: func(t *importer.Table) []string { return t.Missing(projectionColumns...) }},
	}
	for i := range kinds {
		kinds[i].After = []importer.Follow{Estimates, Disclosure}
	}
	kinds[0].After = append(kinds[0].After, PostcodeDistricts)
	return append(kinds,
		importer.Kind{Name: "population denominators", Order: 30, Recognise: isDenominators, Import: refuseDenominators},
		importer.Kind{Name: "demand", Order: 38, Columns: demandFields, Recognise: isDemand, Import: importDemand, After: []importer.Follow{Disclosure},
			Lacks: func(t *importer.Table) []string { return t.Missing(demandColumns...) }})
}

// batch is how many rows go to the database at a time.
const batch = 2000

// smallArea is the code of a lower layer super output area of England or Wales.
var smallArea = regexp.MustCompile(`^[EW]01[0-9]{6}$`)

// first is the first of the columns that the table has.
func first(t *importer.Table, columns ...string) string {
	for _, c := range columns {
		if t.Has(c) {
			return c
		}
	}
	return ""
}

// rows gathers good rows by key, batch by batch, and refuses a key's second row.
type rows[T any] struct {
	report *importer.Report
	seen   map[string]int // the row a key stood on
	full   []T
	write  func([]T) error
}

func gather[T any](r *importer.Report, write func([]T) error) *rows[T] {
	return &rows[T]{report: r, seen: map[string]int{}, write: write}
}

// add takes the row with this key, unless an earlier row had it.
func (g *rows[T]) add(number int, column, key string, row T) error {
	if before, ok := g.seen[key]; ok {
		g.report.Reject(number, column, key, fmt.Sprintf("row %d is about the same", before), "Leave one of the two.")
		return nil
	}
	g.seen[key] = number
	if g.full = append(g.full, row); len(g.full) < batch {
		return nil
	}
	return g.flush()
}

func (g *rows[T]) flush() error {
	if len(g.full) == 0 {
		return nil
	}
	err := g.write(g.full)
	g.full = g.full[:0]
	return err
}

// of is one column of the rows.
func of[T, V any](rows []T, value func(T) V) column[V] {
	values := make(column[V], len(rows))
	for i, row := range rows {
		values[i] = value(row)
	}
	return values
}

// written runs a statement that writes what is new or different of n rows, and counts.
func written(tx *gorm.DB, r *importer.Report, n int, sql string, args map[string]any) error {
	done := tx.Exec(sql, args)
	if done.Error != nil {
		return done.Error
	}
	r.Accept(int(done.RowsAffected))
	r.Unchanged(n - int(done.RowsAffected))
	return nil
}

// readCode reads a small area's code from the column.
func readCode(row importer.Row, r *importer.Report, column string) (string, bool) {
	code := strings.ToUpper(row.Get(column))
	if !smallArea.MatchString(code) {
		r.Reject(row.Number, column, row.Get(column), "not the code of a small area", "Give the nine characters of a lower layer super output area, such as E01016016.")
		return "", false
	}
	return code, true
}

func isDistricts(t *importer.Table) bool {
	return !t.Shapes && t.Has("lsoa21_code") && first(t, "ltla24_code", "lad24_code", "ltla23_code", "ltla_code") != ""
}

// importDistricts takes which district each small area is in.
func importDistricts(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	type district struct{ cell, name, code string }
	column := first(t, "ltla24_code", "lad24_code", "ltla23_code", "ltla_code")
	g := gather(r, func(list []district) error {
		return written(tx.WithContext(ctx), r, len(list), `
			INSERT INTO demand_cells AS c (code, kind, name, district_code, source)
			SELECT code, 'lsoa21', name, district, @source
			FROM unnest(CAST(@codes AS text[]), CAST(@names AS text[]), CAST(@districts AS text[])) AS r (code, name, district)
			ON CONFLICT (code) DO UPDATE SET district_code = excluded.district_code, name = coalesce(nullif(excluded.name, ''), c.name)
			WHERE c.district_code IS DISTINCT FROM excluded.district_code OR excluded.name NOT IN ('', c.name)`,
			map[string]any{"source": t.File, "codes": of(list, func(d district) string { return d.cell }),
				"names": of(list, func(d district) string { return d.name }), "districts": of(list, func(d district) string { return d.code })})
	})
	err := t.Each(r, func(row importer.Row) error {
		code, ok := readCode(row, r, "lsoa21_code")
		if !ok {
			return nil
		}
		d := district{code, row.Get("lsoa21_name"), strings.ToUpper(row.Get(column))}
		if !values.IsAreaCode(d.code) {
			r.Reject(row.Number, column, row.Get(column), "not the code of a district", "Give its nine characters, such as E07000226.")
			return nil
		}
		return g.add(row.Number, "lsoa21_code", code, d)
	})
	if err == nil {
		err = g.flush()
	}
	if err != nil {
		return fmt.Errorf("import districts of small areas: %w", err)
	}
	return nil
}

var whole = regexp.MustCompile(`^([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,9})(\.0+)?$`)

// wholeNumber reads a whole number as published: 307, 1,296, and 12.0 as spreadsheets
// have it.
func wholeNumber(text string) (int64, bool) {
	if !whole.MatchString(text) {
		return 0, false
	}
	digits, _, _ := strings.Cut(strings.ReplaceAll(text, ",", ""), ".")
	n, err := strconv.ParseInt(digits, 10, 32)
	return n, err == nil
}
