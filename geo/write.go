package geo

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/wkb"
)

// This file is how shapes leave: as GeoJSON, and as the binary of a GeoPackage.

// Bounds is the box round shapes; it holds none while Some is false.
type Bounds struct {
	West, South, East, North float64
	Some                     bool
}

// Add widens the box to hold s too.
func (b *Bounds) Add(s Shape) {
	flat, step := s.FlatCoords(), s.Stride()
	for i := 0; i+1 < len(flat); i += step {
		x, y := flat[i], flat[i+1]
		if !b.Some {
			*b = Bounds{x, y, x, y, true}
			continue
		}
		b.West, b.East = min(b.West, x), max(b.East, x)
		b.South, b.North = min(b.South, y), max(b.North, y)
	}
}

// KindOf is what SQL calls the shape: POINT, POLYGON, MULTIPOLYGON.
func KindOf(s Shape) string {
	name := strings.TrimPrefix(fmt.Sprintf("%T", s), "*geom.")
	return strings.ToUpper(name)
}

// GeoPackageBlob is the shape as a GeoPackage keeps it (OGC 12-128r17, clause 2.1.3):
// flags, SRID and the box round it, then well-known binary, all with the low byte first.
func GeoPackageBlob(s Shape) ([]byte, error) {
	var b Bounds
	b.Add(s)
	if !b.Some {
		return nil, fmt.Errorf("write a shape without coordinates")
	}
	out := binary.LittleEndian.AppendUint32([]byte{'G', 'P', 0, 0b0000_0011}, uint32(s.SRID()))
	for _, v := range []float64{b.West, b.East, b.South, b.North} {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
	}
	body, err := wkb.Marshal(s, wkb.NDR)
	return append(out, body...), err
}

// decimals of a degree are kept where a shape is written: 11 cm.
const decimals = 1e6

// AppendGeoJSON writes the shape, which is in WGS 84, as a GeoJSON geometry; null where
// there is none.
func AppendGeoJSON(b []byte, s Shape) ([]byte, error) {
	if s != nil && s.SRID() != WGS84 {
		return b, fmt.Errorf("write EPSG:%d as GeoJSON, which is in %d", s.SRID(), WGS84)
	}
	switch v := s.(type) {
	case nil:
		return append(b, "null"...), nil
	case *geom.Point:
		b = append(b, `{"type":"Point","coordinates":`...)
		return append(appendPosition(b, v.FlatCoords()), '}'), nil
	case *geom.Polygon:
		b = append(b, `{"type":"Polygon","coordinates":`...)
		return append(appendRings(b, v.FlatCoords(), 0, v.Ends(), v.Stride()), '}'), nil
	case *geom.MultiPolygon:
		b = append(b, `{"type":"MultiPolygon","coordinates":[`...)
		from := 0
		for i, ends := range v.Endss() {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendRings(b, v.FlatCoords(), from, ends, v.Stride())
			from = ends[len(ends)-1]
		}
		return append(b, ']', '}'), nil
	}
	return b, fmt.Errorf("write %T as GeoJSON", s)
}

func appendRings(b []byte, flat []float64, from int, ends []int, step int) []byte {
	b = append(b, '[')
	for i, end := range ends {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for at := from; at < end; at += step {
			if at > from {
				b = append(b, ',')
			}
			b = appendPosition(b, flat[at:at+2])
		}
		b = append(b, ']')
		from = end
	}
	return append(b, ']')
}

func appendPosition(b []byte, at []float64) []byte {
	b = append(b, '[')
	b = strconv.AppendFloat(b, math.Round(at[0]*decimals)/decimals, 'f', -1, 64)
	b = append(b, ',')
	b = strconv.AppendFloat(b, math.Round(at[1]*decimals)/decimals, 'f', -1, 64)
	return append(b, ']')
}
