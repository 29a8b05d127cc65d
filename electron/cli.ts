#!/usr/bin/env node
// Everything of ours is imported below the check, and this file uses nothing that an old Node cannot parse, so that it
// can say what it needs instead of failing on a syntax it does not know.
import process from 'node:process'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `portlight needs Node 22.19 or newer, and this is ${process.versions.node}; see https://nodejs.org/\n`,
  )
  process.exit(2)
}

// Name lookups block a thread each, and four of them are soon all waiting for one dead resolver. libuv reads this when
// the pool is first used, which is before any import below could set it.
if (process.env.UV_THREADPOOL_SIZE === undefined) process.env.UV_THREADPOOL_SIZE = '128'

async function main(command: string | undefined, rest: string[]): Promise<number> {
  switch (command) {
    case 'check':
      return (await import('./commands/check.ts')).run(rest)
    case 'serve':
      return (await import('./commands/serve.ts')).run(rest)
    case 'import':
      return (await import('./commands/import.ts')).run(rest)
    case 'export':
      return (await import('./commands/export.ts')).run(rest)
    case 'history':
      return (await import('./commands/history.ts')).run(rest)
    case 'report':
      return (await import('./commands/report.ts')).run(rest)
    default: {
      const { usage, version } = await import('./commands/help.ts')
      if (command === '--help' || command === '-h' || command === 'help') return print(process.stdout, usage, 0)
      if (command === '--version') return print(process.stdout, `${version}\n`, 0)
      const unknown = command === undefined ? '' : `portlight: there is no command "${command}"\n\n`
      return print(process.stderr, `${unknown}${usage}`, 2)
    }
  }
}

function print(stream: NodeJS.WriteStream, text: string, status: number): Promise<number> {
  return new Promise((resolve) => {
    stream.write(text, () => resolve(status))
  })
}

/**
 * Ends this process. exit() joins the threads of the pool, so that one lookup at a dead resolver holds it up for as long
 * as the system's resolver goes on asking: 10 s and more. Becoming another program waits for no thread.
 */
function leave(status: number): never {
  const busy = process.getActiveResourcesInfo().some((name) => /^(GetAddrInfoReq|FSReq)/.test(name))
  if (busy && process.platform !== 'win32' && process.execve) {
    process.execve('/bin/sh', ['sh', '-c', `exit ${status}`])
  }
  process.exit(status)
}

const [command, ...rest] = process.argv.slice(2)
leave(await main(command, rest))
