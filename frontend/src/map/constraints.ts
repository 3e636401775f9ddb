// Areas of constraint layers: what may stand in a site's way. They are drawn only when
// switched on, and only the kinds that are.
import type { ExpressionSpecification } from 'maplibre-gl'
import type { MapLayer } from './layer'
import { marks } from './marks'

const from = { source: 'constraints', 'source-layer': 'constraints' }
const colour = ['match', ['get', 'kind'], ...Object.entries(marks).flatMap(([kind, { colour }]) => [kind, colour]), '#1d2021'] as unknown as ExpressionSpecification

export const constraints: MapLayer = {
  layers: [
    { id: 'constraints', type: 'fill', ...from, paint: { 'fill-pattern': ['concat', 'mark:', ['get', 'kind']], 'fill-antialias': false } },
    { id: 'constraints-casing', type: 'line', ...from, layout: { 'line-join': 'round' }, paint: { 'line-color': '#fff', 'line-opacity': 0.85, 'line-width': 3.5 } },
    { id: 'constraints-line', type: 'line', ...from, layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': 1.6 } },
  ],
  touched: ['constraints'],
  popup: (p) => `${marks[String(p.kind)]?.name ?? p.kind}: ${p.name}. ${p.source}${p.dated ? `, ${p.dated}` : ''}`,
}

// constraintTiles is the address of the tiles of these kinds.
export function constraintTiles(kinds: string[]): string {
  return `${location.origin}/tiles/constraints/{z}/{x}/{y}.mvt?kinds=${kinds.join(',')}`
}
