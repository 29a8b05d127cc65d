import { uptimeRanges } from '../contract/history.ts'
import type { Answer, FailureCode } from '../contract/schemas.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Monitor } from '../monitor/ports.ts'
import { HistoryClosed } from '../storage/history/link.ts'
import type { History } from '../storage/history.ts'
import type { SettingsStore } from '../storage/ports.ts'
import { collectReport, type ReportSource } from './collect-report.ts'
import { incidentReport } from './incident-report.ts'
import { pastResults } from './past-results.ts'
import type { Handlers } from './requests.ts'
import { type AboutTarget, resultsCsv, resultsJson } from './results-text.ts'
import { retentionFault, retentionOf } from './retention.ts'

export interface HistoryHandlersDeps {
  history: History
  settings: SettingsStore
  monitor: Pick<Monitor, 'target' | 'targets'>
  clock: Clock
  /** IANA name of the zone that a report's times are in; read at each use, as a machine travels. */
  timeZone: () => string
}

type Channel = Extract<keyof Handlers, `history:${string}` | `retention:${string}` | 'decisions:get'>

/** Every question of the page is answered in milliseconds; a disk that hangs must not keep it waiting for ever. */
const answerWithinMs = 15_000

/** A text of more than this is no longer something to open in a program for tables. */
const maxExported = 200_000

const failed = (code: FailureCode, message: string): Answer<never> => ({ ok: false, code, message })

/** Answers what is asked about the past. */
export function historyHandlers(deps: HistoryHandlersDeps): Pick<Handlers, Channel> {
  const { history, settings, monitor, clock } = deps

  async function answer<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<Answer<T>> {
    const overdue = new AbortController()
    const timer = clock.after(answerWithinMs, () => overdue.abort())
    try {
      return { ok: true, value: await ask(overdue.signal) }
    } catch (error) {
      if (overdue.signal.aborted) return failed('internal', 'the history did not answer in time; try a shorter range')
      if (error instanceof HistoryClosed) return failed('disconnected', 'Portlight is ending')
      throw error
    } finally {
      timer.cancel()
    }
  }

  async function exported(
    about: AboutTarget,
    request: { from: number; to: number; format: 'csv' | 'json' },
    signal: AbortSignal,
  ): Promise<string | null> {
    const text = request.format === 'csv' ? resultsCsv(about) : resultsJson(about)
    const first = await history.nearest(about.id, 0, signal)
    const range = { fromMs: request.from, toMs: request.to, firstMs: first?.at ?? null }
    const pieces = [text.begin()]
    let count = 0
    for await (const piece of pastResults(
      (from, to, limit) => history.results(about.id, from, to, limit, signal),
      range,
    )) {
      count += piece.length
      if (count > maxExported) return null
      pieces.push(text.piece(piece))
    }
    return [...pieces, text.end()].join('')
  }

  async function reported({ from, to }: { from: number; to: number }, signal: AbortSignal): Promise<string> {
    const source: ReportSource = {
      incidents: (range) => history.incidents(range, signal),
      uptimeBetween: (id, fromMs, toMs) => history.uptimeBetween(id, fromMs, toMs, signal),
    }
    const about = monitor.targets().map(aboutTarget)
    const collected = await collectReport(source, about, { fromMs: from, toMs: to })
    return incidentReport({ ...collected, nowMs: clock.wallMs(), timeZone: deps.timeZone() })
  }

  return {
    'decisions:get': ({ id, limit }) => answer((signal) => history.decisions({ id, limit }, signal)),
    'history:overview': ({ ids }) => answer((signal) => history.overview(ids, clock.wallMs(), signal)),
    'history:series': ({ id, from, to, points }) => answer((signal) => history.series(id, from, to, points, signal)),
    'history:uptime': ({ id }) =>
      answer(async (signal) => {
        const found = await history.uptime(id, uptimeRanges, clock.wallMs(), signal)
        const nothing = { uptime: null, coverage: 0 }
        return {
          '1h': found['1h'] ?? nothing,
          '24h': found['24h'] ?? nothing,
          '7d': found['7d'] ?? nothing,
          '30d': found['30d'] ?? nothing,
          '90d': found['90d'] ?? nothing,
        }
      }),
    'history:incidents': ({ id, from, to, limit }) =>
      answer((signal) => history.incidents({ id, fromMs: from, toMs: to, limit }, signal)),
    'history:nearest': ({ id, at }) => answer((signal) => history.nearest(id, at, signal)),
    'history:export': async ({ id, ...request }) => {
      const target = monitor.target(id)
      if (!target) return failed('not-found', 'this target is no longer in the list')
      const text = await answer((signal) => exported(aboutTarget(target), request, signal))
      if (!text.ok) return text
      if (text.value === null) {
        return failed('unsupported', `there are more than ${maxExported} results in this range; choose a shorter one`)
      }
      return { ok: true, value: { text: text.value } }
    },
    'history:report': async (range) => {
      const text = await answer((signal) => reported(range, signal))
      return text.ok ? { ok: true, value: { text: text.value } } : text
    },
    'history:size': () => answer((signal) => history.size(signal)),
    'retention:get': () => ({ ok: true, value: retentionOf(settings.current) }),
    'retention:set': (retention) => {
      const fault = retentionFault(retention)
      if (fault !== null) return failed('invalid-request', fault)
      const saved = settings.change((before) => ({ ...before, retention }))
      if (!saved.ok) return failed('not-saved', saved.message)
      history.retain(retention)
      return { ok: true, value: retention }
    },
  }
}

function aboutTarget({ id, name, protocol, target }: TargetConfig): AboutTarget {
  return { id, name: name ?? target, protocol, target }
}
