// A property lead proposes an option by keyboard, sees its faults and mends them, duplicates
// it, lays the two beside one another, and withdraws the copy.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, tabTo, watched, write } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('property_lead')))
afterAll(() => context.close())

interface Proposed {
  id: number
  version: number
  name: string
  places: number
  match_pence: number
  state: string
  withdrawn_reason?: string
  stages: { code: string; name: string }[]
}

const idIn = (url: string) => Number(/\/options\/(\d+)/.exec(url)![1])

test('propose, mend every fault, duplicate, compare, withdraw', async () => {
  const { page, faults } = await watched(context)
  await open(page, '/options')
  await press(page, page.getByRole('link', { name: 'Propose an option' }))
  await page.locator('h1', { hasText: 'Propose an option' }).waitFor()
  await press(page, page.getByRole('button', { name: 'Propose the option' }))
  const summary = page.getByRole('alert')
  await summary.getByText('There is a problem').waitFor()
  expect((await summary.getByRole('listitem').allInnerTexts()).map((text) => text.split(',')[0])).toEqual([
    'Enter a name', 'Choose the route by which it would open', 'Enter the day work would start',
    'Enter how many places of the type “Home for 2 to 4”', 'Enter what it would most likely cost',
  ])
  expect(await axeFaults(page)).toEqual([])

  await press(page, summary.getByRole('link', { name: /Enter a name/ }))
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('option-name')
  await page.keyboard.type('Crawley, house to buy')
  await write(page, page.getByLabel('Places, Home for 2 to 4'), '3')
  await tabTo(page, page.getByLabel('Route'))
  await page.keyboard.type('Certificate')
  await write(page, page.getByLabel('Work would start on'), '04/01/2027')
  await write(page, page.getByLabel('Lowest cost, in pounds'), '900,000')
  await write(page, page.getByLabel('Likely cost, in pounds'), '800,000')
  await write(page, page.getByLabel('Highest cost, in pounds'), '1,000,000')
  await write(page, page.getByLabel('Grant asked, in pounds'), '750,000')
  await press(page, page.getByRole('button', { name: 'Add match' }))
  await write(page, page.getByLabel('Amount, in pounds'), '100,000')
  await press(page, page.getByRole('button', { name: 'Propose the option' }))
  await summary.getByRole('link', { name: /lowest cost cannot be above/ }).waitFor()
  await summary.getByRole('link', { name: /£50,000 above the likely cost/ }).waitFor()
  await write(page, page.getByLabel('Lowest cost, in pounds'), '700,000')
  await write(page, page.getByLabel('Grant asked, in pounds'), '700,000')
  await page.keyboard.press('Control+Enter')
  await page.locator('h1', { hasText: 'Crawley, house to buy' }).waitFor()
  const made = await answer<Proposed>(`/options/${idIn(page.url())}`, 'board')
  expect([made.name, made.places, made.match_pence, made.stages.length]).toEqual(['Crawley, house to buy', 3, 10_000_000, 7])
  expect(await axeFaults(page)).toEqual([])

  await press(page, page.getByRole('button', { name: 'Duplicate' }))
  await page.locator('h1', { hasText: 'Crawley, house to buy, copy' }).waitFor()
  const copy = idIn(page.url())
  await press(page, page.getByRole('link', { name: 'Change it', exact: true }))
  await page.locator('h1', { hasText: 'Change Crawley' }).waitFor()
  await write(page, page.getByLabel('Places, Home for 2 to 4'), '4')
  await page.keyboard.press('Control+Enter')
  await page.getByText('4 places, home for 2 to 4').waitFor()

  await press(page, page.getByRole('link', { name: 'compare the two' }))
  await page.locator('h1', { hasText: 'scores most' }).waitFor()
  const places = page.getByRole('row', { name: /^Places / })
  await places.waitFor()
  expect(await places.getByRole('cell').allInnerTexts()).toEqual(['3', '4', '1 place apart'])
  expect(await page.getByRole('row', { name: /^Grant asked/ }).getByRole('cell').last().innerText()).toBe('The same')
  expect(await axeFaults(page)).toEqual([])

  await open(page, `/options/${copy}`)
  await press(page, page.getByRole('button', { name: 'Withdraw', exact: true }))
  await press(page, page.getByRole('button', { name: 'Withdraw it' }))
  await page.getByRole('link', { name: 'Say why it is withdrawn' }).waitFor()
  await write(page, page.getByLabel('Why it is withdrawn'), 'Three places are enough')
  await page.keyboard.press('Control+Enter')
  await page.getByText('neither ranked nor chosen: Three places are enough').waitFor()
  const gone = await answer<Proposed>(`/options/${copy}`, 'board')
  expect([gone.state, gone.withdrawn_reason]).toEqual(['withdrawn', 'Three places are enough'])
  await open(page, '/options?withdrawn=true')
  await page.getByRole('link', { name: 'Crawley, house to buy, copy' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await page.close()
})

test('stages are taken out and added, and a ring of them is told', async () => {
  const page = await context.newPage()
  const { items } = await answer<{ items: Proposed[] }>('/options', 'board')
  const { id } = items.find(({ name }) => name === 'Crawley, house to buy')!
  await open(page, `/options/${id}/stages`)
  await press(page, page.getByRole('button', { name: 'Remove Choose a builder' }))
  await press(page, page.getByRole('button', { name: 'Add a stage' }))
  await page.keyboard.type('Move in')
  await press(page, page.getByRole('button', { name: 'Save the stages' }))
  await page.getByRole('alert').getByRole('link', { name: 'Enter the shortest time of Move in in weeks' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  const fields = page.getByRole('group', { name: /Move in/ })
  await write(page, fields.getByLabel('Shortest, weeks'), '1')
  await write(page, fields.getByLabel('Most likely'), '2')
  await write(page, fields.getByLabel('Longest'), '3')
  await press(page, page.getByRole('button', { name: 'Save the stages' }))
  await page.locator('h1', { hasText: 'likely to be open by' }).waitFor()
  const names = (await answer<Proposed>(`/options/${id}`, 'board')).stages.map(({ name }) => name)
  expect(names).toContain('Move in')
  expect(names).not.toContain('Choose a builder')
  await page.close()
})

test('what somebody else changed meanwhile is shown, and both are kept', async () => {
  const page = await context.newPage()
  const { items } = await answer<{ items: Proposed[] }>('/options', 'board')
  const option = items.find(({ name }) => name === 'Crawley, house to buy')!
  await open(page, `/options/${option.id}/change`)
  await write(page, page.getByLabel('Name'), 'Crawley, a house')
  const answered = await send('PATCH', `/options/${option.id}`, 'board', { version: option.version, body: { notes: 'Seen by the board' } })
  expect(answered.status).toBe(200)
  await page.keyboard.press('Control+Enter')
  await page.getByText('changed this option while you were at it').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: 'Save the two together' }))
  await page.locator('h1', { hasText: 'Crawley, a house' }).waitFor()
  await page.getByText('Seen by the board').waitFor()
  await page.close()
})
