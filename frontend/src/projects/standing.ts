// What is compared of a project between two days, each figure as it is shown.
import type { Standing } from '../api/records'
import { ratings, word } from '../api/words'
import { days, number, percent, pounds, tableDay } from '../ui/format'
import { late } from './slip'

export interface Line {
  name: string
  of: (standing: Standing) => string // '' where it was not known
  change?: (then: Standing, now: Standing) => string // how much more or later
}

const more = (then: number | undefined, now: number | undefined, say: (value: number) => string) =>
  then === undefined || now === undefined ? '' : `${now > then ? '+' : '−'}${say(Math.abs(now - then))}`
const later = (then: string | undefined, now: string | undefined) => (then && now ? late(days(then, now)).replace(/^(?!.*early)(.+)$/, '$1 later') : '')
const whole = (value: number | undefined) => (value === undefined ? '' : number(value))
const inPounds = (value: number | undefined) => (value === undefined ? '' : pounds(value))

export const lines: Line[] = [
  { name: 'Opens', of: (s) => tableDay(s.opening), change: (a, b) => later(a.opening, b.opening) },
  { name: '80 % likely by', of: (s) => tableDay(s.p80), change: (a, b) => later(a.p80, b.p80) },
  { name: 'Chance by the deadline', of: (s) => (s.chance === undefined ? '' : percent(s.chance)) },
  { name: 'Places', of: (s) => whole(s.places), change: (a, b) => more(a.places, b.places, number) },
  { name: 'Budget, £', of: (s) => inPounds(s.budget_pence), change: (a, b) => more(a.budget_pence, b.budget_pence, pounds) },
  { name: 'Outturn, £', of: (s) => inPounds(s.outturn_pence), change: (a, b) => more(a.outturn_pence, b.outturn_pence, pounds) },
  { name: 'Spent, £', of: (s) => inPounds(s.spent_pence), change: (a, b) => more(a.spent_pence, b.spent_pence, pounds) },
  { name: 'Rating', of: (s) => (s.overall ? word(ratings, s.overall).toLowerCase() : '') },
]

// moved says whether a figure is known of both days and not the same.
export function moved(line: Line, then: Standing | undefined, now: Standing | undefined): boolean {
  return !!then && !!now && line.of(then) !== '' && line.of(then) !== line.of(now)
}
