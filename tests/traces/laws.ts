import { noticeText } from './compare.ts'
import { time } from './duration.ts'
import { type Stretch, startingMs, type Truth, without } from './random-trace.ts'
import type { Recorded, RecordedNotice } from './record.ts'

/** What a person who reads every notice takes a target to be. */
type Known = 'up' | 'down' | 'flapping'

/** Of the slowest probe here: it waits for its connection, in vain. */
const probeMs = 5000
/** What begins together is told together. */
const gatherMs = 5000

/** The most that may pass from the beginning of an outage until it is told. */
export function tellWithinMs(everyMs: number): number {
  const retryMs = Math.max(1000, Math.min(everyMs / 3, 5000))
  return retryMs + 2 * probeMs + 2 * everyMs + gatherMs
}

/** How far a down notice may lie behind the failure it tells of, where nothing holds it back. */
function heldBackMs(everyMs: number): number {
  return tellWithinMs(everyMs) + 2 * everyMs
}

/** What the notices say that they must not, or do not say that they must; empty when the laws hold. */
export function broken(truth: Truth, record: Recorded): string[] {
  return Object.entries(truth.targets).flatMap(([id, { everyMs, outages }]) => {
    const told = record.notices.filter(({ notification }) => notification.targetIds.includes(id))
    const history = knownAfter(id, told)
    return [
      ...history.wrong,
      ...falseAlarms(id, told, outages, truth, everyMs),
      ...unconfirmed(id, told, truth, record, everyMs),
      ...untold(id, history.known, outages, truth, everyMs),
      ...unended(id, history.known, outages, truth, everyMs),
      ...openIncidents(id, outages, truth, record, everyMs),
    ]
  })
}

/** Follows the notices of one target: down is told of what was up, and up of what was down. */
function knownAfter(id: string, told: readonly RecordedNotice[]) {
  const known: { atMs: number; known: Known }[] = [{ atMs: 0, known: 'up' }]
  const wrong: string[] = []
  for (const notice of told) {
    const before = known.at(-1)?.known ?? 'up'
    const { subject, severity } = notice.notification
    const after = afterNotice(subject, severity, before)
    if (after === null) wrong.push(`${id}, known to be ${before}: ${noticeText(notice)}`)
    else known.push({ atMs: notice.atMs, known: after })
  }
  return { known, wrong }
}

function afterNotice(subject: string, severity: string, before: Known): Known | null {
  switch (subject) {
    case 'down':
    case 'still-down':
      return before === 'up' ? 'down' : null
    case 'changed':
    case 'reminder':
      return before === 'down' ? 'down' : null
    case 'up':
      return before === 'down' ? 'up' : null
    case 'flapping':
      return before === 'flapping' ? null : 'flapping'
    case 'steady':
      return before === 'flapping' ? (severity === 'down' ? 'down' : 'up') : null
    default:
      return null
  }
}

function at(known: readonly { atMs: number; known: Known }[], nowMs: number): Known {
  return known.findLast(({ atMs }) => atMs <= nowMs)?.known ?? 'up'
}

/** No notice that a target is down without an outage behind it. */
function falseAlarms(
  id: string,
  told: readonly RecordedNotice[],
  outages: readonly Stretch[],
  truth: Truth,
  everyMs: number,
): string[] {
  return told
    .filter(({ notification }) => notification.severity === 'down')
    .filter(({ atMs }) => {
      const sinceMs = windowMs(atMs, truth, everyMs)
      return !outages.some(({ fromMs, toMs }) => fromMs <= atMs && toMs >= sinceMs)
    })
    .map((notice) => `${id} never failed: ${noticeText(notice)}`)
}

/** No notice that a target is down after a single failure. */
function unconfirmed(
  id: string,
  told: readonly RecordedNotice[],
  truth: Truth,
  { probes }: Recorded,
  everyMs: number,
): string[] {
  const failures = probes.filter(({ target, failed }) => target === id && failed)
  return told
    .filter(({ notification: { subject } }) => subject === 'down' || subject === 'still-down')
    .filter(({ atMs }) => {
      const sinceMs = windowMs(atMs, truth, everyMs)
      return failures.filter(({ endedMs }) => endedMs >= sinceMs && endedMs <= atMs).length < 2
    })
    .map((notice) => `${id} failed but once: ${noticeText(notice)}`)
}

/** Since when what a notice tells must have been seen. */
function windowMs(atMs: number, { disturbances }: Truth, everyMs: number): number {
  const disturbed = disturbances.filter(({ fromMs, toMs }) => fromMs <= atMs && toMs >= atMs - heldBackMs(everyMs))
  // What a sleep, or the end of the program, held back is told after it.
  return Math.min(atMs, ...disturbed.map(({ fromMs }) => fromMs)) - heldBackMs(everyMs)
}

/** An outage that lasts, while the machine sees, is known. */
function untold(
  id: string,
  known: readonly { atMs: number; known: Known }[],
  outages: readonly Stretch[],
  { disturbances }: Truth,
  everyMs: number,
): string[] {
  const needMs = tellWithinMs(everyMs)
  return outages.flatMap((outage) => {
    const watched = { fromMs: Math.max(outage.fromMs, startingMs), toMs: outage.toMs }
    const seen = without(watched, disturbances).filter(({ fromMs, toMs }) => toMs - fromMs > needMs)
    return seen
      .filter(({ fromMs }) => at(known, fromMs + needMs) === 'up')
      .map(({ fromMs }) => `${id} is down from ${time(outage.fromMs)} on, and at ${time(fromMs + needMs)} nobody knows`)
  })
}

/** Where a target answers for long enough while the machine sees, nobody believes it down any more. */
function unended(
  id: string,
  known: readonly { atMs: number; known: Known }[],
  outages: readonly Stretch[],
  { disturbances, endsMs }: Truth,
  everyMs: number,
): string[] {
  const needMs = tellWithinMs(everyMs)
  const well = without({ fromMs: startingMs, toMs: endsMs }, [...outages, ...disturbances])
  return well
    .filter(({ fromMs, toMs }) => toMs - fromMs > needMs && at(known, fromMs + needMs) === 'down')
    .map(({ fromMs }) => `${id} is up from ${time(fromMs)} on, and at ${time(fromMs + needMs)} nobody knows`)
}

/** At the end, what is up has no open incident. */
function openIncidents(
  id: string,
  outages: readonly Stretch[],
  truth: Truth,
  record: Recorded,
  everyMs: number,
): string[] {
  const last = without({ fromMs: startingMs, toMs: truth.endsMs }, [...outages, ...truth.disturbances]).at(-1)
  if (!last || last.toMs !== truth.endsMs || last.toMs - last.fromMs < tellWithinMs(everyMs)) return []
  const open = [...record.incidents.values()].filter(({ target, closedMs }) => target === id && closedMs === null)
  return open.map(({ openedMs }) => `${id} is up at the end, with the incident of ${time(openedMs)} still open`)
}
