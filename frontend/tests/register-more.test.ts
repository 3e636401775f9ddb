// A property lead keeps what Ofsted found, who runs a home and its places: by the keyboard
// alone, with a second editor, and with two years' registers imported beside them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, tabTo, write } from './page'
import { program } from './server'

let context: BrowserContext
let hampshire: BrowserContext
beforeAll(async () => {
  context = await browser('property_lead')
  hampshire = await browser('other_lead')
})
afterAll(async () => {
  await context.close()
  await hampshire.close()
})

interface Site {
  id: number
  name: string
  version: number
  organisation?: string
  sector?: string
  ofsted_outcome?: string
  places_registered?: number
  occupancy_percent?: number
  places_by_type: unknown[]
}

async function named(name: string): Promise<Site> {
  const { items } = await answer<{ items: Site[] }>(`/sites?q=${encodeURIComponent(name)}`)
  return answer<Site>(`/sites/${items.find((site) => site.name === name)!.id}`)
}

// choose takes an option of a list by its first letters.
async function choose(page: Page, label: string | RegExp, letters: string) {
  await tabTo(page, page.getByLabel(label))
  await page.keyboard.type(letters)
}

// A register of one home, as Ofsted publishes it.
function importRegister(year: number, inspected: string, published: string, number: number, judgement: string) {
  const folder = mkdtempSync(join(tmpdir(), 'homeground-register-'))
  const file = join(folder, `provider_at_march_${year}.csv`)
  writeFileSync(file, `Provider level as at 31 March ${year}\nURN,Provision type,Registration date,Registration status,Local authority,Sector,Places,Latest full inspection event type,Latest full inspection date,` +
    'Latest full inspection publication date,Latest full inspection event number,Overall experiences and progress of children and young people,How well children and young people are helped and protected,The effectiveness of leaders and managers\n' +
    `SC038719,Secure children's home,31/03/2004,Active,Hampshire,Local Authority,16,Full inspection,${inspected},${published},${number},${judgement},${judgement},Good\n`)
  try {
    return execFileSync(program, ['import', file], { env: { ...process.env, HOMEGROUND_DATA: inject('data'), DATABASE_URL: '' }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('an inspection is entered and struck out; two years’ registers give two more, once each', async () => {
  const site = await named('Swanwick Lodge')
  const page = await hampshire.newPage()
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Show inspections and registration' }))
  await page.getByText('No inspection or registration is on record.').waitFor()
  await press(page, page.getByRole('button', { name: 'Enter an inspection or a registration' }))
  await page.getByRole('form', { name: 'Enter what Ofsted found or did' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'Enter the day it happened' }).waitFor()
  await page.getByRole('link', { name: 'Choose the overall judgement' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, page.getByLabel('Day', { exact: true }), '03/02/2026')
  await choose(page, /^Overall experiences/, 'Inad')
  await choose(page, /^How well children/, 'Good')
  await write(page, page.getByLabel(/^Address of its report/), 'javascript:alert(1)')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /beginning with https/ }).waitFor()
  await write(page, page.getByLabel(/^Address of its report/), 'https://reports.ofsted.gov.uk/provider/2/SC038719')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Ofsted: inadequate at the full inspection of 3 February 2026' }).waitFor()
  expect(await page.getByText('Helped and protected: good.').count()).toBe(1)
  expect((await named('Swanwick Lodge')).ofsted_outcome).toBe('inadequate')
  expect(await axeFaults(page)).toEqual([])

  await press(page, page.getByRole('button', { name: /^Strike out full inspection, 3 February 2026/ }))
  await page.keyboard.type('It was of another home')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Struck out: It was of another home').waitFor()
  await page.getByRole('heading', { name: 'No judgement of Ofsted’s is on record' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('ofsted-enter')
  expect(await axeFaults(page)).toEqual([])

  expect(importRegister(2023, '05/04/2022', '25/05/2022', 10206796, 'Good')).toMatch(/1 accepted, 0 rejected/)
  expect(importRegister(2019, '13/11/2018', '17/12/2018', 10043456, 'Requires improvement to be good')).toMatch(/1 accepted, 0 rejected/)
  expect(importRegister(2023, '05/04/2022', '25/05/2022', 10206796, 'Good')).toMatch(/0 accepted, 0 rejected, 1 unchanged/)
  await page.reload()
  await press(page, page.getByRole('button', { name: 'Show inspections and registration' }))
  await page.getByRole('heading', { name: 'Ofsted: good at the full inspection of 5 April 2022' }).waitFor()
  expect(await page.locator('section#main, main').getByText(/^(5 April 2022|13 November 2018|31 March 2004|3 February 2026)$/).allInnerTexts()).toEqual(['3 February 2026', '5 April 2022', '13 November 2018', '31 March 2004'])
  expect(await page.locator('.answer').innerText()).toContain('Ofsted’s latest judgement is good.')
  await page.close()

  const others = await context.newPage()
  await open(others, `/sites/${site.id}`)
  await others.getByRole('heading', { name: 'Ofsted: good', exact: true }).waitFor()
  await others.getByText(/^Days, judgements and its registration number are part of its exact place/).waitFor()
  expect(await others.locator('main').innerText()).not.toMatch(/April 2022|November 2018|10206796/)
  expect(await others.getByRole('button', { name: 'Enter an inspection or a registration' }).count()).toBe(0)
  expect(await axeFaults(others)).toEqual([])
  await others.close()
})

test('sites are narrowed by Ofsted’s latest judgement', async () => {
  const page = await context.newPage()
  await open(page, '/?view=table&stage=all')
  await tabTo(page, page.getByLabel('Ofsted’s latest judgement'))
  await page.keyboard.type('Inad')
  await page.waitForURL(/ofsted_outcome=inadequate/)
  const { total } = await answer<{ total: number }>('/sites?ofsted_outcome=inadequate')
  expect(total).toBeGreaterThan(0)
  await expect.poll(() => page.locator('main tbody tr').count()).toBe(total)
  expect(await page.locator('main tbody').innerText()).toContain('Beechfield')
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('who runs a home is changed in its place, beside a second editor, without a second organisation', async () => {
  const site = await named('Teasel Close')
  const page = await context.newPage()
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Change who runs it' }))
  const name = page.getByLabel('Organisation that runs it')
  await write(page, name, 'Hill House  Care')
  await page.getByText('Not known yet: it is added when you save.').waitFor()
  await write(page, name, 'west sussex COUNTY council')
  await page.getByText('West Sussex County Council is known.').waitFor()
  await write(page, name, 'Hill House  Care')
  expect(await axeFaults(page)).toEqual([])
  const theirs = await send('PATCH', `/sites/${site.id}`, 'administrator', { version: site.version, body: { organisation: 'Another Trust', sector: 'voluntary' } })
  expect(theirs.status).toBe(200)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('group', { name: /changed this site while you were at it/ }).waitFor()
  await page.getByLabel(/^Organisation that runs it, what you wrote: Hill House {1,2}Care/).waitFor()
  await page.getByLabel('Organisation that runs it, what it is now: Another Trust').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: /^Save/ }))
  await page.getByText('Hill House Care, voluntary').waitFor()
  expect(await named('Teasel Close')).toMatchObject({ organisation: 'Hill House Care', sector: 'voluntary' })
  const { items } = await answer<{ items: { name: string }[] }>('/organisations?q=hill house')
  expect(items.map(({ name }) => name)).toEqual(['Hill House Care'])
  await page.close()
})

test('places are changed without types, and emptied', async () => {
  const site = await named('High Trees')
  const page = await context.newPage()
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Change places' }))
  await write(page, page.getByLabel('Registered, type 1'), '5')
  await write(page, page.getByLabel('Share occupied, in per cent'), '180')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /whole number from 0 to 100/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, page.getByLabel('Share occupied, in per cent'), '80')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: '5 places registered; 80 % occupied' }).waitFor()
  await press(page, page.getByRole('button', { name: 'Change places' }))
  await press(page, page.getByRole('button', { name: 'Remove type 1' }))
  await page.getByLabel('Share occupied, in per cent').fill('')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'How many places it has is not known' }).waitFor()
  const now = await named('High Trees')
  expect([now.places_registered, now.occupancy_percent, now.places_by_type]).toEqual([undefined, undefined, []])
  expect((await send('PUT', `/sites/${site.id}/places`, 'administrator', { version: now.version, body: { places: [], totals: { registered: site.places_registered } } })).status).toBe(200)
  await page.close()
})

test('the portfolio says how many are occupied, and that a percentage is an estimate', async () => {
  type Figure = { value: number; sites: number; query: string }
  const { items } = await answer<{ items: Record<'places_occupied' | 'places_usable' | 'places_estimated', Figure>[] }>('/portfolio')
  const { places_occupied, places_usable, places_estimated } = items[0]!
  expect(places_estimated.sites).toBeGreaterThan(0)
  const page = await context.newPage()
  await open(page, '/portfolio')
  await page.getByText(new RegExp(`^${places_occupied.value} of ${places_usable.value} usable places are occupied, known for ${places_usable.sites} of .* by a percentage only, so this is an estimate`)).waitFor()
  expect(await page.locator('thead').getByRole('link', { name: /^about \d+ %: occupied, All/ }).count()).toBe(1)
  await press(page, page.getByRole('link', { name: new RegExp(`^${places_estimated.sites} homes?$`) }))
  await expect.poll(() => page.locator('main tbody tr').count()).toBe(places_estimated.sites)
  await page.getByText(/whose occupancy in per cent only is known/).waitFor()
  await page.close()
})
