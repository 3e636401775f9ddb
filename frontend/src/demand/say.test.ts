import { expect, test } from 'vitest'
import type { CoveredArea } from '../api/records'
import { answerOf, rangeOf, shareBasis } from './say'

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
