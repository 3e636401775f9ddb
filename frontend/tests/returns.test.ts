// A whole round of a return by different people: opened, its faults found and fixed, certified
// by another, verified, submitted, questioned, opened again, accepted and revised.
import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, send, watched, write } from './page'

let manager: BrowserContext, finance: BrowserContext, funder: BrowserContext
beforeAll(async () => void ([manager, finance, funder] = await Promise.all([browser('manager'), browser('finance'), browser('dfe')])))
afterAll(() => Promise.all([manager, finance, funder].map((context) => context.close())))

interface Detail { id: number; version: number; state: string; faults: { severity: string; field?: string }[]; since: unknown[] }
const errors = (d: Detail) => d.faults.filter(({ severity }) => severity === 'error')
let address = ''
const again = async (page: Page) => open(page, address)

// taken is a file of the return as the page hands it out.
async function taken(page: Page, name: string): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()])
  return { name: download.suggestedFilename(), content: await readFile((await download.path())!) }
}

async function certify(page: Page) {
  await press(page, page.getByRole('button', { name: 'Check it' }))
  await page.getByRole('heading', { name: /^Checked: it waits to be certified/ }).waitFor()
  await press(page, page.getByRole('button', { name: 'Certify it' }))
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: /^Certified: it waits to be submitted/ }).waitFor({ timeout: 30_000 })
  await press(page, page.getByRole('button', { name: 'Submit it' }))
  await page.getByRole('heading', { name: /^Submitted: it waits for/ }).waitFor()
}

test('a return is opened; its faults are found, and mended where they are', async () => {
  const { page: office, faults } = await watched(finance)
  await open(office, '/grants')
  await press(office, office.getByRole('button', { name: 'Open a return' }))
  await write(office, office.getByLabel('Due on'), '31/02/2027')
  await office.keyboard.press('Control+Enter')
  await office.getByRole('link', { name: /^Enter the day it is due/ }).waitFor()
  await write(office, office.getByLabel('Due on'), '28/02/2027')
  await office.keyboard.press('Control+Enter')
  await office.getByRole('heading', { name: /faults still stop this return\.$/ }).waitFor()
  address = new URL(office.url()).pathname
  const d = await answer<Detail>(address)
  await office.getByRole('heading', { name: `${errors(d).length} faults still stop this return.` }).waitFor()
  expect(await office.getByRole('button', { name: 'Check it' }).isDisabled()).toBe(true)
  expect(await office.getByRole('button', { name: /^Fix it/ }).count()).toBe(0) // finance does not write in it
  expect(await axeFaults(office)).toEqual([])
  expect(faults).toEqual([])
  await office.close()

  const { page, faults: wrong } = await watched(manager)
  await again(page)
  await press(page, page.getByRole('button', { name: 'Fix it: Admin, row 1, Organisation name' }))
  const texts: Record<string, string> = { 'Organisation name': 'West Sussex County Council', 'Contact name': 'Grant manager', 'Contact e-mail': 'grants@example.org', 'Contact telephone': '01632 960000' }
  await expect.poll(() => page.getByRole('textbox', { name: 'Organisation name' }).evaluate((field) => field === document.activeElement)).toBe(true)
  for (const [label, text] of Object.entries(texts)) await write(page, page.getByRole('textbox', { name: label }), text)
  await press(page, page.getByRole('link', { name: /^Portfolio progress/ }))
  await write(page, page.getByRole('textbox', { name: 'Portfolio progress' }), 'The home in Portsmouth is being made ready.')
  await page.getByText('8 words of 300 at most').waitFor()
  await press(page, page.getByRole('link', { name: /^Project progress/ }))
  for (const field of await page.getByRole('textbox').all()) await write(page, field, 'As forecast.')
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Saved\. /).waitFor()
  for (let n = 0; n < 10 && (await answer<Detail>(address).then(errors)).length; n++) {
    await press(page, page.getByRole('link', { name: /^What changed/ }))
    await press(page, page.getByRole('button', { name: /^Fix it/ }).first())
    await page.keyboard.type('Other projects begin next year.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Saved. Nothing stops it.').waitFor()
  }
  await page.getByRole('heading', { name: 'Nothing stops this return.' }).waitFor()
  expect([(await taken(page, 'Workbook')).name, (await taken(page, 'Tables')).name]).toEqual(['draft-return-1-revision-0.xlsx', 'draft-return-1-revision-0-csv.zip'])
  for (const [kind, who, status] of [['pdf', 'manager', 404], ['xlsx', 'dfe', 404], ['xlsx', 'property_lead', 404]] as const) expect((await send('GET', `${address}/files/${kind}`, who)).status, kind).toBe(status)
  expect(await axeFaults(page)).toEqual([])
  expect(await page.getByRole('button', { name: /Check it|Certify it/ }).count()).toBe(0)
  expect(wrong).toEqual([])
  await page.close()
})

test('it is certified by another, its files are verified, and it is submitted', async () => {
  const page = await finance.newPage()
  await again(page)
  await certify(page)
  const now = await answer<Detail>(address)
  for (const [path, body] of [['certificates', { signed_as: 'Finance' }], ['steps', { state: 'checked' }], ['acceptance', {}]] as const) {
    expect((await send('POST', `${address}/${path}`, 'manager', { version: now.version, body })).status, path).toBe(403)
  }
  const [data, book, tables, paper] = [await taken(page, 'Data'), await taken(page, 'Workbook'), await taken(page, 'Tables'), await taken(page, 'To print')]
  expect([data.name, book.name, tables.name, paper.name]).toEqual(['return-1-revision-0.json', 'return-1-revision-0.xlsx', 'return-1-revision-0-csv.zip', 'return-1-revision-0.pdf'])
  expect(await axeFaults(page)).toEqual([])

  await page.setViewportSize({ width: 390, height: 844 })
  await again(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await page.getByRole('link', { name: 'Verify a file' }).click()
  const verdict = async (name: string, content: Buffer, says: string) => {
    await page.getByLabel(/^(File|Another file)$/).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content })
    await page.getByRole('heading', { name: `${name}: ${says}.` }).waitFor()
  }
  for (const file of [data, book, tables, paper]) await verdict(file.name, file.content, 'genuine')
  for (const kind of ['oc4ids', 'inputs']) await verdict(kind, Buffer.from(await (await send('GET', `${address}/files/${kind}`, 'finance')).arrayBuffer()), 'genuine')
  const text = data.content.toString()
  await verdict('spaced.json', Buffer.from(JSON.stringify(JSON.parse(text), null, 2)), 'same figures, saved again')
  await verdict('altered.json', Buffer.from(text.replace('West Sussex County Council', 'Kent County Council')), 'altered')
  await page.getByRole('row', { name: /Admin 1 Organisation name Kent County Council West Sussex County Council/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await verdict('flipped.pdf', Buffer.concat([paper.content.subarray(0, -1), Buffer.from([paper.content.at(-1)! ^ 1])]), 'altered')
  await page.getByText('each page has its text, but the bytes are not those that were certified').waitFor()
  await verdict('other.txt', Buffer.from('nothing'), 'unknown')
  await page.close()
})

test('the funder asks, the manager answers; it is opened again, mended, accepted and revised', async () => {
  const { page: reader, faults } = await watched(funder)
  await open(reader, '/')
  await reader.getByRole('link', { name: 'Returns', exact: true }).click()
  await reader.getByRole('link', { name: 'Return 1', exact: true }).click()
  await reader.getByRole('heading', { name: /^Submitted:/ }).waitFor()
  expect(await reader.getByRole('button', { name: /Open it again|Save|Certify/ }).count()).toBe(0)
  expect((await taken(reader, 'Everything in one')).name).toBe('return-1-revision-0-pack.zip')
  expect(await reader.getByRole('link', { name: 'What it was made from' }).count()).toBe(0)
  expect((await send('GET', `${address}/files/inputs`, 'dfe')).status).toBe(404)
  await press(reader, reader.getByRole('button', { name: 'Ask or say something of it' }))
  await reader.keyboard.press('Control+Enter')
  await reader.getByRole('link', { name: 'Write what you ask or say' }).waitFor()
  await write(reader, reader.getByLabel('Text'), 'Whose telephone is that?')
  await reader.keyboard.press('Control+Enter')
  await reader.getByRole('heading', { name: 'Questions and remarks: 1 of 1 not answered' }).waitFor()
  expect(await axeFaults(reader)).toEqual([])

  const page = await manager.newPage()
  await again(page)
  await press(page, page.getByRole('button', { name: /^Answer/ }))
  await write(page, page.getByLabel('Text'), 'An old one. It is put right.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Questions and remarks: all answered' }).waitFor()

  const office = await finance.newPage()
  await again(office)
  await press(office, office.getByRole('button', { name: 'Open it again' }))
  await office.keyboard.press('Control+Enter')
  await office.getByRole('link', { name: 'Say why it is opened again' }).waitFor()
  await write(office, office.getByLabel('Why', { exact: true }), 'The telephone is an old one')
  await office.keyboard.press('Control+Enter')
  await office.getByText('It is a draft again.').waitFor()
  expect((await send('GET', address, 'dfe')).status).toBe(404) // what is not certified is not the funder's

  await again(page)
  await press(page, page.getByRole('link', { name: /^Admin/ }))
  await write(page, page.getByRole('textbox', { name: 'Contact telephone' }), '01632 960001')
  await press(page, page.getByRole('button', { name: 'Save 1 change' }))
  await page.getByText('Saved. Nothing stops it.').waitFor()
  await page.close()
  await again(office)
  await certify(office)
  expect((await taken(office, 'Data')).content.toString()).toContain('01632 960001')

  await again(reader)
  await press(reader, reader.getByRole('button', { name: 'Accept it' }))
  await reader.getByRole('heading', { name: /^Accepted on/ }).waitFor()
  expect(faults).toEqual([])
  await reader.close()

  await again(office)
  expect(await office.getByRole('button', { name: 'Open it again' }).count()).toBe(0)
  await press(office, office.getByRole('button', { name: 'Open a revision' }))
  await office.keyboard.press('Control+Enter')
  await office.getByText(/Return 1, revision 1 to the/).waitFor()
  await office.getByRole('heading', { name: /^Nothing stops this return\. Since the last one, nothing changed\.$/ }).waitFor()
  expect(await office.getByRole('button', { name: 'Check it' }).isDisabled()).toBe(true) // nobody has looked it through
  await office.close()
})
