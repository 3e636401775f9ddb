// Who gains by an option, and where else among the sites there are: with the keyboard alone.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, tabTo } from './page'

interface Area { level: string; name: string; covered: number; covered_after: number; unmet: number }

let context: BrowserContext
beforeAll(async () => void (context = await browser('board')))
afterAll(() => context.close())

const tenths = (n: number) => n.toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

test('an option says whose children gain by it, and hides where nothing changes', async () => {
  const page = await context.newPage()
  const { areas } = await answer<{ areas: Area[] }>('/coverage?options=1')
  const more = (area: Area) => Math.round(10 * (area.covered_after - area.covered)) / 10
  const changed = areas.filter((area, i) => i === 0 || more(area) !== 0)
  expect(more(areas[0]!)).toBeGreaterThan(0)
  expect(changed.length).toBeLessThan(areas.length)
  await open(page, '/options/1')
  const section = page.getByRole('region', { name: 'Who gains' })
  await section.getByText(`of the ${Math.round(areas[0]!.unmet).toLocaleString('en-GB')} children who now have no place within 20 miles would have one`).waitFor()
  const rows = section.locator('tbody tr:visible')
  expect(await rows.locator('td:nth-child(6)').allInnerTexts()).toEqual(changed.map((area) => (more(area) > 0 ? '+' : '') + tenths(more(area)).replace('-', '−')))
  await press(page, section.locator('summary'))
  await expect.poll(() => rows.count()).toBe(areas.length)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('where else is asked among candidate sites, which lead to their pages', async () => {
  const page = await context.newPage()
  await open(page, '/?view=table&list=elsewhere&metres=10000')
  const where = page.getByRole('combobox', { name: 'Where to look' })
  await where.waitFor()
  await page.getByText('Covered by 4 places here').waitFor()
  await tabTo(page, where)
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => new URL(page.url()).searchParams.get('among')).toBe('candidates')
  const { items } = await answer<{ items: { site_id: number; name: string }[] }>('/elsewhere?pipeline=idea,screening,candidate,shortlisted,approved')
  const links = page.locator('tbody th a')
  await expect.poll(() => links.allInnerTexts()).toEqual(items.map(({ name }) => name))
  expect(items.length).toBeGreaterThan(3)
  await page.getByText(/at .* would cover an estimated/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await press(page, links.first())
  await page.waitForURL(`**/sites/${items[0]!.site_id}`)
  await page.close()
})
