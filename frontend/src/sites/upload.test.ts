// @vitest-environment node
import { expect, test, vi } from 'vitest'

vi.stubGlobal('location', { origin: 'http://localhost' })
const { Failure } = await import('../api/client')
const { patiently, size } = await import('./upload')
const { base64, pieces, sha256 } = await import('./pieces')

test('a picture is made no larger and keeps its shape', () => {
  expect(size(4000, 3000)).toEqual([2048, 1536])
  expect(size(640, 480)).toEqual([640, 480])
  expect(size(9000, 2)).toEqual([2048, 1])
})

test('a file goes in pieces, the last one shorter', () => {
  expect([pieces(1), pieces(262_144), pieces(262_145)]).toEqual([1, 1, 2])
  expect(base64(new Uint8Array([104, 101, 105]))).toBe('aGVp')
})

test('the checksum is of the whole', async () => {
  expect(await sha256(new TextEncoder().encode('abc').buffer as ArrayBuffer)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('a lost connection is waited for; a refusal is not', async () => {
  const waited: number[] = []
  const wait = async () => {}
  const { signal } = new AbortController()
  let fails = 3
  const act = async () => {
    if (fails-- > 0) throw new Failure(0, 'no answer')
    return 'sent'
  }
  expect(await patiently(act, signal, (seconds) => waited.push(seconds), wait)).toBe('sent')
  expect(waited).toEqual([1, 2, 4])
  await expect(patiently(async () => { throw new Failure(422, 'too large') }, signal, () => {}, wait)).rejects.toThrow('too large')
})

test('what is stopped is not tried again', async () => {
  const stop = new AbortController()
  await expect(patiently(async () => { stop.abort(); throw new Failure(0, 'no answer') }, stop.signal, () => {}, async () => {})).rejects.toThrow(/abort/)
})
