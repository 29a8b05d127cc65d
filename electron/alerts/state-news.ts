import { resultLabel } from '../contract/result-codes.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { About } from './decisions.ts'
import { hostOf } from './gather.ts'
import type { Failure, News, NewsKind } from './news.ts'
import type { AlertRecord, Outage } from './record.ts'

/**
 * The wall clock of a machine without a battery begins in 1970 until the network has set it. What was dated before this
 * was dated by such a clock: Portlight is younger.
 */
const earliestMs = Date.UTC(2026, 0, 1)

/** Kinds that say how a target stands, or that it stands so still. */
export type StateKind = Exclude<NewsKind, 'certificate' | 'certificate-renewed' | 'certificate-changed'>

/** Whether it says that something is wrong, which only another failure bears out. */
export function isBad(kind: StateKind, { down }: AlertRecord): boolean {
  return kind === 'up' || kind === 'restored' ? false : kind !== 'steady' || down !== null
}

/** What a decision about it says. */
export function aboutState(target: TargetConfig, kind: StateKind, { down, recovery, told }: AlertRecord): About {
  const label = down && resultLabel(target.protocol, down.code)
  return {
    targetId: target.id,
    subject: kind,
    // Slowness is no incident; the one that a target had before has nothing to do with it.
    incidentId:
      kind === 'degraded' || kind === 'restored'
        ? null
        : (down?.incidentId ?? recovery?.incidentId ?? told.down?.incidentId ?? null),
    params: label ? { label } : {},
  }
}

/** What nobody but those who watch knows of a target. */
export interface Watched {
  /** How many targets are reached through it. */
  behind(): number
  /** For how long it is down; null where nobody knows, undefined where it began in an earlier run of the program. */
  downForMs: number | null | undefined
}

/** What there is to say of how a target stands. `nowMs` is the wall clock. */
export function stateNews(
  target: TargetConfig,
  kind: StateKind,
  record: AlertRecord,
  watched: Watched,
  nowMs: number,
): News {
  const about = {
    target: {
      id: target.id,
      name: target.name ?? target.target,
      host: hostOf(target),
      incidentId: aboutState(target, kind, record).incidentId,
    },
  }
  const { down, recovery, told } = record
  const failure = failureOf(target, down)
  const behind = () => watched.behind()
  const downForMs = watched.downForMs === undefined ? down && sinceMs(down.sinceMs, nowMs) : watched.downForMs
  switch (kind) {
    case 'down':
      return { ...about, kind, failure, upForMs: down?.upForMs ?? null, behind: behind() }
    case 'still-down':
    case 'reminder':
      return { ...about, kind, failure, downForMs, behind: behind() }
    case 'changed':
      return { ...about, kind, failure, from: told.down && resultLabel(target.protocol, told.down.code), downForMs }
    case 'up':
      return {
        ...about,
        kind,
        message: recovery?.message ?? '',
        downForMs: recovery?.downForMs ?? null,
        atMs: recovery?.atMs ?? nowMs,
      }
    case 'degraded':
      return { ...about, kind, latencyMs: record.slow?.latencyMs ?? 0, limitMs: record.slow?.limitMs ?? 0 }
    case 'restored':
      return { ...about, kind }
    case 'flapping':
      return { ...about, kind, changes: record.flapping?.changes ?? 0, withinMs: record.flapping?.withinMs ?? 0 }
    case 'steady':
      return { ...about, kind, failure: down && failure, latencyMs: record.slow?.latencyMs ?? null }
  }
}

function failureOf({ protocol }: TargetConfig, down: Outage | null): Failure {
  if (!down) return { label: null, reason: null, message: '' }
  return { label: resultLabel(protocol, down.code), reason: down.reason, message: down.message }
}

/** How long ago that was by the wall clock, which may have been set in between; null where it cannot be. */
function sinceMs(thenMs: number, nowMs: number): number | null {
  return thenMs >= earliestMs && thenMs <= nowMs ? nowMs - thenMs : null
}
