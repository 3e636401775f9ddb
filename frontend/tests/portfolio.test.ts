// The portfolio on a Homeground of its own, with more projects than the demonstration's one:
// narrowed, put in order, and compared with a day before.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './chromium.mjs'
import { axeFaults, open, press, tabTo, write } from './page'
import { enter } from './people.mjs'
import { program, serve, type Serving } from './server'

let serving: Serving
let context: BrowserContext
beforeAll(async () => {
  serving = await serve('--demo')
  const file = join(serving.data, '..', 'projects.csv')
  writeFileSync(file, 'project_ref,name,authority,budget_gbp,spend_gbp,grant_gbp,start_date\nP-71,The Elms,Kent,100000,112000,90000,01/04/2026\nP-72,The Firs,Surrey,200000,1000,150000,01/04/2026\n')
  execFileSync(program, ['import', '--as', 'projects', file], { env: { ...process.env, HOMEGROUND_DATA: serving.data, DATABASE_URL: '' }, stdio: 'pipe' })
  context = await openBrowser({ baseURL: serving.server })
  context.setDefaultTimeout(20_000)
  await enter(context, serving.server, 'manager')
}, 120_000)
afterAll(async () => {
  await context?.close()
  await serving?.stop()
}, 60_000)

test('the list is narrowed and put in order, by keyboard, and the address says how', async () => {
  const page = await context.newPage()
  await open(page, '/projects')
  const names = () => page.locator('tbody th a').allInnerTexts()
  expect((await names()).sort()).toEqual(['Portsmouth, mothballed home', 'The Elms', 'The Firs'])
  await page.getByRole('row', { name: /The Elms/ }).getByText('over budget').waitFor()
  expect(await axeFaults(page)).toEqual([])

  await tabTo(page, page.getByLabel('Order'))
  await page.keyboard.type('Mo')
  await expect.poll(async () => (await names())[0]).toBe('The Elms')
  expect(page.url()).toContain('order=over')
  await tabTo(page, page.getByLabel('Rating'))
  await page.keyboard.type('Re')
  await expect.poll(names).toEqual(['The Elms'])
  await page.getByRole('row', { name: /^All/ }).getByText('112,000').first().waitFor()
  await page.reload()
  await page.locator('h1').waitFor()
  await expect.poll(names).toEqual(['The Elms'])
  await press(page, page.getByRole('button', { name: 'Show all' }))
  await expect.poll(async () => (await names()).length).toBe(3)
  await open(page, '/projects?rating=amber_green')
  await page.getByRole('heading', { name: 'None of 3 projects is of this kind.' }).waitFor()

  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '/projects')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  expect(await page.locator('.scroll').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('what changed since a day is said of the portfolio and of a project', async () => {
  const page = await context.newPage()
  await page.setViewportSize({ width: 1366, height: 768 })
  await open(page, '/projects')
  await press(page, page.getByRole('link', { name: 'What changed since the last board' }))
  await page.locator('h1', { hasText: 'no opening day moved' }).waitFor()

  // The day the demonstration's plan began is worked back, from its slip and its spending.
  await write(page, page.getByLabel('Since', { exact: true }), '01/13/2026')
  await page.keyboard.press('Enter')
  await page.getByText('Enter a day, like 26/10/2026').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, page.getByLabel('Since', { exact: true }), '01/05/2026')
  await page.keyboard.press('Enter')
  await page.locator('h1', { hasText: 'Since 1 May 2026, 1 project opens later.' }).waitFor()
  const row = page.getByRole('row', { name: /Portsmouth/ })
  for (const text of ['9 Jul 2027', 'was 2 Jul 2027', '7 days later', '214,600', 'was 41,700', '+172,900']) await row.getByText(text, { exact: true }).waitFor()
  await page.locator('p', { hasText: 'Not kept on one of the days:' }).getByRole('link', { name: 'The Firs' }).waitFor()
  expect(page.url()).toContain('from=2026-05-01')
  expect(await axeFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)

  await open(page, '/projects/1')
  const since = page.getByRole('region', { name: /^Since |^No figure changed/ })
  await write(page, since.getByLabel('Since', { exact: true }), '01/05/2026')
  await page.getByRole('heading', { name: 'Since 1 May 2026: opens 7 days later, 3 figures changed' }).waitFor()
  await since.getByRole('row', { name: /^Opens/ }).getByText('7 days later').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  await press(page, since.getByRole('button', { name: /^Every change since 1 May 2026/ }))
  await since.getByText(/^Added the condition/).first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, since.getByLabel('Since', { exact: true }), '01/05/2999')
  await page.getByText('Enter a day before today').waitFor()
  await page.close()
})
