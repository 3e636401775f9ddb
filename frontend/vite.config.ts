import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
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

export default defineConfig({
  plugins: [svelte(), preloadMap()],
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
