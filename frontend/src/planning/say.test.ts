import { describe, expect, test } from 'vitest'
import type { Clock, PlanningCondition } from '../api/records'
import { clockSaid, codeOf, named, offered, shut, status } from './say'

const clock = (more: Partial<Clock>): Clock => ({ what: 'determination', from: '2026-03-02', ends: '2026-04-27', working: '8 weeks from the day after Monday 2 March 2026, when it was valid: the last day is Monday 27 April 2026.', allowed: true, ...more })

describe('a clock in words', () => {
  const cases: [string, Partial<Clock>, { valid_on?: string; decided_on?: string }, string, string][] = [
    ['running from when it was valid', {}, { valid_on: '2026-03-02' }, '2026-03-10', 'Valid on 2 March 2026; 8 weeks end on 27 April 2026.'],
    ['running from a later receipt', {}, { valid_on: '2026-03-01' }, '2026-03-10', 'Received on 2 March 2026; 8 weeks end on 27 April 2026.'],
    ['on its last day', {}, { valid_on: '2026-03-02' }, '2026-04-27', 'Valid on 2 March 2026; 8 weeks end on 27 April 2026.'],
    ['over', {}, { valid_on: '2026-03-02' }, '2026-04-28', 'Valid on 2 March 2026; 8 weeks ended on 27 April 2026.'],
    ['of one week', { working: '1 week from the day after' }, { valid_on: '2026-03-02' }, '2026-03-10', 'Valid on 2 March 2026; 1 week ends on 27 April 2026.'],
    ['of working days', { working: '20 working days from the day after' }, { valid_on: '2026-03-02' }, '2026-03-10', 'Valid on 2 March 2026; 20 working days end on 27 April 2026.'],
    ['in other words', { working: 'Worked out elsewhere.' }, { valid_on: '2026-03-02' }, '2026-03-10', 'Valid on 2 March 2026; the period ends on 27 April 2026.'],
    ['without an end', { what: 'appeal', ends: undefined, working: 'No limit of time.' }, {}, '2026-03-10', 'No limit of time.'],
    ['to appeal', { what: 'appeal' }, { decided_on: '2026-03-02' }, '2026-03-10', 'An appeal may be lodged until 27 April 2026.'],
    ['to appeal, undecided', { what: 'appeal' }, {}, '2026-03-10', 'If it is not decided in time, an appeal may be lodged until 27 April 2026.'],
    ['to appeal, over', { what: 'appeal' }, { decided_on: '2026-03-02' }, '2026-05-10', 'The time to appeal ended on 27 April 2026.'],
    ['of a permission', { what: 'lapse' }, {}, '2026-03-10', 'The permission lapses on 27 April 2026, unless development begins before.'],
    ['of a permission, over', { what: 'lapse' }, {}, '2026-05-10', 'The permission lapsed on 27 April 2026.'],
  ]
  test.each(cases)('%s', (_, given, of, today, want) => expect(clockSaid(clock(given), of, today)).toBe(want))
})

test('status joins the decision and the appeal', () => {
  const said = (of: object) => status(of as Parameters<typeof status>[0])
  expect(said({ status: 'in_assessment' })).toBe('In assessment')
  expect(said({ status: 'determined', decision: 'refused', appeal: 'validated' })).toBe('Determined, refused; appeal valid')
  expect(said({ status: 'determined', decision: 'refused', appeal: 'determined', appeal_outcome: 'split' })).toBe('Determined, refused; appeal allowed in part')
})

test('conditions are named in a row', () => {
  const numbered = (...numbers: string[]) => named(numbers.map((number) => ({ number }) as PlanningCondition))
  expect(numbered('3')).toBe('condition 3')
  expect(numbered('3', '4', 'BNG')).toBe('conditions 3, 4 and BNG')
})

test('events are offered, offered for an earlier day, or refused by reason', () => {
  const next = [
    { kind: 'decided', allowed: false, why: 'It is decided already.' },
    { kind: 'withdrawn', allowed: false, why: 'It is decided already.' },
    { kind: 'appeal_lodged', allowed: false, why: 'The time to appeal ended on 1 May 2026.' },
    { kind: 'development_started', allowed: true },
    { kind: 'closed', allowed: true },
  ]
  expect(offered(next)).toEqual({
    now: ['development_started', 'closed'], earlier: ['appeal_lodged'],
    refused: [{ kinds: ['decided', 'withdrawn'], why: 'It is decided already.' }, { kinds: ['appeal_lodged'], why: 'The time to appeal ended on 1 May 2026.' }],
  })
  const why = 'Development cannot begin before these are discharged: condition 3, open.'
  const blocked = offered(next.map((one) => (one.kind === 'development_started' ? { ...one, allowed: false, why } : one)))
  expect(blocked.now).toEqual(['closed'])
  expect(blocked.refused.at(-1)).toEqual({ kinds: ['development_started'], why })
})

test('a planning authority is found by its name, however it is typed', () => {
  const list = [{ code: 'E1', name: 'Horsham' }, { code: 'E2', name: 'New Forest' }]
  expect(codeOf(list, ' new forest ')).toBe('E2')
  expect(codeOf(list, 'New')).toBeUndefined()
})

test('a day on which offices are closed is said', () => {
  const holiday = { id: 1, source: 'The Act', at: '2026-01-01T00:00:00Z', struck: false, version: 1 }
  const holidays = [{ ...holiday, day: '2026-12-25', name: 'Christmas Day' }, { ...holiday, day: '2026-12-29', name: 'A mistake', struck: true }]
  expect(shut('2026-12-25', holidays)).toBe('a bank holiday (Christmas Day): offices are closed')
  expect(shut('2026-12-26', holidays)).toBe('a Saturday: offices are closed')
  expect(shut('2026-12-27', holidays)).toBe('a Sunday: offices are closed')
  expect(shut('2026-12-29', holidays)).toBe('')
})
