// Measures the map page against a running Homeground: when its largest contentful paint
// happens, and when the map is idle, beside a page that draws an empty style.
// npm run speed (HOMEGROUND_URL, http://127.0.0.1:8340 when not set).
import { readFile } from 'node:fs/promises'
import { openBrowser } from '../tests/chromium.mjs'
import { enter } from '../tests/people.mjs'

const server = process.env.HOMEGROUND_URL ?? 'http://127.0.0.1:8340'
const rounds = Number(process.env.ROUNDS ?? 7)
const maplibre = new URL('../node_modules/maplibre-gl/dist/', import.meta.url)

const empty = `<!doctype html><div id="map" style="width:1050px;height:664px"></div><script type="module">
import { Map, setWorkerUrl } from '/empty/maplibre-gl.mjs'
setWorkerUrl(location.origin + '/empty/maplibre-gl-worker.mjs')
new Map({ container: 'map', style: { version: 8, sources: {}, layers: [] } }).once('idle', () => { window.idle = performance.now() })
</script>`

// A user's browser runs already, so one browser serves all rounds; what was fetched
// before is forgotten before each.
const context = await openBrowser()
await enter(context, server, 'property_lead')

// Only the empty page is answered from here: a request that passes through this script
// takes longer, and the map's own must not.
async function serveEmpty(page) {
  await page.route('**/empty/**', async (route) => {
    const name = route.request().url().split('/').at(-1)
    await route.fulfill({ contentType: 'text/javascript', body: await readFile(new URL(name, maplibre)) })
  })
  await page.route('**/empty', (route) => route.fulfill({ contentType: 'text/html', body: empty }))
}

async function round(path) {
  const page = await context.newPage()
  if (path === '/empty') await serveEmpty(page)
  await page.addInitScript(() => {
    new PerformanceObserver((list) => (window.lcp = list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver((list) => (window.idle = list.getEntriesByName('map-idle')[0]?.startTime)).observe({ type: 'mark' })
  })
  const tools = await context.newCDPSession(page)
  await tools.send('Network.clearBrowserCache')
  await page.goto(server + path)
  await page.waitForFunction(() => window.idle, undefined, { timeout: 60_000 })
  const measured = await page.evaluate(() => ({ lcp: window.lcp, idle: window.idle }))
  await page.close()
  return measured
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
await round('/empty') // the browser's own first drawing counts for neither
const results = { map: [], empty: [] }
for (let i = 0; i < rounds; i++) {
  results.map.push(await round('/'))
  results.empty.push(await round('/empty'))
}
const say = (name, values) => console.log(`${name}: median ${Math.round(median(values))} ms, of ${values.map(Math.round).join(', ')}`)
say('largest contentful paint', results.map.map(({ lcp }) => lcp))
say('map idle', results.map.map(({ idle }) => idle))
say('empty style idle', results.empty.map(({ idle }) => idle))
await context.close()
