package geo

import (
	"fmt"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"
	"github.com/twpayne/go-geom/encoding/ewkbhex"
)

// Hex is the shape as hexadecimal EWKB, SRID included: what PostGIS takes as text.
func Hex(s geom.T) (string, error) {
	if s.SRID() == 0 {
		return "", fmt.Errorf("write geometry: %T has no SRID", s)
	}
	return ewkbhex.Encode(s, ewkb.NDR)
}
