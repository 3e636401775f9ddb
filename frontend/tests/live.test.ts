// What others do reaches an open page: it says so and shows it when asked, in every tab; it is
// among the notifications until they are read. And the weekly e-mail is asked for and stopped.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrowserContext } from 'playwright-core'
import { answer, axeFaults, browser, open, press, send, watched } from './page'

let manager: BrowserContext
beforeAll(async () => void (manager = await browser('manager')))
afterAll(() => manager.close())

const spend = (note: string, pence: number, who: 'finance' | 'manager' = 'finance') =>
  send('POST', '/projects/1/ledger', who, { body: { category: 'fees', kind: 'payment', on_day: '2026-11-02', pence, note, capital: true, eligible: true } })

test('a change by somebody else is told in every tab, shown when asked, and among the notifications', async () => {
  const { page: first, faults } = await watched(manager)
  const second = await manager.newPage()
  await open(first, '/notifications') // whatever earlier journeys left is read
  await open(first, '/projects/1')
  await open(second, '/projects/1/money')
  await second.locator('#ledger').waitFor()
  const told = (page: typeof first) => page.getByText('changed this project meanwhile')
  const news = (page: typeof first) => page.getByRole('link', { name: '1 new notification', exact: true })
  const own = await spend('One’s own', 100, 'manager')
  const survey = await spend('Asbestos, second survey', 123_400)
  expect(survey.status).toBe(201)
  const number = async (posted: Response) => ((await posted.json()) as { id: number }).id
  const back = (id: number) => send('POST', `/ledger/${id}/reversal`, 'finance', { body: { reason: 'Another project’s' } })
  for (const page of [first, second]) {
    await told(page).waitFor()
    await news(page).waitFor()
  }
  expect(await second.getByText('Asbestos, second survey').count()).toBe(0) // nothing moves under who reads
  expect(await axeFaults(second)).toEqual([])
  await press(second, second.getByRole('button', { name: 'Show it as it is now' }))
  await second.getByText('Asbestos, second survey').waitFor()
  await expect.poll(() => told(second).count()).toBe(0)
  expect(await told(first).count()).toBe(1)

  // The tab that listens is closed: another goes on.
  await first.close()
  await open(second, '/projects')
  expect((await back(await number(survey))).status).toBe(201)
  await second.getByText('changed a project meanwhile').waitFor()
  await press(second, second.getByRole('link', { name: '2 new notifications' }))
  await second.getByRole('heading', { level: 1, name: '2 new notifications.' }).waitFor()
  await second.getByText(/Recorded £1,234 on 2 November 2026: Asbestos, second survey/).waitFor()
  expect(await axeFaults(second)).toEqual([])
  await expect.poll(() => second.getByRole('link', { name: /new notification/ }).count()).toBe(0)
  await second.setViewportSize({ width: 390, height: 844 })
  expect(await second.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await second.reload()
  await second.getByRole('heading', { level: 1, name: 'Nothing new.' }).waitFor()
  expect(faults).toEqual([])
  await second.close()
  expect((await back(await number(own))).status).toBe(201)
})

test('the weekly e-mail is asked for and stopped', async () => {
  const page = await manager.newPage()
  await open(page, '/account')
  await page.getByRole('heading', { name: 'What is due, by e-mail: not asked for' }).waitFor()
  await press(page, page.getByRole('button', { name: 'Send me the weekly e-mail' }))
  await page.getByRole('heading', { name: 'What is due, by e-mail: each Monday' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect((await answer<{ weekly: boolean }>('/digest', 'manager')).weekly).toBe(true)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await press(page, page.getByRole('button', { name: 'Stop the weekly e-mail' }))
  await page.getByRole('heading', { name: 'What is due, by e-mail: not asked for' }).waitFor()
  expect((await answer<{ weekly: boolean }>('/digest', 'manager')).weekly).toBe(false)
  await page.close()
})
