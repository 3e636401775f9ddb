// Lengths and areas over the ground, on the WGS 84 ellipsoid.

const a = 6378137
const f = 1 / 298.257223563
const b = a * (1 - f)
const e = Math.sqrt(f * (2 - f))
const radians = (degrees: number) => (degrees * Math.PI) / 180

export type Place = [lon: number, lat: number]

export const metresPerMile = 1609.344

// metres between two places along the ellipsoid (Vincenty, inverse): to under a millimetre
// at the distances of a country.
export function metres([lon1, lat1]: Place, [lon2, lat2]: Place): number {
  const u1 = Math.atan((1 - f) * Math.tan(radians(lat1)))
  const u2 = Math.atan((1 - f) * Math.tan(radians(lat2)))
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)]
  const apart = radians(lon2 - lon1)
  let lambda = apart
  for (let turn = 0; turn < 100; turn++) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)]
    const sinS = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL)
    if (sinS === 0) return 0
    const cosS = sin1 * sin2 + cos1 * cos2 * cosL
    const sigma = Math.atan2(sinS, cosS)
    const sinA = (cos1 * cos2 * sinL) / sinS
    const cos2A = 1 - sinA * sinA
    const middle = cos2A ? cosS - (2 * sin1 * sin2) / cos2A : 0
    const c = (f / 16) * cos2A * (4 + f * (4 - 3 * cos2A))
    const before = lambda
    lambda = apart + (1 - c) * f * sinA * (sigma + c * sinS * (middle + c * cosS * (2 * middle * middle - 1)))
    if (Math.abs(lambda - before) > 1e-12) continue
    const k = (cos2A * (a * a - b * b)) / (b * b)
    const big = 1 + (k / 16384) * (4096 + k * (-768 + k * (320 - 175 * k)))
    const small = (k / 1024) * (256 + k * (-128 + k * (74 - 47 * k)))
    const mended = small * sinS * (middle + (small / 4) * (cosS * (2 * middle * middle - 1) - (small / 6) * middle * (4 * sinS * sinS - 3) * (4 * middle * middle - 3)))
    return b * big * (sigma - mended)
  }
  return NaN // opposite ends of the Earth
}

// q is the part of the ellipsoid's area between the equator and a latitude.
const q = (sin: number) => (1 - e * e) * (sin / (1 - e * e * sin * sin) - Math.log((1 - e * sin) / (1 + e * sin)) / (2 * e))

// squareMetres is the area inside places joined in a ring. The ellipsoid is laid on the
// sphere of the same area, on which it is the excess of the ring's angles: to two
// thousandths of a per cent at the size of England.
export function squareMetres(ring: Place[]): number {
  const pole = q(1)
  const flat = ring.map(([lon, lat]) => [radians(lon), Math.asin(q(Math.sin(radians(lat))) / pole)] as const)
  let excess = 0
  flat.forEach(([lon1, lat1], n) => {
    const [lon2, lat2] = flat[(n + 1) % flat.length]!
    const [t1, t2] = [Math.tan(lat1 / 2), Math.tan(lat2 / 2)]
    excess += 2 * Math.atan2(Math.tan((lon2 - lon1) / 2) * (t1 + t2), 1 + t1 * t2)
  })
  return Math.abs(excess) * (a * a * pole) / 2
}

const figures = (value: number, digits: number) => value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })

// length writes metres as 812 m or 12.35 km.
export function length(value: number): string {
  return value < 999.5 ? `${figures(value, 0)} m` : `${figures(value / 1000, 2)} km`
}

// miles writes metres as 0.50 miles.
export function miles(value: number): string {
  return `${figures(value / metresPerMile, 2)} miles`
}

// area writes square metres with hectares, 12,345 m² (1.23 ha), and large areas in hectares alone.
export function area(value: number): string {
  return value < 1_000_000 ? `${figures(value, 0)} m² (${figures(value / 10_000, 2)} ha)` : `${figures(value / 10_000, 0)} ha`
}
