// Which reading of need the page shows, on which areas and for which day: all of it from
// the address, and asked of /readings.
import type { ReadingOf } from '../api/records'
import { classes as classWords, word } from '../api/words'
import type { Ramp } from '../map/areas'
import { tenths } from '../ui/format'
import { childrenOf, isWhole, type OfCohort } from './cohort'

export const readings = {
  unmet: 'No place within 20 miles',
  need: 'Need',
  hotspots: 'Hot-spots',
  access: 'Access',
  change: 'Change',
  gain: 'What a new home would add',
} as const

export type Name = keyof typeof readings

export const sizes = [['2500', '2.5 km'], ['5000', '5 km'], ['10000', '10 km']] as const

export interface Day {
  day: string
  basis: string
}

// Asked is a question to /readings.
export interface Asked extends OfCohort {
  reading: Name
  level: 'cell' | 'hexagon'
  metres?: string
  since?: string
  until?: string
  places?: string
}

// Of other days than the newest, and of cohorts, there is what is not held against homes:
// which were open on another day, or would take a cohort, is not known.
const withoutHomes: Name[] = ['need', 'change', 'hotspots']

export function hasDays(reading: Name): boolean {
  return withoutHomes.includes(reading)
}

// offered are the readings there are of all children, or of a cohort.
export function offered(days: Day[], of: OfCohort): Name[] {
  return (Object.keys(readings) as Name[]).filter((name) => (name !== 'change' || days.length) && (isWhole(of) || withoutHomes.includes(name)))
}

// askedOf reads the address. A change is from the latest earlier day unless it says
// another, or else until the projected one. Of a cohort need is read where the reading
// knows none.
export function askedOf(query: URLSearchParams, days: Day[], of: OfCohort = {}): Asked {
  const named = query.get('reading') ?? ''
  const known = (named in readings ? named : 'unmet') as Name
  const reading = isWhole(of) || offered(days, of).includes(known) ? known : 'need'
  const size = sizes.find(([metres]) => metres === query.get('metres'))?.[0]
  const metres = size ?? (reading === 'gain' ? '5000' : undefined)
  const asked: Asked = { reading, level: metres ? 'hexagon' : 'cell', metres, ...of }
  if (reading === 'gain') asked.places = String(placesOf(query))
  if (!withoutHomes.includes(reading)) return asked
  const day = query.get('since') || query.get('until')
  const other = days.find((one) => one.day === day) ?? (reading === 'change' ? (days.findLast(({ basis }) => basis !== 'projected') ?? days.at(-1)) : undefined)
  if (other) asked[other.basis === 'projected' ? 'until' : 'since'] = other.day
  return asked
}

// placesOf is how many places a new home would have.
export function placesOf(query: URLSearchParams): number {
  const places = Math.trunc(Number(query.get('places')))
  return places >= 1 && places <= 50 ? places : 4
}

export function rampOf(answer: ReadingOf): Ramp {
  if (answer.reading === 'access') return 'scarcity'
  return answer.reading === 'hotspots' ? 'class' : answer.diverging ? 'change' : 'level'
}

// valueIn writes a figure of a reading; a change always has its sign.
export function valueIn(reading: string, value: number): string {
  if (reading === 'access' || reading === 'hotspots') return value.toFixed(2).replace('-', '−')
  if (reading !== 'change') return tenths(value)
  return `${value > 0 ? '+' : ''}${value.toLocaleString('en-GB', { maximumFractionDigits: 3 })}`.replace('-', '−')
}

// readingOf names what an answer is of: need of children aged 10 to 15.
export function readingOf(answer: ReadingOf): string {
  const name = readings[answer.reading as Name]
  return answer.cohort ? `${name} of ${childrenOf(answer.cohort)}` : name
}

// readingInWords is one area under a reading.
export function readingInWords(answer: ReadingOf, item?: ReadingOf['items'][number]): string {
  if (answer.reading === 'hotspots') {
    if (!item?.class) return 'no figure'
    return `${word(classWords, item.class)}${item.value === null ? '' : `, z ${valueIn('hotspots', item.value)}`}`
  }
  return item && item.value !== null ? `${valueIn(answer.reading, item.value)} ${answer.unit}` : 'no figure'
}
