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

func (s *server) cells(ctx context.Context, in *cellsInput) (*answer[demand.CellPage], error) {
	page, err := demand.ListCells(ctx, s.db, demand.CellFilter{Class: in.Class, Authority: in.Authority, Hub: in.Hub, Text: in.Text,
		Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit})
	return &answer[demand.CellPage]{page}, err
}

func (s *server) demandSettings(ctx context.Context, _ *struct{}) (*answer[demand.Settings], error) {
	settings, err := demand.ReadSettings(ctx, s.db)
	return &answer[demand.Settings]{settings}, err
}

type demandSettingsInput struct{ Body demand.SettingsChange }

func (s *server) changeDemandSettings(ctx context.Context, in *demandSettingsInput) (*answer[demand.Settings], error) {
	settings, err := demand.UpdateSettings(ctx, s.db, in.Body)
	return &answer[demand.Settings]{settings}, err
}
