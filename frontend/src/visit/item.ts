// What is written on a visit and waits to be sent: its shape, and the rules it goes by.
import type { PositionGiven } from '../sites/place'
import { count, longMoment } from '../ui/format'

interface Written {
  key: string // its Idempotency-Key, made when it was written
  user: number // whose it is: nobody else sees it or sends it
  site: number
  site_name: string
  at: string // when it was written
  tried?: string // when it was first sent: from then on the server may have it
  state: 'waiting' | 'sent' | 'decide'
  said?: string // what was answered, in words
}

export interface WrittenNote extends Written {
  kind: 'note'
  text: string
}

export interface WrittenPhotograph extends Written {
  kind: 'photograph'
  file_name: string
  note: string
  upload: string
  bytes: number
  parts: number
  sent: number // parts that have arrived
  again?: boolean // all of them were sent a second time
  sha256: string
}

export interface WrittenPosition extends Written {
  kind: 'position'
  restricted: boolean // then it is never kept on the device
  position: PositionGiven
  accuracy_m?: number
  on_day: string
  version: number // of the site it was based on
  was?: [number, number] // the position then, if it was seen
  theirs?: { version: number; position?: [number, number] } // as someone else has made it meanwhile
}

export type Item = WrittenNote | WrittenPhotograph | WrittenPosition

// The server knows a key for 30 days. What was first tried longer ago than this might be
// made twice, so a person decides.
const surelyOnce = 21 * 86_400_000
const sentShown = 86_400_000

export const stale = (item: Item, now: Date) => !!item.tried && now.getTime() - Date.parse(item.tried) > surelyOnce

// over says that an item was sent long enough ago to be shown no more.
export const over = (item: Item, now: Date) => item.state === 'sent' && now.getTime() - Date.parse(item.at) > sentShown

// kept says whether an item may lie on the device at all.
export const kept = (item: Item) => item.kind !== 'position' || !item.restricted

// Waits between tries, in seconds, while no connection is made.
const waits = [5, 10, 20, 40, 60, 120, 300]
export const nextWait = (tries: number) => waits[Math.min(tries, waits.length - 1)]!

export type Verdict = 'sent' | 'again' | 'sign in' | 'decide'

// judged says what an answer means for the thing that was sent. 0: none came.
export function judged(status: number): Verdict {
  if (status >= 200 && status < 300) return 'sent'
  if (status === 401) return 'sign in'
  if (status === 0 || status === 408 || status === 425 || status === 429 || status >= 500) return 'again'
  return 'decide'
}

interface Problem {
  detail?: string
  title?: string
  errors?: { message?: string }[]
}

// refusal is what the server says of a thing it does not take, with what can be done.
export function refusal(status: number, body: unknown): string {
  const problem = (body ?? {}) as Problem
  const said = problem.errors?.find(({ message }) => message)?.message ?? problem.detail ?? problem.title ?? ''
  if (status === 404) return 'This site is not there for you any more: it may have been given to someone else, or your role may have changed.'
  if (status === 403) return said || 'You may not do this any more: your role may have changed.'
  if (status === 413) return 'This is larger than Homeground takes.'
  return said || `Homeground did not take it (${status}).`
}

const metresPerDegree = 111_195

// apart is how far two places are from each other, in metres.
export function apart([lon1, lat1]: [number, number], [lon2, lat2]: [number, number]): number {
  const rad = Math.PI / 180
  const h = Math.sin(((lat2 - lat1) * rad) / 2) ** 2 + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2
  return (2 * metresPerDegree * Math.asin(Math.sqrt(Math.min(1, h)))) / rad
}

// samePlace takes positions for one that differ by less than the server's own rounding.
export const samePlace = (a?: [number, number], b?: [number, number]) => (!a || !b ? !a && !b : apart(a, b) < 1.5)

export const lonLat = ({ lon, lat }: PositionGiven): [number, number] | undefined => (lon === undefined || lat === undefined ? undefined : [lon, lat])

// met says what becomes of a corrected position when the site was changed meanwhile:
// it is there already, it goes again to the new version, or the two are put side by side.
export function met(item: WrittenPosition, now: { version: number; position?: [number, number] }): 'sent' | 'again' | 'decide' {
  const mine = lonLat(item.position)
  if (mine && samePlace(mine, now.position)) return 'sent'
  return item.was && samePlace(item.was, now.position) ? 'again' : 'decide'
}

export function positionWords(position?: PositionGiven): string {
  if (!position) return ''
  const { lat, lon, easting, northing } = position
  return lat === undefined || lon === undefined ? `${easting}, ${northing}` : `${lat.toFixed(5)}, ${lon.toFixed(5)}`
}

export const names = { note: 'Note', photograph: 'Photograph', position: 'Position' }

// state says how a thing stands.
export function stateWords(item: Item): string {
  if (item.state === 'sent') return 'Sent'
  if (item.state === 'decide') return 'Needs your decision'
  if (item.kind === 'photograph' && item.sent) return `Waiting to be sent: ${item.sent} of ${count(item.parts, 'piece')} have arrived`
  return 'Waiting to be sent'
}

// headline is how all of them stand, in one sentence.
export function headline(items: Item[]): string {
  const [waiting, decide, sent] = (['waiting', 'decide', 'sent'] as const).map((state) => items.filter((item) => item.state === state).length) as [number, number, number]
  const need = decide && `${count(decide, 'thing')} ${decide === 1 ? 'needs' : 'need'} your decision`
  const wait = waiting && `${count(waiting, 'thing')} ${waiting === 1 ? 'is' : 'are'} waiting to be sent`
  if (need || wait) return [need, wait].filter(Boolean).join('; ') + '.'
  return sent ? 'Everything is sent.' : 'Nothing is waiting to be sent.'
}

// under is put under a note and a photograph, so that whoever reads it later knows when it
// was written, not when it arrived.
export const under = (what: 'Written' | 'Taken', at: string) => `${what} on a visit, ${longMoment(at)}.`
