import { expect, test } from 'vitest'
import { settled } from './conflict'

const field = (name: string, was: string, mine: string, theirs: string) => ({ name, label: name, was, mine, theirs })

test('each field is proposed to be of whoever changed it, and mine where both did', () => {
  const fields = [field('a', '1', '1', '2'), field('b', '1', '2', '1'), field('c', '1', '2', '3'), field('d', '1', '1', '1')]
  expect(settled(fields)).toEqual({ a: 'theirs', b: 'mine', c: 'mine', d: 'theirs' })
})
