import { describe, expect, test } from 'vitest'
import type { Option } from '../api/records'
import { holds, query, read, rebalanced } from './weights'

function option(...scaled: number[]): Option {
  return { parts: scaled.map((value, i) => ({ code: 'abc'[i], scaled: value })) } as Option
}

describe('weights', () => {
  test('the others keep their proportion', () => {
    expect(rebalanced({ a: 50, b: 30, c: 20 }, 'a', 0)).toEqual({ a: 0, b: 60, c: 40 })
    expect(rebalanced({ a: 100, b: 0, c: 0 }, 'a', 40)).toEqual({ a: 40, b: 30, c: 30 })
  })

  test('what is sent adds up to 10000', () => {
    expect(query({ a: 100 / 3, b: 100 / 3, c: 100 / 3 })).toBe('a:3334,b:3333,c:3333')
    expect(query({ a: 50, b: 35, c: 15 })).toBe('a:5000,b:3500,c:1500')
  })

  test('what was sent is read back; what is not weights is refused', () => {
    const criteria = [{ code: 'a' }, { code: 'b' }] as never
    expect(read('a:6000,b:4000', criteria)).toEqual({ a: 60, b: 40 })
    expect(read('a:6000', criteria)).toBeUndefined()
    expect(read('', criteria)).toBeUndefined()
  })

  test.each([
    // a: 100 against 0, b: 0 against 100. First while a weighs 50 or more.
    { name: 'two options, two criteria', options: [option(1, 0), option(0, 1)], weights: { a: 60, b: 40 }, want: [50, 100] },
    { name: 'better in everything', options: [option(1, 1), option(0, 0.5)], weights: { a: 60, b: 40 }, want: [0, 100] },
    { name: 'alone', options: [option(1, 0)], weights: { a: 60, b: 40 }, want: [0, 100] },
    // Against the third the lead is 0.2 w - 0.1 (100 - w): it holds from a third on.
    { name: 'the nearest bound counts', options: [option(0.9, 0.4), option(0.7, 0.5), option(1, 0)], weights: { a: 60, b: 40 }, want: [100 / 3, 80] },
  ])('first place holds: $name', ({ options, weights, want }) => {
    const [low, high] = holds(options, weights, 'a')
    expect(low).toBeCloseTo(want[0]!, 9)
    expect(high).toBeCloseTo(want[1]!, 9)
  })

  test('inside the interval first place holds, outside it does not', () => {
    const options = [option(0.8, 0.5, 0.3), option(0.2, 0.9, 0.6), option(0.9, 0.1, 0.35), option(0.5, 0.6, 0.5)]
    const weights = { a: 55, b: 30, c: 15 }
    const score = (o: Option, w: Record<string, number>) => o.parts.reduce((sum, part) => sum + part.scaled * w[part.code]!, 0)
    for (const code of ['a', 'b', 'c'] as const) {
      const [low, high] = holds(options, weights, code)
      for (let to = 0; to <= 100; to += 0.5) {
        const at = rebalanced(weights, code, to)
        const best = options.slice(1).every((other) => score(options[0]!, at) >= score(other, at) - 1e-9)
        if (to > low + 0.01 && to < high - 0.01) expect(best, `${code} ${to}`).toBe(true)
        if (to < low - 0.01 || to > high + 0.01) expect(best, `${code} ${to}`).toBe(false)
      }
    }
  })
})
