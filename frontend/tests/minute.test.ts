// A manager's week: each task takes at most eight interactions from the start page, with
// the pointer or the keys alone, on a wide screen and on a phone.
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, browser, open, send, tabTo } from './page'

let context: BrowserContext
beforeAll(async () => void (context = await browser('manager')))
afterAll(() => context.close())

interface Project {
  version: number
  milestones: { id: number; code: string; version: number; actual?: string; forecast: string }[]
  slips: { id: number; undoable?: boolean; caused_by?: number; reason: string }[]
}

// A hand does one interaction at a time: a press of a button or a link, a field filled, a
// shortcut. By the keys alone it reaches each by Tab, and every key is counted beside.
abstract class Hand {
  interactions = 0
  constructor(readonly page: Page) {}
  abstract project(): Promise<void> // from the start page
  protected abstract do(control: Locator, filled?: string, shortcut?: string): Promise<void>
  press = (control: Locator, shortcut?: string) => this.count(this.do(control, undefined, shortcut))
  fill = (field: Locator, text: string) => this.count(this.do(field, text))
  protected async count(what: Promise<void>) {
    this.interactions++
    await what
  }
  protected async enter(field: Locator, text: string) {
    if (await field.evaluate((element) => element instanceof HTMLSelectElement)) return this.page.keyboard.type(text.slice(0, 2)) // as much as the list needs
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.type(text)
  }
}

class Pointer extends Hand {
  async project() {
    const menu = this.page.getByText('Menu', { exact: true })
    if (await menu.isVisible()) await this.press(menu)
    await this.press(this.page.getByRole('link', { name: 'Projects', exact: true }))
    await this.press(this.page.getByRole('link', { name: /Portsmouth/ }).first())
  }
  protected async do(control: Locator, filled?: string) {
    const choice = filled !== undefined && (await control.evaluate((element) => element instanceof HTMLSelectElement))
    if (choice) return void (await control.selectOption({ label: filled }))
    await control.click()
    if (filled !== undefined) await this.enter(control, filled)
  }
}

class Keys extends Hand {
  async project() {
    await this.count((async () => {
      await this.page.keyboard.press('g')
      await this.page.keyboard.press('p')
    })())
    await this.press(this.page.getByRole('link', { name: /Portsmouth/ }).first())
  }
  protected async do(control: Locator, filled?: string, shortcut?: string) {
    await control.waitFor()
    if (shortcut) {
      await this.page.keyboard.press(shortcut)
      await expect.poll(() => control.evaluate((element) => element === document.activeElement)).toBe(true)
    } else await tabTo(this.page, control)
    if (filled === undefined) await this.page.keyboard.press('Enter')
    else await this.enter(control, filled)
  }
}

// Each task, what the page says once it is done, and how the demonstration is put back.
const tasks: [string, (hand: Hand) => Promise<void>, RegExp, () => Promise<unknown>][] = [
  [
    'moves a milestone and says why',
    async (hand) => {
      await hand.press(hand.page.getByRole('button', { name: /^Move / }).first(), 'm')
      await hand.fill(hand.page.getByLabel('New forecast date'), '18/01/2027')
      await hand.fill(hand.page.getByLabel('Reason', { exact: true }), 'Recruitment')
      await hand.press(hand.page.getByRole('button', { name: 'Save slip' }))
    },
    /^Saved\. “Start on site” was moved/,
    async () => {
      const { slips } = await answer<Project>('/projects/1')
      return send('POST', `/slips/${slips.find(({ undoable, caused_by }) => undoable && !caused_by)!.id}/undo`, 'manager', { body: {} })
    },
  ],
  [
    'records that a milestone was reached',
    async (hand) => {
      await hand.press(hand.page.getByRole('button', { name: /^Reached/ }).first())
      await hand.fill(hand.page.getByLabel('What shows it'), 'Contractor’s letter')
      await hand.press(hand.page.getByRole('button', { name: 'Save', exact: true }))
    },
    /^Saved: “Start on site” was reached on /,
    async () => {
      const { milestones } = await answer<Project>('/projects/1')
      const start = milestones.find(({ code }) => code === 'M16')!
      return send('PUT', `/milestones/${start.id}`, 'manager', { version: start.version, body: { reason: 'Put back', follows: (start as unknown as { follows: unknown }).follows } })
    },
  ],
  [
    'posts spend',
    async (hand) => {
      await hand.press(hand.page.getByRole('button', { name: 'Post spend' }), 's')
      await hand.fill(hand.page.getByLabel('Amount, in pounds'), '12.50')
      await hand.fill(hand.page.getByLabel('Category'), 'Fees')
      await hand.fill(hand.page.getByLabel('What for'), 'A week’s survey')
      await hand.press(hand.page.getByRole('button', { name: /^Post/ }).last())
    },
    /^Posted £12\.50: A week’s survey/,
    async () => {
      const { items } = await answer<{ items: { id: number; note: string; reversed_by?: number; reverses?: number }[] }>('/projects/1/ledger')
      const entry = items.find(({ note, reversed_by, reverses }) => note === 'A week’s survey' && !reversed_by && !reverses)!
      return send('POST', `/ledger/${entry.id}/reversal`, 'finance', { body: { reason: 'A test’s' } })
    },
  ],
  [
    'updates a risk',
    async (hand) => {
      await hand.press(hand.page.getByRole('button', { name: /^Change the risk / }).first(), 'r')
      const form = hand.page.getByRole('form', { name: 'Change this risk' })
      await hand.fill(form.getByLabel('What is done about it'), `Looked at again ${Date.now()}`)
      await hand.fill(form.getByLabel('Likelihood with that done'), '2, possible')
      await hand.fill(form.getByLabel('Impact with that done'), '3, serious')
      await hand.press(form.getByRole('button', { name: 'Save' }))
    },
    /^Saved: “/,
    async () => undefined,
  ],
]

for (const [task, work, said, back] of tasks) {
  test(`a manager ${task} in at most eight interactions, any way`, async () => {
    for (const width of [1366, 390]) {
      for (const By of [Pointer, Keys]) {
        const page = await context.newPage()
        await open(page, '/')
        await page.setViewportSize({ width, height: 844 })
        let keys = 0
        await page.exposeFunction('countKey', () => keys++)
        await page.evaluate(() => document.addEventListener('keydown', () => (window as unknown as { countKey: () => void }).countKey(), true))
        const hand = new By(page)
        const begun = performance.now()
        await hand.project()
        await work(hand)
        await page.getByText(said).first().waitFor()
        console.info(`${task}, ${width} wide, ${By.name.toLowerCase()}: ${hand.interactions} interactions, ${keys} keys, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
        expect(hand.interactions).toBeLessThanOrEqual(8)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
        await page.close()
        const put = await back()
        if (put instanceof Response && !put.ok) throw new Error(`put back: ${put.status} ${await put.text()}`)
      }
    }
  })
}
