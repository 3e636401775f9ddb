package sites

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/problem"
)

// ExactPlace is what of a site tells where it is: of a restricted one nobody sees it
// but those with the right, one site at a time.
type ExactPlace struct {
	Name         string          `json:"name"`
	Address      string          `json:"address,omitempty"`
	UPRN         string          `json:"uprn,omitempty"`
	URN          string          `json:"urn,omitempty" doc:"Ofsted's registration number"`
	Postcode     string          `json:"postcode,omitempty"`
	Position     *geo.LonLat     `json:"position,omitempty" doc:"WGS 84, longitude first"`
	Boundary     json.RawMessage `json:"boundary,omitempty" doc:"GeoJSON geometry, WGS 84"`
	AreaM2       *float64        `json:"area_m2,omitempty" doc:"Of the boundary, on the national grid"`
	EndedBecause string          `json:"ended_because,omitempty"`
	SiteNotes    []Note          `json:"site_notes" doc:"Newest first"`
	Reasons      []MoveReason    `json:"reasons" doc:"Of its moves"`
	Warnings     []string        `json:"warnings" doc:"What is odd about the place"`
	Version      int             `json:"version"`
}

// MoveReason is why a move was made.
type MoveReason struct {
	MoveID int64  `json:"move_id"`
	Reason string `json:"reason"`
}

// nearEnough is how far outside its boundary a position may be, in metres: a gate, a drive.
const nearEnough = 50

// Exact is a site's exact place. The database's exact_site gives it and notes who
// looked; db must be inside accounts.Write, and the caller has checked the right.
func Exact(ctx context.Context, db *gorm.DB, id int64) (ExactPlace, error) {
	var rows []struct {
		Name, Address, UPRN, URN, Postcode, EndedBecause string
		Position                                         *geo.LonLat
		Boundary, Notes, Reasons                         []byte
		AreaM2                                           *float64
		Version                                          int
		Apart                                            float64
	}
	err := db.WithContext(ctx).Raw(`
		SELECT name, coalesce(address, '') AS address, coalesce(uprn, '') AS uprn, coalesce(urn, '') AS urn, coalesce(postcode, '') AS postcode, position,
		       CAST(boundary AS text) AS boundary, area_m2, coalesce(ended_because, '') AS ended_because,
		       coalesce(CAST(notes AS text), '[]') AS notes, coalesce(CAST(reasons AS text), '[]') AS reasons, version,
		       coalesce(ST_Distance(ST_Transform(ST_GeomFromGeoJSON(CAST(boundary AS text)), 27700),
		           ST_Transform(ST_SetSRID(ST_MakePoint(CAST(position->>0 AS double precision), CAST(position->>1 AS double precision)), 4326), 27700)), 0) AS apart
		FROM exact_site(?)`, id).Scan(&rows).Error
	if err != nil {
		return ExactPlace{}, fmt.Errorf("read the exact place of site %d: %w", id, err)
	}
	if len(rows) == 0 {
		return ExactPlace{}, problem.Missing("site")
	}
	r := rows[0]
	place := ExactPlace{Name: r.Name, Address: r.Address, UPRN: r.UPRN, URN: r.URN, Postcode: r.Postcode, Position: r.Position, Boundary: r.Boundary, AreaM2: r.AreaM2,
		EndedBecause: r.EndedBecause, Warnings: []string{}, Version: r.Version}
	if err := json.Unmarshal(r.Notes, &place.SiteNotes); err != nil {
		return ExactPlace{}, fmt.Errorf("read the notes of site %d: %w", id, err)
	}
	if err := json.Unmarshal(r.Reasons, &place.Reasons); err != nil {
		return ExactPlace{}, fmt.Errorf("read the reasons of site %d: %w", id, err)
	}
	if r.Apart > nearEnough {
		place.Warnings = append(place.Warnings, fmt.Sprintf("The position is %.0f m outside the boundary: check which of the two is right.", r.Apart))
	}
	return place, nil
}
