package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"homeground/geo"
)

// The limits of TopoJSON: it has to be held whole, and a small file may ask for the
// same arc again and again.
const (
	maxTopology       = 64 << 20
	maxTopologyPoints = 30_000_000
	maxGeometries     = 200_000   // objects of any sort in the file
	maxArcs           = 1_000_000 // named by one geometry
)

// A topology is a TopoJSON file: lines shared by the objects made of them.
type topology struct {
	arcs    [][]float64
	objects map[string]topoObject
	drawn   int // positions handed out so far
}

// A topoObject is one geometry of a topology, or a collection of them.
type topoObject struct {
	kind             string
	properties, arcs []byte
	geometries       []byte
}

// readTopoObject finds the parts of a geometry; one of them twice is a fault.
func readTopoObject(text []byte) (o topoObject, err error) {
	err = geo.EachMember(text, func(name string, value []byte) error {
		switch name {
		case "type":
			_ = json.Unmarshal(value, &o.kind) // what is no text is no known type either
		case "properties":
			o.properties = value
		case "arcs":
			o.arcs = value
		case "geometries":
			o.geometries = value
		}
		return nil
	})
	return o, err
}

// topojsonTables makes one table of each object of the file, by name.
func (s *source) topojsonTables() ([]*Table, error) {
	if s.size > maxTopology {
		return nil, tooLarge("the TopoJSON", s.size, maxTopology)
	}
	text, err := io.ReadAll(&jsonGuard{in: s.characters()})
	if err != nil {
		return nil, jsonFault(err)
	}
	if bytes.Count(text, []byte("{")) > maxGeometries {
		return nil, refuse(fmt.Sprintf("the TopoJSON is too large: over %d objects, the limit", maxGeometries), "Split it into smaller files.")
	}
	topo, err := readTopology(text)
	var bad geo.BadShape
	if errors.As(err, &bad) {
		return nil, refuse("the TopoJSON is broken: "+bad.Error(), "Get the whole file again.")
	}
	if err != nil {
		return nil, err
	}
	var tables []*Table
	for _, name := range slices.Sorted(maps.Keys(topo.objects)) {
		t, err := topo.table(name)
		if err != nil {
			return nil, refuse("the TopoJSON is broken: "+err.Error(), "Get the whole file again.")
		}
		tables = append(tables, t)
	}
	if len(tables) == 0 {
		return nil, refuse("the TopoJSON is empty: it has no objects", "Get the whole file again.")
	}
	return tables, nil
}

// readTopology decodes the parts of a topology; the text is valid JSON.
func readTopology(text []byte) (*topology, error) {
	topo := &topology{objects: map[string]topoObject{}}
	var transform, objects, arcs []byte
	err := geo.EachMember(text, func(name string, value []byte) error {
		switch name {
		case "transform":
			transform = value
		case "objects":
			objects = value
		case "arcs":
			arcs = value
		}
		return nil
	})
	if err == nil {
		err = geo.EachMember(objects, func(name string, value []byte) (err error) {
			topo.objects[name], err = readTopoObject(value)
			return err
		})
	}
	if err == nil {
		topo.arcs, err = readArcs(arcs, transform)
	}
	return topo, err
}

// readArcs decodes the arcs: differences of whole numbers where there is a transform,
// positions where there is none.
func readArcs(text, transform []byte) ([][]float64, error) {
	arcs, err := geo.Lines(text)
	if err != nil {
		return nil, refuse("the TopoJSON's arcs are broken: "+err.Error(), "Get the whole file again.")
	}
	if transform == nil || string(transform) == "null" {
		return arcs, nil
	}
	var t struct{ Scale, Translate []float64 }
	if json.Unmarshal(transform, &t) != nil || len(t.Scale) != 2 || len(t.Translate) != 2 {
		return nil, refuse("the TopoJSON's transform is broken", "Get the whole file again.")
	}
	for _, arc := range arcs {
		x, y := 0.0, 0.0
		for i := 0; i+1 < len(arc); i += 2 {
			x, y = x+arc[i], y+arc[i+1]
			arc[i], arc[i+1] = x*t.Scale[0]+t.Translate[0], y*t.Scale[1]+t.Translate[1]
		}
	}
	return arcs, nil
}

// table is one object as a table: a collection's members are its rows.
func (topo *topology) table(name string) (*Table, error) {
	object := topo.objects[name]
	members := []topoObject{object}
	if object.kind == "GeometryCollection" {
		members = nil
		err := geo.EachElement(object.geometries, func(value []byte) error {
			m, err := readTopoObject(value)
			members = append(members, m)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	t := &Table{Format: "topojson", Sheet: show(name), Shapes: true}
	for _, m := range members {
		names, _, _ := properties(m.properties)
		for _, column := range names {
			if !slices.Contains(t.Columns, column) && len(t.Columns) < maxColumns {
				t.Columns = append(t.Columns, column)
			}
		}
	}
	t.index = indexColumns(t.Columns)
	for i, m := range members[:min(len(members), sampleRows)] {
		if row, f := topo.plainRow(t, i+1, m); f == nil {
			t.Sample = append(t.Sample, row)
		}
	}
	t.rows = func(yield func(Row, *fault) error) error {
		for i, m := range members {
			row, f := topo.plainRow(t, i+1, m)
			if f == nil {
				shape, err := topo.shape(m)
				if _, whole := err.(refusal); whole {
					return err
				}
				if err != nil {
					f = shapeFault(err)
				}
				row.Shape = shape
			}
			if err := yield(row, f); err != nil {
				return err
			}
		}
		return nil
	}
	return t, nil
}

// plainRow is the row of a geometry without its shape.
func (topo *topology) plainRow(t *Table, number int, m topoObject) (Row, *fault) {
	row := Row{Number: number, index: t.index, cells: make([]string, len(t.Columns))}
	names, cells, err := properties(m.properties)
	if err != nil {
		return row, &fault{rule: "the geometry's properties cannot be read: " + err.Error(), remedy: "Get the whole file again."}
	}
	for i, name := range names {
		if at, ok := t.index.at[Normal(name)]; ok {
			row.cells[at] = cells[i]
		}
	}
	return row, rowFault(t, row.cells)
}

// shape puts a polygon together from its arcs.
func (topo *topology) shape(m topoObject) (geo.Shape, error) {
	var pieces [][][]int
	if bytes.Count(m.arcs, []byte("["))+bytes.Count(m.arcs, []byte(",")) > maxArcs {
		return nil, geo.BadShape(fmt.Sprintf("the geometry names too many arcs: the limit is %d", maxArcs))
	}
	switch m.kind {
	case "Polygon":
		var rings [][]int
		if json.Unmarshal(m.arcs, &rings) != nil {
			return nil, geo.BadShape("the geometry's arcs are missing or broken")
		}
		pieces = [][][]int{rings}
	case "MultiPolygon":
		if json.Unmarshal(m.arcs, &pieces) != nil {
			return nil, geo.BadShape("the geometry's arcs are missing or broken")
		}
	default:
		return nil, geo.BadShape(fmt.Sprintf("the geometry is of type %.30q: a Polygon or MultiPolygon is needed", m.kind))
	}
	shape := make([][][]float64, len(pieces))
	points := 0
	for i, rings := range pieces {
		for _, arcs := range rings {
			ring, err := topo.ring(arcs)
			if err != nil {
				return nil, err
			}
			if points += len(ring) / 2; points > geo.MaxPoints {
				return nil, tooManyPoints
			}
			shape[i] = append(shape[i], ring)
		}
	}
	return geo.Outline(shape, geo.WGS84)
}

var tooManyPoints = geo.BadShape(fmt.Sprintf("the geometry has over %d positions: the limit", geo.MaxPoints))

// ring joins arcs end to end; a number below zero is an arc run backwards (its ones' complement).
func (topo *topology) ring(arcs []int) ([]float64, error) {
	var ring []float64
	for _, n := range arcs {
		backwards := n < 0
		if backwards {
			n = ^n
		}
		if n >= len(topo.arcs) {
			return nil, geo.BadShape("the geometry names an arc that is not in the file")
		}
		arc := topo.arcs[n]
		if topo.drawn += len(arc) / 2; topo.drawn > maxTopologyPoints {
			return nil, refuse(fmt.Sprintf("the TopoJSON is too large: its shapes have over %d positions, the limit", maxTopologyPoints), "Split it into smaller files.")
		}
		start := len(ring)
		if start+len(arc) > 2*geo.MaxPoints {
			return nil, tooManyPoints
		}
		for i := 0; i+1 < len(arc); i += 2 {
			j := i
			if backwards {
				j = len(arc) - 2 - i
			}
			if i == 0 && start > 0 {
				continue // the position where the arc before it ended
			}
			ring = append(ring, arc[j], arc[j+1])
		}
	}
	return ring, nil
}
