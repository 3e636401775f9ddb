// A look at what tells where a restricted site is: made when its reader asks for it,
// because each look is recorded.
import { account } from '../account/session.svelte'
import { api } from '../api/client'
import type { ExactSite, SiteDetail } from '../api/records'
import { Request } from '../ui/request.svelte'

export const restricted = (site: SiteDetail) => site.location_sensitivity === 'restricted'

// whose is what a right over one's own sites is judged by.
export const whose = (site: SiteDetail) => ({ authorities: [site.owner_authority, site.host_authority], project: site.project?.id })

export const mayLook = (site: SiteDetail) => account.may('site.exact', whose(site))

export class Looked {
  request = new Request<ExactSite>()
  at = $state('') // when the look was
  open = $state(false)

  readonly place = $derived(this.open ? this.request.value : undefined)

  async look(id: number): Promise<ExactSite | undefined> {
    const place = await this.request.ask(() => api.exactSite(id))
    if (!place) return undefined
    this.at = new Date().toISOString()
    this.open = true
    return place
  }

  close() {
    this.open = false
    this.request.value = undefined
  }
}
