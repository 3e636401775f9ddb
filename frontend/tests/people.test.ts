// The administrator invites someone, changes what they may do, and reads what was done.
// All of it with the keyboard alone.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, tabTo, write } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('administrator')))
afterAll(() => context.close())

interface Person {
  id: number
  name: string
  email: string
  state: string
  version: number
  roles: { role: string; authority_code?: string; authority_name?: string; project_id?: number; programme_id?: number }[]
}

async function invited(name: string): Promise<Person> {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${Date.now()}@example.gov.uk`
  const made = await send('POST', '/users', 'administrator', { body: { email, name, roles: [{ role: 'viewer' }] } })
  return ((await made.json()) as { user: Person }).user
}

const read = (id: number) => answer<Person>(`/users/${id}`)

test('inviting someone gives a link to send, once', async () => {
  const page = await context.newPage()
  await open(page, '/people')
  await press(page, page.getByRole('button', { name: 'Invite someone' }))
  await press(page, page.getByRole('button', { name: 'Make the invitation' }))
  await page.getByRole('link', { name: 'Enter their name' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'Enter their name' }))
  await page.keyboard.type('Piet Rowan')
  const email = `piet.${Date.now()}@example.gov.uk`
  await write(page, page.getByLabel('E-mail address'), email)
  await tabTo(page, page.getByLabel('Role 1', { exact: true }))
  await page.keyboard.type('Property')
  await tabTo(page, page.getByLabel('Authority of role 1'))
  await page.keyboard.type('Kent')
  await press(page, page.getByRole('button', { name: 'Make the invitation' }))
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/invitation#.{20,}/)
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: 'I have copied it' }))
  await page.getByRole('row', { name: /Piet Rowan/ }).waitFor()
  expect(await page.getByRole('row', { name: /Piet Rowan/ }).innerText()).toMatch(/Property lead, Kent\s+Invited\s+never/)
  expect(await page.content()).not.toContain(link.split('#')[1])
  const { items } = await answer<{ items: Person[] }>('/users')
  const made = items.filter((person) => person.email === email)
  expect(made.map(({ roles }) => roles.map(({ role, authority_name }) => [role, authority_name]))).toEqual([[['property_lead', 'Kent']]])
  await page.close()
})

test('someone’s roles are changed, and its history says so in plain words', async () => {
  const { id, name } = await invited('Una Sorrel')
  const page = await context.newPage()
  await open(page, '/people')
  await press(page, page.getByRole('link', { name, exact: true }).last())
  await page.locator('h1', { hasText: `${name}: viewer.` }).waitFor()
  await press(page, page.getByRole('button', { name: 'Add a role' }))
  await tabTo(page, page.getByLabel('Role 2', { exact: true }))
  await page.keyboard.type('Project')
  await press(page, page.getByRole('button', { name: 'Save roles' }))
  await page.getByRole('link', { name: 'Choose the project project manager is for' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'Choose the project project manager is for' }))
  await page.keyboard.press('ArrowDown')
  await press(page, page.getByRole('button', { name: 'Save roles' }))
  await page.getByText(/^Saved\./).waitFor()
  expect((await read(id)).roles.map(({ role }) => role).sort()).toEqual(['project_manager', 'viewer'])

  await tabTo(page, page.getByLabel('Role 1', { exact: true })) // the funder of one grant
  await page.keyboard.type('Department')
  await tabTo(page, page.getByLabel('Grant of role 1'))
  await page.keyboard.press('ArrowDown')
  await press(page, page.getByRole('button', { name: 'Save roles' }))
  await page.locator('h1', { hasText: 'Department for Education, ' }).waitFor()
  expect((await read(id)).roles.find(({ role }) => role === 'dfe')?.programme_id).toBeGreaterThan(0)

  await press(page, page.getByRole('button', { name: 'What changed' }))
  const entries = page.locator('.history li')
  await entries.first().waitFor()
  expect((await entries.allInnerTexts()).join('\n')).toMatch(/Ada Example/)
  expect((await entries.allInnerTexts()).join('\n')).toMatch(/[Pp]roject manager/)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('who changes a person after somebody else did sees both versions', async () => {
  const person = await invited('Wim Tansy')
  const page = await context.newPage()
  await open(page, `/people/${person.id}`)
  await tabTo(page, page.getByLabel('Role 1', { exact: true }))
  await page.keyboard.type('Finance')
  const theirs = await send('PUT', `/users/${person.id}/roles`, 'administrator', { version: person.version, body: { roles: [{ role: 'board' }] } })
  expect(theirs.status).toBe(200)
  await press(page, page.getByRole('button', { name: 'Save roles' }))
  await page.getByRole('group', { name: /changed this person while you were at it/ }).waitFor()
  await page.getByLabel('Roles, what you wrote: Finance').waitFor()
  await page.getByLabel('Roles, what it is now: Board').waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect((await read(person.id)).roles.map(({ role }) => role)).toEqual(['board'])
  await press(page, page.getByRole('button', { name: 'Keep mine' }))
  await page.getByText(/^Saved\./).waitFor()
  expect((await read(person.id)).roles.map(({ role }) => role)).toEqual(['finance'])
  await page.close()
})

test('someone who left is shut out, and that can be undone', async () => {
  const person = await invited('Yves Umber')
  const page = await context.newPage()
  await open(page, `/people/${person.id}`)
  await press(page, page.getByRole('button', { name: 'Shut them out' }))
  await page.getByText('May not sign in.').waitFor()
  expect((await read(person.id)).state).toBe('disabled')
  await press(page, page.getByRole('button', { name: 'Undo' }))
  await page.getByText('may sign in again').waitFor()
  expect((await read(person.id)).state).toBe('invited')
  await page.close()
})

test('the audit is searched, narrowed and opened; the view is in the address', async () => {
  const page = await context.newPage()
  await open(page, '/audit')
  await page.locator('tbody tr').first().waitFor()
  await write(page, page.getByLabel('Search what was done'), 'Wim Tansy')
  await page.waitForURL(/q=Wim/)
  const { total } = await answer<{ total: number }>('/audit?q=Wim+Tansy')
  await page.locator('h1', { hasText: `${total} entries match` }).waitFor()
  await tabTo(page, page.getByLabel('Kind of record'))
  await page.keyboard.type('Person')
  await page.waitForURL(/object=user\b/)
  await write(page, page.getByLabel('From'), '31/02/2026')
  await page.keyboard.press('Enter')
  await page.getByText('Enter a day like 21/11/2026').waitFor()
  await write(page, page.getByLabel('From'), '01/01/2026')
  await page.keyboard.press('Enter')
  await page.waitForURL(/from=2026-01-01/)
  await press(page, page.getByRole('button', { name: /^Details/ }).first())
  await page.getByRole('cell', { name: /Signed in by|Number/ }).or(page.getByText('Signed in by')).first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  const address = page.url()
  await page.reload()
  await page.locator('h1').waitFor()
  expect(page.url()).toBe(address)
  await page.close()
})
