import type { AlertSettings } from '../contract/alert-settings.ts'
import type { DecisionRule } from '../contract/decisions.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Sight } from '../monitor/transition.ts'
import type { NewsKind } from './news.ts'
import type { ParentFault } from './parents.ts'
import { isException } from './quiet.ts'

/** What keeps a target from being told of, and until when, ISO 8601; null: until it recovers. */
export interface Silence {
  snoozed: { until: string | null } | null
  maintenance: { until: string; name: string } | null
}

/** What is so at this moment, as far as it decides what is told. */
export interface Circumstances {
  settings: AlertSettings
  enabled: boolean
  /** As far as the target is concerned: one on an attached network is seen while this computer is offline. */
  sight: Sight
  silence: Silence
  paused: boolean
  parent: ParentFault | null
  /** When the quiet time ends in which this moment lies, wall clock; null outside. */
  quietUntilMs: number | null
}

/**
 * Why something is not told now. `never`: it counts as told. `later`: it is told when that is over, if it is still so;
 * `untilMs` is the wall clock, null where nobody knows. `wait`: it is decided when more is known.
 */
export type Objection =
  | { kind: 'never'; rule: DecisionRule }
  | { kind: 'later'; rule: DecisionRule; params: Record<string, string>; untilMs: number | null }
  | { kind: 'wait' }

/**
 * What speaks against telling this of a target now; null when nothing does. The first rule that applies is the one a
 * person is told of.
 */
export function objection(
  kind: NewsKind,
  bad: boolean,
  target: Pick<TargetConfig, 'tags'>,
  now: Circumstances,
): Objection | null {
  const { settings, sight, silence, parent } = now
  if (!now.enabled) return { kind: 'never', rule: 'notifications-off' }
  if (isOff(kind, settings)) return { kind: 'never', rule: 'kind-off' }
  if (sight.kind === 'blind') return later('blind', null, { cause: sight.cause })
  if (sight.kind === 'settling') return later('settling', null, { cause: sight.cause })
  if (now.paused) return later('paused', null, {})
  const { maintenance, snoozed } = silence
  if (maintenance) {
    return later('maintenance', Date.parse(maintenance.until), { until: maintenance.until, name: maintenance.name })
  }
  if (bad && parent?.kind === 'uncertain') return { kind: 'wait' }
  if (bad && parent) return later('parent-down', null, { parent: parent.name })
  if (snoozed) {
    const { until } = snoozed
    return later('snoozed', until === null ? null : Date.parse(until), until === null ? {} : { until })
  }
  return quietObjection(target.tags, now)
}

/** The same for what is about this computer. */
export function machineObjection(now: Pick<Circumstances, 'settings' | 'enabled' | 'quietUntilMs'>): Objection | null {
  if (!now.enabled) return { kind: 'never', rule: 'notifications-off' }
  return now.settings.tellOffline ? quietObjection([], now) : { kind: 'never', rule: 'kind-off' }
}

function quietObjection(
  tags: readonly string[] | undefined,
  { settings, quietUntilMs }: Pick<Circumstances, 'settings' | 'quietUntilMs'>,
): Objection | null {
  if (quietUntilMs === null || isException(settings.quietHours, tags)) return null
  return later('quiet-hours', quietUntilMs, { until: new Date(quietUntilMs).toISOString() })
}

function later(rule: DecisionRule, untilMs: number | null, params: Record<string, string>): Objection {
  return { kind: 'later', rule, params, untilMs }
}

/** Whether this kind of notice is turned off. */
function isOff(kind: NewsKind, settings: AlertSettings): boolean {
  switch (kind) {
    case 'changed':
      return !settings.tellCodeChanges
    case 'up':
      return !settings.tellRecoveries
    case 'degraded':
    case 'restored':
      return !settings.tellDegraded
    case 'certificate':
    case 'certificate-renewed':
      return !settings.tellCertificates
    case 'certificate-changed':
      return !settings.tellCertificateChanges
    case 'down':
    case 'still-down':
    case 'reminder':
    case 'flapping':
    case 'steady':
      return false
  }
}
