import { expect, test } from 'vitest'
import type { OptionDetail } from '../api/records'
import { laid } from './network'

const week = 7 * 86_400_000

test('stages follow each other with their lags; a branch delays nobody', () => {
  const stage = (code: string, likely: number, follows: { code: string; lag_weeks?: number }[] = [], chance = 1) =>
    ({ code, optimistic: likely - 1, likely, pessimistic: likely + 2, follows, chance })
  const option = {
    starts_on: '2027-01-04',
    stages: [
      stage('plan', 4),
      stage('appeal', 29, [{ code: 'plan' }], 0.2),
      stage('build', 10, [{ code: 'plan' }, { code: 'appeal' }]),
      stage('manager', 26, [{ code: 'plan', lag_weeks: -2 }]),
      stage('register', 20, [{ code: 'build' }, { code: 'manager' }]),
    ],
  } as unknown as OptionDetail
  const from = Date.UTC(2027, 0, 4)
  expect(laid(option).map(({ start }) => (start - from) / week)).toEqual([0, 4, 4, 2, 28])
  expect((laid(option)[2]!.late - from) / week).toBe(16)
})
