// The project manager moves a milestone and says why; the old date is kept.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, browser, open } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser()))
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

test('someone else’s change is said, not overwritten', async () => {
  const project = await answer<Project>('/projects/1')
  const visit = project.milestones.find(({ code }) => code === 'M22')!
  const [mine, theirs] = [await context.newPage(), await context.newPage()]
  for (const page of [mine, theirs]) {
    await open(page, '/projects/1')
    await page.getByRole('button', { name: `Move ${visit.name}` }).click()
    await page.getByLabel('What happened').fill('The inspector asked for another day.')
  }
  await theirs.getByLabel('New forecast date').fill('30/07/2027')
  await theirs.keyboard.press('Control+Enter')
  await theirs.getByText(/^Saved\./).waitFor()
  await mine.getByLabel('New forecast date').fill('20/08/2027')
  await mine.keyboard.press('Control+Enter')
  await mine.getByRole('alert').waitFor()
  await mine.getByRole('button', { name: 'Show what it is now' }).click()
  await expect.poll(() => mine.getByLabel('New forecast date').inputValue()).toBe('30/07/2027')
  expect((await answer<Project>('/projects/1')).milestones.find(({ code }) => code === 'M22')!.forecast).toBe('2027-07-30')
  await mine.close()
  await theirs.close()
})
