import { Request } from '../ui/request.svelte'
import { api } from './client'
import type { Summary } from './records'

// The programme and the totals every page's head speaks of, asked for once and again
// after anything that changes them.
export const summary = new Request<Summary>()

export function refreshSummary(): Promise<Summary | undefined> {
  return summary.ask(api.summary)
}
