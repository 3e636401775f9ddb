package accounts

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"
)

// An Area is a published outline of an authority (utla) or district (ltla). Outline is
// hexadecimal EWKB; years are 0 where the publisher gives none.
type Area struct {
	Row       int    `json:"row"`
	Level     string `json:"level"`
	Code      string `json:"code"`
	Name      string `json:"name"`
	StartYear int    `json:"start_year,omitempty"`
	EndYear   int    `json:"end_year,omitempty"`
	Outline   string `json:"outline"`
}

// AreasWritten is what became of areas: the rows that were new or changed, those whose
// outline had to be mended, and those whose outline is empty even then.
type AreasWritten struct {
	Changed, Mended, Empty []int
}

// WriteAreas stores true outlines, in the place of approximate ones. Rings that cross
// are mended. An area that ended keeps its row; a year left out keeps the one known.
func WriteAreas(ctx context.Context, tx *gorm.DB, areas []Area, source string) (AreasWritten, error) {
	var done AreasWritten
	rows, err := json.Marshal(areas)
	if err != nil {
		return done, fmt.Errorf("write areas: %w", err)
	}
	var found []struct {
		Row                    int
		Changed, Mended, Empty bool
	}
	err = tx.WithContext(ctx).Raw(`
		WITH given AS MATERIALIZED (
		    SELECT row, level, code, name, start_year, end_year, outline::geometry AS outline
		    FROM json_to_recordset(?::json) AS t (row integer, level text, code text, name text, start_year integer, end_year integer, outline text)),
		mended AS MATERIALIZED (
		    SELECT given.*, NOT ST_IsValid(outline) AS was_bad,
		           ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_Transform(outline, 4326)), 3)) AS good FROM given),
		written AS (
		    INSERT INTO areas AS a (level, code, name, start_year, end_year, outline, approximate, source)
		    SELECT level, code, name, start_year, end_year, good, false, ? FROM mended WHERE NOT ST_IsEmpty(good)
		    ON CONFLICT (level, code) DO UPDATE SET name = excluded.name,
		        start_year = coalesce(excluded.start_year, a.start_year), end_year = coalesce(excluded.end_year, a.end_year),
		        outline = excluded.outline, approximate = false, source = excluded.source
		    WHERE (a.name, a.approximate, a.start_year, a.end_year) IS DISTINCT FROM
		          (excluded.name, false, coalesce(excluded.start_year, a.start_year), coalesce(excluded.end_year, a.end_year))
		       OR ST_AsBinary(a.outline) <> ST_AsBinary(excluded.outline)
		    RETURNING level, code)
		SELECT row, was_bad AS mended, ST_IsEmpty(good) AS empty, w.code IS NOT NULL AS changed
		FROM mended LEFT JOIN written w USING (level, code) ORDER BY row`, string(rows), source).Scan(&found).Error
	if err != nil {
		return done, fmt.Errorf("write areas: %w", err)
	}
	for _, f := range found {
		if f.Changed {
			done.Changed = append(done.Changed, f.Row)
		}
		if f.Empty {
			done.Empty = append(done.Empty, f.Row)
		} else if f.Mended {
			done.Mended = append(done.Mended, f.Row)
		}
	}
	return done, nil
}
