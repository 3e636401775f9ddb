import { expect, test } from 'vitest'
import { authorities } from './authorities'
import { base } from './base'
import { cells } from './cells'
import { hotspots } from './hotspots'
import { order } from './order'
import { reach } from './reach'
import { left, type Shown } from './shown'
import { sites } from './sites'
import { squares } from './squares'

const all: Shown = { switches: { need: true, hotspots: true, cold: false, homes: true, candidates: true }, miles: 20 }

test('every layer has one place in the order, and the order names no other', () => {
  const ids = [base, authorities, cells, hotspots, squares, reach, sites].flatMap(({ layers }) => layers.map(({ id }) => id))
  expect([...ids].sort()).toEqual([...order].sort())
})

test('a switch hides its layers and leaves the others', () => {
  expect(left(all).hidden.cold).toBe(true)
  expect(left(all).hidden.cells).toBe(false)
  const without = left({ ...all, switches: { ...all.switches, need: false, homes: false } })
  expect(without.hidden.cells).toBe(true)
  expect(without.hidden.sites).toBe(false)
  expect(without.filters['squares-number']).toEqual(['all', ['>', ['get', 'candidates'], 0]])
  expect(left({ ...all, switches: { ...all.switches, homes: false, candidates: false } }).hidden['squares-room']).toBe(true)
})

test('a filter of the page keeps only what it found', () => {
  const { filters } = left({ ...all, ids: [3, 5], squares: ['SU 75'], chosenSite: 5 })
  expect(filters.sites).toEqual(['all', ['in', ['get', 'id'], ['literal', [3, 5]]]])
  expect(filters['squares-open']).toEqual(['all', ['in', ['get', 'ref'], ['literal', ['SU 75']]], ['>', ['get', 'places_open'], 0]])
  expect(filters['chosen-site']).toEqual(['==', ['get', 'id'], 5])
})
