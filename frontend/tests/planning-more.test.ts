// Planning, what is more: the register in pages, bank holidays that move a date, what may
// not be recorded and why, and an application's history; all of it by keyboard.
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, tabTo, watched, write } from './page'

let context: BrowserContext
beforeAll(async () => {
  context = await browser('administrator')
})
afterAll(() => context.close())

interface Application {
  id: number
  version: number
  target_on?: string
  conditions: { id: number; version: number }[]
  next: { kind: string; allowed: boolean; why?: string }[]
}

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
const typed = (iso: string) => iso.split('-').reverse().join('/')
const words = (iso: string) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(iso))

async function clean(page: Page) {
  expect(await axeFaults(page)).toEqual([])
}

async function choose(page: Page, select: Locator, label: string) {
  await tabTo(page, select)
  await page.keyboard.press('Home')
  for (let tries = 0; tries < 40; tries++) {
    if ((await select.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.text)) === label) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`there is no ${label}`)
}

// The last open site of the list: other journeys are at the first.
async function somewhere(): Promise<number> {
  const sites = (await answer<{ items: { id: number; position_kind: string }[] }>('/sites?limit=500')).items
  return sites.filter(({ position_kind }) => position_kind === 'exact').at(-1)!.id
}

// made adds an application with a log, by the API.
async function made(site: number, body: object, log: object[] = []): Promise<Application> {
  const sent = await send('POST', `/sites/${site}/applications`, 'administrator', { body: { planning_authority: 'E07000227', ...body } })
  expect(sent.status).toBe(201)
  let application = (await sent.json()) as Application
  for (const event of log) {
    const answered = await send('POST', `/applications/${application.id}/events`, 'administrator', { version: application.version, body: event })
    expect(answered.status).toBe(201)
    application = (await answered.json()) as Application
  }
  return application
}

test('the register is paged through under a filter, in the order that was asked for', async () => {
  const site = await somewhere()
  for (let n = 0; n < 5; n++) await made(site, { type: 'lbc', reference: `LB/${n}` }, [{ kind: 'received', on_day: day(60 - n) }, { kind: 'validated', on_day: day(60 - n) }])
  const { page, faults } = await watched(context)
  // The server's own pages, of two rows in place of a hundred.
  await page.route(/\/api\/v1\/planning\?(?!.*falls_due)/, (route) => route.continue({ url: `${route.request().url()}&limit=2` }))
  await open(page, '/planning')
  await choose(page, page.getByLabel('Type of application', { exact: true }), 'Listed building consent')
  await page.getByText(/^5 applications match; 2 on this page\./).waitFor()
  await press(page, page.getByRole('button', { name: 'Decision due', exact: true }))
  await page.getByRole('columnheader', { name: 'Decision due', exact: false }).and(page.locator('[aria-sort=ascending]')).waitFor()
  await clean(page)
  const rows = () => page.locator('tbody tr td:nth-child(2) .key').allInnerTexts()
  await expect.poll(rows).toEqual(['LB/0', 'LB/1'])
  await press(page, page.getByRole('link', { name: 'Next page' }))
  await expect.poll(rows).toEqual(['LB/2', 'LB/3'])
  expect(new URL(page.url()).searchParams.get('type')).toBe('lbc')
  await press(page, page.getByRole('link', { name: 'Next page' }))
  await expect.poll(rows).toEqual(['LB/4'])
  expect(await page.getByRole('link', { name: 'Next page' }).count()).toBe(0)
  await clean(page)

  // Another order, or another filter, begins at the first page.
  await press(page, page.getByRole('button', { name: 'Decision due', exact: false }).first())
  await expect.poll(rows).toEqual(['LB/4', 'LB/3'])
  await press(page, page.getByRole('link', { name: 'Next page' }))
  await expect.poll(rows).toEqual(['LB/2', 'LB/1'])
  await choose(page, page.getByLabel('Status', { exact: true }), 'In assessment')
  await expect.poll(rows).toEqual(['LB/4', 'LB/3'])
  await choose(page, page.getByLabel('Status', { exact: true }), 'Withdrawn')
  await page.getByText('No application matches these filters.').waitFor()
  await clean(page)
  expect(faults).toEqual([])
  await page.close()
})

test('a bank holiday is added, moves a date that counts working days, and is struck out', async () => {
  const rule = { what: 'determination', application_type: 'pre-application', amount: 20, unit: 'working_days', source: 'The council’s own standard', from: day(365) }
  expect((await send('POST', '/planning/rules', 'administrator', { body: rule })).status).toBe(201)
  const site = await somewhere()
  const { id, target_on: before } = await made(site, { type: 'pre-application' }, [{ kind: 'received', on_day: day(5) }])
  const target = async () => (await answer<Application>(`/applications/${id}`)).target_on!
  const { page, faults } = await watched(context)
  const shows = async (when: string) => {
    await open(page, `/sites/${site}?application=${id}`)
    await page.locator(`#application-${id}`).getByText(`20 working days end on ${words(when)}.`).waitFor()
  }
  await shows(before!)

  await open(page, '/planning/rules')
  const part = page.getByRole('region', { name: 'Bank holidays', exact: true })
  await press(page, part.getByRole('button', { name: 'Add a bank holiday' }))
  await page.keyboard.press('Control+Enter')
  await part.getByRole('link', { name: 'Enter what the bank holiday is called' }).waitFor()
  await clean(page)
  await write(page, part.getByLabel('Day', { exact: true }), '25/12/2026')
  await write(page, part.getByLabel('Name', { exact: true }), 'A day of thanks')
  await write(page, part.getByLabel('Source', { exact: true }), 'A proclamation')
  await page.keyboard.press('Control+Enter')
  await part.getByRole('link', { name: '25 December 2026 is a bank holiday already: Christmas Day.' }).waitFor()
  await write(page, part.getByLabel('Day', { exact: true }), typed(before!))
  await page.keyboard.press('Control+Enter')
  await page.getByText(`A day of thanks, ${words(before!)}, is added.`).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add a bank holiday')
  await part.getByRole('row', { name: /A day of thanks/ }).waitFor()
  await clean(page)
  const after = await target()
  expect(after > before!).toBe(true)
  await shows(after)

  await open(page, '/planning/rules')
  await press(page, part.getByRole('button', { name: /^Strike out A day of thanks/ }))
  await page.keyboard.press('Control+Enter')
  await part.getByRole('link', { name: 'Say why it is struck out' }).waitFor()
  await clean(page)
  await write(page, part.getByLabel('Why it is not held'), 'It was called off')
  await page.keyboard.press('Control+Enter')
  await page.getByText(`A day of thanks, ${words(before!)}, is struck out.`).waitFor()
  await press(page, part.getByRole('link', { name: /past and struck out/ }))
  await part.getByText('Struck out: It was called off').waitFor()
  await clean(page)
  expect(await target()).toBe(before)
  await shows(before!)
  expect(faults).toEqual([expect.stringContaining('422')]) // the day that was one already
  await page.close()
})

test('who may not change the rules reads the bank holidays and is offered no form', async () => {
  const viewer = await browser('viewer')
  const page = await viewer.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, '/planning/rules')
  await page.getByRole('row', { name: /Boxing Day/ }).first().waitFor()
  expect(await page.getByRole('button', { name: /bank holiday|Strike out/ }).count()).toBe(0)
  await clean(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await viewer.close()
})

// A permission with a condition that comes before development.
async function permitted(): Promise<{ site: number; application: Application }> {
  const site = await somewhere()
  const granted = await made(site, { type: 'full', reference: 'DC/26/0815', description: 'Four places' }, [
    { kind: 'received', on_day: day(120) }, { kind: 'validated', on_day: day(118) }, { kind: 'decided', on_day: day(70), outcome: 'granted', note: 'Under delegated powers' },
  ])
  const added = await send('POST', `/applications/${granted.id}/conditions`, 'administrator', { version: granted.version, body: { number: '7', kind: 'pre_commencement', text: 'A scheme of lighting' } })
  return { site, application: (await added.json()) as Application }
}

test('a start on site is not offered while a condition stands in its way, and what may be recorded follows the day', async () => {
  const { site, application } = await permitted()
  const { page, faults } = await watched(context)
  await open(page, `/sites/${site}?application=${application.id}`)
  const part = page.locator(`#application-${application.id}`)
  const form = part.getByRole('form', { name: 'Record what happened' })
  const offered = async () => form.getByRole('combobox').locator('option').allInnerTexts()
  await press(page, part.getByRole('button', { name: 'Record what happened' }))
  expect(await offered()).not.toContain('Development began')
  await press(page, form.getByText('What cannot be recorded now, and why'))
  const refused = form.locator('dl div', { hasText: 'Development began' })
  expect(await refused.innerText()).toContain('Development cannot begin before these are discharged: condition 7, open.')
  await clean(page)

  // On an earlier day other things may have happened.
  expect(await offered()).not.toContain('Consultation started')
  await write(page, form.getByLabel('When', { exact: true }), typed(day(100)))
  await form.getByText(`What cannot be recorded as of ${words(day(100))}, and why`).waitFor()
  expect(await offered()).toContain('Consultation started')
  await choose(page, form.getByRole('combobox'), 'Consultation started')
  await write(page, form.getByLabel('When', { exact: true }), typed(day(10)))
  await form.getByText(`Not on ${words(day(10))}: It is decided already.`).waitFor()
  await clean(page)
  await page.keyboard.press('Escape')

  const [condition] = application.conditions
  expect((await send('PATCH', `/planning-conditions/${condition!.id}`, 'administrator', { version: condition!.version, body: { state: 'discharged' } })).status).toBe(200)
  await open(page, `/sites/${site}?application=${application.id}`)
  await press(page, part.getByRole('button', { name: 'Record what happened' }))
  expect(await offered()).toContain('Development began')
  expect(faults).toEqual([])
  await page.close()
})

test('the history of an application tells what was written of an open site', async () => {
  const { site, application } = await permitted()
  const { page, faults } = await watched(context)
  await open(page, `/sites/${site}?application=${application.id}`)
  const part = page.locator(`#application-${application.id}`)
  await press(page, part.getByRole('button', { name: 'Every change of this application' }))
  const history = part.locator('.history')
  await history.locator('li').first().waitFor()
  await clean(page)
  for (const summary of await history.getByText('What was entered').all()) await press(page, summary)
  const told = await history.innerText()
  for (const want of ['DC/26/0815', 'Four places', 'Under delegated powers', 'A scheme of lighting', 'Horsham']) expect(told).toContain(want)
  expect(told).not.toContain('not shown')
  await clean(page)
  expect(faults).toEqual([])
  await page.close()
})
