package server

import (
	"context"

	"homeground/accounts"
)

func (r *request) views(ctx context.Context, _ *struct{}) (*list[accounts.SavedView], error) {
	items, err := accounts.Views(ctx, r.db, r.by)
	return listOf(items), err
}

func (r *request) savedView(ctx context.Context, in *ByID) (*record[accounts.SavedView], error) {
	v, err := accounts.FindView(ctx, r.db, r.by, in.ID)
	return recordOf(v, v.Version), err
}

type newViewInput struct {
	Body struct {
		Name   string `json:"name" maxLength:"400"`
		Query  string `json:"query" maxLength:"2000"`
		Shared bool   `json:"shared" required:"false"`
	}
}

func (r *request) saveView(ctx context.Context, in *newViewInput) (*answer[accounts.SavedView], error) {
	v, err := accounts.SaveView(ctx, r.db, r.by, in.Body.Name, in.Body.Query, in.Body.Shared, r.now())
	return &answer[accounts.SavedView]{v}, err
}

type viewInput struct {
	ByID
	Body struct {
		Name   *string `json:"name,omitempty" maxLength:"400"`
		Query  *string `json:"query,omitempty" maxLength:"2000"`
		Shared *bool   `json:"shared,omitempty"`
	}
}

func (r *request) changeView(ctx context.Context, in *viewInput) (*record[accounts.SavedView], error) {
	v, err := accounts.ChangeView(ctx, r.db, r.by, in.ID, r.version, accounts.ViewChange{Name: in.Body.Name, Query: in.Body.Query, Shared: in.Body.Shared})
	return recordOf(v, v.Version), err
}

func (r *request) deleteView(ctx context.Context, in *ByID) (*record[accounts.SavedView], error) {
	v, err := accounts.DeleteView(ctx, r.db, r.by, in.ID, r.version)
	return recordOf(v, v.Version), err
}
