package sites

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/geo"
	"homeground/importer"
)

// areasKind takes the Office for National Statistics' areas: TopoJSON of several
// layers, of which utla and ltla are wanted, or a GeoJSON of districts. (It stands here
// because accounts, which keeps areas, is below the importer.)
func areasKind() importer.Kind {
	return importer.Kind{Name: "areas", Order: 10, Recognise: isAreas, Import: importAreas, After: []importer.Follow{{Name: "outlines", Run: outlinesChanged}}}
}

var (
	districtCode = regexp.MustCompile(`^(lad|ltla|ctyua|utla)\d\dcd$`)
	areaCode     = regexp.MustCompile(`^[EWSNK][0-9]{8}$`)
	bothLevels   = regexp.MustCompile(`^(E06|E08|E09|W06|S12|N09)`)
)

// areaColumns are the columns of code and name, and the level of the layer.
func areaColumns(t *importer.Table) (code, name, level string) {
	if t.Format == "topojson" {
		if level = strings.ToLower(t.Sheet); (level == "utla" || level == "ltla") && t.Has("areacd", "areanm") {
			return "areacd", "areanm", level
		}
		return "", "", ""
	}
	if !t.Shapes {
		return "", "", ""
	}
	for _, column := range t.Columns {
		code = importer.Normal(column)
		if m := districtCode.FindStringSubmatch(code); m != nil {
			if name = strings.TrimSuffix(code, "cd") + "nm"; t.Has(name) {
				if m[1] == "ctyua" || m[1] == "utla" {
					return code, name, "utla"
				}
				return code, name, "ltla"
			}
		}
	}
	return "", "", ""
}

func isAreas(t *importer.Table) bool {
	code, _, _ := areaColumns(t)
	return code != "" && !t.Has("lsoa21cd") && !t.Has("lsoa11cd")
}

func importAreas(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	code, name, level := areaColumns(t)
	b := importer.Batch[accounts.Area]{Size: 100, Bytes: func(a accounts.Area) int { return len(a.Outline) }, Write: func(areas []accounts.Area) error {
		done, err := accounts.WriteAreas(ctx, tx, areas, t.File)
		if err != nil {
			return err
		}
		note(r, areas, done)
		return nil
	}}
	seen := importer.Firsts{}
	err := t.Each(r, func(row importer.Row) error {
		c := importer.ReadCells(row, r)
		a := readArea(c, code, name, level)
		if c.Bad || !seen.First(c, code, a.Code) {
			return nil
		}
		if t.Format == "topojson" || !bothLevels.MatchString(a.Code) {
			return b.Add(a)
		}
		other := a // a unitary is its own district, and its file says it once
		if other.Level = "utla"; level == "utla" {
			other.Level = "ltla"
		}
		return b.Add(a, other)
	})
	if err != nil {
		return err
	}
	return b.Flush()
}

// note counts rows: one row may have been written at both levels.
func note(r *importer.Report, areas []accounts.Area, done accounts.AreasWritten) {
	rows, changed := map[int]bool{}, map[int]bool{}
	for _, a := range areas {
		rows[a.Row] = true
	}
	for _, row := range done.Changed {
		changed[row] = true
	}
	for _, row := range done.Empty {
		if rows[row] {
			delete(rows, row)
			r.Reject(row, "geometry", "", "the geometry has no area", "Mend the geometry where the file was made.")
		}
	}
	warned := map[int]bool{}
	for _, row := range done.Mended {
		if !warned[row] {
			warned[row] = true
			r.Warn(row, "geometry", "", "the outline crossed itself (invalid geometry) and was mended", "Nothing to do.")
		}
	}
	r.Accept(len(changed))
	r.Unchanged(len(rows) - len(changed))
}

// readArea reads one area's row.
func readArea(c *importer.Cells, code, name, level string) accounts.Area {
	a := accounts.Area{Row: c.Number, Level: level, Code: strings.ToUpper(c.Get(code)), Name: c.Text(name, 200)}
	if !areaCode.MatchString(a.Code) {
		c.Reject(code, a.Code, "the code is no area's code", "Codes are a letter and eight digits, such as E10000016.")
	}
	a.StartYear, a.EndYear = year(c, "start"), year(c, "end")
	outline := geo.AsMultiPolygon(c.Shape)
	if outline == nil {
		c.Reject("geometry", "", "the geometry is no outline: a Polygon or MultiPolygon is needed", "Choose the file of boundaries.")
		return a
	}
	hex, err := geo.Hex(outline)
	if err != nil {
		c.Reject("geometry", "", "the geometry cannot be written", "Mend the geometry where the file was made.")
	}
	a.Outline = hex
	return a
}

// year is a cell with a year, 0 where it is blank.
func year(c *importer.Cells, column string) int {
	text := c.Get(column)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1800 || n > 2200 {
		c.Reject(column, text, "the "+column+" is no year", "Give a year of four digits, or leave it out.")
	}
	return n
}

// outlinesChanged works out again what depends on outlines: which authority an imported
// site stands in, where restricted ones may be shown, and the revision that tiles are
// kept under.
func outlinesChanged(ctx context.Context, tx *gorm.DB, _ *importer.Report) error {
	for _, statement := range []string{
		`UPDATE sites s SET host_authority = a.code, version = s.version + 1
		 FROM areas a JOIN authorities h ON h.code = a.code AND (h.ends IS NULL OR h.ends >= now())
		 WHERE s.provenance = 'imported' AND a.level = 'utla' AND NOT a.approximate AND a.end_year IS NULL
		   AND ST_Contains(a.outline_27700, ST_Transform(s.exact, 27700)) AND s.host_authority <> a.code`,
		`UPDATE sites SET exact = exact WHERE exact IS NOT NULL AND location_sensitivity = 'restricted'`,
		`UPDATE demand_settings SET revision = revision + 1`,
	} {
		if err := tx.WithContext(ctx).Exec(statement).Error; err != nil {
			return fmt.Errorf("follow the new outlines: %w", err)
		}
	}
	return nil
}
