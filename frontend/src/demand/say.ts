// The sentence the page opens with.
import type { Covered, CoveredArea, DemandCohort, Levels } from '../api/records'
import { count, longDay, number } from '../ui/format'
import { childrenOf } from './cohort'

// nameOf is an area as a sentence names it.
export function nameOf({ level, name }: Pick<CoveredArea, 'level' | 'name'>): string {
  return level === 'region' ? 'the region' : level === 'hub' ? `the ${name} hub` : name
}

// answerOf says how many children of an area have no place within reach.
export function answerOf(area: CoveredArea): string {
  const where = nameOf(area)
  const unmet = Math.round(area.unmet)
  if (!area.need) return `No need is estimated in ${where} yet.`
  if (!area.unmet) return `Every child in ${where} who needs a home could have a place within 20 miles, by estimate.`
  if (!unmet) return `Fewer than one child in ${where}, by estimate, is more than 20 miles from any home with a free place.`
  return `An estimated ${number(unmet)} ${unmet === 1 ? 'child' : 'children'} in ${where} ${unmet === 1 ? 'is' : 'are'} more than 20 miles from any home with a free place.`
}

// rangeOf is between what the true answer could lie: with all homes of which only the
// authority is known at the middle of its need, and with all of them spread. Nothing where
// that makes no whole child's difference.
export function rangeOf({ need, covered, covered_central }: CoveredArea): [number, number] | undefined {
  const [least, most] = [need - Math.max(covered, covered_central), need - Math.min(covered, covered_central)].map(Math.round) as [number, number]
  return least === most ? undefined : [least, most]
}

// openShareOf says how many of the region's places are taken to be open to its children:
// nothing that is covered can be read without it.
export function openShareOf({ open_share_percent }: Covered): string {
  return open_share_percent === 100 ? 'Every place in a home is taken to be open to these children.' : `${open_share_percent} % of places are taken to be open to these children.`
}

// shareBasis says what the share who need a home is by, of an area among all of them: the
// placements of which days, the stated share, or of some authorities the one and of others
// the other.
export function shareBasis(area: CoveredArea, areas: CoveredArea[]): string {
  const of = areas.filter(({ level, code, hub }) => level === 'authority' && (area.level === 'region' || (area.level === 'hub' ? hub === area.hub : code === area.code)))
  const placed = of.filter(({ home_share_from }) => home_share_from === 'placements')
  if (!placed.length) return ', an assumption'
  const days = [...new Set(placed.map(({ home_share_day }) => home_share_day!))].sort()
  const by = `, by the share in homes on ${days.map(longDay).join(' and ')}`
  const stated = of.length - placed.length
  return stated ? `${by} (of ${count(stated, 'authority', 'authorities')} a stated share)` : by
}

// OfAuthorities is a cohort with its figures by authority.
export interface OfAuthorities {
  cohort: DemandCohort
  items: Levels['items']
}

export interface OfOne {
  code: string
  name: string
  children?: number // none where the authority's total is suppressed or missing
  need: number // of these, in a home
}

// cohortBy is a cohort by authority, of the region, a hub or one authority: most children
// first, those without a figure last. An authority without small areas is not among them.
export function cohortBy({ cohort, items }: OfAuthorities, areas: CoveredArea[], within: Pick<CoveredArea, 'level' | 'name' | 'code'>): OfOne[] {
  const by = new Map(items.map((item) => [item.code, item]))
  const inside = areas.filter(({ level, hub, code }) => level === 'authority' && (within.level === 'region' || (within.level === 'hub' ? hub === within.name : code === within.code)))
  const all = inside.filter(({ code, name }) => by.has(code) || cohort.not_known.includes(name))
  const ones = all.map(({ code, name }): OfOne => ({ code: code!, name, children: by.has(code) ? by.get(code)!.thousandths / 1000 : undefined, need: by.get(code)?.need_home ?? 0 }))
  return ones.sort((a, b) => (b.children ?? -1) - (a.children ?? -1) || a.name.localeCompare(b.name))
}

// cohortAnswerOf says how many children of a cohort are looked after.
export function cohortAnswerOf(cohort: DemandCohort, within: Pick<CoveredArea, 'level' | 'name'>, ones: OfOne[]): string {
  const known = ones.filter(({ children }) => children !== undefined)
  const who = childrenOf(cohort)
  if (!known.length) return `It is not known how many ${who} were looked after in ${nameOf(within)} on ${longDay(cohort.day)}.`
  const where = known.length < ones.length ? `${number(known.length)} of the ${number(ones.length)} authorities of ${nameOf(within)}` : nameOf(within)
  return `An estimated ${number(known.reduce((sum, { children }) => sum + children!, 0))} ${who} were looked after in ${where} on ${longDay(cohort.day)}.`
}

// joined writes names as a sentence has them: Kent, Medway and Surrey.
export const joined = (names: string[]) => (names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? ''))
