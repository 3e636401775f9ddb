package tables_test

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"homeground/geo"
	"homeground/internal/tables"
	"homeground/internal/values"
)

// thing has a value of every kind.
type thing struct {
	text   string
	whole  *int
	number *float64
	pounds values.Pence
	day    values.Date
	yes    bool
	at     *geo.LonLat
	from   string
	shape  geo.Shape
}

var columns = []tables.Column[thing]{
	{Name: "text", Of: func(t thing) any { return t.text }},
	{Name: "whole", Kind: tables.Whole, Of: func(t thing) any { return t.whole }},
	{Name: "number", Kind: tables.Number, Of: func(t thing) any { return t.number }},
	{Name: "pounds", Kind: tables.Pounds, Of: func(t thing) any { return t.pounds }},
	{Name: "day", Kind: tables.Day, Of: func(t thing) any { return t.day }},
	{Name: "yes", Kind: tables.YesNo, Of: func(t thing) any { return t.yes }},
	{Name: "position", Kind: tables.Position, Of: func(t thing) any { return t.at }},
	{Name: "provenance", Of: func(t thing) any { return t.from }},
}

func of[T any](v T) *T { return &v }

var things = []thing{
	{"=1+1", of(-5), of(0.1), 30000050, values.NewDate(2026, 11, 22), true, &geo.LonLat{-1.09, 50.81}, "illustrative", nil},
	{"Café, \"quoted\"\nsecond <line> & 香", of(7), of(1234567.891), values.MaxPence, values.NewDate(1999, 2, 3), false, &geo.LonLat{0.12345, 51.5}, "published", nil},
	{"@cmd", nil, nil, -500, values.Date{}, false, nil, "", nil},
	{"-5", of(0), of(-0.0), 0, values.NewDate(2030, 12, 31), true, nil, "typed in", nil},
	{"", nil, nil, 1, values.Date{}, false, &geo.LonLat{-2, 52}, "", nil},
}

func table(list []thing) tables.Table {
	t := tables.Of("things", "Things of every kind", columns, tables.Each(list), nil)
	t.Made = values.NewDate(2026, 11, 22)
	t.About = []tables.Line{{Name: "Filter", Text: "=none: all there are"}, {Name: "Source", Text: "A test"}}
	return t
}

// save writes the table and gives the file's path.
func save(t *testing.T, table tables.Table, extension string) string {
	t.Helper()
	format, ok := tables.FormatOf(extension)
	if !ok {
		t.Fatalf("no format %s", extension)
	}
	path := filepath.Join(t.TempDir(), "things."+extension)
	if _, err := table.Save(format, path); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCSV(t *testing.T) {
	want := "text,whole,number,pounds,day,yes,longitude,latitude,provenance\r\n" +
		"'=1+1,-5,0.1,300000.50,2026-11-22,true,-1.09,50.81,illustrative\r\n" +
		"\"Café, \"\"quoted\"\"\r\nsecond <line> & 香\",7,1234567.891,90071992547409.91,1999-02-03,false,0.12345,51.5,published\r\n" +
		"'@cmd,,,-5.00,,false,,,\r\n" +
		"'-5,0,0,0.00,2030-12-31,true,,,typed in\r\n" +
		",,,0.01,,false,-2,52,\r\n"
	if got := read(t, save(t, table(things), "csv")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestXLSX(t *testing.T) {
	book, err := excelize.OpenFile(save(t, table(things), "xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); !reflect.DeepEqual(got, []string{"About", "Things"}) {
		t.Fatalf("sheets %v", got)
	}
	for cell, want := range map[string]struct {
		shown, raw string
		kind       excelize.CellType
	}{
		"A1": {"text", "text", excelize.CellTypeInlineString}, "A2": {"'=1+1", "'=1+1", excelize.CellTypeInlineString}, "A4": {"'@cmd", "'@cmd", excelize.CellTypeInlineString},
		"A3": {things[1].text, things[1].text, excelize.CellTypeInlineString},
		"B2": {"-5", "-5", excelize.CellTypeUnset}, "B4": {"", "", excelize.CellTypeUnset}, "C3": {"1234567.891", "1234567.891", excelize.CellTypeUnset},
		"D2": {"300,000.50", "300000.5", excelize.CellTypeUnset}, "D4": {"-5.00", "-5", excelize.CellTypeUnset}, "D6": {"0.01", "0.01", excelize.CellTypeUnset},
		"E2": {"22/11/2026", "46348", excelize.CellTypeUnset}, "E4": {"", "", excelize.CellTypeUnset}, "F2": {"TRUE", "1", excelize.CellTypeBool},
		"G2": {"-1.09", "-1.09", excelize.CellTypeUnset}, "H2": {"50.81", "50.81", excelize.CellTypeUnset}, "H5": {"", "", excelize.CellTypeUnset},
	} {
		shown, err1 := book.GetCellValue("Things", cell)
		raw, err2 := book.GetCellValue("Things", cell, excelize.Options{RawCellValue: true})
		kind, err3 := book.GetCellType("Things", cell)
		if err := errors.Join(err1, err2, err3); err != nil || shown != want.shown || raw != want.raw || kind != want.kind {
			t.Errorf("%s is %q, raw %q, of kind %v, want %+v; %v", cell, shown, raw, kind, want, err)
		}
	}
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y, row := range rows {
			for x := range row {
				cell, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if formula, _ := book.GetCellFormula(sheet, cell); formula != "" {
					t.Errorf("%s %s is a formula: %s", sheet, cell, formula)
				}
			}
		}
	}
	panes, err := book.GetPanes("Things")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the head is not frozen: %+v, %v", panes, err)
	}
	about, err := book.GetRows("About")
	want := [][]string{{"Table", "Things of every kind"}, {"Rows", "5"},
		{"Illustrative", "1 of 5 rows are made up for demonstration: their provenance says illustrative. Do not quote them as facts."},
		{"Filter", "'=none: all there are"}, {"Source", "A test"}}
	if err != nil || !reflect.DeepEqual(about, want) {
		t.Errorf("About is %q, %v", about, err)
	}
}

// TestXLSXInLibreOffice has another program read the workbook.
func TestXLSXInLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	path, out := save(t, table(things), "xlsx"), t.TempDir()
	// Comma, quote, UTF-8, as shown, every sheet to a file of its own.
	cmd := exec.Command(office, "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", "--outdir", out, path)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	rows, err := csv.NewReader(strings.NewReader(read(t, filepath.Join(out, "things-Things.csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"text", "whole", "number", "pounds", "day", "yes", "longitude", "latitude", "provenance"},
		{"'=1+1", "-5", "0.1", "300,000.50", "22/11/2026", "TRUE", "-1.09", "50.81", "illustrative"},
		{things[1].text, "7", "1234567.891", "90,071,992,547,409.90", "03/02/1999", "FALSE", "0.12345", "51.5", "published"},
		{"'@cmd", "", "", "-5.00", "", "FALSE", "", "", ""},
		{"'-5", "0", "0", "0.00", "31/12/2030", "TRUE", "", "", "typed in"},
		{"", "", "", "0.01", "", "FALSE", "-2", "52", ""}}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("LibreOffice reads\n%q\nwant\n%q", rows, want)
	}
	if text := read(t, filepath.Join(out, "things-About.csv")); !strings.Contains(text, "Things of every kind") {
		t.Errorf("About reads %s", text)
	}
}

func TestGeoJSON(t *testing.T) {
	text := read(t, save(t, table(things), "geojson"))
	var got struct {
		Type, Name string
		Features   []struct {
			Type     string
			Geometry *struct {
				Type        string
				Coordinates []float64
			}
			Properties map[string]any
		}
		About map[string]string
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if got.Type != "FeatureCollection" || got.Name != "things" || len(got.Features) != len(things) || got.About["Filter"] != "=none: all there are" || got.About["Illustrative"] == "" {
		t.Errorf("%+v", got)
	}
	first := got.Features[0]
	if first.Geometry == nil || first.Geometry.Type != "Point" || !reflect.DeepEqual(first.Geometry.Coordinates, []float64{-1.09, 50.81}) || got.Features[2].Geometry != nil {
		t.Errorf("geometries: %+v, %+v", first.Geometry, got.Features[2].Geometry)
	}
	want := map[string]any{"text": "=1+1", "whole": -5.0, "number": 0.1, "pounds": 300000.5, "day": "2026-11-22", "yes": true, "longitude": -1.09, "latitude": 50.81, "provenance": "illustrative"}
	if !reflect.DeepEqual(first.Properties, want) {
		t.Errorf("properties %v, want %v", first.Properties, want)
	}
	if !strings.Contains(text, `"pounds":90071992547409.91`) || !strings.Contains(text, `"text":null`) {
		t.Errorf("exact pence, and null for no text: %s", text)
	}
}

// square is an outline with a hole, its outer ring counter-clockwise.
//
//	3 +-----------+
//	  |  +-----+  |
//	  |  |     |  |
//	  |  +-----+  |
//	0 +-----------+ 3
var square = geo.NewMultiPolygon([][][]float64{{{0, 50, 3, 50, 3, 53, 0, 53, 0, 50}, {1, 51, 1, 52, 2, 52, 2, 51, 1, 51}}}, geo.WGS84)

func TestShapes(t *testing.T) {
	list := []thing{{text: "a", shape: square}, {text: "b", shape: geo.NewPoint(-1.123456789, 50.5, geo.WGS84)}, {text: "c"}}
	shaped := tables.Of("things", "Shapes", columns[:1], tables.Each(list), func(t thing) (geo.Shape, error) { return t.shape, nil })
	shaped.Made = values.NewDate(2026, 11, 22)
	text := read(t, save(t, shaped, "geojson"))
	for _, want := range []string{`{"type":"MultiPolygon","coordinates":[[[[0,50],[3,50],[3,53],[0,53],[0,50]],[[1,51],[1,52],[2,52],[2,51],[1,51]]]]}`,
		`{"type":"Point","coordinates":[-1.123457,50.5]}`, `"geometry":null`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
	db := open(t, save(t, shaped, "gpkg"))
	var kind string
	if err := db.QueryRow(`SELECT geometry_type_name FROM gpkg_geometry_columns`).Scan(&kind); err != nil || kind != "GEOMETRY" {
		t.Errorf("shapes of two kinds are %s, %v", kind, err)
	}
}

func open(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestGeoPackage(t *testing.T) {
	db := open(t, save(t, table(things), "gpkg"))
	for query, want := range map[string]string{
		`PRAGMA application_id`: "1196444487", `PRAGMA user_version`: "10300", `PRAGMA integrity_check`: "ok", `SELECT count(*) FROM pragma_foreign_key_check`: "0",
		`SELECT group_concat(srs_id) FROM (SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1)`:                                                                    "-1,0,4326,27700",
		`SELECT table_name || ' ' || data_type || ' ' || identifier || ' ' || last_change || ' ' || srs_id FROM gpkg_contents`:                                     "things features Things of every kind 2026-11-22T00:00:00.000Z 4326",
		`SELECT min_x || ' ' || min_y || ' ' || max_x || ' ' || max_y FROM gpkg_contents`:                                                                          "-2.0 50.81 0.12345 52.0",
		`SELECT column_name || ' ' || geometry_type_name || ' ' || srs_id || ' ' || z || m FROM gpkg_geometry_columns`:                                             "geom POINT 4326 00",
		`SELECT group_concat(name || ' ' || type, ', ') FROM pragma_table_info('things')`:                                                                          "fid INTEGER, geom BLOB, text TEXT, whole INTEGER, number REAL, pounds REAL, day DATE, yes BOOLEAN, longitude REAL, latitude REAL, provenance TEXT",
		`SELECT fid || ' ' || text || ' ' || whole || ' ' || pounds || ' ' || typeof(pounds) || ' ' || day || ' ' || typeof(yes) || yes FROM things WHERE fid = 1`: "1 =1+1 -5 300000.5 real 2026-11-22 integer1",
		`SELECT count(*) || ' ' || count(geom) || ' ' || count(text) || ' ' || count(day) FROM things`:                                                             "5 3 4 3",
		// GP, version 0, a box of two dimensions with the low byte first; EPSG:4326; then WKB of a point.
		`SELECT hex(substr(geom, 1, 8)) || ' ' || hex(substr(geom, 41, 5)) || ' ' || length(geom) FROM things WHERE fid = 1`: "47500003E6100000 0101000000 61",
	} {
		var got string
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Errorf("%s\ngives %q, want %q; %v", query, got, want, err)
		}
	}
	var blob []byte
	if err := db.QueryRow(`SELECT geom FROM things WHERE fid = 1`).Scan(&blob); err != nil {
		t.Fatal(err)
	}
	shape, err := geo.FromWKB(blob[40:], geo.WGS84)
	if err != nil || !reflect.DeepEqual(shape.FlatCoords(), []float64{-1.09, 50.81}) {
		t.Errorf("the point is %v, %v", shape, err)
	}
}

// TestGeoPackageInGDAL has another program read the GeoPackage.
func TestGeoPackageInGDAL(t *testing.T) {
	if _, err := exec.LookPath("ogrinfo"); err != nil {
		t.Skip("GDAL is not installed")
	}
	path := save(t, table(things), "gpkg")
	text, err := exec.Command("ogrinfo", "-al", "-so", path).CombinedOutput()
	if err != nil || bytes.Contains(bytes.ToLower(text), []byte("warning")) || bytes.Contains(bytes.ToLower(text), []byte("error")) {
		t.Errorf("%v\n%s", err, text)
	}
	for _, want := range []string{"Geometry: Point", "Feature Count: 5", "WGS 84", `ID["EPSG",4326]`, "day: Date", "whole: Integer64", "yes: Integer(Boolean)", "pounds: Real", "Extent: (-2.000000, 50.810000) - (0.123450, 52.000000)"} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("ogrinfo does not say %q:\n%s", want, text)
		}
	}
	out := filepath.Join(t.TempDir(), "things.csv")
	if text, err := exec.Command("ogr2ogr", "-f", "CSV", "-lco", "GEOMETRY=AS_XY", out, path).CombinedOutput(); err != nil || len(text) > 0 {
		t.Fatalf("%v\n%s", err, text)
	}
	rows, err := csv.NewReader(strings.NewReader(read(t, out))).ReadAll()
	if err != nil || len(rows) != 6 || rows[1][0] != "-1.09" || rows[1][1] != "50.81" || rows[1][2] != "=1+1" || rows[2][2] != things[1].text || rows[1][6] != "2026/11/22" {
		t.Errorf("ogr2ogr reads %q, %v", rows, err)
	}
	grid, err := exec.Command("gdalsrsinfo", "-o", "proj4", "EPSG:27700").Output()
	if own, err2 := exec.Command("gdalsrsinfo", "-o", "proj4", wkt(t, path)).Output(); err != nil || err2 != nil || !bytes.Contains(own, []byte("+lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000")) {
		t.Errorf("the national grid reads as %s, GDAL's own is %s; %v, %v", own, grid, err, err2)
	}
}

func wkt(t *testing.T, path string) (definition string) {
	t.Helper()
	if err := open(t, path).QueryRow(`SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id = 27700`).Scan(&definition); err != nil {
		t.Fatal(err)
	}
	return definition
}

// The same rows give the same bytes, whenever they are written; none are a whole file too.
func TestSameBytes(t *testing.T) {
	many := make([]thing, 0, 1000)
	for range 200 {
		many = append(many, things...)
	}
	for _, list := range [][]thing{nil, things, many} {
		for _, format := range tables.Formats {
			a, b := read(t, save(t, table(list), format.Extension)), read(t, save(t, table(list), format.Extension))
			if a != b || len(a) == 0 {
				t.Errorf("%s of %d rows: %d and %d bytes that differ", format.Name, len(list), len(a), len(b))
			}
		}
	}
}

// A fault on the way, and a value that is not of its column's kind, stop the file.
func TestFaults(t *testing.T) {
	cut := errors.New("the line was cut")
	broken := func(yield func(thing, error) bool) {
		_ = yield(things[0], nil) && yield(thing{}, cut)
	}
	for _, format := range tables.Formats {
		path := filepath.Join(t.TempDir(), "things")
		if _, err := tables.Of("things", "Things", columns, iter.Seq2[thing, error](broken), nil).Save(format, path); !errors.Is(err, cut) {
			t.Errorf("%s: %v", format.Name, err)
		}
	}
	wrong := []tables.Column[thing]{{Name: "day", Kind: tables.Day, Of: func(t thing) any { return t.text }}}
	if _, err := tables.Of("things", "Things", wrong, tables.Each(things), nil).Save(tables.Formats[0], filepath.Join(t.TempDir(), "x")); err == nil || !strings.Contains(err.Error(), "column day") {
		t.Errorf("a text in a column of days: %v", err)
	}
}

// What no workbook can hold is cut or replaced, and the workbook still opens.
func TestXLSXHoldsAnyText(t *testing.T) {
	list := []thing{{text: "a\x01b\x0b"}, {text: strings.Repeat("é", 40000)}, {text: "\xff"}, {text: "\u2028_x0041_"}}
	book, err := excelize.OpenFile(save(t, table(list), "xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if rows, err := book.GetRows("Things"); err != nil || len(rows) != 5 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}
