import type { Decision } from '../contract/decisions.ts'
import type { Incident, Overview, PastResult, Retention, Series, Uptime, UptimeRange } from '../contract/history.ts'
import type { Notice } from '../contract/snapshot.ts'
import type { Clock, Memory, Timer } from '../monitor/ports.ts'
import type { IncidentState } from '../monitor/transition.ts'
import { createBatches } from './history/batch.ts'
import { createHeldMemory } from './history/held-memory.ts'
import { createLatestResults } from './history/latest-results.ts'
import { createLink, type Link } from './history/link.ts'
import type { Opened } from './history/messages.ts'
import { moveState } from './history/move-state.ts'
import type { DecisionRange, HistorySize, IncidentRange } from './history/reads.ts'
import type { GapRow, ResultRow, TargetRef } from './history/rows.ts'

/**
 * What was. Dates are wall-clock milliseconds since 1970. Writing is synchronous and cheap: it is in the file within a
 * second. Questions are answered by another thread, never reject for what is unknown, and can be given up; they reject
 * with the signal's reason, or with a `HistoryClosed`.
 */
export interface History {
  result(row: ResultRow): void
  gap(gap: GapRow): void
  /** Adds the incident, or brings the one of that id up to date. */
  incident(incident: IncidentState): void
  decision(decision: Decision): void
  /** Removes everything about the target but its memory. */
  forget(targetId: string): void
  /** How long each tier is kept, from now on. */
  retain(retention: Retention): void

  /** At most `points` slots, without gaps between them; a range that ends before it begins has none. */
  series(id: string, fromMs: number, toMs: number, points: number, signal?: AbortSignal): Promise<Series>
  /** Of the last hour, day and so on. */
  uptime(
    id: string,
    ranges: readonly UptimeRange[],
    nowMs: number,
    signal?: AbortSignal,
  ): Promise<Partial<Record<UptimeRange, Uptime>>>
  uptimeBetween(id: string, fromMs: number, toMs: number, signal?: AbortSignal): Promise<Uptime>
  overview(ids: readonly string[], nowMs: number, signal?: AbortSignal): Promise<Overview>
  /** Those that touch the range, the latest first. */
  incidents(range: IncidentRange, signal?: AbortSignal): Promise<Incident[]>
  /** The raw result that began closest to the moment; null where none is kept. */
  nearest(id: string, atMs: number, signal?: AbortSignal): Promise<PastResult | null>
  /** Raw results that began in the range, the latest first. */
  results(id: string, fromMs: number, toMs: number, limit: number, signal?: AbortSignal): Promise<PastResult[]>
  /** The latest first. */
  decisions(range: DecisionRange, signal?: AbortSignal): Promise<Decision[]>
  size(signal?: AbortSignal): Promise<HistorySize>
  /** Targets there is a history of, as they were last probed. */
  targets(signal?: AbortSignal): Promise<TargetRef[]>
}

export interface OpenHistory {
  /** Of the file; it need not exist. `state.json` beside it, of earlier versions, is moved into it once. */
  path: string
  clock: Clock
  retention: Retention
  /** Something a person should know came up while running. The same notice is told again only after it was over. */
  onFault(notice: Notice): void
  /** What the notice of that id told is over. */
  onRecovered?(id: string): void
  /** Where the worker's file is not where this one expects it. */
  workerUrl?: URL
}

export interface OpenedHistory {
  history: History
  memory: Memory
  notices: Notice[]
  /** Saves what is not saved yet. Nothing may be written afterwards, and questions are no longer answered. */
  close(): Promise<void>
}

/**
 * How long a result may wait for others before it is written. Less than a second, so that with the commit itself a
 * program that is killed loses nothing that is older than one.
 */
const writeAfterMs = 800

/** Writes under way: with a disk that hangs, what comes later is gathered where its amount is limited. */
const maxWriting = 500

/** Without anything to write, how often the file is told that the program is alive: what is held ends there after a crash. */
const aliveEveryMs = 30_000

/** A disk that does not answer must not keep the program from monitoring, nor from ending. */
const openWithinMs = 10_000
const closeWithinMs = 5000

/** Opens the history in a thread of its own. It never rejects: without a usable file everything works in memory. */
export async function openHistory(options: OpenHistory): Promise<OpenedHistory> {
  const { path, clock, retention } = options
  const batches = createBatches()
  const latest = createLatestResults()
  const link = createLink({
    ...(options.workerUrl ? { workerUrl: options.workerUrl } : {}),
    onFault: (notice) => options.onFault(notice),
    onRecovered: (id) => options.onRecovered?.(id),
    onAnew() {
      held.markAll()
    },
  })
  const opening = clock.after(openWithinMs, () => link.abandon('the disk does not answer'))
  const opened: Opened = await link.open({
    path,
    nowMs: clock.wallMs(),
    monotonicMs: clock.monotonicMs(),
    retention,
  })
  opening.cancel()
  const held = createHeldMemory(opened.memory, opened.seen, clock, changed)
  let timer: Timer | null = null
  /** Something waits to be written. */
  let waiting = false
  let closed = false
  const writing = new Set<Promise<boolean>>()

  function changed(): void {
    if (waiting || closed) return
    waiting = true
    wait(writeAfterMs)
  }

  function wait(delayMs: number): void {
    timer?.cancel()
    timer = clock.after(delayMs, () => void flushSoon())
  }

  async function flushSoon(): Promise<void> {
    if (writing.size >= maxWriting) return wait(writeAfterMs)
    const write = flush()
    wait(aliveEveryMs)
    writing.add(write)
    await write
    writing.delete(write)
  }

  /** Whether what was gathered is in the file. It never rejects. */
  function flush(): Promise<boolean> {
    waiting = false
    timer?.cancel()
    return link.write({
      nowMs: clock.wallMs(),
      monotonicMs: clock.monotonicMs(),
      batches: batches.take(),
      ...held.takeChanges(),
      latest: latest.take(clock.monotonicMs(), closed),
    })
  }

  const moved = opened.inMemory ? [] : await moveState(path, clock, held.memory, flush)
  wait(waiting ? writeAfterMs : aliveEveryMs)

  const history: History = {
    result(row) {
      batches.result(row)
      latest.note(row.result)
      changed()
    },
    gap(gap) {
      batches.gap(gap)
      changed()
    },
    incident(incident) {
      batches.incident(incident)
      changed()
    },
    decision(decision) {
      batches.decision(decision)
      changed()
    },
    forget(targetId) {
      batches.forget(targetId)
      latest.forget(targetId)
      changed()
    },
    retain: (retention) => link.retain(retention),
    series: (id, fromMs, toMs, points, signal) =>
      link.ask({ name: 'series', args: [id, fromMs, toMs, points] }, signal),
    uptime: (id, ranges, nowMs, signal) => link.ask({ name: 'uptime', args: [id, ranges, nowMs] }, signal),
    uptimeBetween: (id, fromMs, toMs, signal) => link.ask({ name: 'uptimeBetween', args: [id, fromMs, toMs] }, signal),
    overview: (ids, nowMs, signal) => overviewInParts(link, ids, nowMs, signal),
    incidents: (range, signal) => link.ask({ name: 'incidents', args: [range] }, signal),
    async nearest(id, atMs, signal) {
      const past = await link.ask({ name: 'nearest', args: [id, atMs] }, signal)
      return past && latest.complete(id, past)
    },
    async results(id, fromMs, toMs, limit, signal) {
      const all = await link.ask({ name: 'results', args: [id, fromMs, toMs, limit] }, signal)
      return all.map((past) => latest.complete(id, past))
    },
    decisions: (range, signal) => link.ask({ name: 'decisions', args: [range] }, signal),
    size: (signal) => link.ask({ name: 'size', args: [] }, signal),
    targets: (signal) => link.ask({ name: 'targets', args: [] }, signal),
  }
  return {
    history,
    memory: held.memory,
    notices: [...opened.notices, ...moved],
    async close() {
      closed = true
      timer?.cancel()
      const closing = clock.after(closeWithinMs, () => link.abandon('the disk does not answer'))
      await Promise.all(writing)
      await flush()
      await link.close()
      closing.cancel()
    },
  }
}

/** Targets that are asked for at once: other questions are answered in between. */
const overviewPart = 100

async function overviewInParts(
  link: Link,
  ids: readonly string[],
  nowMs: number,
  signal?: AbortSignal,
): Promise<Overview> {
  const parts: readonly string[][] = Array.from(
    { length: Math.max(1, Math.ceil(ids.length / overviewPart)) },
    (_, part) => ids.slice(part * overviewPart, (part + 1) * overviewPart),
  )
  const answers = await Promise.all(parts.map((part) => link.ask({ name: 'overview', args: [part, nowMs] }, signal)))
  return { targets: Object.assign({}, ...answers.map(({ targets }) => targets)), slotMs: answers[0]?.slotMs ?? 60_000 }
}
