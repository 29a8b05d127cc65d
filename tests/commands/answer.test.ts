import { expect, it } from 'vitest'
import { answer, type Request } from '../../electron/commands/answer.ts'
import { written } from '../../electron/commands/written.ts'
import { testIo } from './io.ts'

const command = { name: 'sail', usage: 'Usage: portlight sail\n' }

async function ask(request: Request<string>, given: Partial<ReturnType<typeof testIo>> = {}) {
  const io = { ...testIo(), ...given }
  const status = await answer(command, request, io, async (port) => {
    await written(io.stdout, `to ${port}\n`)
    return 0
  })
  return { status, out: io.out(), err: io.err() }
}

it.each<[Request<string>, number, string, string]>([
  [{ kind: 'run', arguments: 'Bergen' }, 0, 'to Bergen\n', ''],
  [{ kind: 'help' }, 0, 'Usage: portlight sail\n', ''],
  [{ kind: 'wrong', message: 'no wind' }, 2, '', 'portlight sail: no wind\nTry: portlight sail --help\n'],
])('every command answers %j alike', async (request, status, out, err) => {
  expect(await ask(request)).toEqual({ status, out, err })
})

it.each([
  ['ENOSPC', 'portlight sail: the output could not be written: the disk is full\n'],
  ['EPIPE', ''],
])('output that nobody takes ends a command: %s', async (code, err) => {
  const stdout = {
    write: (_: string, done: (error?: Error | null) => void) => done(Object.assign(new Error(code), { code })),
  }
  expect(await ask({ kind: 'run', arguments: 'Bergen' }, { stdout })).toMatchObject({ status: 1, err })
})
