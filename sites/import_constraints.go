package sites

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"homeground/importer"
	"homeground/internal/values"
)

// Said is what whoever imports a layer of constraints says of it that its file does not.
type Said struct {
	Layer  string // what it is: conservation_area, flood_zone_3 and so on
	Covers string // codes of the areas it is whole for, with commas between; or England
	Dated  string // when its publisher made it
	Source string // its publisher; else the file's name
}

// datasets are the layers by the names planning.data.gov.uk gives them.
var datasets = map[string]string{"green-belt": "green_belt", "area-of-outstanding-natural-beauty": "aonb", "national-park": "national_park",
	"conservation-area": "conservation_area", "article-4-direction-area": "article_4", "listed-building-outline": "listed_building",
	"scheduled-monument": "scheduled_monument", "site-of-special-scientific-interest": "sssi", "tree-preservation-zone": "tree_preservation",
	"flood-risk-zone-2": "flood_zone_2", "flood-risk-zone-3": "flood_zone_3"}

// constraintKind is what kind of layer a text names, or nothing.
func constraintKind(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if kind := datasets[strings.ReplaceAll(text, "_", "-")]; kind != "" {
		return kind
	}
	if _, ok := constraintWords[strings.ReplaceAll(text, "-", "_")]; ok {
		return strings.ReplaceAll(text, "-", "_")
	}
	return ""
}

// constraintsKind takes layers of what may stand in a site's way: each table is one layer
// of one kind, which takes the place of what came before for the same areas from the same
// source.
func constraintsKind(said Said) importer.Kind {
	return importer.Kind{Name: "constraints", Order: 20, Recognise: isConstraints, Import: func(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report) error {
		return importConstraints(ctx, tx, t, r, said)
	}, Lacks: func(t *importer.Table) (lack []string) {
		if said.Layer == "" && !t.Has("dataset") {
			lack = []string{"dataset (or say --layer)"}
		}
		if !t.Shapes && geometryColumn(t) == "" {
			lack = append(lack, "geometry")
		}
		return lack
	}}
}

// isConstraints knows a layer of planning.data.gov.uk, which names its dataset.
func isConstraints(t *importer.Table) bool {
	return t.Has("dataset") && (t.Shapes || geometryColumn(t) != "") &&
		slices.ContainsFunc(t.Sample, func(row importer.Row) bool { return datasetOf(row) != "" })
}

// datasetOf is the kind of layer a row is of. Flood zones are one dataset of two levels.
func datasetOf(row importer.Row) string {
	if row.Get("dataset") == "flood-risk-zone" {
		return constraintKind("flood-risk-zone-" + row.Get("flood_risk_level"))
	}
	return constraintKind(row.Get("dataset"))
}

// constraintRow is one area of a layer.
type constraintRow struct {
	Row       int    `json:"row"`
	Kind      string `json:"kind"`
	Reference string `json:"reference"`
	Name      string `json:"name"`
	Outline   string `json:"outline"`
}

func importConstraints(ctx context.Context, tx *gorm.DB, t *importer.Table, r *importer.Report, said Said) error {
	layers := newLayers(ctx, tx, t, said)
	refusal, err := layers.refusal()
	if err != nil {
		return err
	}
	if refusal != "" {
		r.Refuse(refusal, "Say it with --layer, --covers and --dated; docs/imports.md lists the layers.")
		return nil
	}
	seen := importer.Firsts{}
	ended := 0
	b := importer.Batch[constraintRow]{Size: 200, Bytes: func(c constraintRow) int { return len(c.Outline) }, Write: func(rows []constraintRow) error { return layers.write(rows, r) }}
	err = t.Each(r, func(row importer.Row) error {
		if row.Get("end_date") != "" {
			ended++
			return nil
		}
		reader := rowReader{Cells: importer.ReadCells(row, r)}
		c := constraintRow{Row: row.Number, Kind: layers.said.Layer, Name: firstOf(row, "name", "title", "objectid", "reference")}
		if kind := datasetOf(row); kind != "" {
			c.Kind = kind
		}
		if c.Reference = firstOf(row, "reference", "entity", "keyval", "objectid", "name", "title"); c.Reference == "" {
			c.Reference = fmt.Sprintf("feature %d", row.Number)
		}
		if c.Kind == "" {
			reader.Reject("dataset", row.Get("dataset"), "the dataset is no layer of constraints", "Say what the file is with --layer, such as --layer conservation_area.")
		}
		c.Outline = reader.outline(t)
		if reader.Bad || !seen.First(reader.Cells, "reference", c.Kind+" "+c.Reference) {
			return nil
		}
		return b.Add(c)
	})
	if err == nil {
		err = b.Flush()
	}
	if err != nil {
		return err
	}
	if ended > 0 {
		r.Warn(0, "end_date", "", fmt.Sprintf("%d areas have ended and were left out", ended), "Nothing to do.")
	}
	return layers.finish(r)
}

// layers are those that a table brings, by kind, as they are written.
type layers struct {
	ctx  context.Context
	tx   *gorm.DB
	said Said
	from string
	made map[string]int64    // the layer's number
	has  map[string][]string // the references that came
}

func newLayers(ctx context.Context, tx *gorm.DB, t *importer.Table, said Said) *layers {
	l := &layers{ctx: ctx, tx: tx.WithContext(ctx), said: said, from: said.Source, made: map[string]int64{}, has: map[string][]string{}}
	if l.from == "" {
		l.from = t.File
	}
	return l
}

// refusal is what is wrong with what was said of the file, if anything.
func (l *layers) refusal() (string, error) {
	if l.said.Layer != "" {
		kind := constraintKind(l.said.Layer)
		if kind == "" {
			return "there is no layer " + l.said.Layer + "; there are " + strings.Join(slices.Sorted(maps.Keys(constraintWords)), ", "), nil
		}
		l.said.Layer = kind
	}
	if _, err := l.dated(); err != nil {
		return "--dated is no date", nil
	}
	var unknown []string
	err := l.tx.Raw(`SELECT named FROM unnest(string_to_array(?, ',')) named WHERE named <> 'England' AND NOT EXISTS (SELECT FROM areas WHERE code = named AND NOT approximate)`,
		l.covers()).Scan(&unknown).Error
	if err != nil {
		return "", fmt.Errorf("look up what a layer covers: %w", err)
	}
	if len(unknown) > 0 {
		return "--covers names " + strings.Join(unknown, ", ") + ", of which no true outline was imported", nil
	}
	return "", nil
}

func (l *layers) dated() (values.Date, error) {
	if l.said.Dated == "" {
		return values.Date{}, nil
	}
	return values.TypedDate(l.said.Dated)
}

// covers are the codes, in one order.
func (l *layers) covers() string {
	var codes []string
	for _, code := range strings.Split(l.said.Covers, ",") {
		if code = strings.TrimSpace(code); code != "" {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), ",")
}

// layer is the number of the layer of that kind.
func (l *layers) layer(kind string) (int64, error) {
	if id, ok := l.made[kind]; ok {
		return id, nil
	}
	dated, err := l.dated()
	if err != nil {
		return 0, err
	}
	// What it covers may be said later than the layer came.
	err = l.tx.Exec(`UPDATE constraint_layers l SET covers = string_to_array(@covers, ',') WHERE kind = @kind AND source = @source AND covers = '{}' AND @covers <> ''
		AND NOT EXISTS (SELECT FROM constraint_layers o WHERE o.kind = @kind AND o.source = @source AND o.covers = string_to_array(@covers, ','))`,
		map[string]any{"kind": kind, "source": l.from, "covers": l.covers()}).Error
	if err != nil {
		return 0, fmt.Errorf("say what the layer of %s covers: %w", kind, err)
	}
	var id int64
	err = l.tx.Raw(`INSERT INTO constraint_layers (kind, covers, dated, source) VALUES (?, coalesce(string_to_array(nullif(?, ''), ','), '{}'), ?, ?)
		ON CONFLICT (kind, covers, source) DO UPDATE SET dated = excluded.dated RETURNING id`, kind, l.covers(), dated, l.from).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("write a layer of %s: %w", kind, err)
	}
	l.made[kind] = id
	return id, nil
}

// write writes areas, mending rings that cross; what is as it was stays unchanged.
func (l *layers) write(rows []constraintRow, r *importer.Report) error {
	byKind := map[string][]constraintRow{}
	for _, row := range rows {
		byKind[row.Kind] = append(byKind[row.Kind], row)
	}
	for kind, rows := range byKind {
		id, err := l.layer(kind)
		if err != nil {
			return err
		}
		given, err := json.Marshal(rows)
		if err != nil {
			return fmt.Errorf("write constraints: %w", err)
		}
		var done []struct {
			Row                    int
			Changed, Mended, Empty bool
		}
		err = l.tx.Raw(`
			WITH given AS MATERIALIZED (
			    SELECT row, reference, name, outline::geometry AS outline FROM json_to_recordset(?::json) AS t (row integer, reference text, name text, outline text)),
			good AS MATERIALIZED (
			    SELECT row, reference, name, NOT ST_IsValid(outline) AS mended, ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_Transform(outline, 27700)), 3)) AS outline FROM given),
			written AS (
			    INSERT INTO constraint_areas AS a (layer_id, reference, name, outline) SELECT ?, reference, name, outline FROM good WHERE NOT ST_IsEmpty(outline)
			    ON CONFLICT (layer_id, reference) DO UPDATE SET name = excluded.name, outline = excluded.outline
			    WHERE a.name <> excluded.name OR ST_AsBinary(a.outline) <> ST_AsBinary(excluded.outline)
			    RETURNING reference)
			SELECT row, w.reference IS NOT NULL AS changed, mended, ST_IsEmpty(outline) AS empty FROM good LEFT JOIN written w USING (reference) ORDER BY row`,
			string(given), id).Scan(&done).Error
		if err != nil {
			return fmt.Errorf("write constraints: %w", err)
		}
		for i, d := range done {
			switch {
			case d.Empty:
				r.Reject(d.Row, "geometry", "", "the geometry has no area", "Mend the geometry where the file was made.")
				continue
			case d.Changed:
				r.Accept(1)
			default:
				r.Unchanged(1)
			}
			l.has[kind] = append(l.has[kind], rows[i].Reference)
			if d.Mended {
				r.Warn(d.Row, "geometry", "", "the outline crossed itself (invalid geometry) and was mended", "Nothing to do.")
			}
		}
	}
	return nil
}

// finish takes away what a layer had before and no longer has.
func (l *layers) finish(r *importer.Report) error {
	for kind, id := range l.made {
		has, err := json.Marshal(l.has[kind])
		if err != nil {
			return fmt.Errorf("finish a layer: %w", err)
		}
		gone := l.tx.Exec(`DELETE FROM constraint_areas WHERE layer_id = ? AND reference NOT IN (SELECT json_array_elements_text(?::json))`, id, string(has))
		if gone.Error != nil {
			return fmt.Errorf("finish a layer of %s: %w", kind, gone.Error)
		}
		if gone.RowsAffected > 0 {
			r.Warn(0, "", "", fmt.Sprintf("%d areas of the layer are no longer in it and were taken away", gone.RowsAffected), "Nothing to do.")
		}
	}
	if l.covers() == "" && len(l.made) > 0 {
		r.Warn(0, "", "", "it is not known where the layer is whole: sites outside its areas are shown as not checked, never as clear",
			"Import it again with --covers and the codes of the areas it is whole for, or England.")
	}
	return nil
}
