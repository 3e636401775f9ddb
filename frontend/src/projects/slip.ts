// How lateness is said: weeks in prose and tables, days when it is less than a week.
import { span } from '../ui/format'

export function slipped(days: number | undefined): boolean {
  return (days ?? 0) > 0
}

// late is for a column: "6 weeks", "none", "2 weeks early".
export function late(days: number | undefined): string {
  if (days === undefined) return ''
  if (days === 0) return 'none'
  return days > 0 ? span(days) : `${span(days)} early`
}

// weeks is the bare number of a column headed in weeks; a part of a week is not lost.
export function weeks(days: number | undefined): string {
  if (days === undefined) return ''
  const whole = Math.round((days / 7) * 10) / 10
  return String(whole).replace('-', '−')
}
