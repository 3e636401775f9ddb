// The tools of the map, with the keyboard alone: layers of constraints, saved views,
// measuring, what lies round a place, sites that lie on one another, two sites compared.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './chromium.mjs'
import { axeFaults, mapIdle, open, press, tabTo, write } from './page'
import { enter, signIn, type people } from './people.mjs'
import { program, serve, type Serving } from './server'

let serving: Serving
let context: BrowserContext
const ids: Record<string, number> = {}

async function as(who: keyof typeof people, options = {}): Promise<BrowserContext> {
  const opened = await openBrowser({ baseURL: serving.server, ...options })
  opened.setDefaultTimeout(20_000)
  await enter(opened, serving.server, who)
  return opened
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const { headers } = await signIn(serving.server, 'administrator')
  const sent = { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() }
  const answer = await fetch(`${serving.server}/api/v1${path}`, { method, headers: sent, body: body === undefined ? undefined : JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

// Green belt round 51.0, -0.6, six miles by four; and a house outside it, a flood zone.
function layer(name: string, properties: object, [west, south, east, north]: [number, number, number, number]) {
  const folder = mkdtempSync(join(tmpdir(), 'homeground-layer-'))
  chmodSync(folder, 0o755)
  const file = join(folder, `${name}.geojson`)
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }] }))
  const kind = 'dataset' in properties ? [] : ['--layer', name]
  execFileSync(program, ['import', ...kind, '--covers', 'England', '--dated', '2026-03-31', '--source', 'A publisher', file], { env: { ...process.env, HOMEGROUND_DATA: serving.data, DATABASE_URL: '' } })
  rmSync(folder, { recursive: true })
}

beforeAll(async () => {
  serving = await serve('--demo')
  layer('green_belt', { name: 'North Downs', reference: 'GB-1' }, [-0.7, 50.97, -0.5, 51.03])
  layer('flood-risk-zone', { dataset: 'flood-risk-zone', flood_risk_level: '3', name: 'River Arun', reference: 'FZ-1' }, [-0.56, 50.82, -0.53, 50.9])
  const { items } = await ask<{ items: { id: number; name: string; position_kind: string }[] }>('GET', '/sites?limit=500')
  for (const { id, name, position_kind } of items) if (position_kind !== 'none') ids[name] = id
  for (let n = 1; n <= 7; n++) {
    const made = await ask<{ id: number; name: string }>('POST', '/sites', { kind: 'nhs_land', name: `Ward ${n}`, host_authority: 'E10000014', operation: 'not_a_home', pipeline: 'idea', places_planned: n, position: { lon: -1.5, lat: 51.1 } })
    ids[made.name] = made.id
  }
  context = await as('property_lead')
})
afterAll(async () => {
  await context?.close()
  await serving?.stop()
})

// still waits until the map has drawn all it is going to.
async function still(page: Page) {
  await mapIdle(page)
  await page.waitForFunction(() => {
    const map = (window as unknown as { homegroundMap: import('maplibre-gl').Map }).homegroundMap
    return map.loaded() && map.areTilesLoaded() && !map.isMoving()
  })
}

const drawn = (page: Page, layer: string) =>
  page.evaluate((layer) => {
    const map = (window as unknown as { homegroundMap: import('maplibre-gl').Map }).homegroundMap
    return [...new Set(map.queryRenderedFeatures({ layers: [layer] }).map(({ properties: p }) => String(p.name ?? p.sites ?? p.words)))].sort()
  }, layer)

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')

test('a layer of constraints is switched on, read in its key and on the map, and found in its table', async () => {
  const page = await context.newPage()
  await open(page, '/?at=50.95,-0.6,9.5')
  await still(page)
  expect(await drawn(page, 'constraints')).toEqual([])
  await press(page, page.getByText('Constraints', { exact: true }))
  await tabTo(page, page.getByRole('checkbox', { name: 'Green belt' }))
  await page.keyboard.press('Space')
  await page.getByText('A publisher, 31 March 2026').waitFor()
  await expect.poll(() => drawn(page, 'constraints')).toEqual(['North Downs'])
  await tabTo(page, page.getByRole('checkbox', { name: 'Flood zone 3' }))
  await page.keyboard.press('Space')
  await expect.poll(() => drawn(page, 'constraints')).toEqual(['North Downs', 'River Arun'])
  expect(new URL(page.url()).searchParams.get('constraints')).toBe('green_belt,flood_zone_3')
  expect(await axeFaults(page)).toEqual([])

  // What lies in the middle is said, as a pointer resting there reads it.
  await page.goto('/?at=51.0,-0.6,10&constraints=green_belt')
  await still(page)
  await tabTo(page, page.locator('canvas'))
  await page.keyboard.press('w')
  await page.getByRole('status').filter({ hasText: 'Green belt: North Downs. A publisher, 2026-03-31' }).waitFor()
  await page.mouse.click(700, 440) // a finger or a pointer: the same words stay
  await page.locator('.maplibregl-popup').filter({ hasText: 'Green belt: North Downs' }).waitFor()

  await page.goto('/?constraints=green_belt')
  await press(page, page.getByRole('link', { name: 'All areas as a table' }))
  await page.getByRole('heading', { name: '2 layers with 2 areas may stand in a site’s way.' }).waitFor()
  await expect.poll(() => page.getByRole('table', { name: 'Areas of layers' }).getByRole('rowheader').allInnerTexts()).toEqual(['North Downs', 'River Arun'])
  await press(page, page.getByRole('button', { name: 'Size' }))
  await press(page, page.getByRole('button', { name: 'Size' }))
  await expect.poll(() => page.getByRole('table', { name: 'Areas of layers' }).getByRole('rowheader').allInnerTexts()).toEqual(['River Arun', 'North Downs'])
  await tabTo(page, page.getByLabel('Layer', { exact: true }))
  await page.keyboard.type('Green')
  await expect.poll(() => page.getByRole('table', { name: 'Areas of layers' }).getByRole('rowheader').allInnerTexts()).toEqual(['North Downs'])
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'North Downs on the map' }))
  await still(page)
  expect(await drawn(page, 'constraints')).toEqual(['North Downs'])
  await page.close()
})

test('a site’s page draws the constraints near it, with their key', async () => {
  const page = await context.newPage()
  await open(page, `/sites/${ids['Vacant land, Havant']}`)
  await still(page)
  expect(await drawn(page, 'constraints')).toContain('North Downs')
  await tabTo(page, page.getByRole('checkbox', { name: 'Constraints near it' }))
  await page.keyboard.press('Space')
  await expect.poll(() => drawn(page, 'constraints')).toEqual([])
  await page.close()
})

test('a view is saved, renamed, shared, deleted and brought back', async () => {
  const page = await context.newPage()
  await open(page, '/?stage=all&kind=nhs_land&at=51.3,-1.2,8.4&constraints=green_belt')
  await press(page, page.getByText('Saved views', { exact: true }))
  await press(page, page.getByRole('button', { name: 'Save this view' }))
  await page.getByRole('heading', { name: 'Save this view' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Enter a name for the view').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, page.getByLabel('Name', { exact: true }), 'NHS land')
  await page.keyboard.press('Enter')
  await page.getByText('The view “NHS land” is saved.').waitFor()
  await press(page, page.getByRole('button', { name: 'Change NHS land' }))
  await write(page, page.getByLabel('Name', { exact: true }), 'NHS land, all of it')
  await tabTo(page, page.getByRole('checkbox', { name: 'Everyone who may see the map' }))
  await page.keyboard.press('Space')
  await press(page, page.getByRole('button', { name: 'Save', exact: true }))
  const link = page.getByRole('link', { name: 'NHS land, all of it' })
  await link.waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: 'Delete NHS land, all of it' }))
  await page.getByText('The view “NHS land, all of it” is deleted.').waitFor()
  await expect.poll(() => link.count()).toBe(0)
  await press(page, page.getByRole('button', { name: 'Undo' }))
  await link.waitFor()
  await page.close()
})

test('a view that is shared is opened by its address, and from the list, by another person', async () => {
  const query = 'stage=all&kind=dwelling&at=51.3,-1.2,8.4&constraints=green_belt'
  await ask('POST', '/views', { name: 'Houses', query, shared: true })
  const other = await as('viewer')
  const page = await other.newPage()
  await open(page, `/?${query}`)
  await still(page)
  expect(await page.getByLabel('Kind').inputValue()).toBe('dwelling')
  expect(new URL(page.url()).searchParams.get('at')).toMatch(/^51\.30*,-1\.20*,8\.40*$/)
  expect(await drawn(page, 'constraints')).toEqual(['North Downs'])
  await open(page, '/')
  await press(page, page.getByText(/^Saved views, \d/))
  await press(page, page.getByRole('link', { name: 'Houses' }))
  await expect.poll(() => page.getByLabel('Kind').inputValue()).toBe('dwelling')
  await expect.poll(() => page.evaluate(() => (window as unknown as { homegroundMap: import('maplibre-gl').Map }).homegroundMap.getZoom())).toBeCloseTo(8.4, 2)
  expect(await page.getByRole('button', { name: 'Delete Houses' }).count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  await other.close()
})

test('a distance and an area are measured from the cross, read out, and right', async () => {
  const page = await context.newPage()
  await open(page, '/?at=51.0,-1.0,9')
  await still(page)
  await press(page, page.getByRole('button', { name: 'Measure', exact: true }))
  await page.getByText('Measuring. Move the map').waitFor()
  const middles: [number, number][] = []
  const add = async (key?: string) => {
    if (key) await page.keyboard.press(key)
    await page.waitForTimeout(100) // for the movement to begin
    await still(page)
    middles.push(await page.evaluate(() => (window as unknown as { homegroundMap: import('maplibre-gl').Map }).homegroundMap.getCenter().toArray() as [number, number]))
    await page.keyboard.press('Enter')
  }
  await add()
  await add('ArrowRight')
  await add('ArrowDown')
  const said = page.getByRole('region', { name: 'What is measured' })
  await said.getByText(/Leg 2: .* Closed back to its first point: [\d,]+ ha/).waitFor()
  // On a sphere of the mean radius, which is right to half a per cent.
  const far = ([lon1, lat1]: number[], [lon2, lat2]: number[]) => {
    const r = Math.PI / 180
    return 6371008.8 * Math.acos(Math.sin(lat1! * r) * Math.sin(lat2! * r) + Math.cos(lat1! * r) * Math.cos(lat2! * r) * Math.cos((lon2! - lon1!) * r))
  }
  const rows = await said.getByRole('row').allInnerTexts()
  const metres = rows.slice(1).map((row) => Number(/([\d,.]+) km/.exec(row)![1]!.replaceAll(',', '')) * 1000)
  const legs = [far(middles[0]!, middles[1]!), far(middles[1]!, middles[2]!)]
  expect(legs[0]).toBeGreaterThan(5000)
  for (const [n, want] of [...legs, legs[0]! + legs[1]!].entries()) expect(Math.abs(metres[n]! / want - 1)).toBeLessThan(0.006)
  const hectares = Number(/first point: ([\d,]+) ha/.exec(await said.innerText())![1]!.replaceAll(',', ''))
  expect(Math.abs(hectares / ((legs[0]! * legs[1]!) / 20_000) - 1)).toBeLessThan(0.02) // half of the rectangle
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Backspace')
  await expect.poll(() => said.getByRole('row').count()).toBe(3)
  await page.keyboard.press('Escape')
  await expect.poll(() => said.count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('CANVAS')
  await page.close()
})

test('what lies within 20 miles of a place is counted, and the count is the list that makes it', async () => {
  const page = await context.newPage()
  await open(page, '/?at=51.1,-1.5,9&stage=all')
  await still(page)
  await press(page, page.getByRole('button', { name: '20 miles round …' }))
  await page.keyboard.press('Enter')
  const count = page.getByRole('link', { name: /^\d+ sites$/ })
  await count.waitFor()
  await expect.poll(() => drawn(page, 'reach-words')).toEqual(['20 miles'])
  expect(await axeFaults(page)).toEqual([])
  const number = Number((await count.innerText()).split(' ')[0])
  expect(number).toBeGreaterThanOrEqual(7)
  await press(page, count)
  await page.getByText(`${number} sites with`).waitFor()
  const miles = await page.getByRole('table').locator('tbody tr').evaluateAll((rows) => rows.map((row) => Number(row.children[9]!.textContent)))
  expect(miles).toHaveLength(number)
  expect(Math.max(...miles)).toBeLessThanOrEqual(20)
  await page.close()
})

test('sites that lie on one another are spread on a spider, each within reach of the keyboard', async () => {
  const page = await context.newPage()
  await open(page, '/?at=51.1,-1.5,8.5&stage=all')
  await still(page)
  expect(await drawn(page, 'clusters')).toEqual(['7'])
  await tabTo(page, page.locator('canvas'))
  const said = page.locator('.said')
  for (let n = 0; n < 20 && !/7 sites close together/.test(await said.innerText()); n++) await page.keyboard.press('n')
  expect(await said.innerText()).toMatch(/^\d+ of \d+\. 7 sites close together, 28 places\.$/)
  await page.keyboard.press('Enter')
  const spider = page.getByRole('group', { name: '7 sites at one place' })
  await spider.getByRole('button').first().waitFor()
  expect(await spider.getByRole('button').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `Ward ${n}, not a home, ${n} place${n > 1 ? 's' : ''}`))
  expect(await focused(page)).toContain('Ward 1')
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('ArrowRight')
  expect(await focused(page)).toContain('Ward 2')
  await page.keyboard.press('Escape')
  await expect.poll(() => spider.count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('CANVAS')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowLeft')
  expect(await focused(page)).toContain('Ward 7')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Ward 7' }).waitFor()
  expect(new URL(page.url()).searchParams.get('site')).toBe(String(ids['Ward 7']))
  await page.close()
})

test('two sites, one of them restricted, are compared: what differs in words, what both reach', async () => {
  const [open_, hidden] = [ids['Vacant land, Havant']!, ids['Mothballed home in Portsmouth']!]
  const page = await context.newPage()
  await open(page, `/?site=${open_}`)
  await press(page, page.getByRole('complementary').getByRole('button', { name: 'Compare Vacant land, Havant' }))
  await page.getByText('Vacant land, Havant is marked.').waitFor()
  await open(page, `/?view=table&stage=all&compare=${open_}`)
  await press(page, page.getByRole('button', { name: 'Compare Mothballed home in Portsmouth' }))
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'Compare them' }))
  await page.getByRole('heading', { name: /^Vacant land, Havant and Mothballed home in Portsmouth together reach an estimated \d+ children who need a home; \d+ of them both reach\.$/ }).waitFor()
  expect(new URL(page.url()).searchParams.get('of')).toBe(`${open_},${hidden}`)
  const facts = page.getByRole('table', { name: 'Facts of' })
  expect(await facts.getByRole('row', { name: /^Kind/ }).innerText()).toMatch(/Vacant land\s+Children’s home\s+Differs$/)
  expect(await facts.getByRole('row', { name: /^Whereabouts/ }).innerText()).toContain('nearest 10 km')
  expect(await page.getByRole('table', { name: 'Constraints of' }).getByRole('row', { name: /^Green belt/ }).innerText()).toMatch(/In none\s+Withheld\s+Differs$/)
  const reach = await page.getByRole('table', { name: 'Estimated need' }).locator('tbody tr').evaluateAll((rows) => rows.map((row) => Number(row.children[2]!.textContent!.replaceAll(',', ''))))
  const [first, second, both, onlyFirst, onlySecond, all] = reach.map((value) => Math.round(value * 1000))
  expect(both).toBeGreaterThan(0)
  expect(first! - both!).toBe(onlyFirst)
  expect(second! - both!).toBe(onlySecond)
  expect(both! + onlyFirst! + onlySecond!).toBe(all)
  await still(page)
  expect(await drawn(page, 'reach-words')).toEqual(['Mothballed home in Portsmouth', 'Vacant land, Havant'])
  expect(await axeFaults(page)).toEqual([])
  // Comparing is no look at the exact place.
  const { items } = await ask<{ items: { action: string }[] }>('GET', '/audit?action=looked')
  expect(items).toEqual([])
  await page.close()
})

test('on a phone the tools and the views are within reach', async () => {
  const phone = await as('property_lead', { hasTouch: true })
  const page = await phone.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '/')
  await still(page)
  await page.getByRole('button', { name: 'Layers' }).tap()
  await page.getByText('Saved views').tap()
  await page.getByRole('button', { name: 'Copy address' }).tap()
  await page.getByText(/address (is copied|by hand)/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Layers' }).tap()
  await page.getByRole('button', { name: 'Measure', exact: true }).tap()
  const box = (await page.locator('canvas').boundingBox())!
  await page.touchscreen.tap(box.x + 120, box.y + 160)
  await page.touchscreen.tap(box.x + 200, box.y + 220)
  await page.getByRole('region', { name: 'What is measured' }).getByText(/km, .* miles\./).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await phone.close()
})
