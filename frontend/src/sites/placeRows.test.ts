import { expect, test } from 'vitest'
import type { SiteDetail } from '../api/records'
import { begun, inWords, placesOf, type Row } from './placeRows'

const row = (given: Partial<Row>): Row => ({ type: 'solo', registered: '', usable: '', occupied: '', planned: '', ...given })

test('an empty number is not known, which is not none', () => {
  expect(placesOf([row({ registered: '2', occupied: '0' })], 'places')).toEqual({ places: [{ type: 'solo', registered: 2, occupied: 0 }], faults: [] })
})

test('a line of no type, alone, is the site’s own numbers; no line empties them', () => {
  expect(placesOf([row({ type: '', registered: '4' })], 'places')).toEqual({ places: [], own: { registered: 4 }, faults: [] })
  expect(placesOf([], 'places')).toEqual({ places: [], own: {}, faults: [] })
})

test('all that is wrong is said at once, at its field', () => {
  const { faults } = placesOf([row({ type: '', registered: '2', usable: '3' }), row({ registered: 'two' }), row({ usable: '1', occupied: '2' })], 'places')
  expect(faults.map(({ id }) => id)).toEqual(['places-0-type', 'places-0-usable', 'places-1-registered', 'places-2-occupied'])
})

test('a form begins with the totals where nothing is known by type', () => {
  expect(begun({ places_by_type: [], places_registered: 4 } as unknown as SiteDetail)).toEqual([row({ type: '', registered: '4' })])
  expect(inWords([{ type: 'solo', registered: 2, occupied: 1 }, { type: 'secure', planned: 4 }])).toBe('Solo: 2 registered, 1 occupied; Secure: 4 planned')
})
