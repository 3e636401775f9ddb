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

test('options are marked until the award refuses; the choice page shows them as in delivery', async () => {
  const before = await answer<Choice>('/choice')
  const mark = (method: string, { id, version }: { id: number; version: number }) => send(method, `/choice/${id}`, 'board', { version })
  for (let marked = 0; marked < 40; marked++) {
    const next = (await answer<Choice>('/choice')).left_out.find(({ blocked }) => !blocked)
    if (!next) break
    expect((await mark('PUT', next)).status).toBe(200)
  }
  const full = await answer<Choice>('/choice')
  expect(full.chosen.length).toBeGreaterThan(before.chosen.length + 1)
  expect(full.left_out.length).toBeGreaterThan(0)
  expect(full.grant_used_pence).toBe(full.chosen.reduce((sum, { grant_pence }) => sum + grant_pence, 0))
  expect(full.grant_used_pence).toBeLessThanOrEqual(full.award_pence)
  expect(full.left_out.every(({ blocked }) => blocked)).toBe(true)

  // One that does not fit is refused, and nothing changes.
  const refused = full.left_out.find(({ blocked }) => /grant|award/i.test(blocked!))!
  const put = await mark('PUT', refused)
  expect([put.status, put.headers.get('content-type')]).toEqual([409, 'application/problem+json'])
  expect((await answer<Choice>('/choice')).grant_used_pence).toBe(full.grant_used_pence)

  const page = await context.newPage()
  await open(page, '/choice')
  expect(await page.getByRole('region', { name: 'The best set: table' }).getByText('already in delivery').count()).toBe(full.chosen.length)
  await page.close()

  // Each is taken out again, while its project has no history.
  for (const { id } of full.chosen.filter(({ id }) => !before.chosen.some((one) => one.id === id))) {
    const version = (await answer<Choice>('/choice')).chosen.find((one) => one.id === id)!.version
    expect((await mark('DELETE', { id, version })).status).toBe(200)
  }
  expect((await answer<Choice>('/choice')).grant_used_pence).toBe(before.grant_used_pence)
})
