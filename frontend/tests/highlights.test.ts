// Highlight reports: of a project and of all, as a page and as a tagged PDF, as of now and as
// kept at the start of the month.
import { readFileSync } from 'node:fs'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, watched } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('manager')))
afterAll(() => context.close())

const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth

test('a project’s report says what its page says, and is taken as a PDF', async () => {
  const project = await answer<{ name: string; places: number }>('/projects/1')
  const { page, faults } = await watched(context)
  await open(page, '/projects/1')
  await press(page, page.getByRole('link', { name: 'Highlight report' }))
  await page.getByRole('heading', { name: `Highlight report of ${project.name}` }).waitFor()
  await page.getByRole('heading', { name: 'Kept: 1 month' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), press(page, page.getByRole('button', { name: 'Download PDF of the report as of now' }))])
  expect(download.suggestedFilename()).toMatch(/^Highlight report \d{4}-\d\d-\d\d\.pdf$/)
  const content = readFileSync(await download.path()).toString('latin1')
  for (const part of ['%PDF-', '/Marked true', '/StructTreeRoot', '/Lang (en-GB)']) expect(content).toContain(part)
  expect(faults).toEqual([])

  const kept = await page.getByRole('link', { name: /^Open as HTML the report of/ }).getAttribute('href')
  for (const at of ['/api/v1/projects/1/highlights/html', kept!]) {
    await page.goto(at)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(`${project.name}: highlight report`)
    for (const heading of [/^Rating: /, /^Money: /, 'Milestones', 'Its worst risks', /^Since /]) await page.getByRole('heading', { name: heading }).waitFor()
    for (const [width, height] of [[1366, 768], [390, 844]] as const) {
      await page.setViewportSize({ width, height })
      expect(await page.evaluate(fits), `sideways scroll at ${width}`).toBe(true)
      expect(await axeFaults(page)).toEqual([])
    }
  }
  await page.close()
})

test('the report of all projects', async () => {
  const { page } = await watched(context)
  await open(page, '/projects')
  await press(page, page.getByRole('link', { name: 'Highlight reports' }))
  await page.getByRole('heading', { name: 'Highlight report of all projects' }).waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(fits)).toBe(true)
  expect(await axeFaults(page)).toEqual([])
  await page.goto('/api/v1/highlights/html')
  await page.getByText(/projects? makes? \d+ places?; none opens after its deadline\./).waitFor()
  await page.getByRole('rowheader', { name: /Portsmouth, mothballed home/ }).first().waitFor()
  expect(await page.evaluate(fits)).toBe(true)
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})
