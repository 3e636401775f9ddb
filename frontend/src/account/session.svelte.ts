// Who is signed in, and what they may do. Asked before anything else is.
import { api, held, type Failure } from '../api/client'
import type { Session } from '../api/records'
import { summary } from '../api/summary.svelte'
import { address } from '../ui/address.svelte'
import { forgetDrafts } from '../ui/drafts'
import { asFailure } from '../ui/request.svelte'

// Whose a record is: what a right over one's own is judged by.
export interface Whose {
  authorities?: (string | undefined)[]
  project?: number
}

class Account {
  now = $state.raw<Session>()
  failure = $state.raw<Failure>()
  notice = $state('') // what the sign-in page says first
  away = $state(false) // without a connection: as it was when there was one
  leave = async () => true // asks before signing out, where something in this browser would be lost
  left = async () => {} // clears it
  private last = 0 // who was signed in last: drafts are theirs

  readonly user = $derived(this.now?.signed_in ? this.now.user : undefined)

  // due says that they set up their second step before anything else.
  readonly due = $derived(!!this.user?.second_step?.due)

  // may says whether the person holds a right at all; over a record, whether it reaches it.
  may(right: string, over?: Whose): boolean {
    const extent = this.user && this.now?.rights?.[right]
    if (extent !== 'own' || !over) return !!extent
    return this.user!.roles.some(
      ({ role, authority_code, project_id }) =>
        role !== 'demand_steward' && ((!!authority_code && !!over.authorities?.includes(authority_code)) || (!!project_id && project_id === over.project)),
    )
  }

  async start() {
    try {
      const session = await api.session()
      this.away = false
      this.take(session)
      this.failure = undefined
    } catch (error) {
      this.failure = asFailure(error)
    }
  }

  // check finds out, when one comes back to this window, whether it is still the same
  // person's: another may have signed in beside it.
  async check() {
    const before = this.user?.id
    const found = await api.session().catch(() => undefined)
    if (!before || !found || before !== this.user?.id) return
    if (!found.signed_in) held.signedOut()
    else if (found.user?.id !== before) location.reload()
    else held.csrf = found.csrf ?? ''
  }

  // take begins what the server answered to a sign-in.
  take(session: Session) {
    held.csrf = session.csrf ?? ''
    const id = session.user?.id ?? 0
    if (id && this.last && id !== this.last) forgetDrafts()
    if (id) {
      this.last = id
      this.notice = ''
    } else summary.value = undefined
    this.now = session
  }

  async signOut() {
    if (!(await this.leave())) return
    const told = await api.signOut().then(() => true, (error) => asFailure(error).status !== 0)
    await this.left()
    forgetDrafts()
    this.lost(told ? 'You are signed out.' : 'You are signed out on this page. There was no connection to tell Homeground: close this browser; the session ends by itself 30 minutes after its last use.')
    address.go('/sign-in')
  }

  // lost ends the session on this page: the server knows it no longer.
  lost(notice: string) {
    if (!this.user) return
    this.notice = notice
    this.take({ ...this.now!, signed_in: false, user: undefined, rights: {} })
    void this.start()
  }
}

export const account = new Account()
held.signedOut = () => account.lost('You were signed out, because nothing happened for a while or because you signed out elsewhere. Sign in to go on.')
