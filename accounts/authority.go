package accounts

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/values"
)

// Authority is a children's-services authority of the region with what is open in it.
type Authority struct {
	Code             string      `json:"code"`
	Name             string      `json:"name"`
	Hub              string      `json:"hub"`
	Starts           values.Date `json:"starts,omitzero" format:"date"`
	Ends             values.Date `json:"ends,omitzero" format:"date"`
	Successors       Successors  `json:"successors,omitempty"`
	Children         *int        `json:"children,omitempty" doc:"Children looked after, as published; left out where the publisher gave none"`
	ChildrenMark     *string     `json:"children_mark,omitempty" doc:"The publisher's mark in place of a number"`
	ChildrenDay      values.Date `json:"children_day,omitzero" format:"date"`
	PlacesOpen       int         `json:"places_open" doc:"Places of homes open now, whoever runs them"`
	PlacesNoPosition int         `json:"places_no_position" doc:"Of these, places of homes known only by authority"`
	Label            *geo.LonLat `json:"label,omitempty" doc:"Where its name may be drawn"`
	Approximate      bool        `json:"approximate" doc:"Its outline is for drawing only"`
	Provenance       string      `json:"provenance"`
	Version          int         `json:"version"`
}

// Successor takes over from an authority on a day.
type Successor struct {
	Code  string      `json:"code"`
	Name  string      `json:"name"`
	OnDay values.Date `json:"on_day" format:"date"`
}

// Successors are read from a JSON array made in SQL.
type Successors []Successor

// GormDataType tells GORM that the column is JSON.
func (Successors) GormDataType() string { return "json" }

// Scan takes the JSON array.
func (s *Successors) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*s = nil
		return nil
	case []byte:
		return json.Unmarshal(v, s)
	case string:
		return json.Unmarshal([]byte(v), s)
	}
	return fmt.Errorf("read successors: got %T, want JSON", src)
}

// Authorities are those of the region that exist on the given day, by name.
func Authorities(ctx context.Context, db *gorm.DB, on values.Date) ([]Authority, error) {
	var list []Authority
	err := db.WithContext(ctx).Raw(`
		SELECT a.code, a.name, h.name AS hub, a.starts, a.ends, a.provenance, a.version,
		       (SELECT json_agg(json_build_object('code', s.successor, 'name', b.name, 'on_day', s.on_day) ORDER BY b.name)
		          FROM successions s JOIN authorities b ON b.code = s.successor WHERE s.predecessor = a.code) AS successors,
		       c.children, c.mark AS children_mark, c.on_day AS children_day,
		       coalesce(o.places, 0) AS places_open, coalesce(o.no_position, 0) AS places_no_position,
		       coalesce(ar.approximate, false) AS approximate,
		       lon_lat(ST_PointOnSurface(ar.outline_3857)) AS label
		FROM authorities a
		JOIN hubs h ON h.id = a.hub_id
		LEFT JOIN areas ar ON ar.level = 'utla' AND ar.code = a.code
		LEFT JOIN LATERAL (SELECT * FROM authority_counts c WHERE c.authority_code = a.code ORDER BY on_day DESC LIMIT 1) c ON true
		LEFT JOIN LATERAL (
		    SELECT sum(places_registered) AS places, sum(places_registered) FILTER (WHERE public_position IS NULL) AS no_position
		    FROM sites s WHERE s.host_authority = a.code AND s.operation = 'open') o ON true
		WHERE (a.starts IS NULL OR a.starts <= @on) AND (a.ends IS NULL OR a.ends >= @on)
		ORDER BY a.name`, map[string]any{"on": on}).Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("list authorities: %w", err)
	}
	return list, nil
}
