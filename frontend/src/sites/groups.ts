// What the forms of a site's groups share: how a change is sent, and what somebody else
// made of the site meanwhile.
import { api, type Failure } from '../api/client'
import type { SiteChange, SiteDetail } from '../api/records'
import { typed } from './fields'

export const sendTo = (id: number) => (version: number, change: Record<string, unknown>) => api.changeSite({ id, version }, change as SiteChange)

export function theirSite(failure: Failure) {
  const current = failure.current as SiteDetail | undefined
  return Promise.resolve(current && { values: typed(current), version: current.version })
}
