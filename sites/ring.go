package sites

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"homeground/geo"
)

// Ring is the circle of the given metres round a site's public position, measured on
// the national grid, to be drawn; nil when it has no position.
func Ring(ctx context.Context, db *gorm.DB, id int64, metres float64) (geo.Ring, error) {
	var ring geo.Ring
	err := db.WithContext(ctx).Raw(`
		SELECT ST_AsGeoJSON(ST_ExteriorRing(ST_Transform(ST_Buffer(public_position, ?, 32), 4326)), 5)::json->'coordinates'
		FROM sites WHERE id = ?`, metres, id).Row().Scan(&ring)
	if err != nil {
		return nil, fmt.Errorf("draw reach of site %d: %w", id, err)
	}
	return ring, nil
}

// RingRound is the circle of the given metres round a place on the national grid.
func RingRound(ctx context.Context, db *gorm.DB, easting, northing, metres float64) (geo.Ring, error) {
	var ring geo.Ring
	err := db.WithContext(ctx).Raw(`
		SELECT ST_AsGeoJSON(ST_ExteriorRing(ST_Transform(ST_Buffer(ST_SetSRID(ST_MakePoint(?, ?), 27700), ?, 32), 4326)), 5)::json->'coordinates'`,
		easting, northing, metres).Row().Scan(&ring)
	if err != nil {
		return nil, fmt.Errorf("draw the reach of a place: %w", err)
	}
	return ring, nil
}
