package demand

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
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
	if err := tx.Exec("DELETE FROM hotspot_areas").Error; err != nil { // outlines may be new
		return fmt.Errorf("clear hot-spots: %w", err)
	}
	return estimate(tx)
}

// Renew works everything out again where an earlier version of the program did, which
// made no hexagons and no figures of other days, knew no postcode districts, and kept no
// share of each authority.
func Renew(ctx context.Context, tx *gorm.DB) error {
	var unplaced bool
	err := tx.WithContext(ctx).Raw(`SELECT EXISTS (SELECT FROM gazetteer_postcodes) AND EXISTS (SELECT FROM demand_cells)
		AND NOT EXISTS (SELECT FROM demand_cells WHERE postcode_district IS NOT NULL)`).Scan(&unplaced).Error
	if err != nil {
		return fmt.Errorf("look for postcode districts: %w", err)
	}
	if unplaced {
		if err := placeInPostcodeDistricts(ctx, tx); err != nil {
			return err
		}
	}
	var lacking bool
	err = tx.WithContext(ctx).Raw(`SELECT EXISTS (SELECT FROM demand_estimates JOIN demand_cells ON code = cell_code WHERE centre IS NOT NULL)
		AND NOT EXISTS (SELECT FROM hexagons)`).Scan(&lacking).Error
	if err != nil {
		return fmt.Errorf("look for hexagons: %w", err)
	}
	if !lacking {
		return renewShares(ctx, tx)
	}
	return Recompute(ctx, tx)
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
	Name          string
	AuthorityCode string
	Children      int
	Score         *float64
	X, Y          *float64
}

// totalRow is an authority's published count of a day, its own or one it took over, in
// thousandths; of all children or of a cohort. A projection is one of a later day.
type totalRow struct {
	Code        string
	Thousandths int64
	OnDay       values.Date
	Cohort      `gorm:"embedded"`
	Source      string
	Suppressed  bool // of a placement: there is a mark in place of a number
	Partial     bool // a part of the authority's area is not known: never taken for a total
}

// The kinds of totals there are.
const ofAll, ofCohorts, ofPlacements, ofProjections = "all", "cohorts", "placements", "projections"

// readTotals are the totals of a kind of the living authorities, the newest day first.
// Those by placement say what was suppressed, and of which a part is not known; of the
// others only whole numbers are given.
func readTotals(tx *gorm.DB, kind string) (totals []totalRow, err error) {
	var published []totalRow
	if err = tx.Raw(totalsSQL, map[string]any{"of": kind}).Scan(&published).Error; err != nil {
		return nil, fmt.Errorf("read published totals: %w", err)
	}
	line, err := readLineage(tx, values.Today(time.Now()))
	if err != nil {
		return nil, err
	}
	totals = line.totals(published)
	if kind != ofPlacements {
		totals = slices.DeleteFunc(totals, func(t totalRow) bool { return t.Suppressed || t.Partial })
	}
	return totals, nil
}

// assumptions are the settings that need and hot-spots are worked out under; no band is 0.
type assumptions struct {
	DeprivationPower              float64
	Measure                       Measure
	BandMetres, HexagonBandMetres float64
	GrowthBp                      *int
	GrowthYears                   int
	HomeShareBp                   int64
	HomeShareFrom                 string

	used map[int]float64 // where other figures have set the bands: by size of hexagons, 0 of cells
}

// band is the one wanted among hexagons of a size, 0 for cells; 0 where one is suggested.
func (a assumptions) band(metres int) float64 {
	switch {
	case a.used != nil:
		return a.used[metres]
	case metres == 0:
		return a.BandMetres
	}
	return a.HexagonBandMetres
}

func readAssumptions(tx *gorm.DB) (set assumptions, err error) {
	err = tx.Raw(`SELECT deprivation_power, measure, coalesce(band_metres, 0) AS band_metres, coalesce(hexagon_band_metres, 0) AS hexagon_band_metres,
		growth_bp, growth_years, home_share_bp, home_share_from FROM demand_settings`).Scan(&set).Error
	if err != nil {
		err = fmt.Errorf("read demand settings: %w", err)
	}
	return set, err
}

// imported is what figures are made of.
type imported struct {
	set                             assumptions
	cells                           []cellRow
	totals, projections, placements []totalRow
}

func readImported(tx *gorm.DB) (in imported, err error) {
	if in.set, err = readAssumptions(tx); err != nil {
		return in, err
	}
	if in.cells, err = cellsInUse(tx); err != nil {
		return in, err
	}
	if in.totals, err = readTotals(tx, ofAll); err != nil {
		return in, err
	}
	if in.projections, err = readTotals(tx, ofProjections); err != nil {
		return in, err
	}
	in.placements, err = readTotals(tx, ofPlacements)
	return in, err
}

// shares are who needs a home by what was imported, by authority.
func (in imported) shares() map[string]homeShare {
	return homeShares(authoritiesOf(in.cells), in.placements, in.totals, in.set)
}

// estimate spreads the published counts over the cells in use, finds the hot-spots
// among them and among hexagons, does the same for other days, and writes it all.
func estimate(tx *gorm.DB) error {
	in, err := readImported(tx)
	if err != nil {
		return err
	}
	ground, day := workOut(in.cells, in.totals, in.projections, in.set)
	shares := in.shares()
	ground.takeShare(func(authority string) int64 { return shares[authority].ShareBp })
	if err := writeShares(tx, shares); err != nil {
		return err
	}
	if err := ground.write(tx); err != nil {
		return err
	}
	return tx.Exec("UPDATE demand_settings SET estimated_band = @band, estimated_day = @day, revision = revision + 1",
		map[string]any{"band": ground.band, "day": day}).Error
}

// workOut makes all figures of totals: the newest, and those of other days. Cells of an
// authority without a total are left out.
func workOut(cells []cellRow, totals, projections []totalRow, set assumptions) (ground survey, day values.Date) {
	now := newest(totals)
	cells, thousandths, day := inUse(cells, now, set.DeprivationPower)
	ground = surveyOf(cells, thousandths, set)
	ground.addDays(otherDays(cells, totals, now, projections, day, set))
	return ground, day
}

// newest are the newest totals of each authority. Totals come the newest first.
func newest(totals []totalRow) (list []totalRow) {
	seen := map[string]bool{}
	for _, t := range totals {
		if !seen[t.Code] {
			list = append(list, t)
		}
		seen[t.Code] = true
	}
	return list
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
		SELECT c.code, c.name, c.authority_code, coalesce(c.children, 0) AS children, c.score, ST_X(c.centre) AS x, ST_Y(c.centre) AS y
		FROM demand_cells c JOIN wanted ON wanted.code = c.authority_code LEFT JOIN imported USING (authority_code)
		WHERE (c.kind = 'lsoa21') = (imported.authority_code IS NOT NULL)
		ORDER BY c.code`).Scan(&cells).Error
	if err != nil {
		return nil, fmt.Errorf("read demand cells: %w", err)
	}
	return cells, nil
}

// noFigure stands where a cell's authority has no count.
const noFigure = -1

// inUse are the cells of authorities that have a count, with what each gets of it, and
// the newest day of a count. Others have no estimate and are left out.
func inUse(cells []cellRow, totals []totalRow, power float64) (used []cellRow, thousandths []int64, newest values.Date) {
	counted := map[string]bool{}
	for i, t := range spreadAll(cells, totals, power) {
		if t != noFigure {
			used, thousandths = append(used, cells[i]), append(thousandths, t)
			counted[cells[i].AuthorityCode] = true
		}
	}
	for _, t := range totals {
		if counted[t.Code] && newest.Before(t.OnDay) {
			newest = t.OnDay
		}
	}
	return used, thousandths, newest
}

// spreadAll spreads each authority's count over its cells, in the cells' order.
func spreadAll(cells []cellRow, totals []totalRow, power float64) []int64 {
	mean, scored := 0.0, 0
	of := map[string][]int{}
	for i, c := range cells {
		if c.Score != nil {
			mean += *c.Score
			scored++
		}
		of[c.AuthorityCode] = append(of[c.AuthorityCode], i)
	}
	mean /= max(1, float64(scored))
	thousandths := slices.Repeat([]int64{noFigure}, len(cells))
	for _, t := range totals {
		group := of[t.Code]
		weighted := make([]values.Weighted, len(group))
		for n, i := range group {
			score, ok := 0.0, cells[i].Score != nil
			if ok {
				score = *cells[i].Score
			}
			weighted[n] = values.Weighted{Code: cells[i].Code, Weight: Weight(cells[i].Children, score, ok, mean, power)}
		}
		for n, part := range values.Spread(t.Thousandths, weighted) {
			thousandths[group[n]] = part
		}
	}
	return thousandths
}
