// A project's ratings: worked out with why, and what its manager says against one, until it
// is taken back. The demonstration is left as it was.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, tabTo, watched, write } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('manager')))
afterAll(() => context.close())

interface Ratings { overall: string; parts: { part: string; computed: string; override?: { rating: string; reason: string } }[] }

test('a rating is overridden with a sentence, both are shown, and it is taken back', async () => {
  const before = await answer<Ratings>('/projects/1/ratings')
  const name = (rating: string) => rating.replace('_', '-')
  const { page, faults } = await watched(context)
  await open(page, '/projects/1')
  const part = page.getByRole('region', { name: `Rated ${name(before.overall)}: the worst of its parts` })
  for (const { part: one, computed } of before.parts) await part.getByText(new RegExp(`${one} ${name(computed)}$`, 'i')).waitFor()

  await press(page, part.getByRole('button', { name: 'Say otherwise of spend' }))
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'Choose a rating' }).waitFor()
  await page.getByRole('link', { name: 'Say why, in a sentence' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  const form = page.getByRole('form', { name: 'Spend: say otherwise' })
  await tabTo(page, form.getByLabel('Rating'))
  await page.keyboard.type('Re')
  await write(page, form.getByLabel('Why'), 'The contractor is late with a bill.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Rated red: the worst of its parts' }).waitFor()
  await page.getByText(/Spend red\s*, says .*: The contractor is late with a bill\.$/).waitFor()
  await page.getByText(`Worked out it is ${name(before.parts[1]!.computed)}. `).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('say-spend')
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  expect(await axeFaults(page)).toEqual([])

  await open(page, '/projects')
  await page.getByRole('row', { name: /Portsmouth/ }).getByText(/(^|\s)red$/).waitFor()
  await open(page, '/projects/1')
  await press(page, page.getByRole('button', { name: 'Say otherwise of spend' }))
  await tabTo(page, form.getByLabel('Rating'))
  await page.keyboard.type('As')
  await write(page, form.getByLabel('Why'), 'The bill came.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Spend is as it is worked out again.').waitFor()
  expect(await answer<Ratings>('/projects/1/ratings')).toEqual(before)
  expect(faults).toEqual([])
  await page.close()
})
