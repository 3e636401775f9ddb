// Sites whose place is open to everyone, each with its symbol (symbols.ts), sized by places.
// Which sites each layer takes: shown.ts.
import type { ExpressionSpecification } from 'maplibre-gl'
import { kinds, operations, pipelines, word } from '../api/words'
import { nothing, type MapLayer } from './layer'
import type { Chosen } from './shown'
import { drawSymbol, lookOf } from './symbols'

const from = { source: 'homes', 'source-layer': 'sites' }

function image(state: string): ExpressionSpecification {
  return [
    'concat', `site:${state}:`, ['coalesce', ['get', 'kind'], ''], ':', ['get', 'operation'], ':', ['get', 'pipeline'], ':',
    ['to-string', ['coalesce', ['get', 'places'], 0]],
  ]
}

const layout = (state: string) => ({
  'icon-image': image(state),
  'icon-allow-overlap': true,
  'icon-padding': 2,
  'symbol-sort-key': ['coalesce', ['get', 'places'], 0] as ExpressionSpecification,
})

export const sites: MapLayer = {
  sources: { chosen: { type: 'geojson', data: nothing } },
  layers: [
    { id: 'sites', type: 'symbol', ...from, layout: layout('plain') },
    { id: 'chosen-site', type: 'symbol', source: 'chosen', layout: layout('chosen') },
  ],
  touched: ['sites'],
  popup: (p) => {
    const state = p.operation === 'not_a_home' ? word(pipelines, String(p.pipeline)) : word(operations, String(p.operation))
    const places = Number(p.places) ? `, ${p.places} places` : ''
    return `${p.name}: ${word(kinds, String(p.kind ?? '')).toLowerCase() || 'site'}, ${state.toLowerCase()}${places}`
  },
}

// alone is the chosen site as the map takes it.
export function alone(chosen?: Chosen): GeoJSON.FeatureCollection {
  if (!chosen) return nothing
  const { position, ...properties } = chosen
  return { type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: position } }] }
}

// siteImage draws the symbol an image id asks for; undefined for any other id.
export function siteImage(id: string, ratio: number): ImageData | undefined {
  const [name, state, kind, operation, pipeline, places] = id.split(':')
  if (name !== 'site') return undefined
  const radius = Math.min(22, Math.max(6.5, 3.9 * Math.sqrt(Number(places) || 0)))
  return drawSymbol(lookOf({ kind, operation, pipeline }), radius, state === 'chosen' ? '#0b5c5c' : '#1d2021', ratio)
}
