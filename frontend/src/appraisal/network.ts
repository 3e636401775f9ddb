// Where each stage of an option lies if everything takes its most likely time: for
// drawing the bars. The dates that count come from the server's runs.
import type { OptionDetail, Stage } from '../api/records'
import { asDate, dayMs } from '../ui/format'

export interface Laid {
  stage: Stage
  start: number // ms
  early: number // finish at best from that start
  likely: number
  late: number
}

export function laid(option: OptionDetail): Laid[] {
  const start = asDate(option.starts_on).getTime()
  const byCode = new Map(option.stages.map((stage) => [stage.code, stage]))
  const finishes = new Map<string, number>()

  // A stage that only some runs take shifts nothing here: its successors follow on.
  const finish = (stage: Stage, seen: string[] = []): number => {
    const known = finishes.get(stage.code)
    if (known !== undefined) return known
    const end = begin(stage, seen) + (stage.chance < 1 ? 0 : stage.likely * 7 * dayMs)
    finishes.set(stage.code, end)
    return end
  }
  const begin = (stage: Stage, seen: string[]): number =>
    Math.max(start, ...(stage.follows ?? []).flatMap(({ code, lag_weeks = 0 }) => {
      const before = byCode.get(code)
      return before && !seen.includes(code) ? [finish(before, [...seen, stage.code]) + lag_weeks * 7 * dayMs] : []
    }))

  return option.stages.map((stage) => {
    const from = begin(stage, [])
    const weeks = (n: number) => from + n * 7 * dayMs
    return { stage, start: from, early: weeks(stage.optimistic), likely: weeks(stage.likely), late: weeks(stage.pessimistic) }
  })
}
