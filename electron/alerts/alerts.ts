import type { AlertSettings } from '../contract/alert-settings.ts'
import type { Decision } from '../contract/decisions.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Memory, Monitor, MonitorEvent } from '../monitor/ports.ts'
import { createCertificates } from './certificates.ts'
import { createCompany } from './company.ts'
import { type About, createDecisions } from './decisions.ts'
import type { NotificationQueue } from './delivery.ts'
import { createDesk } from './desk.ts'
import { createElapsed } from './elapsed.ts'
import { explain } from './explain.ts'
import { createInspector } from './inspector.ts'
import type { Delivery, Notification } from './notifier.ts'
import { createOfflineWatch, type OfflineCause } from './offline.ts'
import { createParents } from './parents.ts'
import { machineObjection, type Silence } from './policy.ts'
import { createQuietNow } from './quiet.ts'
import { type AlertRecord, createRecords } from './record.ts'
import { createReminders } from './reminders.ts'
import { createSeen } from './seen.ts'
import { createSender } from './sender.ts'
import { stand, untold } from './standing.ts'
import { aboutState } from './state-news.ts'
import { createTellables, type Tellable } from './tellables.ts'
import { type AlertWords, english } from './words.ts'

export interface AlertsDeps {
  /** `probeNow` looks at a parent when what depends on it fails. */
  monitor: Pick<Monitor, 'subscribe' | 'target' | 'targets' | 'status' | 'sight' | 'probeNow'>
  /** Kinds `told`, `certificates` and `reminder` are its own. */
  memory: Memory
  delivery: Pick<NotificationQueue, 'send'>
  /** Read at each use. */
  settings: () => AlertSettings
  /** Whether notifications are on at all; read at each use. */
  enabled: () => boolean
  /** What is told, in words; read at each use. Absent: English. */
  words?: () => AlertWords
  /** Whether the target is snoozed, or in maintenance, at this moment. */
  silenceOf: (target: TargetConfig) => Silence
  clock: Clock
  /** Must not throw. */
  onDecision: (decision: Decision) => void
}

export interface Alerts {
  /** The settings are other than before: what is due by them now is told now. */
  refresh(): void
  /** What became of a notification, so that one that was not shown is not recorded as told only. */
  heard(notification: Notification, delivery: Delivery): void
  /** Ends every timer. What waits to be told is remembered and told in the next run. */
  stop(): void
}

type Of<T extends MonitorEvent['type']> = Extract<MonitorEvent, { type: T }>

/**
 * Tells a person what changes, from now until stopped. With notifications disabled everything is decided and remembered
 * all the same, so that enabling them does not tell old news.
 */
export function startAlerts(deps: AlertsDeps): Alerts {
  const { clock, memory, monitor, settings, words = () => english } = deps
  const decisions = createDecisions(() => clock.wallMs(), deps.onDecision)
  const records = createRecords(memory)
  const elapsed = createElapsed(clock)
  const reminders = createReminders(memory, clock, elapsed, settings)
  const certificates = createCertificates(memory, clock, settings)
  const inspector = createInspector({ monitor, certificates })
  const seen = createSeen(clock, elapsed)
  const parents = createParents({ monitor, clock, silenceOf: deps.silenceOf })
  const offline = createOfflineWatch(clock, tellOffline, () => decisions.suppressed(aboutMachine('online'), 'kind-off'))
  const quietUntil = createQuietNow(
    () => settings().quietHours,
    () => clock.wallMs(),
  )
  const sender = createSender({ clock, settings, words, delivery: deps.delivery, decisions, allFail })
  const tellables = createTellables({
    monitor,
    clock,
    seen,
    records,
    reminders,
    certificates,
    parents,
    circumstances,
    silenceOf: deps.silenceOf,
    onRecord: save,
    lookIn: (delayMs) => desk.lookIn(delayMs),
  })
  /** What there may be to tell. */
  const finders = new Map<string, { id: string; find: () => Tellable | null }>()
  const targetOf = (key: string) => finders.get(key)?.id ?? []
  const company = createCompany({ monitor, clock, settings, records, seen, silenceOf: deps.silenceOf })
  const desk = createDesk({
    clock,
    settings,
    decisions,
    find: (key) => finders.get(key)?.find() ?? null,
    keys: () => finders.keys(),
    mayJoinMs: (kind, keys, openedMs) => company.mayJoinMs(kind, keys.flatMap(targetOf), openedMs),
    send: (news, abouts) => sender.send(news, abouts),
  })
  function circumstances() {
    return { settings: settings(), enabled: deps.enabled(), sight: monitor.sight(), quietUntilMs: quietUntil() }
  }

  function save(id: string, record: AlertRecord): void {
    if (record !== records.of(id)) records.set(id, record)
    const [state, reminder] = [`state ${id}`, `reminder ${id}`]
    if (untold(record)) finders.set(state, { id, find: () => tellables.state(state, id) })
    else withdraw(state)
    if (record.down && record.told.down) finders.set(reminder, { id, find: () => tellables.reminder(reminder, id) })
    else withdraw(reminder)
    desk.look(state)
    desk.look(reminder)
  }

  function withdraw(key: string): void {
    finders.delete(key)
    tellables.drop(key)
    inspector.drop(key)
    desk.drop(key)
  }

  function hear({ target, transition, incident }: Pick<Of<'transition'>, 'target' | 'transition' | 'incident'>): void {
    const { id } = target
    const before = records.of(id)
    if (transition.kind === 'unconfirmed') {
      const { failures, needed } = transition
      const params = { failures: String(failures), needed: String(needed) }
      const about = { targetId: id, subject: 'down', incidentId: null, params } as const
      return decisions.suppressed(about, 'not-confirmed')
    }
    const after = stand(before, transition, incident, clock.wallMs())
    for (const { subject, rule } of explain(before, after, transition)) {
      const about = aboutState(target, subject, subject === transition.kind ? after : before)
      if (rule === 'gathered') decisions.gathered(about, 1)
      else decisions.suppressed(about, rule)
    }
    save(id, after)
  }

  /** A verdict that nothing was said of: the monitor remembers less than this, or began anew. */
  function catchUp({ target, result, before, after }: Of<'result'>): void {
    const { down, flapping } = records.of(target.id)
    const answered = [before, after].every(({ state }) => state === 'up' || state === 'degraded')
    if (!answered || before.flapping || after.flapping) return
    const found = { target, incident: null }
    if (flapping) hear({ ...found, transition: { kind: 'steady', result, stands: 'up' } })
    else if (down) hear({ ...found, transition: { kind: 'up', result, downSinceMs: null, downForMs: null } })
  }

  function inspect(event: Of<'result'>): void {
    const { id } = event.target
    for (const { key, news } of inspector.inspect(event)) {
      finders.set(key, { id, find: () => tellables.certificate(key, id, news, () => withdraw(key)) })
      desk.look(key)
    }
  }

  function lookAt(id: string): void {
    desk.look(`state ${id}`)
    desk.look(`reminder ${id}`)
  }

  /** What waits for another to show whether it is down: that one was seen. */
  function lookBehind(id: string): void {
    for (const child of parents.waitingFor(id)) lookAt(child)
  }

  /** It is not in the list any more. What is remembered of it, it finds again when it is back. */
  function letGo(id: string): void {
    const [record, state] = [records.of(id), `state ${id}`]
    const what = untold(record)
    if (what && desk.waits(state)) {
      const incidentId = record.down?.incidentId ?? null
      decisions.suppressed({ targetId: id, subject: what, incidentId, params: {} }, 'target-gone')
    }
    for (const [key, { id: of }] of Array.from(finders)) if (of === id) withdraw(key)
    for (const known of [records, reminders, certificates]) known.letGo(id)
  }

  /** Nothing that was known of it holds. */
  function forget(id: string): void {
    letGo(id)
    for (const kind of ['told', 'reminder', 'certificates']) memory.delete(id, kind)
  }

  function allFail(): boolean {
    const states = monitor.targets().flatMap(({ id }) => monitor.status(id)?.state ?? [])
    const judged = states.filter((state) => state !== 'paused' && state !== 'pending')
    return judged.every((state) => state === 'down')
  }

  function tellOffline(cause: OfflineCause): void {
    if (monitor.targets().every(({ id }) => monitor.status(id)?.paused)) return
    const about = { ...aboutMachine('offline'), params: { cause } }
    const against = machineObjection(circumstances())
    if (against?.kind === 'later') return decisions.suppressed(about, against.rule, against.params)
    if (against?.kind === 'never') return decisions.suppressed(about, against.rule)
    sender.sendOffline(cause, about)
    decisions.told(about)
  }

  function handle(event: MonitorEvent): void {
    elapsed.hear(event)
    seen.hear(event)
    parents.hear(event)
    switch (event.type) {
      case 'result':
        catchUp(event)
        inspect(event)
        lookAt(event.target.id)
        return lookBehind(event.target.id)
      case 'transition':
        hear(event)
        return lookBehind(event.target.id)
      case 'status':
        memory.seen(event.target.id)
        return save(event.target.id, records.of(event.target.id))
      case 'sight':
        offline.see(event.sight)
        return desk.lookAll()
      case 'replaced':
        return forget(event.target.id)
      case 'removed':
        return letGo(event.id)
      default:
        return
    }
  }

  for (const target of monitor.targets()) save(target.id, records.of(target.id))
  const unsubscribe = monitor.subscribe(handle)
  return {
    refresh: () => desk.lookAll(),
    heard: (notification, delivery) => sender.heard(notification, delivery),
    stop() {
      unsubscribe()
      desk.stop()
      offline.stop()
    },
  }
}

function aboutMachine(subject: 'offline' | 'online'): About {
  return { targetId: null, subject, incidentId: null, params: {} }
}
