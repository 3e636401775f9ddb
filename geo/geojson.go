package geo

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// FromGeoJSON decodes a GeoJSON geometry object: a point, or an outline of one piece or
// several (a collection that holds just one of these is taken for it). Nothing is
// allocated beyond a few times the text's own size. A null geometry is a BadShape, and
// so is an object with a member twice.
func FromGeoJSON(text []byte, srid int) (Shape, error) {
	text = bytes.TrimSpace(text)
	switch {
	case len(text) > maxBytes:
		return nil, badShape("the geometry is too large: the limit is %d MB", maxBytes>>20)
	case len(text) == 0 || string(text) == "null":
		return nil, BadShape("the geometry is empty (null): it has no coordinates")
	case deeper(text, maxDepth):
		return nil, badShape("the geometry is nested too deep: over %d levels", maxDepth)
	case text[0] != '{' || !json.Valid(text):
		return nil, errNoGeometry
	}
	kind, inside, err := geometryOf(text)
	if err == nil && kind == "GeometryCollection" {
		if inside, err = onlyOne(inside); err == nil {
			kind, inside, err = geometryOf(inside)
		}
	}
	if err != nil {
		return nil, err
	}
	return shapeOf(kind, inside, srid)
}

const (
	errNoGeometry = BadShape("the geometry is not a GeoJSON geometry object")
	errNesting    = BadShape("the geometry's coordinates are missing or not nested as its type says")
	errCollection = BadShape("the geometry is a collection: a single point or outline is needed")
)

// geometryOf is a geometry object's type and what it is made of.
func geometryOf(object []byte) (kind string, inside []byte, err error) {
	var coordinates, geometries []byte
	err = EachMember(object, func(name string, value []byte) error {
		switch name {
		case "type":
			if json.Unmarshal(value, &kind) != nil {
				return errNoGeometry
			}
		case "coordinates":
			coordinates = value
		case "geometries":
			geometries = value
		}
		return nil
	})
	if kind == "GeometryCollection" {
		return kind, geometries, err
	}
	return kind, coordinates, err
}

// onlyOne is the one member of an array of geometries.
func onlyOne(array []byte) (only []byte, err error) {
	err = EachElement(array, func(value []byte) error {
		if only != nil {
			return errCollection
		}
		only = value
		return nil
	})
	if err != nil || only == nil {
		return nil, errCollection
	}
	return only, nil
}

func shapeOf(kind string, text []byte, srid int) (Shape, error) {
	c := coordinates{text: text, most: MaxPoints}
	ring := func() ([]float64, error) { return c.ring(srid) }
	switch kind {
	case "Point":
		flat, err := c.position(nil)
		if err = c.ended(err); err != nil {
			return nil, err
		}
		return point(flat, srid)
	case "Polygon":
		rings, err := list(&c, ring)
		if err = c.ended(err); err != nil {
			return nil, err
		}
		return polygon(rings, srid)
	case "MultiPolygon":
		pieces, err := list(&c, func() ([][]float64, error) {
			rings, err := list(&c, ring)
			if err == nil && len(rings) == 0 {
				err = errNoRing
			}
			return rings, err
		})
		if err = c.ended(err); err != nil {
			return nil, err
		}
		return shapeOrNil(multiPolygon(pieces, srid))
	case "GeometryCollection":
		return nil, errCollection
	}
	return nil, badShape("the geometry is of type %.30q: a Point, Polygon or MultiPolygon is needed", kind)
}

// shapeOrNil keeps a nil outline from becoming a Shape that is not nil.
func shapeOrNil(m *MultiPolygon, err error) (Shape, error) {
	if err != nil {
		return nil, err
	}
	return m, nil
}

// coordinates reads nested arrays of numbers, to the depth it is asked for and no further.
type coordinates struct {
	text   []byte
	at     int
	points int // read so far
	lists  int // begun so far
	most   int // how many positions there may be
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

// ended is err, or else a fault if there is more.
func (c *coordinates) ended(err error) error {
	if err == nil && c.next() != 0 {
		return errNesting
	}
	return err
}

// maxLists is how many arrays a shape may have beside those of its positions.
const maxLists = 500_000

// list reads an array whose members read themselves.
func list[T any](c *coordinates, member func() (T, error)) ([]T, error) {
	if c.next() != '[' {
		return nil, errNesting
	}
	if c.lists++; c.lists > maxLists+c.points {
		return nil, badShape("the geometry has over %d parts: the limit", maxLists)
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

// ring is a line that closes. It is checked at once: a text of many bad ones costs nothing.
func (c *coordinates) ring(srid int) ([]float64, error) {
	flat, err := c.line()
	if err == nil {
		err = ringIsGood(flat, srid)
	}
	return flat, err
}

// line reads an array of positions as a flat list x, y, x, y.
func (c *coordinates) line() ([]float64, error) {
	var flat []float64
	_, err := list(c, func() (struct{}, error) {
		var err error
		flat, err = c.position(flat)
		return struct{}{}, err
	})
	if err == nil && len(flat) == 0 {
		err = errEmptyRing
	}
	return flat, err
}

// position reads [x, y] or [x, y, z …] and appends x and y.
func (c *coordinates) position(flat []float64) ([]float64, error) {
	if c.points++; c.points > c.most {
		return nil, badShape("the geometry has over %d positions: the limit", c.most)
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
	c := coordinates{text: text, most: 10 * MaxPoints}
	lines, err := list(&c, c.line)
	return lines, c.ended(err)
}
