// The figures of the portfolio, and the list of sites behind each.
import type { Figure, Holding } from '../api/records'

export const columns: { short: string; title: string; of: (h: Holding) => Figure; pence?: boolean }[] = [
  { short: 'Homes', title: 'open homes', of: (h) => h.homes_open },
  { short: 'Places', title: 'places of open homes', of: (h) => h.places_open },
  { short: 'Homes', title: 'mothballed homes', of: (h) => h.homes_mothballed },
  { short: 'Places', title: 'places of mothballed homes', of: (h) => h.places_mothballed },
  { short: 'Sites', title: 'sites in delivery', of: (h) => h.sites_in_delivery },
  { short: 'Places', title: 'places planned of sites in delivery', of: (h) => h.places_in_delivery },
  { short: 'Fit', title: 'sites fit for use', of: (h) => h.fit },
  { short: 'Refurbish', title: 'sites that need refurbishing', of: (h) => h.refurbish },
  { short: 'Expired', title: 'life-expired sites', of: (h) => h.life_expired },
  { short: 'Not known', title: 'sites whose condition is not known', of: (h) => h.condition_unknown },
  { short: 'Cost a year', title: 'running cost of open homes', of: (h) => h.running_cost_pence, pence: true },
]

// listOf is the table page under the query that makes a figure. The pages narrow to
// candidates where nothing else is said, and a figure never does.
export function listOf(query: string): string {
  const asked = new URLSearchParams(query)
  const page = new URLSearchParams({ view: 'table' })
  if (!asked.has('stage')) page.set('stage', 'all')
  for (const [name, value] of asked) page.set(name, value)
  return `/?${page}`
}

// occupancy is the share of usable places that are occupied; about, where some of it is
// known by a percentage only.
export function occupancy({ places_occupied: occupied, places_usable: usable, places_estimated: estimated }: Holding): string {
  return usable.value ? `${estimated.sites ? 'about ' : ''}${Math.round((100 * occupied.value) / usable.value)} %` : ''
}
