package server

import (
	"context"

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
