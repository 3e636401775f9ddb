// What is drawn beside the chosen site: the rings of those compared, and of a place that
// was asked about.
import { api } from '../api/client'
import type { Round, SiteDetail } from '../api/records'
import type { Ring } from '../map/reach'
import { address } from '../ui/address.svelte'
import { Request } from '../ui/request.svelte'
import { comparedIn } from './compare'

// compared are the sites marked to be compared: they are in the address.
export const compared = () => comparedIn(address.get('compare'))

export class Beside {
  sites = new Request<SiteDetail[]>()
  round = new Request<Round>()
  compared = $derived(address.get('compare'))
  around = $derived(address.get('around')) // latitude,longitude

  // settled: whatever is asked for has been answered, or could not be.
  settled = $derived((!compared().length || !!this.sites.value || !!this.sites.failure) && (!this.around || !!this.round.value || !!this.round.failure))

  constructor() {
    $effect(() => void this.ask(this.compared))
    $effect(() => void this.askRound(this.around))
  }

  private ask(_: string) {
    const ids = compared()
    void this.sites.ask(async () => (await Promise.all(ids.map((id) => api.site(id).catch(() => undefined)))).filter((site) => !!site))
  }

  private askRound(at: string) {
    if (at) void this.round.ask(() => api.reach(lonLat(at)))
  }

  // rings are all but the chosen site's own.
  rings(chosen: number): Ring[] {
    const list: Ring[] = []
    for (const site of this.sites.value ?? []) if (site.id !== chosen && site.reach?.ring) list.push({ points: site.reach.ring, words: `${site.reach.miles} miles of ${site.name}` })
    if (this.around && this.round.value) list.push({ points: this.round.value.ring, words: `${this.round.value.miles} miles` })
    return list
  }
}

// lonLat is a place of the address as the server takes it.
export function lonLat(latLon: string): string {
  return latLon.split(',').reverse().join(',')
}
