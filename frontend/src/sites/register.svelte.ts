// The register of sites under the filters that are in the address.
import { account } from '../account/session.svelte'
import { api } from '../api/client'
import type { List, Site } from '../api/records'
import { address } from '../ui/address.svelte'
import { Request } from '../ui/request.svelte'

export type Stage = 'candidates' | 'homes' | 'delivery' | 'all'

export interface Filters {
  q: string
  kind: string
  hub: string
  authority: string
  operation: string
  sector: string
  host: string
  pipeline: string
  condition: string
  use_class: string
  tenure: string
  ofsted_outcome: string
  known: string
  ended: string
  near: string // longitude,latitude
  within: string // miles of near
  stage: Stage
}

// What narrows the register and has no field in the map's list.
export const further = ['host', 'pipeline', 'condition', 'use_class', 'tenure', 'ofsted_outcome', 'known', 'ended', 'near', 'within'] as const

export function filters(): Filters {
  const stage = address.get('stage')
  return {
    q: address.get('q'),
    kind: address.get('kind'),
    hub: address.get('hub'),
    authority: address.get('authority'),
    operation: address.get('operation'),
    sector: address.get('sector'),
    host: address.get('host'),
    pipeline: address.get('pipeline'),
    condition: address.get('condition'),
    use_class: address.get('use_class'),
    tenure: address.get('tenure'),
    ofsted_outcome: address.get('ofsted_outcome'),
    known: address.get('known'),
    ended: address.get('ended') === 'true' ? 'true' : '',
    near: address.get('near'),
    within: address.get('near') && Number(address.get('within')) ? address.get('within') : '',
    // Who sees only some sites, and no map, is shown all of them.
    stage: stage === 'homes' || stage === 'all' || stage === 'candidates' || stage === 'delivery' ? stage : account.may('site.map') ? 'candidates' : 'all',
  }
}

// asked are the filters that are set, as the server takes them; the map's tiles take the
// same, but for the stage, which its switches say.
export function asked({ stage: _, ...rest }: Filters): Record<string, string> {
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value))
}

export class Register {
  // What the list and the table show.
  listed = new Request<List<Site>>()

  ask(by: Filters) {
    void this.listed.ask(() => api.sites({ ...asked(by), stage: by.stage === 'all' ? '' : by.stage }))
  }
}

// forMap is what the tiles of sites are narrowed to.
export function forMap(by: Filters): string {
  return new URLSearchParams(asked(by)).toString()
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
