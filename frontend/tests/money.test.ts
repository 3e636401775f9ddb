// A manager posts spend with the keyboard; finance reverses it. The demonstration's own
// totals stay as they were.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, write } from './page'

let manager: BrowserContext, finance: BrowserContext
beforeAll(async () => void ([manager, finance] = await Promise.all([browser('manager'), browser('finance')])))
afterAll(() => Promise.all([manager.close(), finance.close()]))

interface Money {
  total: { spent_pence: number; outturn_pence: number; entries: number }
}

test('spend is posted in eight steps, and reversed with a reason', async () => {
  const before = await answer<Money>('/projects/1/money')
  const page = await manager.newPage()
  await open(page, '/')
  let steps = 0
  const step = async (what: Promise<unknown>) => {
    await what
    steps++
  }
  await step(page.getByRole('link', { name: 'Projects', exact: true }).click())
  await step(page.getByRole('link', { name: /Portsmouth/ }).first().click())
  await step(page.getByRole('button', { name: 'Post spend' }).click())
  await step(page.getByLabel('Amount, in pounds').fill('1,250.50'))
  await step(page.getByLabel('Category').selectOption('fees'))
  await step(page.getByLabel('What for').fill('Asbestos survey'))
  await step(page.keyboard.press('Control+Enter'))
  await page.getByText('Posted £1,250.50: Asbestos survey').waitFor()
  expect(steps).toBeLessThanOrEqual(8)
  expect((await answer<Money>('/projects/1/money')).total.spent_pence).toBe(before.total.spent_pence + 125_050)
  await page.getByRole('button', { name: 'Post spend' }).click()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /Enter the amount in pounds/ }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('post-spend')

  const office = await finance.newPage()
  await office.setViewportSize({ width: 390, height: 844 })
  await open(office, '/projects/1/money')
  await office.getByRole('button', { name: /^Reverse entry \d+, Asbestos survey/ }).click()
  expect(await axeFaults(office)).toEqual([])
  await office.keyboard.press('Control+Enter')
  await office.getByRole('link', { name: 'Say why it is reversed' }).waitFor()
  await office.getByLabel('Day', { exact: true }).fill('01/01/2020')
  await office.getByLabel('Why', { exact: true }).fill('Another project’s')
  await office.keyboard.press('Control+Enter')
  await office.getByRole('link', { name: /or a later day/ }).waitFor()
  await office.getByLabel('Day', { exact: true }).fill(new Date().toLocaleDateString('en-GB', { timeZone: 'Europe/London' }))
  await office.keyboard.press('Control+Enter')
  await office.getByText('Reversed by an entry of £−1,250.50').waitFor()
  expect(await office.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  const after = await answer<Money>('/projects/1/money')
  expect(after.total).toEqual({ ...before.total, entries: before.total.entries + 2 })
  await page.close()
  await office.close()
})

interface Line { id: number; category: string; budget_pence: number; version: number }

test('a budget line is added, and changed under another editor', async () => {
  const before = await answer<Money>('/projects/1/money')
  const line = async () => (await answer<{ lines: Line[] }>('/projects/1/money')).lines.find(({ id, category }) => id && category === 'vat')!
  const page = await manager.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '/projects/1/money')
  await press(page, page.getByRole('button', { name: 'Add a budget line' }))
  const adding = page.getByRole('form', { name: 'Add a budget line' })
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /Enter the budget in pounds/ }).waitFor()
  await adding.getByLabel('Category').selectOption('vat')
  await adding.getByLabel('What it counts as').selectOption('revenue')
  await write(page, adding.getByLabel('Budget, in pounds'), '1,000')
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await page.getByText(/: a budget of £1,000, £1,000 still to come/).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('add-line')
  expect((await answer<Money>('/projects/1/money')).total.outturn_pence).toBe(before.total.outturn_pence + 100_000)

  const made = await line()
  await press(page, page.locator(`#line-${made.id}`))
  const changing = page.getByRole('form', { name: /^Change vat/i })
  await write(page, changing.getByLabel('Budget, in pounds'), '1,500')
  expect((await send('PATCH', `/budget-lines/${made.id}`, 'finance', { version: made.version, body: { pence: 200_000 } })).status).toBe(200)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('group', { name: /changed this budget line while you were at it/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await page.getByLabel(/Budget, in pounds, what you wrote/).check()
  await page.getByRole('button', { name: /Keep mine|Save the two together/ }).click()
  await page.getByText(/: a budget of £1,500/).waitFor()
  const now = await line()
  expect(now.budget_pence).toBe(150_000)
  expect((await send('PATCH', `/budget-lines/${made.id}`, 'finance', { version: now.version, body: { pence: 0, to_come_pence: 0 } })).status).toBe(200)
  expect((await answer<Money>('/projects/1/money')).total).toEqual(before.total)
  await page.close()
})
