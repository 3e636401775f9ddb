// One line at the foot of the page that says what was just done, with a way back.
export interface Notice {
  text: string
  undo?: () => void
  fault?: boolean
}

class Notices {
  now = $state.raw<Notice>()
  private timer: ReturnType<typeof setTimeout> | undefined

  say(notice: Notice) {
    clearTimeout(this.timer)
    this.now = notice
    // Long enough to read and reach the undo; a fault stays until it is closed.
    if (!notice.fault) this.timer = setTimeout(() => (this.now = undefined), 20_000)
  }

  clear() {
    clearTimeout(this.timer)
    this.now = undefined
  }
}

export const notices = new Notices()
