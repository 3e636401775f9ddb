// The frontier as a line of steps: how far its axes go and where a value lies on them.
import type { BestSet } from '../api/records'

// round is the least 1, 2 or 5 with zeros that cuts a length into at most so many pieces.
export function round(length: number, most: number): number {
  const least = length / most
  const ten = 10 ** Math.floor(Math.log10(least))
  return ten * ([1, 2, 5].find((n) => n * ten >= least) ?? 10)
}

export function ticks(to: number, most: number): number[] {
  if (!(to > 0)) return [0]
  const step = round(to, most)
  return Array.from({ length: Math.floor(to / step + 1e-9) + 1 }, (_, n) => n * step)
}

// extent is how far the axes of a frontier go: a quarter past the grant there is.
export function extent(best: BestSet): { grant: number; value: number } {
  const sets = [...best.frontier, best.best, ...best.next_best]
  const grant = Math.max(best.budget_pence * 1.25, ...sets.map(({ grant_pence }) => grant_pence))
  return { grant: grant || 1, value: Math.max(1, ...sets.map(({ value }) => value)) * 1.08 }
}

// stepLine is the path of the steps: flat from each set's grant to the next one's.
export function stepLine(best: BestSet, x: (grant: number) => number, y: (value: number) => number, end: number): string {
  const steps = best.frontier.map(({ grant_pence, value }) => `H${x(grant_pence).toFixed(1)}V${y(value).toFixed(1)}`)
  return `M${x(0)} ${y(0)}${steps.join('')}H${x(end).toFixed(1)}`
}
