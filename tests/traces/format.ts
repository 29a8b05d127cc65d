import type { Notification } from '../../electron/alerts/notifier.ts'
import type { AlertSettings, Maintenance, QuietHours } from '../../electron/contract/alert-settings.ts'
import type { DecisionOutcome, DecisionRule, DecisionSubject } from '../../electron/contract/decisions.ts'
import type { GapCause } from '../../electron/contract/history.ts'
import type { State } from '../../electron/contract/states.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import type { NetworkFacts } from '../../electron/monitor/ports.ts'
import type { Time } from './duration.ts'
import type { Outcomes } from './outcomes.ts'

/** How the program is put together: with all a desktop announces, or with nothing but the time that passes. */
export const hosts = ['desktop', 'headless'] as const
export type Host = (typeof hosts)[number]

export interface TracedTarget {
  /** As a person writes it; absent: a TCP port of a name of its own. */
  address?: string
  /** The interval; absent: 15 s. */
  every?: Time
  /** The address its name stands for; absent: one in the internet. */
  at?: string
  tags?: string[]
  dependsOn?: string[]
  options?: Partial<Pick<TargetConfig, Option>>
  /** What its probes meet, from each time on until the next. */
  results: Record<Time, Outcomes>
  /** In the list from this time on only. */
  addedAt?: Time
}

type Option =
  | 'confirmFailures'
  | 'confirmRecoveries'
  | 'retryIntervalMs'
  | 'latencyLimitMs'
  | 'degradedOver'
  | 'remind'
  | 'name'

/** What can happen to a machine, to the program on it, or be done by a person. */
export type Happening =
  /** Suspended for so long. `announces`: what the desktop says of it; the headless host is never told anything. */
  | { kind: 'sleep'; for: Time; announces: 'both' | 'suspend' | 'resume' | 'nothing'; counted: boolean }
  /** The program alone does not run for so long. */
  | { kind: 'stop'; for: Time }
  | { kind: 'online'; online: boolean }
  | { kind: 'network'; network: NetworkFacts }
  | { kind: 'clock'; by: Time }
  /** Ended in order and begun again after so long, with what it kept. */
  | { kind: 'restart'; after: Time }
  /** Gone in the middle of what it did, and begun again after so long. */
  | { kind: 'crash'; after: Time }
  | { kind: 'edit'; target: string; change: Partial<Pick<TargetConfig, Option | 'intervalMs' | 'target'>> }
  /** The settings file is edited while nobody reads it: what it says then counts from the next start on. */
  | { kind: 'rewrite'; target: string; change: Partial<Pick<TargetConfig, Option | 'intervalMs' | 'target'>> }
  | { kind: 'remove'; target: string }
  /** The file it comes from goes away, and is there again. */
  | { kind: 'vanish'; target: string }
  | { kind: 'reappear'; target: string }
  | { kind: 'restore'; target: string }
  | { kind: 'pause'; targets: string[] | null; until: Time | null }
  | { kind: 'unpause'; targets: string[] | null }
  /** Until that time of the trace; null: until it recovers. */
  | { kind: 'snooze'; scope: { kind: 'target'; id: string } | { kind: 'tag'; tag: string }; until: Time | null }
  | { kind: 'unsnooze'; scope: { kind: 'target'; id: string } | { kind: 'tag'; tag: string } }
  | { kind: 'settings'; change: TracedSettings }
  | { kind: 'notifications'; on: boolean }
  | { kind: 'notifier'; mode: NotifierMode }

/** `twice`: it answers, and answers again. `late`: after it was given up. */
export type NotifierMode = 'works' | 'fails' | 'throws' | 'hangs' | 'twice' | 'late'

export type TracedSettings = Omit<Partial<AlertSettings>, 'quietHours' | 'webhook' | 'snoozes'> & {
  quietHours?: Partial<QuietHours>
}

/** One notice, or several of a kind that between them are about each of these targets once. */
export interface ExpectedNotice {
  between: readonly [Time, Time]
  title: RegExp
  body?: RegExp
  /** Empty: this machine, or the program. */
  about: readonly string[]
  subject: Notification['subject']
  urgency: Notification['urgency']
  severity: Notification['severity']
  /** 1 unless told. */
  atMost?: number
}

/** A time stands for itself and the second after it. */
export interface ExpectedIncident {
  target: string
  opened: Time | readonly [Time, Time]
  /** Null: still open. */
  closed: Time | readonly [Time, Time] | null
  endUnknown?: boolean
  /** By label. */
  codes?: readonly string[]
}

export interface ExpectedDecision {
  /** Null: about this machine. */
  target: string | null
  subject: DecisionSubject
  outcome: DecisionOutcome
  rule: DecisionRule | null
}

/** From then on nothing is known of the target, or of any where none is named. */
export interface ExpectedGap {
  cause: GapCause
  /** Give or take two seconds. */
  from: Time
  target?: string
}

export interface Expected {
  /** All there is to be told, in order of time. */
  notices: readonly ExpectedNotice[]
  /** All there are; null where that is not the point. */
  incidents: readonly ExpectedIncident[] | null
  /** Among those recorded. */
  decisions?: readonly ExpectedDecision[]
  /** Among those recorded. */
  gaps?: readonly ExpectedGap[]
  /** What the list shows at that time. */
  shows?: Record<Time, Record<string, State>>
}

export interface Trace extends Expected {
  /** What must hold, in one sentence. */
  rule: string
  /** Wall clock at the beginning, ISO 8601; absent: Monday noon, 1 June 2026, UTC. */
  startsAt?: string
  targets: Record<string, TracedTarget>
  settings?: TracedSettings & { maintenance?: Maintenance[] }
  happens?: readonly (readonly [Time, Happening])[]
  /** How long it goes on. */
  ends: Time
  /** Where a host cannot know what the other is told: why, and what then holds. */
  differs?: Partial<Record<Host, Partial<Expected> & { because: string }>>
}

/** Names the type where a trace is written down. */
export function trace(written: Trace): Trace {
  return written
}
