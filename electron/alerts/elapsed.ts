import type { Clock, MonitorEvent } from '../monitor/ports.ts'

/** The two clocks part by less than this in ordinary time. */
const driftMs = 5000

/** Time as it passed for the world, as far as this computer knows. */
export interface Elapsed {
  hear(event: MonitorEvent): void
  /** Monotonic, with the sleeps that no clock but the one on the wall counted. */
  nowMs(): number
  /** Whether the clock on the wall jumped since then for no known reason: it was set, or this computer slept unannounced. */
  isDoubtfulSince(thenMs: number): boolean
}

/** The wall clock may also have been set: only where it is known that the computer slept, it says for how long. */
export function createElapsed(clock: Clock): Elapsed {
  const apartMs = () => clock.wallMs() - clock.monotonicMs()
  let lastApartMs = apartMs()
  let sleptMs = 0
  let jumpedMs = -Infinity
  let asleep = false

  const nowMs = () => clock.monotonicMs() + sleptMs

  /** Answers by how much the wall clock went ahead of the other since last looked at. */
  function look(): number {
    const aheadMs = apartMs() - lastApartMs
    lastApartMs += aheadMs
    return aheadMs
  }

  return {
    nowMs,
    hear(event) {
      const wasAsleep = asleep
      if (event.type === 'sight') asleep = event.sight.kind === 'blind' && event.sight.cause === 'asleep'
      const aheadMs = look()
      if (Math.abs(aheadMs) < driftMs) return
      // A sleep may be noticed only when it is over.
      if ((wasAsleep || asleep) && aheadMs > 0) sleptMs += aheadMs
      else jumpedMs = nowMs()
    },
    isDoubtfulSince: (thenMs) => jumpedMs >= thenMs,
  }
}
