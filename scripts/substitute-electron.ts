import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the fuses lie in Electron's binary: the sentinel, the version of the layout, how many, one byte each. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuses = '010101010'

/**
 * Writes a folder that electron-builder takes for Electron's own distribution for Linux, so that everything but the
 * binary can be packed and read back where the binary cannot be had. It does not run.
 */
export function writeSubstituteElectron(folder: string, version: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const layout = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fuses.length]), Buffer.from(fuses)])
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from('#!/bin/sh\necho "not Electron" >&2\nexit 1\n'), layout]),
  )
  writeFileSync(join(folder, 'version'), version)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(folder, name), '')
  }
  for (const locale of ['en-US', 'zh-CN', 'de', 'fr']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '')
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) chmodSync(join(folder, name), 0o755)
}
