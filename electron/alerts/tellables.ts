import type { DecisionRule } from '../contract/decisions.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Monitor } from '../monitor/ports.ts'
import type { Sight } from '../monitor/transition.ts'
import type { CertificateNews } from './certificate-expiry.ts'
import type { Certificates } from './certificates.ts'
import type { About } from './decisions.ts'
import { hostOf } from './gather.ts'
import type { News, NewsKind } from './news.ts'
import type { Parents } from './parents.ts'
import { type Circumstances, type Objection, objection } from './policy.ts'
import type { AlertRecord, Records } from './record.ts'
import type { Reminders } from './reminders.ts'
import type { Seen } from './seen.ts'
import { tell, untold } from './standing.ts'
import { aboutState, isBad, type StateKind, stateNews } from './state-news.ts'

/** Something there may be to tell of one target, looked at now. */
export interface Tellable {
  key: string
  kind: NewsKind
  /** What was seen last bears it out. */
  ready: boolean
  about: About
  news(): News
  /** What speaks against it now. `certain`: a parent of which nobody knows counts as up. */
  objection(certain: boolean): Objection | null
  /** It was told, or counts as told. */
  told(): void
  /** Why it was not told when last looked at. */
  held: DecisionRule | null
  /** It is told when that is over, if it is still so. */
  hold(rule: DecisionRule): void
}

export interface TellablesDeps {
  monitor: Pick<Monitor, 'target' | 'status'>
  clock: Clock
  seen: Seen
  records: Records
  reminders: Reminders
  certificates: Certificates
  parents: Parents
  /** All but what depends on the target. */
  circumstances: () => Omit<Circumstances, 'silence' | 'paused' | 'parent'>
  silenceOf: (target: TargetConfig) => Circumstances['silence']
  /** The record of a target is another. */
  onRecord: (id: string, record: AlertRecord) => void
  /** It can be looked at again with profit after so long. */
  lookIn: (delayMs: number) => void
}

/** What there is to tell of a target: how it stands, that it still does, and of its certificates. */
export interface Tellables {
  state(key: string, id: string): Tellable | null
  reminder(key: string, id: string): Tellable | null
  certificate(key: string, id: string, news: CertificateNews, onTold: () => void): Tellable | null
  /** Forgets why its reminder or a certificate is held back. */
  drop(key: string): void
}

const seeing: Sight = { kind: 'seeing' }

/** Reminders due so soon come along with one that is due. */
const alongMs = 60_000

export function createTellables(deps: TellablesDeps): Tellables {
  const { clock, records, reminders, seen } = deps
  /** Why reminders and certificates are held back: after a restart they are decided anew. */
  const heldBack = new Map<string, DecisionRule>()
  let remindersDueMs: number | null = null

  function about(target: TargetConfig, bad: boolean, certain: boolean): Circumstances {
    const { id } = target
    const { failingSinceMs, lastBeganMs } = seen.times(id)
    const fault = bad ? deps.parents.faultOf(id, failingSinceMs, lastBeganMs) : null
    if (fault?.graceUntilMs) deps.lookIn(fault.graceUntilMs - clock.monotonicMs())
    const circumstances = deps.circumstances()
    return {
      ...circumstances,
      sight: seen.has(id) ? seeing : circumstances.sight,
      silence: deps.silenceOf(target),
      paused: (deps.monitor.status(id)?.paused ?? null) !== null,
      parent: certain && fault?.kind === 'uncertain' ? null : fault,
    }
  }

  function stateLike(key: string, target: TargetConfig, kind: StateKind, record: AlertRecord) {
    const bad = isBad(kind, record)
    return {
      key,
      kind,
      ready: seen.bearsOut(target.id, kind, record),
      about: aboutState(target, kind, record),
      news() {
        const watched = { behind: () => deps.parents.behind(target.id), downForMs: seen.downForMs(target.id) }
        return stateNews(target, kind, record, watched, clock.wallMs())
      },
      objection: (certain: boolean) => objection(kind, bad, target, about(target, bad, certain)),
    }
  }

  return {
    state(key, id) {
      const [target, record] = [deps.monitor.target(id), records.of(id)]
      const [what, kind] = [untold(record), stateKind(record)]
      if (!target || !what || !kind) return null
      const told = () => {
        if (what === 'down' || (what === 'steady' && record.down)) reminders.told(id)
        if (what === 'up' || (what === 'steady' && !record.down)) reminders.forget(id)
        deps.onRecord(id, tell(record, what))
      }
      return {
        ...stateLike(key, target, kind, record),
        told,
        held: record.held,
        // That the reason is another is no news any more when that is over.
        hold(rule) {
          const ours = rule === 'settling' || rule === 'blind'
          if (what === 'changed' && !ours) told()
          else deps.onRecord(id, { ...record, held: rule })
        },
      }
    },
    reminder(key, id) {
      const [target, record] = [deps.monitor.target(id), records.of(id)]
      const said = record.down && !record.flapping && untold(record) === null
      if (!target || target.remind === false || !said) return null
      const waitMs = reminders.waitMs(id)
      if (waitMs === null) return null
      const nowMs = clock.monotonicMs()
      if (waitMs === 0) remindersDueMs = nowMs
      else deps.lookIn(waitMs)
      // One that was reminded of a moment ago is none that comes along.
      const soonMs = Math.min(alongMs, reminders.periodMs(id) / 10)
      const along = remindersDueMs !== null && nowMs - remindersDueMs < alongMs && waitMs < soonMs
      if (waitMs > 0 && !along) return null
      return {
        ...stateLike(key, target, 'reminder', record),
        told() {
          heldBack.delete(key)
          reminders.reminded(id)
          const nextMs = reminders.waitMs(id)
          if (nextMs !== null) deps.lookIn(nextMs)
        },
        held: heldBack.get(key) ?? null,
        hold(rule) {
          heldBack.set(key, rule)
          // It is told by nobody now, so nothing comes along with it.
          if (waitMs === 0) remindersDueMs = null
        },
      }
    },
    certificate(key, id, news, onTold) {
      const target = deps.monitor.target(id)
      // What was renewed while its notice was held back is no news.
      const gone = news.kind === 'certificate' && deps.certificates.isGone(id, news.fingerprint)
      if (!target || gone) return null
      return {
        key,
        kind: news.kind,
        ready: true,
        about: { targetId: id, subject: news.kind, incidentId: null, params: certificateParams(news) },
        news: () => certificateNews(target, news),
        objection() {
          const { down } = records.of(id)
          const over = news.kind === 'certificate' && news.ending.expiresAtMs <= clock.wallMs()
          // A target that is down because its certificate expired is told as that.
          if (over && down?.reason === 'tls-expired') return { kind: 'never', rule: 'told-already' }
          return objection(news.kind, false, target, about(target, false, true))
        },
        told() {
          heldBack.delete(key)
          deps.certificates.told(id, news)
          onTold()
        },
        held: heldBack.get(key) ?? null,
        hold: (rule) => void heldBack.set(key, rule),
      }
    },
    drop: (key) => void heldBack.delete(key),
  }
}

function stateKind(record: AlertRecord): StateKind | null {
  const what = untold(record)
  return what === 'down' && record.held !== null ? 'still-down' : what
}

function certificateParams(news: CertificateNews): Record<string, string> {
  if (news.kind === 'certificate-changed') return { issuer: news.issuer }
  const { subject, expiresAtMs } = news.ending
  return { certificate: subject, until: new Date(expiresAtMs).toISOString() }
}

function certificateNews(target: TargetConfig, news: CertificateNews): News {
  const { id } = target
  return { ...news, target: { id, name: target.name ?? target.target, host: hostOf(target), incidentId: null } }
}
