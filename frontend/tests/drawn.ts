// Counts what the map has really drawn, layer by layer, against what there is.
import type { Page } from 'playwright-core'
import { answer } from './page'

interface Wanted {
  layers: string[] // of order.ts
  by: string // the property that tells one thing from another
  ids: string[]
}

export type Expected = Record<string, Wanted>

interface Sites {
  items: { id: number; position_kind: string; square?: string }[]
}

// expected asks the server what there is. Hot-spots have no name: their classes are compared.
export async function expected(): Promise<Expected> {
  const { items: authorities } = await answer<{ items: { code: string }[] }>('/authorities?limit=500')
  const { items: sites } = await answer<Sites>('/sites?limit=500')
  const { classes } = await answer<{ classes: Record<string, number> }>('/summary')
  const cells: { code: string }[] = []
  let cursor = ''
  do {
    const page = await answer<{ items: { code: string }[]; next?: string }>(`/cells?sort=name&limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    cells.push(...page.items)
    cursor = page.next ?? ''
  } while (cursor)
  const unique = (values: string[]) => [...new Set(values)]
  return {
    authorities: { layers: ['authorities-fill'], by: 'code', ids: authorities.map(({ code }) => code) },
    cells: { layers: ['cells', 'cells-points', 'unmet', 'unmet-points'], by: 'code', ids: cells.map(({ code }) => code) },
    hotspots: { layers: ['hotspots'], by: 'class', ids: Object.keys(classes).filter((name) => name.startsWith('hot') && classes[name]! > 0) },
    squares: { layers: ['squares-open', 'squares-shut'], by: 'ref', ids: unique(sites.filter((s) => s.position_kind === 'square').map((s) => s.square!)) },
    sites: { layers: ['sites'], by: 'id', ids: sites.filter((s) => s.position_kind === 'exact').map((s) => String(s.id)) },
  }
}

// drawnFaults waits for the map to come to rest and names every layer whose drawn things
// are not those that there are. No faults: the map drew everything.
export async function drawnFaults(page: Page, wanted: Expected, patience = 30_000): Promise<string[]> {
  const started = await page
    .waitForFunction(() => {
      const map = (window as unknown as { homegroundMap?: { loaded(): boolean; areTilesLoaded(): boolean } }).homegroundMap
      return map?.loaded() && map.areTilesLoaded()
    }, undefined, { timeout: patience })
    .then(() => true, () => false)
  if (!started) return ['the map did not come to rest']
  const { things: drawn, counted } = await page.evaluate((wanted) => {
    const { homegroundMap: map } = window as unknown as { homegroundMap: import('maplibre-gl').Map }
    const things = Object.fromEntries(
      Object.entries(wanted).map(([name, { layers, by }]) => [
        name, [...new Set(map.queryRenderedFeatures({ layers }).map(({ properties }) => String(properties[by])))],
      ]),
    )
    // Sites that lie close are counted in a ring; at a tile's edge two tiles may have the same one.
    const rings = new Map(map.queryRenderedFeatures({ layers: ['clusters'] }).map(({ properties, geometry }) => [JSON.stringify([geometry, properties.home]), Number(properties.sites)]))
    return { things, counted: [...rings.values()].reduce((sum, n) => sum + n, 0) }
  }, wanted)
  return Object.entries(wanted).flatMap(([name, { ids }]) => {
    const apart = ids.filter((id) => !drawn[name]!.includes(id))
    const missing = name === 'sites' && apart.length === counted ? [] : apart
    const extra = drawn[name]!.filter((id) => !ids.includes(id))
    const say = (words: string, list: string[]) => (list.length ? [`${name}: ${words} ${list.length} of ${ids.length} (${list.slice(0, 5).join(', ')})`] : [])
    return [...say('did not draw', missing), ...say('drew what is not there:', extra)]
  })
}
