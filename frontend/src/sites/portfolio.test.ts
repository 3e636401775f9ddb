import { expect, test } from 'vitest'
import type { Holding } from '../api/records'
import { listOf, occupancy } from './portfolio'

test('a figure’s list is the table under its whole query, and is narrowed by nothing else', () => {
  expect(listOf('operation=open&host=E10000032')).toBe('/?view=table&stage=all&operation=open&host=E10000032')
  expect(listOf('stage=delivery')).toBe('/?view=table&stage=delivery')
  expect(listOf('condition=life+expired')).toBe('/?view=table&stage=all&condition=life+expired')
})

test('a share of nothing is not known', () => {
  const figure = (value: number) => ({ value, sites: 1, query: '' })
  const none = { value: 0, sites: 0, query: '' }
  expect(occupancy({ places_occupied: figure(0), places_usable: figure(0), places_estimated: none } as Holding)).toBe('')
  expect(occupancy({ places_occupied: figure(2), places_usable: figure(3), places_estimated: none } as Holding)).toBe('67 %')
  expect(occupancy({ places_occupied: figure(2), places_usable: figure(3), places_estimated: figure(1) } as Holding)).toBe('about 67 %')
})
