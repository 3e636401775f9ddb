// What matters most is confirmed by password, and an administrator helps whoever lost
// their phone. People with accounts of their own, with the keyboard alone.
import { execFileSync } from 'node:child_process'
import type { BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { setUpSecondStep } from './authenticator'
import { answer, axeFaults, browser, open, press, send, tabTo, write } from './page'
import { program } from './server'

const phrase = 'lantern orchard teapot gravel'
let context: BrowserContext // of Ivy Larch, an administrator
let elsewhere: BrowserContext // of Otto Bell, who looks on
let ivy: { id: number }
let otto: { id: number; email: string }

interface Person {
  roles: { role: string }[]
  second_step_since?: string
}

// comesIn is someone who is invited, chooses a password and sets up a second step.
async function comesIn(context: BrowserContext, name: string, role: string) {
  const email = `${name.toLowerCase().replace(' ', '.')}.${Date.now()}@example.gov.uk`
  const made = await send('POST', '/users', 'administrator', { body: { email, name, roles: [{ role }] } })
  const { user, invitation } = (await made.json()) as { user: { id: number; email: string }; invitation: { code: string } }
  const page = await context.newPage()
  await open(page, `/invitation#${invitation.code}`)
  await write(page, page.getByLabel('New password'), phrase)
  await page.keyboard.press('Enter')
  const step = await setUpSecondStep(page)
  await page.getByRole('link', { name: `${name}, your account` }).waitFor()
  await page.close()
  return { ...user, ...step }
}

// later makes it long ago that anyone gave their password.
function later() {
  const sql = "UPDATE sessions SET confirmed_at = confirmed_at - interval '6 minutes'"
  execFileSync(program, ['database', '--', 'psql', '-Xqc', sql], { env: { ...process.env, HOMEGROUND_DATA: inject('data'), DATABASE_URL: '' }, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function chooseRole(page: Page, role: string) {
  await tabTo(page, page.getByLabel('Role 1', { exact: true }))
  await page.keyboard.type(role)
}

beforeAll(async () => {
  context = await browser()
  elsewhere = await browser()
  ivy = await comesIn(context, 'Ivy Larch', 'administrator')
  otto = await comesIn(elsewhere, 'Otto Bell', 'viewer')
})
afterAll(() => Promise.all([context.close(), elsewhere.close()]))

test('roles are changed once the password has been given again, and nothing written is lost', async () => {
  const page = await context.newPage()
  await open(page, `/people/${otto.id}`)
  later()
  await chooseRole(page, 'Finance')
  await press(page, page.getByRole('button', { name: 'Save roles' }))
  const dialog = page.getByRole('dialog', { name: 'Enter your password to go on' })
  await dialog.waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('confirm-password')
  expect(await axeFaults(page)).toEqual([])
  await press(page, dialog.getByRole('button', { name: 'Cancel' }))
  await page.getByText('Your password was not given, so nothing was changed.').waitFor()
  expect(await page.getByLabel('Role 1', { exact: true }).inputValue()).toBe('finance')
  expect((await answer<Person>(`/users/${otto.id}`)).roles.map(({ role }) => role)).toEqual(['viewer'])

  await press(page, page.getByRole('button', { name: 'Save roles' }))
  await dialog.waitFor()
  await page.keyboard.press('Escape') // is no password either
  await expect.poll(() => dialog.isVisible()).toBe(false)
  await press(page, page.getByRole('button', { name: 'Save roles' }))
  await write(page, dialog.getByLabel('Password', { exact: true }), 'not the right password')
  await page.keyboard.press('Enter')
  await dialog.getByText('This is not your password').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, dialog.getByLabel('Password', { exact: true }), phrase)
  await page.keyboard.press('Enter')
  await page.getByText(/^Saved\./).waitFor()
  expect((await answer<Person>(`/users/${otto.id}`)).roles.map(({ role }) => role)).toEqual(['finance'])

  // For five minutes it is not asked for again.
  await chooseRole(page, 'Viewer')
  await press(page, page.getByRole('button', { name: 'Save roles' }))
  await expect.poll(async () => (await answer<Person>(`/users/${otto.id}`)).roles[0]!.role).toBe('viewer')
  await page.close()
})

test('a new phone, in place of the one before', async () => {
  const page = await context.newPage()
  await open(page, '/account')
  later()
  await press(page, page.getByRole('link', { name: 'Use another phone' }))
  const dialog = page.getByRole('dialog', { name: 'Enter your password to go on' })
  await press(page, dialog.getByRole('button', { name: 'Cancel' }))
  await page.getByText('Your password was not given').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: 'Try again' }))
  await write(page, dialog.getByLabel('Password', { exact: true }), phrase)
  await page.keyboard.press('Enter')
  await setUpSecondStep(page, 'Use another phone')
  await page.waitForURL('**/account')
  await page.close()
})

test('an administrator takes a lost phone’s second step away; a new one is set up at the next sign-in', async () => {
  const page = await context.newPage()
  const theirs = await elsewhere.newPage()
  await open(theirs, '/account')
  await open(page, `/people/${otto.id}`)
  await page.getByText(/Set up the second step on \d/).waitFor()
  await press(page, page.getByRole('button', { name: 'Take the second step away' }))
  const sure = page.getByRole('group', { name: 'Take Otto Bell’s second step away?' })
  expect(await axeFaults(page)).toEqual([])
  await press(page, sure.getByRole('button', { name: 'Cancel' }))
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('take-step')

  // Two changes at once that both want the password: it is asked for once.
  later()
  const held: Route[] = []
  await page.route(/\/(roles|second-step)$/, (route) => (held.length < 2 ? void held.push(route) : route.continue()))
  await chooseRole(page, 'Board')
  await press(page, page.getByRole('button', { name: 'Save roles' }))
  await press(page, page.getByRole('button', { name: 'Take the second step away' }))
  await press(page, sure.getByRole('button', { name: 'Take it away' }))
  await expect.poll(() => held.length).toBe(2)
  await Promise.all(held.map((route) => route.continue()))
  const dialog = page.getByRole('dialog', { name: 'Enter your password to go on' })
  await write(page, dialog.getByLabel('Password', { exact: true }), phrase)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Otto Bell: board.' }).waitFor()
  expect(await dialog.isVisible()).toBe(false)
  await page.getByText('Has not set up the second step yet.').waitFor()
  expect((await answer<Person>(`/users/${otto.id}`)).second_step_since).toBeUndefined()

  await theirs.goto('/projects')
  await theirs.waitForURL('**/sign-in?next=%2Fprojects')
  await write(theirs, theirs.getByLabel('E-mail address'), otto.email)
  await write(theirs, theirs.getByLabel('Password', { exact: true }), phrase)
  await theirs.keyboard.press('Enter')
  await setUpSecondStep(theirs)
  await theirs.waitForURL('**/projects')
  await theirs.close()

  // What was done is on record, in words.
  await open(page, '/audit?object=second_step')
  await page.getByRole('rowheader', { name: 'Took away the second step of Otto Bell' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'Otto Bell' }).first())
  await page.waitForURL(`**/people/${otto.id}`)
  await page.close()
})

test('a forgotten password: the new one is kept, and signs in with the code', async () => {
  const made = await send('POST', `/users/${otto.id}/invitations`, 'administrator')
  const { invitation } = (await made.json()) as { invitation: { code: string } }
  const page = await elsewhere.newPage()
  await open(page, `/invitation#${invitation.code}`)
  await write(page, page.getByLabel('New password'), phrase + ' two')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sign-in')
  await page.getByText('Your new password is kept. Sign in with it.').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, page.getByLabel('E-mail address'), otto.email)
  await write(page, page.getByLabel('Password', { exact: true }), phrase + ' two')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
  await page.close()
})

test('nobody takes their own second step away, and the demonstration’s people have none', async () => {
  const page = await context.newPage()
  await open(page, `/people/${ivy.id}`)
  await page.getByText(/Set up the second step on \d/).waitFor()
  expect(await page.getByRole('button', { name: 'Take the second step away' }).count()).toBe(0)
  await open(page, '/people/2')
  expect(await page.getByText(/second step/).count()).toBe(0)
  await page.close()
})
