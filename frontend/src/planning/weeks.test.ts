import { expect, test } from 'vitest'
import type { ApplicationListed } from '../api/records'
import { weeksFrom } from './weeks'

const item = (more: Partial<ApplicationListed>) => ({ id: 1, status: 'in_assessment', ...more }) as ApplicationListed

test('weeks run from Monday to Sunday, and hold what is due from today on', () => {
  const items = [
    item({ id: 1, due_on: '2026-11-22' }), // the Sunday itself
    item({ id: 2, due_on: '2026-11-21' }), // yesterday
    item({ id: 3, due_on: '2026-11-23', extended_to: '2026-11-23' }),
    item({ id: 4, status: 'in_committee', committee_on: '2026-11-29', due_on: '2026-11-25' }),
    item({ id: 5, decision: 'refused', appeal_by: '2026-12-01' }),
    item({ id: 6, decision: 'refused', appeal: 'lodged', appeal_by: '2026-12-01' }),
    item({ id: 7, expires_on: '2026-11-30', started_on: '2026-10-01' }),
  ]
  const weeks = weeksFrom(items, '2026-11-22', 3)
  expect(weeks.map(({ from, to }) => [from, to])).toEqual([['2026-11-16', '2026-11-22'], ['2026-11-23', '2026-11-29'], ['2026-11-30', '2026-12-06']])
  expect(weeks.map(({ due }) => due.map(({ day, what, item: { id } }) => `${day} ${id} ${what}`))).toEqual([
    ['2026-11-22 1 Decision due'],
    ['2026-11-23 3 Decision due, as agreed', '2026-11-25 4 Decision due', '2026-11-29 4 Planning committee'],
    ['2026-12-01 5 Last day to appeal'],
  ])
})
