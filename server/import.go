package server

import (
	"context"

	"homeground/importer"
)

func (r *request) imports(ctx context.Context, _ *struct{}) (*list[importer.Attempt], error) {
	items, err := importer.Attempts(ctx, r.db)
	return listOf(items), err
}
