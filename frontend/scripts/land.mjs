// Makes src/map/land.json: the land round the region, for the quiet base of the map.
// From Natural Earth 1:10m (public domain) by way of the npm package world-atlas.
// Run by hand when the window changes: node scripts/land.mjs
import { readFileSync, writeFileSync } from 'node:fs'

const [west, south, east, north] = [-12, 44, 10, 60]
const topology = JSON.parse(readFileSync(new URL('../node_modules/world-atlas/land-10m.json', import.meta.url), 'utf8'))

const { scale, translate } = topology.transform
const arcs = topology.arcs.map((arc) => {
  let x = 0
  let y = 0
  return arc.map(([dx, dy]) => [((x += dx) * scale[0] + translate[0]), ((y += dy) * scale[1] + translate[1])])
})

function ring(indexes) {
  const points = []
  for (const index of indexes) {
    const arc = index < 0 ? [...arcs[~index]].reverse() : arcs[index]
    points.push(...(points.length ? arc.slice(1) : arc))
  }
  return points
}

// Sutherland-Hodgman against one side of the window after another.
function clip(points) {
  const sides = [
    [(p) => p[0] >= west, (a, b) => [west, a[1] + ((b[1] - a[1]) * (west - a[0])) / (b[0] - a[0])]],
    [(p) => p[0] <= east, (a, b) => [east, a[1] + ((b[1] - a[1]) * (east - a[0])) / (b[0] - a[0])]],
    [(p) => p[1] >= south, (a, b) => [a[0] + ((b[0] - a[0]) * (south - a[1])) / (b[1] - a[1]), south]],
    [(p) => p[1] <= north, (a, b) => [a[0] + ((b[0] - a[0]) * (north - a[1])) / (b[1] - a[1]), north]],
  ]
  for (const [inside, cross] of sides) {
    const kept = []
    for (let i = 0; i < points.length; i++) {
      const from = points[(i + points.length - 1) % points.length]
      const to = points[i]
      if (inside(from) !== inside(to)) kept.push(cross(from, to))
      if (inside(to)) kept.push(to)
    }
    points = kept
  }
  return points
}

// Far from the region a point every five kilometres is enough, and small islands are none.
const near = ([x, y]) => x > -3 && x < 2 && y > 50 && y < 53
function thinned(points) {
  const kept = []
  for (const point of points) {
    const last = kept.at(-1)
    if (!last || near(point) || Math.hypot(point[0] - last[0], point[1] - last[1]) > 0.07) kept.push(point)
  }
  return kept
}

const round = (v) => Math.round(v * 1e3) / 1e3 // about 100 m, finer than the source
const polygons = []
for (const geometry of topology.objects.land.geometries) {
  for (const polygon of geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs) {
    const outer = thinned(clip(ring(polygon[0]))).map(([x, y]) => [round(x), round(y)]).filter((p, i, all) => !i || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1])
    if (outer.length > 8) polygons.push([[...outer, outer[0]]])
  }
}
const land = { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: polygons } }
writeFileSync(new URL('../src/map/land.json', import.meta.url), JSON.stringify(land) + '\n')
