package geo

import "math"

// ukOutline is drawn by hand round the United Kingdom, some 20 km out to sea: enough
// to tell a position from a mistake, not to state where anything is.
var ukOutline = [][2]float64{
	{-6.9, 49.7}, {-4.9, 49.75}, {-3.3, 50.0}, {-1.2, 50.35}, {0.3, 50.55}, {1.2, 50.8}, {1.5, 51.05}, {1.7, 51.45},
	{2.05, 52.4}, {2.0, 52.95}, {0.6, 53.3}, {0.4, 53.7}, {0.1, 54.2}, {-0.9, 54.8}, {-1.2, 55.4}, {-1.7, 56.1},
	{-1.4, 57.3}, {-1.5, 58.0}, {-2.0, 58.7}, {-0.5, 59.7}, {-0.5, 61.0}, {-2.3, 61.0}, {-3.6, 59.6}, {-5.3, 58.8},
	{-6.5, 58.85}, {-8.9, 58.0}, {-7.9, 56.5}, {-6.9, 55.6}, {-7.1, 55.35}, {-7.45, 55.1}, {-7.9, 54.85}, {-8.25, 54.5},
	{-8.0, 54.15}, {-7.5, 54.05}, {-6.6, 53.95}, {-6.0, 53.9}, {-5.2, 54.1}, {-5.0, 53.5}, {-5.2, 52.5}, {-5.8, 51.9},
	{-5.5, 51.3}, {-5.2, 50.9}, {-6.0, 50.4}, {-6.9, 50.1},
}

// InUK reports whether a WGS 84 position is in the United Kingdom or just off its coast.
func InUK(lon, lat float64) bool {
	if math.IsNaN(lon) || math.IsNaN(lat) {
		return false
	}
	in := false
	for i, j := 0, len(ukOutline)-1; i < len(ukOutline); j, i = i, i+1 {
		a, b := ukOutline[i], ukOutline[j]
		if (a[1] > lat) != (b[1] > lat) && lon < (b[0]-a[0])*(lat-a[1])/(b[1]-a[1])+a[0] {
			in = !in
		}
	}
	return in
}

// OnGrid reports whether easting and northing are in the range of the National Grid
// and the place they name is in the United Kingdom. The false origin 0,0 is not.
func OnGrid(easting, northing float64) bool {
	if !(easting > 0 && easting < 700000 && northing > 0 && northing < 1300000) {
		return false
	}
	return InUK(FromGrid(easting, northing))
}

// inUlster is the box of Northern Ireland, where the British grid is not used.
func inUlster(lon, lat float64) bool {
	return lon > -8.2 && lon < -5.43 && lat > 53.95 && lat < 55.35 && (lon < -5.85 || lat < 55.0)
}

// GridSwapped reports whether a WGS 84 position is one that a point of England gets
// when its easting and northing are swapped before they are converted: those of the
// South East land in or west of Northern Ireland.
func GridSwapped(lon, lat float64) bool {
	if !inUlster(lon, lat) && InUK(lon, lat) {
		return false
	}
	e, n := ToGrid(lon, lat)
	if !OnGrid(n, e) {
		return false
	}
	return !inUlster(FromGrid(n, e))
}
