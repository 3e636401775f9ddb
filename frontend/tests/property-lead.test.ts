// The property lead finds a site on the map by keyboard and sends the view to a colleague.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawnFaults, expected } from './drawn'
import { answer, browser, mapIdle, open, watched } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('property_lead')))
afterAll(() => context.close())

interface Sites {
  items: { id: number; name: string; kind?: string; position_kind: string; square?: string }[]
  total: number
}

test('the map opens on the answer, the list and the whole of the page without a scroll bar', async () => {
  const { page, faults } = await watched(context)
  const summary = await answer<{ places_open: number; candidates: number }>('/summary')
  await open(page, '/')
  expect(await page.locator('h1').innerText()).toMatch(new RegExp(`^${summary.places_open} .*places are open`))
  await page.getByRole('heading', { name: `${summary.candidates} candidates in view` }).waitFor()
  expect(await page.title()).toBe('Map - Homeground')
  const overflow = await page.evaluate(() => [document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth])
  expect(overflow).toEqual([0, 0])
  await mapIdle(page)
  expect(faults).toEqual([])
  await page.close()
})

test('search, choose by keyboard, reopen the address, close and be back in the list', async () => {
  const page = await context.newPage()
  await open(page, '/')
  await page.getByRole('heading', { name: /candidates in view/ }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('slough')
  await page.getByRole('heading', { name: '1 candidate in view' }).waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('slough')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Delete')
  await page.getByRole('heading', { name: /\d\d candidates in view/ }).waitFor()

  const rows = page.locator('.left li a')
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  const name = await rows.nth(1).locator('.name').innerText()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('complementary')
  await drawer.getByRole('heading', { name, exact: true }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('drawer-name')

  const address = page.url()
  const colleague = await context.newPage()
  await colleague.goto(address)
  await colleague.getByRole('complementary').getByRole('heading', { name, exact: true }).waitFor()
  expect(await colleague.locator('.left [aria-current] .name').innerText()).toBe(name)
  await colleague.close()

  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.querySelector('.name')?.textContent)).toBe(name)
  await page.goBack()
  await drawer.getByRole('heading', { name, exact: true }).waitFor()
  await drawer.getByRole('link', { name: 'Open site' }).click()
  await page.locator('h1', { hasText: name }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  await page.close()
})

test('a filter narrows list, map and table alike', async () => {
  const page = await context.newPage()
  const narrowed = await answer<Sites>('/sites?kind=council_building&limit=500')
  expect(narrowed.total).toBeGreaterThan(0)
  await open(page, '/?stage=all')
  await page.getByLabel('Kind').selectOption('council_building')
  await page.getByRole('heading', { name: `${narrowed.total} ${narrowed.total === 1 ? 'site' : 'sites'} in view` }).waitFor()
  await mapIdle(page)
  const { sites, squares } = await expected()
  const wanted = {
    sites: { ...sites!, ids: narrowed.items.filter((s) => s.position_kind === 'exact').map((s) => String(s.id)) },
    squares: { ...squares!, ids: [...new Set(narrowed.items.filter((s) => s.position_kind === 'square').map((s) => s.square!))] },
  }
  await expect.poll(() => drawnFaults(page, wanted), { timeout: 15_000 }).toEqual([])
  await page.getByRole('link', { name: 'Table', exact: true }).click()
  const names = page.locator('tbody th a')
  await expect.poll(() => names.count()).toBe(narrowed.total)
  expect((await names.allInnerTexts()).sort()).toEqual(narrowed.items.map(({ name }) => name).sort())
  await page.close()
})

test('a square that is clicked chooses its site; a ring shows what it reaches', async () => {
  const page = await context.newPage()
  const { items } = await answer<Sites>('/sites?limit=500')
  const alone = items.find((s) => s.square && s.position_kind === 'square' && items.filter((o) => o.square === s.square && o.position_kind === 'square').length === 1)!
  await open(page, '/')
  await mapIdle(page)
  const at = await page.evaluate((ref) => {
    const { homegroundMap: map } = window as unknown as { homegroundMap: import('maplibre-gl').Map }
    const [square] = map.queryRenderedFeatures({ layers: ['squares-open', 'squares-shut'] }).filter(({ properties }) => properties.ref === ref)
    const [ring] = (square!.geometry as GeoJSON.Polygon).coordinates
    const middle = ring!.slice(0, 4).reduce(([x, y], [lon, lat]) => [x! + lon! / 4, y! + lat! / 4], [0, 0])
    const { x, y } = map.project(middle as [number, number])
    const box = map.getCanvas().getBoundingClientRect()
    return [box.x + x, box.y + y] as const
  }, alone.square!)
  await page.mouse.click(...at)
  await page.getByRole('complementary').getByRole('heading', { name: alone.name, exact: true }).waitFor()
  await expect.poll(() => page.evaluate(() => (window as unknown as { homegroundMap: import('maplibre-gl').Map }).homegroundMap.queryRenderedFeatures({ layers: ['reach'] }).length)).toBeGreaterThan(0)
  await page.close()
})

test('every count in the answer opens the list that makes it', async () => {
  const page = await context.newPage()
  const { places_open: open_ } = await answer<{ places_open: number }>('/summary')
  await open(page, '/')
  await page.locator('h1 a').first().click()
  await page.getByText(new RegExp(`with ${open_} places`)).waitFor()
  await page.close()
})
