// Rings of 20 miles, round the chosen site, those compared and a place that was asked for:
// dashed, never filled, because a tint would change the colours of need under it. Around
// a restricted site a ring is measured from the centre of its square.
import { bold, nothing, type MapLayer } from './layer'

export const reach: MapLayer = {
  sources: { reach: { type: 'geojson', data: nothing } },
  layers: [
    { id: 'reach-casing', type: 'line', source: 'reach', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': '#fff', 'line-opacity': 0.85, 'line-width': 4.5 } },
    { id: 'reach', type: 'line', source: 'reach', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': '#0b5c5c', 'line-width': 2, 'line-dasharray': [3, 2] } },
    {
      id: 'reach-words',
      type: 'symbol',
      source: 'reach',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'words'], 'text-font': bold, 'text-size': 14, 'text-anchor': ['get', 'anchor'], 'text-radial-offset': 0.4, 'text-allow-overlap': true },
      paint: { 'text-color': '#0b5c5c', 'text-halo-color': '#fff', 'text-halo-width': 2 },
    },
  ],
}

export interface Ring {
  points: [number, number][]
  words: string
}

// Where the words of the first ring stand, of the second and so on, so that those of rings
// that cross do not: each at the point farthest that way, and beyond it.
const sides: { anchor: string; far: (at: [number, number]) => number }[] = [
  { anchor: 'left', far: ([lon]) => lon }, { anchor: 'right', far: ([lon]) => -lon }, { anchor: 'bottom', far: ([, lat]) => lat }, { anchor: 'top', far: ([, lat]) => -lat },
]

// rings makes the lines and their words.
export function rings(list: Ring[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: list.flatMap(({ points, words }, n): GeoJSON.Feature[] => {
      const { anchor, far } = sides[n % sides.length]!
      return [
        { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: points } },
        { type: 'Feature', properties: { words, anchor }, geometry: { type: 'Point', coordinates: points.reduce((a, b) => (far(b) > far(a) ? b : a)) } },
      ]
    }),
  }
}
