import { expect, test } from 'vitest'
import type { CoveredArea } from '../api/records'
import { answerOf, cohortAnswerOf, cohortBy, joined, rangeOf, shareBasis, type OfAuthorities } from './say'

const area = (change: Partial<CoveredArea>): CoveredArea => ({ level: 'authority', name: 'Kent', need: 10, covered: 4, unmet: 6, covered_central: 4, share_percent: 40, ...change }) as CoveredArea

test('how many have no place is said in the singular and the plural, of the region, a hub and an authority', () => {
  expect(answerOf(area({ unmet: 6.4 }))).toBe('An estimated 6 children in Kent are more than 20 miles from any home with a free place.')
  expect(answerOf(area({ unmet: 1.2, level: 'hub', name: 'North' }))).toBe('An estimated 1 child in the North hub is more than 20 miles from any home with a free place.')
  expect(answerOf(area({ unmet: 1046.6, level: 'region' }))).toBe('An estimated 1,047 children in the region are more than 20 miles from any home with a free place.')
})

test('none, next to none and no estimate are said as such', () => {
  expect(answerOf(area({ unmet: 0 }))).toBe('Every child in Kent who needs a home could have a place within 20 miles, by estimate.')
  expect(answerOf(area({ unmet: 0.4 }))).toBe('Fewer than one child in Kent, by estimate, is more than 20 miles from any home with a free place.')
  expect(answerOf(area({ need: 0, unmet: 0 }))).toBe('No need is estimated in Kent yet.')
})

test('the range is of those without a place, least first, and left out where it makes no child’s difference', () => {
  expect(rangeOf(area({ covered: 4, covered_central: 7 }))).toEqual([3, 6])
  expect(rangeOf(area({ covered: 7, covered_central: 4 }))).toEqual([3, 6])
  expect(rangeOf(area({ covered: 4, covered_central: 4.3 }))).toBe(undefined)
})

test('what the share who need a home is by is said of an area, of a hub, and of the region', () => {
  const placed = (name: string, home_share_day: string) => area({ name, code: name, hub: 'South', home_share_from: 'placements', home_share_day })
  const all = [area({ level: 'region' }), placed('Kent', '2017-03-31'), placed('Surrey', '2024-03-31'), area({ name: 'Slough', code: 'Slough', hub: 'North', home_share_from: 'stated' })]
  expect(shareBasis(all[1]!, all)).toBe(', by the share in homes on 31 March 2017')
  expect(shareBasis(all[3]!, all)).toBe(', an assumption')
  expect(shareBasis(area({ level: 'hub', hub: 'South' }), all)).toBe(', by the share in homes on 31 March 2017 and 31 March 2024')
  expect(shareBasis(all[0]!, all)).toBe(', by the share in homes on 31 March 2017 and 31 March 2024 (of 1 authority a stated share)')
})

const areas = [
  { level: 'region', name: 'The region' }, { level: 'hub', name: 'South' },
  ...[['k', 'Kent', 'South'], ['m', 'Medway', 'South'], ['r', 'Reading', 'North'], ['s', 'Slough', 'North'], ['x', 'No cells', 'North']].map(([code, name, hub]) => ({ level: 'authority', code, name, hub })),
] as CoveredArea[]
const of = {
  cohort: { age_band: '10 to 15', need: 'all', placement: 'all', origin: 'all', day: '2017-03-31', not_known: ['Reading'], without_cells: ['No cells'] },
  items: [{ code: 'k', name: 'Kent', thousandths: 749_000, need_home: 74.9 }, { code: 'm', name: 'Medway', thousandths: 0, need_home: 0 }, { code: 's', name: 'Slough', thousandths: 81_000, need_home: 8.1 }],
} as unknown as OfAuthorities

test('a cohort by authority: most first, those without a figure last, which are not 0', () => {
  const names = (within: Parameters<typeof cohortBy>[2]) => cohortBy(of, areas, within).map(({ name, children }) => [name, children])
  expect(names({ level: 'region', name: '' })).toEqual([['Kent', 749], ['Slough', 81], ['Medway', 0], ['Reading', undefined]])
  expect(names({ level: 'hub', name: 'South' })).toEqual([['Kent', 749], ['Medway', 0]])
  expect(names({ level: 'authority', name: 'Reading', code: 'r' })).toEqual([['Reading', undefined]])
})

test('the sentence of a cohort says of how many authorities it is, or that it is not known', () => {
  const said = (within: Parameters<typeof cohortBy>[2]) => cohortAnswerOf(of.cohort, within, cohortBy(of, areas, within))
  expect(said({ level: 'region', name: '' })).toBe('An estimated 830 children aged 10 to 15 were looked after in 3 of the 4 authorities of the region on 31 March 2017.')
  expect(said({ level: 'hub', name: 'South' })).toBe('An estimated 749 children aged 10 to 15 were looked after in the South hub on 31 March 2017.')
  expect(said({ level: 'authority', name: 'Reading', code: 'r' })).toBe('It is not known how many children aged 10 to 15 were looked after in Reading on 31 March 2017.')
  expect([joined([]), joined(['Kent']), joined(['Kent', 'Medway', 'Surrey'])]).toEqual(['', 'Kent', 'Kent, Medway and Surrey'])
})
