// What each kind of person is shown, and what not.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, watched, write } from './page'

const opened: BrowserContext[] = []
let viewer: BrowserContext
beforeAll(async () => void (viewer = await browser('viewer')))
afterAll(() => Promise.all([viewer, ...opened].map((context) => context.close())))

interface Site {
  id: number
  name: string
  position_kind: string
  owner_authority?: string
  host_authority: string
}

const restricted = async (authority: string) =>
  (await answer<{ items: Site[] }>(`/sites?authority=${authority}&limit=500`)).items.find(({ position_kind }) => position_kind === 'square')

test('a viewer sees no options and no exact place, and is told so plainly', async () => {
  const { page, faults } = await watched(viewer)
  await open(page, '/')
  await page.getByRole('heading', { name: /candidates in view/ }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts()).toEqual(
    expect.not.arrayContaining(['Options', 'Choice', 'Imports', 'People', 'Audit']),
  )
  const site = (await answer<{ items: Site[] }>('/sites?limit=500')).items.find(({ position_kind }) => position_kind === 'square')!
  for (const path of [`/?site=${site.id}`, `/sites/${site.id}`]) {
    await open(page, path)
    await page.getByText(site.name).first().waitFor()
    expect(await page.getByText(/[Rr]anked|score|No option/).count()).toBe(0)
    expect(await page.getByRole('button', { name: /exact place|What changed/ }).count()).toBe(0)
  }
  await open(page, '/options')
  expect(await page.locator('h1').innerText()).toBe('You cannot see this page.')
  expect(await axeFaults(page)).toEqual([])
  await open(page, '/projects/1')
  expect(await page.getByRole('button', { name: /^Move/ }).count()).toBe(0)
  expect(faults).toEqual([])
  await page.close()
})

test('a property lead sees the exact place of an own home when asking, and only there', async () => {
  const context = await browser('exact')
  opened.push(context)
  const site = (await answer<{ items: Site[] }>('/sites?limit=500')).items.find(({ position_kind }) => position_kind === 'square')!
  const page = await context.newPage()
  const looks: string[] = []
  page.on('request', (request) => request.url().endsWith('/exact') && looks.push(request.url()))
  await open(page, `/sites/${site.id}`)
  const before = page.url()
  expect(looks).toEqual([])
  await press(page, page.getByRole('button', { name: 'Show the exact place' }))
  await page.getByRole('group', { name: 'The exact place' }).waitFor()
  await page.getByText('Your look was recorded').waitFor()
  expect(looks.length).toBe(1)
  expect(page.url()).toBe(before)
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: 'Hide it' }))
  expect(await page.getByText('Your look was recorded').count()).toBe(0)
  const { items } = await answer<{ items: { action: string; object_id: string; user_name: string }[] }>('/audit?action=looked&limit=5')
  expect([items[0]!.object_id, items[0]!.user_name]).toEqual([String(site.id), 'Exa Example'])
  await page.close()

  const lead = await browser('property_lead')
  opened.push(lead)
  const [own, other] = [await restricted('E10000032'), await restricted('E10000014')]
  const theirs = await lead.newPage()
  if (own) {
    await open(theirs, `/sites/${own.id}`)
    await theirs.getByRole('button', { name: 'Show the exact place' }).waitFor()
  }
  await open(theirs, `/sites/${other!.id}`)
  expect(await theirs.getByRole('button', { name: 'Show the exact place' }).count()).toBe(0)
  await theirs.close()
})

test('the department sees the sites of funded projects as a table, and estimated need', async () => {
  const context = await browser('dfe')
  opened.push(context)
  const page = await context.newPage()
  await open(page, '/')
  const { items } = await answer<{ items: Site[] }>('/sites?limit=500', 'dfe')
  await expect.poll(() => page.locator('tbody th a').count()).toBe(items.length)
  const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts()
  expect(links.filter((name) => !/^\d+ new$/.test(name))).toEqual(['Sites', 'Need', 'Planning', 'Returns', 'Conditions', 'Dee Example', 'Help']) // earlier journeys leave notifications
  await open(page, '/?view=table&list=cells')
  await page.locator('tbody th').first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('a token’s secret is shown once', async () => {
  const page = await viewer.newPage()
  await open(page, '/account')
  await press(page, page.getByRole('button', { name: 'Make a token' }))
  await page.keyboard.type('Monthly report')
  await write(page, page.getByLabel('Works for how many days'), '400')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Enter 1 to 366 days' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, page.getByLabel('Works for how many days'), '30')
  await page.keyboard.press('Enter')
  const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue()
  expect(secret).toMatch(/^homeground_\w{36}$/)
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: 'I have copied it' }))
  await page.getByRole('row', { name: /Monthly report/ }).waitFor()
  await page.reload()
  await page.getByRole('row', { name: new RegExp(`Monthly report.*${secret.slice(-4)}`) }).waitFor()
  expect(await page.content()).not.toContain(secret)
  await press(page, page.getByRole('button', { name: 'Revoke Monthly report' }))
  await page.getByText('“Monthly report” works no longer').waitFor()
  await page.getByText('1 that works no longer').waitFor()
  await page.close()
})

test('a calendar’s address is made, shown once, read by a program, and revoked', async () => {
  const page = await viewer.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '/account')
  await press(page, page.getByRole('button', { name: 'Make a private address' }))
  const address = await page.getByRole('textbox', { name: 'Address' }).inputValue()
  expect(await axeFaults(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  const read = await fetch(address)
  expect([read.status, read.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(await read.text()).toContain('SUMMARY:Opening: First child placed')
  await press(page, page.getByRole('button', { name: 'I have copied it' }))
  await page.reload()
  await page.getByRole('heading', { name: 'Your dates in your calendar: 1 address in use' }).waitFor()
  expect(await page.content()).not.toContain(address.slice(-20))
  await press(page, page.getByRole('button', { name: /^Revoke the address/ }))
  await page.getByText('That address works no longer').waitFor()
  expect((await fetch(address)).status).toBe(404)
  await page.close()
})
