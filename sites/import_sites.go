package sites

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/importer"
)

// A siteRow is one good row of a sites file, as the database takes it. What the file
// left blank is left out, and then leaves what is stored as it is.
type siteRow struct {
	Row       int      `json:"row"`
	SiteRef   string   `json:"site_ref"`
	Name      string   `json:"name,omitempty"`
	Authority string   `json:"authority,omitempty"`
	UPRN      string   `json:"uprn,omitempty"`
	Postcode  string   `json:"postcode,omitempty"`
	X         *float64 `json:"x,omitempty"`
	Y         *float64 `json:"y,omitempty"`
	SRID      int      `json:"srid,omitempty"`
	Boundary  string   `json:"boundary,omitempty"`
	Kind      string   `json:"kind,omitempty"`
	Operation string   `json:"operation,omitempty"`
	Pipeline  string   `json:"pipeline,omitempty"`
	UseClass  string   `json:"use_class,omitempty"`
	Places    *int     `json:"places_planned,omitempty"`
}

func isSites(t *importer.Table) bool {
	return len(sitesLack(t)) == 0 && !holdsOutlines(t) && !t.Has("geometry")
}

// sitesLack names the required columns of the template that are not there.
func sitesLack(t *importer.Table) []string {
	lack := t.Missing("site_ref", "name", "authority")
	if !t.Shapes && !t.Has("easting", "northing") && !t.Has("latitude", "longitude") {
		lack = append(lack, "easting and northing, or latitude and longitude")
	}
	return lack
}

func importSites(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
	names, err := accounts.ReadNames(ctx, tx)
	if err != nil {
		return err
	}
	b := importer.Batch[siteRow]{Size: batchSize, Write: func(rows []siteRow) error { return writeSites(ctx, tx, rows, t.File, r) }}
	seen := importer.Firsts{}
	err = t.Each(r, func(row importer.Row) error {
		reader := rowReader{importer.ReadCells(row, r), names}
		site := reader.site()
		if row.Shape != nil {
			at, fault := shapePosition(row.Shape)
			reader.reject(fault)
			site.X, site.Y, site.SRID = &at.X, &at.Y, at.SRID
		} else {
			at, warning, fault := readPosition(row.Get("easting"), row.Get("northing"), row.Get("latitude"), row.Get("longitude"))
			reader.reject(fault)
			if warning != nil {
				reader.Warn(warning.column, warning.value, warning.rule, warning.remedy)
			}
			site.X, site.Y, site.SRID = &at.X, &at.Y, at.SRID
		}
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

// A rowReader reads the cells of one row that are a site's.
type rowReader struct {
	*importer.Cells
	names *accounts.Names
}

func (r *rowReader) reject(f *cellFault) {
	if f != nil {
		r.Reject(f.column, f.value, f.rule, f.remedy)
	}
}

// site reads all but the position.
func (r *rowReader) site() siteRow {
	s := siteRow{Row: r.Number, SiteRef: r.Text("site_ref", 100), Name: r.Verbatim("name", 500), Authority: r.authority("authority")}
	s.Kind = r.Word("kind", kindWords)
	if text := r.Get("status"); text != "" {
		s.Operation, _ = operationWords.Find(text)
		s.Pipeline, _ = pipelineWords.Find(text)
		if s.Operation == "" && s.Pipeline == "" {
			r.reject(&cellFault{"status", text, "the status is not one of those known", "Use one of: " + operationWords.String() + "; " + pipelineWords.String() + "."})
		}
	}
	if text := r.Get("use_class"); text != "" {
		var ok bool
		if s.UseClass, ok = useClass(text); !ok {
			r.reject(&cellFault{"use_class", text, "the use class is not one of those known", "Use one of: " + useClassWords.String() + "."})
		}
	}
	if text := r.Get("uprn"); text != "" {
		full, shortened, ok := uprn(text)
		switch {
		case !ok:
			r.reject(&cellFault{"uprn", text, "the UPRN is not 12 digits", "Format the column as text and enter the 12 digits again."})
		case shortened:
			r.Warn("uprn", text, "the UPRN had lost the zeros in front of it; they were put back", "Format the column as text.")
		}
		s.UPRN = full
	}
	if text := r.Get("postcode"); text != "" {
		var ok bool
		if s.Postcode, ok = postcode(text); !ok {
			r.reject(&cellFault{"postcode", text, "the postcode is not a full postcode", "Give it whole, such as PO19 1RP, or leave it out."})
		}
	}
	s.Places = r.places("places_planned")
	return s
}

func (r *rowReader) authority(column string) string {
	text := r.Text(column, 200)
	if text == "" {
		return ""
	}
	code, ok := r.names.Find(text)
	if !ok {
		r.reject(&cellFault{column, text, "the authority is not known", "Give the name or code of a children's-services authority in England, such as West Sussex or E10000032."})
	}
	return code
}

// places is a whole number of places, or nil where the cell is blank: blank is not 0.
func (r *rowReader) places(column string) *int {
	text := r.Get(column)
	if text == "" {
		return nil
	}
	n, ok := places(text)
	if !ok {
		r.reject(&cellFault{column, text, "the number of places is not a whole number from 0 to 9,999", "Write digits only."})
	}
	return &n
}

//go:embed import_sites.sql
var importSitesSQL string

// writeSites writes a batch and counts what was new or changed.
func writeSites(ctx context.Context, tx *gorm.DB, rows []siteRow, source string, r *importer.Report) error {
	given, err := json.Marshal(rows)
	if err != nil {
		return fmt.Errorf("write sites: %w", err)
	}
	var found []struct {
		Row     int
		Changed bool
		Host    string
		Moved   bool
	}
	err = tx.WithContext(ctx).Raw(importSitesSQL, map[string]any{"rows": string(given), "source": source, "homes": homeKindList}).Scan(&found).Error
	if err != nil {
		return fmt.Errorf("write sites: %w", err)
	}
	for _, f := range found {
		if f.Changed {
			r.Accept(1)
		} else {
			r.Unchanged(1)
		}
		if f.Moved {
			r.Warn(f.Row, "authority", "", "the point is in another authority's area than the authority named: "+f.Host+" was taken for where it stands", "Check the coordinates if that is wrong.")
		}
	}
	return nil
}

// homeKindList is homeKinds as the SQL takes it.
var homeKindList = strings.Join(homeKinds, ",")
