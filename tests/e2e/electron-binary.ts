import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Path of the downloaded Electron binary, or null. Importing the package instead would start a download. */
export function electronBinary(): string | null {
  const folder = join(import.meta.dirname, '../../node_modules/electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : null
}
