package geo

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/twpayne/go-geom"
)

// bytesOf lays out numbers as little-endian WKB: a byte, a uint32 or a float64 each.
func bytesOf(numbers ...any) []byte {
	var b []byte
	for _, n := range numbers {
		switch n := n.(type) {
		case byte:
			b = append(b, n)
		case uint32:
			b = binary.LittleEndian.AppendUint32(b, n)
		case float64:
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(n))
		case []byte:
			b = append(b, n...)
		default:
			panic(fmt.Sprintf("%T is no part of WKB", n))
		}
	}
	return b
}

const little = byte(1)

// ring is a closed ring of four positions, with its count.
var ring = bytesOf(uint32(4), 0.0, 50.0, 0.0, 51.0, 1.0, 51.0, 0.0, 50.0)

var hostileWKB = []struct {
	name string
	raw  []byte
	want string
}{
	{"nothing", nil, "corrupt"},
	{"no byte order", bytesOf(byte(7), uint32(1)), "byte order"},
	{"a line of 268 million points", bytesOf(little, uint32(2), uint32(0x10000001), 0.0, 0.0), "WKB type 2"},
	{"a polygon of 4 thousand million rings", bytesOf(little, uint32(3), uint32(0xffffffff), 0.0, 0.0), "corrupt"},
	{"as many rings as bytes", bytesOf(little, uint32(3), uint32(8), 0.0, 0.0), "corrupt"},
	{"a ring of 4 thousand million points", bytesOf(little, uint32(3), uint32(1), uint32(0xffffffff), 0.0, 0.0), "corrupt"},
	{"one point more than there are", bytesOf(little, uint32(3), uint32(1), uint32(3), 0.0, 50.0, 0.0, 51.0), "corrupt"},
	{"4 thousand million pieces", bytesOf(little, uint32(6), uint32(0xffffffff), 0.0, 0.0), "corrupt"},
	{"4 thousand million points", bytesOf(little, uint32(4), uint32(0xffffffff)), "WKB type 4"},
	{"collections in collections", []byte(strings.Repeat(string(bytesOf(little, uint32(7), uint32(1))), 100_000)), "WKB type 7"},
	{"multipolygons in multipolygons", []byte(strings.Repeat(string(bytesOf(little, uint32(6), uint32(1))), 100_000)), "no polygon"},
	{"a million empty rings", bytesOf(little, uint32(3), uint32(1_000_000), make([]byte, 4_000_000)), "empty ring"},
	{"a million empty pieces", bytesOf(little, uint32(6), uint32(300_000), []byte(strings.Repeat(string(bytesOf(little, uint32(3), uint32(0))), 300_000))), "empty"},
	{"no rings", bytesOf(little, uint32(3), uint32(0)), "empty"},
	{"no pieces", bytesOf(little, uint32(6), uint32(0)), "empty"},
	{"a ring that is not closed", bytesOf(little, uint32(3), uint32(1), uint32(4), 0.0, 50.0, 0.0, 51.0, 1.0, 51.0, 1.0, 50.0), "not closed"},
	{"a ring of three", bytesOf(little, uint32(3), uint32(1), uint32(3), 0.0, 50.0, 0.0, 51.0, 0.0, 50.0), "at least 4"},
	{"an empty point, as PostGIS writes it", bytesOf(little, uint32(1), math.NaN(), math.NaN()), "not a finite"},
	{"an infinite point", bytesOf(little, uint32(1), math.Inf(1), 50.0), "not a finite"},
	{"out of range", bytesOf(little, uint32(1), 1e300, 50.0), "range"},
	{"half a point", bytesOf(little, uint32(1), 0.0), "corrupt"},
	{"more after the end", bytesOf(little, uint32(1), 0.0, 50.0, byte(0)), "after its end"},
	{"another system", bytesOf(little, uint32(0x20000001), uint32(3857), 0.0, 50.0), "EPSG:3857"},
	{"a piece in another system", bytesOf(little, uint32(6), uint32(1), little, uint32(0x20000003), uint32(27700), uint32(1), ring), "of its own kind"},
	{"a piece of more dimensions", bytesOf(little, uint32(6), uint32(1), little, uint32(1003), uint32(1), ring), "of its own kind"},
	{"a type beyond those there are", bytesOf(little, uint32(4003), uint32(1), ring), "not known"},
	{"a type of every bit", bytesOf(little, uint32(0xffffffff), uint32(4326), 0.0, 50.0), "not known"},
}

func TestHostileWKB(t *testing.T) {
	for _, c := range hostileWKB {
		t.Run(c.name, func(t *testing.T) {
			var s Shape
			var err error
			spent := allocated(func() { s, err = FromWKB(c.raw, WGS84) })
			check(t, c.name, s, err, c.want)
			if spent > 64<<10 {
				t.Errorf("%d bytes cost %d of memory to refuse", len(c.raw), spent)
			}
		})
	}
}

// allocated is how much memory do asked for, whether it gave it back or not.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

var hostileGeoJSON = []struct{ name, text, want string }{
	{"an array", `[]`, "not a GeoJSON"},
	{"an array of nought", `[0]`, "not a GeoJSON"},
	{"null", ` null `, "empty"},
	{"a number", `1`, "not a GeoJSON"},
	{"half an object", `{"type":"Point"`, "not a GeoJSON"},
	{"two objects", `{"type":"Point","coordinates":[0,50]}{}`, "not a GeoJSON"},
	{"a type that is no text", `{"type":1,"coordinates":[0,50]}`, "not a GeoJSON"},
	{"a type in capitals", `{"Type":"Point","coordinates":[0,50]}`, "of type \"\""},
	{"coordinates in capitals", `{"type":"Point","COORDINATES":[0,50]}`, "coordinates are missing"},
	{"the type twice", `{"type":"Point","type":"Polygon","coordinates":[0,50]}`, "\"type\" stands twice"},
	{"coordinates twice", `{"type":"Point","coordinates":[0,50],"coordinates":[1,51]}`, "\"coordinates\" stands twice"},
	{"coordinates twice, once in disguise", `{"type":"Point","coordinates":[0,50],"co\u006frdinates":[1,51]}`, "\"coordinates\" stands twice"},
	{"coordinates that are an object", `{"type":"Point","coordinates":{"0":0,"1":50}}`, "coordinates are missing"},
	{"coordinates that are text", `{"type":"Point","coordinates":"0,50"}`, "coordinates are missing"},
	{"numbers as text", `{"type":"Point","coordinates":["0","50"]}`, "not a finite"},
	{"true for a number", `{"type":"Point","coordinates":[true,50]}`, "not a finite"},
	{"one coordinate", `{"type":"Point","coordinates":[0]}`, "position of 1"},
	{"no coordinate", `{"type":"Point","coordinates":[]}`, "position of 0"},
	{"five coordinates", `{"type":"Point","coordinates":[0,50,0,0,0]}`, "position of 5"},
	{"a position too deep", `{"type":"Point","coordinates":[[0,50]]}`, "not a finite"},
	{"a polygon's position too high", `{"type":"Polygon","coordinates":[[0,50]]}`, "not nested"},
	{"an infinite number", `{"type":"Point","coordinates":[1e999,50]}`, "not a finite"},
	{"an infinite height", `{"type":"Point","coordinates":[0,50,1e999]}`, "not a finite"},
	{"NaN", `{"type":"Point","coordinates":[NaN,50]}`, "not a GeoJSON"},
	{"Infinity", `{"type":"Point","coordinates":[Infinity,50]}`, "not a GeoJSON"},
	{"a ring that is not closed", `{"type":"Polygon","coordinates":[[[0,50],[0,51],[1,51],[1,50]]]}`, "not closed"},
	{"an empty ring", `{"type":"Polygon","coordinates":[[]]}`, "empty ring"},
	{"an empty piece", `{"type":"MultiPolygon","coordinates":[[]]}`, "empty"},
	{"no piece", `{"type":"MultiPolygon","coordinates":[]}`, "empty"},
	{"collections 1,000 deep", strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 1000) + strings.Repeat("]}", 1000), "too deep"},
	{"collections 100,000 deep", strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 100_000), "too deep"},
	{"arrays 100,000 deep", `{"type":"Point","coordinates":` + strings.Repeat("[", 100_000), "too deep"},
	{"an empty collection", `{"type":"GeometryCollection","geometries":[]}`, "collection"},
	{"a collection without members", `{"type":"GeometryCollection"}`, "collection"},
	{"a collection of two", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,50]},{"type":"Point","coordinates":[0,50]}]}`, "collection"},
	{"a collection of an empty point", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[]}]}`, "position of 0"},
	{"10,000 members", `{` + many(10_000, func(i int) string { return fmt.Sprintf(`"a%d":0`, i) }) + `}`, "members"},
	{"a million empty rings", `{"type":"Polygon","coordinates":[` + strings.Repeat("[],", 1_000_000) + `[]]}`, "empty ring"},
	{"a million rings of one", `{"type":"Polygon","coordinates":[` + strings.Repeat("[[0,50]],", 1_000_000) + `[]]}`, "at least 4"},
	{"a million empty pieces", `{"type":"MultiPolygon","coordinates":[` + strings.Repeat("[],", 1_000_000) + `[]]}`, "without a ring"},
	{"a million features in a geometry", `{"type":"GeometryCollection","geometries":[` + strings.Repeat("{},", 1_000_000) + `{}]}`, "collection"},
}

func many(n int, item func(int) string) string {
	items := make([]string, n)
	for i := range items {
		items[i] = item(i)
	}
	return strings.Join(items, ",")
}

func TestHostileGeoJSON(t *testing.T) {
	for _, c := range hostileGeoJSON {
		t.Run(c.name, func(t *testing.T) {
			var s Shape
			var err error
			spent := allocated(func() { s, err = FromGeoJSON([]byte(c.text), WGS84) })
			check(t, c.name, s, err, c.want)
			if spent > 32<<20+uint64(4*len(c.text)) {
				t.Errorf("%d bytes cost %d of memory to refuse", len(c.text), spent)
			}
		})
	}
}

func TestHostileText(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"positions without end", "POLYGON((" + strings.Repeat("0 50,", 2<<20) + "0 50))", "too large"},
		{"brackets without end", "POLYGON" + strings.Repeat("(", 1_000_000), "not nested"},
		{"JSON inside", `POINT(0 50],"type":"Polygon","x":[0)`, "not a finite"},
		{"empty parts", "MULTIPOLYGON((()))", "empty ring"},
		{"an empty piece", "MULTIPOLYGON(())", "empty"},
		{"half a position", "POINT(0)", "position of 1"},
		{"two points", "POINT(0 50, 1 51)", "several positions"},
		{"two points in two brackets", "POINT(0 50)(1 51)", "not a GeoJSON"},
		{"hexadecimal digits", "POINT(0x10 50)", "not a finite"},
		{"a number beyond all", "POINT(1e999 50)", "not a finite"},
		{"another system", "SRID=999999;POINT(0 50)", "EPSG:999999"},
		{"a number as the system", "SRID=4326000000;POINT(0 50)", "neither WKT"},
		{"odd hexadecimal", "010100000000000", "whole hexadecimal"},
	} {
		s, err := FromText(c.text, WGS84)
		check(t, c.name, s, err, c.want)
	}
}

// Rings of a shapefile that are to be sorted into pieces and their holes, so many and
// so long that finding where each lies would never end.
func TestHoles(t *testing.T) {
	outside, inside := make([][]float64, 3000), make([][]float64, 3000)
	for i := range outside {
		edge := float64(i + 1)
		outside[i] = []float64{-edge, -edge, -edge, edge, edge, edge, edge, -edge, -edge, -edge} // clockwise
		for range 500 {
			outside[i] = append(outside[i], -edge, -edge)
		}
		x, y := float64(i%60)/100, float64(i/60)/100
		inside[i] = []float64{x, y, x + .005, y, x + .005, y + .005, x, y}
	}
	if _, err := OutlineOfRings(append(outside[:10], inside...), NationalGrid); err != nil {
		t.Errorf("ten pieces with 3,000 holes: %v", err)
	}
	s, err := OutlineOfRings(append(append([][]float64{}, outside[10:]...), func() [][]float64 {
		for i := range inside { // in none of the pieces, but in their boxes
			inside[i] = []float64{1e6, 1e6, 1e6 + 1, 1e6, 1e6 + 1, 1e6 + 1, 1e6, 1e6}
		}
		for i := range outside {
			outside[i] = append(outside[i][:0:0], -2e6, -2e6, -2e6, 2e6, 2e6, -2e6, -2e6, -2e6) // a triangle
			for range 500 {
				outside[i] = append(outside[i], -2e6, -2e6)
			}
		}
		return append(append([][]float64{}, outside...), inside...)
	}()...), NationalGrid)
	check(t, "3,000 long pieces and 3,000 holes in none", s, err, "too many pieces and holes")
}

// An outline whose every edge crosses every other takes PostGIS the square of that.
func TestTangledOutlines(t *testing.T) {
	star := func(n int) (ring []float64) { // to every other corner but one: all edges cross
		for i := range n + 1 {
			at := 2 * math.Pi * float64(i%n*(n/2)) / float64(n)
			ring = append(ring, 500_000+1000*math.Sin(at), 500_000+1000*math.Cos(at))
		}
		return ring
	}
	square := func(x, y, side float64) []float64 {
		return []float64{x, y, x, y + side, x + side, y + side, x + side, y, x, y}
	}
	long := func(n int) (ring []float64) { // as wide as it is high, and never crossing
		for i := range n {
			ring = append(ring, float64(i%2)*1000, float64(i))
		}
		return append(ring, -1, float64(n), -1, 0, 0, 0)
	}
	many := func(n int, ring func(int) []float64) (rings [][]float64) {
		for i := range n {
			rings = append(rings, ring(i))
		}
		return rings
	}
	for _, c := range []struct {
		name  string
		rings [][]float64
		want  string
	}{
		{"a bow tie", [][]float64{{0, 0, 10, 10, 10, 0, 0, 10, 0, 0}}, ""},
		{"a star of 15", [][]float64{star(15)}, ""},
		{"a star of 201", [][]float64{star(201)}, "cross over 200 times"},
		{"a star of 20,001", [][]float64{star(20_001)}, "cross over 200 times"},
		{"a thousand squares on one another", many(1000, func(int) []float64 { return square(0, 0, 10) }), "cross over 200 times"},
		{"a thousand squares across one another", many(1000, func(i int) []float64 { return square(float64(i), float64(i), 2000) }), "cross over 200 times"},
		{"ten thousand squares side by side", many(10_000, func(i int) []float64 { return square(float64(i%100)*20, float64(i/100)*20, 10) }), ""},
		{"5,000 positions to and fro", [][]float64{long(5000)}, ""},
		{"500,000 positions to and fro", [][]float64{long(500_000)}, "too long to be looked through"},
	} {
		m, err := multiPolygon([][][]float64{c.rings}, NationalGrid)
		var s Shape
		if m != nil {
			s = m
		}
		check(t, c.name, s, err, c.want)
	}
}

// sound wants that what was taken can be written, drawn and measured.
func sound(t *testing.T, s Shape) {
	t.Helper()
	if _, err := Hex(s); err != nil {
		t.Fatal(err)
	}
	if p, ok := s.(*geom.Point); ok {
		if len(p.FlatCoords()) != 2 || inRange(p.FlatCoords(), s.SRID()) != nil {
			t.Errorf("point %v was taken", p.FlatCoords())
		}
		return
	}
	m := AsMultiPolygon(s)
	if m == nil || m.NumPolygons() == 0 || m.Layout() != geom.XY {
		t.Fatalf("%T was taken", s)
	}
	for i := range m.NumPolygons() {
		if m.Polygon(i).NumLinearRings() == 0 {
			t.Errorf("piece %d has no ring", i)
		}
		for j := range m.Polygon(i).NumLinearRings() {
			if err := ringIsGood(m.Polygon(i).LinearRing(j).FlatCoords(), s.SRID()); err != nil {
				t.Errorf("a ring was taken: %v", err)
			}
		}
	}
}

// taken wants a sound shape or a sentence for the file's maker.
func taken(t *testing.T, s Shape, err error) {
	t.Helper()
	var bad BadShape
	switch {
	case err == nil:
		sound(t, s)
	case !errors.As(err, &bad) || s != nil:
		t.Errorf("got %v, %v, want a shape or a bad shape", s, err)
	}
}

func FuzzWKB(f *testing.F) {
	for _, c := range hostileWKB {
		if len(c.raw) < 1000 {
			f.Add(c.raw)
		}
	}
	f.Add(bytesOf(little, uint32(1), 0.0, 50.0))
	f.Add(bytesOf(little, uint32(0x20000003), uint32(4326), uint32(1), ring))
	f.Add(bytesOf(little, uint32(6), uint32(1), little, uint32(3), uint32(1), ring))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := FromWKB(raw, WGS84)
		taken(t, s, err)
	})
}

func FuzzGeoJSON(f *testing.F) {
	for _, c := range hostileGeoJSON {
		if len(c.text) < 1000 {
			f.Add([]byte(c.text))
		}
	}
	f.Add([]byte(`{"type":"Polygon","coordinates":[[[0,50],[0,51],[1,51],[0,50]]]}`))
	f.Add([]byte(`{"type":"MultiPolygon","coordinates":[[[[0,50,1],[0,51,1],[1,51,1],[0,50,1]]]],"bbox":[0,{"a":"]"}]}`))
	f.Add([]byte(`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[-0.3,51]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := FromGeoJSON(text, WGS84)
		taken(t, s, err)
		// What holds a file's features and arcs reads the same text, valid or not.
		_ = EachMember(text, func(string, []byte) error { return nil })
		_ = EachElement(text, func([]byte) error { return nil })
		_, _ = Lines(text)
	})
}

func FuzzText(f *testing.F) {
	f.Add("POLYGON ((0 50, 0 51, 1 51, 0 50))")
	f.Add("SRID=27700;MULTIPOLYGON Z(((0 50 1, 0 51 1, 1 51 1, 0 50 1)))")
	f.Add("0103000000FFFFFFFF00000000000000000000000000000000")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := FromText(text, WGS84)
		taken(t, s, err)
	})
}
