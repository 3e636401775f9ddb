// A property lead keeps the register: changes a site, meets a fault and a second editor,
// moves a home with a reason, and adds a site. All of it with the keyboard alone.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, tabTo, watched, write } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('property_lead')))
afterAll(() => context.close())

interface Site {
  id: number
  name: string
  version: number
  operation: string
  pipeline: string
  position_kind: string
  location_sensitivity: string
  condition?: string
  running_cost_pence?: number
  weekly_fee_pence?: number
  places_registered?: number
  places_by_type: { type: string; registered?: number }[]
  moves: { to_state: string; reason?: string }[]
}

const lead = <T>(path: string) => answer<T>(path, 'property_lead')
const read = (id: number) => lead<Site>(`/sites/${id}`)

async function own(which: (site: Site) => boolean): Promise<Site> {
  const { items } = await lead<{ items: Site[] }>('/sites?authority=E10000032&limit=500')
  return read(items.find(which)!.id)
}

test('a group is changed in its place, with all its faults at their fields; Esc gives the focus back', async () => {
  const site = await own(({ operation }) => operation === 'open')
  const { page, faults } = await watched(context)
  await open(page, `/sites/${site.id}`)
  await page.locator('h1', { hasText: `${site.name}: open children’s home in West Sussex.` }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  const change = page.getByRole('button', { name: 'Change condition and cost' })
  await press(page, change)
  const form = page.getByRole('form', { name: 'Condition and cost' })
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('condition-condition')
  await page.keyboard.type('Needs')
  await write(page, form.getByLabel('Running cost a year'), 'a lot')
  await write(page, form.getByLabel('Weekly fee'), '-3')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /^Enter the running cost a year as a number/ }).waitFor()
  await page.getByRole('link', { name: /^Enter the weekly fee as a number/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
  expect(await change.evaluate((button) => button === document.activeElement)).toBe(true)

  await page.keyboard.press('Enter')
  await page.keyboard.type('Needs')
  await write(page, form.getByLabel('Running cost a year'), '265,000.50')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: /^Needs refurbishing; costs £265,000.50 a year/ }).waitFor()
  expect(await read(site.id)).toMatchObject({ condition: 'refurbish', running_cost_pence: 26_500_050, version: site.version + 1 })
  await page.getByText(/Condition: Entered by hand by Lee Example|^Entered by hand by Lee Example/).first().waitFor()
  expect(faults).toEqual([])
  await page.close()
})

test('a second editor is met field by field, and both changes are kept', async () => {
  const site = await own(({ operation, name }) => operation === 'open' && name === 'May House')
  const page = await context.newPage()
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Change condition and cost' }))
  await page.keyboard.type('Fit')
  const theirs = await send('PATCH', `/sites/${site.id}`, 'administrator', { version: site.version, body: { weekly_fee_pence: 410_000, condition: 'life expired' } })
  expect(theirs.status).toBe(200)
  await press(page, page.getByRole('button', { name: 'Save', exact: true }))
  await page.getByRole('group', { name: /changed this site while you were at it/ }).waitFor()
  await page.getByLabel('Condition, what you wrote: Fit for use').waitFor()
  await page.getByLabel('Condition, what it is now: Life expired').waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect((await read(site.id)).condition).toBe('life expired')
  await press(page, page.getByRole('button', { name: 'Save the two together' }))
  await page.getByRole('heading', { name: /^Fit for use; £4,100 a week/ }).waitFor()
  expect(await read(site.id)).toMatchObject({ condition: 'fit', weekly_fee_pence: 410_000, version: site.version + 2 })
  await page.close()
})

test('places are kept by type, and the totals follow', async () => {
  const site = await own(({ operation, places_registered }) => operation === 'open' && places_registered === 6)
  const page = await context.newPage()
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Change places' }))
  const form = page.getByRole('form', { name: 'Places' })
  await form.getByLabel('Type 1', { exact: true }).waitFor()
  await write(page, form.getByLabel(/^Usable/), '7')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'No more places can be used than are registered' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await tabTo(page, form.getByLabel('Type 1', { exact: true }))
  await page.keyboard.type('Home for')
  await write(page, form.getByLabel(/^Usable/), '4')
  await write(page, form.getByLabel(/^Occupied/), '3')
  await press(page, form.getByRole('button', { name: 'Add a type' }))
  await page.keyboard.type('Emergency')
  await write(page, form.getByLabel('Registered, Emergency'), '1')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: '3 of 4 usable places occupied' }).waitFor()
  await page.getByRole('row', { name: 'Emergency 1' }).waitFor()
  expect(await read(site.id)).toMatchObject({ places_registered: 7, places_by_type: [{ type: 'two_to_four', registered: 6 }, { type: 'emergency', registered: 1 }] })
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('a mothballed home moves with a reason, which its life cycle and its history tell', async () => {
  // A home of the test's own: the demonstration's stay as they are for the other tests of this server.
  const place = { host_authority: 'E10000032', owner_authority: 'E10000032', position: { lat: 50.8103, lon: -0.4417 } }
  const made = await send('POST', '/sites', 'property_lead', { body: { kind: 'childrens_home', name: 'The Old Rectory', operation: 'mothballed', pipeline: 'candidate', ...place } })
  expect(made.status, await made.clone().text()).toBe(201)
  const site = await read((await made.json() as Site).id)
  const page = await context.newPage()
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Move to …' }))
  const form = page.getByRole('form', { name: 'Move this site' })
  expect(await form.getByLabel('Move to').locator('option').allInnerTexts()).not.toContain('Suspended')
  await tabTo(page, form.getByText('Why not the others'))
  await page.keyboard.press('Enter')
  await form.getByText('A mothballed home opens again or closes.').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await tabTo(page, form.getByLabel('Move to'))
  await page.keyboard.type('Closed')
  await write(page, form.getByLabel('Day it happened'), '31/12/2999')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Say why it moves' }).waitFor()
  await page.getByRole('link', { name: 'Enter the day it happened, today at the latest' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, form.getByLabel('Why', { exact: true }), 'The roof is past repair')
  await write(page, form.getByLabel('Day it happened'), new Date().toLocaleDateString('en-GB'))
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: /^Closed, candidate since/ }).waitFor()
  expect((await read(site.id)).operation).toBe('closed')
  expect(await page.getByText('The roof is past repair').count()).toBe(0) // a restricted site's reasons are part of its place
  await press(page, page.getByRole('button', { name: 'Show the exact place' }))
  await page.getByText('The roof is past repair').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: 'What changed' }))
  const entries = page.locator('.history li')
  await entries.first().waitFor()
  expect((await entries.allInnerTexts()).join('\n')).toMatch(/Lee Example/)
  expect((await entries.allInnerTexts()).join('\n')).toMatch(/[Cc]losed/)
  await page.close()
})

test('name, address and position are changed by those with the right, and a note is written', async () => {
  const site = await own(({ name }) => name === 'Orchard House')
  const page = await context.newPage()
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Change name, address and position' }))
  const form = page.getByRole('form', { name: 'Name, address and position' })
  await form.waitFor()
  await write(page, form.getByLabel('Postcode'), 'nowhere')
  await write(page, form.getByLabel('UPRN'), '12x')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: /^Give the postcode whole/ }).waitFor()
  await page.getByRole('link', { name: /^Give the 12 digits/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, form.getByLabel('Postcode'), 'po19 1rp')
  await write(page, form.getByLabel('UPRN'), '10002')
  await write(page, form.getByLabel('Position'), '485900, 104800')
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'detached' })
  await page.getByRole('group', { name: 'The exact place' }).getByText('PO19 1RP').waitFor()
  expect(await lead(`/sites/${site.id}/exact`)).toMatchObject({ postcode: 'PO19 1RP', uprn: '000000010002' })

  await press(page, page.getByRole('button', { name: 'Add a note' }))
  await page.keyboard.press('Control+Enter')
  await page.getByText('Write the note').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.type('The drive floods in winter.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: '1 note' }).waitFor()
  await page.getByText('The drive floods in winter.').waitFor()
  await page.close()
})

test('a viewer changes nothing, and what tells the place of a restricted site is withheld', async () => {
  const viewer = await browser('viewer')
  const { page, faults } = await watched(viewer)
  const site = await own(({ operation }) => operation === 'open')
  await open(page, `/sites/${site.id}`)
  await page.getByRole('heading', { name: 'Documents and photographs are withheld' }).waitFor()
  await page.getByRole('heading', { name: 'Constraints are withheld' }).waitFor()
  expect(await page.getByRole('button', { name: /^(Change|Move|Add|Choose|Take|Give|Show the)/ }).count()).toBe(0)
  expect(await page.locator('main form').count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await viewer.close()
})

test('a site is added: what others will see is said, its area is shown while it is drawn', async () => {
  const page = await context.newPage()
  await open(page, '/?view=table')
  await press(page, page.getByRole('link', { name: 'Add a site' }))
  await page.locator('h1', { hasText: 'Add a site' }).waitFor()
  const form = page.getByRole('form', { name: 'Add a site' })
  await press(page, form.getByRole('button', { name: 'Add the site' }))
  await page.getByRole('link', { name: 'Choose what kind of site it is' }).waitFor()
  await page.getByRole('link', { name: 'Enter the site’s name' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'Choose what kind of site it is' }))
  await page.keyboard.type('Children')
  await page.getByText('Homes and secure units start restricted').waitFor()
  await write(page, form.getByLabel('Name', { exact: true }), 'Downs View')
  await write(page, form.getByLabel('Places planned'), '4')
  await tabTo(page, form.getByLabel('Owner'))
  await page.keyboard.type('West Sussex')
  await tabTo(page, form.getByLabel('Authority it stands in'))
  await page.keyboard.type('West Sussex')
  await write(page, form.getByLabel('Position'), '50.8403, -0.7712')
  await write(page, form.getByLabel('Boundary'), '50.8400, -0.7715\n50.8406, -0.7709\n50.8400, -0.7709\n50.8406, -0.7715')
  await form.getByText(/crosses itself.*near longitude/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, form.getByLabel('Boundary'), '50.8400, -0.7715\n50.8406, -0.7715\n50.8406, -0.7709\n50.8400, -0.7709')
  await form.getByText(/^Area 2,8\d\d m², 0.28 hectares\.$/).waitFor()
  await press(page, form.getByRole('button', { name: 'Draw it on a map' }))
  await form.locator('.maplibregl-canvas').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, form.getByRole('button', { name: 'Add the site' }))
  await page.locator('h1', { hasText: /^Children.s home in West Sussex: / }).waitFor()
  await page.getByText(/^Added: /).waitFor()
  const id = Number(new URL(page.url()).pathname.split('/').at(-1))
  expect(await read(id)).toMatchObject({ location_sensitivity: 'restricted', position_kind: 'square', places_planned: 4 })
  expect(await answer<Site>(`/sites/${id}`, 'viewer')).not.toMatchObject({ name: 'Downs View' })
  expect(await page.getByText('Downs View').count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('every figure of the portfolio opens the list that makes it', async () => {
  const page = await context.newPage()
  await open(page, '/portfolio')
  await page.locator('h1', { hasText: /homes are open with \d+ places/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  const { items } = await lead<{ items: Record<string, { value: number; sites: number; query: string }>[] }>('/portfolio')
  const links = page.locator('tbody td a, thead td a')
  const wanted = items.flatMap((holding) =>
    Object.entries(holding).flatMap(([name, figure]) => (figure.query !== undefined && figure.sites && !['highest_fee_pence', 'places_usable', 'places_estimated'].includes(name) ? [figure] : [])),
  )
  // Each link is the list of its figure; that this list has the figure's sites and adds up
  // to it is asked of the server for all of them (TestPortfolioFiguresAreTheirSites).
  const narrowed = (query: string) => {
    const asked = new URLSearchParams(query)
    asked.delete('view')
    if (asked.get('stage') === 'all') asked.delete('stage')
    return asked.toString()
  }
  const hrefs = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).getAttribute('href')!))
  expect(hrefs.map((href) => narrowed(href.split('?')[1]!)).sort()).toEqual(wanted.map(({ query }) => narrowed(query)).sort())
  // Those of the whole region are followed, without loading the pages anew each time.
  const seen = new Map(wanted.map(({ query, sites }) => [narrowed(query), sites]))
  const followed = await page.locator('thead td a').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).getAttribute('href')!))
  expect(followed.length).toBeGreaterThan(6)
  for (const href of new Set(followed)) {
    await page.locator(`thead td a[href="${href}"]`).first().click()
    await expect.poll(() => page.locator('main tbody tr').count(), { message: href }).toBe(seen.get(narrowed(href.split('?')[1]!)))
    if (href === followed[0]) expect(await axeFaults(page)).toEqual([])
    await page.goBack()
    await page.locator('h1', { hasText: /homes are open with \d+ places/ }).waitFor()
  }
  await page.close()
})

test('the register is narrowed, sorted and taken away by those with the right', async () => {
  const page = await context.newPage()
  await open(page, '/?view=table&stage=all')
  const rows = page.locator('main tbody tr')
  await rows.first().waitFor()
  await tabTo(page, page.getByLabel('Condition', { exact: true }))
  await page.keyboard.type('Fit')
  await page.waitForURL(/condition=fit/)
  const { total } = await lead<{ total: number }>('/sites?condition=fit')
  await expect.poll(() => rows.count()).toBe(total)
  const download = page.waitForEvent('download')
  await press(page, page.getByRole('link', { name: /^CSV/ }))
  expect((await download).suggestedFilename()).toMatch(/^homeground-sites-.*\.csv$/)
  await press(page, page.getByRole('button', { name: 'Clear these' }))
  await press(page, page.getByRole('button', { name: 'Condition', exact: true }))
  await page.waitForURL(/sort=condition/)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
  const funder = await browser('dfe')
  const theirs = await funder.newPage()
  await open(theirs, '/')
  expect(await theirs.getByRole('link', { name: /^(CSV|GeoJSON|Add a site|The portfolio)/ }).count()).toBe(0)
  await open(theirs, '/portfolio')
  expect(await theirs.locator('h1').innerText()).toBe('You cannot see this page.')
  await funder.close()
})

test('what a site lies in is said with its overlap and source; what was not checked is never called clear', async () => {
  const page = await context.newPage()
  const { items } = await lead<{ items: Site[] }>('/sites?limit=500')
  const site = items.find(({ position_kind }) => position_kind === 'exact')!
  const layer = { source: 'Green belt of England', dated: '2026-03-31', imported_at: '2026-11-20T09:00:00Z', covers: true }
  await page.route('**/constraints', (route) =>
    route.fulfill({
      json: {
        withheld: false,
        items: [
          { kind: 'green_belt', name: 'Green belt', state: 'partly', areas: [{ name: 'Downs', reference: 'GB1', overlap_square_metres: 1234.4, percent: 12.34, source: layer.source }], layers: [layer] },
          { kind: 'flood_zone_3', name: 'Flood zone 3', state: 'not_checked' },
          { kind: 'sssi', name: 'Site of special scientific interest', state: 'clear', layers: [layer] },
        ],
      },
    }),
  )
  await open(page, `/sites/${site.id}`)
  await page.getByRole('heading', { name: 'Partly in green belt' }).waitFor()
  await page.getByText('Partly in green belt, Downs: 1,234 m², 12.3 % of the site.').waitFor()
  await page.getByText('Not checked: flood zone 3.').waitFor()
  await page.getByText('In none of: site of special scientific interest.').waitFor()
  await page.getByText('Green belt of England, 31 March 2026; imported 20 November 2026.').waitFor()
  expect(await page.getByText(/clear/i).count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('what was being written is kept when its page goes away, and meets what others changed since', async () => {
  const site = await own(({ name }) => name === 'Teasel Close')
  const page = await context.newPage()
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Change identity and ownership' }))
  const form = page.getByRole('form', { name: 'Identity and ownership' })
  await tabTo(page, form.getByLabel('Tenure'))
  await page.keyboard.type('Freehold')
  await press(page, page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Options' }))
  await page.waitForURL('**/options')
  await form.waitFor({ state: 'detached' }) // its address is there before the page of the options is
  const theirs = await send('PATCH', `/sites/${site.id}`, 'administrator', { version: site.version, body: { tenure: 'leasehold' } })
  expect(theirs.status).toBe(200)
  await page.goBack()
  await press(page, page.getByRole('button', { name: 'Change identity and ownership' }))
  expect(await form.getByLabel('Tenure').inputValue()).toBe('freehold')
  await page.keyboard.press('Control+Enter')
  await page.getByLabel('Tenure, what it is now: Leasehold').waitFor()
  await press(page, page.getByRole('button', { name: 'Keep mine' }))
  await page.getByRole('heading', { name: 'Owned by West Sussex, freehold' }).waitFor()
  await page.close()
})
