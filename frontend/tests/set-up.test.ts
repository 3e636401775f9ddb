// The first start: nobody has an account, and the code that was printed makes the first,
// who sets up a second step and comes in with it from then on. With the keyboard alone.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { codeOf, recoveryCodes, setUpSecondStep, type Authenticator } from './authenticator'
import { openBrowser } from './chromium.mjs'
import { axeFaults, press, write } from './page'
import { serve } from './server'

const email = 'jo.smith@example.gov.uk'
const phrase = 'lantern orchard teapot gravel'

async function outAndBack(page: Page) {
  await press(page, page.getByRole('button', { name: 'Sign out' }))
  await page.getByText('You are signed out.').waitFor()
  await write(page, page.getByLabel('E-mail address'), email)
  await write(page, page.getByLabel('Password', { exact: true }), phrase)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('sign-in-code')
}

async function withTheApp(page: Page, app: Authenticator, used: string) {
  await outAndBack(page)
  expect(await axeFaults(page)).toEqual([])
  const field = page.getByLabel('Code from your authenticator app')
  expect(await field.getAttribute('autocomplete')).toBe('one-time-code')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Enter the code from your authenticator app' }).waitFor()
  await write(page, field, used)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /not the code|used already/ }).waitFor()
  expect(await page.title()).toMatch(/^Error: Enter your code/)
  expect(await axeFaults(page)).toEqual([])

  await press(page, page.getByRole('button', { name: 'Use another account' }))
  await page.getByRole('heading', { name: 'Sign in to Homeground' }).waitFor()
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('')
  await write(page, page.getByLabel('E-mail address'), email)
  await write(page, page.getByLabel('Password', { exact: true }), phrase)
  await page.keyboard.press('Enter')
  await write(page, field, await app.code())
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Jo Smith, your account' }).waitFor()
}

async function withARecoveryCode(page: Page, code: string) {
  await outAndBack(page)
  await press(page, page.getByRole('button', { name: 'Enter a recovery code' }))
  await write(page, page.getByLabel('Recovery code'), code)
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('link', { name: 'Jo Smith, your account' }))
  await page.getByText('9 recovery codes are left').waitFor()
  expect(await axeFaults(page)).toEqual([])
}

// New ones are shown once, and the old ones work no longer.
async function newRecoveryCodes(page: Page) {
  await press(page, page.getByRole('button', { name: 'Make new recovery codes' }))
  const codes = await recoveryCodes(page)
  expect(await axeFaults(page)).toEqual([])
  const saved = page.waitForEvent('download')
  await press(page, page.getByRole('link', { name: 'Save as a text file' }))
  const file = await saved
  expect(file.suggestedFilename()).toBe('homeground-recovery-codes.txt')
  expect(readFileSync(await file.path(), 'utf8')).toContain(codes.join('\n'))
  await press(page, page.getByRole('button', { name: 'I have kept them' }))
  await page.getByText('10 recovery codes are left').waitFor()
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('make-codes')
  expect(await page.content()).not.toContain(codes[0])
}

test('the printed code makes the first administrator, once, who comes in by two steps', async () => {
  const serving = await serve()
  const context = await openBrowser({ baseURL: serving.server })
  context.setDefaultTimeout(20_000)
  try {
    const code = /code ([A-Z0-9-]{20,})/.exec(serving.said())?.[1]
    expect(code).toBeTruthy()
    const page = await context.newPage()
    await page.goto('/options')
    await page.getByRole('heading', { name: 'Make the first account' }).waitFor()
    expect(await axeFaults(page)).toEqual([])

    await write(page, page.getByLabel('Code'), 'AAAAA-BBBBB-CCCCC-DDDDD')
    await write(page, page.getByLabel('Your name'), 'Jo Smith')
    await write(page, page.getByLabel('E-mail address'), email)
    await write(page, page.getByLabel('Password', { exact: true }), phrase)
    await press(page, page.getByRole('button', { name: 'Make the account' }))
    await page.getByRole('link', { name: /not the code/ }).waitFor()
    expect(await axeFaults(page)).toEqual([])

    await write(page, page.getByLabel('Code'), code!)
    await press(page, page.getByRole('button', { name: 'Make the account' }))

    // Nothing else is shown before the second step is there, at any address.
    await page.waitForURL('**/second-step?next=%2Fpeople')
    await page.getByRole('heading', { name: 'Set up your second step' }).waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
    await page.goto('/audit')
    await page.waitForURL('**/second-step?next=%2Faudit')
    await write(page, page.getByLabel('Code from the app'), '12345')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /not the code/ }).waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.goto('/people')
    const { app, codes } = await setUpSecondStep(page)
    await page.waitForURL('**/people')
    await page.getByRole('link', { name: 'Jo Smith, your account' }).waitFor()
    expect(await axeFaults(page)).toEqual([])

    await withTheApp(page, app, codeOf(app.key, app.last))
    await withARecoveryCode(page, codes[0]!)
    await newRecoveryCodes(page)

    const again = await fetch(`${serving.server}/api/v1/setup`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code, name: 'Eve', email: 'eve@example.gov.uk', password: phrase }),
    })
    expect(again.status).toBe(409)
  } finally {
    await context.close()
    await serving.stop()
  }
})

test('the app’s code is RFC 6238’s', () => {
  expect(codeOf('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ', 1)).toBe('287082')
})
