package geo

import (
	"fmt"
	"math"

	"github.com/twpayne/go-geom"
)

// The limits of one shape from outside: its positions, the bytes it is written in, and
// how deep arrays and objects may lie in one another.
const (
	MaxPoints = 2_000_000
	maxBytes  = 64 << 20
	maxDepth  = 24
)

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
			return nil, errNoRing
		}
		for _, ring := range rings {
			if err := ringIsGood(ring, srid); err != nil {
				return nil, err
			}
		}
	}
	if tangled(pieces) {
		return nil, badShape("the geometry's rings cross over %d times, or are too long to be looked through", maxCrossings)
	}
	return NewMultiPolygon(pieces, srid), nil
}

const errNoRing = BadShape("the geometry is empty: a polygon without a ring of coordinates")

const errEmptyRing = BadShape("the geometry has an empty ring or line")

func ringIsGood(ring []float64, srid int) error {
	n := len(ring)
	if n == 0 {
		return errEmptyRing
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

// Outline builds an outline of pieces from a file whose rings may have shrunk to
// nothing when it was simplified: such rings are left out, and pieces with them.
func Outline(pieces [][][]float64, srid int) (*MultiPolygon, error) {
	var kept [][][]float64
	for _, rings := range pieces {
		var good [][]float64
		for i, ring := range rings {
			if len(ring) >= 8 {
				good = append(good, ring)
			} else if i == 0 {
				break
			}
		}
		if len(good) > 0 {
			kept = append(kept, good)
		}
	}
	return multiPolygon(kept, srid)
}

// OutlineOfRings builds an outline from rings of which it is not told which are holes:
// those that run clockwise are outsides, the others holes of the outside they lie in
// (the rule of shapefiles).
func OutlineOfRings(rings [][]float64, srid int) (*MultiPolygon, error) {
	var pieces [][][]float64
	var holes [][]float64
	for _, ring := range rings {
		if err := ringIsGood(ring, srid); err != nil {
			return nil, err
		}
		if area2(ring) <= 0 || len(rings) == 1 {
			pieces = append(pieces, [][]float64{ring})
		} else {
			holes = append(holes, ring)
		}
	}
	if len(pieces) == 0 { // every ring the wrong way round: take each for an outside
		for _, ring := range holes {
			pieces = append(pieces, [][]float64{ring})
		}
		holes = nil
	}
	if err := putHoles(pieces, holes); err != nil {
		return nil, err
	}
	return multiPolygon(pieces, srid)
}

// maxLooks is how many positions of outsides may be looked at to find where holes lie.
const maxLooks = 200_000_000

// putHoles adds each hole to the piece whose outside it lies in, to the first where
// it lies in none.
func putHoles(pieces [][][]float64, holes [][]float64) error {
	boxes := make([][4]float64, len(pieces))
	for i, piece := range pieces {
		boxes[i] = box(piece[0])
	}
	looks := 0
	for _, hole := range holes {
		home, inner := 0, box(hole)
		for i, outer := range boxes {
			if looks++; looks > maxLooks {
				return BadShape("the geometry has too many pieces and holes: the limit is about 10,000 of each")
			}
			if outer[0] > inner[0] || outer[1] > inner[1] || outer[2] < inner[2] || outer[3] < inner[3] {
				continue
			}
			looks += len(pieces[i][0]) / 2
			if ringHolds(pieces[i][0], hole[0], hole[1]) {
				home = i
				break
			}
		}
		pieces[home] = append(pieces[home], hole)
	}
	return nil
}

// area2 is twice the ring's signed area, above zero where it runs anticlockwise.
func area2(ring []float64) float64 {
	sum := 0.0
	for i := 0; i+3 < len(ring); i += 2 {
		sum += (ring[i]-ring[0])*(ring[i+3]-ring[1]) - (ring[i+2]-ring[0])*(ring[i+1]-ring[1])
	}
	return sum
}

func box(ring []float64) [4]float64 {
	b := [4]float64{ring[0], ring[1], ring[0], ring[1]}
	for i := 0; i+1 < len(ring); i += 2 {
		b = [4]float64{min(b[0], ring[i]), min(b[1], ring[i+1]), max(b[2], ring[i]), max(b[3], ring[i+1])}
	}
	return b
}

func ringHolds(ring []float64, x, y float64) bool {
	in := false
	for i := 0; i+3 < len(ring); i += 2 {
		ax, ay, bx, by := ring[i], ring[i+1], ring[i+2], ring[i+3]
		if (ay > y) != (by > y) && x < (bx-ax)*(y-ay)/(by-ay)+ax {
			in = !in
		}
	}
	return in
}

// PointOutside is a point from outside, its numbers checked.
func PointOutside(x, y float64, srid int) (Shape, error) { return point([]float64{x, y}, srid) }
