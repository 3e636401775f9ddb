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

//go:embed hexagons_tile.sql
var hexagonsTileSQL string

// CellsTile is the vector tile of the small areas in use: code, rate (children needing
// a home in ten thousand living there), unmet (those of them whom no open home covers),
// the step of each from 1 to 5, and class. A cell without an outline is a point.
func CellsTile(ctx context.Context, db *gorm.DB, c *Coverage, z, x, y int) ([]byte, error) {
	codes, unmet := c.Unmet()
	return drawTile(ctx, db, "cells", cellsTileSQL, map[string]any{"codes": codes, "unmet": unmet, "z": z, "x": x, "y": y})
}

// HotspotsTile is the vector tile of the hot-spots merged by class.
func HotspotsTile(ctx context.Context, db *gorm.DB, z, x, y int) ([]byte, error) {
	return drawTile(ctx, db, "hotspots", hotspotsTileSQL, map[string]any{"z": z, "x": x, "y": y})
}

// HexagonsTile is the vector tile of the hexagons of one size: code, rate and step like
// the small areas', need (children needing a home) and class.
func HexagonsTile(ctx context.Context, db *gorm.DB, metres, z, x, y int) ([]byte, error) {
	return drawTile(ctx, db, "hexagons", hexagonsTileSQL, map[string]any{"metres": metres, "z": z, "x": x, "y": y})
}

func drawTile(ctx context.Context, db *gorm.DB, layer, sql string, args map[string]any) ([]byte, error) {
	var tile []byte
	if err := db.WithContext(ctx).Raw(sql, args).Row().Scan(&tile); err != nil {
		return nil, fmt.Errorf("draw %s tile %v/%v/%v: %w", layer, args["z"], args["x"], args["y"], err)
	}
	return tile, nil
}
