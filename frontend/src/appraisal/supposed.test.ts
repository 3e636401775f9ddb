import { expect, test } from 'vitest'
import { howOf, question, read, withStage, write } from './supposed'

const from = (text: string) => {
  const query = new URLSearchParams(text)
  return read((name) => query.get(name) ?? '')
}

test('the address says what is supposed, and comes out again as it went in', () => {
  const said = { weeks: 'ofsted:40,works:30.5', without: 'planning', certain: 'appeal', starts: '2027-09-01', past: '1' }
  const supposed = from(new URLSearchParams(said).toString())
  expect(write(supposed)).toEqual(said)
  expect(['ofsted', 'planning', 'appeal', 'design'].map((code) => howOf(supposed, code))).toEqual(['exactly', 'without', 'certain', 'recorded'])
  expect(question(supposed)).toEqual({ weeks: said.weeks, without: 'planning', certain: 'appeal', starts: '2027-09-01', past_paces: 'true' })
})

test('a stage is supposed in one way at a time', () => {
  let supposed = withStage(from(''), 'ofsted', 'exactly', '40')
  supposed = withStage(supposed, 'ofsted', 'without')
  expect(question(supposed)).toEqual({ weeks: '', without: 'ofsted', certain: '', starts: '', past_paces: '' })
  expect(question(withStage(supposed, 'ofsted', 'recorded'))).toBeUndefined()
})

test('a length that is not typed yet is not asked about', () => {
  expect(question(from('weeks=ofsted:'))).toBeUndefined()
  expect(question(from('weeks=ofsted:4x,works:3'))?.weeks).toBe('works:3')
})
