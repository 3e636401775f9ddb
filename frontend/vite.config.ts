import { svelte } from '@sveltejs/vite-plugin-svelte'
import { createHash } from 'node:crypto'
import { build, type Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

// Where `npm run dev` finds the server: `bin/homeground serve --demo`.
const server = process.env.HOMEGROUND_URL ?? 'http://127.0.0.1:8340'

// preloadMap has the browser fetch the map's files with the page, before the script that
// will ask for them has run.
function preloadMap(): Plugin {
  return {
    name: 'preload-map',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) =>
        Object.values(bundle ?? {}).flatMap((file) =>
          file.type === 'chunk' && file.name === 'start' ? [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file.fileName}` } }] : [],
        ),
    },
  }
}

// What opens without a connection: the visit page, what it loads, and the sign-in page.
const visited = ['VisitPage', 'begin', 'SignInPage']

// serviceWorker builds src/visit/worker.ts with the names of the files it keeps. The map's
// are left out: they are large, and without tiles a map shows nothing.
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const files = new Set(['/', '/icon.svg'])
      const add = (name: string) => {
        const file = bundle[name]
        if (!file || files.has(`/${name}`)) return
        files.add(`/${name}`)
        if (file.type !== 'chunk') return
        file.imports.forEach(add)
        file.viteMetadata?.importedCss.forEach(add)
      }
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' ? file.isEntry || visited.includes(file.name) : file.fileName.endsWith('.woff2')) add(file.fileName)
      }
      const page = bundle['index.html']
      const said = JSON.stringify([...files].sort()) + (page?.type === 'asset' ? page.source : '')
      await build({
        configFile: false, publicDir: false, logLevel: 'warn',
        define: { FILES: JSON.stringify([...files].sort()), BUILD: JSON.stringify(createHash('sha256').update(said).digest('hex').slice(0, 12)) },
        build: { outDir: dir, emptyOutDir: false, target: 'es2022', lib: { entry: 'src/visit/worker.ts', formats: ['iife'], name: 'worker', fileName: () => 'worker.js' } },
      })
    },
  }
}

export default defineConfig({
  plugins: [svelte(), preloadMap(), serviceWorker()],
  // MapLibre 6 starts its worker as a module (src/map/start.ts).
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Fonts and pictures stay files: the content policy lets no font in from data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': server, '/tiles': server } },
  test: {
    projects: [
      { extends: true, test: { name: 'units', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'journeys', include: ['tests/**/*.test.ts'], globalSetup: 'tests/server.ts', testTimeout: 120_000, hookTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } }, // a page may take more than the usual second on a busy machine
        },
      },
    ],
    // Journeys share one server and two cores.
    fileParallelism: false,
  },
})
