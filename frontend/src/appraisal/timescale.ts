// The scale of the opening column: months across, the same for every row.
import type { Option } from '../api/records'
import { asDate, dayMs } from '../ui/format'

export interface Timescale {
  width: number
  deadline: string
  x: (day: string) => number
  years: { year: number; x: number }[]
}

// through draws the deadline down the whole height of a cell, whatever the row's height.
export function through(x: number): string {
  return `background: linear-gradient(#1d2021, #1d2021) no-repeat ${x.toFixed(1)}px 0 / 1.6px calc(100% + 1px)`
}

export function timescale(options: Option[], deadline: string, width: number): Timescale {
  const at = (day: string) => asDate(day).getTime()
  const moments = [at(deadline), ...options.flatMap(({ opening }) => [at(opening.p50), at(opening.p80)])]
  const from = Math.min(...moments) - 45 * dayMs
  const to = Math.max(...moments) + 30 * dayMs
  const scale = (moment: number) => ((moment - from) / (to - from)) * width
  const years = []
  for (let year = new Date(from).getUTCFullYear() + 1; Date.UTC(year, 0) < to; year++) years.push({ year, x: scale(Date.UTC(year, 0)) })
  return { width, deadline, x: (day) => scale(at(day)), years }
}
