// Estimated hot-spots, merged by class: three weights of one dark line on a white
// casing, since no single colour reaches 3:1 on every step of need. Cold ones in cool greys.
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl'
import type { MapLayer } from './layer'

const hot: FilterSpecification = ['in', ['get', 'class'], ['literal', ['hot90', 'hot95', 'hot99']]]
const cold: FilterSpecification = ['in', ['get', 'class'], ['literal', ['cold90', 'cold95', 'cold99']]]
const width: ExpressionSpecification = ['match', ['get', 'class'], ['hot99', 'cold99'], 2, ['hot95', 'cold95'], 1.2, 0.7]
const casing: ExpressionSpecification = ['match', ['get', 'class'], ['hot99', 'cold99'], 4, ['hot95', 'cold95'], 3.2, 2.6]
const from = { source: 'ground', 'source-layer': 'hotspots', layout: { 'line-join': 'round' as const } }
const white = { 'line-color': '#fff', 'line-opacity': 0.8, 'line-width': casing }

export const hotspots: MapLayer = {
  layers: [
    { id: 'cold-casing', type: 'line', ...from, filter: cold, paint: white },
    { id: 'cold', type: 'line', ...from, filter: cold, paint: { 'line-color': '#4a6472', 'line-width': width } },
    { id: 'hotspots-casing', type: 'line', ...from, filter: hot, paint: white },
    { id: 'hotspots', type: 'line', ...from, filter: hot, paint: { 'line-color': '#3d1202', 'line-width': width } },
  ],
}
