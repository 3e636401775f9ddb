// A proposal as it is typed: from the record to text, and back with what is wrong.
import type { OptionDetail, OptionFields } from '../api/records'
import { deliveryModels, matchSources, placeTypes, word } from '../api/words'
import type { FormFault } from '../ui/faults'
import { count, fieldDay, longDay, money, pounds, typedDay, penceOf } from '../ui/format'

export interface TypedMatch {
  source: string
  authority_code: string
  name: string
  amount: string
  secured: boolean
}

// One thing picked from a list: a site or an option.
export interface Picked {
  id: number
  name: string
}

export interface Typed {
  name: string
  proposal: string
  authority_code: string
  template: string
  delivery_model: string
  starts_on: string
  sites: Picked[]
  places: { type: string; places: string }[]
  cost_low_pence: string
  cost_likely_pence: string
  cost_high_pence: string
  contingency_pence: string
  grant_pence: string
  match: TypedMatch[]
  needs: Picked[]
  excludes: Picked[]
  notes: string
}

export const blank: Typed = {
  name: '', proposal: '', authority_code: '', template: '', delivery_model: 'authority_run', starts_on: '', sites: [], places: [{ type: 'two_to_four', places: '' }],
  cost_low_pence: '', cost_likely_pence: '', cost_high_pence: '', contingency_pence: '', grant_pence: '', match: [], needs: [], excludes: [], notes: '',
}

export const sums = [
  { name: 'cost_low_pence', label: 'Lowest cost, in pounds', hint: undefined },
  { name: 'cost_likely_pence', label: 'Likely cost, in pounds', hint: 'With its contingency' },
  { name: 'cost_high_pence', label: 'Highest cost, in pounds', hint: undefined },
  { name: 'contingency_pence', label: 'Contingency, in pounds', hint: 'The part of the likely cost set aside for what cannot be foreseen' },
  { name: 'grant_pence', label: 'Grant asked, in pounds', hint: undefined },
] as const

const picked = (list: { id: number; name: string }[]) => list.map(({ id, name }) => ({ id, name }))

// typed is an option as its form begins; its route stays unless a template is chosen.
export function typed(o: OptionDetail): Typed {
  return {
    name: o.name, proposal: o.proposal ?? '', authority_code: o.authority_code, template: '', delivery_model: o.delivery_model, starts_on: fieldDay(o.starts_on), sites: picked(o.sites),
    places: o.places_by_type.length ? o.places_by_type.map(({ type, places }) => ({ type, places: String(places) })) : [{ type: 'other', places: String(o.places) }],
    cost_low_pence: pounds(o.cost_low_pence), cost_likely_pence: pounds(o.cost_likely_pence), cost_high_pence: pounds(o.cost_high_pence),
    contingency_pence: pounds(o.contingency_pence), grant_pence: pounds(o.grant_pence),
    match: o.match.map((m) => ({ source: m.source, authority_code: m.authority_code ?? '', name: m.name ?? '', amount: pounds(m.amount_pence), secured: m.secured })),
    needs: picked(o.needs), excludes: picked(o.excludes), notes: o.notes ?? '',
  }
}

const ids = (list: Picked[]) => list.map(({ id }) => id)

// fieldsOf is what the server is sent; adding says that nothing is there yet.
export function fieldsOf(t: Typed, form: string, adding: boolean): { fields: OptionFields; faults: FormFault[] } {
  const faults: FormFault[] = []
  const wrong = (name: string, text: string) => void faults.push({ id: `${form}-${name}`, text })
  if (!t.name.trim()) wrong('name', 'Enter a name, such as the place and what is done there')
  if (!t.authority_code) wrong('authority_code', 'Choose the authority that would run it, or have it run')
  if (adding && !t.template) wrong('template', 'Choose the route by which it would open')
  const starts_on = typedDay(t.starts_on)
  if (!starts_on) wrong('starts_on', 'Enter the day work would start, like 26/04/2027')
  const places_by_type = t.places.map(({ type, places }, n) => {
    if (!/^[1-9]\d{0,2}$/.test(places.trim())) wrong(`places_by_type-${n}-places`, `Enter how many places of the type “${word(placeTypes, type)}”, as a whole number of 1 or more`)
    return { type, places: Number(places) }
  })
  if (!t.places.length) wrong('places_by_type', 'Add the places it would open, by type')
  const amounts = Object.fromEntries(sums.map(({ name, label }) => {
    const pence = t[name].trim() ? penceOf(t[name]) : 0
    if (pence === undefined) wrong(name, `Enter the ${label.toLowerCase()}, as a number such as 265,000`)
    return [name, pence]
  })) as Record<(typeof sums)[number]['name'], number | undefined>
  if (!t.cost_likely_pence.trim()) wrong('cost_likely_pence', 'Enter what it would most likely cost')
  const match = t.match.map(({ source, authority_code, name, amount, secured }, n) => {
    const pence = penceOf(amount)
    if (!pence) wrong(`match-${n}-amount_pence`, `Enter the amount of match ${n + 1}, as a number above 0`)
    if (source === 'authority' && !authority_code) wrong(`match-${n}-authority_code`, `Choose the authority that gives match ${n + 1}`)
    if (source !== 'authority' && !name.trim()) wrong(`match-${n}-name`, `Enter who gives match ${n + 1}`)
    return { source, secured, amount_pence: pence ?? 0, ...(source === 'authority' ? { authority_code } : { name: name.trim() }) }
  })
  const { cost_low_pence: low, cost_likely_pence: likely, cost_high_pence: high } = amounts
  if (low !== undefined && likely && low > likely) wrong('cost_low_pence', `The lowest cost cannot be above the likely cost, ${money(likely)}`)
  if (high !== undefined && likely && high < likely) wrong('cost_high_pence', `The highest cost cannot be below the likely cost, ${money(likely)}`)
  const over = (amounts.grant_pence ?? 0) + match.reduce((sum, m) => sum + m.amount_pence, 0) - (likely ?? 0)
  if (likely && over > 0) wrong('grant_pence', `The grant and the match together are ${money(over)} above the likely cost. Ask for less`)
  const fields = {
    name: t.name.trim(), proposal: t.proposal.trim(), authority_code: t.authority_code, delivery_model: t.delivery_model, starts_on, sites: ids(t.sites), places_by_type, ...amounts, match,
    needs: ids(t.needs), excludes: ids(t.excludes), notes: t.notes.trim(), ...(t.template ? { template: t.template } : {}),
  } as OptionFields
  return { fields, faults }
}

// differing are the fields of mine that are not those of the record.
export function differing(mine: OptionFields, base: OptionFields): OptionFields {
  return Object.fromEntries(Object.entries(mine).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(base[name as keyof OptionFields])))
}

const list = (texts: string[]) => texts.join('; ') || 'None'

// said are the fields of a typed proposal in words, each under the name it is settled by.
export function said(t: Typed, authorities: Record<string, string>, templates: Record<string, string>): { name: keyof Typed; label: string; text: string }[] {
  const amount = (text: string) => (penceOf(text) === undefined ? text : `£${pounds(penceOf(text)!)}`)
  return [
    { name: 'name', label: 'Name', text: t.name },
    { name: 'proposal', label: 'What is proposed', text: t.proposal },
    { name: 'authority_code', label: 'Authority', text: authorities[t.authority_code] ?? t.authority_code },
    { name: 'template', label: 'Route taken anew', text: t.template ? (templates[t.template] ?? t.template) : 'No' },
    { name: 'delivery_model', label: 'Who would run it', text: word(deliveryModels, t.delivery_model) },
    { name: 'starts_on', label: 'Start', text: longDay(typedDay(t.starts_on)) || t.starts_on },
    { name: 'sites', label: 'Sites', text: list(t.sites.map(({ name }) => name)) },
    { name: 'places', label: 'Places', text: list(t.places.map(({ type, places }) => `${word(placeTypes, type)}: ${places}`)) },
    ...sums.map(({ name, label }) => ({ name, label: label.replace(', in pounds', ''), text: amount(t[name]) })),
    { name: 'match', label: 'Match', text: list(t.match.map((m) => `${amount(m.amount)} from ${m.source === 'authority' ? (authorities[m.authority_code] ?? '') : m.name} (${word(matchSources, m.source)}), ${m.secured ? 'secured' : 'not secured'}`)) },
    { name: 'needs', label: 'Needs', text: list(t.needs.map(({ name }) => name)) },
    { name: 'excludes', label: 'Cannot go with', text: list(t.excludes.map(({ name }) => name)) },
    { name: 'notes', label: 'Notes', text: t.notes },
  ]
}

// placesSaid are places by type as prose: 1 solo place, 2 places in a home for 2 to 4.
export function placesSaid(list: { type: string; places: number }[]): string {
  return list.map(({ type, places }) => `${count(places, 'place')}, ${word(placeTypes, type).toLowerCase()}`).join('; ')
}
