// What if a stage took longer, were not needed or all started later: with the keyboard
// alone, by the address, on a phone.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, tabTo } from './page'

interface Opening { p10: string; p50: string; p80: string; p90: string; chance: number }
interface WhatIf { was: Opening; opening: Opening; said: string[]; paces: { milestone: string; factor: number }[] }

let context: BrowserContext
beforeAll(async () => void (context = await browser('board')))
afterAll(() => context.close())

const long = (day: string) => new Date(day).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

test('Ofsted takes 60 weeks, planning is not needed: the day follows, the address says so, nothing is saved', async () => {
  const page = await context.newPage()
  await open(page, '/options/3')
  const section = page.getByRole('region', { name: 'What if?' })
  await section.getByText('Nothing is saved').waitFor()
  const ofsted = section.getByRole('combobox', { name: 'Suppose of Ofsted registration' })
  await tabTo(page, ofsted)
  await page.keyboard.press('ArrowDown')
  const weeks = section.getByRole('spinbutton', { name: 'Weeks that Ofsted registration takes' })
  await tabTo(page, weeks)
  await page.keyboard.press('Control+A')
  await page.keyboard.type('60')
  await expect.poll(() => new URL(page.url()).searchParams.get('weeks')).toBe('ofsted:60')
  const longer = await answer<WhatIf>('/options/3/opening?weeks=ofsted:60')
  expect(longer.opening.p80 > longer.was.p80).toBe(true)
  await section.getByText(`80 % likely to be open by ${long(longer.opening.p80)}`).waitFor()
  await section.getByText(`instead of ${Math.round(100 * longer.was.chance)} %`).waitFor()
  await section.getByRole('listitem').filter({ hasText: 'Ofsted registration takes exactly 60 weeks.' }).waitFor()

  const planning = section.getByRole('combobox', { name: 'Suppose of Planning decision' })
  await tabTo(page, planning)
  await page.keyboard.press('End')
  await expect.poll(() => new URL(page.url()).searchParams.get('without')).toBe('planning')
  const both = await answer<WhatIf>('/options/3/opening?weeks=ofsted:60&without=planning')
  expect(both.opening.p80 < longer.opening.p80).toBe(true)
  await section.getByText(`80 % likely to be open by ${long(both.opening.p80)}`).waitFor()
  const cells = section.getByRole('row').filter({ hasText: '80 % of runs' }).getByRole('cell')
  expect((await cells.allInnerTexts()).slice(0, 2)).toEqual([both.was.p80, both.opening.p80].map((day) => new Date(day).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).replace('Sept', 'Sep')))
  expect(await axeFaults(page)).toEqual([])

  expect((await answer<{ opening: Opening }>('/options/3')).opening).toEqual(both.was)
  await press(page, section.getByRole('button', { name: 'Back to what is recorded' }))
  await section.getByText('Nothing is saved').waitFor()
  expect(new URL(page.url()).search).toBe('')
  await page.close()
})

test('another start, and what past milestones took, on a phone; a stage there is none of is said', async () => {
  const page = await context.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '/options/3?past=1&starts=2027-06-01')
  const section = page.getByRole('region', { name: 'What if?' })
  const then = await answer<WhatIf>('/options/3/opening?past_paces=true&starts=2027-06-01')
  expect(then.paces.length).toBeGreaterThan(0)
  await section.getByText(`80 % likely to be open by ${long(then.opening.p80)}`).waitFor()
  expect(await section.getByRole('listitem').allInnerTexts()).toEqual(then.said)
  expect(await section.getByRole('textbox', { name: 'It starts on another day' }).inputValue()).toBe('01/06/2027')
  await press(page, section.getByText('What past ones took'))
  expect(await section.getByRole('table').filter({ hasText: 'Milestone' }).locator('tbody tr').count()).toBe(then.paces.length)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await axeFaults(page)).toEqual([])
  const past = section.getByRole('checkbox')
  await tabTo(page, past)
  await page.keyboard.press('Space')
  const plain = await answer<WhatIf>('/options/3/opening?starts=2027-06-01')
  expect(plain.opening.p90).not.toBe(then.opening.p90)
  const short = new Date(plain.opening.p90).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).replace('Sept', 'Sep')
  await section.getByRole('row', { name: '90 % of runs' }).getByRole('cell', { name: short }).waitFor()
  await open(page, '/options/3?without=tower')
  await section.getByText('"tower" is no stage of this option').waitFor()
  await page.close()
})
