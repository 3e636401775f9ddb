// The register of sites under the filters that are in the address.
import { account } from '../account/session.svelte'
import { api } from '../api/client'
import type { List, Site } from '../api/records'
import { address } from '../ui/address.svelte'
import { Request } from '../ui/request.svelte'

export type Stage = 'candidates' | 'homes' | 'all'

export interface Filters {
  q: string
  kind: string
  hub: string
  authority: string
  operation: string
  sector: string
  stage: Stage
}

export function filters(): Filters {
  const stage = address.get('stage')
  return {
    q: address.get('q'),
    kind: address.get('kind'),
    hub: address.get('hub'),
    authority: address.get('authority'),
    operation: address.get('operation'),
    sector: address.get('sector'),
    // Who sees only some sites, and no map, is shown all of them.
    stage: stage === 'homes' || stage === 'all' || stage === 'candidates' ? stage : account.may('site.map') ? 'candidates' : 'all',
  }
}

export class Register {
  // What the list and the table show.
  listed = new Request<List<Site>>()
  // What the map keeps when something but the stage is filtered: all stages of it.
  mapped = new Request<List<Site>>()

  ask({ stage, sector, ...rest }: Filters) {
    const ofSector = (list: List<Site>) => {
      const items = sector ? list.items.filter((site) => site.sector === sector) : list.items
      return { items, total: items.length }
    }
    void this.listed.ask(() => api.sites({ ...rest, stage: stage === 'all' ? '' : stage }).then(ofSector))
    if (sector || Object.values(rest).some(Boolean)) void this.mapped.ask(() => api.sites(rest).then(ofSector))
    else this.mapped.value = undefined
  }
}

// byRank puts the best option's site first, then the others by name.
export function byRank(sites: Site[]): Site[] {
  return [...sites].sort(
    (a, b) => (a.best_option?.rank ?? 1e9) - (b.best_option?.rank ?? 1e9) || a.name.localeCompare(b.name),
  )
}

export function places(site: Site): number | undefined {
  return site.operation === 'not_a_home' ? site.places_planned : (site.places_registered ?? site.places_planned)
}
