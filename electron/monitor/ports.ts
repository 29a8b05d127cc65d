import type { JsonValue } from '../contract/expectations.ts'
import type { GapCause } from '../contract/history.ts'
import type { ProbeResult } from '../contract/result.ts'
import type { State } from '../contract/states.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { IncidentState, Sight, Transition } from './transition.ts'

export type Unsubscribe = () => void

/** A pending timer; cancelling it twice is harmless. */
export interface Timer {
  cancel(): void
}

/** Time as the monitor sees it. Durations and due times are monotonic; the wall clock only dates things. */
export interface Clock {
  monotonicMs(): number
  wallMs(): number
  /** Runs `callback` once, `delayMs` from now or later. The timer alone does not keep the process alive. */
  after(delayMs: number, callback: () => void): Timer
}

/** What the machine does that a monitor must know. Each host implements what it can see. */
export interface MachineEvents {
  /** `fromMs` (wall clock) is when it began, where that is noticed only afterwards. */
  onSuspend(listener: (fromMs?: number) => void): Unsubscribe
  onResume(listener: () => void): Unsubscribe
  onOnlineChange(listener: (online: boolean) => void): Unsubscribe
  /** Since `fromMs` the wall clock has gone on and the monotonic one has not: a sleep nobody announced, or a clock set. */
  onClockJump?(listener: (fromMs: number) => void): Unsubscribe
  /** Notices now whether the machine stopped or its clock jumped, rather than at the next beat. */
  look?(): void
}

/** How often targets are probed compared with what they say. */
export interface Pace {
  /** Intervals are so many times as long as they say: 1 or more. */
  factor(): number
  onChange(listener: () => void): Unsubscribe
}

/** Probes one target. It always resolves, and resolves soon after the signal fires. */
export type ProbeTarget = (target: TargetConfig, signal: AbortSignal) => Promise<ProbeResult>

/** What the monitor knows of one target. Dates are wall-clock milliseconds since 1970. */
export interface TargetStatus {
  state: State
  /** When the state began; null while pending. */
  sinceMs: number | null
  /** Code of the last verdict; a local fault leaves it as it was. */
  code: number | null
  lastChangeMs: number | null
  lastResult: ProbeResult | null
  /** The last success, while the last result is none and this run of the program has seen one. */
  lastGood?: ProbeResult
  paused: { untilMs: number | null } | null
  /** What is being confirmed: a failure, or, of a target that is down, a recovery. `count` is what counts so far. */
  confirming: { count: number; needed: number } | null
  /** It changes so often that its changes are not told one by one. */
  flapping: boolean
  /** The last state that was a verdict: `up`, `degraded` or `down`. What it was, while the state is another. */
  settled: State | null
  /** Why nothing is known of it now; null while something is, or before the first result. */
  noData: GapCause | null
  probing: boolean
  /** Wall-clock estimate of the next probe; null while paused or stopped. */
  nextProbeMs: number | null
}

export type MonitorEvent =
  /** One per probe that ended, local faults included. */
  | {
      type: 'result'
      target: TargetConfig
      result: ProbeResult
      before: TargetStatus
      after: TargetStatus
      /**
       * It says something of the target, for its uptime and its verdict: a verdict, in no maintenance, and not a failure
       * of a machine that has only just begun to see. What does not count observes nothing: from its start on there is a
       * gap, of cause `settling` for a failure, of `after.noData` for a local fault.
       */
      counted: boolean
      /** A success over the target's latency limit. */
      slow: boolean
      /** It was made in a maintenance window of the target. */
      maintenance: boolean
      /** How long after its slot the probe began, in milliseconds: no part of any latency. Null when none was due. */
      lagMs: number | null
    }
  /** Something else about the target changed: added, edited, paused, resumed, a probe began or was dropped. */
  | { type: 'status'; target: TargetConfig; after: TargetStatus }
  /** Its protocol or address is another: what was known of it says nothing any more. */
  | { type: 'replaced'; target: TargetConfig; after: TargetStatus }
  | { type: 'removed'; id: string }
  /** What its results came to mean changed. It follows the result, whose state it explains. */
  | { type: 'transition'; target: TargetConfig; transition: Transition; incident: IncidentState | null; atMs: number }
  /** An incident opened, changed or was closed. */
  | { type: 'incident'; incident: IncidentState }
  /** This machine sees its targets again, or no longer. */
  | { type: 'sight'; sight: Sight }
  /**
   * From `fromMs` (wall clock) on nothing is observed of the target, of all of them where the id is null, until its next
   * result that counts: it was paused, the machine slept or cannot see, the monitor was stopped. The same stretch may be
   * told again with its end once that is known.
   */
  | { type: 'gap'; targetId: string | null; fromMs: number; toMs: number | null; cause: GapCause }

export interface Monitor {
  /** Begins probing: the first probe within a second, the first round spread out. */
  start(): void
  /** Aborts what is in flight and resolves when all of it has ended. Nothing is emitted afterwards. */
  stop(): Promise<void>
  /** Throws a TypeError when a target of that id is monitored already. */
  add(target: TargetConfig, paused: { untilMs: number | null } | null): void
  /** Changes options of a known target and probes it at once. A probe in flight is aborted and its result dropped. */
  update(target: TargetConfig): void
  remove(id: string): void
  /** For good when `untilMs` (wall clock) is null. */
  pause(id: string, untilMs: number | null): void
  resume(id: string): void
  /**
   * Probes at once, or joins the probe in flight. Null when the target is unknown or paused, the monitor is not running
   * or the machine asleep, or any of that came true before the result.
   */
  probeNow(id: string): Promise<ProbeResult | null>
  target(id: string): TargetConfig | undefined
  status(id: string): TargetStatus | undefined
  /** Whether this machine can see its targets now. */
  sight(): Sight
  /** The target's open incident. */
  incident(id: string): IncidentState | null
  /** In the order added. */
  targets(): readonly TargetConfig[]
  /** Listeners are called in order and synchronously; a listener that throws does not stop the others. */
  subscribe(listener: (event: MonitorEvent) => void): Unsubscribe
}

/**
 * What must outlive the program, by target and kind; what is about the machine has the target ''. Reads are from memory;
 * writes are saved soon and on close. What is read was written by some version of the program: parse it.
 */
export interface Memory {
  get(targetId: string, kind: string): unknown
  set(targetId: string, kind: string, value: JsonValue): void
  /** Without a kind: all that is known of the target. */
  delete(targetId: string, kind?: string): void
  /** Says that the target is there. What nobody has seen for 90 days is forgotten at the next start. */
  seen(targetId: string): void
}

/** How this machine is connected, as far as the system tells without asking anybody. */
export interface NetworkFacts {
  /** Interfaces that are up and lead further than this machine, in order of name; addresses with prefix (CIDR). */
  interfaces: readonly { name: string; addresses: readonly string[] }[]
  /** Whether there is a way to other networks, by family; null where the system does not tell. */
  defaultRoute: { ipv4: boolean; ipv6: boolean } | null
}

/** What the monitor goes by, read at each use, so that a change applies at once. A target's own options come first. */
export interface MonitorRules {
  confirmFailures: number
  confirmRecoveries: number
  /** How long after start, resume or a change of network failures do not count yet. */
  settleMs: number
  /** Whether anybody is told of slowness. */
  tellDegraded: boolean
}
