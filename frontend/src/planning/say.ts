// How an application, its dates and its events are said.
import type { Application, ApplicationEvent, ApplicationListed, BankHoliday, Clock, PlanningAuthority, PlanningCondition, PlanningRule } from '../api/records'
import { applicationStatuses, word } from '../api/words'
import { dayOfWeek, longDay } from '../ui/format'
import { appealOutcomes, decisions, eventKinds } from './words'

// status is where an application stands: "Determined, refused; appeal lodged".
export function status({ status, decision, appeal, appeal_outcome }: ApplicationListed): string {
  const decided = word(decisions, decision).toLowerCase()
  const appealed = appeal && `appeal ${(appeal_outcome ? word(appealOutcomes, appeal_outcome) : appeal === 'validated' ? 'valid' : appeal).toLowerCase()}`
  return [[word(applicationStatuses, status), decided].filter(Boolean).join(', '), appealed].filter(Boolean).join('; ')
}

// happened is what an event was, with its outcome.
export function happened({ kind, outcome, to_day }: ApplicationEvent): string {
  if (kind === 'decided') return word(decisions, outcome)
  if (kind === 'appeal_determined') return `Appeal ${word(appealOutcomes, outcome).toLowerCase()}`
  if (kind === 'extension_agreed') return `Extension agreed to ${longDay(to_day)}`
  return word(eventKinds, kind)
}

// period is a clock's length in words, which its working begins with: "8 weeks".
function period({ working }: Clock): string {
  return /^\d+ (?:working )?(?:day|week|month|year)s?(?= )/.exec(working)?.[0] ?? 'the period'
}

// clockSaid says in a sentence what a clock gives: "Valid on 2 March 2026; 8 weeks end on 27 April 2026."
export function clockSaid(clock: Clock, of: Pick<Application, 'valid_on' | 'decided_on'>, today: string): string {
  const { what, from, ends } = clock
  if (!ends) return clock.working
  const over = ends < today
  const day = longDay(ends)
  if (what === 'determination') {
    const length = period(clock)
    const verb = over ? 'ended' : /s$/.test(length) ? 'end' : 'ends'
    return `${from === of.valid_on ? 'Valid' : 'Received'} on ${longDay(from)}; ${length} ${verb} on ${day}.`
  }
  if (what === 'lapse') return over ? `The permission lapsed on ${day}.` : `The permission lapses on ${day}, unless development begins before.`
  if (over) return `The time to appeal ended on ${day}.`
  return of.decided_on ? `An appeal may be lodged until ${day}.` : `If it is not decided in time, an appeal may be lodged until ${day}.`
}

// shownClocks leaves out what can no longer matter: the time to appeal once there was an
// appeal, and that there is none where nothing was refused.
export function shownClocks({ clocks, appeal, decision }: Application): Clock[] {
  return clocks.filter(({ what, allowed }) => what !== 'appeal' || (!appeal && (allowed || decision !== 'granted')))
}

// named are conditions by number, for a sentence: "conditions 3 and BNG".
export function named(conditions: PlanningCondition[]): string {
  const numbers = conditions.map(({ number }) => number)
  const last = numbers.pop()
  return numbers.length ? `conditions ${numbers.join(', ')} and ${last}` : `condition ${last}`
}

export interface Refused {
  kinds: string[]
  why: string
}

// offered parts the kinds of event into those that may be recorded as of the day they were
// judged by, those whose time is over then but may have been in time on an earlier day, and
// the others by reason.
export function offered(next: Application['next']): { now: string[]; earlier: string[]; refused: Refused[] } {
  const now: string[] = []
  const earlier: string[] = []
  const reasons = new Map<string, string[]>()
  for (const { kind, allowed, why } of next) {
    if (allowed) {
      now.push(kind)
      continue
    }
    const reason = why ?? ''
    if (/ (?:ended|lapsed) on /.test(reason)) earlier.push(kind)
    reasons.set(reason, [...(reasons.get(reason) ?? []), kind])
  }
  return { now, earlier, refused: [...reasons].map(([why, kinds]) => ({ kinds, why })) }
}

// codeOf finds a planning authority by its name as it is typed.
export function codeOf(authorities: PlanningAuthority[], typed: string): string | undefined {
  const wanted = typed.trim().toLowerCase()
  return authorities.find(({ name }) => name.toLowerCase() === wanted)?.code
}

// shut says that offices are closed on a day, for a day the server has said nothing of.
export function shut(day: string, holidays: BankHoliday[]): string {
  const holiday = holidays.find((one) => one.day === day && !one.struck)
  const weekday = dayOfWeek(day)
  if (holiday) return `a bank holiday (${holiday.name}): offices are closed`
  return weekday.startsWith('S') ? `a ${weekday}: offices are closed` : ''
}

// length is a rule's period: "8 weeks", or what it says instead.
export function length({ amount, unit, says }: PlanningRule): string {
  if (!amount || !unit) return says ?? ''
  return `${amount} ${(amount === 1 ? unit.slice(0, -1) : unit).replace('_', ' ')}`
}
