// How sets of options are said: by short names, what sets one apart from another, and the
// page's first lines.
import type { BestSet, Choice, Option, SetOf } from '../api/records'
import { joined } from '../sites/findings'
import { routesShort, word } from '../api/words'
import { count, longDay, money, number, tenths } from '../ui/format'
import type { Objective } from './wish'

// shortNames are names up to their first comma, where that tells an option from all others.
export function shortNames(options: { id: number; name: string }[]): Map<number, string> {
  const short = (name: string) => name.split(/[,:]/)[0]!.trim()
  const many = new Map<string, number>()
  for (const { name } of options) many.set(short(name), (many.get(short(name)) ?? 0) + 1)
  return new Map(options.map(({ id, name }) => [id, many.get(short(name)) === 1 ? short(name) : name]))
}

// restOf is what a short name leaves out, if that is short itself, or else the route in a word.
export function restOf({ name, route }: { name: string; route: string }, short: string | undefined): string {
  if (!short || short === name) return ''
  const rest = name.slice(short.length).replace(/^[\s,:]+/, '')
  return rest.length <= 24 ? rest : word(routesShort, route)
}

// differs says what a set has that another has not: "Newbury, not Southampton".
export function differs(set: number[], from: number[], names: Map<number, string>): string {
  const of = (ids: number[]) => joined(ids.map((id) => names.get(id) ?? `option ${id}`))
  const [more, less] = [set.filter((id) => !from.includes(id)), from.filter((id) => !set.includes(id))]
  if (more.length && less.length) return `${of(more)}, not ${of(less)}`
  if (more.length) return from.length ? `also ${of(more)}` : of(more)
  return less.length ? `without ${of(less)}` : 'the same set'
}

export const units: Record<Objective, string> = {
  places: 'Places', in_time: 'Places expected in time', score: 'Points of score, summed', covered: 'Children covered within 20 miles',
}

// figure is a value of an objective as it is printed; places and children are whole.
export function figure(objective: Objective, value: number): string {
  if (objective === 'places') return number(value)
  return objective === 'covered' && value === Math.round(value) ? number(value) : tenths(value)
}

// worth is a value with its noun.
export function worth(objective: Objective, value: number): string {
  const noun = { places: 'place', in_time: 'place expected in time', score: 'point of score', covered: 'child covered' }[objective]
  const many = { places: 'places', in_time: 'places expected in time', score: 'points of score', covered: 'children covered' }[objective]
  return `${figure(objective, value)} ${figure(objective, value) === '1' ? noun : many}`
}

// expected is how many places would be open in time: those of each option times its chance.
export function expected(options: Option[]): number {
  return options.reduce((sum, { places, opening }) => sum + places * opening.chance, 0)
}

// leftWords say what a set may spend: what is left to invest, or as much as was asked.
export function leftWords(best: BestSet, choice: Choice): string {
  return best.budget_pence === choice.grant_left_pence ? `the ${money(best.budget_pence)} left to invest` : `${money(best.budget_pence)}`
}

// firstLine is the answer of the page.
export function firstLine(best: BestSet, choice: Choice): string {
  const { options, places, grant_pence: grant } = best.best
  if (best.status === 'infeasible') return `No set of options keeps the rules within ${leftWords(best, choice)}.`
  if (!best.candidates) return 'There is no option to choose from yet.'
  if (!options.length) return `The best set is empty: no option adds anything within ${leftWords(best, choice)}.`
  const gives = best.objective === 'score' || best.objective === 'covered' ? `, ${worth(best.objective, best.best.value)}` : ''
  return `${best.status === 'optimal' ? 'Best set' : 'Best set found'}: ${count(options.length, 'option')}, ${count(places, 'place')}${gives}, for ${money(grant)} of ${leftWords(best, choice)}.`
}

// heldLine says what projects hold of the award.
export function heldLine(choice: Choice, names: Map<number, string>): string {
  if (!choice.chosen.length) return `No project holds any of the ${money(choice.award_pence)} award.`
  const who = choice.chosen.length <= 3 ? joined(choice.chosen.map(({ id }) => names.get(id)!)) : count(choice.chosen.length, 'project')
  return `${who} ${choice.chosen.length === 1 ? 'holds' : 'hold'} ${money(choice.grant_used_pence)} of the ${money(choice.award_pence)} award.`
}

// proof says how sure it is that no set is worth more.
export function proof(best: BestSet): string {
  if (best.status === 'infeasible' || !best.candidates) return ''
  const sets = best.candidates <= 30 ? `all ${number(2 ** best.candidates)} sets` : `all sets`
  if (best.status === 'optimal') {
    return `Proven best of ${sets} of ${count(best.candidates, 'option')}.${best.equal_best ? ' Another set is equal best: this one needs the least grant, or comes first.' : ''}`
  }
  const off = best.bound > 0 && best.bound < 1e12 ? `It may be off by ${worth(best.objective, best.bound - best.best.value)} at most.` : 'How far it may be off is not known.'
  return `The search was stopped before it was proven best of ${sets}. ${off}`
}

// dayLine says how many places to expect by the programme's day.
export function dayLine(options: Option[], choice: Choice): [figure: string, rest: string] {
  return [`${tenths(expected(options))} places`, `open by ${longDay(choice.open_by)}`]
}

// hubsOf counts a set's options by hub: "1 North, 5 South".
export function hubsOf(options: Option[]): string {
  const many = new Map<string, number>()
  for (const { hub } of options) if (hub) many.set(hub, (many.get(hub) ?? 0) + 1)
  return [...many].sort(([a], [b]) => a.localeCompare(b)).map(([hub, n]) => `${n} ${hub}`).join(', ')
}

// nextStep is the first set of the frontier that needs more grant than there is.
export function nextStep(best: BestSet): SetOf | undefined {
  return best.frontier.find(({ grant_pence: grant }) => grant > best.budget_pence)
}
