// What one file of this folder tells about its part of the map: where the data comes
// from, how it is drawn (layers of order.ts) and what a pointer resting on it reads.
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { LayerId } from './order'

export interface MapLayer {
  sources?: Record<string, SourceSpecification> // besides the tiles
  layers: (LayerSpecification & { id: LayerId })[]
  // The layers that answer to the pointer, and what they say.
  touched?: LayerId[]
  popup?: (properties: Record<string, unknown>) => string
}

// The page's own face in two weights (face.css); labels are drawn from it, so the map
// needs no glyph files.
export const medium = ['Map Medium', 'sans-serif']
export const bold = ['Map Bold', 'DejaVu Sans', 'sans-serif']

// tiles are the two sources of vector tiles: the ground, and what lies on it under the
// filter of the list. The revision is in the address, so a tile that changed has another
// address and the old one may be kept for ever.
export function tiles(revision: number, filter?: string): Record<'ground' | 'homes', SourceSpecification> {
  const source = (...tiles: string[]): SourceSpecification => ({ type: 'vector', tiles, minzoom: 5, maxzoom: 12, promoteId: { cells: 'code' } })
  return { ground: source(`${location.origin}/tiles/authorities,cells,hotspots/{z}/{x}/{y}.mvt?r=${revision}`), homes: source(homes(revision, filter)) }
}

// homes is the address of the tiles of sites.
export function homes(revision: number, filter?: string): string {
  return `${location.origin}/tiles/squares,sites/{z}/{x}/{y}.mvt?r=${revision}${filter ? `&${filter}` : ''}`
}

export const nothing = { type: 'FeatureCollection' as const, features: [] }
