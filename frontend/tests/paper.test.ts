// The board's paper: both files of it, and the page that gives them.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, watched } from './page'

interface Paper {
  options: { id: number; name: string; places: number }[]
  best: { best: { options: number[]; places: number } }
}

const pictures = process.env.HOMEGROUND_PICTURES // a folder, to look at the pages in
const reads = ['/usr/bin/pdfinfo', '/usr/bin/pdftotext'].every(existsSync)
const wide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth

test('the board downloads the paper as a tagged PDF', async () => {
  const context = await browser('board')
  const { page, faults } = await watched(context)
  await open(page, '/choice/paper?objective=places')
  expect(await page.title()).toBe('Board paper - Homeground')
  expect(await axeFaults(page)).toEqual([])
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    press(page, page.getByRole('button', { name: 'Download PDF' })).then(() => page.getByText('It is being made.').waitFor()),
  ])
  expect(download.suggestedFilename()).toMatch(/^Board paper \d{4}-\d\d-\d\d\.pdf$/)
  await page.getByText(/^Your browser has it: Board paper/).waitFor()
  const file = await download.path()
  const content = readFileSync(file).toString('latin1')
  for (const part of ['%PDF-', '/Marked true', '/StructTreeRoot', '/Lang (en-GB)']) expect(content).toContain(part)
  if (reads) {
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/Tagged: +yes/)
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, '')
    const paper = await answer<Paper>('/choice/paper?objective=places', 'board')
    expect(text).toContain(`${paper.best.best.places}placesfor`)
    for (const id of paper.best.best.options) expect(text).toContain(paper.options.find((option) => option.id === id)!.name.replace(/\s+/g, ''))
  } else console.warn('poppler-utils is not installed: the PDF is not read back')
  if (pictures) await page.screenshot({ path: join(pictures, 'paper-page.png') })
  expect(faults).toEqual([])
  await context.close()
})

test('the paper as HTML is accessible, and fits a phone', async () => {
  const context = await browser('board')
  const { page } = await watched(context)
  await open(page, '/choice/paper')
  const href = (await page.getByRole('link', { name: /^Open as HTML/ }).getAttribute('href'))!
  await page.goto(href, { timeout: 60_000 })
  const paper = await answer<Paper>('/choice/paper', 'board')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Board paper, \d+ \w+ \d{4}/)
  expect(await page.getByText('Draft: nothing is decided').count()).toBe(1)
  const rows = await page.getByRole('region', { name: 'The options of the set', exact: true }).locator('tbody th[scope=row]').allTextContents()
  expect([...rows].sort()).toEqual(paper.best.best.options.map((id) => paper.options.find((option) => option.id === id)!.name).sort())
  for (const [width, height] of [[1366, 768], [390, 844]] as const) {
    await page.setViewportSize({ width, height })
    expect(await page.evaluate(wide), `sideways scroll at ${width}`).toBe(false)
    expect(await axeFaults(page)).toEqual([])
    if (pictures) await page.screenshot({ path: join(pictures, `paper-html-${width}.png`), fullPage: true })
  }
  await page.goto('/choice/paper')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.evaluate(wide)).toBe(false)
  if (pictures) await page.screenshot({ path: join(pictures, 'paper-phone.png') })
  await context.close()
})

test('without a Chromium on the server the page says what to do instead', async () => {
  const context = await browser('board')
  const { page } = await watched(context)
  const detail = 'This server has no Chromium to make a PDF with. Open the HTML and print it from your own browser, or have Chromium installed on the server.'
  await page.route('**/paper/pdf', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ status: 503, title: 'Service Unavailable', detail }) }))
  await open(page, '/choice/paper')
  await press(page, page.getByRole('button', { name: 'Download PDF' }))
  await page.getByRole('alert').getByText('print it from your own browser').waitFor()
  expect(await page.getByRole('link', { name: /^Open it as HTML/ }).getAttribute('href')).toBe('/api/v1/choice/paper/html')
  expect(await axeFaults(page)).toEqual([])
  await context.close()
})
