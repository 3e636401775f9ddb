import { expect, test } from 'vitest'
import { comparedIn, rows, toggled } from './compare'

test('sites to compare are read from the address, each once and four at most', () => {
  expect(comparedIn('12,34,12')).toEqual([12, 34])
  expect(comparedIn('x,-1,0,2.5,7')).toEqual([7])
  expect(comparedIn('1,2,3,4,5')).toEqual([1, 2, 3, 4])
  expect(comparedIn('')).toEqual([])
})

test('a mark is put and taken away, and a fifth takes the place of the first', () => {
  expect(toggled([1], 2)).toEqual([1, 2])
  expect(toggled([1, 2], 1)).toEqual([2])
  expect(toggled([1, 2, 3, 4], 5)).toEqual([2, 3, 4, 5])
})

test('what differs is said, and what nobody knows is left out', () => {
  expect(rows([{ name: 'Kind', values: ['House', 'House'] }, { name: 'Places', values: ['4', undefined] }, { name: 'Tenure', values: [undefined, ''] }])).toEqual([
    { name: 'Kind', values: ['House', 'House'], differs: false },
    { name: 'Places', values: ['4', 'not known'], differs: true },
  ])
})
