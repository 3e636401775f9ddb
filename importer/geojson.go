package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"homeground/geo"
)

// A feature is one member of a GeoJSON collection, its parts still as text.
type feature struct {
	Type       string          `json:"type"`
	Properties json.RawMessage `json:"properties"`
	Geometry   json.RawMessage `json:"geometry"`
}

// A geojsonSurvey is what one look through a JSON file tells: its type and crs, which
// may stand after the features, and the columns of its first features.
type geojsonSurvey struct {
	kind    string
	crs     json.RawMessage
	columns []string
	first   []feature
}

func (g *geojsonSurvey) visit(guard *jsonGuard) topValue {
	return func(key string, dec *json.Decoder) (bool, error) {
		switch key {
		case "type":
			return true, dec.Decode(&g.kind)
		case "crs":
			return true, dec.Decode(&g.crs)
		case "features":
			return true, eachFeature(guard, dec, func(raw json.RawMessage) error {
				if len(g.first) < 1000 {
					return g.look(raw)
				}
				return nil
			})
		}
		return false, nil
	}
}

func (g *geojsonSurvey) look(raw json.RawMessage) error {
	var f feature
	if json.Unmarshal(raw, &f) != nil {
		return nil // the reading proper rejects it by its number
	}
	names, _, err := properties(f.Properties)
	if err != nil {
		return nil
	}
	for _, name := range names {
		if !slices.Contains(g.columns, name) {
			if g.columns = append(g.columns, name); len(g.columns) > maxColumns {
				return refuse(fmt.Sprintf("the features have too many properties: the limit is %d columns", maxColumns), "Take out the properties that are not needed.")
			}
		}
	}
	if len(g.first) < sampleRows {
		g.first = append(g.first, f)
	} else {
		g.first = append(g.first, feature{})
	}
	return nil
}

// eachFeature reads an array, one member in hand at a time.
func eachFeature(guard *jsonGuard, dec *json.Decoder, take func(json.RawMessage) error) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('[') {
		return refuse("the GeoJSON has no list of features", "Save it again as GeoJSON.")
	}
	for dec.More() {
		guard.mark()
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		if err := take(raw); err != nil {
			return err
		}
	}
	_, err = dec.Token()
	return err
}

// properties are an object's members in their order, as cells.
func properties(raw json.RawMessage) (names, cells []string, err error) {
	if raw = bytes.TrimSpace(raw); len(raw) == 0 || string(raw) == "null" {
		return nil, nil, nil
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if token, err := dec.Token(); err != nil || token != json.Delim('{') {
		return nil, nil, errors.New("no object")
	}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return nil, nil, err
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, nil, err
		}
		names = append(names, token.(string))
		cells = append(cells, cellText(value))
	}
	return names, cells, nil
}

// geojsonTable makes the table of a surveyed GeoJSON file.
func (s *source) geojsonTable(g *geojsonSurvey) (*Table, error) {
	srid, err := sridOf(g.crs)
	if err != nil {
		return nil, err
	}
	t := &Table{Format: "geojson", Shapes: true}
	single := g.kind == "Feature"
	if single {
		raw, err := s.wholeFeature()
		if err != nil {
			return nil, err
		}
		g.columns, g.first = nil, nil
		if err := g.look(raw); err != nil {
			return nil, err
		}
	}
	t.Columns = g.columns
	t.index = indexColumns(t.Columns)
	for i, f := range g.first {
		if row, fault := t.featureRow(i+1, f, srid); fault == nil && i < sampleRows {
			t.Sample = append(t.Sample, row)
		}
	}
	t.rows = func(yield func(Row, *fault) error) error {
		number := 0
		take := func(raw json.RawMessage) error {
			number++
			var f feature
			if err := json.Unmarshal(raw, &f); err != nil || f.Type != "Feature" {
				return yield(Row{Number: number}, &fault{rule: "this member of the collection is no GeoJSON Feature", remedy: "Save it again as GeoJSON."})
			}
			return yield(t.featureRow(number, f, srid))
		}
		if single {
			raw, err := s.wholeFeature()
			if err != nil {
				return err
			}
			return take(raw)
		}
		return walkTop(s.characters(), func(guard *jsonGuard) topValue {
			return func(key string, dec *json.Decoder) (bool, error) {
				if key != "features" {
					return false, nil
				}
				return true, eachFeature(guard, dec, take)
			}
		})
	}
	return t, nil
}

// wholeFeature reads a file that is one Feature.
func (s *source) wholeFeature() (json.RawMessage, error) {
	guard := &jsonGuard{in: s.characters()}
	var raw json.RawMessage
	if err := json.NewDecoder(guard).Decode(&raw); err != nil {
		return nil, jsonFault(err)
	}
	return raw, nil
}

// featureRow makes the row of a feature. Properties not seen in the survey are left out.
func (t *Table) featureRow(number int, f feature, srid int) (Row, *fault) {
	row := Row{Number: number, index: t.index, cells: make([]string, len(t.Columns))}
	names, cells, err := properties(f.Properties)
	if err != nil {
		return row, &fault{rule: "the feature's properties are no JSON object", remedy: "Save it again as GeoJSON."}
	}
	for i, name := range names {
		if at, ok := t.index.at[Normal(name)]; ok {
			row.cells[at] = cells[i]
		}
	}
	if f := rowFault(t, row.cells); f != nil {
		return row, f
	}
	shape, err := geo.FromGeoJSON(f.Geometry, srid)
	if err != nil {
		return row, shapeFault(err)
	}
	row.Shape = shape
	return row, nil
}

// shapeFault says what is wrong with a row's geometry.
func shapeFault(err error) *fault {
	return &fault{column: "geometry", rule: err.Error(), remedy: "Mend the geometry where the file was made."}
}

var epsgCode = regexp.MustCompile(`(?i)EPSG:+(?:[0-9.]*:)?(\d+)`)

// sridOf understands the crs member that older GeoJSON carries: longitude and latitude
// (CRS84, EPSG:4326) and the British National Grid (EPSG:27700).
func sridOf(crs json.RawMessage) (int, error) {
	text := string(bytes.TrimSpace(crs))
	if text == "" || text == "null" || bytes.Contains(crs, []byte("CRS84")) {
		return geo.WGS84, nil
	}
	if m := epsgCode.FindStringSubmatch(text); m != nil {
		switch m[1] {
		case "4326":
			return geo.WGS84, nil
		case "27700":
			return geo.NationalGrid, nil
		}
		return 0, refuse("the GeoJSON's coordinates are in EPSG:"+m[1]+": only 4326 and 27700 are read", "Save it again in EPSG:4326.")
	}
	return 0, refuse("the GeoJSON's crs member names a coordinate system that is not known here", "Save it again in EPSG:4326.")
}
