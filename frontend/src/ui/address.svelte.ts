// Where the reader is. The address holds the page, its filters and what is chosen,
// so that any view can be sent to a colleague.

class Address {
  path = $state(location.pathname)
  query = $state.raw(new URLSearchParams(location.search))
  // Set when a page was opened without a page load; its heading takes the focus and clears it.
  arrived = false

  constructor() {
    addEventListener('popstate', () => this.read())
  }

  get(name: string): string {
    return this.query.get(name) ?? ''
  }

  // with answers this page's address with some of its parameters changed; '' removes one.
  with(change: Record<string, string | number | undefined>, path = this.path): string {
    const query = new URLSearchParams(path === this.path ? this.query : undefined)
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined || value === '') query.delete(name)
      else query.set(name, String(value))
    }
    const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
    return text ? `${path}?${text}` : path
  }

  // go opens an address of the application; replace leaves no step in the history.
  go(href: string, replace = false) {
    const from = this.path
    if (replace) history.replaceState(history.state, '', href)
    else history.pushState(null, '', href)
    this.read()
    if (this.path !== from) {
      this.arrived = true
      scrollTo(0, 0)
    }
  }

  set(change: Record<string, string | number | undefined>, replace = true) {
    const href = this.with(change)
    if (href !== location.pathname + location.search) this.go(href, replace)
  }

  private read() {
    this.path = location.pathname
    this.query = new URLSearchParams(location.search)
  }
}

export const address = new Address()

// followLinks makes plain links inside the application change the page without a load.
export function followLinks(event: MouseEvent) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = (event.target as Element | null)?.closest?.('a')
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  if (link.pathname.startsWith('/api/') || link.hash) return
  event.preventDefault()
  address.go(link.pathname + link.search)
}
