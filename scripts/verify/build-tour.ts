import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

/** Makes the folder one that Electron starts: its package names a main file, bundled as the product's is. */
export async function buildTour(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'tour.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: { external: ['electron', 'node-notifier'], output: { entryFileNames: 'tour.js' } },
    },
  })
  mkdirSync(folder, { recursive: true })
  const described = { name: 'portlight-tour', version: '0.0.0', type: 'module', main: 'tour.js' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(described))
}
