package demand

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/internal/disclosure"
	"homeground/internal/values"
)

// StandIns works out the stand-ins of the protected table from that table itself and the
// weights of the estimate.
func StandIns(ctx context.Context, tx *gorm.DB) error {
	tx = tx.WithContext(ctx)
	var rows []observedRow
	err := tx.Raw(`SELECT area_code, area_name, coalesce(parent_code, '') AS part_of, age_band, need, placement, origin, period, children FROM protected_counts
		ORDER BY period COLLATE "C", area_code COLLATE "C", age_band COLLATE "C", need COLLATE "C", placement COLLATE "C", origin COLLATE "C"`).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read protected counts: %w", err)
	}
	if len(rows) == 0 {
		return nil
	}
	weights, err := areaWeights(tx, rows)
	if err != nil {
		return err
	}
	stand := make(column[*int64], 0, len(rows))
	for from := 0; from < len(rows); {
		to, areas := from, disclosure.Areas{Up: map[string]string{}}
		var counts []disclosure.Count
		for ; to < len(rows) && rows[to].Period == rows[from].Period; to++ {
			r := rows[to]
			areas.Up[r.AreaCode] = r.PartOf
			counts = append(counts, disclosure.Count{Area: r.AreaCode, Ages: r.AgeBand, Need: r.Need, Placement: r.Placement, Origin: r.Origin, Children: r.Children})
		}
		for i, n := range disclosure.StandIns(counts, areas, weights) {
			if counts[i].Children != nil {
				stand = append(stand, nil)
				continue
			}
			stand = append(stand, &n)
		}
		from = to
	}
	err = tx.Exec(`
		UPDATE protected_counts p SET stand_in = r.stand
		FROM unnest(CAST(@periods AS text[]), CAST(@areas AS text[]), CAST(@ages AS text[]), CAST(@needs AS text[]), CAST(@placements AS text[]), CAST(@origins AS text[]),
		            CAST(@stands AS bigint[])) AS r (period, area, ages, need, placement, origin, stand)
		WHERE (p.period, p.area_code, p.age_band, p.need, p.placement, p.origin) = (r.period, r.area, r.ages, r.need, r.placement, r.origin) AND p.stand_in IS DISTINCT FROM r.stand`,
		map[string]any{"periods": of(rows, func(r observedRow) string { return r.Period }), "areas": of(rows, func(r observedRow) string { return r.AreaCode }),
			"ages": of(rows, func(r observedRow) string { return r.AgeBand }), "needs": of(rows, func(r observedRow) string { return r.Need }),
			"placements": of(rows, func(r observedRow) string { return r.Placement }), "origins": of(rows, func(r observedRow) string { return r.Origin }), "stands": stand}).Error
	if err != nil {
		return fmt.Errorf("write stand-ins: %w", err)
	}
	return tx.Exec("UPDATE demand_settings SET revision = revision + 1").Error
}

// areaWeights is what each area weighs in the estimate: its small areas together.
func areaWeights(tx *gorm.DB, rows []observedRow) (map[string]float64, error) {
	cells, of, lookup, err := weighedCells(tx)
	if err != nil {
		return nil, err
	}
	middle := map[string]string{}
	for _, r := range rows {
		if values.LevelOf(r.AreaCode) == values.LevelMSOA {
			middle[r.AreaName] = r.AreaCode
		}
	}
	weights := map[string]float64{}
	for i, c := range cells { // in the order of their codes: sums are the same every time
		for _, code := range lookup.areasOf(c, middle) {
			weights[code] += of[i]
		}
	}
	return weights, nil
}

// weighedCells are the cells in use, what each weighs in the estimate, and what they lie in.
func weighedCells(tx *gorm.DB) (cells []cellRow, weights []float64, lookup places, err error) {
	if lookup, err = readPlaces(tx); err != nil {
		return nil, nil, lookup, err
	}
	if cells, err = cellsInUse(tx); err != nil {
		return nil, nil, lookup, err
	}
	var power, mean float64
	if err := tx.Raw("SELECT deprivation_power FROM demand_settings").Scan(&power).Error; err != nil {
		return nil, nil, lookup, fmt.Errorf("read demand settings: %w", err)
	}
	scored := 0
	for _, c := range cells {
		if c.Score != nil {
			mean += *c.Score
			scored++
		}
	}
	mean /= max(1, float64(scored))
	weights = make([]float64, len(cells))
	for i, c := range cells {
		weights[i] = Weight(c.Children, deref(c.Score), c.Score != nil, mean, power)
	}
	return cells, weights, lookup, nil
}

// areasOf are the codes of the areas that a cell lies in, its own first. Middle areas are
// told by their names.
func (p places) areasOf(c cellRow, middle map[string]string) []string {
	codes := []string{c.Code, middle[p.middle[c.Code]], p.district[c.Code], p.postcodes[c.Code], c.AuthorityCode, regionOf()[c.AuthorityCode]}
	return slices.DeleteFunc(codes, func(code string) bool { return code == "" })
}

func deref(score *float64) float64 {
	if score == nil {
		return 0
	}
	return *score
}
