// What a visit keeps in this browser: each person's own, and nothing secret. The records
// of sites are the shared ones; no position of a restricted site is ever put in.
import type { SiteDetail, Session } from '../api/records'
import { kept, over, type Item } from './item'

// What of a site is taken along.
const fields = [
  'id', 'version', 'name', 'kind', 'operation', 'pipeline', 'host_name', 'host_authority', 'owner_name', 'owner_authority', 'location_sensitivity', 'position_kind',
  'position', 'square', 'address', 'postcode', 'condition', 'use_class', 'lawful_use', 'places_registered', 'places_usable', 'places_occupied', 'places_planned', 'site_ref', 'provenance',
] as const

export type SharedRecord = Pick<SiteDetail, (typeof fields)[number]> & { project?: { id: number } }

export type TakenSite = SharedRecord & { user: number; read_at: string; taken_at: string }

export function sharedRecord(site: SiteDetail): SharedRecord {
  const record = Object.fromEntries(fields.map((name) => [name, site[name]])) as unknown as SharedRecord
  if (site.project) record.project = { id: site.project.id }
  // The server sends no exact position of these; were it ever to, it would not lie here.
  if (record.location_sensitivity === 'restricted' && record.position_kind === 'exact') delete record.position
  return record
}

export interface Visitor {
  user: number
  session: Pick<Session, 'demonstration' | 'rights' | 'user'>
}

const takenFor = 14 * 86_400_000

export const lapsed = (site: { taken_at: string }, now: Date) => now.getTime() - Date.parse(site.taken_at) > takenFor

let opened: Promise<IDBDatabase> | undefined

function database(): Promise<IDBDatabase> {
  return (opened ??= new Promise<IDBDatabase>((done, fail) => {
    const asked = indexedDB.open('homeground', 1)
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('visitors', { keyPath: 'user' })
      asked.result.createObjectStore('sites', { keyPath: ['user', 'id'] })
      asked.result.createObjectStore('items', { keyPath: 'key' })
      asked.result.createObjectStore('photographs') // by the key of their item
    }
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => fail(asked.error)
  }))
}

// transact does something in one transaction, which is done when it is on the disk.
async function transact<T>(stores: string[], mode: IDBTransactionMode, act: (tx: IDBTransaction) => IDBRequest<T> | void): Promise<T> {
  const db = await database()
  return new Promise((done, fail) => {
    const tx = db.transaction(stores, mode, { durability: 'strict' })
    const request = act(tx)
    tx.oncomplete = () => done(request?.result as T)
    tx.onabort = tx.onerror = () => fail(tx.error ?? request?.error)
  })
}

const all = <T>(name: string) => transact<T[]>([name], 'readonly', (tx) => tx.objectStore(name).getAll())

export const store = {
  visitors: () => all<Visitor>('visitors'),
  keepVisitor: (visitor: Visitor) => transact(['visitors'], 'readwrite', (tx) => tx.objectStore('visitors').put(visitor)),

  // sites are those a person took along, without what lapsed.
  async sites(user: number): Promise<TakenSite[]> {
    const mine = (await all<TakenSite>('sites')).filter((site) => site.user === user)
    const now = new Date()
    await Promise.all(mine.filter((site) => lapsed(site, now)).map((site) => store.dropSite(user, site.id)))
    return mine.filter((site) => !lapsed(site, now))
  },
  keepSite: (site: TakenSite) => transact(['sites'], 'readwrite', (tx) => tx.objectStore('sites').put(site)),
  dropSite: (user: number, id: number) => transact(['sites'], 'readwrite', (tx) => void tx.objectStore('sites').delete([user, id])),

  async items(user: number): Promise<Item[]> {
    const mine = (await all<Item>('items')).filter((item) => item.user === user)
    const now = new Date()
    await Promise.all(mine.filter((item) => over(item, now)).map((item) => store.dropItem(item.key)))
    return mine.filter((item) => !over(item, now)).sort((a, b) => a.at.localeCompare(b.at))
  },
  photograph: (key: string) => transact<Blob | undefined>(['photographs'], 'readonly', (tx) => tx.objectStore('photographs').get(key)),

  // keepItem puts a thing in with its picture, or takes out what may not lie here. What
  // was sent keeps no content.
  keepItem: (item: Item, photograph?: Blob) =>
    transact(['items', 'photographs'], 'readwrite', (tx) => {
      if (item.state === 'sent' || !kept(item)) tx.objectStore('photographs').delete(item.key)
      else if (photograph) tx.objectStore('photographs').put(photograph, item.key)
      if (!kept(item)) return void tx.objectStore('items').delete(item.key)
      tx.objectStore('items').put(item.state === 'sent' && item.kind === 'note' ? { ...item, text: '' } : item)
    }),
  dropItem: (key: string) =>
    transact(['items', 'photographs'], 'readwrite', (tx) => {
      tx.objectStore('items').delete(key)
      tx.objectStore('photographs').delete(key)
    }),

  // empty takes out all that is one person's.
  async empty(user: number) {
    for (const { key } of (await all<Item>('items')).filter((item) => item.user === user)) await store.dropItem(key)
    for (const { id } of (await all<TakenSite>('sites')).filter((site) => site.user === user)) await store.dropSite(user, id)
    await transact(['visitors'], 'readwrite', (tx) => void tx.objectStore('visitors').delete(user))
  },
}
