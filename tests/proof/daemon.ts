import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Daemon {
  /** The `host:port` it listens on. */
  address: string
  /** What it wrote so far. */
  output(): string
  stop(): Promise<void>
}

/**
 * Starts a program that listens on a port of the system's choice and says which in its output: `ready` finds it there.
 * Rejects with the output when the program ends, or 15 s pass, without its having said it.
 */
export async function startDaemon(
  path: string,
  args: readonly string[],
  ready: RegExp,
  env: Record<string, string> = {},
): Promise<Daemon> {
  const child = spawn(path, args, { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  const tooLate = setTimeout(() => child.kill('SIGKILL'), 15_000)
  void ended.then(() => clearTimeout(tooLate))
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      child.emit('said')
    })
  }
  for (;;) {
    const [, address] = ready.exec(output) ?? []
    if (address !== undefined) {
      clearTimeout(tooLate)
      return { address, output: () => output, stop }
    }
    if ((await Promise.race([ended.then(() => 'ended'), once(child, 'said').then(() => 'said')])) === 'ended') {
      throw new Error(`${path} ended without listening: ${output}`)
    }
  }
}

/** How the programs of the Prometheus project tell their address. */
export const listeningOn = /msg="Listening on" address=(\S+)/

export interface Ended {
  status: number | null
  output: string
}

/** Runs a program to its end, `input` on its standard input. Its outputs are told as one. It is killed after 30 s. */
export async function runProgram(path: string, args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(path, args, {
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 30_000,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  // It may end before it has read everything.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [status] = await once(child, 'close')
  return { status: typeof status === 'number' ? status : null, output }
}
