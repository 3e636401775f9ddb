// Every page in each of its states: accessible, titled, one h1, nothing asked elsewhere.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFaults, browser, mapIdle, open, watched, type Who } from './page'

const contexts = new Map<Who | '', BrowserContext>()
let context: BrowserContext
beforeAll(async () => void (context = await of('administrator')))
afterAll(() => Promise.all([...contexts.values()].map((opened) => opened.close())))

// of is the browser of one of the people, or of nobody.
async function of(who: Who | ''): Promise<BrowserContext> {
  if (!contexts.has(who)) contexts.set(who, await browser(who || undefined))
  return contexts.get(who)!
}

interface State {
  name: string
  who?: Who | '' // the administrator, where it does not say
  path: string
  title: RegExp
  act?: (page: Page) => Promise<unknown>
  refused?: string // this route answers 500
  empty?: string // this route answers an empty list
  fresh?: boolean // the server has no account yet
  due?: boolean // whoever is signed in has no second step yet
}

const states: State[] = [
  { name: 'map', path: '/', title: /^Map -/, act: mapIdle },
  { name: 'map with a site', path: '/?site=14', title: /^Map -/, act: (page) => page.locator('#drawer-name').waitFor() },
  { name: 'map with nothing found', path: '/?q=zzzz', title: /^Map -/, act: (page) => page.getByText('No site matches').waitFor() },
  { name: 'how need is worked out', path: '/', title: /^Map -/, act: (page) => page.getByRole('button', { name: 'How it is worked out' }).click().then(() => page.getByLabel(/Share of looked-after/).waitFor()) },
  { name: 'keyboard shortcuts', path: '/options', title: /^Options -/, act: (page) => page.keyboard.press('?').then(() => page.getByText('Single-key shortcuts are on').waitFor()) },
  { name: 'sites table', path: '/?view=table&stage=all', title: /^Map -/, act: (page) => page.locator('tbody th').first().waitFor() },
  { name: 'small areas table', path: '/need?view=table', title: /^Need -/, act: (page) => page.locator('tbody th').first().waitFor() },
  { name: 'places within 20 miles', path: '/need?view=table&list=coverage', title: /^Need -/, act: (page) => page.locator('tbody th').first().waitFor() },
  { name: 'where else', path: '/need?view=table&list=elsewhere&homes=2&metres=10000', title: /^Need -/, act: (page) => page.locator('tbody th').first().waitFor() },
  { name: 'authorities table', path: '/?view=table&list=authorities', title: /^Map -/, act: (page) => page.locator('tbody th').first().waitFor() },
  { name: 'site', path: '/sites/14', title: /Isle of Wight/, act: mapIdle },
  { name: 'site whose place is not known', path: '/sites/1', title: /- Homeground$/ },
  { name: 'site, its facts being changed', who: 'property_lead', path: '/sites/1', title: /- Homeground$/, act: (page) => page.getByRole('button', { name: 'Change use and lawful use' }).click().then(() => page.getByRole('button', { name: 'Change name, address and position' }).click()).then(() => page.getByLabel('UPRN').waitFor()) },
  { name: 'site, being moved', who: 'property_lead', path: '/sites/1', title: /- Homeground$/, act: (page) => page.getByRole('button', { name: 'Move to …' }).click().then(() => page.getByText('Why not the others').click()) },
  { name: 'site of the department', who: 'dfe', path: '/sites/15', title: /- Homeground$/ },
  { name: 'site, documents that cannot be fetched', path: '/sites/14', title: /- Homeground$/, refused: '**/documents', act: (page) => page.getByRole('alert').waitFor() },
  { name: 'add a site', who: 'property_lead', path: '/sites/new', title: /^Add a site -/ },
  { name: 'add a site, nothing entered', who: 'property_lead', path: '/sites/new', title: /^Error: Add a site -/, act: (page) => page.getByRole('button', { name: 'Add the site' }).click() },
  { name: 'add a site, without the right', who: 'viewer', path: '/sites/new', title: /^No right to this page -/ },
  { name: 'portfolio', path: '/portfolio', title: /^Portfolio -/ },
  { name: 'print', path: '/print', title: /^Need, homes and candidate sites -/, act: (page) => page.getByText('The map is drawn.').waitFor({ timeout: 90_000 }) },
  { name: 'print, of the department', who: 'dfe', path: '/print', title: /^No right to this page -/ },
  { name: 'portfolio of a hub', path: '/portfolio?hub=South', title: /^Portfolio -/ },
  { name: 'portfolio, none', path: '/portfolio', title: /^Portfolio -/, empty: '**/api/v1/portfolio*' },
  { name: 'portfolio that cannot be fetched', path: '/portfolio', title: /^Portfolio -/, refused: '**/api/v1/portfolio*' },
  { name: 'no such site', path: '/sites/999999', title: /^Site -/ },
  { name: 'options', path: '/options', title: /^Options -/ },
  { name: 'no option matches', path: '/options?hub=Nowhere', title: /^Options -/ },
  { name: 'option', path: '/options/1', title: /- Homeground$/ },
  { name: 'option, a stage being changed', who: 'board', path: '/options/1', title: /- Homeground$/, act: (page) => page.getByRole('button', { name: /^Change/ }).first().click() },
  { name: 'choice', path: '/choice', title: /^Choice -/ },
  { name: 'choice, no set keeps the rules', path: '/choice?budget=0', title: /^Choice -/ },
  { name: 'choice by need covered, a rule off and one ruled out', path: '/choice?objective=covered&off=sites&out=1', title: /^Choice -/ },
  { name: 'choice of what cannot be chosen from', path: '/choice?in=999999', title: /^Choice -/, act: (page) => page.getByRole('alert').waitFor() },
  { name: 'choice that cannot be fetched', path: '/choice', title: /^Choice -/, refused: '**/api/v1/best-set*', act: (page) => page.getByRole('alert').waitFor() },
  { name: 'choice in a meeting', path: '/choice/meeting', title: /^Choice, meeting view -/ },
  { name: 'projects', path: '/projects', title: /^Projects -/ },
  { name: 'projects, none', path: '/projects', title: /^Projects -/, empty: '**/api/v1/projects*' },
  { name: 'highlight reports', path: '/projects/highlights', title: /^Highlight report -/ },
  { name: 'highlight reports of a project', path: '/projects/1/highlights', title: /^Highlight report -/ },
  { name: 'what changed in projects', path: '/projects/changes', title: /^What changed in projects -/ },
  { name: 'project', path: '/projects/1', title: /- Homeground$/ },
  { name: 'project, a slip being written', path: '/projects/1', title: /- Homeground$/, act: (page) => page.getByRole('button', { name: /^Move / }).first().click().then(() => page.getByLabel('New forecast date').fill('01/09/2027')) },
  { name: 'progress', path: '/progress', title: /^Progress -/ },
  { name: 'imports', path: '/imports', title: /^Imports -/ },
  { name: 'help', path: '/help', title: /^Help -/ },
  { name: 'people', path: '/people', title: /^People -/ },
  { name: 'people, someone being invited', path: '/people', title: /^People -/, act: (page) => page.getByRole('button', { name: 'Invite someone' }).click().then(() => page.getByRole('button', { name: 'Make the invitation' }).click()) },
  { name: 'person', path: '/people/2', title: /- Homeground$/ },
  { name: 'no such person', path: '/people/999999', title: /^Person -/ },
  { name: 'audit', path: '/audit', title: /^Audit -/, act: (page) => page.getByRole('button', { name: /^Details/ }).first().click() },
  { name: 'audit, nothing found', path: '/audit?q=zzzzzz', title: /^Audit -/, act: (page) => page.getByText('Nothing matches').waitFor() },
  { name: 'audit that cannot be fetched', path: '/audit', title: /^Audit -/, refused: '**/api/v1/audit*' },
  { name: 'site, what changed', path: '/sites/14', title: /- Homeground$/, act: (page) => page.getByRole('button', { name: 'What changed' }).click().then(() => page.locator('.history li').first().waitFor()) },
  { name: 'account', path: '/account', title: /^Your account -/ },
  { name: 'account, a token being made', path: '/account', title: /^Your account -/, act: (page) => page.getByRole('button', { name: 'Make a token' }).click().then(() => page.getByRole('button', { name: 'Make the token' }).click()) },
  { name: 'second step being set up', path: '/projects', title: /^Set up your second step -/, due: true, act: (page) => page.getByRole('img', { name: /QR code/ }).waitFor() },
  { name: 'second step, nothing entered', path: '/projects', title: /^Error: Set up your second step -/, due: true, act: (page) => page.getByRole('button', { name: 'Go on' }).click() },
  { name: 'second step, of the demonstration', path: '/second-step', title: /^Use another phone -/, act: (page) => page.getByText('The demonstration’s people have no second step.').waitFor() },
  { name: 'a page without the right to it', who: 'viewer', path: '/options', title: /^No right to this page -/ },
  { name: 'map of a viewer', who: 'viewer', path: '/?site=14', title: /^Map -/, act: (page) => page.locator('#drawer-name').waitFor() },
  { name: 'sites of the department', who: 'dfe', path: '/', title: /^Map -/ },
  { name: 'help of the department', who: 'dfe', path: '/help', title: /^Help -/ },
  { name: 'sign-in', who: '', path: '/sign-in', title: /^Sign in -/ },
  { name: 'sign-in, nothing entered', who: '', path: '/sign-in', title: /^Error: Sign in -/, act: (page) => page.getByRole('button', { name: 'Sign in', exact: true }).click() },
  { name: 'set-up, done already', who: '', path: '/set-up', title: /^Set up -/ },
  { name: 'set-up, nothing entered', who: '', path: '/set-up', title: /^Error: Set up -/, fresh: true, act: (page) => page.getByRole('button', { name: 'Make the account' }).click() },
  { name: 'invitation without its code', who: '', path: '/invitation', title: /^Invitation -/ },
  { name: 'invitation, too short a password', who: '', path: '/invitation#abcdefgh', title: /^Error: Choose a password -/, act: (page) => page.getByLabel('New password').fill('too short').then(() => page.keyboard.press('Enter')) },
  { name: 'no such page', path: '/nowhere', title: /^Page not found -/ },
  { name: 'options that cannot be fetched', path: '/options', title: /^Options -/, refused: '**/api/v1/options*' },
  { name: 'sites that cannot be fetched', path: '/', title: /^Map -/, refused: '**/api/v1/sites*', act: (page) => page.getByRole('alert').waitFor() },
]

async function prepare(page: Page, { refused, empty, fresh, due }: State) {
  const problem = { title: 'Something went wrong', status: 500, detail: 'Something went wrong. Try again.' }
  if (refused) await page.route(refused, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }))
  if (fresh) await page.route('**/api/v1/session', (route) => route.fulfill({ json: { signed_in: false, set_up: false, demonstration: false, rights: {} } }))
  if (due) {
    await page.route('**/api/v1/session', async (route) => {
      const session = (await (await route.fetch()).json()) as { user: object }
      await route.fulfill({ json: { ...session, rights: {}, user: { ...session.user, demonstration: false, second_step: { due: true, recovery_codes: 0 } } } })
    })
    await page.route('**/api/v1/second-step', (route) => route.fulfill({ json: { key: 'ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567', address: 'otpauth://totp/Homeground', qr: Array(49).fill('1'.repeat(49)) } }))
  }
  if (empty) await page.route(empty, (route) => route.fulfill({ json: { items: [], total: 0 } }))
}

async function check(page: Page, state: State) {
  await prepare(page, state)
  await open(page, state.path)
  await state.act?.(page)
  await expect.poll(() => page.title()).toMatch(state.title)
  expect(await page.locator('h1').count()).toBe(1)
  expect(await axeFaults(page)).toEqual([])
}

describe('at 1366 x 768', () => {
  test.each(states)('$name', async (state) => {
    const { page, faults } = await watched(await of(state.who ?? 'administrator'))
    await check(page, state)
    const own = faults.filter((fault) => !/status of (404|422|500)/.test(fault))
    expect(own).toEqual([])
    await page.close()
  })
})

describe('on a phone', () => {
  const small = states.filter(({ name }) => ['map', 'map with a site', 'sites table', 'site', 'site, its facts being changed', 'site, being moved', 'add a site', 'portfolio', 'options', 'choice', 'choice, no set keeps the rules', 'choice in a meeting', 'project', 'project, a slip being written', 'progress', 'sign-in', 'second step being set up', 'account', 'people', 'person', 'audit', 'sites of the department'].includes(name))
  test.each<State>([...small, { name: 'list', path: '/?tab=list', title: /^Map -/ }])('$name', async (state) => {
    const page = await (await of(state.who ?? 'administrator')).newPage()
    await page.setViewportSize({ width: 390, height: 844 })
    await check(page, state)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.close()
  })
})

test('the skip link is the first thing a keyboard reaches, and works', async () => {
  const page = await context.newPage()
  await open(page, '/options')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to main content')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  await page.close()
})

test('g and a letter change the page; they can be turned off', async () => {
  const page = await context.newPage()
  await open(page, '/options')
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.waitForURL('**/projects')
  await page.locator('h1').waitFor()
  await page.keyboard.press('?')
  await page.getByLabel('Single-key shortcuts are on').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await page.waitForTimeout(300)
  expect(new URL(page.url()).pathname).toBe('/projects')
  await page.close()
})
