// What forms share: what is typed, kept over a lost session; one key for
// each form; and what stands against it, by field, as a whole, or as another's change.
import { newKey, type Failure } from '../api/client'
import { draftOf, dropDraft, keepDraft } from './drafts'
import { faultAt, refusal, type FormFault } from './faults'
import { asFailure } from './request.svelte'

interface Kept<T, R> {
  typed: T
  base: R
}

// T is what is typed, R the record it changes or adds to.
export class Form<T extends object, R = undefined> {
  typed: T = $state()!
  base: R = $state.raw()! // the version that was read
  now = $state.raw<R>() // as someone else has made it
  faults = $state.raw<FormFault[]>([])
  failure = $state.raw<Failure>()
  busy = $state(false)
  private readonly key = newKey()
  private readonly blank: string

  // id is the form's and its fields' prefix, of names the record it is kept for.
  constructor(readonly id: string, readonly of: number, blank: T, base: R) {
    const kept = draftOf<Kept<T, R>>(this.draft)
    this.blank = JSON.stringify(blank)
    this.typed = { ...blank, ...kept?.typed }
    this.base = kept?.base ?? base
  }

  private get draft(): string {
    return draftName(this.id, this.of)
  }

  // keep is called in an effect: what was typed is there again after signing in anew.
  keep() {
    const typed = $state.snapshot(this.typed) as T
    if (JSON.stringify(typed) !== this.blank) keepDraft(this.draft, { typed, base: this.base })
  }

  drop() {
    dropDraft(this.draft)
  }

  fault(field: string): string | undefined {
    return faultAt(this.faults, `${this.id}-${field}`)
  }

  // wrong is a fault of a field, for the list that send is given.
  wrong(field: string, text: string): FormFault {
    return { id: `${this.id}-${field}`, text }
  }

  // send asks the server unless a field is wrong, and answers what it said.
  async send<A>(wrong: (FormFault | false | undefined)[], ask: (key: string) => Promise<A>): Promise<A | undefined> {
    this.faults = wrong.filter((fault): fault is FormFault => !!fault)
    this.failure = undefined
    if (this.faults.length || this.busy) return undefined
    this.busy = true
    try {
      const answer = await ask(this.key)
      this.drop()
      return answer
    } catch (error) {
      const failure = asFailure(error)
      if (failure.status === 412 && failure.current) this.now = failure.current as R
      else if (failure.fields.length) this.faults = refusal(failure, this.id)
      else this.failure = failure
      return undefined
    } finally {
      this.busy = false
    }
  }
}

export function draftName(form: string, of: number): string {
  return `form-${form}-${of}`
}
