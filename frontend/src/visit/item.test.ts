// @vitest-environment node
import { expect, test } from 'vitest'
import { apart, headline, judged, kept, met, nextWait, over, refusal, stale, stateWords, type Item, type WrittenPosition } from './item'
import { far, farFrom, metres, nearestFirst, rounded } from './near'

const note: Item = { kind: 'note', key: 'k', user: 1, site: 2, site_name: 'The Old School', at: '2026-11-22T12:00:00Z', state: 'waiting', text: 'Locked' }
const position: WrittenPosition = { ...note, kind: 'position', restricted: false, position: { lat: 51.2687, lon: -1.0862 }, on_day: '2026-11-22', version: 3, was: [-1.0851, 51.2691] }

test('an answer is judged: what passes is tried again, what is refused is a person’s to decide', () => {
  const verdicts = Object.fromEntries([200, 201, 0, 408, 429, 500, 503, 401, 400, 403, 404, 409, 412, 413, 415, 422].map((status) => [status, judged(status)]))
  expect(verdicts).toEqual({
    200: 'sent', 201: 'sent', 0: 'again', 408: 'again', 429: 'again', 500: 'again', 503: 'again', 401: 'sign in',
    400: 'decide', 403: 'decide', 404: 'decide', 409: 'decide', 412: 'decide', 413: 'decide', 415: 'decide', 422: 'decide',
  })
})

test('a refusal is said in the server’s words, at the field first', () => {
  expect(refusal(422, { detail: 'Not taken.', errors: [{ message: 'Write the note.' }] })).toBe('Write the note.')
  expect(refusal(415, { detail: 'Send JSON.' })).toBe('Send JSON.')
  expect(refusal(404, { detail: 'No site.' })).toMatch(/not there for you any more/)
  expect(refusal(413, undefined)).toMatch(/larger/)
  expect(refusal(418, undefined)).toMatch(/418/)
})

test('what was first tried three weeks ago is not sent by itself, since its key may be forgotten', () => {
  const tried = { ...note, tried: '2026-11-01T12:00:00Z' }
  expect(stale(note, new Date('2027-11-22T12:00:00Z'))).toBe(false) // never tried: nothing can be made twice
  expect(stale(tried, new Date('2026-11-22T11:59:59Z'))).toBe(false)
  expect(stale(tried, new Date('2026-11-22T12:00:01Z'))).toBe(true)
  expect(over({ ...note, state: 'sent' }, new Date('2026-11-23T12:00:01Z'))).toBe(true)
  expect(over(note, new Date('2026-12-23T12:00:01Z'))).toBe(false)
})

test('a restricted position is never kept', () => {
  expect([kept(note), kept(position), kept({ ...position, restricted: true })]).toEqual([true, true, false])
})

test.each([
  ['it arrived, and the answer was lost', [-1.0862, 51.2687], 'sent'],
  ['rounded by the server', [-1.086204, 51.268703], 'sent'],
  ['something else was changed', [-1.0851, 51.2691], 'again'],
  ['the position was changed', [-1.09, 51.27], 'decide'],
  ['the position was taken away', undefined, 'decide'],
] as const)('met: %s', (_, now, want) => expect(met(position, { version: 9, position: now as [number, number] | undefined })).toBe(want))

test('a position nobody had seen is always put side by side', () => {
  expect(met({ ...position, was: undefined }, { version: 9, position: [-1.0851, 51.2691] })).toBe('decide')
})

test('how things stand is said in one sentence', () => {
  const of = (...states: Item['state'][]) => states.map((state, n) => ({ ...note, key: `${n}`, state }))
  expect(headline(of())).toBe('Nothing is waiting to be sent.')
  expect(headline(of('sent'))).toBe('Everything is sent.')
  expect(headline(of('waiting', 'waiting', 'sent'))).toBe('2 things are waiting to be sent.')
  expect(headline(of('waiting', 'decide'))).toBe('1 thing needs your decision; 1 thing is waiting to be sent.')
  expect(stateWords({ ...note, kind: 'photograph', file_name: '', note: '', upload: '', bytes: 1, parts: 4, sent: 2, sha256: '' })).toBe('Waiting to be sent: 2 of 4 pieces have arrived')
})

test('waits grow to five minutes', () => expect([0, 1, 2, 3, 4, 5, 6, 99].map(nextWait)).toEqual([5, 10, 20, 40, 60, 120, 300, 300]))

test('sites are put in order by distance; of a restricted one it is from its square', () => {
  const at = (name: string, position: [number, number] | undefined, position_kind = 'exact') => ({ name, position, position_kind })
  const from: [number, number] = [-1, 51]
  const sites = [at('Unknown', undefined, 'none'), at('Far', [0, 51]), at('Square', [-1.1, 51], 'square'), at('Near', [-1.001, 51])]
  expect(nearestFirst(sites, from).map(({ name }) => name)).toEqual(['Near', 'Square', 'Far', 'Unknown'])
  expect(sites.map((site) => farFrom(site, from))).toEqual(['Its place is not known', '43 miles', 'Middle of its 10 km square: 4.3 miles', '70 m'])
  expect(metres(sites[0]!, from)).toBe(Infinity)
  expect(apart([-1, 51], [-1, 52])).toBeCloseTo(111_195, -1)
  expect([far(3), far(949), far(1600), far(16_000)]).toEqual(['10 m', '950 m', '1.0 mile', '9.9 miles'])
  expect(rounded([-1.08617, 51.26873])).toEqual([-1.1, 51.3])
})
