import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { server } from './page'
import { schema } from './schema.mjs'

test('src/api/schema.ts is what the server’s document makes (else: npm run api)', async () => {
  const committed = readFileSync(join(import.meta.dirname, '..', 'src', 'api', 'schema.ts'), 'utf8')
  expect(committed).toBe(await schema(server))
})
