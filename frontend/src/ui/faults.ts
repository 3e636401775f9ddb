// What is wrong with a form, field by field.
import type { Failure } from '../api/client'

export interface FormFault {
  id?: string // the field's
  text: string
}

// refusal turns what the server said of a form into faults of its fields, whose ids are
// the server's names after the form's own: body.roles[1] is invite-role-1.
export function refusal(failure: Failure, form: string): FormFault[] {
  const faults = failure.fields.flatMap(({ location, message }) => {
    const [, name, line] = /^body\.(\w+?)s?(?:\[(\d+)\])/.exec(location ?? '') ?? /^body\.(\w+)/.exec(location ?? '') ?? []
    const id = name && [form, name, line].filter(Boolean).join('-')
    return message ? [{ id, text: message.charAt(0).toUpperCase() + message.slice(1) }] : []
  })
  return faults.length ? faults : [{ text: failure.message }]
}

// faultAt is the fault of one field.
export function faultAt(faults: FormFault[], id: string): string | undefined {
  return faults.find((fault) => fault.id === id)?.text
}
