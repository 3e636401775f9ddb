// Package frontend holds the browser application as built by `npm run build`, so that
// the program is one file. A clone that was never built holds only placeholder.html,
// which says how to build the pages: go build must work without Node.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files is what dist holds: index.html, assets/ (named by content, so they may be
// kept for ever) and placeholder.html, to be served while there is no index.html.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the embedded folder's name is fixed at build time
	}
	return files
}
