package demand

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/values"
)

func isPopulation(t *importer.Table) bool {
	return !t.Shapes && t.Has("lsoa21_code", "age_group") && first(t, "usual_residents", "population", "observation") != ""
}

// residents are the people of one age band in one small area.
type residents struct {
	row        int
	cell, name string
	count      int64
}

// importPopulation takes the residents of the youngest age band only: they are the
// children that estimates are weighted by, and the band's name is kept with them.
func importPopulation(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	count := first(t, "usual_residents", "population", "observation")
	bands, left := map[string][]residents{}, 0
	err := t.Each(r, func(row importer.Row) error {
		band := row.Get("age_group")
		if _, _, ok := values.AgesOf(band); !ok {
			left++
			return nil
		}
		code, ok := readCode(row, r, "lsoa21_code")
		if !ok {
			return nil
		}
		n, ok := wholeNumber(row.Get(count))
		if !ok {
			r.Reject(row.Number, count, row.Get(count), "not a whole number of residents", "Give a number such as 307, or leave the row out.")
			return nil
		}
		bands[band] = append(bands[band], residents{row.Number, code, row.Get("lsoa21_name"), n})
		return nil
	})
	if err == nil && len(bands) > 0 {
		err = writePopulation(tx.WithContext(ctx), t.File, bands, left, r)
	}
	if err != nil {
		return fmt.Errorf("import small-area population: %w", err)
	}
	return nil
}

func writePopulation(tx *gorm.DB, source string, bands map[string][]residents, left int, r *importer.Report) error {
	youngest := youngestBand(slices.Collect(maps.Keys(bands)))
	g := gather(r, func(list []residents) error {
		return written(tx, r, len(list), `
			INSERT INTO demand_cells AS c (code, kind, name, children, children_band, source)
			SELECT code, 'lsoa21', name, children, @band , @source
			FROM unnest(CAST(@codes AS text[]), CAST(@names AS text[]), CAST(@children AS int[])) AS r (code, name, children)
			ON CONFLICT (code) DO UPDATE SET children = excluded.children, children_band = excluded.children_band,
			    name = coalesce(nullif(excluded.name, ''), c.name)
			WHERE (c.children, c.children_band) IS DISTINCT FROM (excluded.children, excluded.children_band) OR excluded.name NOT IN ('', c.name)`,
			map[string]any{"source": source, "band": youngest, "codes": of(list, func(p residents) string { return p.cell }),
				"names": of(list, func(p residents) string { return p.name }), "children": of(list, func(p residents) int64 { return p.count })})
	})
	for _, p := range bands[youngest] {
		if err := g.add(p.row, "lsoa21_code", p.cell, p); err != nil {
			return err
		}
	}
	for band, list := range bands {
		if band != youngest {
			left += len(list)
		}
	}
	if left > 0 {
		r.Warn(0, "age_group", "", fmt.Sprintf("%d rows of other age bands were left out", left),
			fmt.Sprintf("Nothing to do: only %q, the youngest band, is used.", youngest))
	}
	return g.flush()
}

// youngestBand is the age band that starts lowest, the widest of several.
func youngestBand(bands []string) string {
	return slices.MinFunc(bands, func(a, b string) int {
		fromA, toA, _ := values.AgesOf(a)
		fromB, toB, _ := values.AgesOf(b)
		return cmp.Or(cmp.Compare(fromA, fromB), cmp.Compare(toB, toA), cmp.Compare(a, b))
	})
}
