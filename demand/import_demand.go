package demand

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/values"
)

var demandColumns = []string{"area_code", "area_name", "age_band", "need", "period", "children"}

// Besides, where a file has them: placement (the type of placement needed), origin (the
// area children come from) and part_of (the area that the row's area lies in).
var demandFields = append(slices.Clone(demandColumns), "placement", "origin", "part_of")

func isDemand(t *importer.Table) bool { return t.Has(demandColumns...) }

// ofAChild are columns that only a record of one child, or of somebody near it, has.
// The importer refuses the plainest for every kind; counts by area have no use for
// these either.
var ofAChild = []string{"name", "full_name", "child_name", "first_name", "surname", "initials", "date_of_birth", "dob", "birth_date", "age_in_years",
	"address", "home_address", "placement_address", "postcode", "upn", "nhs_number", "uln", "child_id", "case_id", "case_number", "case_reference",
	"ssda903_id", "social_worker", "mother", "father", "parent", "carer", "school", "diagnosis"}

// observed is one count by area, cohort and period, or the mark in its place.
type observed struct {
	area, name, ages, need, placement, origin, period, partOf string
	children                                                  *int64
	mark                                                      *string
}

// importDemand takes observed counts. They are kept where only a demand steward reads
// them; the protected table, which follows, is what is shown. No cell of the children
// column is ever repeated in a message, and none says how many are small.
func importDemand(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	for _, c := range t.Columns {
		if slices.Contains(ofAChild, importer.Normal(c)) {
			r.RefuseColumn(c, "this column holds personal data about a child, and no record of a child may be kept here",
				"Remove the column and give counts by area, age band, need and period.")
			return nil
		}
	}
	small := false
	g := gather(r, func(list []observed) error { return writeObserved(tx.WithContext(ctx), r, t.File, list) })
	err := t.Each(r, func(row importer.Row) error {
		o, few, ok := readObserved(row, r)
		if !ok {
			return nil
		}
		small = small || few
		return g.add(row.Number, "area_code", strings.Join([]string{o.area, o.ages, o.need, o.placement, o.origin, o.period}, " / "), o)
	})
	if err == nil {
		err = g.flush()
	}
	if err != nil {
		return fmt.Errorf("import demand: %w", err)
	}
	if small {
		r.Warn(0, "children", "", "counts from 1 to 5 and those hidden by the publisher are suppressed, and with them as many others as it takes that none can be worked out", "Nothing to do: see docs/disclosure.md.")
	}
	return nil
}

// readObserved reads one row, noting every fault; few says that its count is hidden or
// must be.
func readObserved(row importer.Row, r *importer.Report) (o observed, few, ok bool) {
	o = observed{area: strings.ToUpper(row.Get("area_code")), name: row.Get("area_name"), ages: row.Get("age_band"), need: row.Get("need"),
		placement: row.Get("placement"), origin: row.Get("origin"), partOf: strings.ToUpper(row.Get("part_of"))}
	ok = true
	if !values.IsArea(o.area) {
		r.Reject(row.Number, "area_code", row.Get("area_code"), "not the code of an area", "Give a letter and eight digits, such as E14000500, or a postcode district, such as RG1.")
		ok = false
	}
	if o.partOf != "" && !values.IsArea(o.partOf) {
		r.Reject(row.Number, "part_of", row.Get("part_of"), "not the code of an area", "Give the code of the area it lies in, such as E10000014, or leave it empty.")
		ok = false
	}
	for _, c := range []struct{ column, value string }{{"area_name", o.name}, {"age_band", o.ages}, {"need", o.need}} {
		if c.value == "" {
			r.Reject(row.Number, c.column, "", "empty", "Fill it in.")
			ok = false
		}
	}
	var read bool
	if o.period, read = readPeriod(row.Get("period")); !read {
		r.Reject(row.Number, "period", row.Get("period"), "not a day or a range of days", "Write 2025-03-31, 31/03/2025 or 2024-04-01/2025-03-31.")
		ok = false
	}
	text := row.Get("children")
	n, isNumber := wholeNumber(text)
	mark, isMark := suppressed(text)
	switch {
	case isNumber:
		o.children = &n
	case isMark:
		o.mark = &mark
	default:
		r.Reject(row.Number, "children", "", "neither a whole number nor a mark of suppression", "Give 0 or a whole number, or c, x, z, <5, 1-5 or nothing.")
		ok = false
	}
	return o, isMark || isNumber && n >= 1 && n <= 5, ok
}

// readPeriod reads a day, or two with a slash or the word to between them, into ISO 8601.
func readPeriod(text string) (string, bool) {
	if day, err := values.TypedDate(text); err == nil {
		return day.String(), true
	}
	for _, between := range []string{" to ", " - ", "/"} {
		if strings.Count(text, between) != 1 {
			continue
		}
		from, to, _ := strings.Cut(text, between)
		first, err1 := values.TypedDate(from)
		last, err2 := values.TypedDate(to)
		if err1 == nil && err2 == nil && !last.Before(first) {
			return first.String() + "/" + last.String(), true
		}
	}
	return "", false
}

func writeObserved(tx *gorm.DB, r *importer.Report, source string, list []observed) error {
	return written(tx, r, len(list), `
		INSERT INTO observed_counts AS o (area_code, area_name, age_band, need, placement, origin, period, part_of, children, mark, source)
		SELECT area, name, ages, need, placement, origin, period, part_of, children, mark, @source
		FROM unnest(CAST(@areas AS text[]), CAST(@names AS text[]), CAST(@ages AS text[]), CAST(@needs AS text[]), CAST(@placements AS text[]), CAST(@origins AS text[]),
		            CAST(@periods AS text[]), CAST(@parts AS text[]), CAST(@children AS int[]), CAST(@marks AS text[]))
		     AS r (area, name, ages, need, placement, origin, period, part_of, children, mark)
		ON CONFLICT (area_code, age_band, need, placement, origin, period) DO UPDATE SET area_name = excluded.area_name,
		    part_of = excluded.part_of, children = excluded.children, mark = excluded.mark, source = excluded.source
		WHERE (o.area_name, o.part_of, o.children, o.mark) IS DISTINCT FROM (excluded.area_name, excluded.part_of, excluded.children, excluded.mark)`,
		map[string]any{"source": source, "areas": of(list, func(o observed) string { return o.area }), "names": of(list, func(o observed) string { return o.name }),
			"ages": of(list, func(o observed) string { return o.ages }), "needs": of(list, func(o observed) string { return o.need }),
			"placements": of(list, func(o observed) string { return o.placement }), "origins": of(list, func(o observed) string { return o.origin }),
			"periods": of(list, func(o observed) string { return o.period }), "parts": of(list, func(o observed) string { return o.partOf }),
			"children": of(list, func(o observed) *int64 { return o.children }), "marks": of(list, func(o observed) *string { return o.mark })})
}
