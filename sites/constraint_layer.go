package sites

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"homeground/geo"
	"homeground/internal/problem"
	"homeground/internal/store"
	"homeground/internal/tables"
	"homeground/internal/values"
)

// Layer is one imported layer of constraints. It is public data, the same for everyone.
type Layer struct {
	ID         int64       `json:"id"`
	Kind       string      `json:"kind"`
	Name       string      `json:"name"`
	Source     string      `json:"source"`
	Dated      values.Date `json:"dated,omitzero" format:"date" doc:"When its publisher made it"`
	ImportedAt time.Time   `json:"imported_at"`
	Covers     []string    `json:"covers" gorm:"-" doc:"Codes of the areas it is whole for, or England; empty: not known"`
	Areas      int         `json:"areas"`
}

// Layers are the imported layers, by what they are.
func Layers(ctx context.Context, db *gorm.DB) ([]Layer, error) {
	var rows []struct {
		Layer
		CoversText string
	}
	err := db.WithContext(ctx).Raw(`SELECT l.id, l.kind, l.source, l.dated, l.made_at AS imported_at, CAST(to_json(l.covers) AS text) AS covers_text,
		(SELECT count(*) FROM constraint_areas a WHERE a.layer_id = l.id) AS areas FROM constraint_layers l ORDER BY l.kind, l.source, l.id`).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list layers of constraints: %w", err)
	}
	list := make([]Layer, len(rows))
	for i, row := range rows {
		list[i] = row.Layer
		list[i].Name = constraintWords[row.Kind]
		if err := json.Unmarshal([]byte(row.CoversText), &list[i].Covers); err != nil {
			return nil, fmt.Errorf("read what layer %d covers: %w", row.ID, err)
		}
	}
	return list, nil
}

// LayerArea is one area of a layer of constraints.
type LayerArea struct {
	ID        int64       `json:"id"`
	Kind      string      `json:"kind"`
	Layer     string      `json:"layer"`
	Name      string      `json:"name"`
	Reference string      `json:"reference"`
	AreaM2    float64     `json:"area_m2" doc:"Square metres on the national grid"`
	Dated     values.Date `json:"dated,omitzero" format:"date"`
	Source    string      `json:"source"`
	Position  *geo.LonLat `json:"position,omitempty" doc:"Somewhere inside it"`
}

// AreaFilter narrows the areas of the layers; an empty field narrows nothing.
type AreaFilter struct {
	Kind, Text string
	Sort       string // a name of areaSorts, with - before it from the greatest down; name if empty
	Cursor     string
	Limit      int
}

// AreaPage is one page of them. Next is empty on the last.
type AreaPage struct {
	Items []LayerArea `json:"items"`
	Total int         `json:"total"`
	Next  string      `json:"next,omitempty"`
}

var areaSorts = map[string]sortKey{
	"name":      {"lower(a.name)", "text"},
	"kind":      {"l.kind", "text"},
	"reference": {"lower(a.reference)", "text"},
	"area":      {"a.area_m2", "double precision"},
	"dated":     {"coalesce(CAST(l.dated AS text), '')", "text"},
	"source":    {"lower(l.source)", "text"},
}

// areaQuery is the filter and the order as the statements have them.
type areaQuery struct {
	from string // FROM and WHERE, of constraint_areas a and constraint_layers l
	args map[string]any
	key  sortKey
	way  string // ASC or DESC
}

func (f *AreaFilter) query() (q areaQuery, err error) {
	f.Sort = cmp.Or(f.Sort, "name")
	name, down := strings.CutPrefix(f.Sort, "-")
	key, ok := areaSorts[name]
	if !ok {
		return q, problem.Field("sort", "Sort by name, kind, reference, area, dated or source, with - before it for the other way.")
	}
	if _, ok := constraintWords[f.Kind]; f.Kind != "" && !ok {
		return q, problem.Field("kind", "There is no layer of that kind; GET /constraints/layers lists those there are.")
	}
	q = areaQuery{
		from: ` FROM constraint_areas a JOIN constraint_layers l ON l.id = a.layer_id
			WHERE (@kind = '' OR l.kind = @kind) AND (@text = '' OR position(lower(@text) in lower(a.name)) > 0 OR position(lower(@text) in lower(a.reference)) > 0)`,
		args: map[string]any{"kind": f.Kind, "text": f.Text, "limit": f.Limit + 1}, key: key, way: "ASC",
	}
	if down {
		q.way = "DESC"
	}
	return q, nil
}

// LayerAreas is one page of the areas of all layers under the filter.
func LayerAreas(ctx context.Context, db *gorm.DB, f AreaFilter) (AreaPage, error) {
	page := AreaPage{Items: []LayerArea{}}
	q, err := f.query()
	if err != nil {
		return page, err
	}
	if err := db.WithContext(ctx).Raw("SELECT count(*)"+q.from, q.args).Scan(&page.Total).Error; err != nil {
		return page, fmt.Errorf("count areas of constraints: %w", err)
	}
	after := "true"
	if f.Cursor != "" {
		if after, err = afterCursor(f.Cursor, f.Sort, q.key, q.way == "DESC", q.args); err != nil {
			return page, err
		}
	}
	var rows []struct {
		LayerArea
		Key string
	}
	// The place of an area is worked out only of the page's own.
	err = db.WithContext(ctx).Raw(`WITH found AS (SELECT a.id, a.name, `+q.key.expression+` AS key`+q.from+`),
		page AS MATERIALIZED (SELECT * FROM found WHERE `+after+` ORDER BY key `+q.way+`, name, id LIMIT @limit)
		SELECT a.id, l.kind, a.name, a.reference, a.area_m2, l.dated, l.source, CAST(page.key AS text) AS key,
		       (SELECT lon_lat(ST_PointOnSurface(p.piece)) FROM constraint_pieces p WHERE p.area_id = a.id ORDER BY ST_Area(p.piece) DESC LIMIT 1) AS position
		FROM page JOIN constraint_areas a ON a.id = page.id JOIN constraint_layers l ON l.id = a.layer_id ORDER BY page.key `+q.way+`, page.name, page.id`, q.args).Scan(&rows).Error
	if err != nil {
		return page, fmt.Errorf("list areas of constraints: %w", err)
	}
	for i, row := range rows {
		if i == f.Limit {
			last := rows[i-1]
			page.Next = cursor{f.Sort, last.Key, last.Name, last.ID}.String()
			break
		}
		row.LayerArea.Layer = constraintWords[row.Kind]
		page.Items = append(page.Items, row.LayerArea)
	}
	return page, nil
}

// drawnArea is an area as the list tells it, with its outline.
type drawnArea struct {
	LayerArea
	Outline []byte
}

var constraintColumns = []tables.Column[drawnArea]{
	{Name: "kind", Of: func(a drawnArea) any { return a.Kind }},
	{Name: "layer", Of: func(a drawnArea) any { return constraintWords[a.Kind] }},
	{Name: "name", Of: func(a drawnArea) any { return a.Name }},
	{Name: "reference", Of: func(a drawnArea) any { return a.Reference }},
	{Name: "area_m2", Kind: tables.Number, Of: func(a drawnArea) any { return a.AreaM2 }},
	{Name: "dated", Kind: tables.Day, Of: func(a drawnArea) any { return a.Dated }},
	{Name: "source", Of: func(a drawnArea) any { return a.Source }},
	{Name: "position", Kind: tables.Position, Of: func(a drawnArea) any { return a.Position }},
}

// ExportAreas is all areas under the filter as a file, in the list's own order: each with
// its whole outline where the format has shapes, and a position somewhere inside it.
func ExportAreas(ctx context.Context, db *gorm.DB, f AreaFilter, outlines bool) (tables.Table, error) {
	q, err := f.query()
	if err != nil {
		return tables.Table{}, err
	}
	outline := "NULL::bytea"
	if outlines {
		outline = "ST_AsBinary(ST_ForcePolygonCCW(ST_Transform(a.outline, 4326)))"
	}
	query := db.WithContext(ctx).Raw(`SELECT l.kind, a.name, a.reference, a.area_m2, l.dated, l.source, `+outline+` AS outline,
		(SELECT lon_lat(ST_PointOnSurface(p.piece)) FROM constraint_pieces p WHERE p.area_id = a.id ORDER BY ST_Area(p.piece) DESC LIMIT 1) AS position`+
		q.from+" ORDER BY "+q.key.expression+" "+q.way+", a.name, a.id", q.args)
	return tables.Of("constraints", "Areas of the layers of constraints", constraintColumns, store.Rows[drawnArea](db, query), drawnArea.drawn), nil
}

func (a drawnArea) drawn() (geo.Shape, error) {
	if a.Outline == nil {
		return nil, nil
	}
	return geo.FromWKB(a.Outline, geo.WGS84)
}

// ConstraintKinds says whether each is a kind of layer there may be, and none comes twice.
func ConstraintKinds(kinds []string) bool {
	seen := map[string]bool{}
	for _, kind := range kinds {
		if constraintWords[kind] == "" || seen[kind] {
			return false
		}
		seen[kind] = true
	}
	return true
}

// What a tile of constraints may cost: shapes in one tile, the largest first. Up to
// shapesZoom they are the ones simplified when they came; from there on they are put
// together from the pieces that touch the tile.
const (
	mostShapes = 4000
	shapesZoom = 10
)

// ConstraintsTile is the vector tile of the areas of constraint layers of the given kinds:
// id, kind, name, reference, and the layer they are of with its source and date.
func ConstraintsTile(ctx context.Context, db *gorm.DB, kinds []string, z, x, y int) ([]byte, error) {
	drawn := `SELECT s.area_id, s.shape FROM tile JOIN constraint_shapes s ON s.level = @level AND s.shape && tile.wider
		JOIN constraint_areas a ON a.id = s.area_id JOIN constraint_layers l ON l.id = a.layer_id
		WHERE l.kind = ANY (string_to_array(@kinds, ',')) ORDER BY ST_Area(s.shape) DESC, s.area_id LIMIT @most`
	level := max(6, z+z%2)
	if z > shapesZoom {
		level = 0
		drawn = `SELECT p.area_id, ST_Simplify(ST_Transform(ST_Union(p.piece), 3857), 2 * min(tile.grid), true) AS shape
			FROM tile JOIN constraint_pieces p ON p.piece && ` + onGrid + ` JOIN constraint_areas a ON a.id = p.area_id JOIN constraint_layers l ON l.id = a.layer_id
			WHERE l.kind = ANY (string_to_array(@kinds, ',')) GROUP BY p.area_id ORDER BY sum(ST_Area(p.piece)) DESC, p.area_id LIMIT @most`
	}
	if level == 6 || level == 8 || level == 10 { // a number in the text, so that the index of that level is used
		drawn = strings.ReplaceAll(drawn, "@level", fmt.Sprint(level))
	}
	var tile []byte
	err := db.WithContext(ctx).Raw(`
		WITH tile AS MATERIALIZED (
		    SELECT ST_TileEnvelope(@z, @x, @y) AS square, ST_TileEnvelope(@z, @x, @y, margin => 0.015625) AS wider, 40075016.7 / 4096 / power(2, @z) AS grid),
		drawn AS MATERIALIZED (`+drawn+`)
		SELECT coalesce(ST_AsMVT(t, 'constraints', 4096, 'shape'), '') FROM (
		    SELECT a.id, l.kind, a.name, a.reference, l.source, CAST(l.dated AS text) AS dated, ST_AsMVTGeom(d.shape, tile.square, 4096, 64) AS shape
		    FROM tile, drawn d JOIN constraint_areas a ON a.id = d.area_id JOIN constraint_layers l ON l.id = a.layer_id ORDER BY a.area_m2 DESC, a.id) t
		WHERE shape IS NOT NULL`,
		map[string]any{"kinds": strings.Join(kinds, ","), "z": z, "x": x, "y": y, "most": mostShapes}).Row().Scan(&tile)
	if err != nil {
		return nil, fmt.Errorf("draw constraints tile %d/%d/%d: %w", z, x, y, err)
	}
	return tile, nil
}
