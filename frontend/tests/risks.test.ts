// A project manager keeps the risks: adds one, meets a second editor, closes it. By keyboard.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, tabTo, watched, write } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('manager')))
afterAll(() => context.close())

interface Risk { id: number; risk: string; state: string; residual: number; version: number; owner?: string; review_on?: string; likelihood: number; impact: number }
const risks = async () => (await answer<{ risks: Risk[] }>('/projects/1', 'manager')).risks

test('a risk is added with what is done about it, changed under another editor, and closed', async () => {
  const before = (await risks()).length
  const { page, faults } = await watched(context)
  await open(page, '/projects/1')
  await press(page, page.getByRole('button', { name: 'Add a risk' }))
  const form = page.getByRole('form', { name: 'Add a risk' })
  await form.waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: 'Say what may happen' }).waitFor()
  await page.getByRole('link', { name: 'Choose how likely it is now' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, form.getByLabel('What may happen'), 'The drains have to be replaced')
  await tabTo(page, form.getByLabel('Likelihood now'))
  await page.keyboard.type('3')
  await tabTo(page, form.getByLabel('Impact now'))
  await page.keyboard.type('4')
  await tabTo(page, form.getByLabel('Milestone it would hit'))
  await page.keyboard.type('M1')
  await tabTo(page, form.getByLabel('Budget line it would hit'))
  await page.keyboard.type('Wo')
  await write(page, form.getByLabel('Look at it again on'), '15/01/2027')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Added: “The drains have to be replaced”.').waitFor()
  await page.getByRole('heading', { name: 'Risks: the worst scores 12 of 16' }).waitFor()
  await page.getByText('Risk red').waitFor()
  const made = (await risks()).find(({ risk }) => risk === 'The drains have to be replaced')!
  expect([made.residual, made.review_on, (await risks()).length]).toEqual([12, '2027-01-15', before + 1])
  await page.getByText(/^Would hit .+ and Works, 2026-27/).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('add-risk')
  expect(await axeFaults(page)).toEqual([])

  // Another has given it an owner while this one judges what is done about it.
  await press(page, page.getByRole('button', { name: 'Change the risk The drains have to be replaced' }))
  const change = page.getByRole('form', { name: 'Change this risk' })
  await write(page, change.getByLabel('What is done about it'), 'A camera survey')
  await tabTo(page, change.getByLabel('Likelihood with that done'))
  await page.keyboard.type('1')
  await tabTo(page, change.getByLabel('Impact with that done'))
  await page.keyboard.type('3')
  const { id, version, residual: _r, ...rest } = made
  const written = { risk: rest.risk, state: rest.state, likelihood: rest.likelihood, impact: rest.impact, review_on: rest.review_on, owner: 'Surveyor' }
  expect((await send('PUT', `/risks/${id}`, 'administrator', { version, body: written })).status).toBe(200)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('group', { name: /changed this risk while you were at it/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, page.getByRole('button', { name: 'Save the two together' }))
  await page.getByText('Saved: “The drains have to be replaced”.').waitFor()
  await page.getByText('With what is done', { exact: true }).waitFor() // and the matrix before it
  expect((await risks()).find((r) => r.id === id)).toMatchObject({ owner: 'Surveyor', residual: 3, mitigation: 'A camera survey' })

  await press(page, page.getByRole('button', { name: 'Change the risk The drains have to be replaced' }))
  await tabTo(page, page.getByLabel('Where it stands'))
  await page.keyboard.type('Cl')
  await page.keyboard.press('Control+Enter')
  await page.getByText('1 closed risk').waitFor()
  expect((await risks()).at(-1)).toMatchObject({ id, state: 'closed', residual: 0 })
  expect(faults.filter((fault) => !fault.includes('412'))).toEqual([])
  await page.close()
})
