package demand

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
	"homeground/internal/values"
)

// The columns of a plain table of published totals: one row an authority, day and cohort.
// A row of no cohort is the authority's own total.
var (
	totalColumns      = []string{"authority", "period", "children"}
	totalFields       = append([]string{"age_band", "need", "placement", "origin", "source"}, totalColumns...)
	projectionColumns = []string{"authority", "period", "projected"}
	projectionFields  = append([]string{"source"}, projectionColumns...)
)

// isTotals knows the table by its columns; that of observed counts names areas by code.
func isTotals(t *importer.Table) bool {
	return !t.Shapes && t.Has(totalColumns...) && !t.Has("area_code") && !t.Has("projected")
}

func isProjections(t *importer.Table) bool { return !t.Shapes && t.Has(projectionColumns...) }

// importTotals takes published totals. A publisher does not print counts of 1 to 5 of an
// authority: a table that has one is of observed counts, and those are protected first.
func importTotals(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	names, err := accounts.ReadNames(ctx, tx)
	if err != nil {
		return err
	}
	small := false
	source := func(row importer.Row) string { return cmp.Or(row.Get("source"), t.File) }
	err = importAuthorityCounts(ctx, tx, t, r, source, func(row importer.Row) (counts []authorityCount, ok bool) {
		c := authorityCount{row: row.Number, column: "children", text: row.Get("children"), codeColumn: "authority"}
		c.cohort = CohortOf(row.Get("age_band"), row.Get("need"), row.Get("placement"), row.Get("origin"))
		n, isNumber := wholeNumber(c.text)
		small = small || isNumber && n >= 1 && n <= 5
		c.code, c.day, ok = authorityAndDay(row, r, names)
		if long := longest(c.cohort); long > 100 {
			r.Reject(row.Number, "age_band", "", fmt.Sprintf("the name of a cohort has %d characters", long), "Use at most 100 for each of age_band, need, placement and origin.")
			ok = false
		}
		return []authorityCount{c}, ok
	})
	if small {
		r.RefuseColumn("children", "a count from 1 to 5 is no published total: a publisher puts a mark in its place, since so few could single out a child",
			"Put the publisher's mark there (c, z, x, low, :), or import these as observed counts (the kind demand), which protects them. Nothing of this file was kept.")
	}
	if err != nil || small {
		return err
	}
	return warnOfNoCells(tx.WithContext(ctx), r)
}

func longest(c Cohort) int { return max(len(c.AgeBand), len(c.Need), len(c.Placement), len(c.Origin)) }

// authorityAndDay reads what every row of totals and projections names.
func authorityAndDay(row importer.Row, r *importer.Report, names *accounts.Names) (code string, day values.Date, ok bool) {
	code, ok = names.Find(row.Get("authority"))
	if !ok {
		r.Reject(row.Number, "authority", row.Get("authority"), "the authority is not known", "Give the name or code of a children's-services authority in England, such as West Sussex or E10000032.")
	}
	day, err := values.TypedDate(row.Get("period"))
	if err != nil {
		r.Reject(row.Number, "period", row.Get("period"), "not a day", "Give the day the total is of, such as 2024-03-31 or 31/03/2024.")
		ok = false
	}
	return code, day, ok
}

// projection is an authority's projected total.
type projection struct {
	code, day, source string
	thousandths       int64
}

// importProjections takes projected totals for days to come. They may have up to three
// decimals: a projection is seldom whole.
func importProjections(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	tx = tx.WithContext(ctx)
	names, err := accounts.ReadNames(ctx, tx)
	if err != nil {
		return err
	}
	var newest values.Date
	if err := tx.Raw("SELECT max(on_day) FROM authority_counts WHERE children IS NOT NULL").Scan(&newest).Error; err != nil {
		return fmt.Errorf("read the newest day counted: %w", err)
	}
	g := gather(r, func(list []projection) error {
		return written(tx, r, len(list), `
			INSERT INTO projected_counts AS p (authority_code, on_day, thousandths, source)
			SELECT * FROM unnest(CAST(@codes AS text[]), CAST(@days AS date[]), CAST(@thousandths AS bigint[]), CAST(@sources AS text[]))
			ON CONFLICT (authority_code, on_day) DO UPDATE SET thousandths = excluded.thousandths, source = excluded.source
			WHERE (p.thousandths, p.source) IS DISTINCT FROM (excluded.thousandths, excluded.source)`,
			map[string]any{"codes": of(list, func(p projection) string { return p.code }), "days": of(list, func(p projection) string { return p.day }),
				"thousandths": of(list, func(p projection) int64 { return p.thousandths }), "sources": of(list, func(p projection) string { return p.source })})
	})
	err = t.Each(r, func(row importer.Row) error {
		code, day, ok := authorityAndDay(row, r, names)
		if ok && !day.After(newest) {
			r.Reject(row.Number, "period", row.Get("period"), "not later than the newest published count, of "+newest.Words(), "Give a later day: totals of days gone by are counts.")
			ok = false
		}
		total, isTotal := decimalThousandths(row.Get("projected"))
		if !isTotal {
			r.Reject(row.Number, "projected", row.Get("projected"), "not a number of children", "Give a number from 0 to 999,999 with at most three decimals, such as 912 or 912.4.")
		}
		if !ok || !isTotal {
			return nil
		}
		return g.add(row.Number, "authority", code+" "+day.String(), projection{code, day.String(), cmp.Or(row.Get("source"), t.File), total})
	})
	if err == nil {
		err = g.flush()
	}
	if err != nil {
		return fmt.Errorf("import projections: %w", err)
	}
	return warnOfNoCells(tx, r)
}

// decimalThousandths reads a number with up to three decimals, exactly.
func decimalThousandths(text string) (int64, bool) {
	before, after, _ := strings.Cut(strings.TrimSpace(text), ".")
	if n, ok := wholeNumber(before); !ok || n > 999_999 || len(strings.TrimRight(after, "0")) > 3 || strings.Trim(after, "0123456789") != "" {
		return 0, false
	}
	v, ok := new(big.Rat).SetString(strings.ReplaceAll(before, ",", "") + "." + after + "0")
	if !ok {
		return 0, false
	}
	return v.Mul(v, big.NewRat(1000, 1)).Num().Int64(), true
}

// warnOfNoCells says of which of the region's authorities totals are known and no small
// areas: nothing is estimated there. While small areas wait for their authority, as in the
// midst of an import, it is not known yet.
func warnOfNoCells(tx *gorm.DB, r *importer.Report) error {
	var without []string
	err := tx.Raw(`
		SELECT a.name FROM authorities a
		WHERE (a.ends IS NULL OR a.ends >= @today) AND (a.hub_id IS NOT NULL OR NOT EXISTS (SELECT FROM authorities WHERE hub_id IS NOT NULL))
		  AND a.code IN (SELECT authority_code FROM cohort_counts UNION SELECT authority_code FROM projected_counts)
		  AND NOT EXISTS (SELECT FROM demand_cells c WHERE c.authority_code = a.code OR c.authority_code IS NULL AND c.code LIKE 'E%')
		ORDER BY a.name`, map[string]any{"today": values.Today(time.Now())}).Scan(&without).Error
	if err != nil {
		return fmt.Errorf("look for authorities without small areas: %w", err)
	}
	if len(without) > 0 {
		r.Warn(0, "authority", "", "no small areas are known of "+strings.Join(without, ", ")+": nothing is estimated from their totals", "Import the small areas, with their districts or outlines.")
	}
	return nil
}
