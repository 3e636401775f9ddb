// The plan worked by its manager: several dates at once, undo, milestones of the project's
// own, what waits for what, and a new baseline that only the board can grant. The
// demonstration's dates are put back.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, tabTo, watched, write } from './page'

let context: BrowserContext, board: BrowserContext
beforeAll(async () => void ([context, board] = await Promise.all([browser('manager'), browser('board')])))
afterAll(() => Promise.all([context.close(), board.close()]))

interface Milestone { id: number; code: string; name: string; version: number; baseline?: string; forecast: string; actual?: string; owner?: string; float_days?: number; follows: { milestone_id: number; lag_days: number }[] }
interface Project { opening: string; milestones: Milestone[]; slips: { id: number; milestone_id: number; undoable?: boolean; caused_by?: number }[]; change_requests: { id: number; title: string; state: string; decided_by?: string }[] }

const project = () => answer<Project>('/projects/1')
const dates = ({ milestones }: Project) => milestones.map(({ code, forecast }) => `${code} ${forecast}`)
const complained = (faults: string[]) => faults.filter((fault) => !/4(12|22)/.test(fault)) // what the test itself provokes

test('the arrow keys lead through the table, and several dates move with one reason and are undone', async () => {
  const before = await project()
  const { page, faults } = await watched(context)
  await open(page, '/projects/1')
  await page.keyboard.press('m')
  const focus = () => page.evaluate(() => document.activeElement?.textContent?.trim().replace(/^Move(?=[A-Z])/, 'Move '))
  expect(await focus()).toBe('Move Start on site')
  await page.keyboard.press('ArrowDown')
  expect(await focus()).toBe('Move Registered manager')
  await page.keyboard.press('ArrowUp')
  expect(await focus()).toBe('Move Start on site')

  await press(page, page.getByRole('button', { name: 'Move several' }))
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'Give at least one milestone another date' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, page.getByLabel('New forecast of Registered manager'), '31/02/2027')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /Enter the new forecast of Registered manager/ }).waitFor()
  await write(page, page.getByLabel('New forecast of Registered manager'), '29/03/2027')
  await write(page, page.getByLabel('New forecast of Practical completion'), '11/06/2027')
  await page.locator('h1', { hasText: 'would open on 23 July 2027' }).waitFor()
  await page.keyboard.press('Escape')
  await page.locator('h1', { hasText: 'opens on 9 July 2027' }).waitFor()
  await expect.poll(focus).toBe('Move several')

  await page.keyboard.press('Enter')
  await write(page, page.getByLabel('New forecast of Registered manager'), '29/03/2027')
  await write(page, page.getByLabel('New forecast of Practical completion'), '11/06/2027')
  await write(page, page.getByLabel('What happened'), 'The contractor and the agency both asked for two weeks.')
  await page.keyboard.press('Control+Enter')
  await page.locator('h1', { hasText: 'opens on 23 July 2027' }).waitFor()
  await press(page, page.getByRole('button', { name: /^Undo the move of / }))
  await page.getByText(/^Undone: /).waitFor()
  expect(dates(await project())).toEqual(dates(before))
  await page.locator('h1', { hasText: 'opens on 9 July 2027' }).waitFor()
  expect(complained(faults)).toEqual([])
  await page.close()
})

test('a milestone of one’s own waits for others, holds up others, and can be taken out', async () => {
  const before = await project()
  const start = before.milestones.find(({ code }) => code === 'M16')!
  const { page, faults } = await watched(context)
  await open(page, '/projects/1')
  await press(page, page.getByRole('button', { name: 'Add a milestone' }))
  const form = page.getByRole('form', { name: 'Add a milestone' })
  await page.keyboard.press('Control+Enter')
  await form.getByRole('link', { name: 'Say what is to be reached' }).waitFor()
  await write(page, form.getByLabel('Name'), 'Water main moved')
  await write(page, form.getByLabel('Day it is expected'), '01/02/2027')
  await press(page, form.getByText('Waits for nothing'))
  await tabTo(page, form.getByRole('checkbox', { name: /^Start on site/ }))
  await page.keyboard.press('Space')
  await write(page, form.getByLabel('Days between Start on site and the start of this'), '21')
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Added: “Water main moved”/).waitFor()
  const own = (await project()).milestones.find(({ name }) => name === 'Water main moved')!
  expect(own).toMatchObject({ code: 'X01', forecast: '2027-02-01', follows: [{ milestone_id: start.id, lag_days: 21 }] })

  // A ring is refused where it is typed; another's change shows both versions.
  await press(page, page.getByRole('button', { name: 'Change Start on site' }))
  const change = page.getByRole('form', { name: 'Change “Start on site”' })
  await press(page, change.locator('summary'))
  await tabTo(page, change.getByRole('checkbox', { name: /^Water main moved/ }))
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await change.getByText(/These would wait for one another/).first().waitFor()
  await page.keyboard.press('Escape')
  await press(page, page.getByRole('button', { name: 'Change Water main moved' }))
  const mine = page.getByRole('form', { name: 'Change “Water main moved”' })
  await write(page, mine.getByLabel('Owner'), 'The water company')
  expect((await send('PUT', `/milestones/${own.id}`, 'manager', { version: own.version, body: { name: own.name, owner: 'Site manager', follows: own.follows } })).ok).toBe(true)
  await page.keyboard.press('Control+Enter')
  await page.getByLabel(/what it is now: Site manager/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: 'Keep mine' }))
  await page.getByText(/^Saved: “Water main moved”/).waitFor()
  expect((await project()).milestones.find(({ id }) => id === own.id)!.owner).toBe('The water company')

  await press(page, page.getByRole('button', { name: 'Remove Water main moved' }))
  await page.getByText('Removed: “Water main moved”.').waitFor()
  expect(dates(await project())).toEqual(dates(before))
  expect(complained(faults)).toEqual([])
  await page.close()
})

test('a manager asks for a change, and the board decides it with a reason', async () => {
  const { page, faults } = await watched(context)
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '/projects/1')
  await press(page, page.getByRole('button', { name: 'Ask for a change' }))
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'Say what is to change' }).waitFor()
  await write(page, page.getByLabel('What is to change'), 'A new baseline')
  await write(page, page.getByLabel('Why', { exact: true }), 'The survey took a week.')
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  await page.keyboard.press('Control+Enter')
  await page.getByText('Asked: “A new baseline”. The board decides.').waitFor()
  expect(await page.getByRole('button', { name: /^Decide/ }).count()).toBe(0)

  const meeting = await board.newPage()
  await open(meeting, '/projects/1')
  await meeting.getByRole('heading', { name: 'Change requests: 1 waits for the board' }).waitFor()
  await press(meeting, meeting.getByRole('button', { name: 'Decide on A new baseline' }))
  await meeting.keyboard.press('Control+Enter')
  await meeting.getByRole('link', { name: 'Choose whether to approve or refuse it' }).waitFor()
  await tabTo(meeting, meeting.getByLabel('Decision'))
  await meeting.keyboard.type('Re')
  await write(meeting, meeting.getByLabel('Why', { exact: true }), 'Seven days are within the threshold.')
  expect(await axeFaults(meeting)).toEqual([])
  await meeting.keyboard.press('Control+Enter')
  await meeting.getByText('Refused: “A new baseline”.').waitFor()
  expect((await project()).change_requests.find(({ title }) => title === 'A new baseline')).toMatchObject({ state: 'refused' })
  expect(faults).toEqual([])
  await page.close()
  await meeting.close()
})

test('a project says what is overdue, what is due and what was moved, each a way to its rows', async () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const { page, faults } = await watched(context)
  await open(page, '/projects/1')
  const due = page.locator('section', { has: page.locator('#due') })
  const before = [await due.getByRole('heading').innerText(), await due.getByRole('listitem').count()] as const
  const made: { id: number; version: number }[] = []
  for (const [name, days] of [['Keys handed over', -3], ['Boiler serviced', 10], ['Garden fenced', 40]] as const) {
    const answered = await send('POST', '/projects/1/milestones', 'manager', { body: { name, forecast: day(days), follows: [] } })
    expect(answered.status).toBe(201)
    made.push((await answered.json()) as { id: number; version: number })
  }
  await page.reload()
  await due.getByRole('listitem').filter({ hasText: /, overdue\s+Keys handed over$/ }).waitFor()
  await due.getByRole('listitem').filter({ hasText: /Boiler serviced$/ }).waitFor()
  expect(await due.getByRole('listitem').count()).toBe(before[1] + 2)
  expect(await due.getByRole('heading').innerText()).toMatch(/^\d+ things? overdue, \d+ due by /)
  await due.getByText(/^Moved since .*(later|sooner)|^No milestone was moved since/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  for (const { id, version } of made) expect((await send('DELETE', `/milestones/${id}`, 'manager', { version })).status).toBe(200)
  await page.reload()
  await expect.poll(() => due.getByRole('heading').innerText()).toBe(before[0])
  expect(faults).toEqual([])
  await page.close()
})
