// Every page in each of its states: accessible, titled, one h1, nothing asked elsewhere.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFaults, browser, mapIdle, open, watched } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser()))
afterAll(() => context.close())

interface State {
  name: string
  path: string
  title: RegExp
  act?: (page: Page) => Promise<unknown>
  refused?: string // this route answers 500
  empty?: string // this route answers an empty list
}

const states: State[] = [
  { name: 'map', path: '/', title: /^Map -/, act: mapIdle },
  { name: 'map with a site', path: '/?site=14', title: /^Map -/, act: (page) => page.locator('#drawer-name').waitFor() },
  { name: 'map with nothing found', path: '/?q=zzzz', title: /^Map -/, act: (page) => page.getByText('No site matches').waitFor() },
  { name: 'how need is worked out', path: '/', title: /^Map -/, act: (page) => page.getByRole('button', { name: 'How it is worked out' }).click().then(() => page.getByLabel(/Share of looked-after/).waitFor()) },
  { name: 'keyboard shortcuts', path: '/options', title: /^Options -/, act: (page) => page.keyboard.press('?').then(() => page.getByText('Single-key shortcuts are on').waitFor()) },
  { name: 'sites table', path: '/?view=table&stage=all', title: /^Map -/, act: (page) => page.locator('tbody th').first().waitFor() },
  { name: 'small areas table', path: '/?view=table&list=cells', title: /^Map -/, act: (page) => page.locator('tbody th').first().waitFor() },
  { name: 'authorities table', path: '/?view=table&list=authorities', title: /^Map -/, act: (page) => page.locator('tbody th').first().waitFor() },
  { name: 'site', path: '/sites/14', title: /Isle of Wight/, act: mapIdle },
  { name: 'site whose place is not known', path: '/sites/1', title: /- Homeground$/ },
  { name: 'no such site', path: '/sites/999999', title: /^Site -/ },
  { name: 'options', path: '/options', title: /^Options -/ },
  { name: 'no option matches', path: '/options?hub=Nowhere', title: /^Options -/ },
  { name: 'option', path: '/options/1', title: /- Homeground$/ },
  { name: 'option, a stage being changed', path: '/options/1', title: /- Homeground$/, act: (page) => page.getByRole('button', { name: /^Change/ }).first().click() },
  { name: 'choice', path: '/choice', title: /^Choice -/ },
  { name: 'projects', path: '/projects', title: /^Projects -/ },
  { name: 'projects, none', path: '/projects', title: /^Projects -/, empty: '**/api/v1/projects*' },
  { name: 'project', path: '/projects/1', title: /- Homeground$/ },
  { name: 'project, a slip being written', path: '/projects/1', title: /- Homeground$/, act: (page) => page.getByRole('button', { name: /^Move / }).first().click().then(() => page.getByLabel('New forecast date').fill('01/09/2027')) },
  { name: 'progress', path: '/progress', title: /^Progress -/ },
  { name: 'imports', path: '/imports', title: /^Imports -/ },
  { name: 'help', path: '/help', title: /^Help -/ },
  { name: 'no such page', path: '/nowhere', title: /^Page not found -/ },
  { name: 'options that cannot be fetched', path: '/options', title: /^Options -/, refused: '**/api/v1/options*' },
  { name: 'sites that cannot be fetched', path: '/', title: /^Map -/, refused: '**/api/v1/sites*', act: (page) => page.getByRole('alert').waitFor() },
]

async function prepare(page: Page, { refused, empty }: State) {
  const problem = { title: 'Something went wrong', status: 500, detail: 'Something went wrong. Try again.' }
  if (refused) await page.route(refused, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) }))
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
    const { page, faults } = await watched(context)
    await check(page, state)
    const own = faults.filter((fault) => !/status of (404|500)/.test(fault))
    expect(own).toEqual([])
    await page.close()
  })
})

describe('on a phone', () => {
  const small = states.filter(({ name }) => ['map', 'map with a site', 'sites table', 'site', 'options', 'choice', 'project', 'project, a slip being written', 'progress'].includes(name))
  test.each([...small, { name: 'list', path: '/?tab=list', title: /^Map -/ }])('$name', async (state) => {
    const page = await context.newPage()
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
