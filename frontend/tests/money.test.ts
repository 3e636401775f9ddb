// A manager posts spend with the keyboard; finance reverses it. The demonstration's own
// totals stay as they were.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open } from './page'

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
