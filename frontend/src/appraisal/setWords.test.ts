import { expect, test } from 'vitest'
import type { BestSet, Choice, Option } from '../api/records'
import { differs, expected, figure, firstLine, heldLine, hubsOf, nextStep, proof, restOf, shortNames, worth } from './setWords'

const names = shortNames([
  { id: 1, name: 'Newbury, extend a school wing' }, { id: 2, name: 'Southampton, house to buy' }, { id: 3, name: 'Beechfield, reopen 7 places' }, { id: 4, name: 'Beechfield, rebuild' }, { id: 5, name: 'Oxford' },
])

test('a name is short where that tells it from all others', () => {
  expect([...names.values()]).toEqual(['Newbury', 'Southampton', 'Beechfield, reopen 7 places', 'Beechfield, rebuild', 'Oxford'])
  expect(restOf({ name: 'Newbury, extend a school wing', route: 'extend' }, 'Newbury')).toBe('extend a school wing')
  expect(restOf({ name: 'Kent, reopen the old mothballed home', route: 'reopen_mothballed' }, 'Kent')).toBe('reopen')
  expect(restOf({ name: 'Oxford', route: 'extend' }, 'Oxford')).toBe('')
})

test.each<[number[], number[], string]>([
  [[1, 5], [2, 5], 'Newbury, not Southampton'],
  [[1, 3, 5], [2], 'Newbury, Beechfield, reopen 7 places and Oxford, not Southampton'],
  [[1, 2], [2], 'also Newbury'],
  [[1], [], 'Newbury'],
  [[2], [1, 2], 'without Newbury'],
  [[1, 2], [2, 1], 'the same set'],
  [[99], [1], 'option 99, not Newbury'],
])('%j against %j: %s', (set, from, want) => expect(differs(set, from, names)).toBe(want))

test('values by what they are of', () => {
  expect([figure('places', 16), figure('in_time', 14.8695), figure('covered', 18), figure('covered', 17.25)]).toEqual(['16', '14.9', '18', '17.3'])
  expect([worth('places', 1), worth('covered', 1), worth('in_time', 2.04)]).toEqual(['1 place', '1 child covered', '2.0 places expected in time'])
})

const option = (id: number, places: number, chance: number, hub: string) => ({ id, places, hub, opening: { chance } }) as Option

test('places expected and hubs are added up', () => {
  const set = [option(1, 4, 0.5, 'South'), option(2, 3, 1, 'North'), option(3, 2, 0, 'South')]
  expect(expected(set)).toBe(5)
  expect(hubsOf(set)).toBe('1 North, 2 South')
})

const empty = { options: [], value: 0, grant_pence: 0, match_pence: 0, places: 0 }
const best = (change: Partial<BestSet>) =>
  ({ status: 'optimal', objective: 'in_time', budget_pence: 426000000, best: { options: [1, 2], value: 14.87, grant_pence: 418000000, match_pence: 0, places: 16 }, bound: 14.87, equal_best: false, candidates: 24, frontier: [], ...change }) as BestSet
const choice = { award_pence: 500000000, grant_used_pence: 74000000, grant_left_pence: 426000000, chosen: [{ id: 5 }] } as Choice

test.each<[string, Partial<BestSet>, string]>([
  ['proven', {}, 'Best set: 2 options, 16 places, for £4.18m of the £4.26m left to invest.'],
  ['stopped', { status: 'stopped' }, 'Best set found: 2 options, 16 places, for £4.18m of the £4.26m left to invest.'],
  ['another grant', { budget_pence: 500000000 }, 'Best set: 2 options, 16 places, for £4.18m of £5m.'],
  ['by need covered', { objective: 'covered' }, 'Best set: 2 options, 16 places, 14.9 children covered, for £4.18m of the £4.26m left to invest.'],
  ['none keeps the rules', { status: 'infeasible', best: empty }, 'No set of options keeps the rules within the £4.26m left to invest.'],
  ['none fits', { best: empty, budget_pence: 0 }, 'The best set is empty: no option adds anything within £0.'],
  ['none to choose from', { best: empty, candidates: 0 }, 'There is no option to choose from yet.'],
])('the first line: %s', (_, change, want) => expect(firstLine(best(change), choice)).toBe(want))

test('how sure it is', () => {
  expect(proof(best({}))).toBe('Proven best of all 16,777,216 sets of 24 options.')
  expect(proof(best({ equal_best: true }))).toContain('Another set is equal best')
  expect(proof(best({ status: 'stopped', bound: 15.37 }))).toContain('off by 0.5 places expected in time at most')
  expect(proof(best({ status: 'stopped', bound: 4e15 }))).toContain('not known')
  expect(proof(best({ status: 'infeasible' }))).toBe('')
})

test('what projects hold', () => {
  expect(heldLine(choice, names)).toBe('Oxford holds £740,000 of the £5m award.')
  expect(heldLine({ ...choice, chosen: [] }, names)).toBe('No project holds any of the £5m award.')
})

test('what more grant buys next is the first set that costs more than there is', () => {
  const step = (grant_pence: number) => ({ ...empty, grant_pence })
  expect(nextStep(best({ frontier: [step(1), step(426000000), step(430000000), step(500000000)] }))?.grant_pence).toBe(430000000)
  expect(nextStep(best({ frontier: [step(1)] }))).toBeUndefined()
})
