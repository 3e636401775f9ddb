import { expect, test } from 'vitest'
import type { CoveredArea } from '../api/records'
import { most, shares } from './fairness'

const area = (level: string, name: string, covered: number, after: number, code?: string, hub?: string) => ({ level, name, code, hub, covered, covered_after: after, share_percent: 1, share_after_percent: 2 }) as CoveredArea
const areas = [
  area('region', 'All of the region', 10, 14), area('hub', 'North', 4, 5, undefined, 'North'), area('hub', 'South', 6, 9, undefined, 'South'),
  area('authority', 'Reading', 2, 3, 'A1', 'North'), area('authority', 'Slough', 2, 2, 'A2', 'North'), area('authority', 'Kent', 3, 6, 'B1', 'South'), area('authority', 'Surrey', 3, 3, 'B2', 'South'),
]
const given = [
  { authority_code: 'A1', name: 'Reading', hub: 'North', options: 1, places: 4, grant_pence: 100, match_pence: 0 },
  { authority_code: 'B1', name: 'Kent', hub: 'South', options: 1, places: 3, grant_pence: 200, match_pence: 40 },
  { authority_code: 'B2', name: 'Surrey', hub: 'South', options: 0, places: 0, grant_pence: 0, match_pence: 30 },
  { name: 'An NHS trust', options: 0, places: 0, grant_pence: 0, match_pence: 15 },
  { name: 'Not yet said by whom', options: 0, places: 0, grant_pence: 0, match_pence: 5 },
]

test('who pays is who gives the match, and grant lies where the option is', () => {
  const { rows, rest } = shares(areas, given)
  expect(rows.map(({ name, places, grant, match, gain }) => [name, places, grant, match, gain])).toEqual([
    ['All of the region', 7, 300, 90, 4], ['North hub', 4, 100, 0, 1], ['Reading', 4, 100, 0, 1], ['South hub', 3, 200, 70, 3], ['Kent', 3, 200, 40, 3], ['Surrey', 0, 0, 30, 0],
    ['An NHS trust', 0, 0, 15, undefined], ['Not yet said by whom', 0, 0, 5, undefined],
  ])
  expect(rest).toEqual(['Slough'])
  const ends = most(rows)
  expect([ends.gains?.name, ends.pays?.name]).toEqual(['Kent', 'Kent'])
})

test('the parts add up to the region, for any set', () => {
  for (const some of [[], given.slice(0, 1), given.slice(2), given]) {
    const { rows } = shares(areas, some)
    const sum = (of: (row: (typeof rows)[number]) => number, levels: string[]) => rows.filter(({ level }) => levels.includes(level)).reduce((total, row) => total + of(row), 0)
    expect(sum(({ grant }) => grant, ['authority'])).toBe(rows[0]!.grant)
    expect(sum(({ match }) => match, ['authority', 'other'])).toBe(rows[0]!.match)
    expect(sum(({ grant }) => grant, ['hub'])).toBe(rows[0]!.grant)
  }
})

test('nobody gains or pays by nothing', () => expect(most(shares(areas.map((one) => ({ ...one, covered_after: one.covered })), []).rows)).toEqual({ gains: undefined, pays: undefined }))
