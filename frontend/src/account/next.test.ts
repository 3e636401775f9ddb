import { expect, test } from 'vitest'
import { by, nextPage } from './next'

const origin = 'http://127.0.0.1:8340'

test.each([
  ['/options?hub=South', '/options?hub=South'],
  ['/sites/14', '/sites/14'],
  ['', '/'],
  ['options', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['/\t/evil.example/', '/'],
  ['/.//evil.example/', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/api/v1/progress.csv', '/'],
  ['/sign-in?next=/options', '/'],
  ['/invitation', '/'],
  ['/second-step?next=/options', '/'],
])('after signing in, %j leads to %j', (asked, want) => {
  expect(nextPage(asked, origin)).toBe(want)
})

test('the pages on the way in keep where one wanted to go', () => {
  expect(by('/sign-in', '/')).toBe('/sign-in')
  expect(nextPage(new URL(by('/second-step', '/?site=14&layers=need,homes'), origin).searchParams.get('next')!, origin)).toBe('/?site=14&layers=need,homes')
})
