import { expect, test } from 'vitest'
import { area, length, metres, miles, squareMetres, type Place } from './geodesy'

// The figures to meet are PostGIS's, of type geography.
test.each([
  ['the equator, a degree', [0, 0], [1, 0], 111319.490793],
  ['Vincenty’s own: Flinders Peak to Buninyong', [144.42486789, -37.95103342], [143.92649554, -37.65282114], 54972.271],
  ['Southampton to Tonbridge', [-1.4, 50.9], [0.27, 51.13], 119950.20724784],
  ['nowhere', [-1.2, 51], [-1.2, 51], 0],
] as [string, Place, Place, number][])('%s', (_, from, to, want) => {
  expect(metres(from, to)).toBeCloseTo(want, 2)
})

test.each([
  ['a hectare or eighty', [[-1.1, 50.8], [-1.09, 50.8], [-1.09, 50.81], [-1.1, 50.81]], 784179.5702],
  ['a county', [[-1.4, 50.9], [0.27, 51.13], [-0.5, 51.5]], 3082753490.49],
  ['a country, the other way round', [[-5, 50], [-4, 55], [1, 53], [2, 51]], 159692741821.4],
] as [string, Place[], number][])('the area of %s', (_, ring, want) => {
  expect(Math.abs(squareMetres(ring) / want - 1)).toBeLessThan(0.00002)
})

test('a length is the same both ways, and no shorter by a detour', () => {
  const [one, two, by]: Place[] = [[-1.4, 50.9], [0.27, 51.13], [-0.5, 51.3]]
  expect(metres(one!, two!)).toBeCloseTo(metres(two!, one!), 6)
  expect(metres(one!, by!) + metres(by!, two!)).toBeGreaterThan(metres(one!, two!))
})

test('figures are written with their units', () => {
  expect(length(812.4)).toBe('812 m')
  expect(length(12345)).toBe('12.35 km')
  expect(miles(32186.88)).toBe('20.00 miles')
  expect(area(12345)).toBe('12,345 m² (1.23 ha)')
  expect(area(1_017_640_835)).toBe('101,764 ha')
  expect(squareMetres([[0, 0], [1, 0]])).toBe(0)
})
