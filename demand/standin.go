package demand

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// unknownStandIn stands for a hidden count of which no published total tells anything: the
// middle of 1 to 5.
const unknownStandIn = (few + many) * 1000 / 2

// standIns are the thousandths of a child that stand for each hidden count, in the order
// of the counts; 0 for one that is shown. Of the published totals that a count is part of,
// next to it or further up, the smallest is taken; what is left of that, less all that is
// shown of it, is spread over the hidden ones by weight, exactly. Areas weigh what the
// estimate gives them, those not imported too; parts of a cohort weigh alike. Where no
// total is published a hidden total is the sum of its parts, and any other unknownStandIn.
//
// Only what is published goes in (Children nil: c), so nothing else can come out.
func standIns(counts []Count, areas Areas, weights map[string]float64) []int64 {
	s := &stands{counts: counts, weights: weights, relations: relations(counts, areas), up: make([][]int, len(counts)), down: make([][]int, len(counts)), shares: map[int]map[int]int64{}}
	for r, rel := range s.relations {
		s.down[rel.total] = append(s.down[rel.total], r)
		for _, p := range rel.parts {
			s.up[p] = append(s.up[p], r)
		}
	}
	list := make([]int64, len(counts))
	for i, c := range counts {
		if c.Children == nil {
			list[i] = s.of(i)
		}
	}
	return list
}

type stands struct {
	counts    []Count
	weights   map[string]float64
	relations []relation
	up, down  [][]int // of each cell: the relations it is a part, the total of
	shares    map[int]map[int]int64
}

func (s *stands) of(cell int) int64 {
	if c := s.counts[cell].Children; c != nil {
		return *c * 1000
	}
	if r, _ := s.smallest(cell, -1); r >= 0 {
		return s.share(r)[cell]
	}
	for _, r := range s.down[cell] {
		var sum int64
		for _, p := range s.relations[r].parts {
			sum += s.of(p)
		}
		return sum
	}
	return unknownStandIn
}

// smallest is the relation by which a cell is part of the smallest published total, all
// the way up in one field, or in any where field is -1; -1 if there is none.
func (s *stands) smallest(cell, field int) (best int, total int64) {
	best = -1
	for _, r := range s.up[cell] {
		rel := s.relations[r]
		if field >= 0 && rel.field != field {
			continue
		}
		var n int64
		if c := s.counts[rel.total].Children; c != nil {
			n = *c
		} else if above, m := s.smallest(rel.total, rel.field); above >= 0 {
			n = m
		} else {
			continue
		}
		if best < 0 || n < total {
			best, total = r, n
		}
	}
	return best, total
}

// share is what each hidden part of a relation gets of what is left of its total.
func (s *stands) share(r int) map[int]int64 {
	if done := s.shares[r]; done != nil {
		return done
	}
	rel, shares := s.relations[r], map[int]int64{}
	s.shares[r] = shares
	var left int64
	if c := s.counts[rel.total].Children; c != nil {
		left = *c * 1000
	} else if above, _ := s.smallest(rel.total, rel.field); above >= 0 {
		left = s.share(above)[rel.total]
	}
	var hidden []int
	var cells []Weighted
	for _, p := range rel.parts {
		least := s.least(p, rel.field)
		left -= least
		if s.counts[p].Children == nil {
			shares[p] = least
			hidden = append(hidden, p)
			cells = append(cells, Weighted{fmt.Sprintf("%08d", p), 1})
		}
	}
	if rel.field == 0 {
		cells = s.weigh(rel, hidden, cells)
	}
	for i, part := range Spread(left, cells) {
		if i < len(hidden) {
			shares[hidden[i]] += part
		}
	}
	return shares
}

// least is what a cell is at least by what is shown of its parts in a field.
func (s *stands) least(cell, field int) (most int64) {
	if c := s.counts[cell].Children; c != nil {
		return *c * 1000
	}
	for _, r := range s.down[cell] {
		if s.relations[r].field != field {
			continue
		}
		var sum int64
		for _, p := range s.relations[r].parts {
			sum += s.least(p, field)
		}
		most = max(most, sum)
	}
	return most
}

// weigh gives areas their weights and adds the areas of the total that nobody imported;
// where any has none they all weigh alike.
func (s *stands) weigh(rel relation, hidden []int, alike []Weighted) []Weighted {
	cells := make([]Weighted, len(hidden))
	for i, p := range hidden {
		w, ok := s.weights[s.counts[p].Area]
		if !ok {
			return alike
		}
		cells[i] = Weighted{alike[i].Code, w}
	}
	whole, ok := s.weights[s.counts[rel.total].Area]
	others := whole
	for _, p := range rel.parts {
		others -= s.weights[s.counts[p].Area]
	}
	if ok && others > whole*1e-6 {
		cells = append(cells, Weighted{"not imported", others})
	}
	return cells
}

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
		to, areas := from, Areas{Up: map[string]string{}}
		var counts []Count
		for ; to < len(rows) && rows[to].Period == rows[from].Period; to++ {
			r := rows[to]
			areas.Up[r.AreaCode] = r.PartOf
			counts = append(counts, Count{r.AreaCode, r.AgeBand, r.Need, r.Placement, r.Origin, r.Children, false})
		}
		for i, n := range standIns(counts, areas, weights) {
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
		if LevelOf(r.AreaCode) == levelMSOA {
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
	codes := []string{c.Code, middle[p.middle[c.Code]], p.district[c.Code], c.AuthorityCode, regionOf()[c.AuthorityCode]}
	return slices.DeleteFunc(codes, func(code string) bool { return code == "" })
}

func deref(score *float64) float64 {
	if score == nil {
		return 0
	}
	return *score
}
