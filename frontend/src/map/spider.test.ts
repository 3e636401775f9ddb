import { expect, test } from 'vitest'
import { legs, most } from './spider'

test.each([2, 7, most])('%i legs end where each can be hit', (members) => {
  const ends = legs(members)
  expect(ends).toHaveLength(members)
  ends.forEach((a, n) => ends.slice(n + 1).forEach((b) => expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(32)))
})
