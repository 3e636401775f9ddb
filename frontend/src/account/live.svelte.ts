// What others do while a page is open, told by the server as it happens. One stream serves all
// tabs of this browser, since a browser opens few connections to one server; whichever tab
// holds the lock has it, and passes on what comes.
export interface Change {
  project: number
  by: string
  at: number // by this browser's clock
}

class Live {
  unread = $state(0) // notifications
  changes = $state.raw<Change[]>([]) // of projects, by others, since this tab was opened
  private channel?: BroadcastChannel
  private ended = new AbortController()

  start(user: number) {
    this.end()
    if (!navigator.locks || !('BroadcastChannel' in window)) return
    const name = `homeground-live-${user}`
    const channel = (this.channel = new BroadcastChannel(name))
    channel.onmessage = ({ data }) => this.take(data)
    channel.postMessage({ asks: true }) // how many are unread, of the tab that knows
    const { signal } = (this.ended = new AbortController())
    navigator.locks.request(name, { signal }, () => new Promise<void>((done) => this.listen(signal, done))).catch(() => {})
  }

  end() {
    this.ended.abort()
    this.channel?.close()
    this.channel = undefined
    this.unread = 0
    this.changes = []
  }

  // read says in every tab that so many are left unread.
  read(unread: number) {
    this.tell({ unread })
  }

  private listen(signal: AbortSignal, done: () => void) {
    const stream = new EventSource('/api/v1/live')
    stream.addEventListener('unread', ({ data }) => this.tell({ unread: Number(data) }))
    stream.addEventListener('change', ({ data }) => {
      const { project_id, by, ago } = JSON.parse(data) as { project_id: number; by: string; ago: number }
      this.tell({ change: { project: project_id, by, at: Date.now() - ago * 1000 } })
    })
    const stop = () => {
      stream.close()
      done()
    }
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  }

  private tell(message: { unread?: number; change?: Change }) {
    this.channel?.postMessage(message)
    this.take(message)
  }

  private take({ unread, change, asks }: { unread?: number; change?: Change; asks?: boolean }) {
    if (unread !== undefined) this.unread = unread
    if (change) this.changes = [...this.changes.slice(-99), change]
    if (asks && this.unread) this.channel?.postMessage({ unread: this.unread })
  }
}

export const live = new Live()
