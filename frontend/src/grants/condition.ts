// What is said of conditions wherever they are listed.
import type { Condition } from '../api/records'
import { count } from '../ui/format'

const settled = ['met', 'met_late', 'waived', 'clawback_paid']

// isOpen says that a condition still asks for something.
export const isOpen = ({ state }: Pick<Condition, 'state'>): boolean => !settled.includes(state)

// saysOpen sums a register up.
export function saysOpen(conditions: Pick<Condition, 'state' | 'overdue'>[]): string {
  const open = conditions.filter(isOpen)
  const late = open.filter(({ overdue }) => overdue).length
  return late ? `${count(late, 'condition is', 'conditions are')} overdue, ${open.length} of ${conditions.length} open` : `${open.length} of ${conditions.length} conditions open, none overdue`
}
