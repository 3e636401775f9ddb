// Starts Debian's Chromium for the browser tests and the pictures. When we are root it
// runs as the unprivileged user the database also runs as, with its sandbox wherever
// the kernel allows one.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const program = process.env.HOMEGROUND_CHROMIUM ?? '/usr/bin/chromium'

// WebGL 2 in software, and nothing sent anywhere but to the page asked for.
const flags = [
  '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
  '--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-sync', '--no-first-run',
  '--font-render-hinting=none',
]

let sandbox = true

// Chromium goes on writing for a moment after it was closed, so its folders go last.
/** @type {string[]} */
const folders = []
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })))

/**
 * @param {import('playwright-core').BrowserContextOptions & { args?: string[] }} options
 * @returns {Promise<import('playwright-core').BrowserContext>}
 */
export async function openBrowser({ args = [], ...options } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'homeground-browser-'))
  const profile = join(folder, 'profile')
  mkdirSync(join(profile, 'downloads'), { recursive: true })
  let executablePath = program
  if (process.getuid?.() === 0) {
    const user = unprivileged()
    executablePath = join(folder, 'chromium')
    writeFileSync(executablePath, `#!/bin/sh\ncd /\nexport HOME='${profile}' XDG_RUNTIME_DIR='${profile}' TMPDIR='${profile}'\nexec setpriv --reuid=${user} --regid=${user} --clear-groups --no-new-privs '${program}' "$@"\n`)
    chmodSync(folder, 0o755)
    chmodSync(executablePath, 0o755)
    execFileSync('chown', ['-R', `${user}:`, profile])
  }
  const open = () => chromium.launchPersistentContext(profile, {
    viewport: { width: 1366, height: 768 }, locale: 'en-GB', timezoneId: 'Europe/London', bypassCSP: true, ...options,
    executablePath, downloadsPath: join(profile, 'downloads'), args: [...flags, ...args], chromiumSandbox: sandbox, headless: true,
  })
  let context
  try {
    context = await open()
  } catch (error) {
    if (!sandbox) throw error
    sandbox = false
    console.warn('Chromium does not start with its sandbox here; it runs without.')
    context = await open()
  }
  folders.push(folder)
  return context
}

function unprivileged() {
  for (const user of ['postgres', 'nobody']) {
    try {
      execFileSync('id', ['-u', user], { stdio: 'ignore' })
      return user
    } catch {
      continue
    }
  }
  throw new Error('Chromium must not run as root, and this machine has no unprivileged user to run it as')
}
