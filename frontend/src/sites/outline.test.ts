import { expect, test } from 'vitest'
import { fromGrid, toGrid } from '../map/grid'
import { cornerName, moved, nearest, outlineText, partsOf, shapeOf, stepped, withAfter, without, withRing, type Corner, type Parts } from './outline'

// A square with a hole, and a triangle beside it.
const square: Corner[] = [[0, 50], [1, 50], [1, 51], [0, 51]]
const hole: Corner[] = [[0.2, 50.2], [0.4, 50.2], [0.4, 50.4]]
const triangle: Corner[] = [[2, 50], [3, 50], [3, 51]]
const two: Parts = [[square, hole], [triangle]]

test('parts and holes are kept, closed for what is sent and open while they are edited', () => {
  const shape = shapeOf(two)!
  expect(shape.type).toBe('MultiPolygon')
  expect((shape.coordinates as Corner[][][])[0]![1]).toEqual([...hole, hole[0]])
  expect(partsOf(shape)).toEqual(two)
  expect(partsOf(JSON.parse(outlineText(two)))).toEqual(two)
  expect(outlineText([[triangle]])).toBe('50, 2\n50, 3\n51, 3')
  expect(outlineText([])).toBe('')
})

test('a corner is moved, added half-way to the next, and removed; a ring of none goes', () => {
  expect(moved(two, { part: 0, ring: 1, corner: 2 }, [0.5, 50.5])[0]![1]).toEqual([[0.2, 50.2], [0.4, 50.2], [0.5, 50.5]])
  expect(withAfter(two, { part: 1, ring: 0, corner: 2 })[1]![0]).toEqual([...triangle, [2.5, 50.5]])
  let left = two
  for (let n = 0; n < 3; n++) left = without(left, { part: 0, ring: 1, corner: 0 })
  expect(left).toEqual([[square], [triangle]])
  for (let n = 0; n < 4; n++) left = without(left, { part: 0, ring: 0, corner: 0 })
  expect(left).toEqual([[triangle]])
})

test('what is drawn is a hole of the part it begins in, or a part', () => {
  const inner: Corner[] = [[2.6, 50.2], [2.8, 50.2], [2.8, 50.4]]
  expect(withRing(two, inner, true)[1]).toEqual([triangle, inner])
  expect(withRing(two, inner, false)[2]).toEqual([inner])
  expect(withRing([], inner, true)).toEqual([[inner]])
})

test('a corner steps by metres of the grid, and the nearest to a place is found and named', () => {
  const from: Corner = [-0.7792, 50.8365]
  const [e, n] = toGrid(from)
  const [e2, n2] = toGrid(stepped(from, 10, -1))
  expect(e2 - e).toBeCloseTo(10, 1)
  expect(n2 - n).toBeCloseTo(-1, 1)
  expect(nearest(two, [0.41, 50.41])).toEqual({ part: 0, ring: 1, corner: 2 })
  expect(cornerName(two, { part: 0, ring: 1, corner: 2 })).toBe('Part 1, hole 1, corner 3')
  expect(cornerName([[square]], { part: 0, ring: 0, corner: 0 })).toBe('Corner 1')
})

// The server's own pairs (geo/grid_test.go).
test('the grid agrees with published pairs, there and back', () => {
  for (const [easting, northing, lon, lat] of [[486061, 104818, -0.7792, 50.8365], [541433, 110189, 0.0088, 50.8739], [448589, 129546, -1.308, 51.0632]] as const) {
    const [e, n] = toGrid([lon, lat])
    expect(Math.hypot(e - easting, n - northing)).toBeLessThan(12)
    const [x, y] = toGrid(fromGrid([easting, northing]))
    expect(Math.hypot(x - easting, y - northing)).toBeLessThan(0.01)
  }
})
