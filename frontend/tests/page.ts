// What the journeys share: a page on the running server, its answers, and the rules
// that hold on every page.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'
import { inject } from 'vitest'
import { openBrowser } from './chromium.mjs'

export const server = inject('server')

export async function browser(options: Parameters<typeof openBrowser>[0] = {}): Promise<BrowserContext> {
  const context = await openBrowser({ baseURL: server, ...options })
  context.setDefaultTimeout(20_000)
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

export async function answer<T>(path: string): Promise<T> {
  const got = await fetch(`${server}/api/v1${path}`)
  if (!got.ok) throw new Error(`${path}: ${got.status}`)
  return (await got.json()) as T
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
