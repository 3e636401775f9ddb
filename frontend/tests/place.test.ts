// A property lead finds places by what they are called and draws boundaries, by keyboard
// and by mouse. The postcodes and properties are a few rows brought in here.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { answer, axeFaults, browser, mapIdle, open, press, send, tabTo, watched, write } from './page'
import { program } from './server'

const ring = [[-0.7815, 50.8360], [-0.7800, 50.8360], [-0.7800, 50.8370], [-0.7815, 50.8370], [-0.7815, 50.8360]]
const hole = [[-0.7810, 50.8363], [-0.7805, 50.8363], [-0.7805, 50.8366], [-0.7810, 50.8363]]
const second = ring.map(([lon, lat]) => [lon! + 0.003, lat!])

let context: BrowserContext
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeground-gazetteer-'))
  const files = {
    'postcodes.csv': '"PO19 1RQ",10,485930,104870,"E92000001","","","","E07000225",""\r\n"PO19 1RP",10,486061,104818,"E92000001","","","","E07000225",""\r\n',
    'uprns.csv': 'UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE\n100061745870,485931.00,104871.00,50.8369,-0.7811\n',
    'districts.csv': 'postcode,eastings,northings,town,region\nPO19,486000,104000,Chichester,West Sussex\n',
    'boundaries.geojson': JSON.stringify({ type: 'FeatureCollection', features: [
      { type: 'Feature', properties: { site_ref: 'PLACE-1', name: 'The old depot', authority: 'West Sussex' }, geometry: { type: 'MultiPolygon', coordinates: [[ring, hole], [second]] } }] }),
  }
  const paths = Object.entries(files).map(([name, text]) => (writeFileSync(join(folder, name), text), join(folder, name)))
  execFileSync(program, ['import', '--all-or-nothing', ...paths], { env: { ...process.env, HOMEGROUND_DATA: inject('data'), DATABASE_URL: '' }, stdio: 'pipe' })
  context = await browser('property_lead')
})
afterAll(() => context.close())

interface Exact {
  postcode?: string
  uprn?: string
  position?: [number, number]
  boundary?: { type: string; coordinates: number[][][] }
  version: number
}

interface Site extends Exact {
  id: number
  name: string
  host_authority: string
  sources: { field_group: string; source: string }[]
}

const lead = <T>(path: string) => answer<T>(path, 'property_lead')
const options = (page: Page) => page.locator('[role=option]')

// adding opens the form of a new site and fills in what every site needs.
async function adding(page: Page, name: string): Promise<Locator> {
  await open(page, '/sites/new')
  const form = page.getByRole('form', { name: 'Add a site' })
  await tabTo(page, form.getByLabel('Kind'))
  await page.keyboard.type('Vacant')
  await write(page, form.getByLabel('Name', { exact: true }), name)
  return form
}

async function added(page: Page, name: string): Promise<Site> {
  await page.getByText(`Added: ${name}.`).waitFor()
  return lead<Site>(`/sites/${new URL(page.url()).pathname.split('/').at(-1)}`)
}

test('a site is added by its postcode, with the keyboard', async () => {
  const { page, faults } = await watched(context)
  const form = await adding(page, 'Land by the depot')
  const search = form.getByRole('combobox', { name: 'Find the place' })
  await write(page, search, 'po191')
  await expect.poll(() => options(page).count()).toBeGreaterThan(2)
  expect(await search.getAttribute('aria-expanded')).toBe('true')
  await form.getByText(/Royal Mail data © Royal Mail copyright/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape') // closes the list and not the form
  expect(await search.getAttribute('aria-expanded')).toBe('false')
  await write(page, search, 'po19 1rq')
  await options(page).filter({ hasText: 'PO19 1RQ' }).waitFor()
  await page.keyboard.press('ArrowDown')
  expect(await search.getAttribute('aria-activedescendant')).toBe(await options(page).first().getAttribute('id'))
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Enter')
  await form.getByText(/PO19 1RQ: easting 485930, northing 104870, in West Sussex\. The position is a building of the postcode/).waitFor()
  expect(await form.getByLabel('Position').inputValue()).toBe('485930, 104870')
  expect(await form.getByLabel('Postcode').inputValue()).toBe('PO19 1RQ')
  expect(await form.getByLabel('Authority it stands in').inputValue()).toBe('E10000032')
  expect(await axeFaults(page)).toEqual([])
  await press(page, form.getByRole('button', { name: 'Add the site' }))
  expect(await added(page, 'Land by the depot')).toMatchObject({ postcode: 'PO19 1RQ', host_authority: 'E10000032' })
  expect(faults).toEqual([])
  await page.close()
})

test('a site is added by its UPRN; what is not found is said', async () => {
  const page = await context.newPage()
  const form = await adding(page, 'Land with a number')
  const search = form.getByRole('combobox', { name: 'Find the place' })
  await write(page, search, 'Xyzzyville')
  await form.getByText(/Nothing is called “Xyzzyville” here\./).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, search, '100061745870')
  await options(page).filter({ hasText: 'UPRN 100061745870' }).waitFor()
  await page.keyboard.press('Enter')
  await form.getByText(/UPRN 100061745870: .*the property's own point/).waitFor()
  expect(await form.getByLabel('UPRN').inputValue()).toBe('100061745870')
  await press(page, form.getByRole('button', { name: 'Add the site' }))
  const site = await added(page, 'Land with a number')
  expect(site).toMatchObject({ uprn: '100061745870', host_authority: 'E10000032' })
  expect(site.position![0]).toBeCloseTo(-0.781, 2)
  await page.close()
})

test('a boundary is drawn with the mouse: area while it is drawn, a corner dragged, undone', async () => {
  const { page, faults } = await watched(context)
  const form = await adding(page, 'Land that is drawn')
  await write(page, form.getByRole('combobox', { name: 'Find the place' }), 'po19 1rq')
  await options(page).filter({ hasText: 'PO19 1RQ' }).click()
  await form.getByRole('button', { name: 'Draw it on a map' }).click()
  await form.getByRole('button', { name: 'Draw with the mouse' }).click()
  const canvas = form.locator('.maplibregl-canvas')
  await canvas.scrollIntoViewIfNeeded()
  const box = (await canvas.boundingBox())!
  const click = async (x: number, y: number) => {
    await page.mouse.move(box.x + x, box.y + y)
    await page.mouse.click(box.x + x, box.y + y)
    await page.waitForTimeout(100)
  }
  for (const [x, y] of [[200, 80], [330, 90], [320, 190], [210, 200], [200, 80]] as const) await click(x, y)
  const field = form.getByLabel('Boundary', { exact: true })
  await expect.poll(async () => (await field.inputValue()).split('\n').length).toBe(4)
  await form.getByText(/^Area [\d,]+ m², \d+\.\d\d hectares\.$/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  const before = await field.inputValue()
  const now = (await canvas.boundingBox())! // the page has grown a line or two
  await page.mouse.move(now.x + 330, now.y + 90)
  await page.mouse.down()
  await page.mouse.move(now.x + 370, now.y + 70, { steps: 12 })
  await page.mouse.up()
  // It is where it was let go: 40 pixels east, of an outline 130 wide.
  const easts = (text: string) => text.split('\n').map((line) => Number(line.split(', ')[1]))
  const [was, width] = [easts(before), Math.max(...easts(before)) - Math.min(...easts(before))]
  await expect.poll(async () => Math.max(...easts(await field.inputValue()).map((lon, corner) => lon - was[corner]!)) / width).toBeCloseTo(40 / 130, 1)
  await form.getByRole('button', { name: 'Undo' }).click()
  expect(await field.inputValue()).toBe(before)
  await form.getByRole('button', { name: 'Add the site' }).click()
  const site = await added(page, 'Land that is drawn')
  expect(site.boundary!.coordinates.flat(site.boundary!.type === 'Polygon' ? 1 : 2).length).toBe(5)
  expect(faults).toEqual([])
  await page.close()
})

// landWith is a new site with the ring as its boundary, and its form open.
async function landWith(page: Page, name: string): Promise<{ id: number; form: Locator }> {
  const made = await send('POST', '/sites', 'property_lead', { body: { kind: 'vacant_land', name, host_authority: 'E10000032', owner_authority: 'E10000032', boundary: { type: 'Polygon', coordinates: [ring] } } })
  const { id } = (await made.json()) as Site
  await open(page, `/sites/${id}`)
  await press(page, page.getByRole('button', { name: 'Change name, address and position' }))
  const form = page.getByRole('form', { name: 'Name, address and position' })
  await press(page, form.getByRole('button', { name: 'Corners as a table' }))
  return { id, form }
}

test('a corner is moved, added and removed with the keyboard', async () => {
  const page = await context.newPage()
  const { id, form } = await landWith(page, 'Land with corners')
  const easting = form.getByLabel('Easting of corner 2')
  const northing = form.getByLabel('Northing of corner 2')
  const [e, n] = [Number(await easting.inputValue()), Number(await northing.inputValue())]
  await tabTo(page, form.getByRole('button', { name: 'Corner 2', exact: true }))
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowUp')
  expect(Number(await easting.inputValue())).toBeCloseTo(e + 2, 0)
  expect(Number(await northing.inputValue())).toBeCloseTo(n + 10, 0)
  expect(await axeFaults(page)).toEqual([])
  await press(page, form.getByRole('button', { name: 'Add after corner 4' }))
  await form.getByLabel('Easting of corner 5').waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Corner 5')
  await press(page, form.getByRole('button', { name: 'Remove corner 1' }))
  await form.getByLabel('Easting of corner 5').waitFor({ state: 'detached' })
  await press(page, form.getByRole('button', { name: 'Undo' }))
  await form.getByLabel('Easting of corner 5').waitFor()
  await write(page, form.getByLabel('Northing of corner 5'), '104840')
  await page.keyboard.press('Tab')
  await form.getByText(/^Area [\d,]+ m²/).waitFor()
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'detached' })
  const { boundary } = await lead<Site>(`/sites/${id}`)
  expect(boundary!.coordinates.flat(boundary!.type === 'Polygon' ? 1 : 2).length).toBe(6)
  await page.getByText(/^Boundary drawn by hand by Lee Example/).waitFor()
  await page.close()
})

test('a corner dragged close to a neighbour\'s snaps to it', async () => {
  const { page, faults } = await watched(context)
  const [west, east, south, north] = [-0.7798, -0.779, 50.836, 50.837]
  await send('POST', '/sites', 'property_lead', { body: { kind: 'vacant_land', name: 'Land beside', host_authority: 'E10000032', owner_authority: 'E10000032', boundary: { type: 'Polygon', coordinates: [ring] } } })
  const made = await send('POST', '/sites', 'property_lead', { body: { kind: 'vacant_land', name: 'Land next door', host_authority: 'E10000032', owner_authority: 'E10000032',
    boundary: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } } })
  const { id } = (await made.json()) as Site
  await open(page, `/sites/${id}`)
  await press(page, page.getByRole('button', { name: 'Change name, address and position' }))
  const form = page.getByRole('form', { name: 'Name, address and position' })
  await press(page, form.getByRole('button', { name: 'Draw it on a map' }))
  await form.getByText(/^Grey: outlines near by, of .+ snaps to it/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  const canvas = form.locator('.maplibregl-canvas')
  await canvas.scrollIntoViewIfNeeded()
  const box = (await canvas.boundingBox())!
  // The map shows the outline whole, 16 pixels off its edges.
  const up = (lat: number) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI
  const scale = Math.min((box.width - 32) / (east - west), (box.height - 32) / (up(north) - up(south)))
  const at = (lon: number, lat: number) => [box.x + box.width / 2 + (lon - (west + east) / 2) * scale, box.y + box.height / 2 - (up(lat) - (up(north) + up(south)) / 2) * scale] as const
  const [from, to] = [at(west, south), at(-0.78, 50.836)] // the ring's corner
  expect(to[0]).toBeGreaterThan(box.x)
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(to[0] + 7, to[1] - 5, { steps: 12 })
  await page.mouse.up()
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'detached' })
  const { boundary } = await lead<Exact>(`/sites/${id}/exact`)
  const corners = boundary!.coordinates.flat(boundary!.type === 'Polygon' ? 1 : 2) as unknown as [number, number][]
  const off = Math.min(...corners.map(([lon, lat]) => Math.hypot(lon + 0.78, lat - 50.836)))
  expect(off).toBeLessThan(2e-7) // two centimetres
  expect(faults).toEqual([])
  await page.close()
})

test('an outline that crosses itself is explained, with the place of the fault', async () => {
  const page = await context.newPage()
  const { form } = await landWith(page, 'Land that crosses')
  const [first, second] = [form.getByLabel('Easting of corner 1'), form.getByLabel('Easting of corner 2')]
  const [a, b] = [await first.inputValue(), await second.inputValue()]
  await write(page, first, b)
  await page.keyboard.press('Tab')
  await write(page, second, a)
  await page.keyboard.press('Tab')
  await form.getByText(/crosses itself: move a corner so that its sides do not cross\. It is near longitude/).waitFor()
  await press(page, form.getByRole('button', { name: 'Draw it on a map' }))
  await form.locator('.maplibregl-canvas').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, form.getByRole('button', { name: /^Go to corner \d, the nearest to it$/ }))
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Corner \d$/)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /crosses itself/ }).waitFor()
  await press(page, form.getByRole('button', { name: 'Start over' }))
  await form.getByText(/^Area [\d,]+ m²/).waitFor()
  expect(await first.inputValue()).toBe(a)
  await page.close()
})

test('an imported boundary of two parts and a hole is amended, and says what it was', async () => {
  const page = await context.newPage()
  const { items } = await lead<{ items: Site[] }>('/sites?authority=E10000032&limit=500&stage=')
  const before = await Promise.all(items.map(({ id }) => lead<Exact & { id: number; name: string }>(`/sites/${id}/exact`).then((exact) => ({ ...exact, id }))))
  const site = before.find(({ name }) => name === 'The old depot')!
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Change name, address and position' }))
  const form = page.getByRole('form', { name: 'Name, address and position' })
  await press(page, form.getByRole('button', { name: 'Corners as a table' }))
  await form.getByText('Part 1, hole 1', { exact: true }).waitFor()
  await form.getByText('Part 2', { exact: true }).waitFor()
  await press(page, form.getByRole('button', { name: 'Draw it on a map' }))
  await form.getByRole('button', { name: 'Draw a hole' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await tabTo(page, form.getByRole('button', { name: 'Part 2, corner 1', exact: true }))
  await page.keyboard.press('Shift+ArrowDown')
  await form.getByText(/^Area [\d,]+ m²/).waitFor()
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'detached' })
  await page.getByText(/^Boundary drawn by hand by Lee Example, .*; before: imported\.$/).waitFor()
  const after = await lead<Exact>(`/sites/${site.id}/exact`)
  const [was, now] = [site.boundary!.coordinates as unknown as number[][][][], after.boundary!.coordinates as unknown as number[][][][]]
  expect(now.map((part) => part.map((one) => one.length))).toEqual(was.map((part) => part.map((one) => one.length)))
  expect(now[0]).toEqual(was[0])
  expect(now[1]![0]![0]![1]).toBeLessThan(was[1]![0]![0]![1]!)
  expect(JSON.stringify(await lead(`/history/site/${site.id}`))).toMatch(/Changed outline from an outline of 14 points/)
  await page.close()
})

test('the map goes to a place by its name, misspelt, and says whose data it is', async () => {
  const { page, faults } = await watched(context)
  await open(page, '/')
  await mapIdle(page)
  await write(page, page.getByRole('combobox', { name: /^Go to a postcode/ }), 'chichster')
  await options(page).filter({ hasText: 'Chichester' }).first().waitFor()
  await page.keyboard.press('ArrowDown')
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText(/^The map shows Chichester, West Sussex\.$/).waitFor()
  await page.waitForURL(/at=50\.8\d+,-0\.7\d+,1\d/)
  await mapIdle(page)
  const center = await page.evaluate(() => (window as unknown as { homegroundMap: import('maplibre-gl').Map }).homegroundMap.getCenter().lat)
  expect(center).toBeGreaterThan(50.8)
  expect(center).toBeLessThan(50.9)
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await page.close()
})
