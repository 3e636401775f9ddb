package demand

import (
	"context"
	_ "embed"
	"fmt"

	"gorm.io/gorm"
)

//go:embed cells_tile.sql
var cellsTileSQL string

//go:embed hotspots_tile.sql
var hotspotsTileSQL string

// CellsTile is the vector tile of the small areas in use: code, rate (children needing
// a home in ten thousand living there), its step from 1 to 5, and class. A cell
// without an outline is a point.
func CellsTile(ctx context.Context, db *gorm.DB, z, x, y int) ([]byte, error) {
	return drawTile(ctx, db, "cells", cellsTileSQL, z, x, y)
}

// HotspotsTile is the vector tile of the hot-spots merged by class.
func HotspotsTile(ctx context.Context, db *gorm.DB, z, x, y int) ([]byte, error) {
	return drawTile(ctx, db, "hotspots", hotspotsTileSQL, z, x, y)
}

func drawTile(ctx context.Context, db *gorm.DB, layer, sql string, z, x, y int) ([]byte, error) {
	var tile []byte
	if err := db.WithContext(ctx).Raw(sql, map[string]any{"z": z, "x": x, "y": y}).Row().Scan(&tile); err != nil {
		return nil, fmt.Errorf("draw %s tile %d/%d/%d: %w", layer, z, x, y, err)
	}
	return tile, nil
}
