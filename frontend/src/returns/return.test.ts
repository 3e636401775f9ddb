// @vitest-environment node
import { expect, test } from 'vitest'
import { keyOf, moved, print, quarterNow, words } from './return'

test('quarters of financial years follow one another', () => {
  expect(quarterNow(0, '2026-11-24')).toEqual({ year: 2026, quarter: 3, from: '2026-10-01', to: '2026-12-31', due: '2027-02-28' })
  expect(quarterNow(-1, '2026-11-24')).toEqual({ year: 2026, quarter: 2, from: '2026-07-01', to: '2026-09-30', due: '2026-11-30' })
  expect(quarterNow(0, '2027-03-31')).toMatchObject({ year: 2026, quarter: 4, from: '2027-01-01', to: '2027-03-31' })
  expect(quarterNow(1, '2027-03-31')).toMatchObject({ year: 2027, quarter: 1, from: '2027-04-01' })
  expect(quarterNow(-4, '2027-04-01')).toMatchObject({ year: 2026, quarter: 1 })
})

test('what changed is said in its own measure', () => {
  expect([moved('pounds', 9_640_000), moved('pounds', -760_000), moved('whole', 3), moved('day', 42), moved('day', -15), moved('text', undefined), moved('whole', 0)]).toEqual(['+96,400', '−7,600', '+3', '6 weeks later', '15 days earlier', '', ''])
  expect(keyOf({ key: ['a', 'b'] }, { a: 'P-1', b: null })).toBe('P-1, ')
  expect(words(' one  two\nthree ')).toBe(3)
  expect(print('4f0d92c6a815')).toBe('4f0d 92c6 a815')
})
