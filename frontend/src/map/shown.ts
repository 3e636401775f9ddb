// What the page asks the map to show, and which layers and things that leaves.
import type { FilterSpecification } from 'maplibre-gl'
import type { LayerId } from './order'

// The switches of the layer panel.
export type Switch = 'need' | 'hotspots' | 'cold' | 'homes' | 'candidates'

export interface Shown {
  switches: Record<Switch, boolean>
  ids?: number[] // only these sites, when the page filters
  squares?: string[] // and only these squares
  chosenSite?: number
  chosenSquare?: string
  ring?: [number, number][]
  miles: number
}

export interface Left {
  hidden: Partial<Record<LayerId, boolean>>
  filters: Partial<Record<LayerId, FilterSpecification>>
}

const isHome = ['!=', ['get', 'operation'], 'not_a_home']
const isOpen = ['>', ['get', 'places_open'], 0]

export function left({ switches, ids, squares, chosenSite, chosenSquare }: Shown): Left {
  const hide = (hidden: boolean, ...layers: LayerId[]) => Object.fromEntries(layers.map((id) => [id, hidden]))
  const neither = !switches.homes && !switches.candidates
  const hidden = {
    ...hide(!switches.need, 'cells', 'cells-points'),
    ...hide(!switches.hotspots, 'hotspots', 'hotspots-casing'),
    ...hide(!switches.cold, 'cold', 'cold-casing'),
    ...hide(neither, 'squares-casing', 'squares-open', 'squares-shut', 'squares-line-open', 'squares-line-shut', 'squares-room', 'squares-number', 'sites'),
  }

  const kept: unknown[] = squares ? [['in', ['get', 'ref'], ['literal', squares]]] : []
  if (!switches.homes) kept.push(['>', ['get', 'candidates'], 0])
  const site: unknown[] = ids ? [['in', ['get', 'id'], ['literal', ids]]] : []
  if (!switches.candidates) site.push(isHome)
  if (!switches.homes) site.push(['!', isHome])

  const square = (...more: unknown[]) => ['all', ...kept, ...more] as FilterSpecification
  const chosen: FilterSpecification = ['==', ['get', 'ref'], chosenSquare ?? '']
  const filters = {
    sites: ['all', ...site] as FilterSpecification,
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
    'chosen-site': ['==', ['get', 'id'], chosenSite ?? 0] as FilterSpecification,
  }
  return { hidden, filters }
}
