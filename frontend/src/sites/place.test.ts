import { expect, test } from 'vitest'
import { corners, lonLatOf, outlineOf, positionOf } from './place'

test('a position is read from degrees or from metres of the national grid', () => {
  expect(positionOf('50.8376, -0.7749')).toEqual({ lat: 50.8376, lon: -0.7749 })
  expect(positionOf(' 485900 104800 ')).toEqual({ easting: 485900, northing: 104800 })
  expect(positionOf('Chichester')).toBeUndefined()
  expect(positionOf('50.8376')).toBeUndefined()
})

test('an outline is read from its corners and closed', () => {
  const { value } = outlineOf('50.1, -0.1\n50.2, -0.1\n\n50.2, -0.2\n')
  expect(value).toEqual({ type: 'Polygon', coordinates: [[[-0.1, 50.1], [-0.1, 50.2], [-0.2, 50.2], [-0.1, 50.1]]] })
  expect(corners(value)).toBe('50.1, -0.1\n50.2, -0.1\n50.2, -0.2')
})

test('what is wrong with an outline is said of its corner', () => {
  expect(outlineOf('50.1, -0.1\n50.2').fault).toMatch(/^Enter corner 2 /)
  expect(outlineOf('50.1, -0.1\n50.2, -0.1').fault).toMatch(/three corners/)
  expect(outlineOf('{"type":').fault).toMatch(/not whole/)
  expect(outlineOf('{"type":"Point","coordinates":[0,50]}').fault).toMatch(/Polygon/)
})

test('GeoJSON may be a geometry, a feature, or a collection of one', () => {
  const shape = { type: 'Polygon', coordinates: [[[0, 50], [1, 50], [1, 51], [0, 50]]] }
  for (const pasted of [shape, { type: 'Feature', properties: {}, geometry: shape }, { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: shape }] }]) {
    expect(outlineOf(JSON.stringify(pasted)).value).toEqual(shape)
  }
  expect(outlineOf(JSON.stringify({ type: 'FeatureCollection', features: [] })).fault).toBe('Paste one outline: this file holds 0')
})

test('a hole or a second part stays GeoJSON', () => {
  const two = { type: 'MultiPolygon', coordinates: [[[[0, 50], [1, 50], [1, 51], [0, 50]]], [[[2, 50], [3, 50], [3, 51], [2, 50]]]] }
  expect(JSON.parse(corners(two))).toEqual(two)
})

test('metres of the national grid are read as degrees', () => {
  const [lon, lat] = lonLatOf('486061, 104818')!
  expect(lon).toBeCloseTo(-0.7792, 3)
  expect(lat).toBeCloseTo(50.8365, 3)
  const { value } = outlineOf('486061, 104818\n486161, 104818\n486161, 104918')
  expect((value?.coordinates as number[][][])[0]![0]![1]).toBeCloseTo(50.8365, 3)
})

test('WKT is read in degrees and in metres, with parts and holes', () => {
  expect(outlineOf('POLYGON ((0 50, 1 50, 1 51, 0 50))').value).toEqual({ type: 'Polygon', coordinates: [[[0, 50], [1, 50], [1, 51], [0, 50]]] })
  expect(outlineOf('multipolygon(((0 50,1 50,1 51,0 50),(0.2 50.1,0.3 50.1,0.3 50.2,0.2 50.1)),((2 50,3 50,3 51,2 50)))').value).toEqual({
    type: 'MultiPolygon', coordinates: [[[[0, 50], [1, 50], [1, 51], [0, 50]], [[0.2, 50.1], [0.3, 50.1], [0.3, 50.2], [0.2, 50.1]]], [[[2, 50], [3, 50], [3, 51], [2, 50]]]],
  })
  for (const text of ['SRID=27700;POLYGON ((486061 104818, 486161 104818, 486161 104918, 486061 104818))', 'POLYGON ((486061 104818, 486161 104818, 486161 104918, 486061 104818))']) {
    expect((outlineOf(text).value!.coordinates as number[][][])[0]![0]![1]).toBeCloseTo(50.8365, 3)
  }
  expect(outlineOf('SRID=3857;POLYGON ((0 50, 1 50, 1 51, 0 50))').fault).toMatch(/EPSG:3857/)
  expect(outlineOf('POLYGON ((0 50, 1 fifty').fault).toMatch(/broken/)
  expect(outlineOf('POLYGON (0 50, 1 50)').fault).toMatch(/broken/)
})
