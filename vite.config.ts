import { rm } from 'node:fs/promises'
import http from 'node:http'
import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import tls from 'node:tls'
import react from '@vitejs/plugin-react'
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite'
import { ariaLanguages } from './scripts/aria-languages.ts'

const root = import.meta.dirname
const dist = resolve(root, 'dist')

/**
 * Whoever imports one of these modules of Node gets every property read, and some are made when they are first read:
 * `http.WebSocket` loads a whole HTTP client (30 ms of each start), `tls.rootCertificates` 150 certificates. Got without
 * an import, nothing is read but what is used.
 */
const lazyProperties: Readonly<Record<string, { keys: string[]; lazy: readonly string[] }>> = {
  http: { keys: Object.keys(http), lazy: ['WebSocket', 'CloseEvent', 'MessageEvent'] },
  tls: { keys: Object.keys(tls), lazy: ['rootCertificates'] },
}

const outside = [...builtinModules, ...builtinModules.map((name) => `node:${name}`), 'node:sqlite'].filter(
  (name) => !Object.hasOwn(lazyProperties, name.replace(/^node:/, '')),
)

const lazyNodeModules: Plugin = {
  name: 'lazy-node-modules',
  enforce: 'pre',
  applyToEnvironment: ({ config }) => config.consumer === 'server',
  resolveId(id) {
    const name = id.replace(/^node:/, '')
    return Object.hasOwn(lazyProperties, name) ? `\0lazy:${name}` : null
  },
  load(id) {
    const name = id.startsWith('\0lazy:') ? id.slice('\0lazy:'.length) : ''
    const found = lazyProperties[name]
    if (!found) return null
    const keys = found.keys.filter((key) => !found.lazy.includes(key))
    return `const found = process.getBuiltinModule('node:${name}')\nexport default found\nexport const { ${keys.join(', ')} } = found`
  },
}

/** One bundle that runs in Node or in Electron's main process. Only what must stay a real file stays outside it. */
function node(
  name: string,
  entry: string,
  external: string[],
  format: 'es' | 'cjs',
  fileName: string,
): EnvironmentOptions {
  const lazyChunks = name === 'cli'
  return {
    consumer: 'server',
    resolve: { noExternal: true },
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'node24',
      copyPublicDir: false,
      minify: true,
      rolldownOptions: {
        input: { [name]: resolve(root, entry) },
        external: [...outside, ...external],
        output: {
          format,
          entryFileNames: fileName,
          chunkFileNames: 'cli/[name]-[hash].js',
          codeSplitting: lazyChunks,
        },
      },
    },
  }
}

export default defineConfig({
  root: resolve(root, 'renderer'),
  // The headless host serves the page under a secret path segment, so every address in it is relative.
  base: './',
  plugins: [react(), lazyNodeModules, ariaLanguages()],
  environments: {
    client: {
      build: {
        outDir: resolve(dist, 'renderer'),
        emptyOutDir: true,
        modulePreload: { polyfill: false },
        // Read from the disk or over loopback, in one piece; the limit is for pages that travel.
        chunkSizeWarningLimit: 900,
      },
    },
    main: node('main', 'electron/main.ts', ['electron', 'node-notifier'], 'es', 'main.js'),
    cli: node('cli', 'electron/cli.ts', ['node-notifier'], 'es', 'cli.js'),
    // A worker thread starts from a file of its own; both bundles start the same.
    matchWorker: node('match-worker', 'electron/probes/match-worker.ts', [], 'es', 'match-worker.js'),
    // As above: the history's database has a thread of its own.
    historyWorker: node('history-worker', 'electron/storage/history-worker.ts', [], 'es', 'history-worker.js'),
    preload: node('preload', 'electron/preload.ts', ['electron'], 'cjs', 'preload.cjs'),
  },
  builder: {
    async buildApp(builder) {
      // Chunks carry a hash in their name; those of earlier builds would pile up and be shipped.
      await rm(resolve(dist, 'cli'), { recursive: true, force: true })
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment)
      }
    },
  },
})
