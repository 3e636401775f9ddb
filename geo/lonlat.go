package geo

import (
	"encoding/json"
	"fmt"
)

// LonLat is a point to draw, WGS 84 degrees, longitude first as in GeoJSON.
// In SQL it is read from json_build_array(lon, lat).
type LonLat [2]float64

// Scan takes a JSON array of two numbers from the database.
func (p *LonLat) Scan(src any) error {
	switch v := src.(type) {
	case []byte:
		return json.Unmarshal(v, (*[2]float64)(p))
	case string:
		return json.Unmarshal([]byte(v), (*[2]float64)(p))
	}
	return fmt.Errorf("read position: got %T, want JSON", src)
}

// GormDataType tells GORM that the column is JSON.
func (LonLat) GormDataType() string { return "json" }

// GormDataType tells GORM that the column is JSON.
func (Ring) GormDataType() string { return "json" }

// Ring is a closed line to draw, WGS 84 degrees. In SQL it is read from the
// coordinates of ST_AsGeoJSON of a line.
type Ring []LonLat

// Scan takes a JSON array of positions, or NULL, from the database.
func (r *Ring) Scan(src any) error {
	var text []byte
	switch v := src.(type) {
	case nil:
		*r = nil
		return nil
	case []byte:
		text = v
	case string:
		text = []byte(v)
	default:
		return fmt.Errorf("read ring: got %T, want JSON", src)
	}
	var points [][2]float64
	if err := json.Unmarshal(text, &points); err != nil {
		return fmt.Errorf("read ring: %w", err)
	}
	*r = make(Ring, len(points))
	for i, p := range points {
		(*r)[i] = LonLat(p)
	}
	return nil
}
