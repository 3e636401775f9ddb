package demand

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"gorm.io/gorm"

	"homeground/internal/values"
)

//go:embed assign.sql
var assignSQL string

//go:embed scores.sql
var scoresSQL string

//go:embed totals.sql
var totalsSQL string

//go:embed areas.sql
var areasSQL string

// Recompute makes everything that follows from what was imported, in tx: which
// authority each cell is in, its deprivation score, the estimates, the hot-spots and
// the revision. What comes out depends on the tables alone, not on the order in which
// files came in. Others wait until tx ends.
func Recompute(ctx context.Context, tx *gorm.DB) error {
	tx = tx.WithContext(ctx)
	if err := lockSettings(tx); err != nil {
		return err
	}
	// The tables were filled a moment ago, maybe by tx itself: without fresh statistics
	// the planner takes them for empty and loops where it should hash, 90 s for 1.
	if err := tx.Exec("SELECT count_need()").Error; err != nil {
		return fmt.Errorf("count what was imported: %w", err)
	}
	today := map[string]any{"today": values.Today(time.Now())}
	if err := tx.Exec(assignSQL, today).Error; err != nil {
		return fmt.Errorf("assign cells to authorities: %w", err)
	}
	if err := tx.Exec(scoresSQL).Error; err != nil {
		return fmt.Errorf("fill in deprivation scores: %w", err)
	}
	return estimate(tx)
}

// lockSettings makes one recomputing at a time wait for another.
func lockSettings(tx *gorm.DB) error {
	if err := tx.Exec("SELECT FROM demand_settings FOR UPDATE").Error; err != nil {
		return fmt.Errorf("lock demand settings: %w", err)
	}
	return nil
}

// cellRow is a cell as the estimate needs it.
type cellRow struct {
	Code          string
	AuthorityCode string
	Children      int
	Score         *float64
	X, Y          *float64
}

// totalRow is an authority's published count, its own or one it took over.
type totalRow struct {
	Code     string
	Children int64
	OnDay    values.Date
}

// estimate spreads the published counts over the cells in use, finds the hot-spots
// among them and writes both.
func estimate(tx *gorm.DB) error {
	var settings struct{ DeprivationPower, BandMetres float64 }
	if err := tx.Raw("SELECT deprivation_power, coalesce(band_metres, 0) AS band_metres FROM demand_settings").Scan(&settings).Error; err != nil {
		return fmt.Errorf("read demand settings: %w", err)
	}
	cells, err := cellsInUse(tx)
	if err != nil {
		return err
	}
	var totals []totalRow
	if err := tx.Raw(totalsSQL, map[string]any{"today": values.Today(time.Now())}).Scan(&totals).Error; err != nil {
		return fmt.Errorf("read published counts: %w", err)
	}
	cells, thousandths, newest := spreadAll(cells, totals, settings.DeprivationPower)
	band, readings := readAll(cells, thousandths, settings.BandMetres)
	if err := writeEstimates(tx, cells, thousandths, readings); err != nil {
		return err
	}
	return tx.Exec("UPDATE demand_settings SET estimated_band = @band, estimated_day = @day, revision = revision + 1",
		map[string]any{"band": band, "day": newest}).Error
}

// cellsInUse are the cells of the members' authorities, of all where there are no
// members: those imported where any of an authority's has children and a place, else
// its settlements.
func cellsInUse(tx *gorm.DB) ([]cellRow, error) {
	var cells []cellRow
	err := tx.Raw(`
		WITH wanted AS (
		    SELECT code FROM authorities WHERE hub_id IS NOT NULL OR NOT EXISTS (SELECT FROM authorities WHERE hub_id IS NOT NULL)
		), imported AS (
		    SELECT DISTINCT authority_code FROM demand_cells WHERE kind = 'lsoa21' AND children > 0 AND centre IS NOT NULL
		)
		SELECT c.code, c.authority_code, coalesce(c.children, 0) AS children, c.score, ST_X(c.centre) AS x, ST_Y(c.centre) AS y
		FROM demand_cells c JOIN wanted ON wanted.code = c.authority_code LEFT JOIN imported USING (authority_code)
		WHERE (c.kind = 'lsoa21') = (imported.authority_code IS NOT NULL)
		ORDER BY c.code`).Scan(&cells).Error
	if err != nil {
		return nil, fmt.Errorf("read demand cells: %w", err)
	}
	return cells, nil
}

// spreadAll spreads each authority's count over its cells. Cells of an authority
// without a count have no estimate and are left out.
func spreadAll(cells []cellRow, totals []totalRow, power float64) (used []cellRow, thousandths []int64, newest values.Date) {
	mean, scored := 0.0, 0
	of := map[string][]cellRow{}
	for _, c := range cells {
		if c.Score != nil {
			mean += *c.Score
			scored++
		}
		of[c.AuthorityCode] = append(of[c.AuthorityCode], c)
	}
	mean /= max(1, float64(scored))
	for _, t := range totals {
		group := of[t.Code]
		if len(group) == 0 {
			continue
		}
		weighted := make([]Weighted, len(group))
		for i, c := range group {
			score, ok := 0.0, c.Score != nil
			if ok {
				score = *c.Score
			}
			weighted[i] = Weighted{c.Code, Weight(c.Children, score, ok, mean, power)}
		}
		used = append(used, group...)
		thousandths = append(thousandths, Spread(t.Children*1000, weighted)...)
		if newest.Before(t.OnDay) {
			newest = t.OnDay
		}
	}
	return used, thousandths, newest
}

// readAll is the band and each cell's reading; a cell without a place has none.
func readAll(cells []cellRow, thousandths []int64, wanted float64) (band *float64, readings []Reading) {
	var points []Point
	var at []int
	readings = make([]Reading, len(cells))
	for i, c := range cells {
		readings[i].Class = None
		if c.X != nil {
			points = append(points, Point{*c.X, *c.Y, float64(thousandths[i])})
			at = append(at, i)
		}
	}
	if len(points) == 0 {
		return nil, readings
	}
	if wanted == 0 {
		wanted = SuggestBand(points)
	}
	for i, r := range HotSpots(points, wanted) {
		readings[at[i]] = r
	}
	return &wanted, readings
}

func writeEstimates(tx *gorm.DB, cells []cellRow, thousandths []int64, readings []Reading) error {
	codes, classes := make(column[string], len(cells)), make(column[string], len(cells))
	zs, ps := make(column[*float64], len(cells)), make(column[*float64], len(cells))
	for i, r := range readings {
		codes[i], classes[i] = cells[i].Code, string(r.Class)
		if r.Defined {
			zs[i], ps[i] = &readings[i].Z, &readings[i].P
		}
	}
	if err := tx.Exec("DELETE FROM demand_estimates").Error; err != nil {
		return fmt.Errorf("clear estimates: %w", err)
	}
	err := tx.Exec(`
		INSERT INTO demand_estimates (cell_code, thousandths, gi_z, p, class)
		SELECT * FROM unnest(CAST(@codes AS text[]), CAST(@thousandths AS bigint[]), CAST(@zs AS float8[]), CAST(@ps AS float8[]), CAST(@classes AS text[]))`,
		map[string]any{"codes": codes, "thousandths": column[int64](thousandths), "zs": zs, "ps": ps, "classes": classes}).Error
	if err != nil {
		return fmt.Errorf("write estimates: %w", err)
	}
	if err := tx.Exec(areasSQL).Error; err != nil {
		return fmt.Errorf("merge hot-spots: %w", err)
	}
	return nil
}
