import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const cli = join(import.meta.dirname, '../../electron/cli.ts')

export interface Served {
  /** The first line of standard output. */
  address: string
  child: ChildProcess
  stdout(): string
  stderr(): string
  /** Ends it with a signal and resolves with its exit status. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

export interface Exited {
  status: number | null
  stdout: string
  stderr: string
}

/**
 * Runs `portlight serve` as a process of its own, on a data directory of its own unless `args` name one. Resolves once it
 * has printed a line or has ended. It is killed with the test.
 */
export async function serve(
  directory: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
  nodeOptions: readonly string[] = [],
): Promise<Served | Exited> {
  const child = spawn(
    process.execPath,
    [...nodeOptions, cli, 'serve', '--data-dir', join(directory, 'data'), ...args],
    {
      env: { PATH: process.env.PATH, HOME: directory, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const exited = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  await Promise.race([exited, once(child.stdout, 'data')])
  if (!stdout.includes('\n')) {
    const [status] = await exited
    return { status, stdout, stderr }
  }
  return {
    address: stdout.slice(0, stdout.indexOf('\n')),
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    async end(signal = 'SIGTERM') {
      child.kill(signal)
      const [status] = await exited
      return status
    },
  }
}

/** The same, where it must have started. */
export async function serveOrThrow(...given: Parameters<typeof serve>): Promise<Served> {
  const served = await serve(...given)
  if (!('address' in served)) throw new Error(`portlight serve exited with ${served.status}: ${served.stderr}`)
  return served
}
