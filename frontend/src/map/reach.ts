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
      layout: { 'text-field': ['get', 'words'], 'text-font': bold, 'text-size': 14, 'text-anchor': 'left', 'text-offset': [0.4, 0], 'text-allow-overlap': true },
      paint: { 'text-color': '#0b5c5c', 'text-halo-color': '#fff', 'text-halo-width': 2 },
    },
  ],
}

export interface Ring {
  points: [number, number][]
  words: string // what it is, at its easternmost point
}

// rings makes the lines and their words.
export function rings(list: Ring[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: list.flatMap(({ points, words }): GeoJSON.Feature[] => [
      { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: points } },
      { type: 'Feature', properties: { words }, geometry: { type: 'Point', coordinates: points.reduce((a, b) => (b[0] > a[0] ? b : a)) } },
    ]),
  }
}
