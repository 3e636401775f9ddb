// Two versions of a record, field by field.
import type { Failure } from '../api/client'

export type Side = 'mine' | 'theirs'

export interface Differing {
  name: string
  label: string
  was: string // as both read it
  mine: string
  theirs: string
}

// settled proposes whose each field should be: of whoever changed it, and mine where both did.
export function settled(fields: Differing[]): Record<string, Side> {
  return Object.fromEntries(fields.map(({ name, was, mine }) => [name, mine === was ? 'theirs' : 'mine']))
}

// overtaken is the record as someone else has made it, when that is why a change failed.
export function overtaken<T>(failure: Failure): T | undefined {
  return failure.status === 412 && failure.current ? (failure.current as T) : undefined
}
