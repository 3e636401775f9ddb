// What may be done with a site, side by side, and what the board sets of the rules.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, watched, write } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('board')))
afterAll(() => context.close())

interface Courses { courses: { kind: string; name: string; cash_pence: number; repaid_pence: number }[] }
interface Rules { pledges: { authority_code: string; name: string; amount_pence: number | null }[]; hubs: { hub: string; options: number }[] }

const pounds = (pence: number) => (pence / 100).toLocaleString('en-GB', { maximumFractionDigits: 2, minimumFractionDigits: pence % 100 ? 2 : 0 }).replace('-', '−')

test('doing nothing, closing and each option of a site stand side by side, and follow what is assumed', async () => {
  const { items } = await answer<{ items: { id: number; name: string }[] }>('/options', 'board')
  const { id } = items.find(({ name }) => name.startsWith('Beechfield, rebuild as 2 x 7'))!
  const { page, faults } = await watched(context)
  await open(page, `/options/${id}`)
  const table = page.getByRole('region', { name: 'Courses of action: table' })
  await table.waitFor()
  await write(page, page.getByLabel('Grant repaid if it closes, £'), '300,000')
  await write(page, page.getByLabel('Years', { exact: true }), '5')
  await press(page, page.getByRole('form', { name: 'Assumptions of the courses' }).getByRole('button', { name: 'Work it out' }))
  await expect.poll(() => new URL(page.url()).searchParams.get('repaid')).toBe('30000000')
  const { courses } = await answer<Courses>(`/options/${id}/courses?years=5&repaid=30000000`, 'board')
  const row = (name: string) => table.getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell').allInnerTexts()
  await expect.poll(() => row('Grant repaid')).toEqual(courses.map(({ repaid_pence }) => pounds(repaid_pence)))
  expect(await row('Net cost over 5 years')).toEqual(courses.map(({ cash_pence }) => pounds(cash_pence)))
  expect(courses.find(({ kind }) => kind === 'close')!.cash_pence).toBe(30_000_000)
  expect(await axeFaults(page)).toEqual([])

  await write(page, page.getByLabel('Years', { exact: true }), '99')
  await press(page, page.getByRole('form', { name: 'Assumptions of the courses' }).getByRole('button', { name: 'Work it out' }))
  await page.getByRole('link', { name: /years from 1 to 60/ }).waitFor()
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([])
  await page.close()
})

test('a pledge and the least number in a hub are set; what is no amount is said', async () => {
  const before = await answer<Rules>('/choice/rules', 'board')
  const { page } = await watched(context)
  await open(page, '/choice')
  await press(page, page.getByRole('link', { name: 'What each authority pledges, and the least number in each hub' }))
  const kent = page.getByLabel('Pledged by Kent, in pounds')
  await kent.waitFor()
  expect(await axeFaults(page)).toEqual([])
  await write(page, kent, 'plenty')
  await press(page, page.getByRole('button', { name: 'Save' }))
  await page.getByRole('link', { name: /Enter what Kent pledges/ }).waitFor()
  await write(page, kent, '321,000')
  await write(page, page.getByLabel('At least so many options in the South hub'), '2')
  await press(page, page.getByRole('button', { name: 'Save' }))
  await page.getByText('Saved. The best set follows at once.').waitFor()
  const after = await answer<Rules>('/choice/rules', 'board')
  expect([after.pledges.find(({ name }) => name === 'Kent')!.amount_pence, after.hubs.find(({ hub }) => hub === 'South')!.options]).toEqual([32_100_000, 2])

  // As it was.
  await write(page, kent, pounds(before.pledges.find(({ name }) => name === 'Kent')!.amount_pence!))
  await write(page, page.getByLabel('At least so many options in the South hub'), String(before.hubs.find(({ hub }) => hub === 'South')!.options))
  await press(page, page.getByRole('button', { name: 'Save' }))
  await expect.poll(async () => (await answer<Rules>('/choice/rules', 'board')).hubs).toEqual(before.hubs)
  await page.close()

  const lead = await browser('property_lead')
  const { page: read } = await watched(lead)
  await open(read, '/choice/rules')
  await read.getByRole('row', { name: /^Kent/ }).waitFor()
  expect(await read.getByRole('button', { name: 'Save' }).count()).toBe(0)
  await lead.close()
})
