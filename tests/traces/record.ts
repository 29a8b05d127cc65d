import type { CheckedNotifier, Delivery, Notification } from '../../electron/alerts/notifier.ts'
import type { Decision } from '../../electron/contract/decisions.ts'
import type { GapCause } from '../../electron/contract/history.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import type { State } from '../../electron/contract/states.ts'
import type { Log } from '../../electron/storage/log.ts'
import type { TraceClock } from './clock.ts'
import type { Probed } from './fake-probe.ts'
import type { NotifierMode } from './format.ts'

// All times are real milliseconds since the trace began, whatever the clock on the wall said.

export interface RecordedNotice {
  atMs: number
  notification: Notification
  delivered: boolean
}

export interface RecordedIncident {
  id: string
  target: string
  openedMs: number
  closedMs: number | null
  endUnknown: boolean
  codes: number[]
  failures: number
}

export interface RecordedGap {
  target: string | null
  fromMs: number
  toMs: number | null
  cause: GapCause
}

/** All that came of a trace. */
export interface Recorded {
  notices: RecordedNotice[]
  incidents: Map<string, RecordedIncident>
  decisions: { atMs: number; decision: Decision }[]
  gaps: RecordedGap[]
  results: { atMs: number; result: ProbeResult; counted: boolean }[]
  probes: Probed[]
  /** By time, what the list showed of each target. */
  shown: Map<number, Map<string, State>>
  /** What the program took for mistakes of its own. */
  faults: string[]
  /** Timers that outlived the program. */
  timersLeft: number
}

export function createRecord(): Recorded {
  return {
    notices: [],
    incidents: new Map(),
    decisions: [],
    gaps: [],
    results: [],
    probes: [],
    shown: new Map(),
    faults: [],
    timersLeft: 0,
  }
}

/** After the 15 s that a notifier is given. */
const lateMs = 20_000

/** Keeps every notification, and does with it what the trace says. */
export function createNotifier(clock: TraceClock, record: Recorded, mode: () => NotifierMode): CheckedNotifier {
  const status = { adapter: 'recorder', reason: null }
  return {
    name: 'recorder',
    status,
    check: async () => status,
    onStatus: () => () => {},
    close: () => {},
    notify(notification) {
      const now = mode()
      const delivered = now === 'works' || now === 'twice'
      record.notices.push({ atMs: clock.elapsedMs(), notification, delivered })
      return answer(clock, now)
    },
  }
}

function answer(clock: TraceClock, mode: NotifierMode): Promise<Delivery> {
  switch (mode) {
    case 'works':
      return Promise.resolve('shown')
    case 'fails':
      return Promise.resolve('failed')
    case 'throws':
      return Promise.reject(new Error('the bus is gone'))
    case 'hangs':
      return new Promise(() => {})
    case 'late':
      return new Promise((resolve) => void clock.after(lateMs, () => resolve('shown')))
    case 'twice': {
      const { promise, resolve, reject } = Promise.withResolvers<Delivery>()
      resolve('shown')
      resolve('failed')
      reject(new Error('answered already'))
      return promise
    }
  }
}

/** Errors are mistakes of the program; a trace has none. */
export function createLogRecord(record: Recorded): Log {
  return {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (message, fields) => void record.faults.push(`${message} ${JSON.stringify(fields ?? {})}`),
    close: async () => {},
  }
}
