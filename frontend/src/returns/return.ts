// What pages say of returns.
import type { Return, ReturnColumn, ReturnDetail } from '../api/records'
import { number, pounds, span, tableDay, today } from '../ui/format'

export const nameOf = ({ number: n, revision }: Pick<Return, 'number' | 'revision'>) => `Return ${n}${revision ? `, revision ${revision}` : ''}`

export interface Quarter {
  year: number // in which its financial year begins
  quarter: number
  from: string
  to: string
  due: string // two months after its end, as returns usually are
}

// quarterNow is the quarter that today lies in, or so many after it.
export function quarterNow(later = 0, now = today()): Quarter {
  const [y, m] = now.split('-').map(Number) as [number, number]
  const first = y * 12 + Math.floor((m - 1) / 3) * 3 + later * 3 // months since the year 0
  const day = (months: number, date: number) => new Date(Date.UTC(Math.floor(months / 12), months % 12, date)).toISOString().slice(0, 10)
  const month = first % 12
  return { year: Math.floor(first / 12) - (month < 3 ? 1 : 0), quarter: month < 3 ? 4 : month / 3, from: day(first, 1), to: day(first + 3, 0), due: day(first + 5, 0) }
}

export const ended = ({ to }: Quarter) => to < today()

// shown is a value of a sheet as people read it.
export function shown({ kind }: Pick<ReturnColumn, 'kind'>, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (kind === 'pounds') return pounds(value as number)
  if (kind === 'whole') return number(value as number)
  if (kind === 'day') return tableDay(value as string)
  return String(value)
}

// moved says by how much a value changed.
export function moved(kind: string | undefined, by: number | undefined): string {
  if (!by) return ''
  if (kind === 'day') return `${span(by)} ${by > 0 ? 'later' : 'earlier'}`
  return `${by > 0 ? '+' : ''}${kind === 'pounds' ? pounds(by) : number(by)}`
}

// keyOf is what tells a row of a sheet from the others.
export const keyOf = (sheet: { key?: string[] | null }, row: Record<string, unknown>) => (sheet.key ?? []).map((code) => row[code] ?? '').join(', ')

export const words = (text: string) => text.split(/\s+/).filter(Boolean).length

export const frozen = ({ state }: Pick<ReturnDetail, 'state'>) => state !== 'draft' && state !== 'checked'

// print is a fingerprint in groups that can be read out.
export const print = (hash: string) => hash.replace(/(.{4})(?=.)/g, '$1 ')
