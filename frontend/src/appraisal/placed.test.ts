import { expect, test } from 'vitest'
import type { Option } from '../api/records'
import { apart, halfSquare, marks, unplaced } from './placed'

const option = (id: number, sites: { id: number; position?: [number, number] }[]) => ({ id, name: `Option ${id}`, places: id, sites }) as unknown as Option
const names = new Map([[1, 'Slough'], [2, 'Kent'], [3, 'Beechfield'], [4, 'Complex needs']])

test('sites are drawn at their public positions, as squares unless exact, and numbered once', () => {
  const drawn = marks([option(1, [{ id: 10, position: [0, 51] }, { id: 11, position: [1, 51] }]), option(3, [{ id: 13 }])], [option(2, [{ id: 12, position: [0.5, 51] }])], names, new Set([10]))
  expect(drawn.map(({ name, places, square, held }) => [name, places, square, held])).toEqual([['Kent', 2, true, true], ['Slough', 1, false, false], ['Slough', undefined, true, false]])
})

test('what is not drawn is said, with why', () => {
  expect(unplaced([option(1, [{ id: 10, position: [0, 51] }])], names)).toBe('')
  expect(unplaced([option(3, [{ id: 13 }]), option(4, [])], names)).toBe('Complex needs: no site yet, so not on the map. Beechfield: not on the map, since only the authority of its site is public.')
})

test('a square is 10 km wide and high', () => {
  const [lon, lat] = halfSquare(51)
  expect(2 * lat * 111.25).toBeCloseTo(10, 1)
  expect(2 * lon * 111.32 * Math.cos((51 * Math.PI) / 180)).toBeCloseTo(10, 1)
})

test('a label that would lie on another is let down; one that is clear stays', () => {
  const mark = (x: number, y: number, label: string, before = false) => ({ at: [x, y] as [number, number], label, before })
  const drops = (...list: ReturnType<typeof mark>[]) => Object.fromEntries(apart(list, 12).map(({ label, drop }) => [label, drop]))
  expect(drops(mark(100, 54, 'Portsmouth, 3'), mark(90, 50, 'Southampton, 2'), mark(400, 52, 'Dover, 2'))).toEqual({ 'Southampton, 2': 0, 'Portsmouth, 3': 8, 'Dover, 2': 0 })
  expect(drops(mark(100, 50, 'West Kent, 3'), mark(220, 52, 'Dover, 2', true))).toEqual({ 'West Kent, 3': 0, 'Dover, 2': 10 })
})
