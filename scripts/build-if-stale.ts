import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a build reads and what it writes, relative to the clone. */
const inputs = ['electron', 'renderer', 'assets', 'vite.config.ts', 'package.json', 'package-lock.json']
const outputs = ['dist/main.js', 'dist/cli.js', 'dist/preload.cjs', 'dist/renderer/index.html']

/** When a file, or anything in a folder, last changed, as milliseconds since 1970. A folder itself tells of removals. */
function newestMs(path: string): number {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))))
}

/** Whether the clone was changed after its last build, or was never built to the end. */
export function isStale(clone: string): boolean {
  const built = outputs.map((path) => join(clone, path))
  if (!built.every((path) => existsSync(path))) return true
  const oldestOutputMs = Math.min(...built.map((path) => statSync(path).mtimeMs))
  return inputs.map((path) => join(clone, path)).some((path) => existsSync(path) && newestMs(path) > oldestOutputMs)
}

/** Builds the clone if it is stale. What the build says goes to stderr. False when it failed. */
export function buildIfStale(clone: string): boolean {
  if (!isStale(clone)) return true
  process.stderr.write('Building Portlight\n')
  const vite = join(clone, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'error'], {
    cwd: clone,
    stdio: ['ignore', 2, 2],
  })
  return status === 0
}
