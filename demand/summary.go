package demand

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/internal/values"
)

// Overview is need as a whole.
type Overview struct {
	Children         float64       `json:"children" doc:"Children looked after, as published, in the authorities that have small areas"`
	ChildrenDay      values.Date   `json:"children_day,omitzero" format:"date" doc:"The day of the newest of these counts"`
	HomeSharePercent float64       `json:"home_share_percent" doc:"Of these, how many in a hundred are taken to need a home"`
	NeedHome         float64       `json:"need_home"`
	Cells            int           `json:"cells" doc:"Small areas that need is estimated for"`
	CellKind         string        `json:"cell_kind,omitempty" enum:"settlement,lsoa21,mixed"`
	Measure          Measure       `json:"measure" enum:"count,rate" doc:"What the hot-spots are of: the estimated children, or their smoothed rate among the children living there"`
	BandMetres       float64       `json:"band_metres,omitempty" doc:"The distance the hot-spots were found with"`
	Classes          map[Class]int `json:"classes" gorm:"-" doc:"Small areas in each class; the classes say where the estimate concentrates"`
	Revision         int64         `json:"revision" doc:"Goes up whenever estimates or outlines change"`
}

// Summary is need as a whole, and how many cells are in each class.
func Summary(ctx context.Context, db *gorm.DB) (Overview, error) {
	var o Overview
	db = db.WithContext(ctx)
	err := db.Raw(`
		SELECT round(coalesce(e.thousandths, 0) / 1000.0, 3) AS children, s.estimated_day AS children_day, coalesce(round(e.need / nullif(e.thousandths, 0) / 100, 2), s.home_share_bp / 100.0) AS home_share_percent,
		       round(coalesce(e.need, 0) / 10000000.0, 1) AS need_home, coalesce(e.cells, 0) AS cells,
		       coalesce(e.kind, '') AS cell_kind, s.measure, coalesce(s.estimated_band, 0) AS band_metres, s.revision
		FROM demand_settings s
		CROSS JOIN (SELECT sum(e.thousandths) AS thousandths, sum(e.need) AS need, count(*) AS cells,
		                   CASE WHEN min(c.kind) = max(c.kind) THEN min(c.kind) WHEN count(*) > 0 THEN 'mixed' END AS kind
		            FROM demand_estimates e JOIN demand_cells c ON c.code = e.cell_code) e`).Scan(&o).Error
	if err != nil {
		return o, fmt.Errorf("sum up demand: %w", err)
	}
	var counts []struct {
		Class Class
		Cells int
	}
	if err := db.Raw("SELECT class, count(*) AS cells FROM demand_estimates GROUP BY class").Scan(&counts).Error; err != nil {
		return o, fmt.Errorf("count classes: %w", err)
	}
	o.Classes = map[Class]int{}
	for _, class := range Classes {
		o.Classes[class] = 0
	}
	for _, c := range counts {
		o.Classes[c.Class] = c.Cells
	}
	return o, nil
}
