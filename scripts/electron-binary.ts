import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', 'node_modules', 'electron')

/** Path of Electron's binary if it has been downloaded. Importing the package instead would start a download. */
export function installedElectron(): string | null {
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : null
}

/** Downloads the binary with the package's own installer, for at most `limitMs`. True when it is there afterwards. */
export async function downloadElectron(limitMs: number, report: (text: string) => void): Promise<boolean> {
  const installer = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' })
  const ended = once(installer, 'exit')
  let seconds = 0
  const progress = setInterval(() => {
    seconds += 1
    report(`Downloading Electron, ${seconds} s`)
  }, 1000)
  const deadline = setTimeout(() => installer.kill(), limitMs)
  await ended
  clearInterval(progress)
  clearTimeout(deadline)
  return installedElectron() !== null
}
