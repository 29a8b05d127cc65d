import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { refusalIn } from './electron-obstacle.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Electron that ends later than this after its start did run. */
const atOnceMs = 5000

/** How a run of Electron ended: by itself, or because the system did not let it start. */
export type ElectronRun = { ran: true; exitCode: number } | { ran: false; reason: string }

/** Runs Electron to its end, passing signals on. What it writes appears as usual. */
export async function runElectron(binary: string, args: readonly string[]): Promise<ElectronRun> {
  const startedAtMs = performance.now()
  // Before the start: a signal that comes while the system makes the new process would end this one and orphan it.
  const forward = (signal: NodeJS.Signals): void => void electron.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  const electron = spawn(binary, args, { stdio: ['inherit', 'inherit', 'pipe'] })
  let beginning = ''
  electron.stderr.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk)
    if (beginning.length < 65_536) beginning += chunk.toString('utf8')
  })
  const [exitCode, signal] = await once(electron, 'close')
  for (const signal of signals) process.off(signal, forward)

  const failed = exitCode !== 0 && !signals.some((name) => name === signal)
  const reason = failed && performance.now() - startedAtMs < atOnceMs ? refusalIn(beginning) : null
  if (reason !== null) return { ran: false, reason }
  return { ran: true, exitCode: typeof exitCode === 'number' ? exitCode : 1 }
}
