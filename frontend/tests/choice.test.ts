// The board finds the best set, changes what it must keep, tries what would bring in what is
// left out, and shows it all in a meeting.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BestSet, Choice, ChoiceChanges } from '../src/api/records'
import { answer, axeFaults, browser, open, tabTo } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('board')))
afterAll(() => context.close())

const shortOf = (name: string) => name.split(/[,:]/)[0]!
const setRows = (page: Page) => page.getByRole('region', { name: 'The best set: table' }).locator('tbody tr:not(.held) th a')
const setShown = (page: Page) => setRows(page).evaluateAll((links) => links.map((link) => Number((link as HTMLAnchorElement).pathname.split('/')[2])))
const leftRow = (page: Page, id: number) => page.getByRole('table', { name: /^Options left out/ }).locator('tbody tr').filter({ has: page.locator(`a[href="/options/${id}"]`) })
const asks = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)
const best = (query = '') => answer<BestSet>(`/best-set${query}`, 'board')

// fitting is the first of some options that a set which keeps the rules has room for.
async function fitting<T extends { id: number }>(options: T[], query = ''): Promise<T> {
  for (const option of options) if ((await best(`?in=${option.id}${query}`)).status === 'optimal') return option
  throw new Error('none of the options fits')
}
const shows = (page: Page, set: BestSet) => expect.poll(() => setShown(page)).toEqual(set.best.options)

test('the page’s answer is the server’s', async () => {
  const page = await context.newPage()
  const [found, choice] = [await best(), await answer<Choice>('/choice')]
  await open(page, '/choice')
  expect(found.status).toBe('optimal')
  expect(await page.locator('h1').innerText()).toMatch(new RegExp(`^Best set: ${found.best.options.length} options, ${found.best.places} places, for £.* left to invest.$`))
  await shows(page, found)
  const total = await page.getByRole('region', { name: 'The best set: table' }).locator('tr.total').innerText()
  expect(total.replaceAll(',', '')).toContain(String(found.best.grant_pence / 100))
  expect(await page.locator('.answer').innerText()).toContain(`Proven best of all ${(2 ** found.candidates).toLocaleString('en-GB')} sets`)
  expect(await page.getByText('already in delivery').count()).toBe(choice.chosen.length)
  expect(await page.getByRole('table', { name: /^Options left out/ }).locator('tbody tr').count()).toBe(found.left_out.length)
  const now = await page.getByRole('img', { name: /^Map of/ }).getAttribute('aria-label')
  expect(now).toContain(`${found.best.options.length} options in the set`)

  const pays = page.getByRole('region', { name: 'Who pays and who gains: table' })
  await pays.waitFor()
  const region = (await pays.locator('tr.region').innerText()).replaceAll(',', '')
  expect(region).toContain(String(found.best.grant_pence / 100))
  expect(region).toContain(String(found.best.match_pence / 100))

  await page.getByText('These steps as a table').click()
  const steps = page.getByRole('region', { name: 'What each amount of grant buys: table' }).locator('tbody tr')
  expect(await steps.count()).toBe(found.frontier.length)
  expect(await steps.filter({ hasText: 'this set' }).count()).toBe(1)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('a rule switched off changes the address and the set, and the back button brings both back', async () => {
  const page = await context.newPage()
  const [usual, without] = [await best('?objective=places'), await best('?objective=places&off=hub_minimum:North,pledges')]
  await open(page, '/choice')
  await page.getByLabel('Choose for').selectOption('Most places')
  await shows(page, usual)
  for (const rule of [/North hub/, /pledged/]) {
    const control = page.getByRole('switch', { name: rule })
    expect(await control.getAttribute('aria-checked')).toBe('true')
    await control.focus()
    await page.keyboard.press('Space')
    await expect.poll(() => control.getAttribute('aria-checked')).toBe('false')
  }
  expect(asks(page, 'off')).toBe('hub_minimum:North,pledges')
  expect(await page.getByRole('link', { name: 'Meeting view' }).getAttribute('href')).toBe('/choice/meeting?objective=places&off=hub_minimum:North,pledges')
  await shows(page, without)
  await page.goBack()
  await page.goBack()
  await expect.poll(() => page.getByRole('switch', { name: /North hub/ }).getAttribute('aria-checked')).toBe('true')
  expect([asks(page, 'off'), asks(page, 'objective')]).toEqual([null, 'places'])
  await shows(page, usual)
  await page.close()
})

test('options are forced in and out, and the list of them takes it back', async () => {
  const page = await context.newPage()
  const found = await best()
  const first = found.best.options[0]!
  const out = await best(`?out=${first}`)
  const left = await fitting(out.left_out.filter(({ why, id }) => !why && id !== first), `&out=${first}`)
  await open(page, '/choice')
  await page.locator(`#option-${first}`).click()
  await expect.poll(() => asks(page, 'out')).toBe(String(first))
  await shows(page, out)
  await leftRow(page, first).getByText('Ruled out here.').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(`option-${first}`)

  await leftRow(page, left.id).getByRole('button', { name: /^Force in/ }).click()
  await expect.poll(() => asks(page, 'in')).toBe(String(left.id))
  const both = await best(`?in=${left.id}&out=${first}`)
  expect(both.best.options).toContain(left.id)
  await shows(page, both)

  const forced = page.getByRole('list', { name: 'Forced in and ruled out' })
  expect(await forced.getByRole('listitem').count()).toBe(2)
  await forced.getByRole('button', { name: /^Remove/ }).first().click()
  await forced.getByRole('button', { name: /^Remove/ }).first().click()
  await shows(page, found)
  expect(new URL(page.url()).search).toBe('')
  await page.close()
})

test('each option left out gets its smallest change, and trying it shows what it does', async () => {
  const page = await context.newPage()
  const found = await best()
  const changes: ChoiceChanges[] = []
  for (const { id, why } of found.left_out) if (!why) changes.push(await answer<ChoiceChanges>(`/choice/changes/${id}`, 'board'))
  await open(page, '/choice')
  for (const { id, text, ways } of changes) {
    await leftRow(page, id).getByText(text).waitFor()
    expect(await leftRow(page, id).locator('details li').count()).toBe(Math.max(0, ways.length - 1))
  }
  expect(await axeFaults(page)).toEqual([])

  // More grant: the field says how much, and it is in the set.
  const dear = changes.find(({ ways }) => ways.some(({ levers }) => levers[0]!.lever === 'budget' && levers[0]!.by > 0))!
  const way = dear.ways.findIndex(({ levers }) => levers[0]!.lever === 'budget')
  if (way > 0) await leftRow(page, dear.id).locator('summary').click()
  await leftRow(page, dear.id).getByRole('button', { name: /^Try it/ }).nth(way).click()
  const budget = found.budget_pence + dear.ways[way]!.levers[0]!.by
  await expect.poll(() => asks(page, 'budget')).toBe(String(budget))
  await expect.poll(() => setShown(page)).toContain(dear.id)
  expect(await page.getByLabel('Grant to spend, £').inputValue()).toBe((budget / 100).toLocaleString('en-GB'))
  await page.getByRole('button', { name: 'Undo' }).click()
  await shows(page, found)

  // Other funding is not in our hands: it is forced in, and that is said.
  const other = await fitting(changes.filter(({ ways }) => ways[0]?.levers[0]!.lever === 'own_grant'))
  await leftRow(page, other.id).getByRole('button', { name: /^Try it/ }).first().click()
  await page.getByText(`cannot be tried here. ${shortOf(other.name)}`).waitFor()
  await expect.poll(() => asks(page, 'in')).toBe(String(other.id))
  await expect.poll(() => setShown(page)).toContain(other.id)
  await page.close()
})

test('changes are no longer looked for once something else is asked', async () => {
  const page = await context.newPage()
  const [begun, ended]: string[][] = [[], []]
  page.on('request', (request) => request.url().includes('/choice/changes/') && begun!.push(request.url()))
  page.on('requestfailed', (request) => request.url().includes('/choice/changes/') && ended!.push(request.failure()!.errorText))
  await page.route('**/choice/changes/**', () => {}) // never answered
  await open(page, '/choice')
  await expect.poll(() => begun!.length).toBe(1)
  await page.getByLabel('Choose for').selectOption('Most need covered')
  await expect.poll(() => begun!.length).toBe(2)
  expect(begun![1]).toContain('objective=covered')
  expect(ended).toEqual(['net::ERR_ABORTED'])
  await page.close()
})

test('another grant is typed; what is no amount is said; where no set keeps the rules, what mends it is', async () => {
  const page = await context.newPage()
  await open(page, '/choice')
  const field = page.getByLabel('Grant to spend, £')
  await field.fill('lots')
  await field.press('Enter')
  await page.getByText('Enter an amount in pounds').waitFor()
  await field.fill('£100,000')
  await field.press('Enter')
  await page.getByRole('heading', { name: 'No set of options keeps the rules within £100,000.' }).waitFor()
  const none = await best('?budget=10000000')
  expect(none.status).toBe('infeasible')
  for (const { text } of none.mended_by) await page.getByText(text, { exact: true }).first().waitFor()
  const mend = none.mended_by.find(({ levers }) => levers[0]!.lever.startsWith('rule:'))!
  await page.getByRole('button', { name: `Try it ${mend.text}` }).click()
  await expect.poll(() => asks(page, 'off')).toBe(mend.levers[0]!.lever.slice('rule:'.length))
  await page.getByRole('heading', { name: /^The best set is empty/ }).waitFor()
  await page.getByRole('link', { name: 'Take all changes back' }).click()
  await shows(page, await best())
  await page.close()
})

test('what cannot be fetched is said, and can be tried again', async () => {
  const page = await context.newPage()
  let asked = 0
  await page.route('**/api/v1/best-set*', (route) => (asked++ ? route.continue() : route.abort()))
  await open(page, '/choice')
  await page.getByRole('alert').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await shows(page, await best())
  expect(asked).toBe(2)
  await page.close()
})

test('the meeting view is gone through by the keyboard, each step with its heading in focus', async () => {
  const page = await context.newPage()
  await open(page, '/choice?off=pledges')
  const link = page.getByRole('link', { name: 'Meeting view' })
  await tabTo(page, link)
  await page.keyboard.press('Enter')
  const at = () => page.evaluate(() => (document.activeElement?.tagName === 'H1' ? (document.activeElement as HTMLElement).innerText.replace(/\s+/g, ' ') : ''))
  await expect.poll(at).toMatch(/^Best set: .* \(1 of 6\)$/)
  expect(asks(page, 'off')).toBe('pledges')
  expect(await page.getByRole('navigation', { name: 'Pages' }).count()).toBe(0)
  expect(await page.locator('.step.now p').first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(28)
  const titles = ['The set', 'Where they are', 'Left out, and what would bring each in', 'What more grant would buy', 'Who pays, and who gains']
  for (const [n, title] of titles.entries()) {
    await page.keyboard.press(n % 2 ? 'ArrowRight' : 'PageDown')
    await expect.poll(at).toBe(`${title} (${n + 2} of 6)`)
    await page.getByText(`${n + 2} of 6`, { exact: true }).waitFor()
    expect(await page.locator('h1').count()).toBe(1)
    expect(await axeFaults(page)).toEqual([])
  }
  await page.keyboard.press('2')
  await expect.poll(at).toBe('The set (2 of 6)')
  await page.reload()
  await expect.poll(at).toBe('The set (2 of 6)')
  await page.keyboard.press('PageUp')
  await expect.poll(at).toMatch(/\(1 of 6\)$/)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.step').evaluateAll((steps) => steps.filter((step) => step.getBoundingClientRect().height > 0).length)).toBe(6)
  await page.emulateMedia({ media: 'screen' })
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Meeting view' }).waitFor()
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/choice?off=pledges')
  await page.close()
})

test('a phone shows the choice and the meeting view without scrolling sideways', async () => {
  const page = await context.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  const found = await best()
  for (const path of ['/choice', '/choice/meeting?step=2', '/choice/meeting?step=3', '/choice/meeting?step=5']) {
    await open(page, path)
    if (path === '/choice') await leftRow(page, found.left_out.findLast(({ why }) => !why)!.id).getByText('Working it out…').waitFor({ state: 'detached', timeout: 60_000 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390)
    expect(await axeFaults(page)).toEqual([])
  }
  await page.close()
})

test('a property lead sees the same; a viewer neither page', async () => {
  const lead = await browser('property_lead')
  const page = await lead.newPage()
  await open(page, '/choice')
  await shows(page, await best())
  await page.getByRole('switch', { name: /North hub/ }).click()
  await expect.poll(() => asks(page, 'off')).toBe('hub_minimum:North')
  await lead.close()
  const viewer = await browser('viewer')
  const other = await viewer.newPage()
  for (const path of ['/choice', '/choice/meeting']) {
    await open(other, path)
    expect(await other.locator('h1').innerText()).toBe('You cannot see this page.')
    expect(await other.getByRole('navigation', { name: 'Pages' }).count()).toBe(1)
  }
  await viewer.close()
})
