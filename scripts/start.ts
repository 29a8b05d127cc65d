// `npm start`: the desktop app where Electron can run, else the headless host in its place. Standard output belongs to
// the host, whose first line is its address; whatever is said here goes to stderr.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIfStale } from './build-if-stale.ts'
import { downloadElectron, installedElectron } from './electron-binary.ts'
import { electronObstacle } from './electron-obstacle.ts'
import { endWithNpm } from './end-with-npm.ts'
import { runElectron } from './run-electron.ts'

const clone = join(import.meta.dirname, '..')
const args = process.argv.slice(2)
const downloadLimitMs = 60_000

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}`)
}

/** Electron's binary, downloaded if need be; or why there is none. */
async function provideElectron(): Promise<{ binary: string } | { reason: string }> {
  const userId = process.geteuid?.() ?? null
  const obstacle = electronObstacle({ platform: process.platform, userId, env: process.env })
  if (obstacle !== null) return { reason: obstacle }
  if (installedElectron() === null) {
    say(`Downloading Electron, once, for at most ${downloadLimitMs / 1000} s`)
    await downloadElectron(downloadLimitMs, showProgress)
    if (process.stderr.isTTY) say('')
  }
  const binary = installedElectron()
  if (binary !== null) return { binary }
  return {
    reason: 'Electron could not be downloaded; name a mirror in ELECTRON_MIRROR, or run "npx install-electron" later',
  }
}

/** Becomes the headless host: the same process, so signals, standard streams and the exit code need no passing on. */
async function serve(reason: string): Promise<void> {
  say(`No desktop app: ${reason}. Serving the same page to a browser instead.`)
  const commandLine = join(clone, 'dist', 'cli.js')
  process.argv = [process.execPath, commandLine, 'serve', ...args]
  await import(pathToFileURL(commandLine).href)
}

async function start(): Promise<void> {
  if (!buildIfStale(clone)) {
    process.exitCode = 1
    return
  }
  const provided = await provideElectron()
  if ('reason' in provided) return serve(provided.reason)
  const run = await runElectron(provided.binary, [clone, ...args])
  if (!run.ran) return serve(run.reason)
  process.exitCode = run.exitCode
}

endWithNpm()
await start()
