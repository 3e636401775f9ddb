package sites

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/geo"
	"homeground/importer"
)

// geometryColumns may hold a geometry as text where a file has no shapes of its own.
var geometryColumns = []string{"geometry", "wkt", "wkb", "geom", "the_geom", "wkt_geom", "boundary"}

// holdsOutlines says whether the shapes of a table are outlines.
func holdsOutlines(t *importer.Table) bool {
	return slices.ContainsFunc(t.Sample, func(row importer.Row) bool { return geo.AsMultiPolygon(row.Shape) != nil })
}

func geometryColumn(t *importer.Table) string {
	i := slices.IndexFunc(geometryColumns, func(c string) bool { return t.Has(c) })
	if i < 0 {
		return ""
	}
	return geometryColumns[i]
}

func isBoundaries(t *importer.Table) bool {
	if t.Format == "shapefile" {
		return t.Has("site_ref") || t.Has("siteref")
	}
	return t.Has("site_ref") && (t.Shapes || geometryColumn(t) != "")
}

// boundariesLack names the required columns that are not there.
func boundariesLack(t *importer.Table) []string {
	lack := t.Missing("site_ref")
	if !t.Shapes && geometryColumn(t) == "" {
		lack = append(lack, "geometry")
	}
	return lack
}

// importBoundaries gives sites their outlines; a site_ref that is not known makes a
// site, its point inside the outline.
func importBoundaries(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	names, err := accounts.ReadNames(ctx, tx)
	if err != nil {
		return err
	}
	known, err := knownRefs(ctx, tx)
	if err != nil {
		return err
	}
	b := importer.Batch[siteRow]{Size: batchSize / 4, Bytes: func(s siteRow) int { return len(s.Boundary) }, Write: func(rows []siteRow) error {
		good, err := validOutlines(ctx, tx, rows, r)
		if err != nil || len(good) == 0 {
			return err
		}
		return writeSites(ctx, tx, good, t.File, r)
	}}
	seen := importer.Firsts{}
	err = t.Each(r, func(row importer.Row) error {
		reader := rowReader{importer.ReadCells(row, r), names}
		site := siteRow{Row: row.Number, SiteRef: reader.Text("site_ref", 100), Places: reader.places(placesColumn(t))}
		if !known[site.SiteRef] || row.Get("name") != "" {
			site.Name = reader.Verbatim("name", 500)
		}
		if !known[site.SiteRef] || row.Get("authority") != "" {
			site.Authority = reader.authority("authority")
		}
		site.Boundary = reader.outline(t)
		if reader.Bad || !seen.First(reader.Cells, "site_ref", site.SiteRef) {
			return nil
		}
		return b.Add(site)
	})
	if err != nil {
		return err
	}
	return b.Flush()
}

// placesColumn: a shapefile's column names have ten characters at most.
func placesColumn(t *importer.Table) string {
	if t.Has("places") && !t.Has("places_planned") {
		return "places"
	}
	return "places_planned"
}

// outline is the row's outline as hexadecimal EWKB, somewhere in the United Kingdom.
func (r *rowReader) outline(t *importer.Table) string {
	shape := r.Shape
	if shape == nil {
		column := geometryColumn(t)
		var err error
		if shape, err = geo.FromText(r.Get(column), geo.WGS84); err != nil {
			r.reject(&cellFault{column, "", err.Error(), "Mend the geometry where the file was made."})
			return ""
		}
	}
	outline := geo.AsMultiPolygon(shape)
	if outline == nil {
		r.reject(&cellFault{"geometry", "", "the geometry is no outline: a Polygon or MultiPolygon is needed", "Import points as sites."})
		return ""
	}
	for i, flat := 0, outline.FlatCoords(); i+1 < len(flat); i += 2 {
		if _, fault := shapePosition(geo.NewPoint(flat[i], flat[i+1], outline.SRID())); fault != nil {
			r.reject(fault)
			return ""
		}
	}
	hex, err := geo.Hex(outline)
	if err != nil {
		r.reject(&cellFault{"geometry", "", "the geometry cannot be written", "Mend the geometry where the file was made."})
	}
	return hex
}

// knownRefs are the references of the sites there are.
func knownRefs(ctx context.Context, tx *gorm.DB) (map[string]bool, error) {
	var refs []string
	if err := tx.WithContext(ctx).Raw(`SELECT site_ref FROM sites`).Scan(&refs).Error; err != nil {
		return nil, fmt.Errorf("read site references: %w", err)
	}
	known := make(map[string]bool, len(refs))
	for _, ref := range refs {
		known[ref] = true
	}
	return known, nil
}

// validOutlines rejects outlines that cross themselves, saying where: a site's outline
// is somebody's statement, and is not mended behind their back.
func validOutlines(ctx context.Context, tx *gorm.DB, rows []siteRow, r *importer.Report) ([]siteRow, error) {
	given, err := json.Marshal(rows)
	if err != nil {
		return nil, fmt.Errorf("check outlines: %w", err)
	}
	var faults []struct {
		Row    int
		Reason string
	}
	err = tx.WithContext(ctx).Raw(`
		SELECT row, lower(ST_IsValidReason(boundary::geometry)) AS reason
		FROM json_to_recordset(?::json) AS t (row integer, boundary text)
		WHERE NOT ST_IsValid(boundary::geometry)`, string(given)).Scan(&faults).Error
	if err != nil {
		return nil, fmt.Errorf("check outlines: %w", err)
	}
	bad := map[int]bool{}
	for _, f := range faults {
		bad[f.Row] = true
		r.Reject(f.Row, "geometry", "", "the geometry is invalid: "+f.Reason, "Mend the outline where it was drawn.")
	}
	return slices.DeleteFunc(slices.Clone(rows), func(s siteRow) bool { return bad[s.Row] }), nil
}
