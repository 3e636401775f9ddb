package geo

import (
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"
)

// LonLat is a point to draw, WGS 84 degrees, longitude first as in GeoJSON.
// In SQL it is read from json_build_array(lon, lat).
type LonLat orb.Point

// Ring is a closed line to draw, WGS 84 degrees. In SQL it is read from the
// coordinates of ST_AsGeoJSON of a line.
type Ring orb.Ring

// Scan takes a JSON array of two numbers from the database.
func (p *LonLat) Scan(src any) error { return scanJSON(src, (*orb.Point)(p)) }

// Scan takes a JSON array of positions, or NULL, from the database.
func (r *Ring) Scan(src any) error {
	if *r = nil; src == nil {
		return nil
	}
	return scanJSON(src, (*orb.Ring)(r))
}

// GormDataType tells GORM that the column is JSON.
func (LonLat) GormDataType() string { return "json" }

// GormDataType tells GORM that the column is JSON.
func (Ring) GormDataType() string { return "json" }

func scanJSON(src, into any) error {
	switch v := src.(type) {
	case []byte:
		return json.Unmarshal(v, into)
	case string:
		return json.Unmarshal([]byte(v), into)
	}
	return fmt.Errorf("read shape to draw: got %T, want JSON", src)
}
