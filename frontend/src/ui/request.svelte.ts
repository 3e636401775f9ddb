import { Failure } from '../api/client'

// Request holds the latest answer of one question. While a new answer is on its way the
// old one stays on the screen; an answer overtaken by a later question is dropped.
export class Request<T> {
  value = $state.raw<T>()
  failure = $state.raw<Failure>()
  waiting = $state(false)
  private latest = 0

  async ask(question: () => Promise<T>): Promise<T | undefined> {
    const turn = ++this.latest
    this.waiting = true
    try {
      const value = await question()
      if (turn !== this.latest) return undefined
      this.value = value
      this.failure = undefined
      return value
    } catch (error) {
      if (turn === this.latest) this.failure = asFailure(error)
      return undefined
    } finally {
      if (turn === this.latest) this.waiting = false
    }
  }
}

export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  console.error(error)
  return new Failure(-1, 'This page met a fault of its own. Reload it; if it happens again, tell whoever runs Homeground.')
}
