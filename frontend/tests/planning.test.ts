// A property lead's planning: an application at Beechfield from its receipt to an appeal,
// a regulation 3 refusal that has none, the register, the rules and the routes; all of it
// by keyboard.
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, tabTo, watched, write, type Who } from './page'
import { people } from './people.mjs'

const contexts = new Map<Who, BrowserContext>()
beforeAll(() => of('property_lead'))
afterAll(() => Promise.all([...contexts.values()].map((context) => context.close())))

async function of(who: Who): Promise<BrowserContext> {
  if (!contexts.has(who)) contexts.set(who, await browser(who))
  return contexts.get(who)!
}

interface Application {
  id: number
  version: number
  type: string
  target_on?: string
  says: string
  events: { id: number; kind: string; struck: boolean }[]
  conditions: { id: number; number: string; state: string; version: number }[]
  blocked_by: { number: string }[]
}

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
const typed = (ago: number) => day(ago).split('-').reverse().join('/')
const words = (iso: string) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(iso))

// choose takes an option of a select by the arrow keys alone.
async function choose(page: Page, select: Locator, label: string) {
  await tabTo(page, select)
  await page.keyboard.press('Home')
  for (let tries = 0; tries < 40; tries++) {
    if ((await select.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.text)) === label) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`there is no ${label}`)
}

async function pick(page: Page, group: Locator, label: string) {
  await tabTo(page, group.getByRole('radio').first())
  await page.keyboard.press('Space')
  for (let tries = 0; tries < 6 && !(await group.getByRole('radio', { name: label }).isChecked()); tries++) await page.keyboard.press('ArrowDown')
}

async function clean(page: Page) {
  expect(await axeFaults(page)).toEqual([])
}

async function record(page: Page, part: Locator, what: string, ago: number, more?: (form: Locator) => Promise<void>) {
  await press(page, part.getByRole('button', { name: 'Record what happened' }))
  const form = part.getByRole('form', { name: 'Record what happened' })
  await choose(page, form.getByRole('combobox'), what)
  await write(page, form.getByLabel('When', { exact: true }), typed(ago))
  await more?.(form)
  await page.keyboard.press('Control+Enter')
  await form.waitFor({ state: 'detached' })
}

async function add(page: Page, type: string, authority: string, reference: string): Promise<Locator> {
  await press(page, page.getByRole('button', { name: 'Add an application' }))
  const form = page.getByRole('form', { name: 'Add an application' })
  await clean(page)
  await choose(page, form.getByLabel('Type', { exact: true }), type)
  await write(page, form.getByLabel('Planning authority', { exact: true }), authority)
  await write(page, form.getByLabel('Reference', { exact: true }), reference)
  await page.keyboard.press('Control+Enter')
  await page.getByText('The application is added.').waitFor()
  return page.getByRole('article', { name: new RegExp(`^${type.replace(/[()]/g, '.')}`) }).first()
}

const beechfield = async () => (await answer<{ items: { id: number; name: string }[] }>('/sites?q=beechfield')).items[0]!.id
const applications = async (site: number) => (await answer<{ items: Application[] }>(`/sites/${site}/applications`)).items

test('Beechfield: a change of use is applied for, refused and appealed, and its history read', async () => {
  const { page, faults } = await watched(await of('property_lead'))
  await open(page, '/')
  await page.keyboard.press('/')
  await page.keyboard.type('beechfield')
  await press(page, page.getByRole('link', { name: 'Table', exact: true }))
  await press(page, page.getByRole('rowheader').getByRole('link', { name: 'Beechfield' }))
  await page.locator('h1', { hasText: 'Beechfield' }).waitFor()
  await page.getByRole('heading', { name: 'Planning: no application is on record' }).waitFor()
  await clean(page)

  // What is missing is said, and the form keeps what was typed.
  await press(page, page.getByRole('button', { name: 'Add an application' }))
  await write(page, page.getByLabel('Planning authority', { exact: true }), 'Nowhere')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'Choose the type of application' }).waitFor()
  await page.locator('#application-planning_authority-fault').waitFor()
  await clean(page)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add an application')

  const part = await add(page, 'Change of use', 'Tandridge', '2026/1234')
  await part.getByText('Not submitted yet.').waitFor()
  await part.getByText(/^Not shown: the planning authority, the reference/).waitFor()
  await record(page, part, 'Received by the planning authority', 70)
  await record(page, part, 'Valid', 66, async (form) => {
    await press(page, form.getByText(/^What cannot be recorded as of .*, and why$/))
    await form.getByText('It is received already.').first().waitFor()
    await clean(page)
  })
  const site = await beechfield()
  const [application] = await applications(site)
  expect(application!.target_on).toBe(day(66 - 56))
  await page.getByRole('status').getByText(`Recorded: valid. Decision was due on ${words(application!.target_on!)}`).waitFor()
  await part.getByText(`Valid on ${words(day(66))}; 8 weeks ended on ${words(application!.target_on!)}.`).waitFor()
  await press(page, part.getByText('How it is counted: decision'))
  await part.getByText(/^8 weeks from the day after/).waitFor()
  await clean(page)

  await record(page, part, 'Decided', 5, (form) => pick(page, form.getByRole('group', { name: 'Outcome' }), 'Refused'))
  await part.getByText(/^Refused on .* An appeal may be lodged until /).waitFor()
  await record(page, part, 'Appeal lodged', 1)
  await part.getByText('An appeal is lodged.').waitFor()
  expect(await part.locator('li b').allInnerTexts()).toEqual(['Received by the planning authority', 'Valid', 'Refused', 'Appeal lodged'])
  await clean(page)

  // The texts are withheld, and the lead of the authority that owns it may ask.
  await press(page, part.getByRole('button', { name: 'Show reference and texts' }))
  await part.getByText('2026/1234, Tandridge.').waitFor()
  await part.getByText(/Your look was recorded, /).waitFor()
  await clean(page)
  await press(page, part.getByRole('button', { name: 'Hide them' }))
  expect(await part.getByText('2026/1234').count()).toBe(0)

  await press(page, page.getByRole('link', { name: 'Planning', exact: true }))
  await page.locator('h1', { hasText: 'this week' }).waitFor()
  const row = page.getByRole('row', { name: /Beechfield/ })
  expect(await row.innerText()).toMatch(/Change of use\s+reference not shown\s+not shown\s+Determined, refused; appeal lodged/)
  await clean(page)
  await press(page, row.getByRole('link', { name: 'Beechfield' }))
  await part.getByText('An appeal is lodged.').waitFor()
  await press(page, page.getByRole('button', { name: 'What changed' }))
  await page.locator('.history li', { hasText: 'application status' }).first().waitFor()
  expect(faults).toEqual([])
  await page.close()
})

test('a regulation 3 application that is refused has no appeal, and the page says why', async () => {
  const page = await (await of('property_lead')).newPage()
  await open(page, `/sites/${await beechfield()}`)
  await page.getByRole('heading', { name: 'Planning: 1 application' }).waitFor()
  const part = await add(page, 'The council’s own application (regulation 3)', 'West Sussex County Council', 'WSCC/026/26')
  await record(page, part, 'Received by the planning authority', 40)
  await record(page, part, 'Valid', 38)
  await record(page, part, 'Decided', 2, (form) => pick(page, form.getByRole('group', { name: 'Outcome' }), 'Refused'))
  const why = 'A council cannot appeal against the refusal of its own application (regulation 3). Change the scheme and apply again.'
  await part.getByRole('definition').filter({ hasText: why }).first().waitFor()
  await press(page, part.getByRole('button', { name: 'Record what happened' }))
  const form = part.getByRole('form', { name: 'Record what happened' })
  expect(await form.getByRole('combobox').locator('option').allInnerTexts()).toEqual(['Choose one', 'Closed'])
  await press(page, form.getByText('What cannot be recorded now, and why'))
  const refused = form.locator('dl div', { hasText: 'Appeal lodged' })
  expect(await refused.innerText()).toContain(why)
  await clean(page)

  // Nothing chosen: the fault leads to its field.
  await page.keyboard.press('Control+Enter')
  await press(page, form.getByRole('link', { name: 'Choose what happened' }))
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('event-kind')
  await clean(page)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Record what happened')
  await page.close()
})

test('what was recorded in error is struck out with its reason, and stays', async () => {
  const page = await (await of('property_lead')).newPage()
  const site = await beechfield()
  await open(page, `/sites/${site}`)
  const part = page.getByRole('article', { name: /regulation 3/ })
  await press(page, part.getByRole('button', { name: /^Strike out refused/ }))
  await page.keyboard.press('Control+Enter')
  await part.getByRole('link', { name: 'Say why it is struck out' }).waitFor()
  await write(page, part.getByLabel('Why it is an error'), 'It was another scheme’s.')
  await clean(page)
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Struck out: refused of .* Decision due on /).waitFor()
  await part.locator('s', { hasText: 'Refused' }).waitFor()
  await part.getByText('Struck out. The reason is not shown.').waitFor()
  await clean(page)
  const reg3 = (await applications(site)).find(({ type }) => type === 'reg-3')!
  expect(reg3.events.map(({ kind, struck }) => [kind, struck])).toEqual([['received', false], ['validated', false], ['decided', true]])

  // It is changed in its description only after a look, and in its circumstances without.
  await press(page, part.getByRole('button', { name: 'Change this application' }))
  await part.getByText(/are withheld. To change them, show them first/).waitFor()
  await tabTo(page, part.getByLabel('Major development'))
  await page.keyboard.press('Space')
  await clean(page)
  await page.keyboard.press('Control+Enter')
  await part.getByText(/; 13 weeks end on /).waitFor()
  await page.close()
})

// granted makes a permission at an open site, by the API.
async function granted(): Promise<{ site: number; id: number }> {
  const site = (await answer<{ items: { id: number; position_kind: string; owner_authority?: string; host_authority: string }[] }>('/sites?limit=500')).items.find(({ position_kind }) => position_kind === 'exact')!.id
  let made = (await (await send('POST', `/sites/${site}/applications`, 'administrator', { body: { type: 'full', planning_authority: 'E07000227', reference: 'DC/25/0042' } })).json()) as Application
  for (const body of [{ kind: 'received', on_day: day(300) }, { kind: 'validated', on_day: day(300) }, { kind: 'decided', on_day: day(250), outcome: 'granted' }]) {
    made = (await (await send('POST', `/applications/${made.id}/events`, 'administrator', { version: made.version, body })).json()) as Application
  }
  return { site, id: made.id }
}

describe('conditions', () => {
  test('one before development stands in the way of a start until it is discharged', async () => {
    const { site, id } = await granted()
    const page = await (await of('administrator')).newPage()
    await open(page, `/sites/${site}?application=${id}`)
    const part = page.locator(`#application-${id}`)
    await press(page, part.getByRole('button', { name: 'Add a condition' }))
    await clean(page)
    await write(page, part.getByLabel('Number', { exact: true }), '3')
    await choose(page, part.getByLabel('Kind', { exact: true }), 'Before development begins')
    await write(page, part.getByLabel('What it asks'), 'A plan of the access.')
    await page.keyboard.press('Control+Enter')
    await part.getByText('Condition 3 stands in the way of a start on site.').waitFor()
    await press(page, part.getByRole('button', { name: 'Add a condition' }))
    await write(page, part.getByLabel('Number', { exact: true }), 'BNG')
    await choose(page, part.getByLabel('Kind', { exact: true }), 'Biodiversity net gain')
    await choose(page, part.getByLabel('Biodiversity net gain', { exact: true }), 'Exempt')
    await write(page, part.getByLabel('Which exemption'), 'Below the threshold')
    await page.keyboard.press('Control+Enter')
    await part.getByText('exempt: Below the threshold').waitFor()
    await part.getByText('Condition 3 stands in the way of a start on site.').waitFor()

    await press(page, part.getByRole('button', { name: 'Record what happened' }))
    await press(page, part.getByText('What cannot be recorded now, and why'))
    await part.getByText('Development cannot begin before these are discharged: condition 3, open.').waitFor()
    await page.keyboard.press('Escape')

    // The second editor is shown both versions.
    const [condition] = (await applications(site)).find((one) => one.id === id)!.conditions
    await press(page, part.getByRole('button', { name: 'Change condition 3' }))
    await choose(page, part.getByLabel('State', { exact: true }), 'Discharged')
    const theirs = await send('PATCH', `/planning-conditions/${condition!.id}`, 'administrator', { version: condition!.version, body: { state: 'submitted' } })
    expect(theirs.status).toBe(200)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('group', { name: /changed this condition while you were at it/ }).waitFor()
    await clean(page)
    await press(page, page.getByRole('button', { name: 'Keep mine' }))
    await part.getByText('No condition stands in the way of a start on site.').waitFor()
    await clean(page)
    await page.close()
  })

  test('who records to an application that someone else changed is told, and adds to it', async () => {
    const { site, id } = await granted()
    const page = await (await of('administrator')).newPage()
    await open(page, `/sites/${site}?application=${id}`)
    const part = page.locator(`#application-${id}`)
    await press(page, part.getByRole('button', { name: 'Record what happened' }))
    const form = part.getByRole('form', { name: 'Record what happened' })
    await choose(page, form.getByRole('combobox'), 'Development began')
    await write(page, form.getByLabel('When', { exact: true }), typed(3))
    const now = (await applications(site)).find((one) => one.id === id)!
    await send('PATCH', `/applications/${id}`, 'administrator', { version: now.version, body: { reference: 'DC/25/0043' } })
    await page.keyboard.press('Control+Enter')
    await form.getByText('Someone else changed this application while you were at it.').waitFor()
    await clean(page)
    await press(page, form.getByRole('button', { name: 'Record mine as well' }))
    await part.getByText(`Development began on ${words(day(3))}.`).waitFor()
    await part.getByRole('button', { name: /DC\/25\/0043/ }).waitFor()
    await page.close()
  })
})

test('the routes are advice with precedents, and a lead records one', async () => {
  const page = await (await of('property_lead')).newPage()
  await open(page, `/sites/${await beechfield()}`)
  const routes = page.getByRole('region', { name: 'Which planning routes may be open' })
  await routes.getByText(/routes may be open\./).waitFor()
  await routes.getByText('This is no legal advice').waitFor()
  await choose(page, routes.getByLabel('Works', { exact: true }), 'A new building')
  await routes.getByRole('heading', { name: 'Outline permission' }).waitFor()
  await press(page, routes.getByRole('button', { name: 'Record a precedent of Full planning permission' }))
  const form = routes.getByRole('form', { name: /^A precedent/ })
  await page.keyboard.press('Control+Enter')
  await form.getByRole('link', { name: 'Say in a sentence what was asked for' }).waitFor()
  await clean(page)
  await write(page, form.getByLabel('What was asked for'), 'A home for three children on a hospital’s land')
  await choose(page, form.getByLabel('Outcome', { exact: true }), 'Granted')
  await write(page, form.getByLabel('Weeks it took'), '21')
  await write(page, form.getByLabel('Where this is known from'), 'Our own file')
  await page.keyboard.press('Control+Enter')
  await routes.getByText(/Granted, after 21 weeks, a new building/).waitFor()
  await clean(page)
  await page.close()
})

test('a viewer reads planning and is shown no form', async () => {
  const page = await (await of('viewer')).newPage()
  await open(page, `/sites/${await beechfield()}`)
  await page.getByText('An appeal is lodged.').waitFor()
  expect(await page.getByRole('button', { name: /Add an application|Record|Change this|Strike out|Show reference|Add a condition/ }).count()).toBe(0)
  await clean(page)
  await open(page, '/planning/rules')
  expect(await page.locator('h1').innerText()).toMatch(/^\d+ rules hold today/)
  expect(await page.getByRole('button', { name: 'Add a rule' }).count()).toBe(0)
  await clean(page)
  await page.close()
})

test('an administrator adds a rule with its source', async () => {
  const page = await (await of('administrator')).newPage()
  await open(page, '/planning/rules')
  await press(page, page.getByRole('button', { name: 'Add a rule' }))
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'Choose what the rule is about' }).waitFor()
  await clean(page)
  await choose(page, page.getByLabel('What it is about'), 'Time to decide')
  await choose(page, page.getByLabel('Type of application'), 'Prior approval')
  await write(page, page.getByLabel('How many'), '60')
  await choose(page, page.getByLabel('Of what'), 'days')
  await write(page, page.getByLabel('Source'), 'Made up by a test')
  await write(page, page.getByLabel('Holds from'), '01/04/2099')
  await page.keyboard.press('Control+Enter')
  await page.getByText('The rule is added, from 1 April 2099 on.').waitFor()
  await press(page, page.getByRole('link', { name: /past and to come/ }))
  await page.getByRole('row', { name: /60 days/ }).getByText('does not hold today').waitFor()
  await clean(page)
  await page.close()
})

describe('the register', () => {
  test('its filters are in the address, and nothing found is said', async () => {
    const page = await (await of('property_lead')).newPage()
    await open(page, '/planning')
    await choose(page, page.getByLabel('State', { exact: true }), 'Under appeal')
    await page.getByText('1 application matches.').waitFor()
    expect(new URL(page.url()).searchParams.get('state')).toBe('appeal')
    await press(page, page.getByRole('button', { name: 'Application', exact: true }))
    expect(new URL(page.url()).searchParams.get('sort')).toBe('type')
    await write(page, page.getByRole('searchbox'), 'zzzz')
    await page.getByText('No application matches these filters.').waitFor()
    await clean(page)
    const took = page.waitForEvent('download')
    await open(page, '/planning')
    await press(page, page.getByRole('link', { name: /^CSV/ }))
    expect((await took).suggestedFilename()).toMatch(/^homeground-planning-.*\.csv$/)
    await page.close()
  })

  test('one that cannot be fetched, and one with nothing in it', async () => {
    const page = await (await of('viewer')).newPage()
    await page.route('**/api/v1/planning?*', (route) => route.fulfill({ json: { items: [], total: 0, due_this_week: 0, overdue: 0, expiring: 0, withheld: 0 } }))
    await page.route('**/api/v1/planning', (route) => route.fulfill({ json: { items: [], total: 0, due_this_week: 0, overdue: 0, expiring: 0, withheld: 0 } }))
    await open(page, '/planning')
    expect(await page.locator('h1').innerText()).toBe('No application is on record yet.')
    await clean(page)
    await page.unrouteAll()
    const problem = { title: 'Something went wrong', status: 500, detail: 'Something went wrong. Try again.' }
    await page.route('**/api/v1/planning*', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }))
    await open(page, '/planning')
    await page.getByRole('alert').waitFor()
    await clean(page)
    await page.close()
  })
})

test('two who change one application see both versions, and merge them by field', async () => {
  const { site, id } = await granted()
  const page = await (await of('administrator')).newPage()
  await open(page, `/sites/${site}?application=${id}`)
  const part = page.locator(`#application-${id}`)
  await press(page, part.getByRole('button', { name: 'Change this application' }))
  await write(page, part.getByLabel('What is applied for'), 'Four places')
  const { version } = (await applications(site)).find((one) => one.id === id)!
  await send('PATCH', `/applications/${id}`, 'administrator', { version, body: { reference: 'DC/25/0099', description: 'Three places' } })
  await page.keyboard.press('Control+Enter')
  const conflict = page.getByRole('group', { name: /changed this application while you were at it/ })
  await conflict.getByLabel('Reference, what it is now: DC/25/0099').waitFor()
  await clean(page)
  await press(page, conflict.getByRole('button', { name: 'Save the two together' }))
  await part.getByRole('button', { name: /DC\/25\/0099/ }).waitFor()
  await part.getByText('Four places').waitFor()
  await page.close()
})

test('the department reads the register without planning authorities', async () => {
  const context = await of('dfe')
  const page = await context.newPage()
  await open(page, '/planning')
  expect(await page.locator('h1').innerText()).toMatch(/No application is on record yet|this week/)
  expect(await page.getByRole('link', { name: /^CSV/ }).count()).toBe(0)
  await clean(page)
  await page.close()
})

test('an event being written is there again after signing in anew', async () => {
  const context = await browser('administrator')
  const page = await context.newPage()
  const { site, id } = await granted()
  await open(page, `/sites/${site}`)
  const form = page.locator(`#application-${id}`).getByRole('form', { name: 'Record what happened' })
  await press(page, page.locator(`#event-${id}`))
  await choose(page, form.getByRole('combobox'), 'Development began')
  await write(page, form.getByLabel(/^Note/), 'The fence is up.')
  await context.clearCookies() // as when the session has ended
  await write(page, form.getByLabel('When', { exact: true }), typed(2))
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^You were signed out/).waitFor()
  await press(page, page.getByRole('button', { name: people.administrator }))
  await form.waitFor()
  expect(await form.getByLabel(/^Note/).inputValue()).toBe('The fence is up.')
  expect(await form.getByLabel('When', { exact: true }).inputValue()).toBe(typed(2))
  await context.close()
})

describe('on a phone', () => {
  test.each(['/planning', '/planning/rules', '/sites/'])('%s fits and is accessible', async (path) => {
    for (const who of ['viewer', 'property_lead'] as const) {
      const page = await (await of(who)).newPage()
      await page.setViewportSize({ width: 390, height: 844 })
      await open(page, path === '/sites/' ? path + (await beechfield()) : path)
      if (path === '/sites/') await page.getByText('An appeal is lodged.').waitFor()
      await clean(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      await page.close()
    }
  })
})
