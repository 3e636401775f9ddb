// Places as they are typed: a position, and an outline as a list of its corners.
import { fromGrid } from '../map/grid'
import { outlineText, partsOf, type Corner, type Parts, type Shape } from './outline'
import { looksLikeWKT, readWKT } from './wkt'

export interface PositionGiven {
  lon?: number
  lat?: number
  easting?: number
  northing?: number
}

function pair(text: string): [number, number] | undefined {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text)
  return found ? [Number(found[1]), Number(found[2])] : undefined
}

// positionOf reads latitude and longitude, or easting and northing in metres: no degree is
// as great as the least of these.
export function positionOf(text: string): PositionGiven | undefined {
  const [first, second] = pair(text) ?? []
  if (first === undefined || second === undefined) return undefined
  return Math.abs(first) > 180 || Math.abs(second) > 180 ? { easting: first, northing: second } : { lat: first, lon: second }
}

// lonLatOf is a typed position in degrees.
export function lonLatOf(text: string): Corner | undefined {
  const at = positionOf(text)
  if (!at) return undefined
  return at.easting === undefined ? [at.lon!, at.lat!] : fromGrid([at.easting, at.northing!])
}

// outlineOf reads GeoJSON, WKT, or corners one a line as latitude, longitude or as easting,
// northing.
export function outlineOf(text: string): { value?: Shape; fault?: string } {
  if (text.trim().startsWith('{')) return pasted(text)
  if (looksLikeWKT(text)) return readWKT(text)
  const lines = text.split('\n').filter((line) => line.trim())
  const ring: Corner[] = []
  for (const [index, line] of lines.entries()) {
    const corner = lonLatOf(line)
    if (!corner || Math.abs(corner[1]) > 90) return { fault: `Enter corner ${index + 1} as latitude, longitude, such as 50.8376, -0.7749; or as easting, northing` }
    ring.push(corner)
  }
  if (ring.length < 3) return { fault: 'Give the boundary three corners at least' }
  const [first, last] = [ring[0]!, ring.at(-1)!]
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first)
  return { value: { type: 'Polygon', coordinates: [ring] } }
}

// begun are the corners of a list that is no outline yet: one or two.
export function begun(text: string): Parts {
  const ring = text.split('\n').map(lonLatOf).filter((corner) => corner !== undefined)
  return ring.length ? [[ring]] : []
}

// pasted takes a geometry, or the one that a feature or a collection of one holds.
function pasted(text: string): { value?: Shape; fault?: string } {
  let json: { type?: string; geometry?: Shape; features?: { geometry?: Shape }[] } & Partial<Shape>
  try {
    json = JSON.parse(text)
  } catch {
    return { fault: 'This is not whole GeoJSON: paste all of it, from the first { to the last }' }
  }
  if (json.features && json.features.length !== 1) return { fault: `Paste one outline: this file holds ${json.features.length}` }
  const shape = json.features?.[0]?.geometry ?? json.geometry ?? (json as Shape)
  if (shape.type !== 'Polygon' && shape.type !== 'MultiPolygon') return { fault: 'Paste a Polygon or MultiPolygon' }
  return { value: shape }
}

// corners is an outline as it is typed.
export const corners = (shape: unknown): string => outlineText(partsOf(shape as Shape | undefined))
