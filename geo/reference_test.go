package geo

import "testing"

// TestGridReference reads references whose squares Ordnance Survey's own guide to the
// National Grid gives: SU is 400 km east and 100 km north, TQ 500 and 100, NN 200 and 700.
func TestGridReference(t *testing.T) {
	for _, c := range []struct {
		text                    string
		easting, northing, side float64
		ok                      bool
	}{
		{"SU 123 456", 412300, 145600, 100, true},
		{"su123456", 412300, 145600, 100, true},
		{"SU1234567890", 412345, 167890, 1, true},
		{"SU 12345 67890", 412345, 167890, 1, true},
		{"TQ 3080", 530000, 180000, 1000, true},
		{"NN166712", 216600, 771200, 100, true}, // Ben Nevis
		{"TV 594 951", 559400, 95100, 100, true},
		{"SU 123 45", 0, 0, 0, false},  // an odd digit
		{"SU12", 0, 0, 0, false},       // a postcode district rather
		{"IU 123 456", 0, 0, 0, false}, // there is no I
		{"AA 123 456", 0, 0, 0, false}, // far out at sea
		{"PO19 1RP", 0, 0, 0, false},
	} {
		e, n, side, ok := GridReference(c.text)
		if ok != c.ok || ok && (e != c.easting || n != c.northing || side != c.side) {
			t.Errorf("%s: %.0f, %.0f, side %.0f, %v; want %.0f, %.0f, %.0f, %v", c.text, e, n, side, ok, c.easting, c.northing, c.side, c.ok)
		}
	}
}
