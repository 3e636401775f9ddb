package server

import (
	"context"

	"homeground/demand"
)

type cellsInput struct {
	Class     string `query:"class" enum:"hot99,hot95,hot90,none,cold90,cold95,cold99"`
	Authority string `query:"authority" maxLength:"40"`
	Hub       string `query:"hub" maxLength:"100"`
	Text      string `query:"q" maxLength:"100"`
	Sort      string `query:"sort" enum:"z,-z,estimate,-estimate,name" default:"-z"`
	Paging
}

func (r *request) cells(ctx context.Context, in *cellsInput) (*answer[demand.CellPage], error) {
	page, err := demand.ListCells(ctx, r.db, demand.CellFilter{Class: in.Class, Authority: in.Authority, Hub: in.Hub, Text: in.Text,
		Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit})
	return &answer[demand.CellPage]{page}, err
}

func (r *request) demandSettings(ctx context.Context, _ *struct{}) (*record[demand.Settings], error) {
	settings, err := demand.ReadSettings(ctx, r.db)
	return recordOf(settings, settings.Version), err
}

type demandSettingsInput struct{ Body demand.SettingsChange }

func (r *request) changeDemandSettings(ctx context.Context, in *demandSettingsInput) (*record[demand.Settings], error) {
	settings, err := demand.UpdateSettings(ctx, r.db, r.version, in.Body)
	return recordOf(settings, settings.Version), err
}
