import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lockDataDirectory } from '../../electron/storage/lock.ts'
import { temporaryDirectory } from './temporary-directory.ts'

function lockOrThrow(directory: string) {
  const locked = lockDataDirectory(directory)
  if (!locked.ok) throw new Error(locked.message)
  return locked.lock
}

it('lets one in at a time and names the directory to the second', () => {
  const directory = temporaryDirectory()
  const lock = lockOrThrow(directory)
  expect(lockDataDirectory(directory)).toEqual({
    ok: false,
    taken: true,
    message: `another Portlight already uses ${directory}; use its window, stop it, or name another directory with --data-dir`,
  })
  lock.release()
  lock.release()
  lockOrThrow(directory).release()
  expect(statSync(join(directory, 'portlight.lock')).mode & 0o777).toBe(0o600)
})

it('is free again the moment its holder is killed', async () => {
  const directory = temporaryDirectory()
  const module = join(import.meta.dirname, '../../electron/storage/lock.ts')
  const script = `import { lockDataDirectory } from ${JSON.stringify(module)}
    globalThis.held = lockDataDirectory(${JSON.stringify(directory)})
    process.stdout.write(String(globalThis.held.ok))
    setInterval(() => globalThis.held, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(child.stdout, 'data')
  expect(String(said)).toBe('true')
  expect(lockDataDirectory(directory).ok).toBe(false)

  child.kill('SIGKILL')
  await once(child, 'exit')
  lockOrThrow(directory).release()
})

it('says why a lock cannot be taken at all', () => {
  const directory = join(temporaryDirectory(), 'missing')
  expect(lockDataDirectory(directory)).toEqual({
    ok: false,
    taken: false,
    message: `${directory}/portlight.lock cannot be locked: there is no such file or directory`,
  })
})
