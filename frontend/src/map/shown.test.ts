import { expect, test, vi } from 'vitest'
import { areas } from './areas'
import { authorities } from './authorities'
import { base } from './base'
import { cells } from './cells'
import { clusters } from './clusters'
import { constraints, constraintTiles } from './constraints'
import { hotspots } from './hotspots'
import { homes } from './layer'
import { marks } from './marks'
import { measured } from './measured'
import { order } from './order'
import { reach } from './reach'
import { left, type Shown } from './shown'
import { sites } from './sites'
import { squares } from './squares'

const all: Shown = { switches: { unmet: false, need: true, hotspots: true, cold: false, homes: true, candidates: true }, rings: [] }

test('every layer has one place in the order, and the order names no other', () => {
  const ids = [base, authorities, cells, areas, hotspots, constraints, squares, reach, clusters, sites, measured].flatMap(({ layers }) => layers.map(({ id }) => id))
  expect([...ids].sort()).toEqual([...order].sort())
})

test('a switch hides its layers and leaves the others', () => {
  expect(left(all).hidden.cold).toBe(true)
  expect(left(all).hidden.cells).toBe(false)
  expect(left(all).hidden.unmet).toBe(true)
  const without = left({ ...all, switches: { ...all.switches, need: false, homes: false } })
  expect(without.hidden.cells).toBe(true)
  expect(without.hidden.sites).toBe(false)
  expect(without.filters['squares-number']).toEqual(['all', ['>', ['get', 'candidates'], 0]])
  expect(left({ ...all, switches: { ...all.switches, homes: false, candidates: false } }).hidden['squares-room']).toBe(true)
})

test('layers of constraints are off until they are switched on', () => {
  expect(left(all).hidden.constraints).toBe(true)
  expect(left({ ...all, constraints: ['aonb'] }).hidden['constraints-line']).toBe(false)
})

test('no two kinds of constraint have one pattern', () => {
  expect(new Set(Object.values(marks).map(({ path }) => path)).size).toBe(Object.keys(marks).length)
})

test('what lies close together is counted with its own kind, as the switches say', () => {
  expect(left(all).filters.clusters).toEqual(['all'])
  expect(left({ ...all, switches: { ...all.switches, homes: false } }).filters.clusters).toEqual(['all', ['!', ['to-boolean', ['get', 'home']]]])
  expect(left({ ...all, switches: { ...all.switches, candidates: false } }).filters['clusters-number']).toEqual(['all', ['to-boolean', ['get', 'home']]])
})

test('tiles are asked for under the filter of the list', () => {
  vi.stubGlobal('location', { origin: 'http://here' })
  expect(homes(7)).toBe('http://here/tiles/squares,sites/{z}/{x}/{y}.mvt?r=7')
  expect(homes(7, 'kind=nhs_land&hub=South')).toBe('http://here/tiles/squares,sites/{z}/{x}/{y}.mvt?r=7&kind=nhs_land&hub=South')
  expect(constraintTiles(['aonb', 'sssi'])).toBe('http://here/tiles/constraints/{z}/{x}/{y}.mvt?kinds=aonb,sssi')
  vi.unstubAllGlobals()
})
