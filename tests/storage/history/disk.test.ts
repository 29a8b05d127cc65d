import { execFile, execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { temporaryDirectory } from '../temporary-directory.ts'

const run = promisify(execFile)

/** Mounts a disk of 2 MiB at a directory, seen by what it then runs and by nobody else. */
const onSmallDisk = 'mount -t tmpfs -o size=2m tmpfs "$1" && exec "$0" "$2" "$1"'

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

it.runIf(canMount())(
  'goes on while the disk is full or read-only, says so once, and loses nothing when there is room again',
  { timeout: 60_000 },
  async () => {
    const directory = temporaryDirectory()
    const child = join(import.meta.dirname, 'disk-child.ts')
    const { stdout } = await run('unshare', ['-rm', 'sh', '-c', onSmallDisk, process.execPath, directory, child])
    const seen = JSON.parse(stdout)

    expect(seen.before).toBe(true)
    expect(seen.full.at(-1)).toBe(false)
    expect(seen.told).toMatchObject([
      {
        type: 'fault',
        notice: {
          code: 'history-not-saved',
          params: { path: join(directory, 'history.sqlite'), reason: 'The disk is full.' },
        },
      },
      { type: 'recovered', id: 'history-not-saved' },
    ])
    expect(seen.countWhileFull).toBe(seen.recorded - 300)
    expect(seen.after).toBe(true)
    expect(seen.countAfter).toBe(seen.recorded - 200)
    expect(seen.countReopened).toBe(seen.countAfter)

    expect(seen.readOnly.opened).toMatchObject({
      inMemory: true,
      notices: [{ code: 'history-not-saved' }],
      memory: [{ targetId: 'web', kind: 'told', json: `${seen.recorded - 200}` }],
    })
    expect(seen.readOnly.readable).toBe(seen.countAfter)
    expect(seen.readOnly.saved).toEqual([false, false])
    expect(seen.readOnly.count).toBe(200)
  },
)
