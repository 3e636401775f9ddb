// The map draws what there is; and the check that says so notices when it does not.
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawnFaults, expected, type Expected } from './drawn'
import { browser, open, watched } from './page'

let context: BrowserContext
let wanted: Expected

beforeAll(async () => {
  context = await browser('property_lead')
  wanted = await expected()
})
afterAll(() => context.close())

test('every authority, cell, hot-spot class, square and site is drawn, and nothing else', async () => {
  const { page, faults } = await watched(context)
  await open(page, '/')
  for (const [name, { ids }] of Object.entries(wanted)) expect(ids.length, name).toBeGreaterThan(0)
  expect(await drawnFaults(page, wanted)).toEqual([])
  expect(faults).toEqual([])
  await page.close()
})

describe('the check fails', () => {
  test.each(['authorities', 'cells', 'hotspots', 'squares', 'sites'])('when the tiles come without %s', async (layer) => {
    const page = await context.newPage()
    await page.route('**/tiles/**', (route) => route.continue({ url: route.request().url().replace(new RegExp(`${layer},|,${layer}\\b`), '') }))
    await open(page, '/')
    const faults = await drawnFaults(page, wanted)
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.every((fault) => fault.startsWith(`${layer}: did not draw ${wanted[layer]!.ids.length} of`))).toBe(true)
    await page.close()
  })

  test.each([['authorities', 'cells', 'hotspots'], ['squares', 'sites']])('when the tiles of %s answer 204', async (...layers) => {
    const page = await context.newPage()
    await page.route(`**/tiles/${layers.join(',')}/**`, (route) => route.fulfill({ status: 204 }))
    await open(page, '/')
    const faults = await drawnFaults(page, wanted)
    for (const layer of layers) expect(faults.join()).toContain(`${layer}: did not draw ${wanted[layer]!.ids.length} of`)
    await page.close()
  })

  test('when the worker is missing, and the page says so', async () => {
    const page = await context.newPage()
    await page.route('**/assets/*worker*', (route) => route.abort())
    await open(page, '/')
    expect(await drawnFaults(page, wanted, 10_000)).not.toEqual([])
    await page.getByText('The table shows the same').waitFor()
    await page.close()
  })

  test('with WebGL off, and the page says so', async () => {
    const without = await browser('property_lead', { args: ['--disable-3d-apis'] })
    const page = await without.newPage()
    await open(page, '/')
    expect(await drawnFaults(page, wanted, 10_000)).not.toEqual([])
    await page.getByText('The table shows the same').waitFor()
    expect(await page.locator('.left li a').count()).toBeGreaterThan(0)
    await without.close()
  })
})
