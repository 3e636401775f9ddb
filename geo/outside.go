package geo

import (
	"fmt"
	"math"

	"github.com/twpayne/go-geom"
)

// MaxPoints is the most positions one shape from outside may have.
const MaxPoints = 2_000_000

// BadShape is a geometry that cannot be taken; its text is a plain sentence for the
// file's maker.
type BadShape string

func (b BadShape) Error() string { return string(b) }

func badShape(format string, args ...any) error { return BadShape(fmt.Sprintf(format, args...)) }

// point, polygon and multiPolygon build shapes from outside: every coordinate is
// checked to be a number in the range of its system, every ring to be closed.

func point(flat []float64, srid int) (Shape, error) {
	if len(flat) != 2 {
		return nil, BadShape("the geometry has no coordinates: a point needs two")
	}
	if err := inRange(flat, srid); err != nil {
		return nil, err
	}
	return NewPoint(flat[0], flat[1], srid), nil
}

func polygon(rings [][]float64, srid int) (Shape, error) {
	m, err := multiPolygon([][][]float64{rings}, srid)
	if err != nil {
		return nil, err
	}
	return geom.NewPolygonFlat(geom.XY, m.FlatCoords(), m.Endss()[0]).SetSRID(srid), nil
}

func multiPolygon(pieces [][][]float64, srid int) (*MultiPolygon, error) {
	if len(pieces) == 0 {
		return nil, BadShape("the geometry is empty: it has no coordinates")
	}
	for _, rings := range pieces {
		if len(rings) == 0 {
			return nil, BadShape("the geometry is empty: a polygon without a ring of coordinates")
		}
		for _, ring := range rings {
			if err := ringIsGood(ring, srid); err != nil {
				return nil, err
			}
		}
	}
	return NewMultiPolygon(pieces, srid), nil
}

func ringIsGood(ring []float64, srid int) error {
	n := len(ring)
	if n == 0 {
		return BadShape("the geometry has an empty ring")
	}
	if err := inRange(ring, srid); err != nil {
		return err
	}
	if ring[0] != ring[n-2] || ring[1] != ring[n-1] {
		return BadShape("the geometry has a ring that is not closed: its last position must be its first")
	}
	if n < 8 {
		return badShape("the geometry has a ring of %d positions: a closed ring needs at least 4", n/2)
	}
	return nil
}

// inRange refuses numbers no position can have in the given system.
func inRange(flat []float64, srid int) error {
	for i, v := range flat {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return BadShape("the geometry has a coordinate that is not a finite number")
		}
		switch {
		case srid == WGS84 && (i%2 == 0 && math.Abs(v) > 180 || i%2 == 1 && math.Abs(v) > 90):
			return BadShape("the geometry has a coordinate outside the range of longitude and latitude (EPSG:4326)")
		case srid == NationalGrid && math.Abs(v) > 2_000_000:
			return BadShape("the geometry has a coordinate outside the range of the British National Grid (EPSG:27700)")
		}
	}
	return nil
}
