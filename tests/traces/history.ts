import type { ProbeResult } from '../../electron/contract/result.ts'
import type { IncidentState } from '../../electron/monitor/transition.ts'
import type { History } from '../../electron/storage/history.ts'
import type { TraceClock } from './clock.ts'
import type { Recorded } from './record.ts'

/** Keeps what is written, dated by real time; of what it is asked it knows nothing. */
export function createHistory(clock: TraceClock, record: Recorded): History {
  /** What the clock on the wall shows, as time since the trace began. */
  const real = (wallMs: number) => wallMs - clock.wallMs() + clock.elapsedMs()

  function incident(state: IncidentState): void {
    const before = record.incidents.get(state.id)
    record.incidents.set(state.id, {
      id: state.id,
      target: state.targetId,
      // By the clock as it went then.
      openedMs: before?.openedMs ?? real(state.openedMs),
      closedMs: state.closedMs === null ? null : real(state.closedMs),
      endUnknown: state.endUnknown,
      codes: state.codes,
      failures: state.failures,
    })
  }

  return {
    result: ({ result, counted }) => void record.results.push({ atMs: real(startMs(result)), result, counted }),
    gap: ({ targetId, fromMs, toMs, cause }) =>
      void record.gaps.push({ target: targetId, fromMs: real(fromMs), toMs: toMs && real(toMs), cause }),
    incident,
    decision: (decision) => void record.decisions.push({ atMs: clock.elapsedMs(), decision }),
    forget: () => {},
    retain: () => {},
    series: unknown,
    uptime: unknown,
    uptimeBetween: unknown,
    overview: unknown,
    incidents: unknown,
    nearest: unknown,
    results: unknown,
    decisions: unknown,
    size: unknown,
    targets: unknown,
  }
}

function startMs({ startedAt }: ProbeResult): number {
  return Date.parse(startedAt)
}

function unknown(): Promise<never> {
  return Promise.reject(new Error('a trace does not ask its history'))
}
