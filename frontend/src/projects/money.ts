// What is said of a project's money.
import type { BudgetLine, ProjectMoney } from '../api/records'
import { money } from '../ui/format'

// answer is the one sentence that comes first.
export function answer({ total, lines }: ProjectMoney): string {
  if (!total.budget_pence && !total.entries) return 'No budget and no spend yet.'
  const spent = `${money(total.spent_pence)} of ${money(total.budget_pence)} spent`
  const over = total.over_pence
  const unspent = lines.filter((l) => l.over_pence < 0).reduce((sum, l) => sum - l.over_pence, 0)
  if (over > 0) return `${spent}; ${money(over)} over if nothing changes.`
  if (over < 0) return `${spent}; ${money(-over)} left over if nothing changes.`
  return unspent ? `${spent}; on budget in all if nothing changes, though not line by line.` : `${spent}; on budget if nothing changes.`
}

// financialYear is how a year that begins in April is written: 2026-27.
export function financialYear(begins: number): string {
  return `${begins}-${String((begins + 1) % 100).padStart(2, '0')}`
}

// yearOf is the year that a day's financial year begins in.
export function yearOf(day: string): number {
  return Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0)
}

export const countsAsWords: Record<string, string> = { eligible: 'Capital, against the grant', capital: 'Capital, not against the grant', revenue: 'Revenue' }

export function countsAs({ capital, eligible }: Pick<BudgetLine, 'capital' | 'eligible'>): string {
  return eligible ? 'eligible' : capital ? 'capital' : 'revenue'
}
