// Restricted sites, to the nearest 10 km: the square of the national grid that holds
// them, carrying the number of places. Hatched: open. Dashed, unhatched: mothballed or
// planned. A diamond before the number: secure. No symbol: it would read as a point.
// Which squares each layer takes: shown.ts.
import type { ExpressionSpecification } from 'maplibre-gl'
import { bold, type MapLayer } from './layer'
import { plainPen } from './symbols'

const from = { source: 'homes', 'source-layer': 'squares' }

const places: ExpressionSpecification = [
  'to-string', ['case', ['>', ['get', 'places_open'], 0], ['get', 'places_open'], ['get', 'places_mothballed']],
]
const figure: ExpressionSpecification = ['concat', ['case', ['to-boolean', ['get', 'secure']], '◆', ''], places]

// A see-through picture as large as the square keeps names off it at every zoom.
const room: ExpressionSpecification = ['interpolate', ['exponential', 2], ['zoom'], 5, 0.4, 14, 0.4 * 2 ** 9]

const numberLayout = {
  'text-field': figure,
  'text-font': bold,
  'text-size': 14,
  'icon-image': 'plate',
  'icon-text-fit': 'both' as const,
  'icon-text-fit-padding': [-1, 2, -1, 2] as [number, number, number, number],
  'text-allow-overlap': true,
  'icon-allow-overlap': true,
}

export const squares: MapLayer = {
  layers: [
    { id: 'squares-casing', type: 'line', ...from, paint: { 'line-color': '#fff', 'line-opacity': 0.8, 'line-width': 3.5 } },
    { id: 'squares-open', type: 'fill', ...from, paint: { 'fill-pattern': 'hatch', 'fill-antialias': false } },
    { id: 'squares-shut', type: 'fill', ...from, paint: { 'fill-color': '#fff', 'fill-opacity': 0.45, 'fill-antialias': false } },
    { id: 'squares-line-open', type: 'line', ...from, paint: { 'line-color': '#1d2021', 'line-width': 1.2 } },
    { id: 'squares-line-shut', type: 'line', ...from, paint: { 'line-color': '#1d2021', 'line-width': 1.6, 'line-dasharray': [2.5, 1.8] } },
    {
      id: 'squares-room',
      type: 'symbol',
      ...from,
      layout: { 'icon-image': 'room', 'icon-size': room, 'icon-allow-overlap': true, 'icon-padding': 1 },
    },
    { id: 'squares-number', type: 'symbol', ...from, layout: numberLayout, paint: { 'text-color': '#1d2021' } },
    { id: 'chosen-square-casing', type: 'line', ...from, paint: { 'line-color': '#fff', 'line-width': 5 } },
    { id: 'chosen-square', type: 'line', ...from, paint: { 'line-color': '#0b5c5c', 'line-width': 2.5 } },
    { id: 'chosen-number', type: 'symbol', ...from, layout: numberLayout, paint: { 'text-color': '#0b5c5c' } },
  ],
  touched: ['squares-open', 'squares-shut'],
  popup: (p) => {
    const shutPlaces = Number(p.places_mothballed)
    const parts = [
      `${p.places_open} places open`,
      ...(shutPlaces ? [`${shutPlaces} mothballed`] : []),
      ...(Number(p.candidates) ? [`${p.candidates} candidate sites`] : []),
    ]
    return `Square ${spaced(String(p.ref))}, to the nearest 10 km: ${parts.join(', ')}`
  },
}

// spaced writes a reference as people read it: SU 75.
export function spaced(ref: string): string {
  return ref.replace(/^([A-Z]{2})\s*/, '$1 ')
}

// hatch is one repeat of the 45 degree hatching, every 5 px.
export function hatch(ratio: number): ImageData {
  const size = Math.round(10 * ratio)
  const canvas = new OffscreenCanvas(size, size)
  const pen = plainPen(canvas)
  pen.fillStyle = 'rgba(255,255,255,0.42)'
  pen.fillRect(0, 0, size, size)
  pen.scale(size / 10, size / 10)
  pen.strokeStyle = 'rgba(29,32,33,0.55)'
  pen.lineWidth = 0.8
  for (const at of [-10, -5, 0, 5, 10, 15]) {
    pen.beginPath()
    pen.moveTo(at - 1, 11)
    pen.lineTo(at + 11, -1)
    pen.stroke()
  }
  return pen.getImageData(0, 0, size, size)
}

// plain is a picture of one colour: the plate under a number, and the see-through room.
export function plain(size: number, colour: string): ImageData {
  const pen = plainPen(new OffscreenCanvas(size, size))
  pen.fillStyle = colour
  pen.fillRect(0, 0, size, size)
  return pen.getImageData(0, 0, size, size)
}
