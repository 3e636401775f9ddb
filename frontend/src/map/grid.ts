// The National Grid, as the server reckons it (geo/grid.go): right to about 5 m against
// Ordnance Survey's own, there and back within a centimetre.
const wgs84 = { a: 6378137, b: 6356752.314245 }
const airy = { a: 6377563.396, b: 6356256.909 }
const radians = Math.PI / 180
const [scale, lat0, lon0, east0, north0] = [0.9996012717, 49 * radians, -2 * radians, 400000, -100000]

type Ellipsoid = typeof wgs84
type Three = [number, number, number]

const squared = ({ a, b }: Ellipsoid) => 1 - (b * b) / (a * a)

// shift goes from WGS 84 to the grid's datum (way 1) or back (-1), on earth-centred metres.
function shift([x, y, z]: Three, way: number): Three {
  const s = 1 + way * 20.4894e-6
  const [rx, ry, rz] = [-0.1502, -0.247, -0.8421].map((seconds) => (way * seconds * radians) / 3600) as Three
  return [way * -446.448 + s * x - rz * y + ry * z, way * 125.157 + rz * x + s * y - rx * z, way * -542.06 - ry * x + rx * y + s * z]
}

function cartesian(e: Ellipsoid, lambda: number, phi: number): Three {
  const nu = e.a / Math.sqrt(1 - squared(e) * Math.sin(phi) ** 2)
  return [nu * Math.cos(phi) * Math.cos(lambda), nu * Math.cos(phi) * Math.sin(lambda), (1 - squared(e)) * nu * Math.sin(phi)]
}

function geographic(e: Ellipsoid, [x, y, z]: Three): [number, number] {
  const p = Math.hypot(x, y)
  let phi = Math.atan2(z, p * (1 - squared(e)))
  for (let turn = 0; turn < 6; turn++) {
    const nu = e.a / Math.sqrt(1 - squared(e) * Math.sin(phi) ** 2)
    phi = Math.atan2(z + squared(e) * nu * Math.sin(phi), p)
  }
  return [Math.atan2(y, x), phi]
}

// meridian is the distance along the central meridian from the true origin.
function meridian(phi: number): number {
  const n = (airy.a - airy.b) / (airy.a + airy.b)
  const [d, s] = [phi - lat0, phi + lat0]
  return airy.b * scale * ((1 + n + 1.25 * n * n + 1.25 * n ** 3) * d - (3 * n + 3 * n * n + 2.625 * n ** 3) * Math.sin(d) * Math.cos(s)
    + (1.875 * n * n + 1.875 * n ** 3) * Math.sin(2 * d) * Math.cos(2 * s) - (35 / 24) * n ** 3 * Math.sin(3 * d) * Math.cos(3 * s))
}

function curvature(phi: number) {
  const w = 1 - squared(airy) * Math.sin(phi) ** 2
  const nu = (airy.a * scale) / Math.sqrt(w)
  const rho = (airy.a * scale * (1 - squared(airy))) / w ** 1.5
  return { nu, rho, eta2: nu / rho - 1 }
}

// toGrid is easting and northing in metres of longitude and latitude.
export function toGrid([lon, lat]: [number, number]): [number, number] {
  const [lambda, phi] = geographic(airy, shift(cartesian(wgs84, lon * radians, lat * radians), 1))
  const { nu, rho, eta2 } = curvature(phi)
  const [sin, cos] = [Math.sin(phi), Math.cos(phi)]
  const t2 = (sin * sin) / (cos * cos)
  const l = lambda - lon0
  const northing = meridian(phi) + north0 + (nu / 2) * sin * cos * l ** 2 + (nu / 24) * sin * cos ** 3 * (5 - t2 + 9 * eta2) * l ** 4
    + (nu / 720) * sin * cos ** 5 * (61 - 58 * t2 + t2 * t2) * l ** 6
  const easting = east0 + nu * cos * l + (nu / 6) * cos ** 3 * (nu / rho - t2) * l ** 3
    + (nu / 120) * cos ** 5 * (5 - 18 * t2 + t2 * t2 + 14 * eta2 - 58 * t2 * eta2) * l ** 5
  return [easting, northing]
}

// fromGrid is longitude and latitude of easting and northing.
export function fromGrid([easting, northing]: [number, number]): [number, number] {
  let phi = lat0
  for (let turn = 0; turn < 20; turn++) {
    const d = northing - north0 - meridian(phi)
    phi += d / (airy.a * scale)
    if (Math.abs(d) < 1e-5) break
  }
  const { nu, rho, eta2 } = curvature(phi)
  const tan = Math.tan(phi)
  const sec = 1 / Math.cos(phi)
  const t2 = tan * tan
  const d = easting - east0
  const lat = phi - (tan / (2 * rho * nu)) * d ** 2 + (tan / (24 * rho * nu ** 3)) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2) * d ** 4
    - (tan / (720 * rho * nu ** 5)) * (61 + 90 * t2 + 45 * t2 * t2) * d ** 6
  const lon = lon0 + (sec / nu) * d - (sec / (6 * nu ** 3)) * (nu / rho + 2 * t2) * d ** 3 + (sec / (120 * nu ** 5)) * (5 + 28 * t2 + 24 * t2 * t2) * d ** 5
    - (sec / (5040 * nu ** 7)) * (61 + 662 * t2 + 1320 * t2 * t2 + 720 * t2 ** 3) * d ** 7
  const [lambda, latitude] = geographic(wgs84, shift(cartesian(airy, lon, lat), -1))
  return [lambda / radians, latitude / radians]
}
