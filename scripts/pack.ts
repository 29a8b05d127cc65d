// `npm run pack`: an unpacked build of what is in dist/. Where Electron's binary has not been downloaded, a folder of the
// same shape takes its place: the result does not start, and everything else in it is what would ship.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installedElectron } from './electron-binary.ts'
import { writeSubstituteElectron } from './substitute-electron.ts'

const clone = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { output: { type: 'string' }, substitute: { type: 'boolean' } } })

function electronVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(clone, 'node_modules/electron/package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version)
  throw new Error('node_modules/electron/package.json names no version')
}

function pack(options: readonly string[]): number {
  const builder = join(clone, 'node_modules', 'electron-builder', 'cli.js')
  const output = values.output === undefined ? [] : [`-c.directories.output=${values.output}`]
  const { status } = spawnSync(
    process.execPath,
    [builder, '--dir', '--publish', 'never', ...options, ...output],
    // Without a certificate it would look for one, on macOS in the person's keychain.
    { cwd: clone, stdio: 'inherit', env: { CSC_IDENTITY_AUTO_DISCOVERY: 'false', ...process.env } },
  )
  return status ?? 1
}

if (installedElectron() !== null && values.substitute !== true) {
  process.exitCode = pack([])
} else {
  const folder = mkdtempSync(join(tmpdir(), 'portlight-electron-'))
  try {
    writeSubstituteElectron(folder, electronVersion())
    console.error('Electron has not been downloaded: packing around a substitute. The result can be read, not started.')
    process.exitCode = pack(['--linux', `-c.electronDist=${folder}`])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
