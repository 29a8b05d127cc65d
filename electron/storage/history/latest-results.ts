import type { PastResult } from '../../contract/history.ts'
import type { ProbeResult } from '../../contract/result.ts'

/**
 * The latest whole result of each target. It is held here and written only now and then: each is about a kilobyte, and
 * the next one comes in seconds.
 */
export interface LatestResults {
  note(result: ProbeResult): void
  forget(targetId: string): void
  /** Some of those that are due to be written, a few at a time; all of them at the end. */
  take(monotonicMs: number, all: boolean): { targetId: string; json: string }[]
  /** Puts in what the file does not have yet. */
  complete(targetId: string, past: PastResult): PastResult
}

const everyMs = 300_000
const atOnce = 50

export function createLatestResults(): LatestResults {
  const latest = new Map<string, ProbeResult>()
  const changed = new Set<string>()
  let due: string[] = []
  let takenMs: number | null = null

  return {
    note(result) {
      latest.set(result.id, result)
      changed.add(result.id)
    },
    forget(targetId) {
      latest.delete(targetId)
      changed.delete(targetId)
    },
    take(monotonicMs, all) {
      takenMs ??= monotonicMs
      if (all || monotonicMs - takenMs >= everyMs) {
        takenMs = monotonicMs
        due = [...new Set([...due, ...changed])]
        changed.clear()
      }
      return due.splice(0, all ? due.length : atOnce).flatMap((targetId) => {
        const result = latest.get(targetId)
        return result ? [{ targetId, json: JSON.stringify(result) }] : []
      })
    },
    complete(targetId, past) {
      const result = latest.get(targetId)
      if (past.result !== null || !result || Date.parse(result.startedAt) !== past.at) return past
      return { ...past, reason: result.reason, message: result.message, result }
    },
  }
}
