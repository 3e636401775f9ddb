// What the journeys share: a page on the running server, someone who is signed in on it,
// its answers, and the rules that hold on every page.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { inject } from 'vitest'
import { openBrowser } from './chromium.mjs'
import { enter, signIn, type people, type Signed } from './people.mjs'

export const server = inject('server')

export type Who = keyof typeof people

// browser is a browser in which one of the demonstration's people is signed in, or nobody.
export async function browser(who?: Who, options: Parameters<typeof openBrowser>[0] = {}): Promise<BrowserContext> {
  const context = await openBrowser({ baseURL: server, ...options })
  context.setDefaultTimeout(20_000)
  if (who) await enter(context, server, who)
  return context
}

export interface Watched {
  page: Page
  faults: string[] // what the page's console complained of, and requests to anywhere else
}

export async function watched(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(server)) faults.push(`asked elsewhere: ${request.url()}`)
  })
  return { page, faults }
}

export async function open(page: Page, path: string) {
  await page.goto(path)
  await page.locator('h1').waitFor()
}

export async function mapIdle(page: Page) {
  await page.locator('[data-idle]').first().waitFor({ state: 'attached', timeout: 40_000 })
}

// tabTo moves the focus to a control with the Tab key alone.
export async function tabTo(page: Page, control: Locator) {
  await control.waitFor()
  for (let pressed = 0; pressed < 120; pressed++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the Tab key does not reach ${String(control)}`)
}

// press reaches a control by Tab and presses Enter on it.
export async function press(page: Page, control: Locator) {
  await tabTo(page, control)
  await page.keyboard.press('Enter')
}

// write reaches a field by Tab, and types in place of what is in it.
export async function write(page: Page, field: Locator, text: string) {
  await tabTo(page, field)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}

const signed = new Map<Who, Promise<Signed>>()

function as(who: Who): Promise<Signed> {
  if (!signed.has(who)) signed.set(who, signIn(server, who))
  return signed.get(who)!
}

export async function answer<T>(path: string, who: Who = 'administrator'): Promise<T> {
  const got = await fetch(`${server}/api/v1${path}`, { headers: (await as(who)).headers })
  if (!got.ok) throw new Error(`${path}: ${got.status}`)
  return (await got.json()) as T
}

// send makes a change as a program of the page's own would.
export async function send(method: string, path: string, who: Who, { version, body }: { version?: number; body?: unknown } = {}): Promise<Response> {
  const headers: Record<string, string> = { ...(await as(who)).headers }
  if (version !== undefined) headers['If-Match'] = `"v${version}"`
  if (method === 'POST') headers['Idempotency-Key'] = crypto.randomUUID()
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  return fetch(`${server}/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// axeFaults runs axe on the page as it stands and says each violation with its place.
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`))
  })
}
