// `npm run dev`: builds and serves the clone, and does both again after every change. The address stays the same, so a
// reload of the page is enough. It keeps its data apart from an installed Portlight's.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { createBuilder } from 'vite'

const clone = join(import.meta.dirname, '..')
const folders = ['electron', 'renderer', 'assets']
/** Editors write a file in several steps. */
const settleMs = 100

const serveArguments = ['--data-dir', join(clone, 'node_modules', '.portlight-dev'), '--port', '4600']
const env = { ...process.env, PORTLIGHT_TOKEN: randomBytes(32).toString('base64url') }

async function build(): Promise<boolean> {
  try {
    const builder = await createBuilder({ configFile: join(clone, 'vite.config.ts'), logLevel: 'error' })
    await builder.buildApp()
    return true
  } catch {
    // Vite has said what is wrong and where; the next change may mend it.
    return false
  }
}

function serve(open: boolean): ChildProcess {
  const args = ['serve', ...serveArguments, ...(open ? [] : ['--no-open']), ...process.argv.slice(2)]
  return spawn(process.execPath, [join(clone, 'dist', 'cli.js'), ...args], { stdio: 'inherit', env })
}

async function stop(host: ChildProcess | null): Promise<void> {
  if (!host || host.exitCode !== null || host.signalCode !== null) return
  const ended = once(host, 'exit')
  host.kill('SIGTERM')
  await ended
}

let changed = Promise.withResolvers<void>()
for (const folder of folders) {
  watch(join(clone, folder), { recursive: true }, () => changed.resolve())
}

let host: ChildProcess | null = null
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop(host).finally(() => process.exit(0)))
}

for (;;) {
  changed = Promise.withResolvers<void>()
  if (await build()) {
    const first = host === null
    await stop(host)
    host = serve(first)
  }
  await changed.promise
  await new Promise((resolve) => setTimeout(resolve, settleMs))
}
