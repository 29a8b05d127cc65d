import type { LastGood as Kept, TargetView } from '../../electron/contract/snapshot.ts'
import { useAsked } from '../history/use-asked.ts'

/** The last probe that went well, while the last one did not. `result` is null where its phases are not known. */
export interface LastGood {
  atMs: number
  latencyMs: number | null
  result: Kept | null
}

/**
 * The last good probe of a target that fails: as this run of the program knows it, else from its history. Null for one that
 * does not fail.
 */
export function useLastGood({ id, lastResult, lastGood, since, state }: TargetView): LastGood | null {
  const fails = lastResult !== null && lastResult.resultCode !== null && lastResult.resultCode !== 0
  const key =
    fails && !lastGood && since !== null && (state === 'down' || state === 'confirming') ? `${id} ${since}` : null
  const { value } = useAsked('history:nearest', key, () => ({ id, at: Math.max(0, Date.parse(since ?? '') - 1) }))
  if (fails && lastGood) {
    return { atMs: Date.parse(lastGood.startedAt), latencyMs: lastGood.responseTimeMs, result: lastGood }
  }
  if (key === null || value === null || value.code !== 0) return null
  return { atMs: value.at, latencyMs: value.latency, result: value.result }
}
