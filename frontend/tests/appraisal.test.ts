// The money of an option, and how firm a ranking is: with the keyboard alone.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, tabTo, write } from './page'

interface Year { weekly_fee: number; occupancy: number; mothballed: number; income: number; cost: number; surplus: number }
interface Money { assumptions: { code: string; value: number; source?: string }[]; break_even: { weekly_fee: number; occupancy: number }[]; expected: Year; grid: Year[] }
interface Option { id: number; name: string }

let context: BrowserContext
beforeAll(async () => void (context = await browser('board')))
afterAll(() => context.close())

const pounds = (pence: number) =>
  (pence / 100).toLocaleString('en-GB', { minimumFractionDigits: pence % 100 ? 2 : 0, maximumFractionDigits: pence % 100 ? 2 : 0 }).replace('-', '−')
const named = async (name: string) => (await answer<{ items: Option[] }>('/options')).items.find((option) => option.name === name)!

test('what a home would earn follows the assumptions, to the penny', async () => {
  const page = await context.newPage()
  const { id } = await named('Beechfield, rebuild as 3 x 5 beds')
  await open(page, `/options/${id}`)
  const section = page.locator('section[aria-labelledby=earns]')
  // The strategy's own figures, Annex B: 15 beds at £5,400 and 88 %.
  await section.getByRole('heading', { name: 'At £5,400 a week it breaks even 63.5 % full' }).waitFor()
  await section.getByText('88 % full it would have £1,030,760 left a year: income of £3,425,760 less staff and running costs of £2,395,000.').waitFor()
  const shown = async () => (await section.locator('.grid tbody tr:not(.even) td').allInnerTexts())
  const asked = async (query: string, mothballed: number) =>
    (await answer<Money>(`/options/${id}/money${query}`)).grid.filter((year) => year.mothballed === mothballed).map(({ surplus }) => pounds(surplus))
  expect(await shown()).toEqual(await asked('', 0))

  await write(page, section.getByLabel('Weekly fee, £'), '£6,500')
  await write(page, section.getByLabel('Places taken, %'), '60')
  await write(page, section.getByLabel('Saved by a mothballed zone a year, £'), '400,000.01')
  await page.keyboard.press('Enter')
  await section.getByText('60 % full it would have £309,000 left a year').waitFor()
  expect(new URL(page.url()).searchParams.get('weekly_fee')).toBe('650000')
  const query = '?weekly_fee=650000&occupancy=6000&zone_saving=40000001'
  expect(await shown()).toEqual(await asked(query, 0))
  await tabTo(page, section.getByLabel('Zones mothballed'))
  await page.keyboard.press('ArrowDown')
  await expect.poll(shown).toEqual(await asked(query, 1))
  expect(await axeFaults(page)).toEqual([])

  await page.reload()
  await section.getByText('with 1 zone of 3 mothballed').waitFor()
  await press(page, section.getByRole('button', { name: 'Back to what is known' }))
  await section.getByRole('heading', { name: 'At £5,400 a week it breaks even 63.5 % full' }).waitFor()
  await page.close()
})

test('assumptions that cannot be are refused, all of them, each at its field', async () => {
  const page = await context.newPage()
  const { id } = await named('Beechfield, rebuild as 3 x 5 beds')
  await open(page, `/options/${id}`)
  const section = page.locator('section[aria-labelledby=earns]')
  await write(page, section.getByLabel('Weekly fee, £'), 'lots')
  await write(page, section.getByLabel('Zones', { exact: true }), '4')
  await page.keyboard.press('Enter')
  await section.getByRole('link', { name: 'Enter a weekly fee of £1 to £100,000.' }).waitFor()
  expect(await section.getByLabel('Zones', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  expect(await axeFaults(page)).toEqual([])
  await press(page, section.getByRole('link', { name: /^Enter a number that divides/ }))
  expect(await section.getByLabel('Zones', { exact: true }).evaluate((element) => element === document.activeElement)).toBe(true)
  await page.close()
})

interface Firm { intervals: { code: string; sentence: string }[]; ranks: { name: string; ranks: number[] }[] }

test('how firm the first place is follows the weights, and says every rank', async () => {
  const page = await context.newPage()
  await open(page, '/options')
  const section = page.locator('section[aria-labelledby=firm]')
  const sentences = section.getByRole('list', { name: 'How far each weight can move' }).locator('li')
  const before = await answer<Firm>('/sensitivity')
  await expect.poll(() => sentences.allInnerTexts()).toEqual(before.intervals.map(({ sentence }) => sentence))
  const all = before.ranks.filter(({ ranks }) => ranks[0]! > 0)
  expect(await section.locator('tbody th:visible').allInnerTexts()).toEqual(all.slice(0, 8).map(({ name }) => name))
  const first = await section.locator('tbody tr').first().locator('td').first().innerText()
  expect(first.replace(/\s+/g, ' ').trim()).toMatch(new RegExp(`^${(100 * all[0]!.ranks[0]!).toFixed(1)} % ± 0\\.\\d$`))

  await tabTo(page, page.getByRole('slider', { name: 'Places' }))
  await page.keyboard.press('End')
  await expect.poll(() => new URL(page.url()).searchParams.get('weights')).toContain('places:10000')
  const after = await answer<Firm>('/sensitivity?weights=places:10000,time_to_open:0,cost_per_place:0,need_covered:0')
  expect(after.intervals).not.toEqual(before.intervals)
  await expect.poll(() => sentences.allInnerTexts()).toEqual(after.intervals.map(({ sentence }) => sentence))
  const byName = ({ ranks }: Firm) => Object.fromEntries(ranks.map((one) => [one.name, one.ranks]))
  expect(byName(after)).toEqual(byName(before)) // whatever the weights
  await press(page, section.locator('summary'))
  await expect.poll(() => section.locator('tbody th:visible').count()).toBe(before.ranks.length)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('weights are saved under a name, again as the next version, and made current', async () => {
  const page = await context.newPage()
  await open(page, '/options')
  const panel = page.getByRole('region', { name: 'Appraisal' })
  const rows = page.locator('.table tbody th a')
  const own = await answer<{ items: Option[] }>('/options')
  const asItWas = (await (await send('POST', '/appraisals', 'board', { body: { name: 'As it was' } })).json()) as { id: number }
  await press(page, panel.getByRole('button', { name: 'Save' }))
  await panel.getByRole('link', { name: /^Enter a name for the appraisal/ }).waitFor()
  await tabTo(page, page.getByRole('slider', { name: 'Need newly covered' }))
  await page.keyboard.press('End')
  await expect.poll(() => new URL(page.url()).searchParams.get('weights')).toContain('need_covered:10000')
  await write(page, panel.getByLabel('Save these weights as'), 'Need alone')
  await page.keyboard.press('Enter')
  await panel.getByText(/^Need alone, version 1: saved by/).waitFor()
  await write(page, panel.getByLabel('Save these weights as'), 'need alone')
  await page.keyboard.press('Enter')
  await panel.getByText(/^need alone, version 2: saved by/).waitFor()
  expect((await answer<{ items: Option[] }>('/options')).items.map(({ id }) => id)).toEqual(own.items.map(({ id }) => id))
  await press(page, panel.getByRole('button', { name: 'Make it current' }))
  await panel.getByText(/version 2, the current one/).waitFor()
  const now = await answer<{ items: Option[] }>('/options')
  expect(now.items.map(({ id }) => id)).not.toEqual(own.items.map(({ id }) => id))
  await expect.poll(() => rows.allInnerTexts()).toEqual(now.items.map(({ name }) => name))
  expect(await axeFaults(page)).toEqual([])
  const { programme_version: version } = await answer<{ programme_version: number }>('/appraisals')
  expect((await send('PUT', `/appraisals/${asItWas.id}/current`, 'board', { version })).status).toBe(200) // for the journeys after this
  expect((await answer<{ items: Option[] }>('/options')).items).toEqual(own.items)
  await page.close()
})
