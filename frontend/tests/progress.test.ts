// The table the funder receives: the page and the file say the same.
import { readFileSync } from 'node:fs'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser, open } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('finance', { acceptDownloads: true })))
afterAll(() => context.close())

// rows reads CSV with quoted fields.
function rows(text: string): Record<string, string>[] {
  const lines = text.replace(/^\ufeff/, '').trimEnd().split(/\r?\n/)
  const cells = (line: string) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!.replace(/^"|"$/g, '').replaceAll('""', '"'))
  const head = cells(lines[0]!)
  return lines.slice(1).map((line) => Object.fromEntries(cells(line).map((cell, i) => [head[i], cell])))
}

const pounds = (gbp: string) => Number(gbp).toLocaleString('en-GB', { maximumFractionDigits: 2 })
const day = (iso: string) =>
  iso && new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(iso)).replace('Sept', 'Sep')

test('the table equals the CSV it offers, milestone for milestone', async () => {
  const page = await context.newPage()
  await open(page, '/progress')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download CSV' }).click()])
  expect(download.suggestedFilename()).toMatch(/^homeground-progress-\d{4}-\d{2}-\d{2}\.csv$/)
  const csv = rows(readFileSync((await download.path())!, 'utf8'))
  expect(csv.length).toBeGreaterThan(0)

  const refs = [...new Set(csv.map((row) => row.project_ref!))]
  expect(await page.locator('tr[data-ref]').evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.ref))).toEqual(refs)
  for (const ref of refs) {
    const mine = csv.filter((row) => row.project_ref === ref)
    const row = page.locator(`tr[data-ref="${ref}"]`)
    const button = row.getByRole('button')
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
    const [first] = mine
    expect(await row.locator('th a').innerText()).toBe(first!.project)
    const cells = await row.locator('td').allInnerTexts()
    expect([cells[0], cells[1], cells[2], cells[3], cells[5], cells[6], cells[7]]).toEqual([
      first!.authority, first!.places, pounds(first!.grant_gbp!), pounds(first!.spent_gbp!), first!.conditions_due, day(first!.opening_baseline!), day(first!.opening_forecast!),
    ])
    const milestones = await row.locator('xpath=following-sibling::tr[1]').locator('tbody tr').evaluateAll((all) =>
      all.map((line) => [...line.querySelectorAll('th .key, td')].slice(0, 4).map((cell) => cell.textContent!.trim())),
    )
    expect(milestones).toEqual(mine.map((m) => [m.milestone, day(m.baseline_date!), day(m.forecast_date!), day(m.actual_date!)]))
  }
  await page.close()
})
