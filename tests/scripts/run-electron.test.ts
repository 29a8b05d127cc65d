import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runElectron } from '../../scripts/run-electron.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

/** A program in Electron's place. */
function program(script: string): string {
  const path = join(temporaryDirectory(), 'electron')
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}

describe('runElectron', () => {
  it('says why when the system forbids the sandbox', async () => {
    const run = await runElectron(program('echo "FATAL: No usable sandbox!" >&2; kill -TRAP $$'), [])
    expect(run).toMatchObject({ ran: false, reason: expect.stringContaining('sandbox') })
  })

  it('passes arguments in and the exit code out', async () => {
    expect(await runElectron(program('test "$1" = /clone && exit 2'), ['/clone'])).toEqual({ ran: true, exitCode: 2 })
  })

  it('takes an end without a word for the end of the program', async () => {
    expect(await runElectron(program('exit 0'), [])).toEqual({ ran: true, exitCode: 0 })
    expect(await runElectron(program('exit 3'), [])).toEqual({ ran: true, exitCode: 3 })
  })

  it('passes signals on, and what comes of them is no refusal', async () => {
    const running = runElectron(
      program('trap "exit 0" TERM; echo sandbox >&2; kill -TERM $PPID; while :; do sleep 0.05; done'),
      [],
    )
    expect(await running).toEqual({ ran: true, exitCode: 0 })
  })
})
