// What one file of this folder tells about its part of the map: where the data comes
// from, how it is drawn (layers of order.ts) and what a pointer resting on it reads.
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { LayerId } from './order'

export interface MapLayer {
  sources: (revision: number) => Record<string, SourceSpecification>
  layers: (LayerSpecification & { id: LayerId })[]
  // The layers that answer to the pointer, and what they say.
  touched?: LayerId[]
  popup?: (properties: Record<string, unknown>) => string
}

// The page's own face in two weights (face.css); labels are drawn from it, so the map
// needs no glyph files.
export const medium = ['Map Medium', 'sans-serif']
export const bold = ['Map Bold', 'DejaVu Sans', 'sans-serif']

// tiles is the source of one vector layer. The revision is in the address, so a tile
// that changed has another address and the old one may be kept for ever.
export function tiles(layer: string, revision: number, maxzoom = 12): Record<string, SourceSpecification> {
  return {
    [layer]: { type: 'vector', tiles: [`${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt?r=${revision}`], minzoom: 5, maxzoom },
  }
}

export const nothing = { type: 'FeatureCollection' as const, features: [] }
