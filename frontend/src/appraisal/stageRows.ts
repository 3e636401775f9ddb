// The stages of an option as they are typed, and back with what is wrong.
import type { OptionDetail, StageGiven, Template } from '../api/records'
import type { FormFault } from '../ui/faults'

export interface StageRow {
  code: string
  name: string
  milestone: string
  optimistic: string
  likely: string
  pessimistic: string
  chance: string // in per cent
  is_estimate: boolean
  follows: { code: string; lag: string }[]
}

export const lengths = [
  { name: 'optimistic', label: 'Shortest, weeks' },
  { name: 'likely', label: 'Most likely' },
  { name: 'pessimistic', label: 'Longest' },
] as const

// rowsOf are stages as the form begins.
export function rowsOf(stages: OptionDetail['stages'] | Template['stages']): StageRow[] {
  return stages.map((s) => ({
    code: s.code, name: s.name, milestone: s.milestone, optimistic: String(s.optimistic), likely: String(s.likely), pessimistic: String(s.pessimistic),
    chance: String(Math.round(s.chance * 10000) / 100), is_estimate: s.is_estimate, follows: s.follows.map(({ code, lag_weeks }) => ({ code, lag: String(lag_weeks) })),
  }))
}

// fresh is a new stage after the last, under a code that no other has.
export function fresh(rows: StageRow[]): StageRow {
  let n = rows.length + 1
  while (rows.some(({ code }) => code === `stage_${n}`)) n++
  const last = rows.at(-1)
  return { code: `stage_${n}`, name: '', milestone: last?.milestone ?? 'M08', optimistic: '', likely: '', pessimistic: '', chance: '100', is_estimate: true, follows: last ? [{ code: last.code, lag: '0' }] : [] }
}

// without takes a stage out; what followed it follows what it followed.
export function without(rows: StageRow[], code: string): StageRow[] {
  const gone = rows.find((row) => row.code === code)
  return rows.filter((row) => row !== gone).map((row) => {
    if (!gone || !row.follows.some((link) => link.code === code)) return row
    const rest = row.follows.filter((link) => link.code !== code)
    return { ...row, follows: [...rest, ...gone.follows.filter((link) => !rest.some((other) => other.code === link.code))] }
  })
}

const numberOf = (text: string) => (/^[-−]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text.trim().replace('−', '-')) : undefined)

// stagesOf is what the server is sent, with what is wrong.
export function stagesOf(rows: StageRow[], form: string): { stages: StageGiven[]; faults: FormFault[] } {
  const faults: FormFault[] = []
  const stages = rows.map((row, n): StageGiven => {
    const wrong = (name: string, text: string) => void faults.push({ id: `${form}-stages-${n}-${name}`, text })
    const called = row.name.trim() || `stage ${n + 1}`
    if (!row.name.trim()) wrong('name', `Enter a name for stage ${n + 1}`)
    const weeks = Object.fromEntries(lengths.map(({ name, label }) => {
      const length = numberOf(row[name])
      if (length === undefined) wrong(name, `Enter the ${label.replace(', weeks', '').toLowerCase()} time of ${called} in weeks`)
      return [name, length ?? 0]
    })) as Record<(typeof lengths)[number]['name'], number>
    const chance = numberOf(row.chance)
    if (chance === undefined || chance <= 0 || chance > 100) wrong('chance', `Enter how likely ${called} is to be needed, above 0 and at most 100 per cent`)
    const follows = row.follows.map(({ code, lag }) => {
      const weeks = numberOf(lag || '0')
      if (weeks === undefined) wrong('follows', `Enter how many weeks ${called} waits as a number; below zero they overlap`)
      return { code, lag_weeks: weeks ?? 0 }
    })
    return { code: row.code, name: row.name.trim(), milestone: row.milestone, ...weeks, chance: (chance ?? 100) / 100, is_estimate: row.is_estimate, follows }
  })
  return { stages, faults }
}

// stagesSaid is a list of stages in words, as a conflict lays it beside another.
export function stagesSaid(rows: StageRow[]): string {
  const names = Object.fromEntries(rows.map(({ code, name }) => [code, name]))
  return rows.map(({ name, optimistic, likely, pessimistic, chance, follows }) => `${name}: ${optimistic}, ${likely}, ${pessimistic} weeks${chance === '100' ? '' : `, ${chance} % likely`}${follows.length ? `, after ${follows.map(({ code }) => names[code] ?? code).join(' and ')}` : ''}`).join('; ')
}
