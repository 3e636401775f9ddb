// One Homeground with the demonstration data and a database of its own, for all journeys.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    server: string
    data: string
  }
}

const checkout = join(import.meta.dirname, '..', '..')
export const program = process.env.HOMEGROUND_PROGRAM ?? join(checkout, 'bin', 'homeground')

// Serving is a Homeground of a test's own, with a database in a folder of its own.
export interface Serving {
  server: string
  data: string
  said: () => string // what it printed
  stop: () => Promise<void>
}

// serve starts one; stop ends it and takes its folder away.
export async function serve(...flags: string[]): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'homeground-pages-'))
  chmodSync(folder, 0o755) // the database runs as another user when we are root
  const data = join(folder, 'data')
  const port = await freePort()
  const server = `http://127.0.0.1:${port}`
  const running = spawn(program, ['serve', ...flags], {
    env: { ...process.env, HOMEGROUND_DATA: data, HOMEGROUND_ADDR: `127.0.0.1:${port}`, DATABASE_URL: '', HOMEGROUND_SMTP: 'smtp://127.0.0.1:9', HOMEGROUND_MAIL_FROM: 'Homeground <homeground@example.org>' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  running.stdout.on('data', (text) => (printed += text))
  await ready(server, running)
  return {
    server, data,
    said: () => printed,
    stop: async () => {
      running.kill('SIGINT')
      await new Promise((ended) => running.once('exit', ended))
      await new Promise((stopped) => setTimeout(stopped, 3000)) // the database outlives its last user by two seconds
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
    },
  }
}

export default async function setup(project: TestProject) {
  if (!existsSync(program)) execFileSync('go', ['build', '-o', program, './cmd/homeground'], { cwd: checkout, stdio: 'inherit' })
  const serving = await serve('--demo')
  project.provide('server', serving.server)
  project.provide('data', serving.data)
  return serving.stop
}

async function ready(server: string, running: ChildProcess) {
  for (let tries = 0; tries < 600; tries++) {
    if (running.exitCode !== null) throw new Error(`homeground serve ended with ${running.exitCode}`)
    const answer = await fetch(`${server}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((again) => setTimeout(again, 100))
  }
  throw new Error('homeground serve was not ready within a minute')
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? found(address.port) : fail(new Error('no free port'))))
    })
  })
}
