// Makes src/api/schema.ts from the server's own document: npm run api, with a Homeground
// serving at HOMEGROUND_URL (http://127.0.0.1:8340 when not set). A test fails when the
// committed file is stale.
import { writeFileSync } from 'node:fs'
import { schema } from '../tests/schema.mjs'

const server = process.env.HOMEGROUND_URL ?? 'http://127.0.0.1:8340'
writeFileSync(new URL('../src/api/schema.ts', import.meta.url), await schema(server))
