// Weights: what a change of one does to the others, and how far each could move before
// another option came first. Plain functions; percentages add up to 100.
import type { Criterion, Option } from '../api/records'

export type Weights = Record<string, number>

// rebalanced sets one weight and rescales the others in proportion; when that one was
// everything, the others are taken as equal.
export function rebalanced(weights: Weights, code: string, to: number): Weights {
  const others = Object.keys(weights).filter((other) => other !== code)
  const rest = others.reduce((sum, other) => sum + weights[other]!, 0)
  const next: Weights = { [code]: to }
  for (const other of others) next[other] = (100 - to) * (rest > 0 ? weights[other]! / rest : 1 / others.length)
  return Object.fromEntries(Object.keys(weights).map((name) => [name, next[name]!]))
}

// query writes weights as the API reads them: hundredths of a per cent that add up to 10000.
export function query(weights: Weights): string {
  const parts = Object.entries(weights).map(([code, weight]) => ({ code, whole: Math.floor(weight * 100), rest: (weight * 100) % 1 }))
  let missing = 10_000 - parts.reduce((sum, part) => sum + part.whole, 0)
  for (const part of [...parts].sort((a, b) => b.rest - a.rest)) {
    if (missing-- <= 0) break
    part.whole++
  }
  return parts.map(({ code, whole }) => `${code}:${whole}`).join(',')
}

// read is the other way round; undefined when the text is not weights for these criteria.
export function read(text: string, criteria: Criterion[]): Weights | undefined {
  const given = Object.fromEntries(text.split(',').map((part) => part.split(':')).map(([code, value]) => [code, Number(value) / 100]))
  const weights = Object.fromEntries(criteria.map(({ code }) => [code, given[code] ?? NaN]))
  const sum = Object.values(weights).reduce((a, b) => a + b, 0)
  return Math.abs(sum - 100) < 0.001 ? weights : undefined
}

function scaled(option: Option, code: string): number {
  return option.parts.find((part) => part.code === code)?.scaled ?? 0
}

// holds is the interval of one criterion's weight, the others rescaled in proportion,
// in which the first option of the list stays first. The score is linear in the weight,
// so each other option gives one bound.
export function holds(options: Option[], weights: Weights, code: string): [number, number] {
  const [first, ...others] = options
  let [low, high] = [0, 100]
  if (!first) return [low, high]
  const none = rebalanced(weights, code, 0)
  const lead = (option: Option, at: Weights) =>
    Object.entries(at).reduce((sum, [name, weight]) => sum + weight * (scaled(first, name) - scaled(option, name)), 0)
  for (const other of others) {
    const atNone = lead(other, none)
    const atAll = 100 * (scaled(first, code) - scaled(other, code))
    const slope = (atAll - atNone) / 100
    if (slope > 0) low = Math.max(low, -atNone / slope)
    if (slope < 0) high = Math.min(high, -atNone / slope)
  }
  const now = weights[code] ?? 0
  return [Math.min(Math.max(low, 0), now), Math.max(Math.min(high, 100), now)]
}
