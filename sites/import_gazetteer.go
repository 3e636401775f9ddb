package sites

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/importer"
)

// The gazetteer is published reference data: like areas it is noted once an import.
var gazetteerCounted = []importer.Follow{{Name: "gazetteer", Run: func(ctx context.Context, tx *gorm.DB, _ *importer.Report) error {
	return tx.WithContext(ctx).Exec(`SELECT count_gazetteer()`).Error
}}}

// gazetteerKinds take Ordnance Survey's Code-Point Open, Open UPRN and Open Names, and a
// list of postcode districts with their towns.
func gazetteerKinds() []importer.Kind {
	return []importer.Kind{
		{Name: "postcodes", Order: 90, Unheaded: postcodeColumns, Recognise: isPostcodes, Import: importPostcodes, After: gazetteerCounted},
		{Name: "uprns", Order: 90, Large: true, Recognise: isUPRNs, Lacks: func(t *importer.Table) []string { return t.Missing("UPRN", "X_COORDINATE", "Y_COORDINATE") },
			Import: importUPRNs, After: gazetteerCounted},
		{Name: "places", Order: 90, Unheaded: nameColumns, Recognise: isPlaceNames, Import: importPlaceNames, After: gazetteerCounted},
	}
}

// gazetteerBatch is how many rows of the gazetteer go to the database in one statement.
const gazetteerBatch = 10_000

// array is a column of many rows as the database takes it.
type array[T any] []T

// Value gives the database the array.
func (a array[T]) Value() (driver.Value, error) { return []T(a), nil }

// gridPoint is one row of the gazetteer: its key and where it is on the national grid.
type gridPoint struct {
	row     int
	key     string
	e, n    float64
	quality int
}

// arrays are the rows as columns.
func arrays(rows []gridPoint) (keys array[string], es, ns array[float64], qualities array[int]) {
	for _, r := range rows {
		keys, es, ns, qualities = append(keys, r.key), append(es, r.e), append(ns, r.n), append(qualities, r.quality)
	}
	return keys, es, ns, qualities
}

// gridMetres reads one coordinate of the national grid.
func gridMetres(c *importer.Cells, column string, most float64) float64 {
	text := c.Get(column)
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || !plainNumber.MatchString(text):
		c.Reject(column, text, "the coordinate is not a number", "Write digits with a point, without commas or units.")
	case !(v > 0 && v < most):
		c.Reject(column, text, "the coordinate is outside the British National Grid (out of range)", "Give metres east and north, as Ordnance Survey publishes them.")
	}
	return v
}

const (
	gridEast  = 700_000
	gridNorth = 1_300_000
)

// codePoint are the columns of Code-Point Open, whose files have no header row.
var codePoint = []string{"Postcode", "Positional_quality_indicator", "Eastings", "Northings", "Country_code", "NHS_regional_HA_code", "NHS_HA_code", "Admin_county_code",
	"Admin_district_code", "Admin_ward_code"}

// postcodeColumns knows a file of Code-Point Open by its first row.
func postcodeColumns(first []string) []string {
	if len(first) != len(codePoint) || len(first[0]) > 8 || isWhole(first[0]) || !isWhole(first[1]) || !isWhole(first[2]) || !isWhole(first[3]) {
		return nil
	}
	return codePoint
}

func isWhole(text string) bool {
	_, err := strconv.ParseUint(strings.TrimSpace(text), 10, 32)
	return err == nil
}

func isPostcodes(t *importer.Table) bool { return !t.Shapes && t.Has(codePoint[:4]...) }

// noPosition is the quality of a postcode that has no position.
const noPosition = 90

func importPostcodes(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	seen, left := importer.Firsts{}, 0
	b := importer.Batch[gridPoint]{Size: gazetteerBatch, Write: func(rows []gridPoint) error { return writePostcodes(tx.WithContext(ctx), rows, r) }}
	err := t.Each(r, func(row importer.Row) error {
		c := importer.ReadCells(row, r)
		p := gridPoint{row: row.Number}
		full, ok := postcode(row.Get("postcode"))
		if !ok {
			c.Reject("postcode", row.Get("postcode"), "this is no postcode", "Give the postcode whole, such as PO19 1RP.")
		}
		p.key = strings.ReplaceAll(full, " ", "")
		quality := row.Get("positional_quality_indicator")
		if p.quality, _ = strconv.Atoi(quality); p.quality == noPosition {
			left++
			return nil
		}
		if p.quality < 10 || p.quality > 60 {
			c.Reject("positional_quality_indicator", quality, "this is no positional quality indicator of Ordnance Survey's", "Give 10 to 60, or 90 where there is no position.")
		}
		p.e, p.n = gridMetres(c, "eastings", gridEast), gridMetres(c, "northings", gridNorth)
		if !c.Bad && !geo.OnGrid(p.e, p.n) {
			c.Reject("eastings", row.Get("eastings")+", "+row.Get("northings"), "the coordinates are outside the United Kingdom (out of range)", "Look whether easting and northing were swapped.")
		}
		if c.Bad || !seen.First(c, "postcode", p.key) {
			return nil
		}
		return b.Add(p)
	})
	if err == nil {
		err = b.Flush()
	}
	if err != nil {
		return fmt.Errorf("import postcodes: %w", err)
	}
	if left > 0 {
		r.Warn(0, "positional_quality_indicator", "90", fmt.Sprintf("%d postcodes have no position (quality 90) and were left out", left), "Nothing to do.")
	}
	return nil
}

func writePostcodes(tx *gorm.DB, rows []gridPoint, r *importer.Report) error {
	keys, es, ns, qualities := arrays(rows)
	done := tx.Exec(`INSERT INTO gazetteer_postcodes AS p (postcode, easting, northing, quality)
		SELECT k, round(e), round(n), q FROM unnest(CAST(? AS text[]), CAST(? AS float8[]), CAST(? AS float8[]), CAST(? AS int[])) AS t (k, e, n, q)
		ON CONFLICT (postcode) DO UPDATE SET easting = excluded.easting, northing = excluded.northing, quality = excluded.quality
		WHERE (p.easting, p.northing, p.quality) <> (excluded.easting, excluded.northing, excluded.quality)`, keys, es, ns, qualities)
	r.Accept(int(done.RowsAffected))
	r.Unchanged(len(rows) - int(done.RowsAffected))
	return done.Error
}

func isUPRNs(t *importer.Table) bool {
	return !t.Shapes && t.Has("UPRN", "X_COORDINATE", "Y_COORDINATE", "LATITUDE", "LONGITUDE")
}

// importUPRNs takes the properties that are in the authorities' area: the file has all of
// Great Britain, 40 million. Of one that stands twice the later row counts, since none is
// remembered.
func importUPRNs(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	area, err := uprnArea(ctx, tx)
	if err != nil {
		return err
	}
	if area == nil {
		r.Refuse("no authority's outline is known, so it cannot be told which properties are in your area", "Import the areas first.")
		return nil
	}
	outside := 0
	batch := map[string]gridPoint{}
	write := func() error {
		n, err := area.write(tx.WithContext(ctx), batch, r)
		outside += n
		clear(batch)
		return err
	}
	err = t.Each(r, func(row importer.Row) error {
		c := importer.ReadCells(row, r)
		key, _, ok := uprn(row.Get("UPRN"))
		if !ok {
			c.Reject("UPRN", row.Get("UPRN"), "this is no UPRN", "Give up to 12 digits.")
		}
		p := gridPoint{row: row.Number, key: key, e: gridMetres(c, "X_COORDINATE", gridEast), n: gridMetres(c, "Y_COORDINATE", gridNorth)}
		if c.Bad {
			return nil
		}
		if !area.near(p) {
			outside++
			return nil
		}
		if before, twice := batch[key]; twice {
			c.Reject("UPRN", row.Get("UPRN"), fmt.Sprintf("the UPRN stands twice in the file: row %d has it already", before.row), "Leave one of the two rows.")
			return nil
		}
		if batch[key] = p; len(batch) < gazetteerBatch {
			return nil
		}
		return write()
	})
	if err == nil {
		err = write()
	}
	if err != nil {
		return fmt.Errorf("import UPRNs: %w", err)
	}
	if outside > 0 {
		r.Warn(0, "X_COORDINATE", "", fmt.Sprintf("%d properties are outside the authorities' area and were left out", outside), "Nothing to do.")
	}
	if area.margin > 0 {
		r.Warn(0, "", "", fmt.Sprintf("some of the authorities' outlines are approximate: properties up to %.0f km outside were taken too", area.margin/1000),
			"Nothing to do; with the true outlines imported (areas) the same file leaves fewer out or in.")
	}
	return nil
}

// uprnsWithin is the area that UPRNs are taken from: the members' outlines, or all there
// are where nobody is a member; with a margin where one is approximate.
type uprnsWithin struct {
	MinE, MinN, MaxE, MaxN float64
	Codes                  string // of the authorities, with commas between
	Approximate            bool
	margin                 float64
}

func uprnArea(ctx context.Context, tx *gorm.DB) (*uprnsWithin, error) {
	var found []uprnsWithin
	err := tx.WithContext(ctx).Raw(`
		WITH ours AS (SELECT p.* FROM area_pieces p JOIN authorities a ON a.code = p.code
		    WHERE a.hub_id IS NOT NULL OR NOT EXISTS (SELECT FROM authorities m JOIN area_pieces o ON o.code = m.code WHERE m.hub_id IS NOT NULL))
		SELECT min(ST_XMin(piece)) AS min_e, min(ST_YMin(piece)) AS min_n, max(ST_XMax(piece)) AS max_e, max(ST_YMax(piece)) AS max_n,
		       string_agg(DISTINCT code, ',') AS codes, bool_or(approximate) AS approximate FROM ours HAVING count(*) > 0`).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("read the authorities' area: %w", err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	area := found[0]
	if area.Approximate {
		area.margin = 2000
	}
	return &area, nil
}

// near says whether a point is in the box round the area.
func (w *uprnsWithin) near(p gridPoint) bool {
	return p.e >= w.MinE-w.margin && p.e <= w.MaxE+w.margin && p.n >= w.MinN-w.margin && p.n <= w.MaxN+w.margin
}

// write writes the rows that are in the area and says how many are not.
func (w *uprnsWithin) write(tx *gorm.DB, batch map[string]gridPoint, r *importer.Report) (outside int, err error) {
	if len(batch) == 0 {
		return 0, nil
	}
	rows := make([]gridPoint, 0, len(batch))
	for _, p := range batch {
		rows = append(rows, p)
	}
	keys, es, ns, _ := arrays(rows)
	var done struct{ Inside, Written int }
	err = tx.Raw(`
		WITH inside AS MATERIALIZED (
		    SELECT k, e, n FROM unnest(CAST(@keys AS text[]), CAST(@es AS float8[]), CAST(@ns AS float8[])) AS t (k, e, n)
		    WHERE EXISTS (SELECT FROM area_pieces p WHERE p.code = ANY (string_to_array(@codes, ',')) AND ST_DWithin(p.piece, ST_SetSRID(ST_MakePoint(e, n), 27700), @margin))),
		written AS (
		    INSERT INTO gazetteer_uprns AS u (uprn, easting, northing) SELECT k, e, n FROM inside ORDER BY k
		    ON CONFLICT (uprn) DO UPDATE SET easting = excluded.easting, northing = excluded.northing
		    WHERE (u.easting, u.northing) <> (excluded.easting, excluded.northing) RETURNING 1)
		SELECT (SELECT count(*) FROM inside) AS inside, (SELECT count(*) FROM written) AS written`,
		map[string]any{"keys": keys, "es": es, "ns": ns, "codes": w.Codes, "margin": w.margin}).Scan(&done).Error
	r.Accept(done.Written)
	r.Unchanged(done.Inside - done.Written)
	return len(rows) - done.Inside, err
}
