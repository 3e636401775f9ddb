// A property lead adds a photograph to a site of theirs, sees its thumbnail, downloads it
// and takes it out; a viewer sees nothing of it. With the keyboard alone.
import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, press, tabTo, watched } from './page'

let context: BrowserContext
let site: { id: number; name: string }
beforeAll(async () => {
  context = await browser('property_lead')
  const { items } = await answer<{ items: { id: number; name: string; operation: string }[] }>('/sites?authority=E10000032&limit=500', 'property_lead')
  site = items.find(({ name }) => name === 'Cissbury Lodge')!
})
afterAll(() => context.close())

interface Document {
  id: number
  title: string
  kind: string
  bytes: number
  thumbnail?: string
  removed_because?: string
}

const documents = async () => (await answer<{ items: Document[] }>(`/sites/${site.id}/documents`, 'property_lead')).items

// photograph is a picture of random colours, which a JPEG cannot make small.
async function photograph(page: Page, width: number, height: number): Promise<Buffer> {
  const text = await page.evaluate(
    ([width, height]) => {
      const canvas = document.createElement('canvas')
      ;[canvas.width, canvas.height] = [width!, height!]
      const drawing = canvas.getContext('2d')!
      const picture = drawing.createImageData(width!, height!)
      for (let n = 0; n < picture.data.length; n++) picture.data[n] = n % 4 === 3 ? 255 : Math.random() * 255
      drawing.putImageData(picture, 0, 0)
      return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!
    },
    [width, height],
  )
  return Buffer.from(text, 'base64')
}

async function choose(page: Page, name: string, mimeType: string, buffer: Buffer) {
  const chooser = page.waitForEvent('filechooser')
  await press(page, page.getByRole('button', { name: 'Choose files' }))
  await (await chooser).setFiles({ name, mimeType, buffer })
}

test('a photograph is sent in pieces over a lost connection, made smaller, seen, downloaded and taken out', async () => {
  const { page } = await watched(context)
  await open(page, `/sites/${site.id}`)
  await press(page, page.getByRole('button', { name: 'Show the documents' }))
  await page.getByRole('heading', { name: 'No documents or photographs yet' }).waitFor()
  expect(await axeFaults(page)).toEqual([])

  let lost = 0
  await page.route('**/api/v1/uploads/*/1', (route) => (lost++ ? route.continue() : route.abort()))
  const bytes = await photograph(page, 2400, 1200)
  await choose(page, 'Front of house.jpg', 'image/jpeg', bytes)
  await page.getByText('the connection is lost; trying again in 1 second').waitFor()
  await page.getByRole('progressbar').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('heading', { name: '1 photograph' }).waitFor({ timeout: 60_000 })
  expect(lost).toBe(2)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('documents')
  const [added] = await documents()
  expect(added).toMatchObject({ title: 'Front of house', kind: 'photograph' })
  const thumbnail = page.locator('#documents ~ ul img')
  expect(await thumbnail.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
  expect(await axeFaults(page)).toEqual([])

  const download = page.waitForEvent('download')
  await press(page, page.getByRole('link', { name: 'Front of house' }))
  const file = readFileSync(await (await download).path())
  expect([file.length, file.subarray(0, 2).toString('hex')]).toEqual([added!.bytes, 'ffd8'])
  const [width, height] = await page.evaluate(async (text) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${text}`)).blob())
    return [picture.width, picture.height]
  }, file.toString('base64'))
  expect([width, height]).toEqual([2048, 1024])

  await press(page, page.getByRole('button', { name: 'Take out Front of house' }))
  await page.keyboard.press('Enter')
  await page.getByText('Say why it is taken out').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(`take-out-${added!.id}`)
  await page.keyboard.press('Enter')
  await page.keyboard.type('A child is in the picture')
  await page.keyboard.press('Enter')
  await page.getByText('Taken out: A child is in the picture').waitFor()
  await page.getByRole('heading', { name: 'No documents or photographs yet' }).waitFor()
  expect(await page.getByRole('link', { name: 'Front of house' }).count()).toBe(0)
  expect((await documents())[0]).toMatchObject({ removed_because: 'A child is in the picture' })
  await page.close()
})

test('sending can be stopped; what is no document is refused in words', async () => {
  const page = await context.newPage()
  await open(page, `/sites/${site.id}`)
  await tabTo(page, page.getByRole('button', { name: 'Choose files' }))
  await page.route('**/api/v1/uploads/**', () => {}) // never answered
  await choose(page, 'Plan.jpg', 'image/jpeg', await photograph(page, 400, 300))
  await page.getByText('Plan.jpg: 0 of 1 piece sent.').waitFor()
  await press(page, page.getByRole('button', { name: 'Stop' }))
  await page.getByText('Stopped. Nothing was added.').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('upload-choose')
  await page.unroute('**/api/v1/uploads/**')
  await choose(page, 'Plan.txt', 'text/plain', Buffer.from('no plan'))
  await page.getByText(/^Plan.txt: This type of file is not taken/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.close()
})

test('a viewer sees no documents of a restricted site, and is told why', async () => {
  const viewer = await browser('viewer')
  const page = await viewer.newPage()
  await open(page, `/sites/${site.id}`)
  await page.getByRole('heading', { name: 'Documents and photographs are withheld' }).waitFor()
  expect(await page.getByText('Front of house').count()).toBe(0)
  expect(await page.getByRole('button', { name: /Choose|Take|Show the/ }).count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  await viewer.close()
})
