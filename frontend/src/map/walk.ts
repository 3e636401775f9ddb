// The symbols that are drawn now, the nearest to the middle first: how the keyboard walks
// over the map.
import type { Map as MapLibre, MapGeoJSONFeature } from 'maplibre-gl'
import { clusters } from './clusters'
import type { LayerId } from './order'
import { sites } from './sites'
import { squares } from './squares'

export interface Stop {
  at: [number, number]
  words: string
  feature: MapGeoJSONFeature
}

const walked: LayerId[] = ['sites', 'clusters', 'squares-open', 'squares-shut']

// middleOf is where a symbol is: its point, or the middle of its square.
function middleOf(feature: MapGeoJSONFeature): [number, number] {
  if (feature.geometry.type === 'Point') return feature.geometry.coordinates as [number, number]
  const ring = (feature.geometry as GeoJSON.Polygon).coordinates.flat(feature.geometry.type === 'MultiPolygon' ? 2 : 1) as unknown as [number, number][]
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)]
  return [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]
}

// stops are the symbols in view, each once, though a tile's margin may give it twice.
export function stops(map: MapLibre): Stop[] {
  const found = new Map<string, Stop>()
  const { width, height } = map.getContainer().getBoundingClientRect()
  for (const feature of map.queryRenderedFeatures({ layers: walked.filter((id) => map.getLayer(id)) })) {
    const at = middleOf(feature)
    const { x, y } = map.project(at)
    if (x < 0 || y < 0 || x > width || y > height) continue
    const p = feature.properties
    const layer = feature.layer.id === 'sites' ? sites : feature.layer.id === 'clusters' ? clusters : squares
    const key = `${feature.layer.id} ${p.id ?? p.ref ?? at.map((n) => n.toFixed(4)).join()}`
    if (!found.has(key)) found.set(key, { at, words: layer.popup!(p).replace(' Click to zoom in.', ''), feature })
  }
  const middle = map.project(map.getCenter())
  const far = ({ at }: Stop) => Math.round(map.project(at).dist(middle))
  return [...found.values()].sort((a, b) => far(a) - far(b) || a.words.localeCompare(b.words))
}
