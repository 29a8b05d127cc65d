import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { monitorTargets } from '../isolation/hung-targets.ts'
import { quantile } from '../isolation/statistics.ts'
import type { RunRow } from './row.ts'

const targets = 500
const lastsMs = 20_000

/**
 * 500 targets a second against a server that answers each after 5 to 50 ms, by its own clock from the question to the
 * answer. The error is what the probe says beyond that.
 */
export const latencyFidelity: RunRow = {
  name: 'latency-fidelity',
  async run() {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'delay-server.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const port = Number((await lines.next()).value)
    const watched = monitorTargets(
      Array.from(
        { length: targets },
        (_, nth): TargetConfig => ({
          id: `target-${nth}`,
          protocol: 'tcp',
          target: `127.0.0.1:${port}`,
          intervalMs: 1000,
          timeoutMs: 5000,
          readTimeoutMs: 3000,
          send: `${nth}\n`,
          expect: 'ok',
        }),
      ),
    )
    await after(lastsMs)
    await watched.stop()
    child.stdin.end()
    const said: Record<string, number[]> = JSON.parse(String((await lines.next()).value))
    await once(child, 'exit')

    const errors: number[] = []
    for (let nth = 0; nth < targets; nth++) {
      const delays = said[nth] ?? []
      // The first second is that of a program that has only just begun; the last probe may have been cut off.
      for (const [index, { result }] of watched.seen(`target-${nth}`).entries()) {
        const delayMs = delays[index]
        if (index === 0 || delayMs === undefined || result.responseTimeMs === null) continue
        errors.push(Math.abs(result.responseTimeMs - delayMs))
      }
    }
    if (errors.length < (targets * lastsMs) / 2000) throw new Error(`only ${errors.length} answers were compared`)
    const reference = `${targets} probes a second of a server that answers after a delay it knows`
    return [0.5, 0.99].map((part) => ({
      name: `latency-error-p${part * 100}`,
      unit: 'ms',
      goal: { value: part === 0.5 ? 0.3 : 3 },
      value: quantile(errors, part),
      reference,
    }))
  },
}
