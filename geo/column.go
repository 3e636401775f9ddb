package geo

import (
	"database/sql/driver"
	"fmt"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkb"
	"github.com/twpayne/go-geom/encoding/ewkbhex"
)

// Geom is a geometry column. PostGIS speaks hexadecimal EWKB through pgx, in both
// directions; the SRID travels in the value. NULL is Valid false.
type Geom[T Shape] struct {
	Shape T
	Valid bool
}

// GeomOf is the column value that holds s.
func GeomOf[T Shape](s T) Geom[T] { return Geom[T]{Shape: s, Valid: true} }

// Value gives the database the geometry, or NULL.
func (g Geom[T]) Value() (driver.Value, error) {
	if !g.Valid {
		return nil, nil
	}
	return Hex(g.Shape)
}

// Scan takes a geometry from the database.
func (g *Geom[T]) Scan(src any) error {
	*g = Geom[T]{}
	var hex string
	switch v := src.(type) {
	case nil:
		return nil
	case string:
		hex = v
	case []byte:
		hex = string(v)
	default:
		return fmt.Errorf("read geometry: got %T, want hexadecimal text", src)
	}
	s, err := ewkbhex.Decode(hex)
	if err != nil {
		return fmt.Errorf("read geometry: %w", err)
	}
	shape, ok := s.(T)
	if !ok {
		return fmt.Errorf("read geometry: got %T, want %T", s, shape)
	}
	g.Shape, g.Valid = shape, true
	return nil
}

// GormDataType tells GORM the column's type.
func (Geom[T]) GormDataType() string { return "geometry" }

// Hex is the shape as hexadecimal EWKB, SRID included: what PostGIS takes as text.
func Hex(s geom.T) (string, error) {
	if s.SRID() == 0 {
		return "", fmt.Errorf("write geometry: %T has no SRID", s)
	}
	return ewkbhex.Encode(s, ewkb.NDR)
}
