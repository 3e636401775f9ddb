// The outbox of whoever is signed in: what they wrote on visits, and the sites they took
// along. It lies in this browser until it is sent; everything about it is shown.
import { account } from '../account/session.svelte'
import { api } from '../api/client'
import type { SiteDetail } from '../api/records'
import { pieces, sha256 } from '../sites/pieces'
import { drawn } from '../sites/upload'
import { asFailure } from '../ui/request.svelte'
import { opensFor, remember } from './keeps'
import { kept, lonLat, nextWait, under, type Item, type WrittenNote, type WrittenPhotograph, type WrittenPosition } from './item'
import { asking, sendAll, type Ended } from './send'
import { sharedRecord, store, type TakenSite } from './store'

const lock = 'homeground-outbox' // one page or worker sends at a time

type New<T extends Item> = Omit<T, 'key' | 'user' | 'at' | 'state'>

class Outbox {
  user = $state(0)
  private all = $state.raw<Item[]>([])
  private along = $state.raw<TakenSite[]>([])
  linked = $state(navigator.onLine) // as far as the browser knows, which may be wrong
  sending = $state(false)
  ended = $state<Ended>('done') // how the last round of sending did
  fault = $state('') // why this browser keeps nothing
  ready = $state(false)
  opens = $state(false) // without a connection too
  private tries = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private asked = false // again, once the round that goes on has ended
  private writing = new Set<string>() // keys of things on their way to the disk
  private pictures = new Map<string, Blob>() // of things that this browser could not keep
  private channel = 'BroadcastChannel' in window ? new BroadcastChannel(lock) : undefined

  // What is shown is whose who is signed in, from the first moment.
  readonly own = $derived(account.user?.id === this.user)
  readonly items = $derived(this.own ? this.all : [])
  readonly sites = $derived(this.own ? this.along : [])
  readonly online = $derived(this.linked && !account.away) // a page opened without its server has no connection
  readonly unsent = $derived(this.items.filter(({ state }) => state !== 'sent'))

  constructor() {
    addEventListener('online', () => this.again(true))
    addEventListener('offline', () => (this.linked = false))
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.again(navigator.onLine))
    addEventListener('beforeunload', (event) => this.unsent.some((item) => !this.safe(item)) && event.preventDefault())
    this.channel?.addEventListener('message', () => void this.read())
  }

  // safe says that a thing is still there when this page is closed.
  safe = (item: Item) => kept(item) && !this.fault

  // open begins with what one person has here, and sends it.
  async open(user: number) {
    if (this.user === user) return this.send()
    this.user = user
    if (opensFor() !== undefined) remember(user)
    this.all = this.along = []
    this.ready = false
    this.pictures.clear()
    await this.read()
    this.ready = true
    await this.send()
  }

  private async read() {
    const { user } = this
    try {
      const [items, sites] = [await store.items(user), await store.sites(user)]
      if (user !== this.user) return
      const here = this.all.filter((item) => !kept(item) || this.writing.has(item.key) || this.pictures.has(item.key) || this.fault)
      this.all = [...items.filter(({ key }) => !here.some((item) => item.key === key)), ...here].sort((a, b) => a.at.localeCompare(b.at))
      this.along = sites
    } catch (error) {
      this.cannot(error)
    }
  }

  // cannot says why nothing is kept here; what was written stays in this page.
  private cannot(error: unknown) {
    this.fault =
      (error as DOMException | undefined)?.name === 'QuotaExceededError'
        ? 'This phone is full: what you write now is not kept if you close this page. Send what is waiting, or make room on the phone.'
        : 'This browser keeps nothing, as in a private window: what you write is not kept if you close this page. Stay connected, or use another window.'
  }

  private put(item: Item) {
    const at = this.all.findIndex(({ key }) => key === item.key)
    this.all = at < 0 ? [...this.all, item] : this.all.with(at, item)
  }

  private keep = async (item: Item, picture?: Blob) => {
    if (picture) this.pictures.set(item.key, picture)
    this.put(item)
    this.writing.add(item.key)
    try {
      await this.begin()
      await store.keepItem(item, picture)
      if (picture) this.pictures.delete(item.key)
      this.channel?.postMessage('changed')
    } catch (error) {
      this.cannot(error)
    } finally {
      this.writing.delete(item.key)
    }
    if (item.state !== 'sent') return
    this.pictures.delete(item.key)
    if (item.kind === 'position') void this.refresh(item.site)
  }

  // begin notes whose things this browser keeps, so that the page opens for them offline.
  private async begin() {
    const { demonstration, rights, user } = account.now!
    if (user?.id !== this.user) return
    await store.keepVisitor({ user: this.user, session: { demonstration, rights, user } })
    remember(this.user)
  }

  private async add<T extends Item>(made: New<T>, picture?: Blob): Promise<T> {
    const item = { ...made, key: crypto.randomUUID(), user: this.user, at: new Date().toISOString(), state: 'waiting' } as T
    await this.keep(item, picture)
    void this.later()
    void this.send()
    return item
  }

  addNote = (site: number, site_name: string, text: string) => this.add<WrittenNote>({ kind: 'note', site, site_name, text })

  // addPosition takes the place of a position of the same site that still waits. If that one
  // may have arrived, it is what this one was based on.
  async addPosition(position: New<WrittenPosition>) {
    let { was } = position
    for (const item of this.unsent) {
      if (item.kind !== 'position' || item.site !== position.site) continue
      if (item.tried) was = lonLat(item.position) ?? was
      await this.drop(item)
    }
    return this.add<WrittenPosition>({ ...position, was })
  }

  // addPhotograph keeps a picture as it is seen: where it was taken is not in it any more.
  async addPhotograph(site: number, site_name: string, file: File): Promise<string> {
    const picture = await createImageBitmap(file).catch(() => undefined)
    const content = picture && (await drawn(picture))
    if (!content) return 'This is no picture that this browser can read. Save it as JPEG; on an iPhone choose Settings, Camera, Formats, Most compatible.'
    const sum = await sha256(await content.arrayBuffer())
    if (this.all.some((item) => item.kind === 'photograph' && item.site === site && item.sha256 === sum)) return 'You added this picture already.'
    const day = new Date().toISOString()
    await this.add<WrittenPhotograph>(
      { kind: 'photograph', site, site_name, file_name: `Visit ${day.slice(0, 10)} ${day.slice(11, 19).replaceAll(':', '-')}.jpg`, note: under('Taken', day), upload: crypto.randomUUID(), bytes: content.size, parts: pieces(content.size), sent: 0, sha256: sum },
      content,
    )
    return ''
  }

  picture = async (key: string) => this.pictures.get(key) ?? (await store.photograph(key).catch(() => undefined))

  // drop throws a thing away.
  async drop({ key }: Item) {
    this.all = this.all.filter((item) => item.key !== key)
    this.pictures.delete(key)
    await store.dropItem(key).catch(() => {})
    this.channel?.postMessage('changed')
  }

  // resend sends again what was refused; as new, where nobody knows whether it arrived.
  async resend(item: Item, change: Partial<WrittenPosition> = {}) {
    await this.keep({ ...item, said: undefined, theirs: undefined, ...change, state: 'waiting' } as Item)
    await this.send()
  }

  async sendAsNew(item: Item) {
    const picture = item.kind === 'photograph' ? await this.picture(item.key) : undefined
    const fresh = { ...item, key: crypto.randomUUID(), tried: undefined, state: 'waiting', said: undefined } as Item
    if (fresh.kind === 'photograph') Object.assign(fresh, { upload: crypto.randomUUID(), sent: 0, again: false })
    await this.drop(item)
    await this.keep(fresh, picture)
    await this.send()
  }

  private again(linked: boolean) {
    this.linked = linked
    if (!linked || !this.user) return
    this.tries = 0
    void this.send()
  }

  // later asks the browser to send when there is a connection, even with this page closed.
  private async later() {
    const ready = (await navigator.serviceWorker?.getRegistration().catch(() => undefined)) as (ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } }) | undefined
    await ready?.sync?.register(lock).catch(() => {})
  }

  // send sends what waits; it is tried again, with longer and longer waits.
  send = async (): Promise<void> => {
    if (this.sending) return void (this.asked = true)
    if (account.away) await account.start()
    if (!this.user || account.user?.id !== this.user || !this.all.some(({ state }) => state === 'waiting')) return
    clearTimeout(this.timer)
    this.sending = true
    const { user } = this
    const post = { user, items: async () => (await this.read(), this.user === user ? this.all : []), keep: async (item: Item) => void (this.user === user && (await this.keep(item))), photograph: this.picture }
    try {
      this.ended = await locked(() => sendAll(post, asking()))
    } finally {
      this.sending = false
    }
    if (this.ended === 'another') return account.start()
    if (this.ended === 'done') this.tries = 0
    if (this.asked) {
      this.asked = false
      return this.send()
    }
    if (this.ended === 'lost' || this.ended === 'busy') this.timer = setTimeout(() => void this.send(), nextWait(this.tries++) * 1000)
  }

  // takeAlong keeps a site's shared record here, to be read without a connection.
  async takeAlong(site: SiteDetail) {
    if (!this.own) return
    const now = new Date().toISOString()
    const taken = { ...sharedRecord(site), user: this.user, read_at: now, taken_at: this.along.find(({ id }) => id === site.id)?.taken_at ?? now }
    try {
      await this.begin()
      await store.keepSite(taken)
      await navigator.storage?.persist?.().catch(() => false)
    } catch (error) {
      return this.cannot(error)
    }
    this.along = [...this.along.filter(({ id }) => id !== site.id), taken]
  }

  // refresh reads again what was taken along, or one site of it. A place that was kept back
  // meanwhile is gone from here with that.
  async refresh(only?: number) {
    const { user } = this
    for (const { id } of this.sites.filter((site) => !only || site.id === only)) {
      try {
        const site = await api.site(id)
        if (user !== this.user) return
        await this.takeAlong(site)
      } catch (error) {
        const { status } = asFailure(error)
        if (status === 404) await this.leaveBehind(id)
        else if (status !== 403) return
      }
    }
  }

  async leaveBehind(id: number) {
    this.along = this.along.filter((site) => site.id !== id)
    await store.dropSite(this.user, id).catch(() => {})
  }

  // empty takes out all that this person has here.
  async empty() {
    const { user } = this
    this.user = 0
    this.all = this.along = []
    this.pictures.clear()
    await store.empty(user).catch(() => {})
    remember((await store.visitors().catch(() => [])).length ? 0 : undefined)
  }
}

function locked<T>(act: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(lock, act) as Promise<T>) : act()
}

export const outbox = new Outbox()
