package demand

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// TwentyMiles is the measure of a placement near home, in metres.
const TwentyMiles = 32186.88

// Reached is the need within a distance of a site.
type Reached struct {
	ChildrenThousandths int64   `json:"children_thousandths" doc:"Looked-after children, estimated, in thousandths"`
	NeedHome            float64 `json:"need_home" doc:"Of these, children who need a place in a home, by the share of each authority"`
	Cells               int     `json:"cells"`
}

// ReachedFrom is what lies within a distance of a site, and of where: its public position.
type ReachedFrom struct {
	Reached
	Easting, Northing float64
}

// Reach is the estimated need within the given metres of a site's public position, on
// the national grid: the cells whose centre is no farther. Of a site without a
// position it is nothing.
func Reach(ctx context.Context, db *gorm.DB, site int64, metres float64) (ReachedFrom, error) {
	var r ReachedFrom
	err := db.WithContext(ctx).Raw(`
		SELECT coalesce(sum(e.thousandths), 0) AS children_thousandths, count(*) AS cells,
		       coalesce(min(ST_X(s.public_position)), 0) AS easting, coalesce(min(ST_Y(s.public_position)), 0) AS northing,
		       coalesce(sum(e.need), 0) / 10000000.0 AS need_home
		FROM sites s
		JOIN demand_cells c ON ST_DWithin(c.centre, s.public_position, @metres)
		JOIN demand_estimates e ON e.cell_code = c.code
		WHERE s.id = @site`, map[string]any{"metres": metres, "site": site}).Scan(&r).Error
	if err != nil {
		return r, fmt.Errorf("sum need within %v m of site %d: %w", metres, site, err)
	}
	return r, nil
}
