package accounts

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// AuthoritiesTile is the vector tile of the region's outlines: code, name, hub, approximate.
func AuthoritiesTile(ctx context.Context, db *gorm.DB, z, x, y int) ([]byte, error) {
	var tile []byte
	err := db.WithContext(ctx).Raw(`
		SELECT ST_AsMVT(t, 'authorities', 4096, 'shape') FROM (
		    SELECT a.code, a.name, h.name AS hub, ar.approximate,
		           ST_AsMVTGeom(ST_SimplifyPreserveTopology(ar.outline_3857, 20000000 / power(2, @z + 9)),
		                        ST_TileEnvelope(@z, @x, @y), 4096, 64) AS shape
		    FROM authorities a
		    JOIN hubs h ON h.id = a.hub_id
		    JOIN areas ar ON ar.level = 'utla' AND ar.code = a.code
		    WHERE ar.outline_3857 && ST_TileEnvelope(@z, @x, @y, margin => 0.015625)) t
		WHERE shape IS NOT NULL`, map[string]any{"z": z, "x": x, "y": y}).Row().Scan(&tile)
	if err != nil {
		return nil, fmt.Errorf("draw authorities tile %d/%d/%d: %w", z, x, y, err)
	}
	return tile, nil
}
