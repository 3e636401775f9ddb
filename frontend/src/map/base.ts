// The quiet base: sea, and the land beyond the region. Natural Earth, public domain.
import land from './land.json'
import type { MapLayer } from './layer'

export const base: MapLayer = {
  sources: { land: { type: 'geojson', data: land as GeoJSON.Feature } },
  layers: [
    { id: 'sea', type: 'background', paint: { 'background-color': '#e3ebee' } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': '#f0efec', 'fill-antialias': false } },
  ],
}
