// What the page asks the map to show, and which layers and things that leaves.
import type { FilterSpecification } from 'maplibre-gl'
import type { Reading } from './areas'
import type { LayerId } from './order'
import type { Ring } from './reach'

// The switches of the layer panel.
// Need is drawn in one of two readings: what no home covers, or all of it.
export type Switch = 'unmet' | 'need' | 'hotspots' | 'cold' | 'homes' | 'candidates'

// usualLayers are on where the address does not say.
export const usualLayers = 'unmet,hotspots,homes,candidates'

// switchesOf reads the layers of the address.
export function switchesOf(layers: string): Record<Switch, boolean> {
  const on = layers.split(',')
  const is = (name: Switch) => on.includes(name)
  return { unmet: is('unmet'), need: is('need') && !is('unmet'), hotspots: is('hotspots'), cold: is('cold'), homes: is('homes'), candidates: is('candidates') }
}

export interface Shown {
  switches: Record<Switch, boolean>
  filter?: string // of the list, as the tiles take it: kind=nhs_land&hub=South
  chosen?: Chosen
  chosenSquare?: string
  rings: Ring[]
  constraints?: string[] // the kinds of layers of constraints that are on
  reading?: Reading // of need, by area
  area?: string // the chosen one of them
  areaAt?: [number, number]
  only?: string[] // the authorities that are outlined
  best?: [number, number][] // the best places for new homes
}

// Chosen is the chosen site where its place is open: drawn by itself, also when tiles
// only count it.
export interface Chosen {
  position: [number, number]
  kind?: string
  operation: string
  pipeline: string
  places: number
}

export interface Left {
  hidden: Partial<Record<LayerId, boolean>>
  filters: Partial<Record<LayerId, FilterSpecification>>
}

const isHome = ['!=', ['get', 'operation'], 'not_a_home']
const isOpen = ['>', ['get', 'places_open'], 0]

export function left({ switches, chosenSquare, constraints = [], reading, area = '', only = [] }: Shown): Left {
  const hide = (hidden: boolean, ...layers: LayerId[]) => Object.fromEntries(layers.map((id) => [id, hidden]))
  const neither = !switches.homes && !switches.candidates
  const hidden = {
    ...hide(!switches.unmet, 'unmet', 'unmet-points'),
    ...hide(!switches.need, 'cells', 'cells-points'),
    ...hide(!switches.hotspots, 'hotspots', 'hotspots-casing'),
    ...hide(!switches.cold, 'cold', 'cold-casing'),
    ...hide(reading?.of !== 'cells', 'areas-cells', 'areas-points', 'area-cell-casing', 'area-cell'),
    ...hide(reading?.of !== 'hexagons', 'areas-hexagons', 'area-hexagon-casing', 'area-hexagon'),
    ...hide(reading?.of !== 'cells' || !reading.outlined, 'classes-cells'),
    ...hide(reading?.of !== 'hexagons' || !reading.outlined, 'classes-hexagons-casing', 'classes-hexagons'),
    ...hide(!only.length, 'only-casing', 'only'),
    ...hide(!constraints.length, 'constraints', 'constraints-casing', 'constraints-line'),
    ...hide(neither && !chosenSquare, 'chosen-square-casing', 'chosen-square', 'chosen-number'),
    ...hide(neither, 'squares-casing', 'squares-open', 'squares-shut', 'squares-line-open', 'squares-line-shut', 'squares-room', 'squares-number', 'sites', 'clusters', 'clusters-ring', 'clusters-number'),
  }

  const kept: unknown[] = switches.homes ? [] : [['>', ['get', 'candidates'], 0]]
  const site: unknown[] = []
  const close: unknown[] = []
  if (!switches.candidates) {
    site.push(isHome)
    close.push(['to-boolean', ['get', 'home']])
  }
  if (!switches.homes) {
    site.push(['!', isHome])
    close.push(['!', ['to-boolean', ['get', 'home']]])
  }
  const together = ['all', ...close] as FilterSpecification

  const square = (...more: unknown[]) => ['all', ...kept, ...more] as FilterSpecification
  const chosen: FilterSpecification = ['==', ['get', 'ref'], chosenSquare ?? '']
  const isArea: FilterSpecification = ['==', ['get', 'code'], area]
  const isOnly: FilterSpecification = ['in', ['get', 'code'], ['literal', only]]
  const filters = {
    'area-cell-casing': isArea,
    'area-cell': isArea,
    'area-hexagon-casing': isArea,
    'area-hexagon': isArea,
    'only-casing': isOnly,
    only: isOnly,
    sites: ['all', ...site] as FilterSpecification,
    clusters: together,
    'clusters-ring': together,
    'clusters-number': together,
    'squares-casing': square(),
    'squares-room': square(),
    'squares-number': square(),
    'squares-open': square(isOpen),
    'squares-line-open': square(isOpen),
    'squares-shut': square(['!', isOpen]),
    'squares-line-shut': square(['!', isOpen]),
    'chosen-square': chosen,
    'chosen-square-casing': chosen,
    'chosen-number': chosen,
  }
  return { hidden, filters }
}
