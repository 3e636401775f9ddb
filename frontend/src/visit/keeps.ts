// Whether this browser keeps something of visits, known before anything else is loaded.

const mark = 'homeground-visit'

// opensFor is who was signed in last in a browser that keeps something: nobody else's
// things are shown without a connection. 0: nobody; undefined: it keeps nothing.
export function opensFor(): number | undefined {
  try {
    const text = localStorage.getItem(mark)
    return text === null ? undefined : Number(text)
  } catch {
    return undefined
  }
}

export function remember(user: number | undefined) {
  try {
    if (user === undefined) localStorage.removeItem(mark)
    else localStorage.setItem(mark, String(user))
  } catch {
    // a browser that keeps nothing
  }
}

export const keepsSomething = () => opensFor() !== undefined
