package importer

import (
	"errors"
	"testing"
)

// fuzz wants that no bytes make a reader panic, or fail in a way that is not the file's.
func fuzz(f *testing.F, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		_, err := readAll(content)
		var r refusal
		if err != nil && !errors.As(err, &r) {
			t.Errorf("our fault: %v", err)
		}
	})
}

func FuzzCSV(f *testing.F) {
	fuzz(f, []byte("title\nref,name\na,\"Ke\"\"nt\"\nb,\"x\ny\"\r\n"), []byte("\xff\xfer\x00e\x00f\x00\n\x00"), []byte("ref;n\nCr\xe8che;1"))
}

func FuzzGeoJSON(f *testing.F) {
	fuzz(f, []byte(`{"type":"FeatureCollection","crs":null,"features":[{"type":"Feature","properties":{"ref":"a"},"geometry":{"type":"Polygon","coordinates":`+square+`}}]}`),
		[]byte(`{"type":"Feature","properties":{"ref":"a"},"geometry":{"type":"Point","coordinates":[0,51]}}`))
}

func FuzzTopoJSON(f *testing.F) {
	fuzz(f, []byte(`{"type":"Topology","objects":{"a":{"type":"Polygon","properties":{"ref":"a"},"arcs":[[0,-1]]}},"transform":{"scale":[1,1],"translate":[0,51]},"arcs":[[[0,0],[0,1],[1,0]]]}`))
}

func FuzzShapefile(f *testing.F) {
	f.Add(uint16(140), byte(0xff))
	f.Fuzz(func(t *testing.T, at uint16, b byte) {
		_, err := readAll(plots(t, func(shp, dbf []byte) ([]byte, []byte) {
			if n := int(at) % (len(shp) + len(dbf)); n < len(shp) {
				shp[n] = b
			} else {
				dbf[n-len(shp)] = b
			}
			return shp, dbf
		}))
		var r refusal
		if err != nil && !errors.As(err, &r) {
			t.Errorf("our fault: %v", err)
		}
	})
}

func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><v>46100</v></c></row>`)
	f.Fuzz(func(t *testing.T, rows string) {
		_, err := readAll(book(t, rows))
		var r refusal
		if err != nil && !errors.As(err, &r) {
			t.Errorf("our fault: %v", err)
		}
	})
}
