import { expect, test } from 'vitest'
import type { Constraint, SiteDetail } from '../api/records'
import { conditionFinding, constraintsFinding, documentsFinding, heading, joined, lifeFinding, inTheWay, ofstedFinding, ownerFinding, placesFinding, useFinding } from './findings'

const site = (given: Partial<SiteDetail>) => ({ lawful_use: 'unknown', operation: 'open', pipeline: 'none', moves: [], ...given }) as SiteDetail

test('what is not known is said to be so', () => {
  const empty = site({})
  expect(ownerFinding(empty)).toBe('Its owner is not known')
  expect(placesFinding(empty)).toBe('How many places it has is not known')
  expect(conditionFinding(empty)).toBe('Its condition is not known')
  expect(useFinding(empty)).toBe('Its use class is not known, nor is its lawful use as a home')
  expect(ofstedFinding(empty)).toBe('No judgement of Ofsted’s is on record')
  expect(ofstedFinding(site({ operation: 'not_a_home' }))).toBe('No registration with Ofsted is on record')
})

test('the latest judgement is said with its day to those who may see it', () => {
  const event = (given: object) => ({ id: 1, kind: 'full', provenance: 'published', source: '', by_name: '', at: '', struck: false, version: 1, ...given }) as never
  const good = site({ ofsted_outcome: 'good' })
  expect(ofstedFinding(good)).toBe('Ofsted: good')
  expect(ofstedFinding(good, [event({ kind: 'suspended', on_day: '2025-03-01' }), event({ overall: 'inadequate', on_day: '2025-02-01', struck: true }), event({ overall: 'good', on_day: '2024-09-17' })])).toBe('Ofsted: good at the full inspection of 17 September 2024')
  expect(ofstedFinding(site({ ofsted_outcome: 'requires_improvement', off_register: '2025-04-30' }))).toBe('Ofsted: requires improvement to be good; no longer on its register')
})

test('findings give the figures first', () => {
  expect(ownerFinding(site({ owner_name: 'Kent', tenure: 'freehold' }))).toBe('Owned by Kent, freehold')
  expect(placesFinding(site({ places_registered: 6, places_usable: 5, places_occupied: 4 }))).toBe('4 of 5 usable places occupied')
  expect(placesFinding(site({ places_registered: 1 }))).toBe('1 place registered; how many are occupied is not known')
  expect(conditionFinding(site({ condition: 'refurbish', running_cost_pence: 26_500_000 }))).toBe('Needs refurbishing; costs £265,000 a year')
  expect(lifeFinding(site({ pipeline: 'candidate', operation: 'mothballed', moves: [{ id: 1, state: 'operation', from_state: 'open', to_state: 'mothballed', on_day: '2026-05-03', by_name: 'P', at: '' }] }))).toBe('Mothballed, candidate since 3 May 2026')
})

test('nothing is called clear that was not checked', () => {
  const made = (...states: Constraint['state'][]) => states.map((state, n) => ({ kind: `k${n}`, name: ['Green belt', 'Flood zone 2', 'Listed building'][n]!, state }))
  expect(constraintsFinding(made('not_checked', 'not_checked'))).toBe('No constraint was checked')
  expect(constraintsFinding(made('clear', 'not_checked', 'clear'))).toBe('In none of the 2 constraints checked; 1 not checked')
  expect(constraintsFinding(made('inside', 'partly', 'not_checked'))).toBe('Inside green belt; partly in flood zone 2')
})

test('what was taken out is not counted; lists are joined as people say them', () => {
  const file = (kind: 'document' | 'photograph', removed_because = '') => ({ kind, removed_because }) as never
  expect(documentsFinding([file('photograph'), file('document'), file('photograph', 'a face')])).toBe('1 photograph and 1 document')
  expect(documentsFinding([])).toBe('No documents or photographs yet')
  expect(joined(['a', 'b', 'c'])).toBe('a, b and c')
})

test('the first lines say what stands in the way', () => {
  expect(inTheWay(site({ ofsted_outcome: 'good' }))).toBe('Ofsted’s latest judgement is good.')
  expect(inTheWay(site({ operation: 'suspended' }))).toBe('Its registration is suspended. No judgement of Ofsted’s is on record.')
  expect(inTheWay(site({ operation: 'mothballed', pipeline: 'candidate', ofsted_outcome: 'inadequate', off_register: '2025-04-30', lawful_use: 'already_c2' }))).toBe(
    'Ofsted’s latest judgement is inadequate. Ofsted’s register has it no longer: to open it is registered anew. No application needed: its lawful use is already a residential institution (class C2).',
  )
  expect(inTheWay(site({ operation: 'not_a_home', pipeline: 'idea', application_status: 'in_assessment', ends: '2026-05-01' }))).toMatch(/^Its last day is 1 May 2026\. Its lawful use .* Application: in assessment\.$/)
})

test('a name made of kind and authority is not said twice', () => {
  const home = { kind: 'childrens_home', host_name: 'Kent', operation: 'open', pipeline: 'none' }
  expect(heading(site({ ...home, name: 'Rose Cottage' }))).toBe('open children’s home in Kent')
  expect(heading(site({ ...home, name: "Children's home in Kent" }))).toBe('open')
  expect(heading(site({ ...home, name: 'Land', kind: 'nhs_land', operation: 'not_a_home', pipeline: 'idea' }))).toBe('NHS land in Kent, idea')
})
