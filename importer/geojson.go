package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"

	"homeground/geo"
)

// A feature is one member of a GeoJSON collection, its parts still as text.
type feature struct{ properties, geometry []byte }

// readFeature finds the parts of a feature; one of them twice is a fault.
func readFeature(raw json.RawMessage) (f feature, err error) {
	if len(raw) == 0 || raw[0] != '{' {
		return f, errNoFeature
	}
	kind := ""
	err = geo.EachMember(raw, func(name string, value []byte) error {
		switch name {
		case "type":
			_ = json.Unmarshal(value, &kind) // what is no text is no Feature either
		case "properties":
			f.properties = value
		case "geometry":
			f.geometry = value
		}
		return nil
	})
	if err == nil && kind != "Feature" {
		err = errNoFeature
	}
	return f, err
}

const errNoFeature = geo.BadShape("this member of the collection is no GeoJSON Feature")

// A geojsonSurvey is what one look through a JSON file tells: its type and crs, which
// may stand after the features, and the columns of its first features.
type geojsonSurvey struct {
	kind    string
	crs     json.RawMessage
	columns []string
	looked  int       // features looked at for their columns
	first   []feature // those to show, of sampleBytes at most together
	bytes   int
}

// sampleBytes bounds what the sample of a file of shapes holds in memory.
const sampleBytes = 8 << 20

func (g *geojsonSurvey) visit(guard *jsonGuard) topValue {
	return func(key string, dec *json.Decoder) (bool, error) {
		switch key {
		case "type":
			return true, dec.Decode(&g.kind)
		case "crs":
			return true, dec.Decode(&g.crs)
		case "features":
			return true, eachFeature(guard, dec, func(raw json.RawMessage) error {
				if g.looked++; g.looked > 1000 {
					return nil
				}
				return g.look(raw)
			})
		}
		return false, nil
	}
}

func (g *geojsonSurvey) look(raw json.RawMessage) error {
	f, err := readFeature(raw)
	if err != nil {
		return nil // the reading proper rejects it by its number
	}
	names, _, err := properties(f.properties)
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
	if g.bytes += len(raw); len(g.first) == 0 || len(g.first) < sampleRows && g.bytes <= sampleBytes {
		g.first = append(g.first, f)
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
func properties(raw []byte) (names, cells []string, err error) {
	if raw = bytes.TrimSpace(raw); len(raw) == 0 || string(raw) == "null" {
		return nil, nil, nil
	}
	err = geo.EachMember(raw, func(name string, value []byte) error {
		names = append(names, name)
		cells = append(cells, cellText(value))
		return nil
	})
	return names, cells, err
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
		g.columns, g.first, g.bytes = nil, nil, 0
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
			f, err := readFeature(raw)
			if err != nil {
				return yield(Row{Number: number}, &fault{rule: err.Error(), remedy: "Save it again as GeoJSON."})
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
	names, cells, err := properties(f.properties)
	if err != nil {
		return row, &fault{rule: "the feature's properties cannot be read: " + err.Error(), remedy: "Save it again as GeoJSON."}
	}
	for i, name := range names {
		if at, ok := t.index.at[Normal(name)]; ok {
			row.cells[at] = cells[i]
		}
	}
	if f := rowFault(t, row.cells); f != nil {
		return row, f
	}
	shape, err := geo.FromGeoJSON(f.geometry, srid)
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
