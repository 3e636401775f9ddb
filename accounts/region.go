package accounts

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"
)

// Region is the members together: their hubs and where they lie.
type Region struct {
	Authorities         int       `json:"authorities"`
	Hubs                []string  `json:"hubs" gorm:"-"`
	Bounds              []float64 `json:"bounds,omitempty" gorm:"-" doc:"West, south, east, north, degrees"`
	OutlinesApproximate bool      `json:"outlines_approximate" doc:"Some outlines are for drawing only, until published ones are imported"`
}

// ReadRegion sums up the members as of now.
func ReadRegion(ctx context.Context, db *gorm.DB) (Region, error) {
	var row struct {
		Region
		HubsJSON   []byte
		BoundsJSON []byte
	}
	err := db.WithContext(ctx).Raw(`
		SELECT count(*) AS authorities, coalesce(bool_or(ar.approximate), false) AS outlines_approximate,
		       (SELECT coalesce(json_agg(name ORDER BY name), '[]') FROM hubs)::text AS hubs_json,
		       CASE WHEN bool_or(ar.outline IS NOT NULL) THEN (
		           SELECT json_build_array(ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e))::text
		           FROM (SELECT ST_Extent(a2.outline) AS e FROM areas a2 JOIN authorities m ON m.code = a2.code WHERE a2.level = 'utla' AND m.hub_id IS NOT NULL) x)
		       END AS bounds_json
		FROM authorities a LEFT JOIN areas ar ON ar.level = 'utla' AND ar.code = a.code
		WHERE a.hub_id IS NOT NULL AND (a.starts IS NULL OR a.starts <= now()) AND (a.ends IS NULL OR a.ends >= now())`).Scan(&row).Error
	if err != nil {
		return Region{}, fmt.Errorf("read region: %w", err)
	}
	r := row.Region
	if err := json.Unmarshal(row.HubsJSON, &r.Hubs); err != nil {
		return r, fmt.Errorf("read hubs: %w", err)
	}
	if row.BoundsJSON != nil {
		if err := json.Unmarshal(row.BoundsJSON, &r.Bounds); err != nil {
			return r, fmt.Errorf("read bounds: %w", err)
		}
	}
	return r, nil
}
