// Areas under one reading of need: small areas, or hexagons of one size. Their shapes come
// with the tiles; what colours them is told to the map area by area, as feature state, so
// that another reading needs no other tiles.
import type { ExpressionSpecification, FilterSpecification, GeoJSONSource, Map as MapLibre } from 'maplibre-gl'
import { steps } from './cells'
import { bold, nothing, type MapLayer } from './layer'

// An area's shade is its place in this list, and 0 until it is told: five steps of a level
// (ColorBrewer YlOrBr), five of a change (cool for less, warm for more), the seven classes
// of hot-spots, and last where there is no figure.
export const changes = ['#7f9ba8', '#c3d1d7', '#f6f4ec', '#fec44f', '#ec7014']
export const classes = ['cold99', 'cold95', 'cold90', 'none', 'hot90', 'hot95', 'hot99']
export const classColours = ['#8fa3ad', '#b5c3ca', '#d9e0e3', '#faf9f6', '#fee391', '#fec44f', '#ec7014']
export const unknown = '#d3ccbf'
export const shades = ['rgba(0,0,0,0)', ...steps, ...changes, ...classColours, unknown]

// A level may be one of which little is worse, such as access: then its dark end is at 0.
export type Ramp = 'level' | 'scarcity' | 'change' | 'class'

export interface Painted {
  code: string
  step: number | null
  class?: string
}

export interface Reading {
  of: 'cells' | 'hexagons'
  metres: number // between the sides of a hexagon
  ramp: Ramp
  alone: boolean // of a cohort: the tiles' hot-spots are not its own
  outlined: boolean // each area by its class; else the tiles' merged hot-spots serve
  items: Painted[]
  say: (code: string) => string // what a pointer that rests on an area reads
}

// shadeOf is the place of an area's colour in shades.
export function shadeOf(ramp: Ramp, { step, class: name }: Painted): number {
  if (ramp === 'class') return name ? 11 + classes.indexOf(name) : shades.length - 1
  if (!step) return shades.length - 1
  return ramp === 'scarcity' ? 6 - step : step + (ramp === 'change' ? 5 : 0)
}

export function hexagonTiles(metres: number, revision: number): string {
  return `${location.origin}/tiles/hexagons/{z}/{x}/{y}.mvt?metres=${metres}&r=${revision}`
}

const shade: ExpressionSpecification = ['coalesce', ['feature-state', 'shade'], 0]
const colour = ['match', shade, ...shades.flatMap((colour, n) => (n ? [n, colour] : [])), shades[0]] as unknown as ExpressionSpecification
// An area's class is what the reading says, or else the tiles' own where it is a hot-spot.
const own: ExpressionSpecification = ['match', ['get', 'class'], ['hot99', 'hot95', 'hot90'], ['get', 'class'], 'none']
const state: ExpressionSpecification = ['coalesce', ['feature-state', 'class'], own]
const drawn: ExpressionSpecification = ['case', ['==', state, 'none'], 0, 1]
// Thinner from afar, the smaller the areas.
const weight = (far: number, hot99: number, hot95: number, hot90: number): ExpressionSpecification => {
  const near = (part: number): ExpressionSpecification => ['match', state, ['hot99', 'cold99'], hot99 * part, ['hot95', 'cold95'], hot95 * part, hot90 * part]
  return ['interpolate', ['linear'], ['zoom'], 7, near(far), 10, near(1)]
}
const width = weight(0.5, 2.2, 1.4, 0.8)
const casing = weight(0.5, 4.2, 3.4, 2.6)
const ink: ExpressionSpecification = ['match', state, ['cold99', 'cold95', 'cold90'], '#4a6472', '#3d1202']

const cells = { source: 'ground', 'source-layer': 'cells' }
const hexagons = { source: 'hexagons', 'source-layer': 'hexagons' }
const polygons = ['==', ['geometry-type'], 'Polygon'] as ['==', ExpressionSpecification, string]
const round = { 'line-join': 'round' as const }
const none = ['==', ['get', 'code'], ''] as ['==', ExpressionSpecification, string]
const white = { 'line-color': '#fff', 'line-width': 6 }
const teal = { 'line-color': '#0b5c5c', 'line-width': 3 }

export const areas: MapLayer = {
  sources: { best: { type: 'geojson', data: nothing }, area: { type: 'geojson', data: nothing } },
  layers: [
    { id: 'areas-cells', type: 'fill', ...cells, filter: polygons, paint: { 'fill-color': colour } },
    { id: 'areas-points', type: 'circle', ...cells, filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-color': colour, 'circle-radius': 7, 'circle-stroke-color': ink, 'circle-stroke-width': width } },
    { id: 'areas-hexagons', type: 'fill', ...hexagons, paint: { 'fill-color': colour, 'fill-outline-color': 'rgba(255,255,255,0.6)' } },
    { id: 'classes-cells', type: 'line', ...cells, filter: polygons, layout: round, paint: { 'line-color': ink, 'line-opacity': drawn, 'line-width': weight(0.25, 2.2, 1.4, 0.8) } },
    { id: 'classes-hexagons-casing', type: 'line', ...hexagons, layout: round, paint: { 'line-color': '#fff', 'line-opacity': ['*', drawn, 0.8], 'line-width': casing } },
    { id: 'classes-hexagons', type: 'line', ...hexagons, layout: round, paint: { 'line-color': ink, 'line-opacity': drawn, 'line-width': width } },
    { id: 'only-casing', type: 'line', source: 'ground', 'source-layer': 'authorities', filter: none, layout: round, paint: { ...white, 'line-width': 5 } },
    { id: 'only', type: 'line', source: 'ground', 'source-layer': 'authorities', filter: none, layout: round, paint: { ...teal, 'line-width': 2.5 } },
    { id: 'area-cell-casing', type: 'line', ...cells, filter: none, layout: round, paint: white },
    { id: 'area-cell', type: 'line', ...cells, filter: none, layout: round, paint: teal },
    { id: 'area-hexagon-casing', type: 'line', ...hexagons, filter: none, layout: round, paint: white },
    { id: 'area-hexagon', type: 'line', ...hexagons, filter: none, layout: round, paint: teal },
    {
      id: 'area-ring', type: 'circle', source: 'area', maxzoom: 10,
      paint: { 'circle-radius': 16, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': '#0b5c5c', 'circle-stroke-width': 3 },
    },
    { id: 'best', type: 'circle', source: 'best', paint: { 'circle-radius': 13, 'circle-color': '#0b5c5c', 'circle-stroke-color': '#fff', 'circle-stroke-width': 2.5 } },
    { id: 'best-number', type: 'symbol', source: 'best', layout: { 'text-field': ['get', 'number'], 'text-font': bold, 'text-size': 14, 'text-allow-overlap': true }, paint: { 'text-color': '#fff' } },
  ],
}

// marked are places, numbered in their order.
export function marked(best: [number, number][] = []): GeoJSON.FeatureCollection {
  return { type: 'FeatureCollection', features: best.map((coordinates, n) => ({ type: 'Feature', properties: { number: String(n + 1) }, geometry: { type: 'Point', coordinates } })) }
}

// paint tells the map every area's shade and class in one pass; those whom only the
// reading before had lose theirs.
export function paint(map: MapLibre, now: Reading, was?: Reading) {
  const { source, 'source-layer': sourceLayer } = now.of === 'hexagons' ? hexagons : cells
  if (was && was.of === now.of && was.metres !== now.metres) map.removeFeatureState({ source, sourceLayer })
  // The tiles' own class serves where the reading says none and is of the same children.
  const unsaid = now.alone || now.ramp === 'class' ? 'none' : null
  for (const item of now.items) map.setFeatureState({ source, sourceLayer, id: item.code }, { shade: shadeOf(now.ramp, item), class: item.class ?? unsaid })
  if (now.outlined) map.setFilter('classes-cells', outlined(now.items))
}

// outlined are the small areas that are drawn with an outline: a line is not made of every
// one of them while the map moves, only to be nothing to see.
function outlined(items: Painted[]): FilterSpecification {
  const codes = items.filter((item) => item.class && item.class !== 'none').map((item) => item.code)
  return codes.length ? ['all', polygons, ['match', ['get', 'code'], codes, true, false]] : none
}

// mark shows the best places, or where the chosen area is: from afar it is a speck.
export function mark(map: MapLibre, source: 'best' | 'area', places?: [number, number][]) {
  map.getSource<GeoJSONSource>(source)?.setData(marked(places))
}
