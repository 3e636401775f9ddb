import { expect, test } from 'vitest'
import { stepAfter } from './meeting'

const short = { above: false, below: false }
const long = { above: true, below: true }

test.each<[string, number, typeof short, number | 'leave' | undefined]>([
  ['ArrowRight', 1, short, 2], ['PageDown', 5, long, 6], ['PageDown', 6, short, 6], ['ArrowLeft', 3, short, 2], ['PageUp', 1, short, 1],
  ['ArrowDown', 2, short, 3], ['ArrowDown', 2, long, undefined], ['ArrowUp', 2, short, 1], ['ArrowUp', 2, long, undefined],
  ['4', 1, short, 4], ['7', 1, short, undefined], ['0', 1, short, undefined], ['Home', 4, long, 1], ['End', 1, short, 6], ['Escape', 2, short, 'leave'], ['a', 2, short, undefined], [' ', 2, short, undefined],
])('%s at step %d', (key, step, more, want) => expect(stepAfter(key, step, 6, more)).toBe(want))
