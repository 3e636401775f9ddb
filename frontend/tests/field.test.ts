// A property lead visits sites with a phone: takes them along, loses the connection, writes,
// photographs and corrects a position, and all of it arrives once, whatever happens between.
import type { BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, axeFaults, browser, open, send, watched, type Who } from './page'
import { enter } from './people.mjs'
import { server } from './page'

const phone = { width: 390, height: 844 }
const here = { longitude: -1.0862, latitude: 51.2687, accuracy: 7.4 }
let context: BrowserContext
let site: { id: number; name: string }

interface Site {
  id: number
  name: string
  version: number
  position?: [number, number]
  position_kind: string
  site_notes: { text: string }[]
  sources: { field_group: string; source: string; by_name?: string }[]
}

const visiting = (who?: Who) => browser(who, { hasTouch: true, geolocation: here, permissions: ['geolocation'] })
const read = (id = site.id) => answer<Site>(`/sites/${id}`, 'other_lead')
const documents = async () => (await answer<{ items: { title: string; kind: string; note?: string; removed_because?: string }[] }>(`/sites/${site.id}/documents`, 'other_lead')).items
const noted = async (text: string) => (await read()).site_notes.filter((note) => note.text.includes(text)).length

beforeAll(async () => {
  context = await visiting('other_lead')
  const { items } = await answer<{ items: Site[] }>('/sites?authority=E10000014&limit=500', 'other_lead')
  site = items.find(({ name }) => name === 'NHS land, Basingstoke')!
})
afterAll(() => context.close())

// at opens a page as large as a phone.
async function at(path: string, on = context): Promise<Page> {
  const page = await on.newPage()
  await page.setViewportSize(phone)
  await open(page, path)
  return page
}

const said = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).first().waitFor()
const sent = (page: Page) => said(page, 'Everything is sent.')

async function writeNote(page: Page, text: string) {
  // What arrives meanwhile moves the button: a tap beside it opens nothing, as under a thumb.
  const note = page.getByRole('textbox', { name: 'Note' })
  await expect.poll(async () => {
    if (!(await note.count())) await page.getByRole('button', { name: 'Write a note' }).tap({ timeout: 1000 }).catch(() => {})
    return note.count()
  }, { timeout: 20_000 }).toBe(1)
  await note.fill(text)
  await page.getByRole('button', { name: 'Keep note' }).tap()
  await page.getByText(text).waitFor()
}

async function photograph(page: Page, colour: string) {
  const text = await page.evaluate((colour) => {
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [900, 700]
    const drawing = canvas.getContext('2d')!
    const picture = drawing.createImageData(900, 700)
    for (let n = 0; n < picture.data.length; n++) picture.data[n] = n % 4 === 3 ? 255 : (n * 2654435761) % 251
    drawing.putImageData(picture, 0, 0)
    drawing.fillStyle = colour
    drawing.fillRect(0, 0, 300, 300)
    return canvas.toDataURL('image/jpeg', 0.95).split(',')[1]!
  }, colour)
  await page.getByLabel('Photograph', { exact: true }).setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(text, 'base64') })
  await page.getByRole('img', { name: /^What you photographed/ }).last().waitFor()
}

async function correct(page: Page, text?: string) {
  await page.getByRole('button', { name: 'Correct the position' }).tap()
  if (text) await page.getByLabel('Position', { exact: true }).fill(text)
  else {
    await page.getByRole('button', { name: 'Set it to where this phone is' }).tap()
    await page.getByText('Accurate to 8 m.').waitFor()
  }
  await page.getByRole('button', { name: 'Save position' }).tap()
  await page.getByRole('button', { name: 'Write a note' }).waitFor()
}

async function takeAlong(page: Page) {
  // What is kept is read after the page is drawn: a site taken along before says so a moment later.
  const leave = page.getByRole('button', { name: 'Leave behind' })
  await expect.poll(async () => {
    if (!(await leave.count())) await page.getByRole('button', { name: 'Take along' }).tap({ timeout: 1000 }).catch(() => {})
    return leave.count()
  }, { timeout: 20_000 }).toBe(1)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
}

// kept is all that this browser keeps, as text.
const kept = (page: Page) =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const asked = indexedDB.open('homeground')
      asked.onsuccess = () => done(asked.result)
      asked.onerror = () => fail(asked.error)
    })
    const stores = await Promise.all(
      [...db.objectStoreNames].map((name) => new Promise<[string, unknown[]]>((done) => {
        const all = db.transaction(name).objectStore(name).getAll()
        all.onsuccess = () => done([name, all.result])
      })),
    )
    db.close()
    return JSON.stringify(Object.fromEntries(stores))
  })

test('the nearest site is found without the phone’s position being sent, and taken along', async () => {
  const { page, faults } = await watched(context)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.setViewportSize(phone)
  await open(page, '/visit')
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Find the nearest sites' }).tap()
  await page.getByRole('heading', { name: 'Near you' }).waitFor()
  const first = page.locator('section', { has: page.getByRole('heading', { name: 'Near you' }) }).getByRole('link').first()
  expect(await first.textContent()).toContain('NHS land, Basingstoke')
  expect(asked.filter((url) => url.includes('near=')).map((url) => new URL(url).searchParams.get('near'))).toEqual(['-1.1,51.3'])
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Take along NHS land, Basingstoke' }).tap()
  await page.getByRole('heading', { name: 'With you', exact: true }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('NHS land, Basingstoke')
  await page.getByLabel('Or by its name').fill('havant')
  await page.getByRole('button', { name: 'Find', exact: true }).tap()
  await page.getByRole('link', { name: /^Vacant land, Havant/ }).waitFor()
  expect(faults).toEqual([])
  await page.close()
})

test('without a connection the page opens, takes a note, a photograph and a position, and all are sent once', async () => {
  const before = await read()
  const page = await at(`/visit?site=${site.id}`)
  await takeAlong(page)
  await context.setOffline(true)
  await page.reload()
  await page.getByRole('heading', { name: site.name }).waitFor()
  await said(page, 'No connection.')
  expect(await axeFaults(page)).toEqual([])
  await writeNote(page, 'The gate is locked; keys at number 4.')
  await photograph(page, 'teal')
  await page.getByRole('button', { name: 'Correct the position' }).tap()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Cancel' }).tap()
  await correct(page)
  await said(page, '3 things are waiting to be sent. No connection.')
  expect(await axeFaults(page)).toEqual([])

  await page.reload() // what was written is still there
  await said(page, '3 things are waiting to be sent.')
  await page.getByText('The gate is locked; keys at number 4.').waitFor()
  expect(await page.getByRole('img', { name: /^What you photographed/ }).evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(900)
  await context.setOffline(false)
  await sent(page)
  expect(await axeFaults(page)).toEqual([])
  const after = await read()
  expect([after.site_notes.length - before.site_notes.length, after.version - before.version]).toEqual([1, 1])
  expect(after.site_notes[0]!.text).toMatch(/^The gate is locked; keys at number 4.\n\nWritten on a visit, \d+ \w+ \d{4}, \d\d:\d\d\.$/)
  expect(after.position!.map((degrees) => degrees.toFixed(4))).toEqual(['-1.0862', '51.2687'])
  expect(after.sources.find(({ field_group }) => field_group === 'position')).toMatchObject({ source: 'Set on a visit, accuracy 8 m' })
  expect(await documents()).toMatchObject([{ kind: 'photograph', note: expect.stringMatching(/^Taken on a visit/) }])
  const left = JSON.parse(await kept(page)) as { photographs: unknown[]; items: { state: string; text?: string }[] }
  expect(left.photographs).toEqual([])
  expect(left.items.filter(({ state, text }) => state !== 'sent' || text)).toEqual([])
  await open(page, `/sites/${site.id}`)
  await page.getByText(/Set on a visit, accuracy 8 m, by .+, \d+ \w+ \d{4}/).first().waitFor()
  await page.close()
})

test('a page that is closed while its things arrive makes none of them twice', async () => {
  const before = await read()
  const page = await at(`/visit?site=${site.id}`)
  await takeAlong(page)
  await context.setOffline(true)
  await writeNote(page, 'Slates off at the back.')
  await photograph(page, 'maroon')
  await correct(page, '51.268811, -1.086733')
  await said(page, '3 things are waiting')
  // Everything reaches the server, and no answer comes back.
  let arrived = 0
  await context.route(/\/api\/v1\/(sites\/\d+\/(notes|documents|exact)|uploads)/, async (route) => {
    await route.fetch()
    arrived++
    await route.abort()
  })
  await context.setOffline(false)
  await expect.poll(() => arrived).toBeGreaterThan(0)
  await page.close()
  expect(await noted('Slates off at the back.')).toBe(1)
  await context.unroute(/\/api\/v1\/(sites\/\d+\/(notes|documents|exact)|uploads)/)
  const next = await at(`/visit?site=${site.id}`)
  await sent(next)
  expect(await noted('Slates off at the back.')).toBe(1)
  expect((await documents()).length).toBe(2)
  expect((await read()).version).toBe(before.version + 1)
  await next.close()
})

test('with no page open, the browser sends what waits when it has a connection', async () => {
  const page = await at(`/visit?site=${site.id}`)
  await takeAlong(page)
  const devtools = await context.newCDPSession(page)
  const registration = new Promise<string>((found) => devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && found(registrations[0].registrationId)))
  await devtools.send('ServiceWorker.enable')
  const registrationId = await registration
  await context.setOffline(true)
  await writeNote(page, 'Sent by the browser.')
  await page.goto('about:blank')
  await context.setOffline(false)
  expect(await noted('Sent by the browser.')).toBe(0)
  await devtools.send('ServiceWorker.dispatchSyncEvent', { origin: server, registrationId, tag: 'homeground-outbox', lastChance: false })
  await expect.poll(() => noted('Sent by the browser.')).toBe(1)
  await open(page, `/visit?site=${site.id}`)
  await sent(page)
  expect(await noted('Sent by the browser.')).toBe(1)
  await page.close()
})

test('over a poor connection everything arrives in the end, and once', async () => {
  const page = await at(`/visit?site=${site.id}`)
  await takeAlong(page)
  const before = await read()
  let [tries, lost, seed] = [0, 0, 7]
  // Half of all requests are lost at random, before they arrive or on the way back.
  const poor = async (route: Route) => {
    tries++
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    const chance = seed / 2 ** 31
    if (chance < 0.5) return route.continue()
    lost++
    if (chance < 0.8) await route.fetch().catch(() => {})
    return route.abort()
  }
  await page.route(/\/api\/v1\/(session|sites\/\d+\/(notes|documents|exact)|uploads)/, poor)
  for (const n of [1, 2, 3]) await writeNote(page, `Poor connection, note ${n}.`)
  await photograph(page, 'navy')
  await correct(page, '51.268922, -1.086844')
  for (let n = 0; n < 100 && !(await page.getByText('Everything is sent.').count()); n++) {
    const now = page.getByRole('button', { name: 'Send now' })
    if (await now.count()) await now.tap({ timeout: 1000 }).catch(() => {})
    await page.waitForTimeout(250)
  }
  await sent(page)
  expect(lost).toBeGreaterThan(3)
  for (const n of [1, 2, 3]) expect(await noted(`Poor connection, note ${n}.`)).toBe(1)
  expect((await documents()).length).toBe(3)
  const after = await read()
  expect([after.version - before.version, after.site_notes.length - before.site_notes.length]).toEqual([1, 3])
  await page.close()
})

test('a position that someone else corrected meanwhile is put beside one’s own', async () => {
  const page = await at(`/visit?site=${site.id}`)
  await takeAlong(page)
  const before = await read()
  await context.setOffline(true)
  await correct(page, '51.26951, -1.08711')
  const theirs = await send('PATCH', `/sites/${site.id}/exact`, 'administrator', { version: before.version, body: { position: { lat: 51.2699, lon: -1.0872 } } })
  expect(theirs.status).toBe(200)
  await context.setOffline(false)
  await said(page, '1 thing needs your decision.')
  await page.getByRole('group', { name: /changed this site while you were at it/ }).waitFor()
  await page.getByLabel('Position, what you wrote: 51.26951, -1.08711').waitFor()
  await page.getByLabel(/Position, what it is now: 51.26990, -1.08720, \d+ m from yours/).waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect((await read()).position).toEqual([-1.0872, 51.2699])
  await page.getByRole('button', { name: 'Keep mine' }).tap()
  await sent(page)
  expect((await read()).position).toEqual([-1.08711, 51.26951])

  // What someone else changed besides the position is no reason to ask.
  const now = await read()
  await context.setOffline(true)
  await correct(page, '51.26962, -1.08722')
  expect((await send('PATCH', `/sites/${site.id}`, 'administrator', { version: now.version, body: { tenure: 'freehold' } })).status).toBe(200)
  await context.setOffline(false)
  await sent(page)
  expect((await read()).position).toEqual([-1.08722, 51.26962])
  await page.close()
})

test('what is refused is kept with the reason; it can be copied, and is thrown away only when asked twice', async () => {
  const page = await at(`/visit?site=${site.id}`)
  await page.route('**/notes', (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{"status":404}' }))
  await writeNote(page, 'Of a site that was given away.')
  await said(page, '1 thing needs your decision.')
  await page.getByText('This site is not there for you any more').waitFor()
  await page.getByRole('button', { name: 'Copy' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.reload()
  await page.getByText('Of a site that was given away.').waitFor()
  await page.getByRole('button', { name: /^Throw away/ }).tap()
  await page.getByRole('button', { name: 'Keep it' }).tap()
  await page.getByRole('button', { name: /^Throw away/ }).tap()
  await page.getByRole('button', { name: 'Throw it away' }).tap()
  await expect.poll(() => page.getByText('Of a site that was given away.').count()).toBe(0)
  await page.getByLabel('Photograph', { exact: true }).setInputFiles({ name: 'plan.heic', mimeType: 'image/heic', buffer: Buffer.from('no picture') })
  await page.getByText('This is no picture that this browser can read.').waitFor()
  await page.close()
})

test('of a restricted site no position is kept, and its notes go', async () => {
  const { items } = await answer<{ items: Site[] }>('/sites?authority=E10000014&limit=500', 'other_lead')
  const home = items.find(({ name }) => name === 'Mothballed home in north-east Hampshire')!
  const page = await at(`/visit?site=${home.id}`)
  await takeAlong(page)
  await context.setOffline(true)
  await writeNote(page, 'Damp in the hall.')
  await correct(page, '51.312345, -0.912345')
  await page.getByText('It is not kept on this phone: leave this page open until it is sent.').waitFor()
  await said(page, '2 things are waiting to be sent.')
  expect(await axeFaults(page)).toEqual([])
  const lies = await kept(page)
  expect(lies).toContain('Damp in the hall.')
  expect(lies).not.toContain('912345')
  await context.setOffline(false)
  await sent(page)
  const place = await answer<{ position: [number, number]; site_notes: { text: string }[] }>(`/sites/${home.id}/exact`, 'other_lead')
  expect(place.position).toEqual([-0.91235, 51.31235])
  expect(place.site_notes.filter(({ text }) => text.includes('Damp in the hall.')).length).toBe(1)
  const after = await kept(page)
  expect(after).not.toContain('912345')
  expect(after).not.toContain('Damp in the hall.')
  await page.close()
})

test('whose session ended while away signs in and all goes on; another person sees nothing of it', async () => {
  const own = await visiting('other_lead')
  const page = await at(`/visit?site=${site.id}`, own)
  await takeAlong(page)
  await own.setOffline(true)
  await writeNote(page, 'Written while the session ended.')
  await page.getByRole('link', { name: 'All sites of the visit' }).tap()
  await page.getByRole('heading', { name: '1 thing is waiting to be sent.' }).waitFor()
  await own.clearCookies()
  await own.setOffline(false)
  await said(page, 'You were signed out meanwhile.')
  expect(await axeFaults(page)).toEqual([])
  expect(await noted('Written while the session ended.')).toBe(0)

  // A viewer signs in on the same phone.
  await page.getByRole('button', { name: 'Sign in', exact: true }).tap()
  await page.getByRole('button', { name: /Sign in as .* Viewer$/i }).tap()
  await page.getByRole('heading', { name: 'Choose the sites you will visit.' }).waitFor()
  expect(await page.getByText(/waiting to be sent|With you/).allTextContents()).toEqual([])
  await own.setOffline(true) // nor without a connection
  await page.reload()
  await page.getByRole('heading', { name: 'Homeground cannot be reached.' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(await page.getByText('Written while the session ended.').count()).toBe(0)
  await own.setOffline(false)
  await open(page, `/visit?site=${site.id}`)
  await page.getByText('You may read this site and not change it.').waitFor()
  expect(await page.getByText('Written while the session ended.').count()).toBe(0)
  await page.getByRole('button', { name: 'Menu' }).tap()
  await page.getByRole('button', { name: 'Sign out' }).tap()
  await page.getByText('You are signed out.').waitFor()
  expect(await noted('Written while the session ended.')).toBe(0)
  await page.close()

  await enter(own, server, 'other_lead') // whose it is
  const again = await at(`/visit?site=${site.id}`, own)
  await sent(again)
  expect(await noted('Written while the session ended.')).toBe(1)
  await own.close()
})

test('signing out asks while something is not sent, and then leaves nothing here', async () => {
  const own = await visiting('other_lead')
  const page = await at(`/visit?site=${site.id}`, own)
  await takeAlong(page)
  await page.route('**/notes', (route) => route.abort())
  await writeNote(page, 'Never to be sent.')
  await said(page, 'Homeground could not be reached.')
  const out = async () => {
    if (!(await page.getByRole('button', { name: 'Sign out' }).isVisible())) await page.getByRole('button', { name: 'Menu' }).tap()
    await page.getByRole('button', { name: 'Sign out' }).tap()
  }
  await out()
  const dialog = page.getByRole('dialog', { name: '1 thing you wrote on a visit is not sent.' })
  await dialog.waitFor()
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Stay signed in' }).tap()
  await page.getByText('Never to be sent.').waitFor()
  await out()
  await dialog.getByRole('button', { name: 'Throw away and sign out' }).tap()
  await page.getByText('You are signed out.').waitFor()
  expect(JSON.parse(await kept(page))).toEqual({ items: [], photographs: [], sites: [], visitors: [] })
  expect(await noted('Never to be sent.')).toBe(0)
  expect(await page.evaluate(() => caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys())))).then((all) => all.flat().filter(({ url }) => /\/(api|tiles)\//.test(url)).length))).toBe(0)
  await own.close()
})

test('a phone that is full says so, and what was written is sent while the page is open', async () => {
  const own = await visiting('other_lead')
  const page = await at(`/visit?site=${site.id}`, own)
  await takeAlong(page)
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await own.setOffline(true)
  await photograph(page, 'olive')
  await page.getByText('This phone is full: what you write now is not kept if you close this page.').waitFor()
  expect(await axeFaults(page)).toEqual([])
  const many = (await documents()).length
  await own.setOffline(false)
  await sent(page)
  expect((await documents()).length).toBe(many + 1)
  await own.close()
})
