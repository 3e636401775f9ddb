import { describe, expect, test } from 'vitest'
import type { Site } from '../api/records'
import { bar, gridNorth, metresAcross, onPaper, printed, ratio, sources, boxOf } from './printed'

describe('boxOf', () => {
  test.each([['-1.5,50.5,0.5,52', [-1.5, 50.5, 0.5, 52]], ['', undefined], ['1,2,3', undefined], ['a,b,c,d', undefined], ['1,50,-1,52', undefined], ['-1,52,1,50', undefined]])('%s', (text, want) => {
    expect(boxOf(text)).toEqual(want)
  })
})

// A degree of longitude on WGS 84: 111,319.49 m on the equator, 71,695.8 m at 50 degrees,
// 55,800.0 m at 60 (tables of the ellipsoid).
test.each([[0, 111_319.49], [50, 71_695.73], [60, 55_799.98], [90, 0]])('a degree of longitude at %d', (latitude, want) => {
  expect(Math.abs(metresAcross(latitude) - want)).toBeLessThan(1)
})

describe('the scale', () => {
  test('the longest round length that fits', () => {
    expect(bar(100, 1000, 200)).toEqual({ length: 20, width: 200 })
    expect(bar(100, 1000, 199)).toEqual({ length: 10, width: 100 })
    expect(bar(0.1, 1000, 10)).toEqual({ length: 0.1, width: 1000 })
  })
  test('as a ratio, to two figures', () => {
    expect(ratio(0.0254 / 96 * 25_000)).toBe('1:25,000')
    expect(ratio(113.4)).toBe('1:430,000')
  })
})

// The convergence of the national grid: none on its central meridian, 2 degrees west.
test.each([[-2, 51, 'the same'], [-1, 51.4, '0.8° east'], [1.4, 51.1, '2.6° east'], [-5, 50.2, '2.3° west']])('grid north at %d, %d', (lon, lat, want) => {
  expect(gridNorth(lon, lat)).toContain(want)
})

test('the sites that are listed are those that are drawn', () => {
  const site = (name: string, operation: string, pipeline: string, position_kind: string, position?: [number, number]) => ({ name, operation, pipeline, position_kind, position }) as Site
  const all = [
    site('home', 'open', 'none', 'square', [-1, 51]), site('land', 'not_a_home', 'candidate', 'exact', [-1, 51]), site('mothballed candidate', 'mothballed', 'candidate', 'square', [-1, 51]),
    site('far home', 'open', 'none', 'square', [-4, 51]), site('somewhere', 'open', 'none', 'none'),
  ]
  const on = { unmet: false, need: true, hotspots: true, cold: false, homes: true, candidates: true }
  const listed = (homes: boolean, candidates: boolean) => {
    const { drawn, nowhere, outside } = onPaper(all, { ...on, homes, candidates }, [-2, 50, 0, 52])
    return [drawn.map(({ name }) => name), nowhere.map(({ name }) => name), outside]
  }
  expect(listed(true, true)).toEqual([['home', 'land', 'mothballed candidate'], ['somewhere'], 1])
  expect(listed(false, true)).toEqual([['land', 'mothballed candidate'], [], 0])
  expect(listed(true, false)).toEqual([['home', 'mothballed candidate'], ['somewhere'], 1])
  expect(listed(false, false)).toEqual([[], [], 0])
})

test('only layers that are on are credited', () => {
  const off = { unmet: false, need: false, hotspots: false, cold: false, homes: false, candidates: false }
  expect(sources(off, true, true).join()).toMatch(/^Outlines of authorities: approximate.*Natural Earth/)
  expect(sources(off, true, true)).toHaveLength(2)
  expect(sources({ ...off, cold: true, homes: true }, false, true).join()).toContain('settlement')
  expect(sources({ ...off, cold: true, homes: true }, false, false)).toHaveLength(4)
})

test('the page that prints has the address of the map', () => {
  expect(printed(new URLSearchParams())).toBe('/print')
  expect(printed(new URLSearchParams('tab=list&q=a+b&layers=need,homes&at=51,-1,9'), [-1.5, 50.5, 0.5, 52])).toBe('/print?q=a+b&layers=need,homes&at=51,-1,9&box=-1.5000,50.5000,0.5000,52.0000')
})
