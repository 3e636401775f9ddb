// Where places are missing, with the keyboard alone: on the map in both readings of need,
// by authority, and under other assumptions.
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, mapIdle, open, press, tabTo } from './page'

interface Coverage {
  areas: { level: string; name: string; need: number; covered: number; unmet: number; home_share_percent: number; home_share_from?: string; home_share_why?: string }[]
  places: number
}

let context: BrowserContext
beforeAll(async () => void (context = await browser('administrator')))
afterAll(() => context.close())

// shown are the readings of need that the map draws.
function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { homegroundMap: map } = window as unknown as { homegroundMap: import('maplibre-gl').Map }
    return ['cells', 'unmet'].filter((layer) => map.queryRenderedFeatures({ layers: [layer, `${layer}-points`] }).length > 0)
  })
}

test('need opens as what no home covers, is read as all of it, and can be put away', async () => {
  const page = await context.newPage()
  await open(page, '/')
  await mapIdle(page)
  expect(await shown(page)).toEqual(['unmet'])
  const unmet = page.getByRole('radio', { name: 'No place within 20 miles' })
  expect(await unmet.isChecked()).toBe(true)
  await tabTo(page, unmet)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => new URL(page.url()).searchParams.get('layers')).toBe('need,hotspots,homes,candidates')
  await expect.poll(() => shown(page)).toEqual(['cells'])
  await tabTo(page, page.getByRole('checkbox', { name: 'Need, estimated' }))
  await page.keyboard.press('Space')
  await expect.poll(() => shown(page)).toEqual([])
  await page.keyboard.press('Space')
  await expect.poll(() => shown(page)).toEqual(['unmet'])
  expect(new URL(page.url()).searchParams.get('layers')).toBe(null)
  await page.close()
})

test('the map’s sentence leads to who has no place within 20 miles, by authority', async () => {
  const page = await context.newPage()
  const { areas } = await answer<Coverage>('/coverage')
  const [region] = areas
  await open(page, '/')
  await press(page, page.locator('h1').getByRole('link', { name: Math.round(region!.unmet).toLocaleString('en-GB'), exact: true }))
  await page.getByText(`An estimated ${Math.round(region!.unmet).toLocaleString('en-GB')} of the ${Math.round(region!.need).toLocaleString('en-GB')} children who need a home have none within 20 miles.`).waitFor()
  const rows = page.locator('tbody tr')
  expect(await rows.count()).toBe(areas.length)
  const tenths = (n: number) => n.toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  expect(await rows.locator('td:nth-child(7)').allInnerTexts()).toEqual(areas.map(({ unmet }) => tenths(unmet)))
  const sum = areas.filter(({ level }) => level === 'authority').reduce((total, { unmet }) => total + unmet, 0)
  expect(Math.abs(sum - region!.unmet)).toBeLessThan(1)
  await page.keyboard.press('Tab') // off the link, whose focus is drawn as a mark and not as a line
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('half of the places are taken by others: less is covered, and the page follows', async () => {
  const page = await context.newPage()
  const before = await answer<Coverage>('/coverage')
  const set = async (share: string) => {
    await open(page, '/')
    await press(page, page.getByRole('button', { name: 'How it is worked out' }))
    const field = page.getByLabel(/Share of the places of open homes/)
    await tabTo(page, field)
    await page.keyboard.press('Control+A')
    await page.keyboard.type(share)
    await press(page, page.getByRole('button', { name: 'Save and work out again' }))
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await set('50')
  const after = await answer<Coverage>('/coverage')
  expect(after.areas[0]!.covered).toBeCloseTo(before.places / 2, 1)
  await expect.poll(() => page.locator('h1').innerText()).toContain(Math.round(after.areas[0]!.unmet).toLocaleString('en-GB'))
  await set('100')
  expect((await answer<Coverage>('/coverage')).areas).toEqual(before.areas)
  await page.close()
})

test('the share who need a home is by placements where there are any, or as stated everywhere; the table says which', async () => {
  const page = await context.newPage()
  const set = async (by: boolean, share: string) => {
    await open(page, '/')
    await press(page, page.getByRole('button', { name: 'How it is worked out' }))
    const field = page.getByLabel(/^Share of looked-after/)
    await tabTo(page, field)
    await page.keyboard.press('Control+A')
    await page.keyboard.type(share)
    const box = page.getByRole('checkbox', { name: /^Where imported placements tell/ })
    await tabTo(page, box)
    expect(await box.isChecked()).toBe(!by)
    await page.keyboard.press('Space')
    await press(page, page.getByRole('button', { name: 'Save and work out again' }))
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  const [before] = (await answer<Coverage>('/coverage')).areas
  await set(false, '20')
  const stated = (await answer<Coverage>('/coverage')).areas
  expect(stated[0]!.need).toBeCloseTo((before!.need * 20) / before!.home_share_percent, 0)
  expect(new Set(stated.map(({ home_share_percent }) => home_share_percent))).toEqual(new Set([20]))
  await set(true, '10')
  const { areas } = await answer<Coverage>('/coverage')
  expect(areas[0]).toEqual(before)
  await open(page, '/need?view=table&list=coverage')
  const rows = page.locator('tbody tr')
  await rows.first().waitFor()
  expect(await rows.locator('td:nth-child(4)').allInnerTexts()).toEqual(areas.map(({ home_share_percent }) => `${home_share_percent.toFixed(2)} %`))
  const authorities = areas.filter(({ level }) => level === 'authority')
  expect(authorities.length).toBeGreaterThan(10)
  expect((await rows.locator('td:last-child').allInnerTexts()).filter(Boolean)).toEqual(authorities.map(({ home_share_why }) => `Stated share. ${home_share_why}.`))
  await page.close()
})
