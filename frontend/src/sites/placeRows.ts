// A site's places by type as rows of a form.
import type { PlacesOf, SiteDetail } from '../api/records'
import { placeTypes, word } from '../api/words'
import type { FormFault } from '../ui/faults'

type Numbered = 'registered' | 'usable' | 'occupied' | 'planned'
export type Row = { type: string } & Record<Numbered, string>

export const numbers: { name: Numbered; label: string }[] = [
  { name: 'registered', label: 'Registered' },
  { name: 'usable', label: 'Usable' },
  { name: 'occupied', label: 'Occupied' },
  { name: 'planned', label: 'Planned' },
]

const text = (value: number | undefined) => (value === undefined ? '' : String(value))

// begun are the rows a form starts with: what there is, or one row that has the totals.
export function begun(site: SiteDetail): Row[] {
  const row = (type: string, of: Partial<Record<Numbered, number>>): Row => ({ type, registered: text(of.registered), usable: text(of.usable), occupied: text(of.occupied), planned: text(of.planned) })
  if (site.places_by_type.length) return site.places_by_type.map((of) => row(of.type, of))
  return [row('', { registered: site.places_registered, usable: site.places_usable, occupied: site.places_occupied, planned: site.places_planned })]
}

// placesOf reads the rows, with all that is wrong with them.
// A line without a type, alone, is the site’s own numbers.
export function placesOf(rows: Row[], form: string): { places: PlacesOf[]; own?: Partial<Record<Numbered, number>>; faults: FormFault[] } {
  const faults: FormFault[] = []
  const places = rows.map((row, index) => {
    const of: PlacesOf = { type: row.type as PlacesOf['type'] }
    if (!row.type && rows.length > 1) faults.push({ id: `${form}-${index}-type`, text: 'Choose a type for each line of places' })
    for (const { name, label } of numbers) {
      const typed = row[name].trim()
      if (!typed) continue
      if (/^\d{1,3}$/.test(typed) && Number(typed) <= 500) of[name] = Number(typed)
      else faults.push({ id: `${form}-${index}-${name}`, text: `Enter the ${label.toLowerCase()} places as a whole number from 0 to 500` })
    }
    const [many, fewer] = [`${form}-${index}-usable`, `${form}-${index}-occupied`]
    if (of.usable !== undefined && of.registered !== undefined && of.usable > of.registered) faults.push({ id: many, text: 'No more places can be used than are registered' })
    if (of.occupied !== undefined && of.usable !== undefined && of.occupied > of.usable) faults.push({ id: fewer, text: 'No more places can be occupied than can be used' })
    return of
  })
  if (rows.some(({ type }) => type)) return { places, faults }
  const { type: _, ...own } = places[0] ?? { type: 'other' }
  return { places: [], own, faults }
}

// inWords is "Solo: 2 registered, 1 occupied; Secure: 4 planned".
export function inWords(list: PlacesOf[]): string {
  return list.map((of) => `${word(placeTypes, of.type)}: ${numbers.flatMap(({ name, label }) => (of[name] === undefined ? [] : [`${of[name]} ${label.toLowerCase()}`])).join(', ')}`).join('; ')
}
