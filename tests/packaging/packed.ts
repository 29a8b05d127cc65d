import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const clone = join(import.meta.dirname, '../..')

/** What electron-builder itself reads and writes with. */
export const builder = createRequire(
  createRequire(createRequire(import.meta.url).resolve('electron-builder')).resolve('app-builder-lib'),
)
export const asar: {
  listPackage(this: void, archive: string, options: { isPack: boolean }): string[]
  extractAll(this: void, archive: string, destination: string): void
  extractFile(this: void, archive: string, file: string): Buffer
  statFile(this: void, archive: string, file: string): { integrity?: { hash: string }; unpacked?: boolean }
} = builder('@electron/asar')

/** Packs what is in `dist/` around a substitute for Electron, into `linux-unpacked` in the folder. */
export function packInto(output: string): void {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['scripts/pack.ts', '--substitute', '--output', output],
    { cwd: clone, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`packing failed: ${stdout}${stderr}`)
}

/** Lays out what was packed as a folder that the stand-in can run: the archive, and what is kept beside it. */
export function extractPacked(unpacked: string, destination: string): void {
  const resources = join(unpacked, 'resources')
  asar.extractAll(join(resources, 'app.asar'), destination)
  cpSync(join(resources, 'app.asar.unpacked'), destination, { recursive: true })
}
