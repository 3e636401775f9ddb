package geo

import (
	"bytes"
	"math"
	"testing"
)

func TestAppendGeoJSON(t *testing.T) {
	// Two pieces, the first with a hole.
	two := NewMultiPolygon([][][]float64{
		{{0, 50, 3, 50, 3, 53, 0, 50}, {1, 50.5, 2, 51, 2, 50.6, 1, 50.5}},
		{{-1.12345678, 50, -1, 50, -1, 51, -1.12345678, 50}},
	}, WGS84)
	for name, c := range map[string]struct {
		shape Shape
		want  string
	}{
		"a point": {NewPoint(-1.09, 50.81, WGS84), `{"type":"Point","coordinates":[-1.09,50.81]}`},
		"none":    {nil, "null"},
		"an outline": {two, `{"type":"MultiPolygon","coordinates":[[[[0,50],[3,50],[3,53],[0,50]],[[1,50.5],[2,51],[2,50.6],[1,50.5]]],` +
			`[[[-1.123457,50],[-1,50],[-1,51],[-1.123457,50]]]]}`},
	} {
		got, err := AppendGeoJSON(nil, c.shape)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v, want %s", name, got, err, c.want)
		}
		if c.shape == nil {
			continue
		}
		if again, err := FromGeoJSON(got, WGS84); err != nil || KindOf(again) != KindOf(c.shape) {
			t.Errorf("%s comes back as %v, %v", name, again, err)
		}
	}
	if _, err := AppendGeoJSON(nil, NewPoint(450000, 120000, NationalGrid)); err == nil {
		t.Error("a point of the national grid is written as GeoJSON")
	}
}

func TestGeoPackageBlob(t *testing.T) {
	outline := NewMultiPolygon([][][]float64{{{0, 50, 3, 50, 3, 53, 0, 50}}}, WGS84)
	blob, err := GeoPackageBlob(outline)
	if err != nil || !bytes.HasPrefix(blob, []byte{'G', 'P', 0, 3, 0xe6, 0x10, 0, 0}) {
		t.Fatalf("% x, %v", blob, err)
	}
	var box [4]float64 // least and greatest x, least and greatest y
	for i := range box {
		bits := uint64(0)
		for j := range 8 {
			bits |= uint64(blob[8+8*i+j]) << (8 * j)
		}
		box[i] = math.Float64frombits(bits)
	}
	if box != [4]float64{0, 3, 50, 53} {
		t.Errorf("the box is %v", box)
	}
	if again, err := FromWKB(blob[40:], WGS84); err != nil || KindOf(again) != "MULTIPOLYGON" {
		t.Errorf("%v, %v", again, err)
	}
	if _, err := GeoPackageBlob(NewMultiPolygon(nil, WGS84)); err == nil {
		t.Error("a shape without coordinates has a box")
	}
}
