// What each block of a site's page found, as its heading.
import type { Constraint, OfstedEvent, Option, SiteDetail, SiteDocument, SourceOf } from '../api/records'
import { applicationStatuses, judgements, kinds, lawfulUseSentences, ofstedKinds, operations, pipelines, siteConditions, tenures, useClasses, word } from '../api/words'
import { count, longDay, money } from '../ui/format'
import { latest } from './ofsted'

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

// joined writes a list the way people say it: one, two and three.
export function joined(list: string[]): string {
  return list.length < 2 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`
}

export function ownerFinding({ owner_name, organisation, tenure, ownership }: SiteDetail): string {
  const held = tenure && tenure !== 'none yet' ? `, ${word(tenures, tenure).toLowerCase()}` : tenure ? '; not held yet' : ''
  if (owner_name) return `Owned by ${owner_name}${held}`
  if (ownership) return word({}, ownership).replace(/^./, (c) => c.toUpperCase()) + held
  return organisation ? `Run by ${organisation}; its owner is not known${held}` : `Its owner is not known${held}`
}

export function placesFinding(site: SiteDetail): string {
  const { places_registered: registered, places_usable: usable, places_occupied: occupied, places_planned: planned, occupancy_percent: percent } = site
  const to = planned ? `; ${count(planned, 'place')} planned` : ''
  if (occupied !== undefined && usable !== undefined) return `${occupied} of ${count(usable, 'usable place')} occupied${to}`
  if (registered !== undefined) return `${count(registered, 'place')} registered; ${percent === undefined ? 'how many are occupied is not known' : `${percent} % occupied`}${to}`
  return planned ? `${count(planned, 'place')} planned` : 'How many places it has is not known'
}

export function conditionFinding({ condition, running_cost_pence: cost, weekly_fee_pence: fee }: SiteDetail): string {
  const money_ = [cost !== undefined && `costs ${money(cost)} a year`, fee !== undefined && `${money(fee)} a week for a child`].filter(Boolean)
  return [condition ? word(siteConditions, condition) : 'Its condition is not known', ...money_].join('; ')
}

export function useFinding({ use_class, lawful_use }: SiteDetail): string {
  const now = use_class ? `Use class ${word(useClasses, use_class)}` : 'Its use class is not known'
  return lawful_use === 'unknown' ? `${now}; nor is its lawful use as a home`.replace('known; nor', 'known, nor') : now
}

// ofstedFinding is the latest judgement, of when if the reader may see that, and whether
// the register still has the home.
export function ofstedFinding({ ofsted_outcome, off_register, operation, urn }: SiteDetail, items: OfstedEvent[] = []): string {
  const of = latest(items)
  const when = of?.on_day ? ` at the ${word(ofstedKinds, of.kind).toLowerCase()} of ${longDay(of.on_day)}` : ''
  const off = off_register ? '; no longer on its register' : ''
  if (ofsted_outcome) return `Ofsted: ${word(judgements, ofsted_outcome).toLowerCase()}${when}${off}`
  if (operation === 'not_a_home' && !urn && !items.length) return 'No registration with Ofsted is on record'
  return `No judgement of Ofsted’s is on record${off}`
}

export function lifeFinding({ operation, pipeline, moves, ends }: SiteDetail): string {
  const now = operation === 'not_a_home' ? word(pipelines, pipeline) : word(operations, operation) + (pipeline === 'none' ? '' : `, ${word(pipelines, pipeline).toLowerCase()}`)
  const last = moves.find(({ state }) => state !== 'location_sensitivity')
  return now + (last ? ` since ${longDay(last.on_day)}` : '') + (ends ? `; ends ${longDay(ends)}` : '')
}

export function constraintsFinding(list: Constraint[]): string {
  const named = (state: Constraint['state']) => list.filter((c) => c.state === state).map(({ name }) => lower(name))
  const [inside, partly, unchecked, clear] = [named('inside'), named('partly'), named('not_checked'), named('clear')]
  const found = [inside.length && `inside ${joined(inside)}`, partly.length && `partly in ${joined(partly)}`].filter(Boolean).join('; ')
  if (found) return found.charAt(0).toUpperCase() + found.slice(1)
  if (!clear.length) return 'No constraint was checked'
  return unchecked.length ? `In none of the ${count(clear.length, 'constraint')} checked; ${unchecked.length} not checked` : `In none of the ${count(clear.length, 'constraint')}, all checked`
}

export function documentsFinding(list: SiteDocument[]): string {
  const there = list.filter(({ removed_because }) => !removed_because)
  const photographs = there.filter(({ kind }) => kind === 'photograph').length
  const found = [photographs && count(photographs, 'photograph'), there.length - photographs && count(there.length - photographs, 'document')].filter((part): part is string => !!part)
  return found.length ? joined(found) : 'No documents or photographs yet'
}

// typedIn says by whom and when something was entered, or set on a visit and how exactly.
export function typedIn({ source, by_name, on_day }: SourceOf): string {
  const [how, before] = source.split('; ') // of a boundary that was drawn: what was there before
  return `${how}${how!.includes(',') ? ',' : ''} by ${by_name}, ${longDay(on_day)}${before ? `; ${before}` : ''}`
}

// sourceLine says where a group of fields is from, in small print.
export function sourceLine(source: SourceOf | undefined): string {
  if (!source) return ''
  // Of a site that was entered by hand, a group nobody has entered yet has no name to it.
  if (source.provenance === 'typed in') return source.by_name ? `${typedIn(source)}.` : ''
  return `Source: ${source.provenance}.`
}

// inTheWay is what stands in a site's way, for the first lines of its page: of a home that
// is open what Ofsted says of it, of any other what is between it and a home.
export function inTheWay(site: SiteDetail, best?: Option, deadline?: string): string {
  const { operation, pipeline, lawful_use, ofsted_outcome: outcome, off_register, application_status: application, ends } = site
  const judged = outcome && `Ofsted’s latest judgement is ${word(judgements, outcome).toLowerCase()}.`
  const running = operation === 'open' || operation === 'suspended'
  const chance = best?.opening.p80 && deadline && best.opening.p80 <= deadline ? 'likely to open in time' : 'not likely to open in time'
  return [
    ends && `Its last day is ${longDay(ends)}.`,
    operation === 'suspended' && 'Its registration is suspended.',
    running && (judged || 'No judgement of Ofsted’s is on record.'),
    !running && outcome === 'inadequate' && judged,
    operation !== 'not_a_home' && off_register && (running ? 'Ofsted’s latest register has it no longer: is it still open?' : 'Ofsted’s register has it no longer: to open it is registered anew.'),
    !(running && pipeline === 'none') && lawfulUseSentences[lawful_use],
    application && application !== 'not_started' && `Application: ${word(applicationStatuses, application).toLowerCase()}.`,
    best && `${best.rank === 1 ? 'Ranked first' : `Ranked ${best.rank}`}, ${chance}.`,
  ].filter(Boolean).join(' ')
}

// heading is a site in a few words after its name: "mothballed children’s home in Surrey".
export function heading(site: SiteDetail): string {
  const kind = lower(word(kinds, site.kind) || 'site').replace(/^nHS/, 'NHS')
  const step = site.pipeline === 'none' ? '' : lower(word(pipelines, site.pipeline))
  // A public name that was made of kind and authority says these two already.
  if (site.name.replace("'", '’').toLowerCase() === `${kind} in ${site.host_name}`.toLowerCase()) {
    return [site.operation === 'not_a_home' ? '' : lower(word(operations, site.operation)), step].filter(Boolean).join(', ') || 'not a home'
  }
  const state = site.operation === 'not_a_home' ? kind : `${lower(word(operations, site.operation))} ${kind}`
  return `${state} in ${site.host_name}${step && `, ${step}`}`
}
