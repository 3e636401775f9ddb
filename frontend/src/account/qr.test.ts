import { expect, test } from 'vitest'
import { qrPath } from './qr'

test('a code is one rectangle for each dark run, inside four squares of white', () => {
  expect(qrPath(['110', '000', '101'])).toEqual({ path: 'M4 4h2v1h-2zM4 6h1v1h-1zM6 6h1v1h-1z', size: 11 })
})
