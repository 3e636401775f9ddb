// The service worker: it keeps the application's own files, so that the visit page opens
// without a connection, and sends what waits when one is there and no page is open. It
// keeps no answer of the server about anything or anyone, and no tile.
import { kept, type Item } from './item'
import { asking, sendAll } from './send'
import { store } from './store'

// The build puts in which files, and a name that changes with them (vite.config.ts).
declare const FILES: string[]
declare const BUILD: string

interface Waiting extends Event {
  waitUntil: (work: Promise<unknown>) => void
}
interface Fetching extends Waiting {
  request: Request
  respondWith: (answer: Promise<Response>) => void
}
interface Syncing extends Waiting {
  tag: string
}

const cacheName = `homeground-${BUILD}`
const lock = 'homeground-outbox'
const patience = 4000 // milliseconds a page waits for a poor connection

self.addEventListener('install', (event) => (event as Waiting).waitUntil(caches.open(cacheName).then((cache) => cache.addAll(FILES))))

self.addEventListener('activate', (event) =>
  (event as Waiting).waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('homeground-') && name !== cacheName).map((name) => caches.delete(name))))),
)

self.addEventListener('fetch', (event) => {
  const { request, respondWith } = event as Fetching
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || /^\/(api|tiles)\//.test(pathname)) return
  if (request.mode === 'navigate') respondWith.call(event, page(request))
  else if (pathname.startsWith('/assets/') || FILES.includes(pathname)) respondWith.call(event, file(request))
})

// page is the server's, or the kept one where the connection is lost or too poor.
async function page(request: Request): Promise<Response> {
  const own = () => caches.match('/', { cacheName })
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    const answer = await fetch(request.url, { signal: stop.signal, credentials: 'same-origin' })
    return answer.status < 500 ? answer : ((await own()) ?? answer)
  } catch {
    return (await own()) ?? Response.error()
  } finally {
    clearTimeout(timer)
  }
}

// file is one whose name or build never changes: what is kept is right.
async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { cacheName })) ?? fetch(request)
}

self.addEventListener('sync', (event) => {
  const { tag, waitUntil } = event as Syncing
  if (tag === lock) waitUntil.call(event, navigator.locks.request(lock, sendWaiting))
})

// sendWaiting sends what whoever is signed in wrote. It fails where it should be asked again.
async function sendWaiting() {
  const changed = new BroadcastChannel(lock)
  for (const { user } of await store.visitors()) {
    const items = async () => (await store.items(user)).filter(kept)
    const keep = async (item: Item) => (await store.keepItem(item), changed.postMessage('changed'))
    const ended = await sendAll({ user, items, keep, photograph: store.photograph, alone: true }, asking())
    if (ended === 'lost' || ended === 'busy') throw new Error('not all of it was sent')
  }
}
