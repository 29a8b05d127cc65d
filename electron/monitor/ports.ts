import type { ProbeResult } from '../contract/result.ts'
import type { State } from '../contract/states.ts'
import type { TargetConfig } from '../contract/target-config.ts'

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
  onSuspend(listener: () => void): Unsubscribe
  onResume(listener: () => void): Unsubscribe
  onOnlineChange(listener: (online: boolean) => void): Unsubscribe
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
  paused: { untilMs: number | null } | null
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
      /** How long after its slot the probe began, in milliseconds: no part of any latency. Null when none was due. */
      lagMs: number | null
    }
  /** Something else about the target changed: added, edited, paused, resumed, a probe began or was dropped. */
  | { type: 'status'; target: TargetConfig; after: TargetStatus }
  /** Its protocol or address is another: what was known of it says nothing any more. */
  | { type: 'replaced'; target: TargetConfig; after: TargetStatus }
  | { type: 'removed'; id: string }

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
  /** In the order added. */
  targets(): readonly TargetConfig[]
  /** Listeners are called in order and synchronously; a listener that throws does not stop the others. */
  subscribe(listener: (event: MonitorEvent) => void): Unsubscribe
}

/** What was last told about a target, so that a restart neither repeats nor forgets it. */
export interface ToldTarget {
  /** The result code last told, or silently taken as known. */
  code: number
  /** When it began to be up, or down for whatever reasons, wall-clock milliseconds. */
  sinceMs: number
  /** Smallest threshold told, in days (0: expired), by certificate fingerprint; the one told last stands last. */
  certificates: Record<string, number>
}

/** Remembers what was told, apart from settings. Reads are from memory; writes are saved soon and on close. */
export interface AlertMemory {
  get(targetId: string): ToldTarget | undefined
  set(targetId: string, told: ToldTarget): void
  /** Says that the target is there. What nobody has seen for 90 days is forgotten at the next start. */
  seen(targetId: string): void
  delete(targetId: string): void
}
