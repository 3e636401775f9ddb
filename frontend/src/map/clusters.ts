// Open sites that lie close together, as one ring in a ring with how many there are; a
// click zooms in on them. The server counts them (sites/tile.go), so that a map of
// thousands stays light. Homes and other sites are counted apart: shown.ts.
import type { ExpressionSpecification } from 'maplibre-gl'
import { bold, type MapLayer } from './layer'

const from = { source: 'homes', 'source-layer': 'clusters' }

// About as large as its number needs.
const radius = (more: number): ExpressionSpecification => ['interpolate', ['linear'], ['log10', ['get', 'sites']], 0.7, 12 + more, 3, 17 + more, 5, 24 + more]

export const clusters: MapLayer = {
  layers: [
    { id: 'clusters', type: 'circle', ...from, paint: { 'circle-radius': radius(3), 'circle-color': '#fff', 'circle-stroke-color': '#1d2021', 'circle-stroke-width': 1.2 } },
    { id: 'clusters-ring', type: 'circle', ...from, paint: { 'circle-radius': radius(0), 'circle-color': '#fff', 'circle-stroke-color': '#1d2021', 'circle-stroke-width': 1.2 } },
    {
      id: 'clusters-number',
      type: 'symbol',
      ...from,
      layout: { 'text-field': ['to-string', ['get', 'sites']], 'text-font': bold, 'text-size': 13, 'text-allow-overlap': true, 'text-ignore-placement': false },
      paint: { 'text-color': '#1d2021' },
    },
  ],
  touched: ['clusters'],
  popup: (p) => `${p.sites} ${p.home ? 'homes' : 'sites'} close together, ${p.places} places. Click to zoom in.`,
}
