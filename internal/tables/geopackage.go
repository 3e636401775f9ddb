package tables

import (
	"database/sql"
	_ "embed"
	"fmt"
	"net/url"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"homeground/geo"
	"homeground/internal/values"
)

// geoPackage is one layer of a GeoPackage 1.3, in WGS 84 as the published outlines are
// kept: taken over to the national grid here, without Ordnance Survey's grid file, they
// would be up to 5 m off, where the reader's own program may well have that file.
type geoPackage struct {
	table  Table
	db     *sql.DB
	tx     *sql.Tx
	insert *sql.Stmt
	bounds geo.Bounds
	kinds  map[string]bool
}

//go:embed geopackage.sql
var geoPackageSQL string

var sqlTypes = map[Kind]string{Text: "TEXT", Whole: "INTEGER", Number: "REAL", Pounds: "REAL", Day: "DATE", YesNo: "BOOLEAN"}

func beginGeoPackage(t Table, path string) (file, error) {
	// One connection, and no journal: a file that was not finished is thrown away.
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_pragma=journal_mode(OFF)&_pragma=synchronous(OFF)&_pragma=temp_store(MEMORY)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	g := &geoPackage{table: t, db: db, kinds: map[string]bool{}}
	if err := g.begin(); err != nil {
		_ = db.Close()
		return nil, err
	}
	return g, nil
}

func (g *geoPackage) begin() (err error) {
	if _, err := g.db.Exec(geoPackageSQL); err != nil {
		return err
	}
	columns, places := []string{"fid INTEGER PRIMARY KEY NOT NULL", "geom BLOB"}, []string{"NULL", "?"}
	for _, c := range g.table.columns {
		columns = append(columns, named(c.name)+" "+sqlTypes[c.kind])
		places = append(places, "?")
	}
	if g.tx, err = g.db.Begin(); err != nil {
		return err
	}
	if _, err := g.tx.Exec("CREATE TABLE " + named(g.table.Name) + " (" + strings.Join(columns, ", ") + ")"); err != nil {
		return err
	}
	g.insert, err = g.tx.Prepare("INSERT INTO " + named(g.table.Name) + " VALUES (" + strings.Join(places, ", ") + ")")
	return err
}

func named(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (g *geoPackage) write(r row) error {
	line := make([]any, 0, len(r.cells)+1)
	if r.shape == nil {
		line = append(line, nil)
	} else {
		blob, err := geo.GeoPackageBlob(r.shape)
		if err != nil {
			return err
		}
		line = append(line, blob)
		g.kinds[geo.KindOf(r.shape)] = true
		g.bounds.Add(r.shape)
	}
	for _, cell := range r.cells {
		switch v := cell.(type) {
		case values.Date:
			line = append(line, v.String())
		case values.Pence:
			line = append(line, float64(v)/100) // as in a spreadsheet
		default:
			line = append(line, v)
		}
	}
	_, err := g.insert.Exec(line...)
	return err
}

// end tells of the layer: of what kind its shapes are, where they lie, and what it says
// about itself.
func (g *geoPackage) end(about []Line) error {
	kind := "GEOMETRY"
	if len(g.kinds) == 1 {
		for kind = range g.kinds {
		}
	}
	var text []string
	for _, line := range about {
		text = append(text, line.Name+": "+line.Text)
	}
	box := []any{nil, nil, nil, nil}
	if b := g.bounds; b.Some {
		box = []any{b.West, b.South, b.East, b.North}
	}
	steps := []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id) VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, ?)`,
			append(append([]any{g.table.Name, g.table.Title, strings.Join(text, "\n"), g.table.Made.String() + "T00:00:00.000Z"}, box...), geo.WGS84)},
		{`INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)`, []any{g.table.Name, kind, geo.WGS84}},
	}
	for _, step := range steps {
		if _, err := g.tx.Exec(step.sql, step.args...); err != nil {
			return fmt.Errorf("tell of the layer: %w", err)
		}
	}
	if err := g.insert.Close(); err != nil {
		return err
	}
	if err := g.tx.Commit(); err != nil {
		return err
	}
	return g.db.Close()
}

func (g *geoPackage) drop() { _ = g.db.Close() }
