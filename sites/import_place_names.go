package sites

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"gorm.io/gorm"

	"homeground/importer"
)

// openNames are the columns of OS Open Names, whose tiles have no header row.
var openNames = []string{"ID", "NAMES_URI", "NAME1", "NAME1_LANG", "NAME2", "NAME2_LANG", "TYPE", "LOCAL_TYPE", "GEOMETRY_X", "GEOMETRY_Y", "MOST_DETAIL_VIEW_RES",
	"LEAST_DETAIL_VIEW_RES", "MBR_XMIN", "MBR_YMIN", "MBR_XMAX", "MBR_YMAX", "POSTCODE_DISTRICT", "POSTCODE_DISTRICT_URI", "POPULATED_PLACE", "POPULATED_PLACE_URI",
	"POPULATED_PLACE_TYPE", "DISTRICT_BOROUGH", "DISTRICT_BOROUGH_URI", "DISTRICT_BOROUGH_TYPE", "COUNTY_UNITARY", "COUNTY_UNITARY_URI", "COUNTY_UNITARY_TYPE", "REGION",
	"REGION_URI", "COUNTRY", "COUNTRY_URI", "RELATED_SPATIAL_OBJECT", "SAME_AS_DBPEDIA", "SAME_AS_GEONAMES"}

// nameColumns knows a tile of OS Open Names by its first row.
func nameColumns(first []string) []string {
	if len(first) != len(openNames) || !strings.HasPrefix(strings.TrimSpace(first[1]), "http") || !plainNumber.MatchString(strings.TrimSpace(first[8])) {
		return nil
	}
	return openNames
}

// districtColumns are those of a list of postcode districts.
var districtColumns = []string{"postcode", "eastings", "northings", "town", "region"}

func isPlaceNames(t *importer.Table) bool {
	return !t.Shapes && (t.Has("NAMES_URI", "NAME1", "LOCAL_TYPE", "GEOMETRY_X", "GEOMETRY_Y") || t.Has(districtColumns...))
}

// namedKinds are the kinds of named things that are kept, by what Open Names calls them.
var namedKinds = map[string]string{"city": "city", "town": "town", "village": "village", "suburban_area": "suburb", "hamlet": "hamlet", "other_settlement": "settlement",
	"hospital": "hospital", "hospice": "hospital", "medical_care_accommodation": "hospital",
	"primary_education": "school", "secondary_education": "school", "non_state_primary_education": "school", "non_state_secondary_education": "school",
	"special_needs_education": "school", "further_education": "school", "higher_or_university_education": "school",
	"railway_station": "station", "named_road": "road", "section_of_named_road": "road"}

// placeName is one place that has a name.
type placeName struct {
	Ref      string  `json:"ref"`
	Name     string  `json:"name"`
	Kind     string  `json:"kind"`
	Within   string  `json:"within"`
	Easting  float64 `json:"easting"`
	Northing float64 `json:"northing"`
}

func importPlaceNames(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	read, left, seen := readName, 0, importer.Firsts{}
	if t.Has(districtColumns...) {
		read = readDistrict
	}
	b := importer.Batch[placeName]{Size: gazetteerBatch, Write: func(rows []placeName) error { return writeNames(tx.WithContext(ctx), rows, r) }}
	err := t.Each(r, func(row importer.Row) error {
		c := importer.ReadCells(row, r)
		p, wanted := read(c)
		switch {
		case !wanted:
			left++
			return nil
		case c.Bad || !seen.First(c, t.Columns[0], p.Ref):
			return nil
		}
		return b.Add(p)
	})
	if err == nil {
		err = b.Flush()
	}
	if err != nil {
		return fmt.Errorf("import place names: %w", err)
	}
	if left > 0 {
		r.Warn(0, "", "", fmt.Sprintf("%d rows of things that are not looked for here (waters, hills, numbered roads, postcodes, districts without a place) were left out", left), "Nothing to do.")
	}
	return nil
}

// readName reads a row of Open Names; wanted says that it is of a kind that is kept.
func readName(c *importer.Cells) (p placeName, wanted bool) {
	if p.Kind = namedKinds[importer.Normal(c.Get("LOCAL_TYPE"))]; p.Kind == "" {
		return p, false
	}
	p.Ref, p.Name = c.Text("ID", 100), c.Text("NAME1", 200)
	p.Easting, p.Northing = gridMetres(c, "GEOMETRY_X", gridEast), gridMetres(c, "GEOMETRY_Y", gridNorth)
	in := []string{c.Get("DISTRICT_BOROUGH"), c.Get("COUNTY_UNITARY")}
	if p.Kind == "road" || p.Kind == "hospital" || p.Kind == "school" {
		in = []string{c.Get("POPULATED_PLACE"), c.Get("POSTCODE_DISTRICT")}
	}
	p.Within = joined(in...)
	return p, true
}

var districtIs = regexp.MustCompile(`^[A-Z]{1,2}[0-9][A-Z0-9]?$`)

// readDistrict reads a postcode district with its town; one that is no place on the
// national grid (the Channel Islands, post boxes) is not wanted.
func readDistrict(c *importer.Cells) (p placeName, wanted bool) {
	p = placeName{Kind: "postcode_district", Ref: strings.ToUpper(c.Get("postcode"))}
	if n := c.Get("northings"); n == "" || n == "0" || strings.HasPrefix(n, "-") {
		return p, false
	}
	if !districtIs.MatchString(p.Ref) {
		c.Reject("postcode", p.Ref, "this is no postcode district", "Give the part before the space, such as PO19.")
	}
	p.Name = c.Get("town")
	if p.Within = c.Get("region"); p.Name == "" {
		p.Name = p.Ref
	}
	p.Easting, p.Northing = gridMetres(c, "eastings", gridEast), gridMetres(c, "northings", gridNorth)
	return p, true
}

// joined are those that are there and no repetition, with commas between.
func joined(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" && (len(kept) == 0 || kept[len(kept)-1] != part) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ", ")
}

func writeNames(tx *gorm.DB, rows []placeName, r *importer.Report) error {
	given, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	done := tx.Exec(`INSERT INTO gazetteer_places AS p (ref, name, kind, within, easting, northing)
		SELECT ref, name, kind, within, easting, northing
		FROM json_to_recordset(?::json) AS t (ref text, name text, kind text, within text, easting float8, northing float8)
		ON CONFLICT (ref) DO UPDATE SET name = excluded.name, kind = excluded.kind, within = excluded.within, easting = excluded.easting, northing = excluded.northing
		WHERE (p.name, p.kind, p.within, p.easting, p.northing) <> (excluded.name, excluded.kind, excluded.within, excluded.easting, excluded.northing)`, string(given))
	r.Accept(int(done.RowsAffected))
	r.Unchanged(len(rows) - int(done.RowsAffected))
	return done.Error
}
