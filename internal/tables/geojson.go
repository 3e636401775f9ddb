package tables

import (
	"bufio"
	"encoding/json"
	"os"
	"strconv"

	"homeground/geo"
	"homeground/internal/values"
)

// geoJSONFile is RFC 7946: WGS 84, longitude first. What the table says about itself
// comes after the features, as a member of its own.
type geoJSONFile struct {
	file  *os.File
	out   *bufio.Writer
	names [][]byte
	next  []byte
	began bool
}

func beginGeoJSON(t Table, path string) (file, error) {
	f, err := create(path)
	if err != nil {
		return nil, err
	}
	g := &geoJSONFile{file: f, out: bufio.NewWriterSize(f, 1<<16)}
	for _, c := range t.columns {
		g.names = append(g.names, quoted(c.name))
	}
	name := quoted(t.Name)
	_, err = g.out.WriteString(`{"type":"FeatureCollection","name":` + string(name) + `,"features":[`)
	return g, err
}

func (g *geoJSONFile) write(r row) error {
	b := g.next[:0]
	if g.began {
		b = append(b, ',')
	}
	g.began = true
	b = append(b, "\n"+`{"type":"Feature","geometry":`...)
	b, err := geo.AppendGeoJSON(b, r.shape)
	if err != nil {
		return err
	}
	b = append(b, `,"properties":{`...)
	for i, cell := range r.cells {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, g.names[i]...), ':')
		b = appendJSON(b, cell)
	}
	g.next = append(b, `}}`...)
	_, err = g.out.Write(g.next)
	return err
}

func appendJSON(b []byte, cell any) []byte {
	switch v := cell.(type) {
	case string:
		return append(b, quoted(v)...)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	case values.Pence:
		return append(b, v.String()...)
	case values.Date:
		return append(b, quoted(v.String())...)
	case bool:
		return strconv.AppendBool(b, v)
	}
	return append(b, "null"...)
}

func quoted(text string) []byte {
	b, _ := json.Marshal(text) // of a string: cannot fail
	return b
}

func (g *geoJSONFile) end(about []Line) error {
	b := []byte("\n],\"about\":{")
	for i, line := range about {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, quoted(line.Name)...), ':'), quoted(line.Text)...)
	}
	if _, err := g.out.Write(append(b, "}}\n"...)); err != nil {
		return err
	}
	return g.out.Flush()
}

func (g *geoJSONFile) drop() { _ = g.file.Close() }
