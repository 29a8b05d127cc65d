import { startAlerts } from '../../electron/alerts/alerts.ts'
import type { Notification } from '../../electron/alerts/notifier.ts'
import type { Silence } from '../../electron/alerts/policy.ts'
import { type AlertSettings, defaultAlertSettings } from '../../electron/contract/alert-settings.ts'
import type { Decision } from '../../electron/contract/decisions.ts'
import type { JsonValue } from '../../electron/contract/expectations.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import type { State } from '../../electron/contract/states.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createListeners } from '../../electron/monitor/listeners.ts'
import type { Memory, MonitorEvent, TargetStatus } from '../../electron/monitor/ports.ts'
import type { Sight, Transition } from '../../electron/monitor/transition.ts'
import { createFakeClock, type FakeClock } from '../monitor/fake-clock.ts'
import { probeResult, tcpTarget } from '../monitor/samples.ts'

/** A memory that keeps what it is given as a file would: as text. */
export function createFakeMemory(): Memory & { kept: Map<string, string>; seenIds: Set<string> } {
  const kept = new Map<string, string>()
  const seenIds = new Set<string>()
  return {
    kept,
    seenIds,
    get(id, kind) {
      const text = kept.get(`${id} ${kind}`)
      return text === undefined ? undefined : JSON.parse(text)
    },
    set: (id, kind, value: JsonValue) => void kept.set(`${id} ${kind}`, JSON.stringify(value)),
    delete(id, kind) {
      for (const key of kept.keys())
        if (key === `${id} ${kind}` || (!kind && key.startsWith(`${id} `))) kept.delete(key)
    },
    seen: (id) => void seenIds.add(id),
  }
}

const pending: TargetStatus = {
  state: 'pending',
  sinceMs: null,
  code: null,
  lastChangeMs: null,
  lastResult: null,
  paused: null,
  confirming: null,
  flapping: false,
  settled: null,
  noData: null,
  probing: false,
  nextProbeMs: null,
}

export interface StageOptions {
  clock?: FakeClock
  memory?: ReturnType<typeof createFakeMemory>
  settings?: Partial<AlertSettings>
  targets?: TargetConfig[]
  sight?: Sight
}

/** Alerts before a monitor that does what it is told. Each step is told as the real one tells it. */
export function createStage(options: StageOptions = {}) {
  const clock = options.clock ?? createFakeClock()
  const memory = options.memory ?? createFakeMemory()
  const targets = new Map((options.targets ?? [tcpTarget('a')]).map((target) => [target.id, target]))
  const statuses = new Map<string, TargetStatus>()
  const silences = new Map<string, Partial<Silence>>()
  const listeners = createListeners<MonitorEvent>((error) => {
    throw error
  })
  const sent: (Notification & { atMs: number })[] = []
  const decisions: Decision[] = []
  const probed: string[] = []
  const state: { settings: AlertSettings; enabled: boolean; sight: Sight } = {
    settings: { ...defaultAlertSettings, ...options.settings },
    enabled: true,
    sight: options.sight ?? { kind: 'seeing' },
  }
  let incidents = 0
  const openIncidents = new Map<string, { id: string; openedMs: number }>()

  const statusOf = (id: string) => statuses.get(id) ?? pending
  const targetOf = (id: string) => {
    const target = targets.get(id)
    if (!target) throw new Error(`no target ${id}`)
    return target
  }

  const alerts = startAlerts({
    monitor: {
      subscribe: (listener) => listeners.subscribe(listener),
      target: (id) => targets.get(id),
      targets: () => [...targets.values()],
      status: (id) => (targets.has(id) ? statusOf(id) : undefined),
      sight: () => state.sight,
      async probeNow(id) {
        probed.push(id)
        return await Promise.resolve(null)
      },
    },
    memory,
    delivery: { send: (notification) => sent.push({ ...notification, atMs: clock.monotonicMs() }) },
    settings: () => state.settings,
    enabled: () => state.enabled,
    silenceOf: ({ id }) => ({ snoozed: null, maintenance: null, ...silences.get(id) }),
    clock,
    onDecision: (decision) => decisions.push(decision),
  })

  function result(
    id: string,
    code: number | null,
    after: State,
    given: Partial<ProbeResult> = {},
    counted = true,
  ): ProbeResult {
    const target = targetOf(id)
    const probed = probeResult(id, code, {
      protocol: target.protocol,
      name: target.name ?? target.target,
      startedAt: new Date(clock.wallMs()).toISOString(),
      ...given,
    })
    const before = statusOf(id)
    const settled = after === 'up' || after === 'down' || after === 'degraded' ? after : before.settled
    statuses.set(id, { ...before, state: after, settled, lastResult: probed })
    listeners.emit({
      type: 'result',
      target,
      result: probed,
      before,
      after: statusOf(id),
      counted,
      slow: false,
      maintenance: false,
      lagMs: 0,
    })
    return probed
  }

  function transition(id: string, made: Transition): void {
    if (made.kind === 'down') {
      incidents += 1
      openIncidents.set(id, { id: `incident-${incidents}`, openedMs: made.sinceMs })
    }
    const open = openIncidents.get(id)
    const incident = open && {
      ...open,
      targetId: id,
      lastSeenMs: clock.wallMs(),
      closedMs: null,
      endUnknown: false,
      codes: [1],
      worst: 1,
      result: { reason: made.result.reason, message: made.result.message },
      failures: 2,
    }
    listeners.emit({
      type: 'transition',
      target: targetOf(id),
      transition: made,
      incident: incident ?? null,
      atMs: clock.wallMs(),
    })
    if (made.kind === 'up') openIncidents.delete(id)
  }

  for (const target of targets.values()) listeners.emit({ type: 'status', target, after: statusOf(target.id) })

  return {
    clock,
    memory,
    state,
    alerts,
    sent,
    decisions,
    probed,
    silences,
    result,
    transition,
    titles: () => sent.map(({ title }) => title),
    /** `subject outcome rule` of every decision of a target. */
    rules: (id: string | null = 'a') =>
      decisions
        .filter(({ targetId }) => targetId === id)
        .map(({ subject, outcome, rule }) => `${subject} ${rule ?? outcome}`),
    setStatus: (id: string, change: Partial<TargetStatus>) => statuses.set(id, { ...statusOf(id), ...change }),
    add: (target: TargetConfig) => {
      targets.set(target.id, target)
      listeners.emit({ type: 'status', target, after: statusOf(target.id) })
    },
    remove: (id: string) => {
      targets.delete(id)
      statuses.delete(id)
      listeners.emit({ type: 'removed', id })
    },
    replace: (target: TargetConfig) => {
      targets.set(target.id, target)
      statuses.delete(target.id)
      listeners.emit({ type: 'replaced', target, after: pending })
    },
    pause: (id: string) => {
      statuses.set(id, { ...statusOf(id), state: 'paused', paused: { untilMs: null } })
      listeners.emit({ type: 'status', target: targetOf(id), after: statusOf(id) })
    },
    resume: (id: string) => {
      statuses.set(id, { ...statusOf(id), state: 'pending', paused: null })
      listeners.emit({ type: 'status', target: targetOf(id), after: statusOf(id) })
    },
    see: (sight: Sight) => {
      state.sight = sight
      listeners.emit({ type: 'sight', sight })
    },
    /** A success that changes nothing. */
    up: (id = 'a', given: Partial<ProbeResult> = {}) => void result(id, 0, 'up', given),
    /** A failure that is still to be confirmed. */
    confirming: (id = 'a', given: Partial<ProbeResult> = {}) => void result(id, 1, 'confirming', given),
    /** Another failure of what is down. */
    failing: (id = 'a', code = 1) => void result(id, code, 'down'),
    /** A failure that makes it down. */
    down: (id = 'a', code = 1, given: Partial<ProbeResult> = {}, upForMs: number | null = null) => {
      const made = result(id, code, 'down', given)
      transition(id, { kind: 'down', code, result: made, sinceMs: clock.wallMs(), upForMs })
    },
    changed: (id: string, from: number, code: number) => {
      const made = result(id, code, 'down')
      transition(id, { kind: 'changed', from, code, result: made, sinceMs: clock.wallMs() })
    },
    /** A success that makes it up again. */
    recovered: (id = 'a', downForMs: number | null = null) => {
      const made = result(id, 0, 'up')
      transition(id, { kind: 'up', result: made, downSinceMs: null, downForMs })
    },
    flapping: (id = 'a', code = 1) => {
      const made = result(id, code, code === 0 ? 'up' : 'down')
      statuses.set(id, { ...statusOf(id), flapping: true })
      transition(id, { kind: 'flapping', result: made, changes: 6, withinMs: 600_000 })
    },
    steady: (id = 'a', code = 0) => {
      const made = result(id, code, code === 0 ? 'up' : 'down')
      statuses.set(id, { ...statusOf(id), flapping: false })
      transition(id, { kind: 'steady', result: made, stands: code === 0 ? 'up' : 'down' })
    },
    stop: () => alerts.stop(),
  }
}

export type Stage = ReturnType<typeof createStage>
