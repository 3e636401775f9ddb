// How days, money, shares and counts are written on every page.

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London',
})
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

export const dayMs = 86_400_000

// asDate reads an ISO day as midnight UTC: days have no clock and no zone.
export function asDate(iso: string): Date {
  return new Date(iso.slice(0, 10) + 'T00:00:00Z')
}

// days counts the days from one ISO day to another.
export function days(from: string, to: string): number {
  return Math.round((asDate(to).getTime() - asDate(from).getTime()) / dayMs)
}

export function longDay(iso: string | undefined): string {
  return iso ? day.format(asDate(iso)) : ''
}

// "Sept" is what the platform writes; three letters keep columns of dates straight.
export function tableDay(iso: string | undefined): string {
  return iso ? shortDay.format(asDate(iso)).replace('Sept', 'Sep') : ''
}

export function longMoment(rfc3339: string): string {
  return moment.format(new Date(rfc3339)).replace(' at ', ', ')
}

export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

export function number(value: number): string {
  return whole.format(value).replace('-', '−')
}

// tenths is a number to one decimal: 1,047.3.
export function tenths(value: number): string {
  return value.toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).replace('-', '−')
}

// pounds is the exact form of tables: 265,000 or 1,699,215.38.
export function pounds(pence: number): string {
  const digits = pence % 100 === 0 ? 0 : 2
  return (pence / 100)
    .toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replace('-', '−')
}

// penceOf reads an amount in pounds: 5,400 or £5,400.50; nothing is none.
export function penceOf(text: string): number | undefined {
  const amount = /^£?\s*(\d[\d,\s]*)(?:\.(\d{1,2}))?$/.exec(text.trim())
  return amount ? Number(amount[1]!.replace(/[,\s]/g, '')) * 100 + Number((amount[2] ?? '').padEnd(2, '0')) : undefined
}

// money is the form of prose: £1.25m, £740,000.
export function money(pence: number): string {
  const sign = pence < 0 ? '−' : ''
  const size = Math.abs(pence)
  if (size < 100_000_000) return `${sign}£${pounds(size)}`
  const millions = (size / 100_000_000).toFixed(2).replace(/\.?0+$/, '')
  return `${sign}£${millions}m`
}

// percent writes a share; a chance is never given as certain when it is not.
export function percent(share: number): string {
  const text = share > 0 && share < 0.01 ? '< 1 %' : share < 1 && share > 0.99 ? '> 99 %' : `${Math.round(share * 100)} %`
  return text.replaceAll(' ', '\u00a0') // a figure and its sign stay on one line
}

// count joins a number to its noun: 1 place, 4 places.
export function count(value: number, one: string, many = one + 's'): string {
  return `${number(value)} ${value === 1 ? one : many}`
}

const ordinals = new Intl.PluralRules('en-GB', { type: 'ordinal' })
const endings: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }

export function ordinal(value: number): string {
  return `${value}${endings[ordinals.select(value)]}`
}

// span says a stretch of days the way people do: 15 days, 6 weeks, 20 months.
export function span(length: number): string {
  const size = Math.abs(length)
  if (size < 21) return count(size, 'day')
  if (size < 182) return count(Math.round(size / 7), 'week')
  return count(Math.round(size / 30.4375), 'month')
}

// beside says where a day lies to the deadline: "15 days before", "20 months after".
export function beside(dayIso: string, deadline: string): string {
  const difference = days(deadline, dayIso)
  if (difference === 0) return 'on'
  return `${span(difference)} ${difference < 0 ? 'before' : 'after'}`
}

// typedDay reads dd/mm/yyyy (or the ISO form) into an ISO day; undefined when it is no day.
export function typedDay(text: string): string | undefined {
  const uk = /^\s*(\d{1,2})[/.\s-](\d{1,2})[/.\s-](\d{4})\s*$/.exec(text)
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})\s*$/.exec(text)
  const [year, month, date] = uk ? [uk[3], uk[2], uk[1]] : iso ? [iso[1], iso[2], iso[3]] : []
  if (!year || !month || !date) return undefined
  const made = new Date(Date.UTC(+year, +month - 1, +date))
  if (made.getUTCMonth() !== +month - 1 || made.getUTCDate() !== +date) return undefined
  return made.toISOString().slice(0, 10)
}

// fieldDay is an ISO day as it is typed: 26/04/2027.
export function fieldDay(iso: string | undefined): string {
  return iso ? iso.slice(0, 10).split('-').reverse().join('/') : ''
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })

export function dayOfWeek(iso: string): string {
  return weekday.format(asDate(iso))
}
