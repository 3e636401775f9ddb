// A property lead proposes an option; the board weighs it, finds it in the best set,
// records its decision and approves it; later the page says what would be chosen now.
import { createHash } from 'node:crypto'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, server, watched, write } from './page'

let lead: BrowserContext, board: BrowserContext
beforeAll(async () => void ([lead, board] = [await browser('property_lead'), await browser('board')]))
afterAll(() => Promise.all([lead.close(), board.close()]))

interface Best { best: { options: number[]; places: number; grant_pence: number } }
interface Decision { id: number; number: number; hash: string; options: number[]; reasons: string; approved_at?: string; conditions: string[]; dissents: { who: string; why: string }[] }

const name = 'Worthing, house to buy'
let option = 0
let decision = 0

test('a property lead proposes', async () => {
  const { page, faults } = await watched(lead)
  await open(page, '/options/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Route').selectOption({ label: (await page.getByLabel('Route').locator('option').allInnerTexts()).find((text) => /ertificate/.test(text))! })
  await page.getByLabel('Places, Home for 2 to 4').fill('4')
  await page.getByLabel('Work would start on').fill('04/01/2027')
  await page.getByLabel('Lowest cost, in pounds').fill('350,000')
  await page.getByLabel('Likely cost, in pounds').fill('400,000')
  await page.getByLabel('Highest cost, in pounds').fill('500,000')
  await page.getByLabel('Grant asked, in pounds').fill('400,000')
  await page.getByRole('button', { name: 'Propose the option' }).click()
  await page.locator('h1', { hasText: name }).waitFor()
  option = Number(/\/options\/(\d+)/.exec(page.url())![1])
  expect(faults).toEqual([])
  await page.close()
})

test('the board weighs it, finds it in the best set and records its decision', async () => {
  const { page } = await watched(board)
  await open(page, '/options')
  await page.getByRole('slider', { name: 'Cost of a place' }).focus()
  await page.keyboard.press('End')
  await expect.poll(() => page.locator('table').first().locator('tbody th a').first().innerText()).toBe(name)

  const best = await answer<Best>('/best-set', 'board')
  const { total } = await answer<{ total: number }>('/decisions', 'board')
  expect(best.best.options).toContain(option)
  await open(page, '/choice')
  await page.getByRole('row', { name }).first().waitFor()
  await press(page, page.getByRole('link', { name: 'Record decision' }))
  await page.locator('h1', { hasText: `The board would choose ${best.best.options.length} options: ${best.best.places} places` }).waitFor()
  expect(await axeFaults(page)).toEqual([])

  await page.getByLabel('Day of the decision').fill('40/01/2026')
  await press(page, page.getByRole('button', { name: 'Record decision' }))
  const summary = page.getByRole('alert')
  await summary.getByText('There is a problem').waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect((await answer<{ total: number }>('/decisions', 'board')).total).toBe(total)
  await write(page, page.getByLabel('Day of the decision'), '19/11/2026')
  await page.getByLabel('Why the board chose this set').fill('Most places open in time.')
  await press(page, page.getByRole('button', { name: 'Add a condition' }))
  await page.keyboard.type('The vendor’s survey is read first.')
  await press(page, page.getByRole('button', { name: 'Add a dissent' }))
  await page.keyboard.type('Kent')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Too little in the east.')
  await press(page, page.getByRole('button', { name: 'Record decision' }))
  await page.locator('h1', { hasText: 'On 19 November 2026 the board chose' }).waitFor()
  await page.getByText('The same set would be chosen today.').waitFor()
  expect(await axeFaults(page)).toEqual([])

  decision = Number(/\/decisions\/(\d+)/.exec(page.url())![1])
  const kept = await answer<Decision>(`/decisions/${decision}`, 'board')
  expect([[...kept.options].sort(), kept.conditions, kept.dissents]).toEqual([[...best.best.options].sort(), ['The vendor’s survey is read first.'], [{ who: 'Kent', why: 'Too little in the east.' }]])
  const record = await page.evaluate(async (path) => Array.from(new Uint8Array(await (await fetch(path)).arrayBuffer())), `${server}/api/v1/decisions/${decision}/record`)
  expect(createHash('sha256').update(Uint8Array.from(record)).digest('hex')).toBe(kept.hash)
  await page.getByText(kept.hash).waitFor()
  await page.close()
})

test('approving makes the projects, and is undone as long as they have no history', async () => {
  const { page, faults } = await watched(board)
  await open(page, `/decisions/${decision}`)
  await press(page, page.getByRole('button', { name: 'Approve' }))
  await page.getByText('projects made').waitFor()
  await page.getByText('The same set would be chosen today.').waitFor()
  const projects = await answer<{ items: { name: string }[] }>('/projects', 'board')
  expect(projects.items.map((project) => project.name)).toContain(name)
  await open(page, '/decisions')
  await page.getByRole('row', { name: /Decision \d.*Bo Example.*Bo Example/ }).first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  await open(page, `/decisions/${decision}`)
  await press(page, page.getByRole('button', { name: 'Take the approval back' }))
  await page.getByText('its options are no projects').waitFor()
  expect((await answer<{ items: { name: string }[] }>('/projects', 'board')).items.map((project) => project.name)).not.toContain(name)
  expect(faults).toEqual([])
  await page.close()
})

test('what would be chosen now says what has changed; who may not decide sees it and no more', async () => {
  const { version } = await answer<{ version: number }>(`/options/${option}`, 'board')
  const withdrawn = await send('PUT', `/options/${option}/state`, 'property_lead', { version, body: { state: 'withdrawn', reason: 'The house was sold' } })
  expect(withdrawn.status).toBe(200)
  const { page, faults } = await watched(lead)
  await open(page, `/decisions/${decision}`)
  await page.getByText('Today another set would be chosen').waitFor()
  await page.getByText(`Out today: ${name}`).waitFor()
  await page.getByRole('row', { name: `${name} state proposed withdrawn` }).waitFor()
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  expect((await send('PUT', `/decisions/${decision}/approval`, 'property_lead', { version: 3 })).status).toBe(403)
  const late = await send('PUT', `/decisions/${decision}/approval`, 'board', { version: 3 })
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining(`${name}: It is withdrawn.`)])
  expect(faults).toEqual([])
  await page.close()
})
