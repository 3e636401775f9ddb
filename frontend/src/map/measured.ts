// What is being measured: the line so far, its points, and the area it closes.
import { nothing, type MapLayer } from './layer'
import type { Place } from './geodesy'

export const measured: MapLayer = {
  sources: { measured: { type: 'geojson', data: nothing } },
  layers: [
    { id: 'measured-area', type: 'fill', source: 'measured', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#1d2021', 'fill-opacity': 0.12 } },
    { id: 'measured-casing', type: 'line', source: 'measured', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': '#fff', 'line-width': 5 } },
    { id: 'measured-line', type: 'line', source: 'measured', filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': '#1d2021', 'line-width': 2 } },
    { id: 'measured-points', type: 'circle', source: 'measured', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 4.5, 'circle-color': '#fff', 'circle-stroke-color': '#1d2021', 'circle-stroke-width': 2 } },
  ],
}

// measure is what the points make.
export function measure(points: Place[]): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = points.map((at) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: at } }))
  if (points.length > 2) features.unshift({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...points, points[0]!]] } })
  if (points.length > 1) features.unshift({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: points } })
  return { type: 'FeatureCollection', features }
}
