// The project manager moves a milestone and says why; the old date is kept.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, tabTo, write } from './page'
import { people } from './people.mjs'

let context: BrowserContext
beforeAll(async () => void (context = await browser('manager')))
afterAll(() => context.close())

interface Project {
  opening: string
  opening_baseline: string
  milestones: { id: number; code: string; name: string; baseline?: string; forecast?: string }[]
  slips: { milestone_id: number; from?: string; to: string; reason: string; caused_by?: number }[]
}

test('a slip is previewed, cancelled, written, and its history kept', async () => {
  const before = await answer<Project>('/projects/1')
  const manager = before.milestones.find(({ code }) => code === 'M19')!
  const page = await context.newPage()
  await open(page, '/projects/1')
  expect(await page.locator('h1').innerText()).toMatch(/ opens on /)

  const move = page.getByRole('button', { name: `Move ${manager.name}` })
  await move.click()
  await page.getByLabel('New forecast date').fill('26/04/2027')
  await page.locator('h1', { hasText: 'would open on 13 August 2027' }).waitFor()
  await page.getByText('6 weeks after baseline').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('h1', { hasText: 'opens on' }).waitFor()
  expect((await answer<Project>('/projects/1')).slips).toEqual(before.slips)
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`move-${manager.id}`)

  await page.keyboard.press('Enter')
  await page.getByLabel('New forecast date').fill('31/02/2027')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Enter the new forecast date, like 26/04/2027').waitFor()
  await page.getByLabel('New forecast date').fill('26/04/2027')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Say what happened').waitFor()
  await page.getByLabel('Reason', { exact: true }).selectOption('Recruitment')
  await page.getByLabel('What happened').fill('No suitable applicant. <b>Advertised</b> again.')
  await page.keyboard.press('Control+Enter')
  await page.locator('h1', { hasText: 'opens on 13 August 2027' }).waitFor()
  await page.getByText('Recruitment: No suitable applicant. <b>Advertised</b> again.').waitFor()

  const after = await answer<Project>('/projects/1')
  expect(after.opening).toBe('2027-08-13')
  expect(after.opening_baseline).toBe(before.opening_baseline)
  const slip = after.slips.find((s) => s.milestone_id === manager.id && !s.caused_by)!
  expect([slip.from, slip.to]).toEqual([manager.forecast, '2027-04-26'])
  expect(after.milestones.find(({ code }) => code === 'M19')!.baseline).toBe(manager.baseline)
  await page.close()
})

test('a slip being written is there again after signing in anew', async () => {
  const page = await context.newPage()
  const { milestones } = await answer<Project>('/projects/1')
  const visit = milestones.find(({ code }) => code === 'M22')!
  await open(page, '/projects/1')
  await page.getByRole('button', { name: `Move ${visit.name}` }).click()
  await page.getByLabel('New forecast date').fill('23/07/2027')
  await page.getByLabel('What happened').fill('The inspector is away.')
  await context.clearCookies() // as when the session has ended
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^You were signed out/).waitFor()
  expect(new URL(page.url()).searchParams.get('next')).toBe('/projects/1')
  await page.getByRole('button', { name: people.manager }).click()
  await page.waitForURL('**/projects/1')
  expect(await page.getByLabel('New forecast date').inputValue()).toBe('23/07/2027')
  expect(await page.getByLabel('What happened').inputValue()).toBe('The inspector is away.')
  await page.keyboard.press('Escape')
  await page.close()
})

// both opens the form of the Ofsted visit twice; the second person to save is told.
async function both(theirDate: string, myDate: string) {
  const { milestones } = await answer<Project>('/projects/1')
  const visit = milestones.find(({ code }) => code === 'M22')!
  const [mine, theirs] = [await context.newPage(), await context.newPage()]
  for (const [page, date] of [[theirs, theirDate], [mine, myDate]] as const) {
    await open(page, '/projects/1')
    await press(page, page.getByRole('button', { name: `Move ${visit.name}` }))
    await write(page, page.getByLabel('New forecast date'), date)
    await write(page, page.getByLabel('What happened'), 'The inspector asked for another day.')
  }
  await theirs.keyboard.press('Control+Enter')
  await theirs.getByText(/^Saved\./).waitFor()
  await theirs.close()
  await mine.keyboard.press('Control+Enter')
  await mine.getByRole('group', { name: /changed this milestone while you were at it/ }).waitFor()
  return mine
}

const visitNow = async () => (await answer<Project>('/projects/1')).milestones.find(({ code }) => code === 'M22')!.forecast

test('the second editor sees both versions, and takes the other', async () => {
  const page = await both('30/07/2027', '20/08/2027')
  await page.getByLabel(/what you wrote: 20 August 2027/).waitFor()
  await page.getByLabel(/what it is now: 30 July 2027/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await tabTo(page, page.getByLabel(/what you wrote/))
  await page.keyboard.press('ArrowRight')
  await press(page, page.getByRole('button', { name: 'Take theirs' }))
  await page.getByText(/^Yours was not saved/).waitFor()
  expect(await visitNow()).toBe('2027-07-30')
  await page.close()
})

test('the second editor sees both versions, and keeps their own', async () => {
  const page = await both('06/08/2027', '27/08/2027')
  await press(page, page.getByRole('button', { name: 'Keep mine' }))
  await page.getByText(/^Saved\./).waitFor()
  expect(await visitNow()).toBe('2027-08-27')
  await page.close()
})
