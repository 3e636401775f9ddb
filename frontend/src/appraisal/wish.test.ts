import { expect, test } from 'vitest'
import { queryOf, wishOf } from './wish'

const read = (query: string) => {
  const params = new URLSearchParams(query)
  return wishOf((name) => params.get(name) ?? '')
}

test('an address is read as a wish, and a wish written as that address', () => {
  expect(read('')).toEqual({ objective: 'in_time', in: [], out: [], only: false, off: [], budget: undefined })
  expect(read('objective=score&in=3,14&out=5&only=true&off=hub_minimum:North,sites&budget=0')).toEqual({ objective: 'score', in: [3, 14], out: [5], only: true, off: ['hub_minimum:North', 'sites'], budget: 0 })
  expect(queryOf(read('objective=score&in=3,14&off=sites&budget=100'))).toEqual({ objective: 'score', in: '3,14', out: undefined, only: undefined, off: 'sites', budget: 100 })
})

test('what no page writes is read as nothing', () => {
  expect(read('objective=joy&in=a,-1,2.5,7&budget=-3&only=yes')).toEqual({ objective: 'in_time', in: [7], out: [], only: false, off: [], budget: undefined })
})
