package geo

import "math"

// An ellipsoid by its half axes in metres.
type ellipsoid struct{ a, b float64 }

var (
	wgs84Ellipsoid = ellipsoid{6378137, 6356752.314245}
	airy1830       = ellipsoid{6377563.396, 6356256.909}
)

// The transverse Mercator projection of the National Grid (Ordnance Survey, A guide to
// coordinate systems in Great Britain, annexe C).
const (
	gridScale  = 0.9996012717
	gridLat    = 49 * math.Pi / 180
	gridLon    = -2 * math.Pi / 180
	gridEast   = 400000.0
	gridNorth  = -100000.0
	arcSeconds = math.Pi / 180 / 3600
)

// ToGrid is the point's easting and northing in metres. It uses the seven-parameter
// shift, as PostGIS does without Ordnance Survey's grid file: right to about 5 m.
func ToGrid(lon, lat float64) (easting, northing float64) {
	x, y, z := wgs84Ellipsoid.cartesian(lon*math.Pi/180, lat*math.Pi/180)
	x, y, z = shift(x, y, z, 1)
	return project(airy1830.geographic(x, y, z))
}

// FromGrid is the longitude and latitude, WGS 84 degrees, of a point of the National Grid.
func FromGrid(easting, northing float64) (lon, lat float64) {
	lambda, phi := unproject(easting, northing)
	x, y, z := airy1830.cartesian(lambda, phi)
	x, y, z = shift(x, y, z, -1)
	lambda, phi = wgs84Ellipsoid.geographic(x, y, z)
	return lambda * 180 / math.Pi, phi * 180 / math.Pi
}

// shift goes from WGS 84 to OSGB36 (way 1) or back (way -1), on earth-centred metres.
func shift(x, y, z, way float64) (float64, float64, float64) {
	s := 1 + way*20.4894e-6
	rx, ry, rz := way*-0.1502*arcSeconds, way*-0.2470*arcSeconds, way*-0.8421*arcSeconds
	return way*-446.448 + s*x - rz*y + ry*z,
		way*125.157 + rz*x + s*y - rx*z,
		way*-542.060 - ry*x + rx*y + s*z
}

func (e ellipsoid) cartesian(lambda, phi float64) (x, y, z float64) {
	e2 := 1 - e.b*e.b/(e.a*e.a)
	nu := e.a / math.Sqrt(1-e2*math.Sin(phi)*math.Sin(phi))
	return nu * math.Cos(phi) * math.Cos(lambda), nu * math.Cos(phi) * math.Sin(lambda), (1 - e2) * nu * math.Sin(phi)
}

func (e ellipsoid) geographic(x, y, z float64) (lambda, phi float64) {
	e2 := 1 - e.b*e.b/(e.a*e.a)
	p := math.Hypot(x, y)
	phi = math.Atan2(z, p*(1-e2))
	for range 6 {
		nu := e.a / math.Sqrt(1-e2*math.Sin(phi)*math.Sin(phi))
		phi = math.Atan2(z+e2*nu*math.Sin(phi), p)
	}
	return math.Atan2(y, x), phi
}

// meridian is the distance along the central meridian from the true origin.
func meridian(phi float64) float64 {
	n := (airy1830.a - airy1830.b) / (airy1830.a + airy1830.b)
	d, s := phi-gridLat, phi+gridLat
	return airy1830.b * gridScale * ((1+n+5.0/4*n*n+5.0/4*n*n*n)*d -
		(3*n+3*n*n+21.0/8*n*n*n)*math.Sin(d)*math.Cos(s) +
		(15.0/8*n*n+15.0/8*n*n*n)*math.Sin(2*d)*math.Cos(2*s) -
		35.0/24*n*n*n*math.Sin(3*d)*math.Cos(3*s))
}

// curvature is the radii of curvature nu and rho at a latitude, and eta squared.
func curvature(phi float64) (nu, rho, eta2 float64) {
	e2 := 1 - airy1830.b*airy1830.b/(airy1830.a*airy1830.a)
	w := 1 - e2*math.Sin(phi)*math.Sin(phi)
	nu = airy1830.a * gridScale / math.Sqrt(w)
	rho = airy1830.a * gridScale * (1 - e2) / math.Pow(w, 1.5)
	return nu, rho, nu/rho - 1
}

func project(lambda, phi float64) (easting, northing float64) {
	nu, rho, eta2 := curvature(phi)
	sin, cos := math.Sincos(phi)
	t2 := sin * sin / (cos * cos)
	l := lambda - gridLon
	northing = meridian(phi) + gridNorth +
		nu/2*sin*cos*l*l +
		nu/24*sin*math.Pow(cos, 3)*(5-t2+9*eta2)*math.Pow(l, 4) +
		nu/720*sin*math.Pow(cos, 5)*(61-58*t2+t2*t2)*math.Pow(l, 6)
	easting = gridEast + nu*cos*l +
		nu/6*math.Pow(cos, 3)*(nu/rho-t2)*math.Pow(l, 3) +
		nu/120*math.Pow(cos, 5)*(5-18*t2+t2*t2+14*eta2-58*t2*eta2)*math.Pow(l, 5)
	return easting, northing
}

func unproject(easting, northing float64) (lambda, phi float64) {
	phi = gridLat
	for range 20 {
		d := northing - gridNorth - meridian(phi)
		phi += d / (airy1830.a * gridScale)
		if math.Abs(d) < 1e-5 {
			break
		}
	}
	nu, rho, eta2 := curvature(phi)
	tan := math.Tan(phi)
	sec := 1 / math.Cos(phi)
	t2 := tan * tan
	d := easting - gridEast
	phi2 := phi - tan/(2*rho*nu)*d*d +
		tan/(24*rho*math.Pow(nu, 3))*(5+3*t2+eta2-9*t2*eta2)*math.Pow(d, 4) -
		tan/(720*rho*math.Pow(nu, 5))*(61+90*t2+45*t2*t2)*math.Pow(d, 6)
	lambda = gridLon + sec/nu*d -
		sec/(6*math.Pow(nu, 3))*(nu/rho+2*t2)*math.Pow(d, 3) +
		sec/(120*math.Pow(nu, 5))*(5+28*t2+24*t2*t2)*math.Pow(d, 5) -
		sec/(5040*math.Pow(nu, 7))*(61+662*t2+1320*t2*t2+720*t2*t2*t2)*math.Pow(d, 7)
	return lambda, phi2
}
