// The first start: nobody has an account, and the code that was printed makes the first.
// With the keyboard alone.
import { expect, test } from 'vitest'
import { openBrowser } from './chromium.mjs'
import { axeFaults, press, write } from './page'
import { serve } from './server'

test('the printed code makes the first administrator, once', async () => {
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
    await write(page, page.getByLabel('E-mail address'), 'jo.smith@example.gov.uk')
    await write(page, page.getByLabel('Password', { exact: true }), 'lantern orchard teapot gravel')
    await press(page, page.getByRole('button', { name: 'Make the account' }))
    await page.getByRole('link', { name: /not the code/ }).waitFor()
    expect(await axeFaults(page)).toEqual([])

    await write(page, page.getByLabel('Code'), code!)
    await press(page, page.getByRole('button', { name: 'Make the account' }))
    await page.getByRole('link', { name: 'Jo Smith, your account' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/people')
    expect(await axeFaults(page)).toEqual([])

    const again = await fetch(`${serving.server}/api/v1/setup`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code, name: 'Eve', email: 'eve@example.gov.uk', password: 'lantern orchard teapot gravel' }),
    })
    expect(again.status).toBe(409)
  } finally {
    await context.close()
    await serving.stop()
  }
})
