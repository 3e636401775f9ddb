package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"gorm.io/gorm"

	"homeground/accounts"
	"homeground/geo"
)

// things is a kind for tests: any table with a column "ref".
func things() []Kind {
	return []Kind{{Name: "things", Recognise: func(t *Table) bool { return t.Has("ref") },
		Lacks:  func(t *Table) []string { return t.Missing("ref") },
		Import: func(context.Context, *gorm.DB, *Table, *Report) error { return nil }}}
}

// read reads a file's bytes as Run would, and writes down what it finds: one line a
// row, "number: cells", rejected ones with their rule; or the refusal.
func read(t *testing.T, content []byte) string {
	t.Helper()
	got, err := readAll(content)
	if err != nil {
		var r refusal
		if !errors.As(err, &r) {
			t.Fatalf("our fault: %v", err)
		}
		return "refused: " + r.rule + r.column
	}
	return got
}

func readAll(content []byte) (string, error) {
	s, err := newSource(bytes.NewReader(content), int64(len(content)), "a file")
	if err != nil {
		return "", err
	}
	jobs, problems, err := s.match(things(), nil)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "warning %s%s\n", p.Sheet, p.Rule)
	}
	for _, j := range jobs {
		r := newReport(j.table.Sheet, accounts.User{})
		if err := j.table.Each(r, func(row Row) error {
			fmt.Fprintf(&b, "%d:", row.Number)
			for _, c := range j.table.Columns {
				fmt.Fprintf(&b, " %q", row.Raw(c))
			}
			if row.Shape != nil {
				hex, err := geo.Hex(row.Shape)
				if err != nil {
					return err
				}
				fmt.Fprintf(&b, " %T %d %.8s", row.Shape, row.Shape.SRID(), hex)
			}
			b.WriteByte('\n')
			return nil
		}); err != nil {
			return "", err
		}
		for _, p := range r.problems {
			fmt.Fprintf(&b, "bad %d %s: %s\n", p.Row, p.Column, p.Rule)
		}
	}
	return b.String(), nil
}

func TestReadCSV(t *testing.T) {
	utf16le := func(s string) string {
		var b bytes.Buffer
		b.WriteString("\xff\xfe")
		_ = binary.Write(&b, binary.LittleEndian, utf16.Encode([]rune(s)))
		return b.String()
	}
	for _, c := range []struct{ name, content, want string }{
		{"plain", "ref,name\na,Kent\n", `2: "a" "Kent"`},
		{"no last line end", "ref,name\na,Kent", `2: "a" "Kent"`},
		{"byte-order mark and CR LF", "\xef\xbb\xbfref,name\r\na,Kent\r\n", `2: "a" "Kent"`},
		{"semicolons with decimal commas", "ref;name\na;50,83\n", `2: "a" "50,83"`},
		{"tabs", "ref\tname\na\tKent\n", `2: "a" "Kent"`},
		{"tildes", "ref~name\na~Kent, the county\n", `2: "a" "Kent, the county"`},
		{"dollars", "ref$name\na$Kent\n", `2: "a" "Kent"`},
		{"pipes", "ref|name\na|Kent\n", `2: "a" "Kent"`},
		{"titles above the header", "A title,,\n\"Notes, many\",,\n\nref,name,\na,Kent,\n", `5: "a" "Kent"`},
		{"line break inside a header cell", "\"\nRef\",\"Long\nname\"\na,Kent\n", `4: "a" "Kent"`},
		{"line break inside a cell", "ref,name\na,\"two\nlines\"\nb,Kent\n", "2: \"a\" \"two\\nlines\"\n4: \"b\" \"Kent\""},
		{"quotes doubled", "ref,name\na,\"the \"\"Lodge\"\"\"\n", `2: "a" "the \"Lodge\""`},
		{"a quote inside a cell is a letter", "ref,name\na,5\" pipe\n", `2: "a" "5\" pipe"`},
		{"spaces kept", "ref,name\na, Kent \n", `2: "a" " Kent "`},
		{"UTF-16", utf16le("ref,name\na,Crèche\n"), "warning the encoding is not UTF-8: the file was read as UTF-16\n2: \"a\" \"Crèche\""},
		{"Windows-1252", "ref,name\na,Cr\xe8che \x9690k\n", "warning the encoding is not UTF-8: the file was read as Windows-1252\n2: \"a\" \"Crèche –90k\""},
		{"one broken byte among UTF-8", "ref,name\na,Crèche\nb,Cr\xe8che\n", "2: \"a\" \"Crèche\"\nbad 3 name: the cell's encoding is broken: it is not UTF-8"},
		{"a lost letter", "ref,name\na,Cr\ufffdche\n", "bad 2 name: the cell has a character (U+FFFD)"},
		{"NUL", "ref,name\na,x\x00y\nb,Kent\n", "3: \"b\" \"Kent\"\nbad 2 name: the cell has a control character (NUL)"},
		{"escape", "ref,name\na,\x1b[2J\n", "bad 2 name: the cell has a control character"},
		{"blank rows, one of no-break spaces", "ref,name\n,\n \u00a0,\u00a0\n\na,Kent\n", `5: "a" "Kent"`},
		{"more cells than columns", "ref,name\na,Kent,county\n", "bad 2 : the row has more cells than the 2 columns"},
		{"empty cells more than columns", "ref,name\na,Kent,,\n", `2: "a" "Kent"`},
		{"text after a quote", "ref,name\na,\"Ke\"nt\nb,Kent\n", "3: \"b\" \"Kent\"\nbad 2 : there is text after a closing quote"},
		{"a quote left open", "ref,name\na,\"Kent\nb,Kent\n", "refused: the quote opened on line 2 is never closed"},
		{"empty", "", "refused: the file is empty"},
		{"spaces only", " \n \n", "refused: the file is empty"},
		{"a column twice", "ref,name,Ref\na,Kent,b\n", "refused: the column stands twice in the header (duplicate)Ref"},
		{"personal data", "ref,date of birth\na,2011-01-01\n", "refused: the column holds personal data"},
		{"unknown columns", "code,name\na,Kent\n", "refused: the file is of no kind known here; columns seen: code, name"},
		{"too many columns", "ref" + strings.Repeat(",", 1000) + "\n", "refused: line 1 has too many columns: 1001, the limit is 1000"},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, read(t, []byte(c.content)), c.want) })
	}
}

// want compares what was read: exactly, but that a refusal or rule may go on.
func want(t *testing.T, got, want string) {
	t.Helper()
	gotLines, wantLines := strings.Split(strings.TrimSpace(got), "\n"), strings.Split(want, "\n")
	if len(gotLines) != len(wantLines) {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	for i := range wantLines {
		if !strings.HasPrefix(gotLines[i], wantLines[i]) {
			t.Errorf("line %d: got\n%s\nwant\n%s", i+1, gotLines[i], wantLines[i])
		}
	}
}

const square = `[[[0,51],[0,52],[1,52],[1,51],[0,51]]]`

func TestReadGeoJSON(t *testing.T) {
	collection := func(more, features string) string {
		return `{"type":"FeatureCollection",` + more + `"features":[` + features + `]}`
	}
	f := func(ref, geometry string) string {
		return `{"type":"Feature","properties":{"ref":"` + ref + `","n":12.50,"x":null},"geometry":` + geometry + `}`
	}
	for _, c := range []struct{ name, content, want string }{
		{"a collection", collection("", f("a", `{"type":"Point","coordinates":[0,51]}`)), `1: "a" "12.50" "" *geom.Point 4326`},
		{"one feature", f("a", `{"type":"Polygon","coordinates":`+square+`}`), `1: "a" "12.50" "" *geom.Polygon 4326`},
		{"type after the features", `{"features":[` + f("a", `{"type":"Point","coordinates":[0,51]}`) + `],"type":"FeatureCollection"}`, `1: "a"`},
		{"the grid", collection(`"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},`, f("a", `{"type":"Point","coordinates":[486061,104818]}`)), `1: "a" "12.50" "" *geom.Point 27700`},
		{"CRS84", collection(`"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},`, f("a", `{"type":"Point","coordinates":[0,51]}`)), `1: "a" "12.50" "" *geom.Point 4326`},
		{"web mercator", collection(`"crs":{"type":"name","properties":{"name":"EPSG:3857"}},`, f("a", `{"type":"Point","coordinates":[0,51]}`)), `refused: the GeoJSON's coordinates are in EPSG:3857`},
		{"bad rows among good", collection("", f("a", `{"type":"Point","coordinates":[]}`)+","+f("b", `null`)+`,5,`+f("c", `{"type":"Point","coordinates":[0,51]}`)),
			"4: \"c\"\nbad 1 geometry: the geometry has a position of 0\nbad 2 geometry: the geometry is empty\nbad 3 : this member of the collection is no GeoJSON Feature"},
		{"cut off", collection("", f("a", `{"type":"Point","coordinates":[0,51]}`))[:90], "refused: the JSON is truncated"},
		{"not a number", collection("", f("a", `{"type":"Point","coordinates":[NaN,51]}`)), "refused: the JSON is invalid at byte"},
		{"deep", collection("", strings.Repeat("[", 60000)), "refused: the JSON is nested too deep"},
		{"deep and never closed", strings.Repeat(`{"a":`, 100000), "refused: the JSON is nested too deep"},
		{"a bare geometry", `{"type":"Point","coordinates":[0,51]}`, "refused: this GeoJSON is a bare geometry"},
		{"other JSON", `{"openapi":"3.1.0"}`, "refused: this is JSON, but neither"},
		{"an array", `[1,2]`, "refused: this is JSON, but neither"},
		{"more after the end", f("a", `null`) + `{}`, "refused: the JSON goes on after its end"},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, read(t, []byte(c.content)), c.want) })
	}
}

func TestReadTopoJSON(t *testing.T) {
	// Two squares that share the edge from 1,51 to 1,52:
	//
	//	52 +-----+-----+
	//	   |  a  |  b  |
	//	51 +-----+-----+
	//	   0     1     2
	const objects = `"objects":{"areas":{"type":"GeometryCollection","geometries":[
		{"type":"Polygon","properties":{"ref":"a"},"arcs":[[0,1]]},
		{"type":"MultiPolygon","properties":{"ref":"b"},"arcs":[[[2,-1]]]},
		{"type":"Polygon","properties":{"ref":"c"},"arcs":[[9]]},
		{"type":"LineString","properties":{"ref":"d"},"arcs":[0]}]},
		"other":{"type":"Polygon","properties":{"code":"x"},"arcs":[[0,1]]}}`
	plain := `{"type":"Topology",` + objects + `,"arcs":[[[1,51],[1,52]],[[1,52],[0,52],[0,51],[1,51]],[[1,51],[2,51],[2,52],[1,52]]]}`
	quantised := `{"type":"Topology",` + objects + `,"transform":{"scale":[0.5,0.5],"translate":[0,51]},
		"arcs":[[[2,0],[0,2]],[[2,2],[-2,0],[0,-2],[2,0]],[[2,0],[2,0],[0,2],[-2,0]]]}`
	expect := "warning sheets or layers of no kind known here were left out: other\n1: \"a\" *geom.MultiPolygon 4326\n2: \"b\" *geom.MultiPolygon 4326\n" +
		"bad 3 geometry: the geometry names an arc that is not in the file\nbad 4 geometry: the geometry is of type \"LineString\""
	want(t, read(t, []byte(plain)), expect)
	want(t, read(t, []byte(quantised)), expect)
	want(t, read(t, []byte(strings.Replace(plain, "[1,51],[1,52]", "[1],[1,52]", 1))), "refused: the TopoJSON's arcs are broken")

	topo, err := readTopology([]byte(quantised))
	if err != nil {
		t.Fatal(err)
	}
	got, err := topo.ring([]int{2, -1})
	if err != nil || fmt.Sprint(got) != "[1 51 2 51 2 52 1 52 1 51]" {
		t.Errorf("the ring of b is %v, %v", got, err)
	}
}

// zipOf packs files, in order: name, content, name, content.
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// book is a workbook of one sheet with these rows of XML, and a hidden one.
func book(t testing.TB, rows string) []byte {
	sheet := func(rows string) string {
		return `<?xml version="1.0"?><worksheet xmlns="x"><sheetData>` + rows + `</sheetData></worksheet>`
	}
	return zipOf(t,
		"xl/workbook.xml", `<workbook xmlns:r="y"><sheets><sheet name="Old" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Now" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="[Red]0.0&quot;day&quot;"/></numFmts>
			<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst><si><t>ref</t></si><si><r><t>Ke</t></r><r><t>nt</t></r><rPh><t>hint</t></rPh></si></sst>`,
		"xl/worksheets/sheet1.xml", sheet(rows),
		"xl/worksheets/sheet2.xml", sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>ref</t></is></c></row><row r="2"><c r="A2"><v>9</v></c></row>`))
}

func TestReadXLSX(t *testing.T) {
	const header = `<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="inlineStr"><is><t>v</t></is></c></row>`
	row := func(cell string) string { return header + `<row r="5"><c r="A5"><v>7</v></c>` + cell + `</row>` }
	const hidden = "warning Oldthe sheet is hidden and was left out\n"
	for _, c := range []struct{ name, rows, want string }{
		{"shared text", row(`<c r="B5" t="s"><v>1</v></c>`), hidden + `5: "7" "Kent"`},
		{"digits kept", row(`<c r="B5"><v>10010000074</v></c>`), hidden + `5: "7" "10010000074"`},
		{"noise of fractions", row(`<c r="B5"><v>50.836500000000001</v></c>`), hidden + `5: "7" "50.8365"`},
		{"a day, custom format", row(`<c r="B5" s="1"><v>46100</v></c>`), hidden + `5: "7" "2026-03-19"`},
		{"a day, built-in format", row(`<c r="B5" s="2"><v>46100.75</v></c>`), hidden + `5: "7" "2026-03-19"`},
		{"no day, though its format says so in quotes", row(`<c r="B5" s="3"><v>46100</v></c>`), hidden + `5: "7" "46100"`},
		{"a formula's value", row(`<c r="B5" t="str"><f>A1&amp;"x"</f><v>Kent</v></c>`), hidden + `5: "7" "Kent"`},
		{"a spreadsheet's error", row(`<c r="B5" t="e"><v>#REF!</v></c>`), hidden + `bad 5 : a cell shows a spreadsheet's error (#REF!)`},
		{"text that is not there", row(`<c r="B5" t="s"><v>99</v></c>`), "refused: the workbook is corrupt"},
		{"a row number without end", header + `<row r="2147483647"><c><v>1</v></c></row>`, "refused: the sheet is corrupt"},
		{"rows out of order", header + `<row r="2"><c><v>1</v></c></row>`, "refused: the sheet is corrupt"},
		{"a far column", row(`<c r="XFD5"><v>1</v></c>`), "refused: the sheet has too many columns"},
		{"cut in the middle", header + `<row r="5"><c r="A5"><v>7`, "refused: the workbook's XML is invalid, truncated"},
		{"an entity", row(`<c r="B5" t="str"><v>&xxe;</v></c>`), "refused: the workbook's XML is invalid"},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, read(t, book(t, c.rows)), c.want) })
	}
	dtd := zipOf(t, "xl/workbook.xml", `<!DOCTYPE x [<!ENTITY a "b">]><workbook/>`)
	want(t, read(t, dtd), "refused: the workbook's XML has a document type declaration (DTD, entities)")
}

func TestReadArchives(t *testing.T) {
	bomb := strings.Repeat("\x00", 3<<20)
	lying := zipOf(t, "plots.shp", "x", "plots.dbf", "y")
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"names that climb out", zipOf(t, "plots.shp", "x", "../../etc/cron.d/x", "y"), "refused: the archive has an unsafe name"},
		{"names of another system", zipOf(t, `..\x`, "y"), "refused: the archive has an unsafe name"},
		{"from the root", zipOf(t, "/etc/x", "y"), "refused: the archive has an unsafe name"},
		{"a bomb", zipOf(t, "plots.shp", bomb, "plots.dbf", "y"), "refused: the archive's compression ratio is over the limit"},
		{"neither", zipOf(t, "readme.txt", "hello"), "refused: this zip archive holds neither"},
		{"cut off", lying[:len(lying)-10], "refused: the archive is truncated or corrupt"},
		{"an OpenDocument sheet", zipOf(t, "content.xml", "<x/>"), "refused: this is an OpenDocument file"},
		{"KML in a zip", zipOf(t, "doc.kml", "<kml/>"), "refused: this is a KMZ archive"},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, read(t, c.content), c.want) })
	}
}

func TestOtherTypesAreNamed(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"KML", `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml>&x;</kml>`, "refused: this is a KML file (XML) with a document type declaration"},
		{"GML", `<gml:FeatureCollection xmlns:gml="g"/>`, "refused: this is a GML file"},
		{"SVG", `<svg onload="x"/>`, "refused: this is an SVG picture"},
		{"HTML", "<!doctype html><html></html>", "refused: this is a web page"},
		{"GeoPackage", "SQLite format 3\x00" + strings.Repeat("\x00", 52) + "GPKG" + strings.Repeat("\x00", 100), "refused: this is a GeoPackage"},
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "refused: this is an old Excel workbook"},
		{"PDF", "%PDF-1.7", "refused: this is a PDF"},
		{"noise", strings.Repeat("\x01\x02\x03\x04", 500), "refused: this is a type of file that is not read here"},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, read(t, []byte(c.content)), c.want) })
	}
}

// plots makes a zipped shapefile of squares on the grid, changed by the given function.
func plots(t testing.TB, change func(shp, dbf []byte) ([]byte, []byte)) []byte {
	t.Helper()
	ring := []float64{0, 0, 0, 100, 100, 100, 100, 0, 0, 0}
	shp := make([]byte, 100)
	dbf := append(make([]byte, 32), []byte("REF\x00\x00\x00\x00\x00\x00\x00\x00C\x00\x00\x00\x00\x05\x00")...)
	dbf = append(dbf, make([]byte, 14)...)
	dbf = append(dbf, 0x0d)
	for i := range 3 {
		content := binary.LittleEndian.AppendUint32(nil, 5)
		content = append(content, make([]byte, 32)...)
		content = binary.LittleEndian.AppendUint32(content, 1)
		content = binary.LittleEndian.AppendUint32(content, uint32(len(ring)/2))
		content = binary.LittleEndian.AppendUint32(content, 0)
		for _, v := range ring {
			content = binary.LittleEndian.AppendUint64(content, math.Float64bits(v+500_000))
		}
		shp = binary.BigEndian.AppendUint32(shp, uint32(i+1))
		shp = binary.BigEndian.AppendUint32(shp, uint32(len(content)/2))
		shp = append(shp, content...)
		dbf = append(dbf, fmt.Sprintf(" P%-4d", i+1)...)
	}
	binary.BigEndian.PutUint32(shp, 9994)
	binary.BigEndian.PutUint32(shp[24:], uint32(len(shp)/2))
	binary.LittleEndian.PutUint32(shp[32:], 5)
	binary.LittleEndian.PutUint32(dbf[4:], 3)
	binary.LittleEndian.PutUint16(dbf[8:], 65)
	binary.LittleEndian.PutUint16(dbf[10:], 6)
	if change != nil {
		shp, dbf = change(shp, dbf)
	}
	return zipOf(t, "in/plots.shp", string(shp), "in/plots.DBF", string(dbf), "in/plots.prj", `PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936"]]`)
}

func TestReadShapefile(t *testing.T) {
	const rows = "1: \"P1\" *geom.MultiPolygon 27700\n2: \"P2\" *geom.MultiPolygon 27700\n3: \"P3\" *geom.MultiPolygon 27700"
	for _, c := range []struct {
		name   string
		change func(shp, dbf []byte) ([]byte, []byte)
		want   string
	}{
		{"good", nil, rows},
		{"truncated", func(shp, dbf []byte) ([]byte, []byte) { return shp[:len(shp)-30], dbf }, "refused: the shapefile is truncated or corrupt"},
		{"truncated, length mended", func(shp, dbf []byte) ([]byte, []byte) {
			shp = shp[:len(shp)-30]
			binary.BigEndian.PutUint32(shp[24:], uint32(len(shp)/2))
			return shp, dbf
		}, "refused: the shapefile is truncated or corrupt: record 3"},
		{"points that are not there", func(shp, dbf []byte) ([]byte, []byte) {
			binary.LittleEndian.PutUint32(shp[108+40:], 0x0fffffff)
			return shp, dbf
		}, "refused: the shapefile is truncated or corrupt: a record names more points"},
		{"parts that are not there", func(shp, dbf []byte) ([]byte, []byte) {
			binary.LittleEndian.PutUint32(shp[108+36:], 0xffffffff)
			return shp, dbf
		}, "refused: the shapefile is truncated or corrupt: a record names more points"},
		{"rows that are not there", func(shp, dbf []byte) ([]byte, []byte) {
			binary.LittleEndian.PutUint32(dbf[4:], 0xffffffff)
			return shp, dbf
		}, "refused: the shapefile is truncated or corrupt: the .dbf names more records"},
		{"fewer rows than shapes", func(shp, dbf []byte) ([]byte, []byte) {
			binary.LittleEndian.PutUint32(dbf[4:], 2)
			return shp, dbf
		}, "refused: the shapefile is truncated or corrupt: 3 shapes in the .shp, 2 rows"},
		{"a row taken out", func(shp, dbf []byte) ([]byte, []byte) {
			dbf[65] = '*'
			return shp, dbf
		}, strings.SplitN(rows, "\n", 2)[1]},
		{"not a number", func(shp, dbf []byte) ([]byte, []byte) {
			binary.LittleEndian.PutUint64(shp[108+48:], math.Float64bits(math.NaN()))
			return shp, dbf
		}, strings.SplitN(rows, "\n", 2)[1] + "\nbad 1 geometry: the geometry has a coordinate that is not a finite number"},
		{"an open ring", func(shp, dbf []byte) ([]byte, []byte) {
			binary.LittleEndian.PutUint64(shp[108+48:], math.Float64bits(499_999))
			return shp, dbf
		}, strings.SplitN(rows, "\n", 2)[1] + "\nbad 1 geometry: the geometry has a ring that is not closed"},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, read(t, plots(t, c.change)), c.want) })
	}
}
