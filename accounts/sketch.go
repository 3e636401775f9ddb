package accounts

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// Sketch is the region's outlines as a small drawing has them: on the national grid in
// units of 100 metres, north up, so that the second coordinate is the northing below zero.
type Sketch struct {
	Authorities []Outline
	Hubs        []Outline
	Approximate bool // some outline is for drawing only
}

// Outline is one area of a sketch.
type Outline struct {
	Name         string
	Hub          string
	Path         string  // as SVG writes one
	Left, Top    float64 // of the box round it
	Right, Below float64
	X, Y         float64 // where its name may stand
	Approximate  bool
}

// sketchStep is the grid that corners are moved to, in metres: what two authorities share
// stays shared, and a line is a millimetre's fraction off on a page.
const sketchStep = 400

// ReadSketch draws the region as it is now; without any outlines it is empty.
func ReadSketch(ctx context.Context, db *gorm.DB) (Sketch, error) {
	const shapes = `
		WITH region AS (
		    SELECT a.name, h.name AS hub, ar.approximate,
		           ST_Scale(ST_CollectionExtract(ST_MakeValid(ST_SnapToGrid(ar.outline_27700, @step)), 3), 0.01, 0.01) AS shape
		    FROM authorities a JOIN hubs h ON h.id = a.hub_id JOIN areas ar ON ar.level = 'utla' AND ar.code = a.code),
		drawn AS (`
	const outlines = `)
		SELECT name, hub, approximate, ST_AsSVG(shape, 0, 0) AS path, ST_XMin(shape) AS left, -ST_YMax(shape) AS top, ST_XMax(shape) AS right, -ST_YMin(shape) AS below,
		       ST_X(ST_PointOnSurface(shape)) AS x, -ST_Y(ST_PointOnSurface(shape)) AS y
		FROM drawn WHERE NOT ST_IsEmpty(shape) ORDER BY hub, name`
	var s Sketch
	step := map[string]any{"step": sketchStep}
	err := db.WithContext(ctx).Raw(shapes+`SELECT * FROM region`+outlines, step).Scan(&s.Authorities).Error
	if err == nil {
		err = db.WithContext(ctx).Raw(shapes+`SELECT hub AS name, hub, bool_or(approximate) AS approximate, ST_Union(shape) AS shape FROM region GROUP BY hub`+outlines, step).Scan(&s.Hubs).Error
	}
	if err != nil {
		return s, fmt.Errorf("sketch the region: %w", err)
	}
	for _, h := range s.Hubs {
		s.Approximate = s.Approximate || h.Approximate
	}
	return s, nil
}
