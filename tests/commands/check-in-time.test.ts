import { expect, it } from 'vitest'
import { type CheckDeps, runCheck } from '../../electron/commands/check.ts'
import { localMachine } from '../../electron/interop/machine.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createTrustStore } from '../../electron/probes/trust.ts'
import { confDirectory } from '../interop/conf.ts'
import { testIo } from './io.ts'

/** As many files as take tens of milliseconds to read, each with one target. */
const files = Object.fromEntries(
  Array.from({ length: 200 }, (_, nth) => [
    `input.net_response/${nth}.toml`,
    `[[instances]]\ntargets = ["127.0.0.1:${nth + 1}"]\n`,
  ]),
)

it('gives up files that cannot be read in time, as on a drive that does not answer, and probes nothing', async () => {
  const directory = await confDirectory(files)
  const probed: string[] = []
  const deps: CheckDeps = {
    probe: async ({ target }) => {
      probed.push(target)
      throw new Error('nothing is to be probed')
    },
    trust: createTrustStore(),
    clock: systemClock,
    machine: localMachine({}),
    graceMs: 0,
    planMs: 1,
  }
  const io = testIo()
  expect(await runCheck(['--config', directory], io, deps)).toBe(2)
  expect(io.err()).toBe('portlight check: the files could not be read in time; look for one that is not a plain file\n')
  expect({ out: io.out(), probed }).toEqual({ out: '', probed: [] })
})

it('is interrupted while it reads', async () => {
  const directory = await confDirectory(files)
  const io = testIo()
  const running = runCheck(['--config', directory], io)
  io.interrupt()
  expect(await running).toBe(130)
  expect({ out: io.out(), err: io.err() }).toEqual({ out: '', err: '' })
})
