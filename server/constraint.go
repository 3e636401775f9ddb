package server

import (
	"context"

	"homeground/internal/tables"
	"homeground/sites"
)

func (r *request) constraintLayers(ctx context.Context, _ *struct{}) (*list[sites.Layer], error) {
	items, err := sites.Layers(ctx, r.db)
	return listOf(items), err
}

type areasInput struct {
	Kind string `query:"kind" maxLength:"40" doc:"Of the layer, such as green_belt"`
	Text string `query:"q" maxLength:"100" doc:"In an area's name or reference"`
	Sort string `query:"sort" maxLength:"20" doc:"name, kind, reference, area, dated or source; with - before it the other way"`
	Paging
}

func (r *request) constraintAreas(ctx context.Context, in *areasInput) (*answer[sites.AreaPage], error) {
	page, err := sites.LayerAreas(ctx, r.db, sites.AreaFilter{Kind: in.Kind, Text: in.Text, Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit})
	return &answer[sites.AreaPage]{page}, err
}

// areasTable is the areas under the page's own filter. They are published, and the same
// for everyone who may see them on the map.
func (r *request) areasTable(ctx context.Context, c asked) (tables.Table, error) {
	f := sites.AreaFilter{Kind: c.Query("kind"), Text: c.Query("q"), Sort: c.Query("sort")}
	t, err := sites.ExportAreas(ctx, r.db, f, c.shapes)
	t.About = []tables.Line{filterLine("layer", f.Kind, "text", f.Text), orderLine(f.Sort, "by name"), {Name: "Positions", Text: "WGS 84 (EPSG:4326), longitude first. Of an area, one somewhere inside it."},
		{Name: "Source", Text: "Published by those whom each row names, under the licence they give it."}}
	return t, err
}
