package geo

import (
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/wkb"
)

func TestFromGeoJSON(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a point", `{"type":"Point","coordinates":[-0.3,51]}`, ""},
		{"a point with height", `{"type":"Point","coordinates":[-0.3,51,12]}`, ""},
		{"a closed ring", `{"type":"Polygon","coordinates":[[[0,50],[0,51],[1,51],[0,50]]]}`, ""},
		{"two pieces", `{"type":"MultiPolygon","coordinates":[[[[0,50],[0,51],[1,51],[0,50]]],[[[2,50],[2,51],[3,51],[2,50]]]]}`, ""},
		{"a collection of one", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[-0.3,51]}]}`, ""},
		{"null", `null`, "empty"},
		{"empty coordinates", `{"type":"Point","coordinates":[]}`, "coordinates"},
		{"half a position", `{"type":"Point","coordinates":[0]}`, "coordinates"},
		{"null coordinates", `{"type":"Point","coordinates":null}`, "coordinates"},
		{"no coordinates", `{"type":"Point"}`, "coordinates"},
		{"null in a position", `{"type":"Point","coordinates":[null,null]}`, "not a finite number"},
		{"text in a position", `{"type":"Point","coordinates":["1","2"]}`, "not a finite number"},
		{"too large a number", `{"type":"Point","coordinates":[1e999,51]}`, "not a finite number"},
		{"NaN", `{"type":"Point","coordinates":[NaN,51]}`, "not a GeoJSON"},
		{"empty ring", `{"type":"Polygon","coordinates":[[]]}`, "empty ring"},
		{"no ring", `{"type":"Polygon","coordinates":[]}`, "empty"},
		{"unclosed ring", `{"type":"Polygon","coordinates":[[[0,50],[0,51],[1,51],[1,50]]]}`, "not closed"},
		{"a ring of three", `{"type":"Polygon","coordinates":[[[0,50],[0,51],[0,50]]]}`, "at least 4"},
		{"a line", `{"type":"LineString","coordinates":[[0,50],[0,51]]}`, "Polygon"},
		{"metres for degrees", `{"type":"Point","coordinates":[486061,104818]}`, "range"},
		{"too deep", `{"type":"Point","coordinates":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`, "too deep"},
		{"collections in collections", `{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]}]}`, "collection"},
	} {
		s, err := FromGeoJSON([]byte(c.text), WGS84)
		check(t, c.name, s, err, c.want)
	}
}

func TestFromText(t *testing.T) {
	good, err := wkb.Marshal(geom.NewPolygonFlat(geom.XY, []float64{0, 50, 0, 51, 1, 51, 0, 50}, []int{8}), wkb.XDR)
	if err != nil {
		t.Fatal(err)
	}
	whole := hex.EncodeToString(good)
	for _, c := range []struct{ name, text, want string }{
		{"WKB", whole, ""},
		{"WKT", "POLYGON ((0 50, 0 51, 1 51, 0 50))", ""},
		{"WKT with height", "POLYGON Z ((0 50 1, 0 51 1, 1 51 1, 0 50 1))", ""},
		{"WKT of pieces", "multipolygon(((0 50,0 51,1 51,0 50)),((2 50,2 51,3 51,2 50)))", ""},
		{"EWKT on the grid", "SRID=27700;POINT(486061 104818)", ""},
		{"EWKT elsewhere", "SRID=3857;POINT(1 2)", "EPSG:3857"},
		{"empty WKT", "POINT EMPTY", "empty"},
		{"NaN in WKT", "POINT(NaN 51)", "not a finite number"},
		{"WKT cut off", "POLYGON ((0 50, 0 51", "cut off"},
		{"text", "somewhere in Kent", "neither WKT"},
		{"WKB cut off", whole[:len(whole)-10], "corrupt"},
		{"WKB and more", whole + "00", "after its end"},
		{"a line of 268 million points", "0102000000FFFFFF0F00000000000000000000000000000000", "WKB type 2"},
		{"a polygon of 4 thousand million rings", "0103000000FFFFFFFF00000000000000000000000000000000", "corrupt"},
		{"a ring of 268 million points", "010300000001000000FFFFFF0F00000000000000000000000000000000", "corrupt"},
		{"pieces without end", "0106000000FFFFFFFF0103000000", "corrupt"},
		{"NaN in WKB", "0101000000000000000000F87F0000000000004940", "not a finite number"},
	} {
		s, err := FromText(c.text, WGS84)
		check(t, c.name, s, err, c.want)
	}
	if s, err := FromText("SRID=27700;POINT(486061 104818)", WGS84); err != nil || s.SRID() != NationalGrid {
		t.Errorf("EWKT's SRID is lost: %v %v", s, err)
	}
}

// check wants a shape with an SRID, or a BadShape whose sentence contains want.
func check(t *testing.T, name string, s Shape, err error, want string) {
	t.Helper()
	switch {
	case want == "" && (err != nil || s == nil || s.SRID() == 0):
		t.Errorf("%s: got %v, %v, want a shape", name, s, err)
	case want != "":
		var bad BadShape
		if !errors.As(err, &bad) || !strings.Contains(bad.Error(), want) {
			t.Errorf("%s: got %v, %v, want a bad shape that says %q", name, s, err, want)
		}
	}
}
