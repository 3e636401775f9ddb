// Sending what waits, by the page or, when no page is open, by the service worker. Who is
// signed in is asked first each time: nothing is ever sent as another person's.
import { base64, pieceBytes } from '../sites/pieces'
import { judged, kept, met, refusal, stale, under, type Item, type WrittenNote, type WrittenPhotograph, type WrittenPosition } from './item'
import type { SiteDetail, Session } from '../api/records'

export interface Answer {
  status: number // 0: none came
  body?: unknown
}

export type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

// Post is where things are taken from and put back to.
export interface Post {
  user: number
  items: () => Promise<Item[]>
  keep: (item: Item) => Promise<unknown>
  photograph: (key: string) => Promise<Blob | undefined>
  alone?: boolean // nobody looks on: what needs a person is left as it is
}

// How a round of sending ended.
export type Ended = 'done' | 'lost' | 'busy' | 'signed out' | 'another'

// asking sends requests, each with what shows that it comes from our own page.
export function asking(): Ask {
  let csrf = ''
  return async (method, path, body, headers = {}) => {
    try {
      const answer = await fetch(`/api/v1${path}`, {
        method, signal: AbortSignal.timeout(120_000), credentials: 'same-origin', cache: 'no-store', body: body === undefined ? undefined : JSON.stringify(body),
        headers: { ...headers, ...(method === 'GET' ? {} : { 'X-CSRF-Token': csrf }), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      })
      const found = await answer.json().catch(() => undefined)
      if (path === '/session') csrf = (found as Session | undefined)?.csrf ?? ''
      return { status: answer.status, body: found }
    } catch {
      return { status: 0 }
    }
  }
}

// sendAll sends what waits, one after the other in the order it was written.
export async function sendAll(post: Post, ask: Ask, now = () => new Date()): Promise<Ended> {
  const session = await ask('GET', '/session')
  if (session.status !== 200) return judged(session.status) === 'again' ? (session.status ? 'busy' : 'lost') : 'signed out'
  const { signed_in, user } = session.body as Session
  if (!signed_in || !user || user.second_step?.due) return 'signed out'
  if (user.id !== post.user) return 'another'
  let busy = false
  for (const waiting of await post.items()) {
    if (waiting.state !== 'waiting') continue
    let item: Item = { ...waiting }
    if (stale(item, now())) {
      if (!post.alone) await post.keep({ ...item, state: 'decide', said: 'It was first sent more than three weeks ago and no answer came. Look at the site whether it is there; if it is not, send it as new.' })
      continue
    }
    if (!item.tried) await post.keep((item = { ...item, tried: now().toISOString() }))
    const after = await sendOne(post, item, ask)
    if (after === 'lost' || after === 'signed out') return after
    if (after === 'left') continue
    if (after.state === 'waiting') busy = true
    await post.keep(after)
  }
  return busy ? 'busy' : 'done'
}

type After = Item | 'lost' | 'signed out' | 'left'

function sendOne(post: Post, item: Item, ask: Ask): Promise<After> {
  if (item.kind === 'note') return sendNote(item, ask)
  if (item.kind === 'photograph') return sendPhotograph(post, item, ask)
  return sendPosition(post, item, ask)
}

// after is how a thing stands after an answer.
function after(item: Item, { status, body }: Answer): After {
  switch (judged(status)) {
    case 'sent':
      return { ...item, state: 'sent', said: undefined }
    case 'sign in':
      return 'signed out'
    case 'again':
      return status ? { ...item, said: 'Homeground was busy; it is tried again.' } : 'lost'
    default:
      return { ...item, state: 'decide', said: refusal(status, body) }
  }
}

const keyed = (item: Item) => ({ 'Idempotency-Key': item.key })

async function sendNote(item: WrittenNote, ask: Ask): Promise<After> {
  return after(item, await ask('POST', `/sites/${item.site}/notes`, { text: `${item.text}\n\n${under('Written', item.at)}` }, keyed(item)))
}

async function sendPhotograph(post: Post, item: WrittenPhotograph, ask: Ask): Promise<After> {
  const picture = await post.photograph(item.key)
  if (!picture) return { ...item, state: 'decide', said: 'This browser has lost the picture: it clears what it keeps when the phone is full. Take it again.' }
  while (item.sent < item.parts) {
    const piece = new Uint8Array(await picture.slice(item.sent * pieceBytes, (item.sent + 1) * pieceBytes).arrayBuffer())
    const answer = await ask('PUT', `/uploads/${item.upload}/${item.sent}`, { content: base64(piece) })
    if (judged(answer.status) !== 'sent') return after(item, answer)
    await post.keep((item = { ...item, sent: item.sent + 1 }))
  }
  const { upload, parts, sha256, file_name, note } = item
  const answer = await ask('POST', `/sites/${item.site}/documents`, { upload, parts, sha256, file_name, note }, keyed(item))
  // The server keeps pieces for a day: after that they are sent once more.
  if (answer.status === 409 && !item.again) return sendPhotograph(post, { ...item, sent: 0, again: true }, ask)
  return after(item, answer)
}

async function sendPosition(post: Post, item: WrittenPosition, ask: Ask): Promise<After> {
  const { position, accuracy_m, on_day } = item
  const answer = await ask('PATCH', `/sites/${item.site}/exact`, { position, visit: { on_day, accuracy_m } }, { 'If-Match': `"v${item.version}"` })
  if (answer.status !== 412) return after(item, answer)
  if (post.alone) return 'left'
  const read = await asItIs(item, (answer.body as { current?: SiteDetail } | undefined)?.current, ask)
  if (!('now' in read)) return after(item, read)
  const { now, restricted } = read
  item = { ...item, restricted }
  if (!kept(item)) await post.keep(item) // off the device, now that its place is kept back
  const found = met(item, now)
  if (found === 'sent') return { ...item, state: 'sent', said: undefined }
  if (found === 'again') return sendPosition(post, { ...item, version: now.version }, ask)
  return { ...item, state: 'decide', theirs: now, said: undefined }
}

// asItIs is a site's position now. Of a restricted site that is a look, which is recorded.
async function asItIs(item: WrittenPosition, current: SiteDetail | undefined, ask: Ask): Promise<{ now: { version: number; position?: [number, number] }; restricted: boolean } | Answer> {
  if (!current) return { status: 0 }
  if (current.location_sensitivity !== 'restricted') return { now: { version: current.version, position: current.position_kind === 'exact' ? current.position : undefined }, restricted: false }
  const answer = await ask('GET', `/sites/${item.site}/exact`)
  if (answer.status !== 200) return answer
  const { version, position } = answer.body as { version: number; position?: [number, number] }
  return { now: { version, position }, restricted: true }
}
