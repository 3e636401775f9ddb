// @vitest-environment node
// Sending, against a server that is played: it forgets answers, refuses, and changes hands.
import { expect, test } from 'vitest'
import type { Item, WrittenPhotograph, WrittenPosition } from './item'
import { sendAll, type Answer, type Ask } from './send'

const base = { user: 1, site: 2, site_name: 'The Old School', at: '2026-11-22T12:00:00Z', state: 'waiting' as const }
const note = (key: string): Item => ({ ...base, kind: 'note', key, text: `Text ${key}` })
const position = (): WrittenPosition => ({ ...base, kind: 'position', key: 'p', restricted: false, position: { lat: 51.2, lon: -1.1 }, on_day: '2026-11-22', version: 3, was: [-1, 51] })
const photograph = (parts: number): WrittenPhotograph => ({ ...base, kind: 'photograph', key: 'f', file_name: 'a.jpg', note: '', upload: 'u', bytes: parts, parts, sent: 0, sha256: '' })

// desk is an outbox with a server that answers as told; by whom is signed in.
function desk(items: Item[], answer: (method: string, path: string, body: unknown) => Answer, user: number | undefined = 1) {
  const held = new Map(items.map((item) => [item.key, item]))
  const asked: string[] = []
  const ask: Ask = async (method, path, body) => {
    if (path === '/session') return { status: 200, body: { signed_in: !!user, user: user && { id: user } } }
    asked.push(`${method} ${path}`)
    return answer(method, path, body)
  }
  const post = { user: 1, items: async () => [...held.values()], keep: async (item: Item) => void held.set(item.key, item), photograph: async () => new Blob(['x'.repeat(3)]) }
  return { held, asked, send: (alone = false) => sendAll({ ...post, alone }, ask, () => new Date('2026-11-22T13:00:00Z')) }
}

test('what waits is sent in its order; the first try is noted before anything leaves', async () => {
  let tried: string | undefined
  const d = desk([note('a'), note('b')], () => ((tried = d.held.get('a')!.tried), { status: 201 }))
  expect(await d.send()).toBe('done')
  expect(tried).toBe('2026-11-22T13:00:00.000Z')
  expect([...d.held.values()].map(({ state }) => state)).toEqual(['sent', 'sent'])
})

test('nothing is sent as another person, nor signed out, nor without an answer', async () => {
  for (const [user, want] of [[2, 'another'], [0, 'signed out']] as const) {
    const d = desk([note('a')], () => ({ status: 201 }), user)
    expect([await d.send(), d.asked.length, d.held.get('a')!.state]).toEqual([want, 0, 'waiting'])
  }
  const lost = desk([note('a'), note('b')], () => ({ status: 0 }))
  expect([await lost.send(), lost.asked.length]).toEqual(['lost', 1])
  const ended = desk([note('a'), note('b')], () => ({ status: 401 }))
  expect([await ended.send(), ended.asked.length, ended.held.get('a')!.state]).toEqual(['signed out', 1, 'waiting'])
})

test('one thing that is refused, or that the server is too busy for, does not hold up the others', async () => {
  const d = desk([note('a'), note('b'), note('c')], (_, path, body) => ({ status: JSON.stringify(body).includes('Text a') ? 422 : JSON.stringify(body).includes('Text b') ? 503 : 201, body: { detail: path } }))
  expect(await d.send()).toBe('busy')
  expect([...d.held.values()].map(({ state }) => state)).toEqual(['decide', 'waiting', 'sent'])
})

test('what was first tried long ago is put to a person; nobody looking on, it is left', async () => {
  const old = { ...note('a'), tried: '2026-10-01T12:00:00Z' }
  const alone = desk([old], () => ({ status: 201 }))
  expect([await alone.send(true), alone.held.get('a')!.state]).toEqual(['done', 'waiting'])
  const d = desk([old], () => ({ status: 201 }))
  expect([await d.send(), d.asked.length, d.held.get('a')!.state]).toEqual(['done', 0, 'decide'])
})

test('a photograph goes on where it stood, and all over once where its pieces are gone', async () => {
  let arrived = 0
  const d = desk([{ ...photograph(3), sent: 1 }], (method) => (method === 'PUT' ? { status: 200 } : { status: arrived++ ? 201 : 409 }))
  expect(await d.send()).toBe('done')
  expect(d.asked).toEqual(['PUT /uploads/u/1', 'PUT /uploads/u/2', 'POST /sites/2/documents', 'PUT /uploads/u/0', 'PUT /uploads/u/1', 'PUT /uploads/u/2', 'POST /sites/2/documents'])
  const twice = desk([photograph(1)], (method) => ({ status: method === 'PUT' ? 200 : 409, body: { detail: 'This site has this file already.' } }))
  expect([await twice.send(), twice.held.get('f')!.state, twice.held.get('f')!.said]).toEqual(['done', 'decide', 'This site has this file already.'])
})

test('a position meets a second editor', async () => {
  const now = (position: [number, number], sensitivity = 'open') => ({ current: { version: 4, position, position_kind: 'exact', location_sensitivity: sensitivity } })
  const cases: [string, [number, number], string][] = [['theirs', [-1.3, 51.3], 'decide'], ['mine already', [-1.1, 51.2], 'sent']]
  for (const [name, at, want] of cases) {
    const d = desk([position()], () => ({ status: 412, body: now(at) }))
    await d.send()
    expect([name, d.held.get('p')!.state]).toEqual([name, want])
  }
  let tries = 0
  const d = desk([position()], () => (tries++ ? { status: 200 } : { status: 412, body: now([-1, 51]) }))
  expect([await d.send(), tries, d.held.get('p')!.state]).toEqual(['done', 2, 'sent'])
  const alone = desk([position()], () => ({ status: 412, body: now([-1.3, 51.3]) }))
  expect([await alone.send(true), alone.held.get('p')!.state]).toEqual(['done', 'waiting'])
})

test('a position whose site was restricted meanwhile leaves the device before it is settled', async () => {
  const kept: Item[] = []
  const overtaken = { status: 412, body: { current: { version: 4, position_kind: 'square', location_sensitivity: 'restricted' } } }
  const ask: Ask = async (method, path) => {
    if (path === '/session') return { status: 200, body: { signed_in: true, user: { id: 1 } } }
    return method === 'GET' ? { status: 200, body: { version: 4, position: [-1.3, 51.3] } } : overtaken
  }
  await sendAll({ user: 1, items: async () => [position()], keep: async (item) => void kept.push(item), photograph: async () => undefined }, ask)
  expect(kept.slice(1).every((item) => item.kind === 'position' && item.restricted)).toBe(true)
  expect(kept.at(-1)).toMatchObject({ state: 'decide', theirs: { version: 4, position: [-1.3, 51.3] } })
})
