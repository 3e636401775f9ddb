// Package migrations holds the numbered SQL files that make the database, applied
// in order by internal/store and never edited after a release.
package migrations

import "embed"

// Files are the migrations, NNNN_what.sql.
//
//go:embed *.sql
var Files embed.FS
