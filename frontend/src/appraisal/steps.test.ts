import { expect, test } from 'vitest'
import type { BestSet } from '../api/records'
import { extent, round, stepLine, ticks } from './steps'

test.each([[16, 4, 5], [1, 4, 0.5], [532500000, 6, 100000000], [8, 4, 2], [9, 4, 5]])('%d in at most %d pieces: %d', (length, most, want) => expect(round(length, most)).toBe(want))

test('ticks begin at nought and do not pass the end', () => {
  expect(ticks(16, 4)).toEqual([0, 5, 10, 15])
  expect(ticks(20, 4)).toEqual([0, 5, 10, 15, 20])
  expect(ticks(0, 4)).toEqual([0])
})

const set = (grant_pence: number, value: number) => ({ options: [], value, grant_pence, match_pence: 0, places: 0 })

test('the line is flat from each grant to the next, and rises there', () => {
  const best = { budget_pence: 400, frontier: [set(100, 2), set(300, 5)], best: set(300, 5), next_best: [set(350, 4)] } as unknown as BestSet
  expect(extent(best).grant).toBe(500)
  expect(extent(best).value).toBeGreaterThan(5)
  expect(stepLine(best, (grant) => grant, (value) => 10 - value, 500)).toBe('M0 10H100.0V8.0H300.0V5.0H500.0')
})
