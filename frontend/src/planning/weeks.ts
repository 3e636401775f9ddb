// What the coming weeks bring, by week, for the register's list of due days.
import type { ApplicationListed } from '../api/records'
import { asDate, dayMs } from '../ui/format'

export interface Due {
  day: string
  what: string
  item: ApplicationListed
}

export interface Week {
  from: string // Monday
  to: string // Sunday
  due: Due[]
}

const iso = (time: number) => new Date(time).toISOString().slice(0, 10)

// weeksFrom lists so many weeks from this one on, each with what falls into it.
export function weeksFrom(items: ApplicationListed[], today: string, many: number): Week[] {
  const now = asDate(today)
  const monday = now.getTime() - ((now.getUTCDay() + 6) % 7) * dayMs
  const all = items.flatMap(days).filter(({ day }) => day >= today).sort((a, b) => a.day.localeCompare(b.day))
  return Array.from({ length: many }, (_, i) => {
    const [from, to] = [iso(monday + i * 7 * dayMs), iso(monday + (i * 7 + 6) * dayMs)]
    return { from, to, due: all.filter(({ day }) => day >= from && day <= to) }
  })
}

function days(item: ApplicationListed): Due[] {
  const list: Due[] = []
  const add = (day: string | undefined, what: string) => day && list.push({ day, what, item })
  add(item.due_on, item.extended_to ? 'Decision due, as agreed' : 'Decision due')
  if (item.status === 'in_committee') add(item.committee_on, 'Planning committee')
  if (item.decision === 'refused' && !item.appeal) add(item.appeal_by, 'Last day to appeal')
  if (!item.started_on) add(item.expires_on, 'Permission lapses')
  return list
}
