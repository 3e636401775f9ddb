// Well-known text, as desktop map programs copy an outline: POLYGON or MULTIPOLYGON in
// longitude and latitude, or in metres of the National Grid.
import { fromGrid } from '../map/grid'
import type { Corner, Shape } from './outline'

const head = /^(?:SRID=(\d+);)?\s*(MULTIPOLYGON|POLYGON)\s*(?:Z|M|ZM)?\s*\(/i

export const looksLikeWKT = (text: string) => /^(SRID=|MULTIPOLYGON|POLYGON)/i.test(text.trim())

// readWKT is the shape, or what is wrong with the text.
export function readWKT(text: string): { value?: Shape; fault?: string } {
  const said = text.trim()
  const found = head.exec(said)
  if (!found) return { fault: 'This is not whole WKT: paste all of it, such as POLYGON ((485900 104800, …))' }
  if (found[1] && found[1] !== '4326' && found[1] !== '27700') return { fault: `This is in EPSG:${found[1]}: only 4326 and 27700 are read` }
  const json = said.slice(found[0].length - 1)
    .replace(/[^(),]+/g, (piece) => {
      const [x, y] = piece.trim().split(/\s+/).map(Number)
      return piece.trim() ? (Number.isFinite(x) && Number.isFinite(y) ? `[${x},${y}]` : '!') : ''
    })
    .replaceAll('(', '[').replaceAll(')', ']')
  const depth = found[2]!.toUpperCase() === 'POLYGON' ? 2 : 3
  let rings: unknown
  try {
    rings = JSON.parse(json)
  } catch {
    return { fault: 'This is not whole WKT: its brackets or numbers are broken' }
  }
  const asMetres = found[1] === '27700' || (found[1] === undefined && (rings as number[][][]).flat(depth).some((n) => Math.abs(n) > 180))
  const place = (nested: unknown, level: number): unknown => {
    if (level) return (nested as unknown[]).map((inner) => place(inner, level - 1))
    const [x, y] = nested as Corner // a number is no pair: it throws
    return asMetres ? fromGrid([x, y]) : [x, y]
  }
  try {
    return { value: { type: depth === 2 ? 'Polygon' : 'MultiPolygon', coordinates: place(rings, depth) } }
  } catch {
    return { fault: 'This is not whole WKT: its brackets or numbers are broken' }
  }
}
