// What the application starts for visits: the outbox of whoever is signed in, the page
// without a connection, and the question at signing out.
import { account } from '../account/session.svelte'
import { opensFor } from './keeps'
import { outbox } from './outbox.svelte'
import { store } from './store'

export { default as Leaving } from './Leaving.svelte'
export { outbox }

// offline opens the page for the person who took sites along here and did not sign out.
// What they may do is as it was then; the server decides when things are sent.
export async function offline() {
  const last = opensFor()
  const visitor = (await store.visitors().catch(() => [])).find(({ user }) => user === last)
  if (!visitor || account.user) return
  account.away = true
  account.take({ signed_in: true, set_up: true, confirmed: false, ...visitor.session })
}

// serveOffline has the browser keep the application's own files, over https or on this
// computer only.
export async function serveOffline() {
  if (!isSecureContext || !('serviceWorker' in navigator) || !import.meta.env.PROD) return
  await navigator.serviceWorker.register('/worker.js').catch(() => {})
  await navigator.serviceWorker.ready
  outbox.opens = true
}
