package sites

import (
	"fmt"
	"testing"
)

// said is what a line was read as, in few letters.
func said(q placeQuery) string {
	text := ""
	if q.at != nil {
		text += fmt.Sprintf("%s %.0f %.0f (%s) ", q.at.kind, q.at.easting, q.at.northing, q.at.exactness)
	}
	for _, p := range q.postcodes {
		text += "[" + p.String() + "] "
	}
	if len(q.uprns) > 0 {
		text += fmt.Sprintf("%d uprns from %s ", len(q.uprns), q.uprns[0])
	}
	if q.name != "" {
		text += q.name
	}
	if q.in != "" {
		text += " in " + q.in
	}
	return text
}

func TestReadPlaceQuery(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "",
		"  ":                    "",
		"PO19 1RP":              "[PO19 1RP] ",
		"po191rp":               "[PO19 1RP] ",
		" p o 1 9 1 r p ":       "[PO19 1RP] ",
		"PO19":                  "[PO1 9] [PO19] po19",
		"PO1 9":                 "[PO1 9] po1 9",
		"PO19 1":                "[PO19 1] po19 1",
		"PO191":                 "[PO19 1] po191",
		"PO11":                  "[PO1 1] [PO11] po11",
		"W1A":                   "[W1A] w1a",
		"E1 6AN":                "[E1 6AN] ",
		"100020003":             "4 uprns from 000100020003 ",
		"1002":                  "9 uprns from 000000001002 ",
		"000010002":             "1 uprns from 000010002 ",
		"123":                   "123",
		"SU 123 456":            "grid_reference 412350 145650 (the middle of a square of 100 m) ",
		"SU1234567890":          "grid_reference 412345 167890 (to the metre) ",
		"SU 4108":               "grid_reference 441500 108500 (the middle of a square of 1 km) ",
		"412345,123456":         "position 412345 123456 (as typed) ",
		"412345 123456":         "position 412345 123456 (as typed) ",
		"50.8376, -0.7749":      "position 486362 104945 (as typed) ",
		"50.8376 0.7749 W":      "position 486362 104945 (as typed) ",
		"50.8376° N, 0.7749° W": "position 486362 104945 (as typed) ",
		"Chichester":            "chichester",
		"High  Street, Bognor ": "high street in bognor",
		"C":                     "",
		"Müllers Grove":         "müllers grove",
	} {
		if got := said(readPlaceQuery(text)); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}
