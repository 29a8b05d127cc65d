import { openHistoryReader } from '../../electron/storage/history-reader.ts'
import type { Entry } from './journal.ts'
import type { Tally } from './observer.ts'

/** Codes of results that are none are counted as this. */
export const localFault = 100

/** Compares what is in the file with what happened, and answers with sentences about what is missing. */
export function judgeHistory(
  path: string,
  tallies: ReadonlyMap<string, Tally>,
  entries: readonly Entry[],
  began: { wallMs: number },
): { results: number; incidents: number; faults: string[] } {
  const opened = openHistoryReader(path)
  if (!opened.ok) return { results: 0, incidents: 0, faults: [opened.message] }
  const { reader } = opened
  const { reads } = reader
  const faults: string[] = []
  const farMs = began.wallMs + 400 * 86_400_000
  let results = 0
  for (const [id, expected] of tallies) {
    const found: Tally = { results: 0, codes: 0, startedMs: 0 }
    for (const { at, code } of reads.results(id, 0, farMs, expected.results + 1000)) {
      found.results += 1
      found.codes += code ?? localFault
      found.startedMs += at - began.wallMs
    }
    results += found.results
    if (JSON.stringify(found) !== JSON.stringify(expected)) {
      faults.push(`of ${id} the history has ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`)
    }
  }
  const kept = new Map<string, number>()
  for (const id of tallies.keys()) {
    for (const incident of reads.incidents({ id, fromMs: 0, toMs: farMs, limit: 100_000 })) {
      kept.set(incident.id, incident.failures)
    }
  }
  // One whose target was away meanwhile has ended more than once.
  const ended = new Map(
    entries.flatMap((entry) => (entry.kind === 'incident' ? [[entry.id, entry.failures] as const] : [])),
  )
  for (const [id, failures] of ended) {
    if (kept.get(id) !== failures) {
      faults.push(`of ${id} the history has ${kept.get(id) ?? 'no'} failures instead of ${failures}`)
    }
  }
  reader.close()
  return { results, incidents: kept.size, faults }
}
