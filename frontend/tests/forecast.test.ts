// When a project is likely to open, simulated on from what was reached.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, watched } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('board')))
afterAll(() => context.close())

interface Forecast { p80: string; chance: number; rating: string; left: { name: string }[]; kept: { on_day: string; p80: string }[] }

const longDay = (iso: string) => new Date(`${iso}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

test('a project says when it is likely to open, whether that gets better, and how it is worked out', async () => {
  // The server keeps forecasts in the background when it starts.
  await expect.poll(async () => (await answer<Forecast>('/projects/1/forecast', 'board')).kept.length, { timeout: 20_000 }).toBeGreaterThan(2)
  const forecast = await answer<Forecast>('/projects/1/forecast', 'board')
  const { page, faults } = await watched(context)
  await open(page, '/projects/1')
  const part = page.getByRole('region', { name: `80 % likely to open by ${longDay(forecast.p80)}` })
  await part.getByText(`Delivery ${forecast.rating.replace('_', '-')}`).waitFor()
  await part.getByText(/The plan says .*(sooner|later)/).waitFor()
  await part.getByText(/^(Getting worse|Getting better|No change)|(Getting worse|Getting better|No change)/).first().waitFor()
  await part.getByRole('img', { name: /went from/ }).waitFor()
  await press(page, part.getByText('How it is worked out, and every step'))
  const was = part.getByRole('table', { name: 'What it was' }).getByRole('row')
  expect(await was.count()).toBe(forecast.kept.length + 2) // its head, and today's
  expect(await part.getByRole('table', { name: 'What is left' }).getByRole('rowheader').allInnerTexts()).toEqual(forecast.left.map(({ name }) => name))
  expect(await axeFaults(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  expect(faults).toEqual([])
  await page.close()
})
