// The cohort of counts that the address asks for, and how periods and values are said.
import type { CountPeriod } from '../api/records'
import { longDay } from '../ui/format'

export const levels: Record<string, string> = {
  lsoa: 'Small areas', msoa: 'Middle layer areas', district: 'Districts', postcode_district: 'Postcode districts', other: 'Other areas',
  authority: 'Authorities', region: 'Regions', nation: 'Nations',
}

// Fields of a cohort: what they are called in an address, in a period, and where all are taken.
export const fields = [
  { name: 'age_band', list: 'age_bands', label: 'Ages', all: 'All ages' },
  { name: 'need', list: 'needs', label: 'Need', all: 'All needs' },
  { name: 'placement', list: 'placements', label: 'Placement', all: 'All placements' },
  { name: 'origin', list: 'origins', label: 'Origin', all: 'All origins' },
] as const

export const isTotal = (value: string) => /^(any|all|total|everyone|all (ages|needs|ages total|children|placements|origins)|total children|)$/i.test(value.trim())

// periodWords says a day, or two with a slash between.
export const periodWords = (period: string) => period.split('/').map(longDay).join(' to ')

// choices are the values of a field that can be chosen: '' for all, if all were counted.
export function choices(period: CountPeriod, field: (typeof fields)[number]): string[] {
  const values = period[field.list]
  return [...(values.some(isTotal) ? [''] : []), ...values.filter((value) => !isTotal(value))]
}

export interface Asked {
  period: string
  level: string
  age_band: string
  need: string
  placement: string
  origin: string
}

// cohortOf is the cohort of a period that the address asks for; what it does not name, or
// the period does not have, is the first there is.
export function cohortOf(period: CountPeriod, get: (name: string) => string): Asked {
  const one = (name: string, list: string[]) => (list.includes(get(name)) ? get(name) : (list[0] ?? ''))
  const [age_band, need, placement, origin] = fields.map((field) => one(field.name, choices(period, field))) as [string, string, string, string]
  return { period: period.period, level: one('level', Object.keys(levels).filter((level) => period.levels.includes(level))), age_band, need, placement, origin }
}

// What disclosure control could not do as it should.
export const faults: Record<string, string> = {
  off_total: 'Some imported totals do not agree with their parts. Those totals are not shown.',
  shown_before: 'Some counts that were shown before are not shown any more: whoever kept them may be able to work out others.',
  contradiction: 'Some counts contradict each other so far that everything that hangs together with them is not shown.',
}
