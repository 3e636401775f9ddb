import { expect, test } from 'vitest'
import type { ReadingOf } from '../api/records'
import { askedOf, offered, readingInWords } from './readings'

const days = [{ day: '2020-03-31', basis: 'estimated' }, { day: '2023-03-31', basis: 'estimated' }, { day: '2029-03-31', basis: 'projected' }]
const asked = (query: string) => askedOf(new URLSearchParams(query), days)

test('the address says the reading, its areas and its day; what it cannot mean is as if it were not there', () => {
  expect(asked('')).toEqual({ reading: 'unmet', level: 'cell' })
  expect(asked('reading=nonsense&metres=3&since=2020-03-31')).toEqual({ reading: 'unmet', level: 'cell' })
  expect(asked('reading=need&metres=2500&since=2020-03-31')).toEqual({ reading: 'need', level: 'hexagon', metres: '2500', since: '2020-03-31' })
  expect(asked('reading=hotspots&until=2029-03-31')).toEqual({ reading: 'hotspots', level: 'cell', until: '2029-03-31' })
  expect(asked('reading=need&since=1999-03-31')).toEqual({ reading: 'need', level: 'cell' })
})

test('a change is from the latest earlier day unless another is named', () => {
  expect(asked('reading=change')).toEqual({ reading: 'change', level: 'cell', since: '2023-03-31' })
  expect(asked('reading=change&until=2029-03-31')).toEqual({ reading: 'change', level: 'cell', until: '2029-03-31' })
  expect(askedOf(new URLSearchParams('reading=change'), [])).toEqual({ reading: 'change', level: 'cell' })
})

test('what a home would add is on hexagons, of 4 places unless another number from 1 to 50 is named', () => {
  expect(asked('reading=gain')).toEqual({ reading: 'gain', level: 'hexagon', metres: '5000', places: '4' })
  expect(asked('reading=gain&places=8&metres=10000')).toEqual({ reading: 'gain', level: 'hexagon', metres: '10000', places: '8' })
  expect(asked('reading=gain&places=900').places).toBe('4')
})

test('of a cohort there are the readings that are not held against homes; another is as if need were asked for', () => {
  const of = { age_band: '10 to 15' }
  expect(offered(days, {})).toHaveLength(6)
  expect(offered(days, of)).toEqual(['need', 'hotspots', 'change'])
  expect(offered([], of)).toEqual(['need', 'hotspots'])
  const cohort = (query: string, days: { day: string; basis: string }[]) => askedOf(new URLSearchParams(query), days, of)
  expect(cohort('', days)).toEqual({ reading: 'need', level: 'cell', age_band: '10 to 15' })
  expect(cohort('reading=gain&places=8', days)).toEqual({ reading: 'need', level: 'cell', age_band: '10 to 15' })
  expect(cohort('reading=hotspots&metres=5000&since=2020-03-31', days)).toEqual({ reading: 'hotspots', level: 'hexagon', metres: '5000', since: '2020-03-31', age_band: '10 to 15' })
  expect(cohort('reading=change', [])).toEqual({ reading: 'need', level: 'cell', age_band: '10 to 15' })
})

test('an area is said with its figure and unit, or that it has none', () => {
  const of = (change: Partial<ReadingOf>) => ({ reading: 'need', unit: 'children in every 10,000 under 16', items: [], ...change }) as unknown as ReadingOf
  const item = (change: object) => ({ code: 'a', value: null, step: null, ...change }) as ReadingOf['items'][number]
  expect(readingInWords(of({}), item({ value: 3.44 }))).toBe('3.4 children in every 10,000 under 16')
  expect(readingInWords(of({}), item({}))).toBe('no figure')
  expect(readingInWords(of({}), undefined)).toBe('no figure')
  expect(readingInWords(of({ reading: 'change', unit: 'children' }), item({ value: 2 }))).toBe('+2 children')
  expect(readingInWords(of({ reading: 'change', unit: 'children' }), item({ value: -0.267 }))).toBe('−0.267 children')
  expect(readingInWords(of({ reading: 'hotspots' }), item({ value: 5.123, class: 'hot99' }))).toBe('Hot-spot, 99 %, z 5.12')
})
