// Taking tables away as files, and printing the map on paper.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import type { List, Site } from '../src/api/records'
import { answer, axeFaults, browser, open, press, tabTo, watched, write } from './page'

const folder = mkdtempSync(join(tmpdir(), 'homeground-output-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// fetched are the rows' first cells and the file of a table that was downloaded.
async function fetched(page: Page, name: string): Promise<{ file: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, page.getByRole('link', { name: new RegExp(`^${name}: download`) }))])
  return { file: download.suggestedFilename(), content: readFileSync(await download.path()) }
}

const column = (csv: Buffer, at: number) => csv.toString('utf8').trimEnd().split('\r\n').slice(1).map((line) => line.split(',')[at])

test('a table is taken away as it is shown: filtered, and in its order', async () => {
  const context = await browser('property_lead')
  const { page, faults } = await watched(context)
  await open(page, '/?view=table&stage=all&authority=E10000032&sort=-places')
  const shown = async () => (await page.locator('tbody th[scope=row] a').allTextContents()).map((name) => name.trim())
  await expect.poll(async () => (await shown()).length).toBeGreaterThan(3)
  const csv = await fetched(page, 'CSV')
  expect(csv.file).toMatch(/^homeground-sites-\d{4}-\d\d-\d\d\.csv$/)
  expect(column(csv.content, 1)).toEqual(await shown())
  const xlsx = await fetched(page, 'XLSX')
  expect([xlsx.file.slice(-5), xlsx.content.subarray(0, 2).toString()]).toEqual(['.xlsx', 'PK'])
  expect((await fetched(page, 'GeoPackage')).content.subarray(0, 15).toString()).toBe('SQLite format 3')
  await page.getByText('Download your own sites:').waitFor()
  expect(await axeFaults(page)).toEqual([])

  await open(page, '/?view=table&list=cells&authority=E10000032&sort=-estimate')
  await expect.poll(async () => (await page.locator('tbody th[scope=row]').count())).toBeGreaterThan(3)
  const cells = await page.locator('tbody th[scope=row]').allTextContents()
  const taken = JSON.parse((await fetched(page, 'GeoJSON')).content.toString()) as { features: { geometry: unknown; properties: { name: string } }[] }
  expect(taken.features.slice(0, cells.length).map(({ properties }) => properties.name)).toEqual(cells)
  expect(taken.features.every(({ geometry }) => geometry)).toBe(true)
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})

test('every table offers its formats, and who may not take it is offered none', async () => {
  const formats = async (page: Page) => (await page.getByRole('link', { name: /: download / }).allTextContents()).join(' ')
  const tables = [['/?view=table', 'CSV XLSX GeoJSON GeoPackage'], ['/?view=table&list=cells', 'CSV XLSX GeoJSON GeoPackage'], ['/?view=table&list=authorities', 'CSV XLSX GeoJSON GeoPackage'],
    ['/planning', 'CSV XLSX GeoJSON GeoPackage'], ['/portfolio', 'CSV XLSX']] as const
  const context = await browser('administrator')
  const { page, faults } = await watched(context)
  for (const [path, want] of tables) {
    await open(page, path)
    await expect.poll(() => formats(page), { message: path }).toBe(want)
    expect(await page.getByText('Download this table:').count(), path).toBe(1)
  }
  expect(await axeFaults(page)).toEqual([])
  await open(page, '/planning?state=open&sort=-due')
  expect(await page.getByRole('link', { name: /^XLSX/ }).getAttribute('href')).toBe('/api/v1/planning.xlsx?state=open&sort=-due')
  expect(faults).toEqual([])
  await context.close()

  const funder = await browser('dfe')
  const other = await funder.newPage()
  await open(other, '/')
  await other.getByRole('table').first().waitFor()
  expect(await formats(other)).toBe('')
  await other.goto('/print')
  await expect.poll(() => other.title()).toMatch(/^No right to this page/)
  await funder.close()
})

interface Drawn {
  project: (at: [number, number]) => { x: number; y: number }
  getCenter: () => { lat: number }
}

// barFault is by how much the scale bar differs from a length that is known: the side of
// a 10 km square of the national grid, as the map itself puts it on the paper.
async function barFault(page: Page): Promise<number> {
  const { items } = await answer<List<Site>>('/sites?limit=500')
  const ring = items.find(({ position_kind, host_name }) => position_kind === 'square' && host_name === 'Portsmouth')!.square_ring!
  return page.evaluate((ring) => {
    const map = (window as unknown as { homegroundMap: Drawn }).homegroundMap
    const [south] = [...ring].sort((a, b) => a[1]! - b[1]!)
    const corners = ring.map((at) => ({ at, ...map.project(at as [number, number]) }))
    const side = Math.max(...corners.slice(1).map((c, i) => Math.hypot(c.x - corners[i]!.x, c.y - corners[i]!.y)))
    const lat = (degrees: number) => Math.cos((degrees * Math.PI) / 180)
    const metres = (10_000 / side) * (lat(map.getCenter().lat) / lat(south![1]! + 0.045))
    const bars = [...document.querySelectorAll<HTMLElement>('[data-metres]')].map((bar) => (Number(bar.dataset.metres) / bar.getBoundingClientRect().width) / metres - 1)
    return bars.length === 2 ? Math.max(...bars.map(Math.abs)) : 1
  }, ring)
}

function pdf(page: Page, name: string): Promise<string> {
  const path = join(folder, name)
  return page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true }).then((content) => (writeFileSync(path, content), path))
}

const said = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })
const reads = ['/usr/bin/pdfinfo', '/usr/bin/pdftotext'].every(existsSync)

test('the map is printed on one page, with all that a printed map says, and its sites on the next', async () => {
  const context = await browser('property_lead', { bypassCSP: false }) // under the policy that people have
  const { page, faults } = await watched(context)
  await open(page, '/?hub=South&layers=need,homes,candidates')
  await expect.poll(() => page.getByRole('link', { name: 'Print' }).getAttribute('href')).toContain('box=')
  await press(page, page.getByRole('link', { name: 'Print' }))
  await page.getByRole('status').getByText('Drawing the map…').waitFor()
  const button = page.getByRole('button', { name: 'Print or save as PDF' })
  expect(await button.isDisabled()).toBe(true)
  await write(page, page.getByLabel('Title'), 'Sites for the board')
  await expect.poll(() => page.locator('h1').textContent()).toBe('Sites for the board')
  await page.getByText('The map is drawn.').waitFor({ timeout: 90_000 })
  expect(await button.isEnabled()).toBe(true)
  expect(new URL(page.url()).searchParams.get('title')).toBe('Sites for the board')
  await page.evaluate(() => (window.print = () => (document.title = 'asked to print')))
  await tabTo(page, button)
  await page.keyboard.press('Enter')
  expect(await page.title()).toBe('asked to print')
  expect(await axeFaults(page)).toEqual([])
  expect(await barFault(page)).toBeLessThan(0.005)
  expect(await page.locator('.map img').evaluate((picture: HTMLImageElement) => picture.naturalWidth / picture.clientWidth)).toBeGreaterThan(2.9)

  const wide = await pdf(page, 'wide.pdf')
  if (reads) {
    const info = said('pdfinfo', wide)
    expect(info).toMatch(/Tagged:\s+yes[^]*Page size:\s+84[12](\.\d+)? x 59[45]/)
    const pages = Number(/Pages:\s+(\d+)/.exec(info)![1]) // one, and as many as the sites take that other journeys have added by now
    expect(pages).toBeGreaterThan(1)
    expect(pages).toBeLessThan(5)
    const [map, list] = [said('pdftotext', '-f', '1', '-l', '1', wide, '-'), said('pdftotext', '-layout', '-f', '2', wide, '-')]
    for (const text of ['Sites for the board', 'Only sites that match: South hub.', 'Key', 'Need, estimated', 'Restricted homes', 'Scale 1:', 'True north is up.', 'Natural Earth', 'Open Government Licence', 'Made with Homeground by', 'illustrative', `Page 1 of ${pages}`]) {
      expect(map).toContain(text)
    }
    expect(map).not.toContain('Hot-spots, estimated')
    expect(map).not.toContain('Stands in')
    expect(list).toMatch(/The sites on the map[^]*Stands in[^]*to the nearest 10 km/)
    expect(list).not.toContain('Oxford')
  }

  await page.getByLabel('Portrait').check()
  await page.getByText('Drawing the map…').first().waitFor()
  await page.getByText('The map is drawn.').waitFor({ timeout: 90_000 })
  expect(await barFault(page)).toBeLessThan(0.005)
  const tall = await pdf(page, 'tall.pdf')
  if (reads) expect(said('pdfinfo', tall)).toMatch(/Tagged:\s+yes[^]*Pages:\s+[234]\n[^]*Page size:\s+59[45](\.\d+)? x 84[12]/)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})
