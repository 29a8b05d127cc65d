import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../monitor/ports.ts'

/** How long work may hold the event loop, which measures latencies. */
const holdMs = 8

/** How often what watches is told. */
const tellEveryMs = 100

export interface Pace {
  /** Says how far the work is; null to go on at once, else a promise to wait for. It rejects with the signal's reason. */
  step(done: number, total: number): Promise<void> | null
}

/** Lets others have their turn while something long is done, and gives it up when told to. */
export function createPace(
  clock: Pick<Clock, 'monotonicMs'>,
  signal: AbortSignal,
  tell: (done: number, total: number) => void,
): Pace {
  let since = clock.monotonicMs()
  let told = since
  async function rest(done: number, total: number): Promise<void> {
    if (clock.monotonicMs() - told >= tellEveryMs) {
      told = clock.monotonicMs()
      tell(done, total)
    }
    await setImmediate()
    signal.throwIfAborted()
    since = clock.monotonicMs()
  }
  return {
    step(done, total) {
      signal.throwIfAborted()
      return clock.monotonicMs() - since < holdMs ? null : rest(done, total)
    },
  }
}
