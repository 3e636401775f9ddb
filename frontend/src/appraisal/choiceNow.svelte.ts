// What the choice page and its meeting view show: the best set for a wish, the options and
// projects, and the smallest change for each option left out. Changes are asked for one
// after the other, and no longer once the wish is another.
import { api } from '../api/client'
import type { BestSet, Choice, ChoiceChanges, Option } from '../api/records'
import { asFailure, Request } from '../ui/request.svelte'
import { shortNames } from './setWords'
import { queryOf, type Wish } from './wish'

export class ChoiceNow {
  readonly best = new Request<BestSet>()
  readonly choice = new Request<Choice>()
  changes = $state.raw(new Map<number, ChoiceChanges | string>()) // or why there are none
  private asking: AbortController | undefined

  readonly options = $derived(new Map<number, Option>([...(this.choice.value?.chosen ?? []), ...(this.choice.value?.left_out ?? [])].map((option) => [option.id, option])))
  readonly names = $derived(shortNames([...this.options.values()]))
  readonly set = $derived((this.best.value?.best.options ?? []).flatMap((id) => this.options.get(id) ?? []))

  readonly idOf = (ref: string) => [...this.options.values()].find(({ option_ref }) => option_ref === ref)?.id

  // ask looks for the best set of a wish; it answers once the set is known.
  async ask(wish: Wish): Promise<BestSet | undefined> {
    this.stop()
    const query = queryOf(wish)
    const [best] = await Promise.all([this.best.ask(() => api.bestSet(query)), this.choice.ask(api.choice)])
    if (!best) return undefined
    this.changes = new Map()
    if (best.status !== 'infeasible') void this.look(best, query)
    return best
  }

  // stop ends the search for changes.
  stop() {
    this.asking?.abort()
  }

  private async look(best: BestSet, query: ReturnType<typeof queryOf>) {
    const asking = new AbortController()
    this.asking = asking
    for (const { id, why } of best.left_out) {
      if (why) continue
      const found = await api.choiceChanges(id, query, asking.signal).catch((error) => (asking.signal.aborted ? '' : asFailure(error).message))
      if (asking.signal.aborted) return
      this.changes = new Map(this.changes).set(id, found)
    }
  }
}
