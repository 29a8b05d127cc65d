import type { PastResult } from '../../../contract/history.ts'
import { type ProbeResult, probeResultSchema } from '../../../contract/result.ts'
import type { Archive } from '../archive.ts'
import type { KeptResult } from '../result-columns.ts'
import { hourMs, hourOf } from '../tiers.ts'

/** What is kept of results beyond numbers. */
export interface Wholes {
  /** The parts of a failure that repeat, as JSON. */
  body(number: number): string | null
  /** The latest whole result of the target, as JSON. */
  latest(key: number): string | null
}

export interface PastResults {
  /** The latest first. */
  between(key: number, fromMs: number, toMs: number, limit: number): PastResult[]
  nearest(key: number, atMs: number): PastResult | null
}

export function createPastResults(archive: Archive, wholes: Wholes): PastResults {
  function past(kept: KeptResult, latest: ProbeResult | null): PastResult {
    const isLatest = latest !== null && Date.parse(latest.startedAt) === kept.atMs && latest.resultCode === kept.code
    const result = isLatest ? latest : wholeOf(kept)
    return {
      at: kept.atMs,
      code: kept.code,
      latency: kept.latencyMs,
      confirmed: kept.confirmed,
      degraded: kept.degraded,
      maintenance: kept.maintenance,
      reason: result?.reason ?? null,
      message: result?.message ?? null,
      result,
    }
  }

  function wholeOf({ atMs, latencyMs, detail }: KeptResult): ProbeResult | null {
    const body = detail?.body ? wholes.body(detail.body) : null
    if (!detail || body === null) return null
    return parse(body, {
      startedAt: new Date(atMs).toISOString(),
      responseTimeMs: latencyMs,
      timings: detail.timings,
    })
  }

  function latestOf(key: number): ProbeResult | null {
    const json = wholes.latest(key)
    return json === null ? null : parse(json, {})
  }

  /** In the hours that the stretch touches, in order. */
  function kept(key: number, fromMs: number, toMs: number): readonly KeptResult[] {
    return archive.timeline(key, fromMs, toMs).results.filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
  }

  return {
    between(key, fromMs, toMs, limit) {
      const latest = latestOf(key)
      const all = toMs > fromMs && limit > 0 ? kept(key, fromMs, toMs) : []
      return all
        .slice(-limit)
        .toReversed()
        .map((each) => past(each, latest))
    },
    nearest(key, atMs) {
      const hourStartMs = hourOf(atMs)
      const near = [
        archive.raw.before(key, hourStartMs),
        archive.raw.after(key, hourStartMs + hourMs),
        ...archive.tail.of(key),
        ...kept(key, hourStartMs, hourStartMs + hourMs),
      ]
      let best: KeptResult | null = null
      for (const each of near) {
        if (each && (!best || Math.abs(each.atMs - atMs) < Math.abs(best.atMs - atMs))) best = each
      }
      return best && past(best, latestOf(key))
    },
  }
}

/** Null for what no version of this program can have written. */
function parse(json: string, more: Partial<ProbeResult>): ProbeResult | null {
  try {
    return probeResultSchema.parse({ ...JSON.parse(json), ...more })
  } catch {
    return null
  }
}
