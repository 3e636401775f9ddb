import { expect, test } from 'vitest'
import type { CountPeriod } from '../api/records'
import { choices, cohortOf, fields, periodWords } from './cohort'

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
