// What the server says is wrong with a decision, as faults of its form's fields.
import type { Failure } from '../api/client'
import type { FormFault } from '../ui/faults'

export function decisionFaults(failure: Pick<Failure, 'message' | 'fields'>): FormFault[] {
  const faults = failure.fields.flatMap(({ location = '', message = '' }) => {
    const [, list, n, part] = /^body\.(condition|dissent)s\[(\d+)\](?:\.(\w+))?/.exec(location) ?? []
    const field = list ? [list, n, part].filter(Boolean).join('-') : /^body\.(decided_on|reasons)/.exec(location)?.[1]
    const text = field === 'decided_on' && !message.startsWith('The day') ? 'Enter the day of the decision, such as 21/11/2026' : message
    return text ? [{ id: field && `decision-${field}`, text: text.charAt(0).toUpperCase() + text.slice(1) }] : []
  })
  return faults.length ? faults : [{ text: failure.message }]
}
