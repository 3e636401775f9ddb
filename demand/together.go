package demand

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// Together is what several sites reach: each cell counted once. All is what any reaches,
// Shared what more than one does; the rest is what one alone adds, so that All is Shared
// and every Alone, exactly.
type Together struct {
	All    Reached     `json:"all"`
	Shared Reached     `json:"shared" doc:"Reached by more than one of them"`
	Sites  []ReachedBy `json:"sites" doc:"In the order they were asked for"`
}

// ReachedBy is what one of several sites reaches.
type ReachedBy struct {
	ID      int64   `json:"id"`
	Reaches Reached `json:"reaches"`
	Alone   Reached `json:"alone" doc:"What none of the others reaches"`
}

// ReachTogether is what the sites reach within the given metres of their public
// positions, on the national grid.
func ReachTogether(ctx context.Context, db *gorm.DB, ids []int64, metres float64) (Together, error) {
	t := Together{Sites: make([]ReachedBy, len(ids))}
	var rows []struct {
		Site, Thousandths, AloneThousandths, SharedThousandths, AllThousandths int64
		Need, AloneNeed, SharedNeed, AllNeed                                   int64
		Cells, AloneCells, SharedCells, AllCells                               int
	}
	err := db.WithContext(ctx).Raw(`
		WITH reached AS MATERIALIZED (
		    SELECT s.id AS site, c.code, e.thousandths, e.need, count(*) OVER (PARTITION BY c.code) AS by
		    FROM sites s
		    JOIN demand_cells c ON ST_DWithin(c.centre, s.public_position, @metres)
		    JOIN demand_estimates e ON e.cell_code = c.code
		    WHERE s.id = ANY (CAST(@ids AS bigint[]))),
		every AS (
		    SELECT coalesce(sum(thousandths), 0) AS all_thousandths, coalesce(sum(need), 0) AS all_need, count(*) AS all_cells, coalesce(sum(need) FILTER (WHERE by > 1), 0) AS shared_need,
		           coalesce(sum(thousandths) FILTER (WHERE by > 1), 0) AS shared_thousandths, count(*) FILTER (WHERE by > 1) AS shared_cells
		    FROM (SELECT DISTINCT code, thousandths, need, by FROM reached) once)
		SELECT asked.id AS site, coalesce(sum(r.thousandths), 0) AS thousandths, coalesce(sum(r.need), 0) AS need, count(r.code) AS cells,
		       coalesce(sum(r.thousandths) FILTER (WHERE by = 1), 0) AS alone_thousandths, coalesce(sum(r.need) FILTER (WHERE by = 1), 0) AS alone_need, count(r.code) FILTER (WHERE by = 1) AS alone_cells,
		       every.*
		FROM unnest(CAST(@ids AS bigint[])) WITH ORDINALITY AS asked (id, n) LEFT JOIN reached r ON r.site = asked.id CROSS JOIN every
		GROUP BY asked.id, asked.n, every.all_thousandths, every.all_need, every.all_cells, every.shared_thousandths, every.shared_need, every.shared_cells ORDER BY asked.n`,
		map[string]any{"ids": "{" + strings.Trim(strings.Join(strings.Fields(fmt.Sprint(ids)), ","), "[]") + "}", "metres": metres}).Scan(&rows).Error
	if err != nil {
		return t, fmt.Errorf("sum the need that %d sites reach: %w", len(ids), err)
	}
	for i, r := range rows {
		t.All, t.Shared = Reached{r.AllThousandths, children(r.AllNeed), r.AllCells}, Reached{r.SharedThousandths, children(r.SharedNeed), r.SharedCells}
		t.Sites[i] = ReachedBy{r.Site, Reached{r.Thousandths, children(r.Need), r.Cells}, Reached{r.AloneThousandths, children(r.AloneNeed), r.AloneCells}}
	}
	return t, nil
}

// ReachOf is the estimated need within the given metres of a place on the national grid.
func ReachOf(ctx context.Context, db *gorm.DB, easting, northing, metres float64) (Reached, error) {
	var p Reached
	err := db.WithContext(ctx).Raw(`
		SELECT coalesce(sum(e.thousandths), 0) AS children_thousandths, count(*) AS cells,
		       round(coalesce(sum(e.need), 0) / 10000000.0, 1) AS need_home
		FROM demand_cells c JOIN demand_estimates e ON e.cell_code = c.code
		WHERE ST_DWithin(c.centre, ST_SetSRID(ST_MakePoint(?, ?), 27700), ?)`, easting, northing, metres).Scan(&p).Error
	if err != nil {
		return p, fmt.Errorf("sum the need round a place: %w", err)
	}
	return p, nil
}
