// Observed counts, with the keyboard alone: before anything was imported, what everybody
// sees, and what a demand steward opens, knowing that it is recorded.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './chromium.mjs'
import { axeFaults, press, tabTo } from './page'
import { enter, signIn, type people } from './people.mjs'
import { program, serve, type Serving } from './server'

let serving: Serving
const folder = mkdtempSync(join(tmpdir(), 'homeground-counts-'))
beforeAll(async () => void (serving = await serve('--demo')), 120_000)
afterAll(async () => {
  await serving.stop()
  rmSync(folder, { recursive: true, force: true })
})

// visit opens a page of counts as somebody.
async function visit(who: keyof typeof people, path = '/counts'): Promise<{ page: Page; leave: () => Promise<void> }> {
  const context = await openBrowser({ baseURL: serving.server })
  context.setDefaultTimeout(20_000)
  await enter(context, serving.server, who)
  const page = await context.newPage()
  await page.goto(path)
  await page.locator('h1').waitFor()
  return { page, leave: () => context.close() }
}

function imported(text: string): string {
  const file = join(folder, 'counts.csv')
  writeFileSync(file, text)
  return execFileSync(program, ['import', '--as', 'demand', file], { env: { ...process.env, HOMEGROUND_DATA: serving.data, DATABASE_URL: '' }, encoding: 'utf8' })
}

async function answer<T>(path: string, who: keyof typeof people): Promise<T> {
  const got = await fetch(`${serving.server}/api/v1${path}`, { headers: (await signIn(serving.server, who)).headers })
  return (await got.json()) as T
}

const counts = [['E06000044', 'Portsmouth', 41, 38], ['E06000045', 'Southampton', 3, 30], ['E10000014', 'Hampshire', 120, 131], ['E10000032', 'West Sussex', 0, 12], ['E06000046', 'Isle of Wight', 2, 9]] as const

test('before anything is imported the page says how', async () => {
  const { page, leave } = await visit('viewer')
  expect(await page.locator('h1').innerText()).toBe('No counts of children have been imported.')
  await page.getByText('homeground import --as demand counts.csv').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await leave()
})

test('the import says how much is hidden, and so does its record', async () => {
  const said = imported(
    'area_code,area_name,age_band,need,period,children\n' +
      counts.map(([code, name, now, before]) => `${code},${name},all,residential,2024-03-31,${now}\n${code},${name},all,residential,2023-03-31,${before}`).join('\n') + '\n',
  )
  expect(said).toContain('2024-03-31: 2 of 5 counts are not shown so that no child can be recognised')
  const { page, leave } = await visit('administrator', '/imports')
  await page.getByText('2024-03-31: 2 of 5 counts are not shown').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'Observed counts' }))
  await expect.poll(() => new URL(page.url()).pathname).toBe('/counts')
  await leave()
})

test('everybody sees what is shown, the marks, hot-spots and what the homes cover', async () => {
  const { page, leave } = await visit('viewer')
  expect(await page.locator('h1').innerText()).toBe('Of 5 counts for 31 March 2024, 2 are not shown so that no child can be recognised.')
  const rows = page.getByRole('table', { name: 'Children counted, by area; c is not shown' }).locator('tbody tr')
  await expect.poll(() => rows.count()).toBe(5)
  const shown = Object.fromEntries((await rows.allInnerTexts()).map((row) => [row.split(/ [EW]\d{8}/)[0]!.trim().split('\n')[0], row]))
  expect(shown['Southampton']).toMatch(/\tc\t/)
  expect(shown['West Sussex']).toMatch(/\t0\t/)
  expect(shown['Hampshire']).toMatch(/\t120\t/)
  const covered = page.getByRole('table', { name: /by authority/ }).locator('tbody tr')
  const { covered: told } = await answer<{ covered: { name: string; unmet: number | null }[] }>('/counts/coverage?need=residential', 'viewer')
  await expect.poll(() => covered.count()).toBe(5)
  const lines = await covered.allInnerTexts()
  expect(lines.find((line) => line.startsWith('Southampton'))).toMatch(/^Southampton\tc/)
  const unmet = told.find(({ name }) => name === 'Hampshire')!.unmet!
  expect(lines.find((line) => line.startsWith('Hampshire'))).toMatch(new RegExp(`^Hampshire\t120\\.0\t${unmet.toFixed(1)}\t`))
  expect(await axeFaults(page)).toEqual([])

  await tabTo(page, page.getByLabel('Change'))
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => new URL(page.url()).searchParams.get('since')).toBe('2023-03-31')
  await expect.poll(() => rows.filter({ hasText: 'Hampshire' }).locator('td').nth(1).innerText()).toBe('−11')
  expect(await rows.filter({ hasText: 'Southampton' }).locator('td').nth(1).innerText()).toBe('')
  await tabTo(page, page.getByLabel('Period'))
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.locator('h1').innerText()).toBe('All 5 counts for 31 March 2023 are shown.')
  expect(await page.getByRole('button', { name: /Open the observed counts/ }).count()).toBe(0)
  await leave()
})

test('a demand steward opens the observed counts knowing that each look is recorded', async () => {
  const { page, leave } = await visit('steward')
  const looks = async () => (await answer<{ total: number; items: { object: string }[] }>('/audit?object=observed_counts', 'administrator')).items.filter(({ object }) => object === 'observed_counts').length
  await page.getByText('Each look is recorded with your name').waitFor()
  expect(await looks()).toBe(0)
  await press(page, page.getByRole('button', { name: 'Open the observed counts and record that I looked' }))
  const rows = page.getByRole('table', { name: 'Observed counts, not for sharing' }).locator('tbody tr')
  await expect.poll(() => rows.count()).toBe(5)
  expect(await rows.filter({ hasText: 'Southampton' }).innerText()).toMatch(/\t3\tc$/)
  expect(await looks()).toBe(1)
  expect(await axeFaults(page)).toEqual([])
  await leave()
})

test('a count that cannot be had says what there is', async () => {
  const { page, leave } = await visit('viewer', '/counts?level=region&need=fostering')
  await expect.poll(() => page.getByRole('table', { name: 'Children counted, by area; c is not shown' }).locator('tbody tr').count()).toBe(5)
  const refused = await answer<{ detail?: string; errors?: { message: string }[] }>('/counts/hotspots?need=fostering', 'viewer')
  expect(JSON.stringify(refused)).toContain('Choose one of: residential')
  await leave()
})
