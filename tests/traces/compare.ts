import { resultLabel } from '../../electron/contract/result-codes.ts'
import { ms, type Time, time } from './duration.ts'
import type { Expected, ExpectedIncident, ExpectedNotice, Host, Trace } from './format.ts'
import { configOf } from './kept.ts'
import type { Recorded, RecordedIncident, RecordedNotice } from './record.ts'

/** What came out otherwise than the trace says, one sentence each; empty when it holds. */
export function differences(trace: Trace, host: Host, record: Recorded): string[] {
  const { because: _because, ...differs } = trace.differs?.[host] ?? { because: '' }
  const expected: Expected = { ...trace, ...differs }
  return [
    ...noticeDifferences(expected, record),
    ...shortened(incidentDifferences(expected, trace, record)),
    ...recordedDifferences(expected, record),
    ...shownDifferences(expected, record),
    ...record.faults.map((fault) => `the program logged an error: ${fault}`),
    ...(record.timersLeft === 0 ? [] : [`${record.timersLeft} timers outlived the program`]),
  ]
}

function noticeDifferences(expected: Expected, record: Recorded): string[] {
  const left = new Set(record.notices)
  const missing = expected.notices.flatMap((notice) => missingOf(notice, left))
  const surplus = [...left].map((notice) => `told, but should not have been: ${noticeText(notice)}`)
  return [...missing, ...surplus]
}

/** Takes out what fits, and says what is missing. */
function missingOf(expected: ExpectedNotice, left: Set<RecordedNotice>): string[] {
  const wanted = new Set(expected.about)
  let parts = 0
  for (const notice of left) {
    if (parts === (expected.atMost ?? 1) || !fits(expected, notice, wanted)) continue
    left.delete(notice)
    parts += 1
    for (const id of notice.notification.targetIds) wanted.delete(id)
    if (wanted.size === 0) return []
  }
  const rest = parts === 0 ? '' : `, of which not ${names([...wanted])}`
  return [`not told: ${expectedText(expected)}${rest}`]
}

function fits(expected: ExpectedNotice, { atMs, notification }: RecordedNotice, wanted: Set<string>): boolean {
  const [from, to] = expected.between
  const { subject, urgency, severity, title, body, targetIds } = notification
  return (
    atMs >= ms(from) &&
    atMs <= ms(to) &&
    subject === expected.subject &&
    urgency === expected.urgency &&
    severity === expected.severity &&
    expected.title.test(title) &&
    (expected.body?.test(body) ?? true) &&
    targetIds.length > 0 === expected.about.length > 0 &&
    targetIds.every((id) => wanted.has(id)) &&
    ((expected.atMost ?? 1) > 1 || targetIds.length === wanted.size)
  )
}

function incidentDifferences(expected: Expected, trace: Trace, record: Recorded): string[] {
  if (!expected.incidents) return []
  const left = new Set(record.incidents.values())
  const missing = expected.incidents.flatMap((incident) => {
    const found = [...left].find((recorded) => isIncident(incident, recorded, trace))
    if (found) left.delete(found)
    return found ? [] : [`no such incident: ${JSON.stringify(incident)}`]
  })
  return [...missing, ...[...left].map((incident) => `an incident too many: ${incidentText(incident)}`)]
}

function isIncident(expected: ExpectedIncident, recorded: RecordedIncident, trace: Trace): boolean {
  const { target, opened, closed, endUnknown = false, codes } = expected
  if (recorded.target !== target || recorded.endUnknown !== endUnknown) return false
  if (!within(opened, recorded.openedMs)) return false
  if (closed === null ? recorded.closedMs !== null : !within(closed, recorded.closedMs)) return false
  return codes === undefined || codes.join() === labels(trace, recorded).join()
}

function labels(trace: Trace, { target, codes }: RecordedIncident): (string | null)[] {
  const traced = trace.targets[target]
  return traced ? codes.map((code) => resultLabel(configOf(target, traced).protocol, code)) : []
}

function within(expected: Time | readonly [Time, Time], atMs: number | null): boolean {
  const [from, to] = typeof expected === 'string' ? [ms(expected), ms(expected) + 1000] : expected.map(ms)
  // The clock on the wall shows whole milliseconds only.
  return atMs !== null && from !== undefined && to !== undefined && atMs >= from - 1 && atMs <= to
}

function recordedDifferences(expected: Expected, record: Recorded): string[] {
  const decisions = (expected.decisions ?? []).filter(
    ({ target, subject, outcome, rule }) =>
      !record.decisions.some(
        ({ decision }) =>
          decision.targetId === target &&
          decision.subject === subject &&
          decision.outcome === outcome &&
          decision.rule === rule,
      ),
  )
  const gaps = (expected.gaps ?? []).filter(
    ({ cause, from, target }) =>
      !record.gaps.some(
        (gap) =>
          gap.cause === cause &&
          (target === undefined || gap.target === target) &&
          Math.abs(gap.fromMs - ms(from)) <= 2000,
      ),
  )
  return [
    ...decisions.map((decision) => `no such decision: ${JSON.stringify(decision)}`),
    ...gaps.map((gap) => `no such gap: ${JSON.stringify(gap)}`),
  ]
}

function shownDifferences(expected: Expected, record: Recorded): string[] {
  return Object.entries(expected.shows ?? {}).flatMap(([at, states]) =>
    Object.entries(states).flatMap(([id, state]) => {
      const shown = record.shown.get(ms(at))?.get(id)
      return shown === state ? [] : [`at ${at}, ${id} is shown as ${shown}, not ${state}`]
    }),
  )
}

function expectedText({ between, subject, title, body, about, urgency, severity }: ExpectedNotice): string {
  const words = body ? `${title} ${body}` : String(title)
  return `${between.join('..')} ${subject} ${words} (${severity}, ${urgency}) about ${names(about)}`
}

export function noticeText({ atMs, notification }: RecordedNotice): string {
  const { subject, title, body, urgency, severity, targetIds } = notification
  return `${time(atMs)} ${subject} "${title}" "${body}" (${severity}, ${urgency}) about ${names(targetIds)}`
}

function incidentText({ target, openedMs, closedMs, endUnknown, codes }: RecordedIncident): string {
  const end = closedMs === null ? 'open' : `${time(closedMs)}${endUnknown ? ' (unknown)' : ''}`
  return `${target} ${time(openedMs)}..${end} codes ${codes.join()}`
}

function names(ids: readonly string[]): string {
  if (ids.length === 0) return 'this machine'
  return ids.length > 6 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ')
}

/** Five hundred sentences that differ by a name say no more than a few. */
function shortened(all: string[]): string[] {
  return all.length > 8 ? [...all.slice(0, 8), `and ${all.length - 8} more`] : all
}
