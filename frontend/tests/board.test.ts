// The board weighs the options; a set is marked until the grant is used.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, browser, open, send } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('board')))
afterAll(() => context.close())

interface Options {
  items: { id: number; name: string; score: number; rank: number; grant_pence: number }[]
  lead: string
}
interface Choice {
  award_pence: number
  grant_used_pence: number
  chosen: { id: number; name: string; grant_pence: number; version: number }[]
  left_out: { id: number; name: string; blocked?: string; version: number }[]
}

test('other weights rank again, stay in the address, and can be taken back', async () => {
  const page = await context.newPage()
  const before = await answer<Options>('/options')
  await open(page, '/options')
  expect(await page.locator('h1').innerText()).toBe(before.lead)
  const names = page.locator('table').first().locator('tbody th a')
  expect(await names.allInnerTexts()).toEqual(before.items.map(({ name }) => name))

  await page.getByRole('slider', { name: 'Time to open' }).focus()
  await page.keyboard.press('End')
  await expect.poll(() => new URL(page.url()).searchParams.get('weights')).toBe('places:0,time_to_open:10000,cost_per_place:0,need_covered:0')
  const after = await answer<Options>('/options?weights=places:0,time_to_open:10000,cost_per_place:0,need_covered:0')
  expect(after.items.map(({ id }) => id)).not.toEqual(before.items.map(({ id }) => id))
  await expect.poll(() => names.allInnerTexts()).toEqual(after.items.map(({ name }) => name))

  await page.reload()
  await page.locator('h1').waitFor()
  expect(await names.allInnerTexts()).toEqual(after.items.map(({ name }) => name))
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect.poll(() => names.allInnerTexts()).toEqual(before.items.map(({ name }) => name))
  await page.close()
})

test('filters narrow the options', async () => {
  const page = await context.newPage()
  await open(page, '/options')
  await page.getByRole('button', { name: 'Meets the deadline' }).click()
  const { items } = await answer<Options>('/options?meets=true')
  await expect.poll(() => page.locator('table').first().locator('tbody tr').count()).toBe(items.length)
  await page.close()
})

test('a stage’s range is changed in its row and the opening follows', async () => {
  const page = await context.newPage()
  const { items } = await answer<Options>('/options')
  const id = items.at(-1)!.id
  const before = await answer<{ opening: { p80: string }; stages: { id: number; name: string; likely: number; pessimistic: number }[] }>(`/options/${id}`)
  await open(page, `/options/${id}`)
  const heading = await page.locator('h1').innerText()
  await page.getByRole('button', { name: /^Change/ }).first().click()
  await page.getByLabel('Longest').fill(String(before.stages[0]!.pessimistic + 60))
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Saved\./).waitFor()
  expect(await page.locator('h1').innerText()).not.toBe(heading)
  const after = await answer<typeof before>(`/options/${id}`)
  expect(after.opening.p80 > before.opening.p80).toBe(true)
  await page.close()
})

test('what an approved decision makes projects is in delivery on the page of the choice, and no longer once that is taken back', async () => {
  const before = await answer<Choice>('/choice')
  const { best } = await answer<{ best: { options: number[]; grant_pence: number } }>('/best-set')
  const made = await send('POST', '/decisions', 'board', { body: { objective: 'in_time', chosen: best.options, decided_on: '2026-11-20', reasons: 'Most places open in time.' } })
  expect(made.status).toBe(201)
  const { id, version } = (await made.json()) as { id: number; version: number }
  const approved = await send('PUT', `/decisions/${id}/approval`, 'board', { version })
  expect(approved.status).toBe(200)
  const full = await answer<Choice>('/choice')
  expect(full.chosen.length).toBe(before.chosen.length + best.options.length)
  expect(full.grant_used_pence).toBe(before.grant_used_pence + best.grant_pence)
  expect(full.grant_used_pence).toBeLessThanOrEqual(full.award_pence)

  const page = await context.newPage()
  await open(page, '/choice')
  expect(await page.getByRole('region', { name: 'The best set: table' }).getByText('already in delivery').count()).toBe(full.chosen.length)
  await page.close()

  const taken = await send('DELETE', `/decisions/${id}/approval`, 'board', { version: ((await approved.json()) as { version: number }).version })
  expect(taken.status).toBe(200)
  expect((await answer<Choice>('/choice')).grant_used_pence).toBe(before.grant_used_pence)
})
