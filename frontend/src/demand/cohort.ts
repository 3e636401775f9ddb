// The cohort that the address asks for, of counts or of estimates, and how cohorts,
// periods and values are said.
import type { CountPeriod, DemandCohort } from '../api/records'
import { longDay } from '../ui/format'

export const levels: Record<string, string> = {
  lsoa: 'Small areas', msoa: 'Middle layer areas', district: 'Districts', postcode_district: 'Postcode districts', other: 'Other areas',
  authority: 'Authorities', region: 'Regions', nation: 'Nations',
}

// Fields of a cohort: what they are called in an address, in a period, where all are taken, and of one.
export const fields = [
  { name: 'age_band', list: 'age_bands', label: 'Ages', all: 'All ages', one: 'Age band' },
  { name: 'need', list: 'needs', label: 'Need', all: 'All needs', one: 'Need' },
  { name: 'placement', list: 'placements', label: 'Placement', all: 'All placements', one: 'Placement' },
  { name: 'origin', list: 'origins', label: 'Origin', all: 'All origins', one: 'Origin' },
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

// Fields of a cohort as an address has them: one that does not divide is left out.
export type OfCohort = Partial<Record<(typeof fields)[number]['name'], string>>

// ofCohort are those that an address asks for; none of all children.
export function ofCohort(query: URLSearchParams): OfCohort {
  return divided((name) => query.get(name) ?? '')
}

// ofListed are those of a cohort that is listed, where all is written out.
export function ofListed(cohort: Listed): OfCohort {
  return divided((name) => cohort[name])
}

// allOf clears an address of its cohort.
export const allOf: OfCohort = { age_band: '', need: '', placement: '', origin: '' }

function divided(value: (name: keyof OfCohort) => string): OfCohort {
  return Object.fromEntries(fields.map(({ name }) => [name, value(name).trim()]).filter(([, text]) => !isTotal(text!)))
}

type Listed = Pick<DemandCohort, keyof OfCohort>

export const isWhole = (of: OfCohort) => !Object.keys(of).length

// listedAs is the listed cohort that is asked for, in whatever case it is written.
export function listedAs<C extends Listed>(cohorts: C[], of: OfCohort): C | undefined {
  if (isWhole(of)) return undefined
  return cohorts.find((one) => fields.every(({ name }) => (ofListed(one)[name] ?? '').toLowerCase() === (of[name] ?? '').toLowerCase()))
}

const ages = /^(under )?\d+( to \d+| and over)?$/

// cohortLabel names a cohort in a list: Aged 10 to 15; Placement: children's home.
export function cohortLabel(cohort: Listed): string {
  const of = ofListed(cohort)
  return fields.filter(({ name }) => of[name]).map(({ name, one }) => {
    if (name !== 'age_band' || !ages.test(of[name]!)) return `${one}: ${of[name]}`
    return of[name]!.startsWith('under') ? `Under${of[name]!.slice(5)}` : `Aged ${of[name]}`
  }).join(', ').replace(/(?<=, )[ANPOU](?=[a-z])/g, (letter) => letter.toLowerCase())
}

// childrenOf names a cohort in a sentence: children aged 10 to 15.
export function childrenOf(cohort: Listed): string {
  const { age_band: age = '', ...rest } = ofListed(cohort)
  const aged = ages.test(age)
  const whose = fields.filter(({ name }) => (name === 'age_band' ? age && !aged : rest[name])).map(({ name, one }) => `whose ${one.toLowerCase()} is “${name === 'age_band' ? age : rest[name]}”`)
  return ['children', aged && (age.startsWith('under') ? age : `aged ${age}`), whose.join(' and ')].filter(Boolean).join(' ')
}

// What disclosure control could not do as it should.
export const faults: Record<string, string> = {
  off_total: 'Some imported totals do not agree with their parts. Those totals are not shown.',
  shown_before: 'Some counts that were shown before are not shown any more: whoever kept them may be able to work out others.',
  contradiction: 'Some counts contradict each other so far that everything that hangs together with them is not shown.',
}
