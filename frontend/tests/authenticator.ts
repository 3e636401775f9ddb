// An authenticator app, and the second step as everyone with a real account sets it up.
import { createHmac } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axeFaults, press, write } from './page'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const now = () => Math.floor(Date.now() / 30_000)

// codeOf is the code of one step of 30 seconds (RFC 6238, SHA-1, six digits).
export function codeOf(key: string, step: number): string {
  const bits = [...key.replace(/\s/g, '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

// Authenticator is the app on someone's phone. A code is taken once only, so each is of a
// later step than the one before; the server takes the next step's too.
export class Authenticator {
  last = 0

  constructor(readonly key: string) {}

  async code(): Promise<string> {
    this.last = Math.max(this.last + 1, now())
    while (this.last > now() + 1) await new Promise((later) => setTimeout(later, 500))
    return codeOf(this.key, this.last)
  }
}

// recoveryCodes are the ten that the page shows.
export async function recoveryCodes(page: Page): Promise<string[]> {
  const codes = page.getByRole('group', { name: 'Recovery codes' }).getByRole('listitem')
  await codes.first().waitFor()
  const shown = await codes.allInnerTexts()
  expect(shown.length).toBe(10)
  return shown
}

// setUpSecondStep goes through the page that everyone meets before any other, with the
// keyboard alone, and answers the app and the recovery codes.
export async function setUpSecondStep(page: Page, title = 'Set up your second step'): Promise<{ app: Authenticator; codes: string[] }> {
  await page.getByRole('heading', { name: title }).waitFor()
  await page.getByRole('img', { name: /QR code/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  const app = new Authenticator(await page.getByLabel('Key', { exact: true }).inputValue())
  await write(page, page.getByLabel('Code from the app'), await app.code())
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /Keep these recovery codes/ }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  const codes = await recoveryCodes(page)
  await press(page, page.getByRole('button', { name: 'I have kept them' }))
  return { app, codes }
}
