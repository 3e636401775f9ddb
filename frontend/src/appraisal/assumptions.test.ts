import { expect, test } from 'vitest'
import { codes, points, sent, typed } from './assumptions'

test('what is typed is what is sent, and back', () => {
  expect(sent('weekly_fee', '£5,400')).toBe('540000')
  expect(sent('weekly_fee', ' 5400.5 ')).toBe('540050')
  expect(sent('yearly_cost', '1 662 000.09')).toBe('166200009')
  expect(sent('occupancy', '88.25 %')).toBe('8825')
  expect(sent('own_children', '2')).toBe('2')
  expect(points(8850)).toBe('88.5 %')
  for (const code of codes) for (const value of [0, 1, 10, 105, 8800, 540050]) expect(sent(code, typed(code, value))).toBe(String(value))
})

test('what is no number stays, for the server to refuse', () => {
  for (const text of ['5.400.1', 'x', '-1', '1e5', '5.123']) expect(sent('weekly_fee', text)).toBe(text)
})
