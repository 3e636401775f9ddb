// An outline while it is edited: its parts, each an outside with its holes, each a ring of
// corners, the last of which is not the first again.
import { fromGrid, toGrid } from '../map/grid'

export type Corner = [number, number] // longitude, latitude
export type Parts = Corner[][][]

// Where one corner is: its part, ring (0 is the outside) and place in the ring.
export interface At {
  part: number
  ring: number
  corner: number
}

export interface Shape {
  type: string
  coordinates: unknown
}

// A centimetre.
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7

export function partsOf(shape: Shape | undefined): Parts {
  const polygons = !shape ? [] : shape.type === 'Polygon' ? [shape.coordinates as Corner[][]] : (shape.coordinates as Corner[][][])
  return polygons.map((rings) => rings.map((ring) => (ring.length > 1 && same(ring[0]!, ring.at(-1)!) ? ring.slice(0, -1) : ring).map(([lon, lat]): Corner => [lon, lat])))
}

const same = (a: Corner, b: Corner) => a[0] === b[0] && a[1] === b[1]

export function shapeOf(parts: Parts): Shape | undefined {
  const closed = parts.map((rings) => rings.map((ring) => [...ring, ring[0]]))
  if (!closed.length) return undefined
  return closed.length === 1 ? { type: 'Polygon', coordinates: closed[0] } : { type: 'MultiPolygon', coordinates: closed }
}

// outlineText is an outline as it stands in its field: its corners, or GeoJSON where one
// list cannot hold it.
export function outlineText(parts: Parts): string {
  const kept = parts.map((rings) => rings.map((ring) => ring.map(([lon, lat]): Corner => [round(lon), round(lat)])))
  if (kept.length === 1 && kept[0]!.length === 1) return kept[0]![0]!.map(([lon, lat]) => `${lat}, ${lon}`).join('\n')
  return kept.length ? JSON.stringify(shapeOf(kept)) : ''
}

// changed is the outline with one of its rings made by make; a ring of no corners goes, and
// with an outside its part.
function changed(parts: Parts, { part, ring }: { part: number; ring: number }, make: (ring: Corner[]) => Corner[]): Parts {
  return parts
    .map((rings, p) => (p === part ? rings.map((one, r) => (r === ring ? make(one) : one)) : rings))
    .filter((rings) => rings[0]!.length)
    .map((rings) => rings.filter((one) => one.length))
}

export const moved = (parts: Parts, at: At, to: Corner): Parts => changed(parts, at, (ring) => ring.map((corner, c) => (c === at.corner ? [round(to[0]), round(to[1])] : corner)))

export const without = (parts: Parts, at: At): Parts => changed(parts, at, (ring) => ring.filter((_, c) => c !== at.corner))

// with a corner half-way to the next.
export function withAfter(parts: Parts, at: At): Parts {
  return changed(parts, at, (ring) => {
    const [a, b] = [ring[at.corner]!, ring[(at.corner + 1) % ring.length]!]
    return [...ring.slice(0, at.corner + 1), [round((a[0] + b[0]) / 2), round((a[1] + b[1]) / 2)], ...ring.slice(at.corner + 1)]
  })
}

// stepped is a corner some metres further east and north.
export function stepped(corner: Corner, east: number, north: number): Corner {
  const [e, n] = toGrid(corner)
  return fromGrid([e + east, n + north])
}

// withRing adds what was drawn: a hole to the part it begins in, or else a part.
export function withRing(parts: Parts, ring: Corner[], hole: boolean): Parts {
  const kept = ring.map(([lon, lat]): Corner => [round(lon), round(lat)])
  const home = hole ? Math.max(0, parts.findIndex(([outside]) => holds(outside!, kept[0]!))) : -1
  return home < 0 || !parts.length ? [...parts, [kept]] : parts.map((rings, p) => (p === home ? [...rings, kept] : rings))
}

function holds(ring: Corner[], [x, y]: Corner): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!
    const [bx, by] = ring[j]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

// nearest is the corner nearest to a place, such as where an outline is wrong.
export function nearest(parts: Parts, to: Corner): At | undefined {
  const [e, n] = toGrid(to)
  let best: At | undefined
  let least = Infinity
  for (const [part, rings] of parts.entries())
    for (const [ring, corners] of rings.entries())
      for (const [corner, at] of corners.entries()) {
        const [x, y] = toGrid(at)
        const apart = Math.hypot(x - e, y - n)
        if (apart < least) [best, least] = [{ part, ring, corner }, apart]
      }
  return best
}

// ringName is what a ring is called where there are several.
export function ringName(parts: Parts, part: number, ring: number): string {
  const of = parts.length > 1 ? `Part ${part + 1}` : ''
  return ring ? `${of ? `${of}, hole` : 'Hole'} ${ring}` : of || 'Outline'
}

export const cornerName = (parts: Parts, { part, ring, corner }: At) =>
  parts.length > 1 || parts[0]!.length > 1 ? `${ringName(parts, part, ring)}, corner ${corner + 1}` : `Corner ${corner + 1}`

// areaOf is an outline's area on the grid, in square metres: its parts without their holes.
export function areaOf(parts: Parts): number {
  const ringArea = (ring: Corner[]) => {
    const grid = ring.map(toGrid)
    return Math.abs(grid.reduce((sum, [e, n], c) => sum + e * grid[(c + 1) % grid.length]![1] - grid[(c + 1) % grid.length]![0] * n, 0)) / 2
  }
  return parts.reduce((sum, [outside, ...holes]) => sum + ringArea(outside!) - holes.reduce((of, hole) => of + ringArea(hole), 0), 0)
}

// outlineSaid is an outline in a few words, by which two of them are told apart.
export function outlineSaid(parts: Parts): string {
  const rings = parts.flat()
  const holes = rings.length - parts.length
  const all = rings.flat().map(toGrid)
  if (!all.length) return 'an outline that cannot be read'
  const middle = [0, 1].map((axis) => (all.reduce((sum, corner) => sum + corner[axis as 0 | 1], 0) / all.length).toFixed(1)).join(', ')
  return [`${all.length} corners`, parts.length > 1 && `${parts.length} parts`, holes && `${holes} ${holes === 1 ? 'hole' : 'holes'}`, `${Math.round(areaOf(parts))} m²`, `about ${middle}`].filter(Boolean).join(', ')
}
