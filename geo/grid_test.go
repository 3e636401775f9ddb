package geo

import (
	"math"
	"testing"
)

// Pairs as published: the places' eastings and northings beside their degrees to four places.
var places = []struct {
	name              string
	easting, northing float64
	lon, lat          float64
}{
	{"Chichester", 486061, 104818, -0.7792, 50.8365},
	{"Horsham", 517408, 130618, -0.3259, 51.0629},
	{"Lewes", 541433, 110189, 0.0088, 50.8739},
	{"Brighton", 531306, 104204, -0.1372, 50.8225},
	{"Winchester", 448589, 129546, -1.3080, 51.0632},
	{"Guildford", 499901, 149528, -0.5704, 51.2362},
}

func TestGridBothWays(t *testing.T) {
	for _, p := range places {
		e, n := ToGrid(p.lon, p.lat)
		if d := math.Hypot(e-p.easting, n-p.northing); d > 12 {
			t.Errorf("%s: grid is %.0f %.0f, %.1f m from %.0f %.0f", p.name, e, n, d, p.easting, p.northing)
		}
		lon, lat := FromGrid(p.easting, p.northing)
		if math.Abs(lon-p.lon) > 0.0002 || math.Abs(lat-p.lat) > 0.0001 {
			t.Errorf("%s: degrees are %.5f %.5f, want %.4f %.4f", p.name, lon, lat, p.lon, p.lat)
		}
		e, n = ToGrid(lon, lat)
		if d := math.Hypot(e-p.easting, n-p.northing); d > 0.1 {
			t.Errorf("%s: there and back is %.3f m off", p.name, d)
		}
	}
}

func TestInUK(t *testing.T) {
	for _, p := range []struct {
		name     string
		lon, lat float64
		want     bool
	}{
		{"London", -0.12, 51.5, true},
		{"Lerwick", -1.14, 60.15, true},
		{"Stornoway", -6.39, 58.21, true},
		{"Belfast", -5.93, 54.6, true},
		{"St Mary's, Scilly", -6.31, 49.92, true},
		{"Lowestoft", 1.76, 52.48, true},
		{"Kirkwall", -2.96, 58.98, true},
		{"Enniskillen", -7.63, 54.34, true},
		{"Dublin", -6.26, 53.35, false},
		{"Calais", 1.85, 50.95, false},
		{"Cherbourg", -1.62, 49.64, false},
		{"null island", 0, 0, false},
		{"latitude and longitude swapped", 51.06, -0.33, false},
		{"not a number", math.NaN(), 51, false},
		{"infinite", math.Inf(1), 51, false},
	} {
		if got := InUK(p.lon, p.lat); got != p.want {
			t.Errorf("%s: in the United Kingdom is %v, want %v", p.name, got, p.want)
		}
	}
}

func TestGridSwapped(t *testing.T) {
	for _, p := range places {
		lon, lat := FromGrid(p.northing, p.easting)
		if !GridSwapped(lon, lat) {
			t.Errorf("%s swapped is %.3f %.3f: not seen", p.name, lon, lat)
		}
		if GridSwapped(p.lon, p.lat) {
			t.Errorf("%s is said to be swapped", p.name)
		}
	}
	if OnGrid(0, 0) || OnGrid(9999999, 104204) {
		t.Error("0,0 or 9999999 is on the grid")
	}
}
