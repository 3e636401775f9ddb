package geo

import (
	"encoding/json"
	"strconv"
)

// FromGeoJSON decodes a GeoJSON geometry object: a point, or an outline of one piece or
// several (a collection that holds just one of these is taken for it). Nothing is
// allocated beyond the text's own size, and nesting is no deeper than the type has.
// A null geometry is a BadShape.
func FromGeoJSON(text []byte, srid int) (Shape, error) {
	return fromGeoJSON(text, srid, 0)
}

func fromGeoJSON(text []byte, srid, depth int) (Shape, error) {
	var g struct {
		Type        string            `json:"type"`
		Coordinates json.RawMessage   `json:"coordinates"`
		Geometries  []json.RawMessage `json:"geometries"`
	}
	if string(text) == "null" || len(text) == 0 {
		return nil, BadShape("the geometry is empty (null): it has no coordinates")
	}
	if err := json.Unmarshal(text, &g); err != nil {
		return nil, BadShape("the geometry is not a GeoJSON geometry object")
	}
	if g.Type == "GeometryCollection" {
		if len(g.Geometries) != 1 || depth > 0 {
			return nil, BadShape("the geometry is a collection: a single point or outline is needed")
		}
		return fromGeoJSON(g.Geometries[0], srid, depth+1)
	}
	c := coordinates{text: g.Coordinates}
	switch g.Type {
	case "Point":
		flat, err := c.position(nil)
		if err == nil {
			err = c.end()
		}
		if err != nil {
			return nil, err
		}
		return point(flat, srid)
	case "Polygon":
		rings, err := list(&c, func() ([]float64, error) { return c.line() })
		if err == nil {
			err = c.end()
		}
		if err != nil {
			return nil, err
		}
		return polygon(rings, srid)
	case "MultiPolygon":
		pieces, err := list(&c, func() ([][]float64, error) { return list(&c, func() ([]float64, error) { return c.line() }) })
		if err == nil {
			err = c.end()
		}
		if err != nil {
			return nil, err
		}
		m, err := multiPolygon(pieces, srid)
		if err != nil {
			return nil, err
		}
		return m, nil
	}
	return nil, badShape("the geometry is of type %.30q: a Point, Polygon or MultiPolygon is needed", g.Type)
}

// coordinates reads nested arrays of numbers, to the depth it is asked for and no further.
type coordinates struct {
	text   []byte
	at     int
	points int
}

func (c *coordinates) next() byte {
	for c.at < len(c.text) {
		switch b := c.text[c.at]; b {
		case ' ', '\t', '\n', '\r':
			c.at++
		default:
			return b
		}
	}
	return 0
}

func (c *coordinates) end() error {
	if c.next() != 0 {
		return errNesting
	}
	return nil
}

const errNesting = BadShape("the geometry's coordinates are missing or not nested as its type says")

// list reads an array whose members read themselves.
func list[T any](c *coordinates, member func() (T, error)) ([]T, error) {
	if c.next() != '[' {
		return nil, errNesting
	}
	c.at++
	var all []T
	if c.next() == ']' {
		c.at++
		return all, nil
	}
	for {
		m, err := member()
		if err != nil {
			return nil, err
		}
		all = append(all, m)
		switch c.next() {
		case ',':
			c.at++
		case ']':
			c.at++
			return all, nil
		default:
			return nil, errNesting
		}
	}
}

// line reads an array of positions as a flat list x, y, x, y.
func (c *coordinates) line() ([]float64, error) {
	var flat []float64
	_, err := list(c, func() (struct{}, error) {
		var err error
		flat, err = c.position(flat)
		return struct{}{}, err
	})
	return flat, err
}

// position reads [x, y] or [x, y, z …] and appends x and y.
func (c *coordinates) position(flat []float64) ([]float64, error) {
	if c.points++; c.points > MaxPoints {
		return nil, badShape("the geometry has over %d positions: the limit", MaxPoints)
	}
	n := 0
	_, err := list(c, func() (struct{}, error) {
		v, err := c.number()
		if n++; n <= 2 {
			flat = append(flat, v)
		}
		return struct{}{}, err
	})
	if err == nil && (n < 2 || n > 4) {
		return nil, badShape("the geometry has a position of %d coordinates: two are needed", n)
	}
	return flat, err
}

func (c *coordinates) number() (float64, error) {
	c.next()
	start := c.at
	for c.at < len(c.text) {
		b := c.text[c.at]
		if (b < '0' || b > '9') && b != '-' && b != '+' && b != '.' && b != 'e' && b != 'E' {
			break
		}
		c.at++
	}
	v, err := strconv.ParseFloat(string(c.text[start:c.at]), 64)
	if err != nil {
		return 0, BadShape("the geometry has a coordinate that is not a finite number")
	}
	return v, nil
}

// Lines decodes an array of lines of positions (the arcs of a TopoJSON file), each as a
// flat list x, y, x, y.
func Lines(text []byte) ([][]float64, error) {
	c := coordinates{text: text, points: -9 * MaxPoints} // a file's arcs together: ten shapes' worth
	lines, err := list(&c, func() ([]float64, error) { return c.line() })
	if err == nil {
		err = c.end()
	}
	return lines, err
}
