// What a best set is asked for, as the address holds it and as the server is asked: what it
// is to have most of, which options are forced, which rules are off, and how much grant there is.
import type { BestSet, Way } from '../api/records'
import { money } from '../ui/format'

export type Objective = BestSet['objective']

export const objectives: Record<Objective, string> = {
  in_time: 'Most places open in time',
  places: 'Most places',
  score: 'Highest score',
  covered: 'Most need covered',
}

export interface Wish {
  objective: Objective
  in: number[]
  out: number[]
  only?: boolean // nothing but what must be in
  off: string[]
  budget?: number // pence; else what projects leave of the award
}

const numbers = (text: string) => [...new Set(text.split(',').filter((part) => /^[1-9]\d{0,8}$/.test(part)).map(Number))]

// readWish takes a wish from an address. What is no wish in it is left out.
export function readWish(get: (name: string) => string): Wish {
  const objective = get('objective') as Objective
  const budget = /^\d{1,12}$/.test(get('budget')) ? Number(get('budget')) : undefined
  return {
    objective: objective in objectives ? objective : 'in_time', in: numbers(get('in')), out: numbers(get('out')),
    ...(get('only') === 'true' ? { only: true } : {}), off: [...new Set(get('off').split(',').filter(Boolean))], ...(budget === undefined ? {} : { budget }),
  }
}

// queryOf writes a wish; what is as usual is '', and is left out of an address.
export function queryOf(wish: Wish): Record<'objective' | 'in' | 'out' | 'only' | 'off' | 'budget', string> {
  return {
    objective: wish.objective === 'in_time' ? '' : wish.objective, in: wish.in.join(','), out: wish.out.join(','),
    only: wish.only ? 'true' : '', off: wish.off.join(','), budget: wish.budget === undefined ? '' : String(wish.budget),
  }
}

const without = <T>(list: T[], one: T) => list.filter((other) => other !== one)

export const forcedIn = (wish: Wish, id: number): Wish => ({ ...wish, in: [...without(wish.in, id), id], out: without(wish.out, id) })
export const ruledOut = (wish: Wish, id: number): Wish => ({ ...wish, in: without(wish.in, id), out: [...without(wish.out, id), id] })
export const letBe = (wish: Wish, id: number): Wish => ({ ...wish, in: without(wish.in, id), out: without(wish.out, id) })
export const switched = (wish: Wish, rule: string): Wish => ({ ...wish, off: wish.off.includes(rule) ? without(wish.off, rule) : [...wish.off, rule] })

// The rules of one site or one option are switched off as a whole.
const wholeRule: Record<string, string> = { site: 'sites', prerequisites: 'prerequisites', excludes: 'exclusions' }

// moved is a wish with a way's changes made to it; undefined where one of them is not in the
// hands of whoever asks, as is other money, an earlier opening or a larger pledge.
function moved(wish: Wish, way: Way, budget: number, idOf: (ref: string) => number | undefined): Wish | undefined {
  let next = wish
  for (const { lever, by } of way.levers) {
    const [kind, rule = '', of = ''] = lever.split(':')
    const id = idOf(of)
    if (kind === 'budget' && by > 0) next = { ...next, budget: budget + by }
    else if (kind !== 'rule') return undefined
    else if (rule === 'forced_in' || rule === 'forced_out') {
      if (!id) return undefined
      next = letBe(next, id)
    } else {
      const name = wholeRule[rule] ?? lever.slice('rule:'.length)
      if (!next.off.includes(name)) next = switched(next, name)
    }
  }
  return next
}

export interface Tried {
  wish: Wish
  said: string
}

// tried is what trying a way asks for, and what is said of it. What no query can change is
// tried by forcing the option in as it stands.
export function tried(wish: Wish, way: Way, option: { id: number; name: string }, budget: number, idOf: (ref: string) => number | undefined): Tried {
  const next = moved(wish, way, budget, idOf)
  if (next) return { wish: next, said: next.budget !== undefined && next.budget !== wish.budget ? `The set may now spend ${money(next.budget)}.` : `Tried: ${lower(way.text)}.` }
  const only = way.levers.every(({ lever, by }) => lever === 'budget' && by === 0)
  return {
    wish: forcedIn(wish, option.id),
    said: only ? `${option.name} is forced in: a set with it is worth the same.`
      : `${way.text} cannot be tried here. ${option.name} is forced in as it stands, so that you see what it would take the place of.`,
  }
}

// mended is a wish with a way's changes made that mend it, where they can be made here.
export const mended = moved

export function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
