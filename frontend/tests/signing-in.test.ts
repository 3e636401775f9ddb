// Coming in: by a password and a code, from the demonstration's list, by an invitation; and going
// out. All of it with the keyboard alone.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setUpSecondStep } from './authenticator'
import { answer, axeFaults, browser, open, press, send, tabTo, watched, write } from './page'
import { people } from './people.mjs'

let context: BrowserContext
beforeAll(async () => void (context = await browser()))
afterAll(() => context.close())

const phrase = 'lantern orchard teapot gravel'

interface Invited {
  user: { id: number; email: string; name: string }
  invitation: { code: string }
}

async function invite(name: string, roles: object[]): Promise<Invited> {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${Date.now()}@example.gov.uk`
  const made = await send('POST', '/users', 'administrator', { body: { email, name, roles } })
  expect(made.status).toBe(201)
  return (await made.json()) as Invited
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.className)

test('an invitation is taken up, and the password then opens the door', async () => {
  const { user, invitation } = await invite('Nora Oak', [{ role: 'viewer' }])
  const { page, faults } = await watched(context)
  await open(page, `/invitation#${invitation.code}`)
  expect(await axeFaults(page)).toEqual([])

  await write(page, page.getByLabel('New password'), 'too short')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  expect(await focused(page)).toContain('summary')
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('link', { name: /15 characters or more; this has 9/ }))
  expect(await focused(page)).toBe('invitation-password')
  await write(page, page.getByLabel('New password'), 'Password123456789')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /another password/ }).waitFor() // the server's own list
  await write(page, page.getByLabel('New password'), phrase)
  await press(page, page.getByRole('button', { name: 'Show password' }))
  expect(await page.getByLabel('New password').getAttribute('type')).toBe('text')
  await press(page, page.getByRole('button', { name: 'Save and sign in' }))
  const { app } = await setUpSecondStep(page)
  await page.getByRole('link', { name: 'Nora Oak, your account' }).waitFor()
  expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/')

  // Out again, and the link is spent.
  await press(page, page.getByRole('button', { name: 'Sign out' }))
  await page.getByText('You are signed out.').waitFor()
  await open(page, `/invitation#${invitation.code}`)
  await write(page, page.getByLabel('New password'), phrase + ' again')
  await page.keyboard.press('Enter')
  await page.locator('h1', { hasText: 'This link does not work' }).waitFor()
  expect(await axeFaults(page)).toEqual([])

  // A wrong password first, then the right one, and on to the page that was wanted.
  await page.goto('/projects')
  await page.waitForURL('**/sign-in?next=%2Fprojects')
  await write(page, page.getByLabel('E-mail address'), user.email)
  await write(page, page.getByLabel('Password', { exact: true }), 'not the right password')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
  expect(await page.title()).toMatch(/^Error: Sign in/)
  expect(await axeFaults(page)).toEqual([])
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('')
  await write(page, page.getByLabel('Password', { exact: true }), phrase)
  await page.keyboard.press('Enter')
  await write(page, page.getByLabel('Code from your authenticator app'), await app.code())
  await page.keyboard.press('Enter')
  await page.waitForURL('**/projects')
  await page.locator('h1').waitFor()
  expect(faults.filter((fault) => !/status of (401|422)/.test(fault))).toEqual([])

  // Changing it, with what it is now.
  await press(page, page.getByRole('link', { name: 'Nora Oak, your account' }))
  await press(page, page.getByRole('button', { name: 'Change password' }))
  await write(page, page.getByLabel('Password now'), 'not it at all')
  await write(page, page.getByLabel('New password'), phrase + ' two')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /not your password/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, page.getByLabel('Password now'), phrase)
  await page.keyboard.press('Enter')
  await page.getByText('Your password is changed').waitFor()
  await press(page, page.getByRole('button', { name: 'Sign out everywhere' }))
  await page.getByText('You are signed out everywhere.').waitFor()
  await page.close()
})

test('one of the demonstration’s people comes in by one press; every page says what it is', async () => {
  const page = await context.newPage()
  await open(page, '/projects/1?x=1')
  await page.waitForURL('**/sign-in?next=*')
  expect(await axeFaults(page)).toEqual([])
  await page.getByText('Demonstration: made-up people and data').waitFor()
  await press(page, page.getByRole('button', { name: people.board }))
  await page.waitForURL('**/projects/1?x=1')
  await page.locator('h1').waitFor()
  for (const path of ['/', '/options', '/choice', '/account', '/help', '/nowhere']) {
    await open(page, path)
    await page.getByText('Demonstration: made-up people and data, only on this computer').waitFor()
  }
  await press(page, page.getByRole('button', { name: 'Sign out' }))
  await page.waitForURL('**/sign-in')
  await page.goBack()
  await page.waitForURL('**/sign-in?next=*') // nothing of it is seen again
  await page.close()
})

test.each(['https://example.com/', '//example.com/', '/\\example.com/', 'javascript:alert(1)'])('after signing in nobody is sent to %s', async (next) => {
  const page = await context.newPage()
  await open(page, `/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByRole('button', { name: people.viewer }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await page.close()
})

test('who is not signed in is asked to before anything else is asked for', async () => {
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => /\/(api|tiles)\//.test(request.url()) && asked.push(new URL(request.url()).pathname))
  await open(page, '/options')
  expect(new Set(asked)).toEqual(new Set(['/api/v1/session']))
  expect((await answer<{ signed_in: boolean }>('/session')).signed_in).toBe(true)
  await tabTo(page, page.getByLabel('E-mail address'))
  expect(await page.getByLabel('E-mail address').getAttribute('autocomplete')).toBe('username')
  expect(await page.getByLabel('Password', { exact: true }).getAttribute('autocomplete')).toBe('current-password')
  await page.close()
})
