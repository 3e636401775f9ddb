// The region's authorities: outlines from tiles, names from the list of authorities.
// Places known only by their authority are drawn as a number at its name.
import type { Authority } from '../api/records'
import { medium, nothing, type MapLayer } from './layer'

export const authorities: MapLayer = {
  sources: { names: { type: 'geojson', data: nothing } },
  layers: [
    { id: 'authorities-fill', type: 'fill', source: 'ground', 'source-layer': 'authorities', paint: { 'fill-color': '#faf9f6', 'fill-antialias': false } },
    {
      id: 'authorities-line',
      type: 'line',
      source: 'ground',
      'source-layer': 'authorities',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#8d8f8c', 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.8, 10, 1.6] },
    },
    {
      id: 'names',
      type: 'symbol',
      source: 'names',
      layout: {
        'text-field': ['format', ['get', 'name'], {}, ['get', 'places'], { 'font-scale': 0.93 }],
        'text-font': medium,
        'text-size': ['interpolate', ['linear'], ['zoom'], 7, 14, 10, 16],
        'text-max-width': 9,
        'text-line-height': 1.15,
        'text-padding': 3,
        'text-justify': 'auto',
        'text-variable-anchor-offset': [
          'center', [0, 0], 'top', [0, 0.6], 'bottom', [0, -0.6], 'left', [0.6, 0], 'right', [-0.6, 0],
          'top', [0, 1.8], 'bottom', [0, -1.8], 'left', [2, 0], 'right', [-2, 0],
          'top-left', [1.5, 1.5], 'bottom-right', [-1.5, -1.5], 'bottom-left', [1.5, -1.5], 'top-right', [-1.5, 1.5],
        ],
        'symbol-sort-key': ['get', 'sort'],
      },
      paint: { 'text-color': '#2b3033', 'text-halo-color': 'rgba(255,255,255,0.92)', 'text-halo-width': 1.8 },
    },
  ],
  touched: ['names'],
  popup: (p) => `${p.name}: ${p.open} places open${p.places ? `, ${p.somewhere} of them known only to be somewhere in this authority` : ''}`,
}

// names makes the labels; larger authorities are placed first.
export function names(list: Authority[]): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: list.filter((a) => a.label).map((a) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: a.label! },
      properties: {
        code: a.code, name: a.name, open: a.places_open, somewhere: a.places_no_position,
        places: a.places_no_position > 0 ? `\n+${a.places_no_position} places` : '',
        sort: -(a.children ?? 0),
      },
    })),
  }
}
