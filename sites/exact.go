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
	Name     string          `json:"name"`
	UPRN     string          `json:"uprn,omitempty"`
	URN      string          `json:"urn,omitempty" doc:"Ofsted's registration number"`
	Postcode string          `json:"postcode,omitempty"`
	Position *geo.LonLat     `json:"position,omitempty" doc:"WGS 84, longitude first"`
	Boundary json.RawMessage `json:"boundary,omitempty" doc:"GeoJSON geometry, WGS 84"`
}

// Exact is a site's exact place. The database's exact_site gives it and notes who
// looked; db must be inside accounts.Write, and the caller has checked the right.
func Exact(ctx context.Context, db *gorm.DB, id int64) (ExactPlace, error) {
	var rows []struct {
		Name, UPRN, URN, Postcode string
		Position                  *geo.LonLat
		Boundary                  []byte
	}
	err := db.WithContext(ctx).Raw(`
		SELECT name, coalesce(uprn, '') AS uprn, coalesce(urn, '') AS urn, coalesce(postcode, '') AS postcode, position, boundary::text AS boundary
		FROM exact_site(?)`, id).Scan(&rows).Error
	if err != nil {
		return ExactPlace{}, fmt.Errorf("read the exact place of site %d: %w", id, err)
	}
	if len(rows) == 0 {
		return ExactPlace{}, problem.Missing("site")
	}
	r := rows[0]
	return ExactPlace{r.Name, r.UPRN, r.URN, r.Postcode, r.Position, r.Boundary}, nil
}
