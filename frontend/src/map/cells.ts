// Need, estimated: small areas in five steps of children in every 10,000 under 16; all of
// them, or those whom no open home within 20 miles covers.
// ColorBrewer YlOrBr; breaks 2, 4, 6 and 9 are fixed, so colours mean the same everywhere.
import type { ExpressionSpecification } from 'maplibre-gl'
import type { MapLayer } from './layer'
import type { LayerId } from './order'

export const steps = ['#ffffd4', '#fee391', '#fec44f', '#ec7014', '#8c2d04']
export const breaks = [2, 4, 6, 9]

const colour = (step: string): ExpressionSpecification => [
  'match', ['get', step], 1, steps[0]!, 2, steps[1]!, 3, steps[2]!, 4, steps[3]!, 5, steps[4]!, 'rgba(0,0,0,0)',
]

const readings: Record<string, string> = {
  hot99: ', an estimated hot-spot (99 %)', hot95: ', an estimated hot-spot (95 %)', hot90: ', an estimated hot-spot (90 %)',
  cold99: ', an estimated cold spot (99 %)', cold95: ', an estimated cold spot (95 %)', cold90: ', an estimated cold spot (90 %)',
}

// drawn is one reading: areas, and points where there is no outline.
function drawn(areas: LayerId, points: LayerId, step: string): MapLayer['layers'] {
  return [
    {
      id: areas,
      type: 'fill',
      source: 'ground',
      'source-layer': 'cells',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colour(step) },
    },
    {
      id: points,
      type: 'circle',
      source: 'ground',
      'source-layer': 'cells',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-color': colour(step),
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 5, 8, 8, 11, 16],
        'circle-stroke-color': '#3d1202',
        'circle-stroke-width': ['match', ['get', 'class'], 'hot99', 2.4, 'hot95', 1.6, 'hot90', 1, 0.4],
      },
    },
  ]
}

export const cells: MapLayer = {
  layers: [...drawn('cells', 'cells-points', 'step'), ...drawn('unmet', 'unmet-points', 'unmet_step')],
  touched: ['cells', 'cells-points', 'unmet', 'unmet-points'],
  popup: (p) => `${p.name ?? p.code}: ${Number(p.rate).toFixed(1)} children in every 10,000 need a home, and ${Number(p.unmet).toFixed(1)} have none within 20 miles, estimated${readings[String(p.class)] ?? ''}`,
}
