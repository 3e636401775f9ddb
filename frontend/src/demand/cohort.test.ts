import { expect, test } from 'vitest'
import type { CountPeriod } from '../api/records'
import { childrenOf, choices, cohortLabel, cohortOf, fields, isWhole, listedAs, ofCohort, ofListed, periodWords } from './cohort'

const period: CountPeriod = { period: '2023-04-01/2024-03-31', counts: 9, suppressed: 2, levels: ['authority', 'lsoa'], age_bands: ['0-9', 'all'], needs: ['residential', 'secure'], placements: [''], origins: [''], faults: [] }

test('a cohort is what the address names, or the first there is', () => {
  const nothing = () => ''
  expect(cohortOf(period, nothing)).toEqual({ period: period.period, level: 'lsoa', age_band: '', need: 'residential', placement: '', origin: '' })
  const named: Record<string, string> = { level: 'authority', age_band: '0-9', need: 'fostering' }
  expect(cohortOf(period, (name) => named[name] ?? '')).toEqual({ period: period.period, level: 'authority', age_band: '0-9', need: 'residential', placement: '', origin: '' })
})

test('all is a choice only where all were counted', () => {
  expect(choices(period, fields[0])).toEqual(['', '0-9'])
  expect(choices(period, fields[1])).toEqual(['residential', 'secure'])
})

test('periods are said as days', () => {
  expect(periodWords(period.period)).toBe('1 April 2023 to 31 March 2024')
  expect(periodWords('2025-03-31')).toBe('31 March 2025')
})

const cohort = (change: object) => ({ age_band: 'all', need: 'all', placement: 'all', origin: 'all', ...change })

test('a cohort is said in plain words, in a list and in a sentence', () => {
  const homes = 'secure unit, children\'s home or hostel'
  for (const [change, label, sentence] of [
    [{ age_band: '10 to 15' }, 'Aged 10 to 15', 'children aged 10 to 15'],
    [{ age_band: 'under 1' }, 'Under 1', 'children under 1'],
    [{ age_band: '16 and over' }, 'Aged 16 and over', 'children aged 16 and over'],
    [{ age_band: '7' }, 'Aged 7', 'children aged 7'],
    [{ age_band: 'teenagers' }, 'Age band: teenagers', 'children whose age band is “teenagers”'],
    [{ placement: homes }, `Placement: ${homes}`, `children whose placement is “${homes}”`],
    [{ age_band: '5 to 9', need: 'complex', origin: 'Kent' }, 'Aged 5 to 9, need: complex, origin: Kent', 'children aged 5 to 9 whose need is “complex” and whose origin is “Kent”'],
  ] as const) {
    expect(cohortLabel(cohort(change))).toBe(label)
    expect(childrenOf(cohort(change))).toBe(sentence)
  }
})

test('the address names a cohort of the list in any case of letters; what does not divide is left out', () => {
  const listed = [cohort({ age_band: '10 to 15' }), cohort({ placement: 'foster placement' }), cohort({ age_band: '10 to 15', placement: 'foster placement' })]
  expect(listedAs(listed, ofCohort(new URLSearchParams('placement=Foster%20placement&need=all&reading=need')))).toBe(listed[1])
  expect(listedAs(listed, ofCohort(new URLSearchParams('placement=foster%20placement&age_band=10%20to%2015')))).toBe(listed[2])
  expect(listedAs(listed, ofCohort(new URLSearchParams('age_band=nine')))).toBe(undefined)
  expect(listedAs(listed, {})).toBe(undefined)
  expect(isWhole(ofCohort(new URLSearchParams('age_band=all&need=')))).toBe(true)
  expect(ofListed(listed[2]!)).toEqual({ age_band: '10 to 15', placement: 'foster placement' })
})
