// Need of a cohort, with the keyboard alone: chosen, on the map, by authority, an area with
// its working, the tables and their files; where its total is not known; and on a phone.
// What stands on the page is held against what the server answers.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawn, shadeOf, still, type Reading, type Window } from './areas'
import { openBrowser } from './chromium.mjs'
import { axeFaults, open, press, tabTo } from './page'
import { enter, signIn, type people } from './people.mjs'
import { program, serve, type Serving } from './server'

interface Cell { code: string; name: string; authority_name: string; thousandths: number; gi_z?: number; class: string }
interface Cohort { thousandths: number; share_percent: number; not_known: string[]; days: { day: string }[] }

let serving: Serving
let context: BrowserContext
const aged = 'age_band=10+to+15'
const placed = 'placement=children%27s+home'

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

// Totals of two cohorts for every authority; that of Reading is suppressed, that of
// Wokingham missing. Those aged 10 to 15 are known for an earlier day too.
beforeAll(async () => {
  serving = await serve('--demo')
  const { items } = await ask<{ items: { name: string; children: number }[] }>('/authorities')
  const rows = items.filter(({ name }) => name !== 'Wokingham').flatMap(({ name, children }) => [
    `${name},31/03/2024,10 to 15,,${name === 'Reading' ? 'c' : Math.round(0.4 * children)}`,
    `${name},31/03/2022,10 to 15,,${name === 'Reading' ? 'c' : Math.round(0.4 * children + 5 - (name.length % 11))}`,
    `${name},31/03/2024,,children's home,${Math.round(0.1 * children)}`,
  ])
  const folder = mkdtempSync(join(tmpdir(), 'homeground-totals-'))
  writeFileSync(join(folder, 'totals.csv'), `authority,period,age_band,placement,children\n${rows.join('\n')}\n`)
  execFileSync(program, ['import', '--as', 'totals', '--all-or-nothing', join(folder, 'totals.csv')], { env: { ...process.env, HOMEGROUND_DATA: serving.data, DATABASE_URL: '' }, stdio: 'pipe' })
  rmSync(folder, { recursive: true })
  await ask('/demand/settings', { growth_percent: 3, growth_years: 5 })
  context = await as('administrator')
})
afterAll(async () => {
  await context?.close()
  await serving?.stop()
})

const whole = (n: number) => Math.round(n).toLocaleString('en-GB')
const tenths = (n: number) => n.toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)
const children = (page: Page) => page.getByRole('combobox', { name: 'Children', exact: true })

test('the children are chosen by the keyboard; the sentence, the readings, the days and the address follow', async () => {
  const { items: [cohort] } = await ask<{ items: (Cohort & { age_band: string })[] }>('/demand/cohorts').then(({ items }) => ({ items: items.filter(({ age_band }) => age_band === '10 to 15') }))
  const page = await context.newPage()
  await open(page, '/need?reading=gain')
  await children(page).waitFor()
  expect(await children(page).locator('option').allInnerTexts()).toEqual(['All looked after', 'Placement: children\'s home', 'Aged 10 to 15'])
  await tabTo(page, children(page))
  await page.keyboard.type('Aged')
  await page.getByRole('heading', { level: 1, name: `An estimated ${whole(cohort!.thousandths / 1000)} children aged 10 to 15 were looked after in 17 of the 19 authorities of the region on 31 March 2024.` }).waitFor()
  expect(parameter(page, 'age_band')).toBe('10 to 15')
  expect(cohort!.not_known).toEqual(['Reading', 'Wokingham'])
  const under = await page.locator('.under').innerText()
  expect(under).toContain(`They are ${cohort!.share_percent}\u00a0% of all looked after in the region`)
  expect(under).toContain('No figure for Reading and Wokingham: suppressed or missing, which is not 0.')
  expect(await page.getByRole('radio').evaluateAll((all) => all.map((one) => one.closest('label')!.innerText))).toEqual(['Need', 'Hot-spots', 'Change'])
  expect(await page.getByRole('radio', { name: 'Need' }).isChecked()).toBe(true)
  await page.getByText('are worked out for all children together').waitFor()
  expect(await page.getByRole('combobox', { name: 'Day' }).locator('option').allInnerTexts()).toEqual(['31 March 2024, newest', '31 March 2022', '31 March 2029, projected'])
  await still(page)
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('combobox', { name: 'Area', exact: true }).selectOption({ label: 'Wokingham' })
  await page.getByRole('heading', { level: 1, name: 'It is not known how many children aged 10 to 15 were looked after in Wokingham on 31 March 2024.' }).waitFor()
  // The cohort by placement has no other day: the day goes with the choice.
  await page.getByRole('combobox', { name: 'Area', exact: true }).selectOption({ label: 'All of the region' })
  await page.getByRole('combobox', { name: 'Day' }).selectOption({ label: '31 March 2022' })
  await expect.poll(() => parameter(page, 'since')).toBe('2022-03-31')
  await children(page).selectOption({ label: 'Placement: children\'s home' })
  await page.getByRole('heading', { level: 1, name: /children whose placement is “children's home” were looked after in 18 of the 19 authorities/ }).waitFor()
  expect([parameter(page, 'since'), parameter(page, 'age_band'), parameter(page, 'placement')]).toEqual([null, null, 'children\'s home'])
  await children(page).selectOption({ label: 'All looked after' })
  await page.getByRole('heading', { level: 1, name: /in the region are more than 20 miles from any home/ }).waitFor()
  expect(await page.getByRole('radio', { name: 'What a new home would add' }).isChecked()).toBe(true)
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: /“children's home”/ }).waitFor()
  await page.close()
})

test('without cohorts nothing is offered', async () => {
  const page = await context.newPage()
  await page.route('**/api/v1/demand/cohorts', (route) => route.fulfill({ json: { items: [], total: 0 } }))
  await open(page, '/need')
  await page.getByRole('heading', { name: / has the most: / }).waitFor()
  expect(await children(page).count()).toBe(0)
  await page.close()
})

test.each([
  ['need', aged, ''], ['hotspots', aged, ''], ['change', aged, 'since=2022-03-31'], ['hotspots', aged, 'since=2022-03-31'], ['need', aged, 'until=2029-03-31'],
  ['need', placed, 'metres=10000'], ['hotspots', placed, 'metres=10000'],
])('the map draws every area of the cohort as the server reads it: %s, %s, %s', async (reading, cohort, more) => {
  const level = more.includes('metres') ? '&level=hexagon' : ''
  const answer = await ask<Reading>(`/readings?reading=${reading}&${cohort}${level}${more && `&${more}`}`)
  const spots = await ask<Reading>(`/readings?reading=hotspots&${cohort}${level}${level && `&${more}`}`)
  const page = await context.newPage()
  await open(page, '/need') // of all children first: nothing of theirs may stay
  await still(page)
  await children(page).waitFor()
  await page.evaluate((href) => document.body.append(Object.assign(document.createElement('a'), { href, id: 'away' })), `/need?reading=${reading}&${cohort}${more && `&${more}`}`)
  await page.evaluate(() => (document.getElementById('away')!.click(), document.getElementById('away')!.remove()))
  const hot = new Map(spots.items.map((item) => [item.code, item.class?.startsWith('hot') ? item.class : 'none']))
  const wanted = new Map(answer.items.map((item) => [item.code, { shade: shadeOf(reading, item), class: reading === 'hotspots' ? (item.class ?? 'none') : hot.get(item.code) }]))
  // At once all of them and each as it is: on its way from one to the other the map draws few.
  await expect.poll(async () => {
    const seen = Object.entries(await drawn(page))
    return { enough: seen.length > 0.9 * answer.items.length, wrong: seen.filter(([code, is]) => JSON.stringify(is) !== JSON.stringify(wanted.get(code))).slice(0, 3) }
  }, { timeout: 30_000 }).toEqual({ enough: true, wrong: [] })
  expect(answer.items.some(({ value }) => value === null)).toBe(true)
  // The outlines are the cohort's own, never those that come merged with the tiles.
  const visible = await page.evaluate(() => {
    const { homegroundMap: map } = window as unknown as Window
    return ['hotspots', 'cold', 'classes-cells', 'classes-hexagons'].filter((id) => map.getLayoutProperty(id, 'visibility') !== 'none')
  })
  expect(visible).toEqual([level ? 'classes-hexagons' : 'classes-cells'])
  const key = await page.getByRole('region', { name: 'Key', exact: true }).innerText()
  expect(key).toContain(cohort === aged ? 'Of children aged 10 to 15 alone, 31 March 2024' : 'Of children whose placement is “children\'s home” alone')
  expect(key).toContain(more.includes('until') ? 'Projected' : 'Estimated')
  expect(key).toContain('no figure, which is not 0')
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('the authorities stand side by side with the cohort; one whose total is not known has no figure', async () => {
  const { items } = await ask<{ items: { name: string; thousandths: number; need_home: number }[] }>(`/need?level=authority&${aged}`)
  const page = await context.newPage()
  await open(page, `/need?${aged}`)
  const bars = page.getByRole('region', { name: / has the most: / }).getByRole('listitem')
  await bars.first().waitFor()
  const known = items.sort((a, b) => b.thousandths - a.thousandths || a.name.localeCompare(b.name)).map((a) => `${a.name} : ${whole(a.thousandths / 1000)} children, ${tenths(a.need_home)} of them taken to need a home`)
  const texts = (await bars.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').replace(/ ?: ?/, ' : ').trim())
  expect(texts).toEqual([...known, 'Reading : no figure', 'Wokingham : no figure'])
  await press(page, page.getByRole('button', { name: /^Kent/ }))
  await page.getByRole('heading', { level: 1, name: /children aged 10 to 15 were looked after in Kent on 31 March 2024/ }).waitFor()
  await press(page, page.getByRole('link', { name: 'These figures as a table' }))
  await page.getByRole('table', { name: 'Need by authority, estimated' }).waitFor()
  expect([parameter(page, 'age_band'), parameter(page, 'list')]).toEqual(['10 to 15', 'authority'])
  await page.close()
})

test('an area is told of as of the cohort, and its z can be done again; one without a figure says so', async () => {
  const { items: [area] } = await ask<{ items: Cell[] }>(`/cells?${aged}&authority=E10000014&limit=1`)
  const page = await context.newPage()
  await open(page, `/need?${aged}&reading=hotspots&area=${area!.code}`)
  const drawer = page.getByRole('complementary')
  await drawer.getByRole('heading', { level: 2, name: area!.name }).waitFor()
  expect(await drawer.innerText()).toContain('Of children aged 10 to 15 alone, 31 March 2024.')
  expect(await drawer.innerText()).toContain(`${(area!.thousandths / 1000).toFixed(3)} children`)
  expect(await drawer.innerText()).toContain(`z is ${area!.gi_z!.toFixed(2).replace('-', '−')}`)
  expect(await drawer.innerText()).not.toContain('Without a place')
  await press(page, drawer.getByRole('link', { name: 'How its z was worked out' }))
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Of children aged 10 to 15, 31 March 2024, alone.').waitFor()
  await dialog.locator('dl div').first().waitFor()
  const given = Object.fromEntries(await dialog.locator('dl div').evaluateAll((rows) => rows.map((row) => [row.children[0]!.textContent, Number(row.children[1]!.textContent!.replaceAll(',', ''))])))
  const { n, m, s, W, S } = given as Record<'n' | 'm' | 's' | 'W' | 'S', number>
  expect(Math.abs((S - W * m) / (s * Math.sqrt((n * W - W ** 2) / (n - 1))) - area!.gi_z!)).toBeLessThan(1e-6)
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')

  const { items: [unknown] } = await ask<{ items: Cell[] }>('/cells?authority=E06000038&limit=1')
  await open(page, `/need?${aged}&area=${unknown!.code}`)
  await drawer.getByRole('heading', { level: 2, name: unknown!.name }).waitFor()
  await drawer.getByRole('heading', { level: 3, name: 'No figure' }).waitFor()
  expect(await drawer.innerText()).toContain('The total of Reading is suppressed or missing, so nothing is estimated here. That is not 0.')
  expect(await drawer.innerText()).not.toContain('Looked after')
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('the tables and their files are of the cohort; those of homes say that they are of all children', async () => {
  const page = await context.newPage()
  const rows = () => page.locator('main tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())))
  const tab = async (name: string) => {
    await page.locator('#main').focus() // above the tables: their rows are many stops
    await press(page, page.getByRole('navigation', { name: 'Tables' }).getByRole('link', { name, exact: true }))
  }
  await open(page, '/need?view=table&sort=-unmet')
  await page.locator('main tbody tr').first().waitFor()
  await tabTo(page, children(page))
  await page.keyboard.type('Aged')
  const { items: cells } = await ask<{ items: Cell[] }>(`/cells?${aged}&limit=100`)
  await expect.poll(async () => (await rows()).map((row) => [row[0], row[4], row[6]])).toEqual(cells.map(({ name, thousandths, gi_z: z }) => [name, (thousandths / 1000).toFixed(3), z!.toFixed(2).replace('-', '−')]))
  await page.getByRole('status').getByText(/Of children aged 10 to 15 alone, 31 March 2024/).waitFor()
  expect(await page.getByRole('columnheader', { name: 'Access' }).count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  const file = await page.getByRole('link', { name: /^CSV/ }).getAttribute('href')
  expect(file).toContain('age_band=10+to+15')
  const text = await (await page.request.get(file!)).text()
  for (const { code } of cells) expect(text).toContain(code)
  const { items: [unknown] } = await ask<{ items: Cell[] }>('/cells?authority=E06000038&limit=1')
  expect(text).not.toContain(unknown!.code)

  await tab('Hexagons')
  const { items: hexagons } = await ask<{ items: Cell[] }>(`/hexagons?${aged}&limit=100`)
  await expect.poll(async () => (await rows()).map(([name]) => name)).toEqual(hexagons.map(({ name, code }) => `${name} ${code}`))
  expect(await page.getByRole('link', { name: /^CSV/ }).getAttribute('href')).toContain('age_band=10+to+15')
  await tab('Authorities')
  const { items: authorities } = await ask<{ items: { name: string; thousandths: number }[] }>(`/need?level=authority&${aged}`)
  await expect.poll(async () => (await rows()).map(([name, , , estimate]) => [name, estimate])).toEqual([
    ...authorities.map(({ name, thousandths }) => [name, tenths(thousandths / 1000)]), ['Reading', undefined], ['Wokingham', undefined],
  ])
  expect((await rows()).at(-1)![1]).toBe('No figure: its total is suppressed or missing, which is not 0.')
  expect(await axeFaults(page)).toEqual([])
  for (const name of ['Places within 20 miles', 'Where else?']) {
    await tab(name)
    await page.getByRole('note').getByText('These figures are of all children looked after').waitFor()
    await page.locator('main tbody tr').first().waitFor()
    expect(await axeFaults(page)).toEqual([])
  }
  await page.close()
})

test('an unknown cohort is answered with which there are, and a way to all; another spelling is mended', async () => {
  const page = await context.newPage()
  await open(page, '/need?age_band=nine&reading=hotspots')
  await page.getByRole('alert').getByText('There are no totals of age band nine. Ask for one of these: placement children\'s home; age band 10 to 15.').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'Show all children looked after' }))
  await page.getByRole('heading', { level: 1, name: /in the region are more than 20 miles/ }).waitFor()
  expect(await page.getByRole('radio', { name: 'Hot-spots' }).isChecked()).toBe(true)
  await open(page, '/need?age_band=10-15')
  await page.getByRole('heading', { level: 1, name: /children aged 10 to 15/ }).waitFor()
  await expect.poll(() => parameter(page, 'age_band')).toBe('10 to 15')
  await page.close()
})

test('on a phone the children are chosen under what is shown, and the authorities are a tab', async () => {
  const phone = await as('viewer', { hasTouch: true })
  const page = await phone.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '/need')
  await still(page)
  await page.getByRole('button', { name: 'What is shown' }).tap()
  await children(page).selectOption({ label: 'Aged 10 to 15' })
  await page.getByRole('heading', { level: 1, name: /children aged 10 to 15/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'What is shown' }).tap()
  await page.getByRole('link', { name: 'By authority' }).tap()
  await page.getByRole('button', { name: /^Reading ?: no figure$/ }).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect(await axeFaults(page)).toEqual([])
  await phone.close()
})
