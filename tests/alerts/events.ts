import type { ResultEvent } from '../../electron/alerts/policy.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import { fold, unprobed } from '../../electron/monitor/fold.ts'
import { statusOf } from '../../electron/monitor/watch.ts'
import { tcpTarget } from '../monitor/samples.ts'

/** The event the monitor emits for `result`, given the results before it in the same run, a minute apart. */
export function resultEvent(earlier: readonly ProbeResult[], result: ProbeResult, nowMs: number): ResultEvent {
  const before = earlier.reduce(
    (folded, each, index) => fold(folded, each, nowMs - (earlier.length - index) * 60_000),
    unprobed,
  )
  const target = tcpTarget(result.id)
  const watch = { target, paused: null, owed: false, slotMs: null, lagMs: null }
  return {
    type: 'result',
    target,
    result,
    before: statusOf({ ...watch, folded: before }, true, null),
    after: statusOf({ ...watch, folded: fold(before, result, nowMs) }, false, null),
    lagMs: 0,
  }
}
