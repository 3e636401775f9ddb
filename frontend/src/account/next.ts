// Where to go after signing in: a page of this application, and never anywhere else.

const doors = ['/sign-in', '/set-up', '/invitation']

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

// signInPage is the sign-in page that comes back to where one wanted to go.
export function signInPage(wanted: string): string {
  return wanted === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(wanted)}`
}
