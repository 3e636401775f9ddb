package sites

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"homeground/geo"
)

// A position is where a row says it is, in the system the file gave it in.
type position struct {
	X, Y float64
	SRID int
}

// A cellFault is what is wrong with one cell of a row.
type cellFault struct{ column, value, rule, remedy string }

var plainNumber = regexp.MustCompile(`^[+-]?[0-9]{1,12}(\.[0-9]{1,18})?$`)

// readPosition reads the coordinate pairs of a row: the National Grid's, WGS 84's, or
// both, which then must agree to 1 km. Nothing is guessed: a likely swap is named and
// the row refused. warning is for pairs that are some way apart.
func readPosition(easting, northing, latitude, longitude string) (at position, warning *cellFault, fault *cellFault) {
	grid, onGrid, fault := readPair("easting", easting, "northing", northing)
	if fault != nil {
		return at, nil, fault
	}
	degrees, inDegrees, fault := readPair("latitude", latitude, "longitude", longitude)
	if fault != nil {
		return at, nil, fault
	}
	if !onGrid && !inDegrees {
		return at, nil, &cellFault{"easting", "", "the coordinates are missing", "Give easting and northing (EPSG:27700), or latitude and longitude (EPSG:4326)."}
	}
	if onGrid {
		if fault := checkGrid(grid[0], grid[1], easting, northing); fault != nil {
			return at, nil, fault
		}
		at = position{grid[0], grid[1], geo.NationalGrid}
	}
	if !inDegrees {
		return at, nil, nil
	}
	lat, lon := degrees[0], degrees[1]
	if fault := checkDegrees(lat, lon, latitude, longitude); fault != nil {
		return at, nil, fault
	}
	if !onGrid {
		return position{lon, lat, geo.WGS84}, nil, nil
	}
	e, n := geo.ToGrid(lon, lat)
	switch apart := math.Hypot(e-grid[0], n-grid[1]); {
	case apart > 1000:
		return at, nil, &cellFault{"easting", easting + ", " + northing,
			fmt.Sprintf("the two pairs of coordinates are %.0f km apart", apart/1000), "Correct one pair, or leave it out."}
	case apart > 100:
		return at, &cellFault{"easting", easting + ", " + northing,
			fmt.Sprintf("the two pairs of coordinates are %.0f m apart; easting and northing were taken", apart), "Check which pair is right."}, nil
	}
	return at, nil, nil
}

// readPair reads two numbers of which both or neither must be there.
func readPair(a, aText, b, bText string) (pair [2]float64, given bool, fault *cellFault) {
	switch {
	case aText == "" && bText == "":
		return pair, false, nil
	case aText == "":
		return pair, false, &cellFault{a, "", "the coordinate pair is not whole: the " + a + " is missing", "Give both, or neither."}
	case bText == "":
		return pair, false, &cellFault{b, "", "the coordinate pair is not whole: the " + b + " is missing", "Give both, or neither."}
	}
	for i, cell := range [2][2]string{{a, aText}, {b, bText}} {
		v, err := strconv.ParseFloat(cell[1], 64)
		if err != nil || !plainNumber.MatchString(cell[1]) {
			return pair, false, &cellFault{cell[0], cell[1], "the coordinate is not a number", "Write digits with a point, without commas or units."}
		}
		pair[i] = v
	}
	if pair[0] == 0 && pair[1] == 0 {
		return pair, false, &cellFault{a, "0, 0", "the coordinates 0, 0 are no place: they stand for a position that was not known", "Give the true coordinates."}
	}
	return pair, true, nil
}

func checkGrid(e, n float64, easting, northing string) *cellFault {
	value := easting + ", " + northing
	lon, lat := geo.FromGrid(e, n)
	switch on := geo.OnGrid(e, n); {
	case on && !geo.GridSwapped(lon, lat):
		return nil
	case geo.OnGrid(n, e):
		return &cellFault{"easting", value, "the point is outside the range of its place: easting and northing look swapped", "Swap the two."}
	case geo.InUK(e, n) || geo.InUK(n, e):
		return &cellFault{"easting", value, "easting and northing look like degrees", "Put them in latitude and longitude."}
	}
	return &cellFault{"easting", value, "the coordinates are outside the United Kingdom (out of range)", "Give easting and northing in metres of the British National Grid."}
}

func checkDegrees(lat, lon float64, latitude, longitude string) *cellFault {
	value := latitude + ", " + longitude
	switch {
	case geo.InUK(lon, lat) && !geo.GridSwapped(lon, lat):
		return nil
	case geo.GridSwapped(lon, lat):
		return &cellFault{"latitude", value, "the point is outside England, in or near Ireland: its easting and northing look swapped before they were converted", "Swap them and convert again."}
	case geo.InUK(lat, lon):
		return &cellFault{"latitude", value, "the point is outside the United Kingdom: latitude and longitude look swapped", "Swap the two."}
	case geo.OnGrid(lat, lon) || geo.OnGrid(lon, lat):
		return &cellFault{"latitude", value, "latitude and longitude look like metres of the British National Grid", "Put them in easting and northing."}
	}
	return &cellFault{"latitude", value, "the coordinates are outside the United Kingdom (out of range)", "Give latitude and longitude in degrees (EPSG:4326)."}
}

// shapePosition is the position of a point from a file of shapes, checked the same way.
func shapePosition(shape geo.Shape) (position, *cellFault) {
	p, ok := shape.(*geo.Point)
	if !ok {
		return position{}, &cellFault{"geometry", "", "the geometry is no point: a site needs a Point", "Import outlines as boundaries."}
	}
	at := position{p.X(), p.Y(), p.SRID()}
	value := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	if at.X == 0 && at.Y == 0 {
		return at, &cellFault{"geometry", "0, 0", "the coordinates 0, 0 are no place: they stand for a position that was not known", "Give the true coordinates."}
	}
	var fault *cellFault
	if at.SRID == geo.NationalGrid {
		fault = checkGrid(at.X, at.Y, value(at.X), value(at.Y))
	} else {
		fault = checkDegrees(at.Y, at.X, value(at.Y), value(at.X))
	}
	if fault != nil {
		fault.column = "geometry"
	}
	return at, fault
}
