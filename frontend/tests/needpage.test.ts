// Need, with the keyboard alone: the sentence, the map under each reading, the authorities
// side by side, an area with its working, the tables, and the page's states. What stands on
// the page is held against what the server answers.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawn, shadeOf, still, type Reading, type Window } from './areas'
import { openBrowser } from './chromium.mjs'
import { axeFaults, open, press, tabTo, watched } from './page'
import { enter, signIn, type people } from './people.mjs'
import { serve, type Serving } from './server'

interface Area { level: string; code?: string; name: string; hub?: string; need: number; covered: number; unmet: number; covered_central: number }
interface Cell { code: string; name: string; authority_name: string; thousandths: number; gi_z?: number; class: string }

let serving: Serving
let context: BrowserContext

async function as(who: keyof typeof people, options = {}): Promise<BrowserContext> {
  const opened = await openBrowser({ baseURL: serving.server, ...options })
  opened.setDefaultTimeout(30_000)
  await enter(opened, serving.server, who)
  return opened
}

async function ask<T>(path: string, change?: object): Promise<T> {
  const { headers } = await signIn(serving.server, 'administrator')
  const sent = change ? { method: 'PATCH', body: JSON.stringify(change), headers: { ...headers, 'Content-Type': 'application/json', 'If-Match': `"v${(await ask<{ version: number }>(path)).version}"` } } : { headers }
  const got = await fetch(`${serving.server}/api/v1${path}`, sent)
  if (!got.ok) throw new Error(`${path}: ${got.status} ${await got.text()}`)
  return (await got.json()) as T
}

beforeAll(async () => {
  serving = await serve('--demo')
  await ask('/demand/settings', { growth_percent: 3, growth_years: 5 })
  context = await as('administrator')
})
afterAll(async () => {
  await context?.close()
  await serving?.stop()
})

const whole = (n: number) => Math.round(n).toLocaleString('en-GB')
const tenths = (n: number) => n.toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const sentence = (n: number, where: string) => (n ? `An estimated ${whole(n)} children in ${where} are more than 20 miles from any home with a free place.` : '')

test('the page opens on the sentence of the region; a hub and an authority change it, and back undoes it', async () => {
  const { areas } = await ask<{ areas: Area[] }>('/coverage')
  const [region] = areas
  const page = await context.newPage()
  await open(page, '/')
  await press(page, page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Need', exact: true }))
  await page.getByRole('heading', { level: 1, name: sentence(region!.unmet, 'the region') }).waitFor()
  expect(await page.title()).toBe('Need - Homeground')
  const select = page.getByRole('combobox', { name: 'Area', exact: true })
  await tabTo(page, select)
  await select.selectOption({ label: 'South hub' })
  const south = areas.find(({ level, name }) => level === 'hub' && name === 'South')!
  await page.getByRole('heading', { level: 1, name: sentence(south.unmet, 'the South hub') }).waitFor()
  const kent = areas.find(({ name }) => name === 'Kent')!
  await press(page, page.getByRole('button', { name: /^Kent/ }))
  await page.getByRole('heading', { level: 1, name: sentence(kent.unmet, 'Kent') }).waitFor()
  expect(await page.getByRole('button', { name: /^Kent/ }).getAttribute('aria-pressed')).toBe('true')
  const [least, most] = [kent.need - Math.max(kent.covered, kent.covered_central), kent.need - Math.min(kent.covered, kent.covered_central)]
  expect(await page.locator('.under').innerText()).toContain(`From ${whole(least)} to ${whole(most)} may have none`)
  expect(new URL(page.url()).searchParams.get('authority')).toBe(kent.code)
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: sentence(south.unmet, 'the South hub') }).waitFor()
  await page.close()
})

test('the authorities stand side by side with their figures, most without a place first, on one scale from zero', async () => {
  const { areas } = await ask<{ areas: Area[] }>('/coverage')
  const page = await context.newPage()
  await open(page, '/need')
  const bars = page.getByRole('region', { name: / has the most: / }).getByRole('listitem')
  const wanted = areas.filter(({ level }) => level === 'authority').sort((a, b) => b.unmet - a.unmet || b.need - a.need || a.name.localeCompare(b.name))
  await bars.first().waitFor()
  expect((await bars.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual(wanted.map((a) => {
    const [least, most] = [Math.min(a.covered, a.covered_central), Math.max(a.covered, a.covered_central)]
    return expect.stringMatching(new RegExp(`^${a.name} ?: ?${tenths(a.unmet).replace('.', '\\.')} of ${tenths(a.need).replace('.', '\\.')} have no place; ${tenths(a.covered)} covered${most - least >= 0.05 ? `, from ${tenths(least)} to ${tenths(most)}` : ''}$`))
  }))
  const widths = await bars.evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll<HTMLElement>('.bar > i:not(.range)')].map((bar) => bar.getBoundingClientRect().width)))
  const scale = widths[0]![1]! / wanted[0]!.unmet
  widths.forEach(([covered, unmet], n) => {
    expect(Math.abs(covered! - wanted[n]!.covered * scale)).toBeLessThan(0.5)
    expect(Math.abs(unmet! - wanted[n]!.unmet * scale)).toBeLessThan(0.5)
  })
  await page.close()
})

test.each([
  ['need', 'reading=need'], ['unmet', 'reading=unmet'], ['hotspots', 'reading=hotspots'], ['access', 'reading=access'], ['change', 'reading=change&until=2029-03-31'],
  ['gain', 'reading=gain&level=hexagon&metres=10000&places=4'], ['unmet', 'reading=unmet&level=hexagon&metres=2500'], ['need', 'reading=need&until=2029-03-31'],
])('the map draws every area as the server reads it: %s, %s', async (reading, query) => {
  const answer = await ask<Reading>(`/readings?${query}`)
  const page = await context.newPage()
  await open(page, `/need?${query.replace('level=hexagon&', '')}`)
  await still(page)
  const wanted = new Map(answer.items.map((item) => [item.code, shadeOf(reading, item)]))
  // At once all of them and each as it is: on its way from one to the other the map draws few.
  await expect.poll(async () => {
    const seen = Object.entries(await drawn(page))
    return { enough: seen.length > 0.9 * answer.items.length, wrong: seen.filter(([code, { shade }]) => wanted.get(code) !== shade).slice(0, 3) }
  }).toEqual({ enough: true, wrong: [] })
  const seen = await drawn(page)
  if (reading === 'hotspots') for (const { code, class: name } of answer.items) if (seen[code]) expect(seen[code].class).toBe(name)
  const key = page.getByRole('region', { name: 'Key', exact: true })
  if (reading !== 'hotspots') expect(await key.innerText()).toContain(answer.unit)
  expect(await key.innerText()).toContain(query.includes('until') ? 'Projected' : 'Estimated')
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('the readings are gone through with the arrow keys, and the address says where one is', async () => {
  const page = await context.newPage()
  await open(page, '/need')
  await still(page)
  await tabTo(page, page.getByRole('radio', { name: 'No place within 20 miles' }))
  for (const [name, value] of [['Need', 'need'], ['Hot-spots', 'hotspots'], ['Access', 'access'], ['Change', 'change'], ['What a new home would add', 'gain']]) {
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => new URL(page.url()).searchParams.get('reading')).toBe(value)
    await expect.poll(() => page.getByRole('region', { name: 'Key', exact: true }).innerText()).toContain(name)
  }
  await page.getByRole('heading', { name: 'Where would a new home help most?' }).waitFor()
  await page.goBack()
  await expect.poll(() => page.getByRole('radio', { name: 'Change' }).isChecked()).toBe(true)
  await page.close()
})

test('the best places for new homes are those the server finds, marked on the map and listed', async () => {
  const { best, items } = await ask<{ best: Cell[]; items: (Cell & { gain: number })[] }>('/elsewhere?homes=2&places=6&metres=10000')
  const page = await context.newPage()
  await open(page, '/need?reading=gain&homes=2&places=6&metres=10000')
  await still(page)
  const list = page.getByRole('region', { name: 'Where would a new home help most?' }).getByRole('listitem')
  await expect.poll(() => list.count()).toBe(2 + Math.min(12, items.length - 2))
  expect(await list.locator('.numbered').allInnerTexts()).toEqual(['1', '2'])
  expect((await list.allInnerTexts()).slice(0, 2).map((text) => text.split('\n')[1]!.trim())).toEqual(best.map(({ name }) => name))
  const marks = () => page.evaluate(() => [...new Set((window as unknown as Window).homegroundMap.queryRenderedFeatures({ layers: ['best'] }).map(({ properties }) => properties.number as string))].sort())
  await expect.poll(marks).toEqual(['1', '2'])
  await press(page, list.getByRole('link').first())
  await page.getByRole('heading', { level: 2, name: `Near ${best[0]!.name}` }).waitFor()
  await page.close()
})

test('an area is chosen under the cross with Enter; its z can be done again from its working', async () => {
  const page = await context.newPage()
  await open(page, '/need?at=50.90,-1.40,9')
  await still(page)
  await tabTo(page, page.locator('canvas'))
  await expect.poll(() => page.evaluate(() => (window as unknown as Window).homegroundMap.queryRenderedFeatures({ layers: ['areas-cells'] }).length)).toBeGreaterThan(3)
  await page.keyboard.press('w')
  await expect.poll(() => page.locator('.said').innerText()).toMatch(/No place within 20 miles, estimated: [\d.]+ children in every 10,000 under 16$/)
  await page.keyboard.press('Enter')
  await expect.poll(() => new URL(page.url()).searchParams.get('area')).toBeTruthy()
  const code = new URL(page.url()).searchParams.get('area')!
  const { items } = await ask<{ items: Cell[] }>(`/cells?q=${code}`)
  const area = items.find((one) => one.code === code)!
  const drawer = page.getByRole('complementary')
  await drawer.getByRole('heading', { level: 2, name: area.name }).waitFor()
  expect(await drawer.innerText()).toContain(`${(area.thousandths / 1000).toFixed(3)} children`)
  expect(await drawer.innerText()).toContain(`z is ${area.gi_z!.toFixed(2).replace('-', '−')}`)
  expect(await axeFaults(page)).toEqual([])
  await press(page, drawer.getByRole('link', { name: 'How its z was worked out' }))
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('heading', { name: `How the z of ${area.name} was worked out` }).waitFor()
  // Done again with what stands on the page alone.
  const given = Object.fromEntries(await dialog.locator('dl div').evaluateAll((rows) => rows.map((row) => [row.children[0]!.textContent, Number(row.children[1]!.textContent!.replaceAll(',', ''))])))
  const { n, m, s, W, S } = given as Record<'n' | 'm' | 's' | 'W' | 'S', number>
  const z = (S - W * m) / (s * Math.sqrt((n * W - W ** 2) / (n - 1)))
  expect(Math.abs(z - area.gi_z!)).toBeLessThan(1e-6)
  expect(await dialog.getByRole('group', { name: 'Formula' }).innerText()).toContain(area.gi_z!.toFixed(4).replace('-', '−'))
  while (await dialog.getByRole('button', { name: /^Show more/ }).count()) {
    const rows = await dialog.locator('tbody tr').count()
    await press(page, dialog.getByRole('button', { name: /^Show more/ }))
    await expect.poll(() => dialog.locator('tbody tr').count()).toBeGreaterThan(rows)
  }
  const values = (await dialog.locator('tbody tr td:last-child').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')))
  expect(values).toHaveLength(W)
  expect(values.reduce((sum, value) => sum + value, 0)).toBe(S)
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => new URL(page.url()).searchParams.get('working')).toBe(null)
  await page.keyboard.press('Escape')
  await expect.poll(() => drawer.count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('CANVAS')
  await page.close()
})

test('a click on an area opens it, and on the name of an authority narrows the page to it', async () => {
  const page = await context.newPage()
  await open(page, '/need?metres=10000')
  await still(page)
  await expect.poll(async () => Object.keys(await drawn(page)).length).toBeGreaterThan(100)
  const at = await page.evaluate(() => {
    const { homegroundMap: map } = window as unknown as Window
    const box = map.getCanvas().getBoundingClientRect()
    const name = map.queryRenderedFeatures({ layers: ['names'] }).find(({ properties }) => properties.name === 'Oxfordshire')!
    const { x, y } = map.project((name.geometry as GeoJSON.Point).coordinates as [number, number])
    const spots = Array.from({ length: 400 }, (_, n) => [40 * (n % 20) - 300 + x, 30 * Math.floor(n / 20) + 10] as [number, number])
    const near = ([x, y]: [number, number]) => map.queryRenderedFeatures([[x - 6, y - 6], [x + 6, y + 6]], { layers: ['names'] }).length
    const spot = spots.find((spot) => spot[0] > 40 && spot[0] < box.width - 150 && !near(spot) && map.queryRenderedFeatures(spot, { layers: ['areas-hexagons'] }).length === 1)!
    const code = String(map.queryRenderedFeatures(spot, { layers: ['areas-hexagons'] })[0]!.properties.code)
    return { name: [box.x + x, box.y + y], hexagon: [box.x + spot[0], box.y + spot[1]], code } as { name: [number, number]; hexagon: [number, number]; code: string }
  })
  await page.mouse.click(...at.hexagon)
  await expect.poll(() => new URL(page.url()).searchParams.get('area')).toBe(at.code)
  await page.getByRole('complementary').getByText(at.code).waitFor()
  await page.mouse.click(...at.name)
  await page.getByRole('heading', { level: 1, name: /in Oxfordshire/ }).waitFor()
  await page.close()
})

test('the tables say the same as the server, sorted, narrowed, and beside another day', async () => {
  const page = await context.newPage()
  const rows = () => page.locator('main tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())))
  const tab = async (name: string) => {
    await page.locator('#main').focus() // above the tables: their rows are many stops
    await press(page, page.getByRole('navigation', { name: 'Tables' }).getByRole('link', { name, exact: true }))
    await page.locator('main tbody tr').first().waitFor()
    expect(await axeFaults(page)).toEqual([])
  }
  await open(page, '/need')
  await press(page, page.getByRole('group', { name: 'Show as' }).getByRole('link', { name: 'Table' }))
  await page.locator('main tbody tr').first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  const children = (thousandths: number) => (thousandths / 1000).toFixed(3)
  const { items: cells } = await ask<{ items: Cell[] }>('/cells?limit=100')
  expect((await rows()).map((row) => [row[0], row[4], row[8]])).toEqual(cells.map(({ name, thousandths, gi_z: z }) => [name, children(thousandths), z!.toFixed(2).replace('-', '−')]))
  await press(page, page.getByRole('button', { name: 'Looked after, estimated' }))
  const { items: most } = await ask<{ items: Cell[] }>('/cells?sort=-estimate&limit=100')
  await expect.poll(async () => (await rows()).map(([name]) => name)).toEqual(most.map(({ name }) => name))

  await tab('Hexagons')
  const { items: hexagons } = await ask<{ items: Cell[] }>('/hexagons?limit=100')
  await expect.poll(async () => (await rows()).map(([name]) => name)).toEqual(hexagons.map(({ name, code }) => `${name} ${code}`))
  await tab('Authorities')
  const { items: authorities } = await ask<{ items: { name: string; thousandths: number; other: { thousandths: number; change: number } }[] }>('/need?level=authority&until=2029-03-31&limit=100')
  await expect.poll(async () => (await rows()).map(([name, , , estimate]) => [name, estimate])).toEqual(authorities.map(({ name, thousandths }) => [name, tenths(thousandths / 1000)]))
  const day = page.getByRole('combobox', { name: 'Day' })
  await tabTo(page, day)
  await day.selectOption('2029-03-31')
  await expect.poll(async () => (await rows()).map((row) => row.slice(6))).toEqual(authorities.map(({ other }) => [tenths(other.thousandths / 1000), `+${tenths(other.change / 1000)}`]))
  await page.getByText('31 March 2029 is projected').waitFor()
  await tab('Hubs')
  expect(await rows()).toHaveLength(2)
  await tab('Places within 20 miles')
  await tab('Where else?')
  await page.locator('#main').focus()
  await press(page, page.getByRole('navigation', { name: 'Tables' }).getByRole('link', { name: 'Districts', exact: true }))
  await page.getByText('It is not known which districts the small areas lie in.').waitFor() // settlements are in none
  await page.close()
})

test('each row of the tables leads to its working and to its place on the map; what is downloaded is what is shown', async () => {
  const page = await context.newPage()
  await open(page, '/need?view=table&authority=E10000016&class=hot99')
  const { items } = await ask<{ items: Cell[] }>('/cells?authority=E10000016&class=hot99')
  await press(page, page.getByRole('link', { name: `How z of ${items[0]!.name} was worked out` }))
  await page.getByRole('dialog').getByText('Hot-spot, 99 %', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  const file = await page.getByRole('link', { name: 'CSV: download this table' }).getAttribute('href')
  const text = await (await page.request.get(file!)).text()
  for (const { code } of items) expect(text).toContain(code)
  expect(text).not.toContain('E10000014')
  await press(page, page.getByRole('link', { name: items[0]!.name, exact: true }))
  await page.getByRole('complementary').getByRole('heading', { level: 2, name: items[0]!.name }).waitFor()
  await still(page)
  await expect.poll(() => page.evaluate(() => (window as unknown as Window).homegroundMap.queryRenderedFeatures({ layers: ['area-cell'] }).map(({ properties }) => properties.code as string)[0])).toBe(items[0]!.code)
  await page.close()
})

test('addresses of the need tables from before still lead to them', async () => {
  const page = await context.newPage()
  await open(page, '/?view=table&list=coverage')
  await page.getByRole('table', { name: /could have a place within 20 miles/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/need')
  await page.close()
})

test('waiting, failing, nothing imported and not permitted are each said', async () => {
  const page = await context.newPage()
  let answer = () => {}
  const later = new Promise<void>((done) => (answer = done))
  await page.route('**/api/v1/coverage', async (route) => {
    await later
    await route.continue()
  })
  await open(page, '/need')
  await page.getByText('Getting the figures…').first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  answer()
  await page.getByRole('heading', { level: 1, name: /^An estimated/ }).waitFor()
  await page.unroute('**/api/v1/coverage')

  await page.route('**/api/v1/coverage', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"Something went wrong","status":500,"detail":"Something went wrong. Try again."}' }))
  await open(page, '/need')
  await page.getByRole('heading', { level: 1, name: 'Need cannot be shown just now.' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.unroute('**/api/v1/coverage')
  await press(page, page.getByRole('button', { name: 'Try again' }))
  await page.getByRole('heading', { level: 1, name: /^An estimated/ }).waitFor()

  await page.route('**/api/v1/summary', async (route) => {
    const got = await route.fetch()
    await route.fulfill({ response: got, json: { ...(await got.json()), cells: 0 } })
  })
  await open(page, '/need')
  await page.getByRole('heading', { level: 1, name: 'No small areas have been imported yet' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.unroute('**/api/v1/summary')

  await page.route('**/api/v1/session', async (route) => {
    const got = await route.fetch()
    const session = (await got.json()) as { rights: Record<string, string> }
    delete session.rights['demand.read']
    await route.fulfill({ response: got, json: session })
  })
  await open(page, '/need')
  await page.getByRole('heading', { level: 1, name: 'You cannot see this page.' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Need', exact: true }).count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('who sees no homes on a map sees need without them, and nothing is asked for in vain', async () => {
  const other = await as('dfe')
  const { page, faults } = await watched(other)
  await open(page, `${serving.server}/need?reading=need`)
  await still(page)
  await expect.poll(async () => Object.keys(await drawn(page)).length).toBeGreaterThan(100)
  expect(await page.getByRole('checkbox', { name: 'Homes' }).count()).toBe(0)
  expect(faults.filter((text) => !text.startsWith('asked elsewhere'))).toEqual([])
  await other.close()
})

test('on a phone the map and the authorities are two tabs, and an area is a sheet', async () => {
  const phone = await as('viewer', { hasTouch: true })
  const page = await phone.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '/need')
  await still(page)
  await page.getByRole('button', { name: 'What is shown' }).tap()
  await page.getByRole('radio', { name: 'Hot-spots' }).tap()
  await expect.poll(() => new URL(page.url()).searchParams.get('reading')).toBe('hotspots')
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'What is shown' }).tap()
  const box = (await page.locator('canvas').boundingBox())!
  await expect.poll(async () => Object.keys(await drawn(page)).length).toBeGreaterThan(50)
  const spot = await page.evaluate(() => {
    const { homegroundMap: map } = window as unknown as Window
    const spots = Array.from({ length: 900 }, (_, n) => [60 + 9 * (n % 30), 90 + 9 * Math.floor(n / 30)] as [number, number])
    const near = ([x, y]: [number, number]) => map.queryRenderedFeatures([[x - 6, y - 6], [x + 6, y + 6]], { layers: ['names'] }).length
    return spots.find((spot) => !near(spot) && map.queryRenderedFeatures(spot, { layers: ['areas-cells'] }).length === 1)!
  })
  await page.touchscreen.tap(box.x + spot[0], box.y + spot[1])
  await page.getByRole('complementary').getByRole('link', { name: 'How its z was worked out' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).tap()
  await page.getByRole('link', { name: 'By authority' }).tap()
  await page.getByRole('heading', { name: / has the most: / }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect(await axeFaults(page)).toEqual([])
  await phone.close()
})
