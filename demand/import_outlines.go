package demand

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/importer"
)

func isSmallAreas(t *importer.Table) bool {
	return t.Shapes && first(t, "lsoa21_code", "lsoa21cd") != ""
}

// An outlined row is an area with its outline as PostGIS takes it.
type outlined struct {
	row               int
	code, name, shape string
	score             float64
}

// importSmallAreas takes the outlines of small areas. Of two outlines of one area the
// one drawn in more detail stays, so that files which overlap give the same map in any
// order.
func importSmallAreas(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	code, name := first(t, "lsoa21_code", "lsoa21cd"), first(t, "lsoa21_name", "lsoa21nm")
	coarser := 0
	g := gather(r, func(list []outlined) error {
		n, err := writeOutlines(tx.WithContext(ctx), t.File, list, r)
		coarser += n
		return err
	})
	err := t.Each(r, func(row importer.Row) error {
		cell, ok := readCode(row, r, code)
		if !ok {
			return nil
		}
		shape, ok := readOutline(row, r)
		if !ok {
			return nil
		}
		return g.add(row.Number, code, cell, outlined{row: row.Number, code: cell, name: row.Get(name), shape: shape})
	})
	if err == nil {
		err = g.flush()
	}
	if err != nil {
		return fmt.Errorf("import small areas: %w", err)
	}
	if coarser > 0 {
		r.Warn(0, "", "", fmt.Sprintf("%d outlines were left as they are: those held already are drawn in more detail", coarser), "Nothing to do.")
	}
	if t.Has("population") {
		r.Warn(0, "population", "", "the population was not used: it counts people of all ages", "Import the census table of age groups for the children.")
	}
	return nil
}

// readOutline is the row's polygon, in hexadecimal.
func readOutline(row importer.Row, r *importer.Report) (string, bool) {
	outline := geo.AsMultiPolygon(row.Shape)
	if row.Shape == nil || outline == nil {
		r.Reject(row.Number, "geometry", "", "not an outline", "Give a polygon.")
		return "", false
	}
	hex, err := geo.Hex(outline)
	if err != nil {
		r.Reject(row.Number, "geometry", "", "the outline has no coordinate system", "Use WGS 84 (EPSG:4326) or the British National Grid (EPSG:27700).")
		return "", false
	}
	return hex, true
}

// mended is the common start of statements that write outlines: repaired where they
// cross themselves, good where something is left that lies on the national grid.
const mended = `
	WITH given AS (
	    SELECT code, name, score, ST_Transform(ST_Multi(ST_CollectionExtract(ST_MakeValid(CAST(shape AS geometry)), 3)), 4326) AS outline
	    FROM unnest(CAST(@codes AS text[]), CAST(@names AS text[]), CAST(@scores AS float8[]), CAST(@shapes AS text[])) AS r (code, name, score, shape)
	), placed AS (
	    SELECT given.*, ST_Centroid(ST_Transform(outline, 27700)) AS centre FROM given
	), good AS (
	    SELECT * FROM placed WHERE NOT ST_IsEmpty(outline) AND ST_Area(outline) > 0 AND ST_X(centre) BETWEEN 0 AND 700000 AND ST_Y(centre) BETWEEN 0 AND 1300000
	), `

// verdicts is their common end: how many were written, how many stay because the
// outline held is better, and which were no good.
const verdicts = `
	SELECT (SELECT count(*) FROM written) AS written, (SELECT count(*) FROM coarser) AS coarser,
	       (SELECT coalesce(string_agg(code, ' '), '') FROM given WHERE code NOT IN (SELECT code FROM good)) AS bad`

func writeOutlines(tx *gorm.DB, source string, list []outlined, r *importer.Report) (coarser int, err error) {
	return writeAreas(tx, source, list, r, mended+`
		coarser AS (
		    SELECT FROM good JOIN demand_cells c ON c.code = good.code AND ST_NPoints(c.outline) > ST_NPoints(good.outline)
		), written AS (
		    INSERT INTO demand_cells AS c (code, kind, name, outline, centre, source)
		    SELECT code, 'lsoa21', name, outline, centre, @source FROM good
		    ON CONFLICT (code) DO UPDATE SET outline = excluded.outline, centre = excluded.centre, source = excluded.source,
		        name = coalesce(nullif(excluded.name, ''), c.name)
		    WHERE c.outline IS NULL OR ST_NPoints(c.outline) <= ST_NPoints(excluded.outline)
		      AND (NOT ST_OrderingEquals(c.outline, excluded.outline) OR excluded.name NOT IN ('', c.name))
		    RETURNING c.code
		)`+verdicts)
}

func writeAreas(tx *gorm.DB, source string, list []outlined, r *importer.Report, sql string) (coarser int, err error) {
	var done struct {
		Written, Coarser int
		Bad              string
	}
	err = tx.Raw(sql, map[string]any{"source": source, "codes": of(list, func(o outlined) string { return o.code }),
		"names": of(list, func(o outlined) string { return o.name }), "shapes": of(list, func(o outlined) string { return o.shape }),
		"scores": of(list, func(o outlined) float64 { return o.score })}).Scan(&done).Error
	if err != nil {
		return 0, err
	}
	bad := map[string]bool{}
	for _, code := range strings.Fields(done.Bad) {
		bad[code] = true
	}
	for _, o := range list {
		if bad[o.code] {
			r.Reject(o.row, "geometry", o.code, "the outline encloses nothing in Great Britain", "Draw it again; look whether longitude and latitude were swapped.")
		}
	}
	r.Accept(done.Written)
	r.Unchanged(len(list) - len(bad) - done.Written)
	return done.Coarser, nil
}

func isDeprivation(t *importer.Table) bool {
	return first(t, "lsoa11cd", "lsoa11_code") != "" && first(t, deprivationColumns...) != ""
}

var deprivationColumns = []string{"imd_2019_score", "imd_score", "index_of_multiple_deprivation_imd_score"}

// importDeprivation takes the scores published on the areas of 2011, with or without
// their outlines.
func importDeprivation(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	code, score := first(t, "lsoa11cd", "lsoa11_code"), first(t, deprivationColumns...)
	write := writeScores
	if t.Shapes {
		write = writeOlderOutlines
	}
	g := gather(r, func(list []outlined) error { return write(tx.WithContext(ctx), t.File, list, r) })
	err := t.Each(r, func(row importer.Row) error {
		cell, ok := readCode(row, r, code)
		if !ok {
			return nil
		}
		o := outlined{row: row.Number, code: cell, name: row.Get(first(t, "lsoa11nm", "lsoa11_name"))}
		var err error
		if o.score, err = strconv.ParseFloat(row.Get(score), 64); err != nil || !(o.score >= 0 && o.score <= 1000) {
			r.Reject(row.Number, score, row.Get(score), "not a deprivation score", "Give the published score, a number such as 33.181.")
			return nil
		}
		if t.Shapes {
			if o.shape, ok = readOutline(row, r); !ok {
				return nil
			}
		}
		return g.add(row.Number, code, cell, o)
	})
	if err == nil {
		err = g.flush()
	}
	if err != nil {
		return fmt.Errorf("import deprivation: %w", err)
	}
	return nil
}

func writeScores(tx *gorm.DB, source string, list []outlined, r *importer.Report) error {
	return written(tx, r, len(list), `
		INSERT INTO older_cells AS o (code, name, score, source)
		SELECT code, name, score, @source
		FROM unnest(CAST(@codes AS text[]), CAST(@names AS text[]), CAST(@scores AS float8[])) AS r (code, name, score)
		ON CONFLICT (code) DO UPDATE SET score = excluded.score, name = coalesce(nullif(excluded.name, ''), o.name)
		WHERE o.score IS DISTINCT FROM excluded.score OR excluded.name NOT IN ('', o.name)`,
		map[string]any{"source": source, "codes": of(list, func(o outlined) string { return o.code }),
			"names": of(list, func(o outlined) string { return o.name }), "scores": of(list, func(o outlined) float64 { return o.score })})
}

func writeOlderOutlines(tx *gorm.DB, source string, list []outlined, r *importer.Report) error {
	_, err := writeAreas(tx, source, list, r, mended+`
		coarser AS (SELECT FROM good WHERE false),
		written AS (
		    INSERT INTO older_cells AS o (code, name, score, outline, source)
		    SELECT code, name, score, outline, @source FROM good
		    ON CONFLICT (code) DO UPDATE SET score = excluded.score, outline = excluded.outline, source = excluded.source,
		        name = coalesce(nullif(excluded.name, ''), o.name)
		    WHERE o.score IS DISTINCT FROM excluded.score OR o.outline IS NULL OR NOT ST_OrderingEquals(o.outline, excluded.outline)
		       OR excluded.name NOT IN ('', o.name)
		    RETURNING o.code
		)`+verdicts)
	return err
}

func isDenominators(t *importer.Table) bool {
	return t.Has("LSOA code (2011)", "Dependent Children aged 0-15: mid 2015 (excluding prisoners)")
}

// refuseDenominators says what to bring instead of the counts of 2015.
func refuseDenominators(_ context.Context, _ *gorm.DB, _ *importer.Table, r *importer.Report) error {
	r.Refuse("these are the children of mid-2015 on the small areas of 2011, which nothing here is weighted by",
		"Import the Census 2021 table of age groups by small area (lsoa21_code, age_group, usual_residents).")
	return nil
}
