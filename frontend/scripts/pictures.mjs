// Takes the README's pictures from a Homeground with the demonstration data:
// npm run pictures, or some of them: npm run pictures need map (HOMEGROUND_URL,
// http://127.0.0.1:8340 when not set).
import { mkdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openBrowser } from '../tests/chromium.mjs'
import { enter, signIn } from '../tests/people.mjs'

const server = process.env.HOMEGROUND_URL ?? 'http://127.0.0.1:8340'
const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))

const { headers } = await signIn(server, 'administrator')
const get = async (path) => (await fetch(`${server}/api/v1${path}`, { headers })).json()
const { items: sites } = await get('/sites?stage=candidates&limit=500')
const best = sites.filter((site) => site.best_option && site.position_kind === 'square').sort((a, b) => a.best_option.rank - b.best_option.rank)[0]
const { items: projects } = await get('/projects')

// A return that is not written yet: the demonstration has none.
const grant = (await get('/programmes')).items[0].id
if (!(await get('/returns')).items.length) {
  const finance = (await signIn(server, 'finance')).headers
  await fetch(`${server}/api/v1/programmes/${grant}/returns`, {
    method: 'POST',
    headers: { ...finance, 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
    body: JSON.stringify({ year: 2026, quarter: 2, due_on: '2026-11-30' }),
  })
}
const { items: returns } = await get('/returns')

// A slip as it is being written; nothing is saved.
async function writeSlip(page) {
  await page.getByRole('button', { name: 'Move Registered manager' }).click()
  await page.getByLabel('New forecast date').fill('26/04/2027')
  await page.getByLabel('Reason', { exact: true }).selectOption('Recruitment')
  await page.getByLabel('What happened').fill('No suitable applicant. Advertised again on 16 November 2026.')
  await page.locator('h1', { hasText: 'would' }).waitFor()
}

// The smallest change is known for each option left out, and the map is drawn.
async function changesFound(page) {
  await page.getByRole('img', { name: /^Map of/ }).waitFor()
  await page.getByText('Working it out…').last().waitFor({ state: 'detached', timeout: 60_000 })
}

const pictures = [
  { name: 'map', path: `/?site=${best.id}`, map: true },
  { name: 'need', path: '/need', map: true },
  { name: 'site', path: `/sites/${best.id}`, map: true },
  { name: 'planning', path: '/planning' },
  { name: 'portfolio', path: '/portfolio' },
  { name: 'options', path: '/options' },
  { name: 'choice', path: '/choice', before: changesFound },
  { name: 'project', path: `/projects/${projects[0].id}`, before: writeSlip },
  { name: 'progress', path: '/progress' },
  { name: 'grant', path: `/grants/${grant}` },
  { name: 'return', path: `/returns/${returns[0].id}` },
]

const wanted = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const context = await openBrowser()
await enter(context, server, 'administrator')
const page = await context.newPage()
for (const { name, path, map, before } of pictures) {
  if (wanted.length && !wanted.includes(name)) continue
  await page.goto(server + path)
  await page.locator('h1').waitFor()
  if (map) await page.locator('[data-idle]').waitFor({ state: 'attached' })
  await before?.(page)
  await page.waitForTimeout(1000)
  const file = `${folder}${name}.png`
  await page.screenshot({ path: file })
  console.log(`${file}: ${Math.round(statSync(file).size / 1000)} kB`)
}
await context.close()
