// Where to go after signing in: a page of this application, and never anywhere else.

const doors = ['/sign-in', '/set-up', '/invitation', '/second-step']

export function nextPage(asked: string, origin: string): string {
  if (!/^\/(?![/\\])/.test(asked)) return '/'
  try {
    const url = new URL(asked, origin)
    const away = url.origin !== origin || url.pathname.startsWith('/api/') || url.pathname.startsWith('//') || doors.includes(url.pathname)
    return away ? '/' : url.pathname + url.search
  } catch {
    return '/'
  }
}

// by is the address of a page that goes on to where one wanted to go.
export function by(page: '/sign-in' | '/second-step', wanted: string): string {
  return wanted === '/' ? page : `${page}?next=${encodeURIComponent(wanted)}`
}
