import { expect, test } from 'vitest'
import type { Way } from '../api/records'
import { forcedIn, letBe, mended, queryOf, readWish, ruledOut, switched, tried, type Wish } from './wish'

const usual: Wish = { objective: 'in_time', in: [], out: [], off: [] }
const from = (text: string) => readWish((name) => new URLSearchParams(text).get(name) ?? '')
const way = (text: string, ...levers: [string, number][]): Way => ({ text, levers: levers.map(([lever, by]) => ({ lever, by })) })
const idOf = (ref: string) => ({ 'O-01': 1, 'O-03': 3 })[ref]

test.each<[string, Wish]>([
  ['', usual],
  ['objective=covered&in=3,14&out=5&off=pledges,hub_minimum:North&budget=0', { objective: 'covered', in: [3, 14], out: [5], off: ['pledges', 'hub_minimum:North'], budget: 0 }],
  ['objective=nonsense&in=3,x,-1,3,1e9,0&budget=-1', { ...usual, in: [3] }],
])('an address is read: %s', (text, want) => expect(from(text)).toEqual(want))

test.each<Wish>([usual, { objective: 'score', in: [3, 1], out: [2], off: ['sites'], budget: 600000000 }])('what is written is read again', (wish) =>
  expect(readWish((name) => queryOf(wish)[name as 'in'])).toEqual(wish))

test('what is as usual is not in the address', () => expect(Object.values(queryOf(usual)).join('')).toBe(''))

test('an option is forced in or out, never both, and let be', () => {
  const out = ruledOut(forcedIn(usual, 3), 3)
  expect([out.in, out.out]).toEqual([[], [3]])
  const back = forcedIn(out, 3)
  expect([back.in, back.out]).toEqual([[3], []])
  expect(letBe(back, 3)).toEqual(usual)
  expect(switched(switched(usual, 'sites'), 'sites')).toEqual(usual)
})

const option = { id: 3, name: 'Reading' }

test.each<[string, Wish, Way, Partial<Wish>, RegExp]>([
  ['more grant', usual, way('£1m more grant', ['budget', 100000000]), { budget: 526000000 }, /may now spend £5.26m/],
  ['a hub’s minimum', usual, way('No minimum for the North hub', ['rule:hub_minimum:North', 1]), { off: ['hub_minimum:North'] }, /Tried: no minimum/],
  ['one site’s rule is all sites’', usual, way('More than one option at Beechfield', ['rule:site:7', 1]), { off: ['sites'] }, /Tried/],
  ['what excludes it', usual, way('Reading with what it excludes', ['rule:excludes:O-03', 1]), { off: ['exclusions'] }, /Tried/],
  ['what it needs', usual, way('Reading without what it needs', ['rule:prerequisites:O-03', 1]), { off: ['prerequisites'] }, /Tried/],
  ['another is no longer asked for', { ...usual, in: [1] }, way('Not asking for it', ['rule:forced_in:O-01', 1]), { in: [] }, /Tried/],
  ['it is no longer ruled out', { ...usual, out: [3] }, way('Not ruling out Reading', ['rule:forced_out:O-03', 1]), { out: [] }, /Tried/],
  ['other funding is not in our hands', usual, way('£430,000 of other funding', ['own_grant', 43000000]), { in: [3] }, /^£430,000 of other funding cannot be tried here. Reading is forced in/],
  ['nor a pledge', usual, way('£1 more match pledged by Kent', ['pledge:E10000016', 100]), { in: [3] }, /forced in/],
  ['nor a pair with an earlier opening', usual, way('£1 of other funding and opening 3 weeks sooner', ['own_grant', 100], ['sooner_weeks', 3]), { in: [3] }, /forced in/],
  ['worth the same: forced in', usual, way('Nothing: a set with it is worth the same', ['budget', 0]), { in: [3] }, /is worth the same/],
])('trying %s', (_, wish, how, want, said) => {
  const next = tried(wish, how, option, 426000000, idOf)
  expect(next.wish).toEqual({ ...wish, ...want })
  expect(next.said).toMatch(said)
})

test('what mends and cannot be done here is not done', () => {
  expect(mended(usual, way('Other funding for it', ['own_grant:O-01', 5]), 0, idOf)).toBeUndefined()
  expect(mended(usual, way('Not asking for one that is gone', ['rule:forced_in:O-99', 1]), 0, idOf)).toBeUndefined()
})
