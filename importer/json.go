package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// The limits of JSON from outside.
const (
	maxDepth   = 24       // arrays and objects inside one another
	maxFeature = 64 << 20 // bytes of one feature
)

// A jsonGuard passes JSON on while it is no deeper than maxDepth and no one value of it
// longer than maxFeature, so that the decoder behind it never has more in hand.
type jsonGuard struct {
	in       io.Reader
	depth    int
	inString bool
	escaped  bool
	since    int64 // bytes since the last mark
}

func (g *jsonGuard) Read(p []byte) (int, error) {
	n, err := g.in.Read(p)
	for _, b := range p[:n] {
		switch {
		case g.escaped:
			g.escaped = false
		case g.inString:
			g.inString = b != '"'
			g.escaped = b == '\\'
		case b == '"':
			g.inString = true
		case b == '{' || b == '[':
			if g.depth++; g.depth > maxDepth {
				return 0, refuse(fmt.Sprintf("the JSON is nested too deep: over %d levels", maxDepth), "Save it again as plain GeoJSON.")
			}
		case b == '}' || b == ']':
			g.depth--
		}
	}
	if g.since += int64(n); g.since > maxFeature {
		return 0, tooLarge("one feature of the JSON", g.since, maxFeature)
	}
	return n, err
}

// mark starts the count of a new value.
func (g *jsonGuard) mark() { g.since = 0 }

// jsonFault turns what the decoder says into a refusal in plain words.
func jsonFault(err error) error {
	var r refusal
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &r):
		return r
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return refuse("the JSON is truncated: it ends in the middle", "Get the whole file again.")
	case errors.As(err, &syntax):
		return refuse(fmt.Sprintf("the JSON is invalid at byte %d", syntax.Offset), "Save it again as GeoJSON; NaN and Infinity are not JSON.")
	}
	return refuse("the JSON is invalid: it does not have the form of GeoJSON", "Save it again as GeoJSON.")
}

// A topValue is called for each member of the top-level object; it must read the value
// from dec. Members it does not know are passed over.
type topValue func(key string, dec *json.Decoder) (read bool, err error)

// walkTop goes through the members of a JSON file's top-level object.
func walkTop(r io.Reader, visit func(g *jsonGuard) topValue) error {
	g := &jsonGuard{in: r}
	dec := json.NewDecoder(g)
	value := visit(g)
	if token, err := dec.Token(); err != nil || token != json.Delim('{') {
		return jsonFault(err)
	}
	seen := map[string]bool{}
	for dec.More() {
		g.mark()
		token, err := dec.Token()
		if err != nil {
			return jsonFault(err)
		}
		key, _ := token.(string)
		if seen[key] || len(seen) > maxColumns {
			return refuse("the JSON has the member "+show(key)+" twice, or too many members", "Save it again as GeoJSON.")
		}
		seen[key] = true
		read, err := value(key, dec)
		if err == nil && !read {
			var skipped json.RawMessage
			err = dec.Decode(&skipped)
		}
		if err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return jsonFault(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return refuse("the JSON goes on after its end", "Save it again as GeoJSON.")
	}
	return nil
}

// jsonTables tells GeoJSON and TopoJSON apart by the top-level type.
func (s *source) jsonTables() ([]*Table, []Problem, error) {
	var g geojsonSurvey
	if err := walkTop(s.characters(), g.visit); err != nil {
		var r refusal
		if errors.As(err, &r) {
			return nil, nil, r
		}
		return nil, nil, jsonFault(err)
	}
	switch g.kind {
	case "FeatureCollection", "Feature":
		t, err := s.geojsonTable(&g)
		if err != nil {
			return nil, nil, err
		}
		return []*Table{t}, nil, nil
	case "Topology":
		tables, err := s.topojsonTables()
		return tables, nil, err
	case "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection":
		return nil, nil, refuse("this GeoJSON is a bare geometry: it has no properties", "Save it as a FeatureCollection.")
	}
	return nil, nil, refuse("this is JSON, but neither GeoJSON nor TopoJSON", "Save it as GeoJSON or CSV.")
}

// cellText is a JSON value as a cell: text as it is, numbers with their digits as
// written, nothing for null, the JSON itself for what is nested.
func cellText(raw json.RawMessage) string {
	raw = bytes.TrimSpace(raw)
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return ""
	case raw[0] == '"':
		var text string
		if json.Unmarshal(raw, &text) == nil {
			return text
		}
	}
	return string(raw)
}
