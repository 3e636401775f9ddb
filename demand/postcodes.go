package demand

import (
	"context"
	_ "embed"
	"fmt"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/problem"
)

//go:embed postcodes.sql
var postcodesSQL string

// PostcodeDistricts is what follows from small areas and from the gazetteer's postcodes: the
// district that most of a small area's postcodes are of.
var PostcodeDistricts = importer.Follow{Name: "postcode districts", Run: func(ctx context.Context, tx *gorm.DB, _ *importer.Report) error {
	return placeInPostcodeDistricts(ctx, tx)
}}

func placeInPostcodeDistricts(ctx context.Context, tx *gorm.DB) error {
	if err := tx.WithContext(ctx).Exec(postcodesSQL).Error; err != nil {
		return fmt.Errorf("place small areas in postcode districts: %w", err)
	}
	return nil
}

// postcodesKnown says clearly why need is not known by postcode district, where it is not.
func postcodesKnown(db *gorm.DB) error {
	var known bool
	if err := db.Raw("SELECT EXISTS (SELECT FROM demand_cells WHERE postcode_district IS NOT NULL)").Scan(&known).Error; err != nil {
		return fmt.Errorf("look for postcode districts: %w", err)
	}
	if !known {
		return problem.Field("level", "Need is not known by postcode district: no postcodes have been imported. An administrator can import them (Code-Point Open); until then ask for hub, authority, district or msoa.")
	}
	return nil
}
