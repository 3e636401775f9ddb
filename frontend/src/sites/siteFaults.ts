// What the server says of a site's form, at its fields: body.places[1].usable is the
// field form-places-1-usable, and a position is one field whichever half of it is wrong.
import type { Failure } from '../api/client'
import type { FormFault } from '../ui/faults'

export function siteFaults({ fields, message }: Failure, form: string): FormFault[] {
  const faults = fields.flatMap(({ location, message }) => {
    const name = (location ?? '').replace(/^body\.?/, '').replace(/^position\..*/, 'position')
    const id = name && [form, ...name.split(/[[\].]+/).filter(Boolean)].join('-')
    return message ? [{ id: id || undefined, text: message.charAt(0).toUpperCase() + message.slice(1) }] : []
  })
  return faults.length ? faults : [{ text: message }]
}
