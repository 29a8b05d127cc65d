import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Monitor, MonitorEvent, TargetStatus } from '../monitor/ports.ts'
import { parentsOf } from './dependencies.ts'
import type { Silence } from './policy.ts'

/** How long a target may take to answer again once what it is reached through does. */
const graceMs = 30_000

/** `uncertain`: whether it is down is just being found out. */
export interface ParentFault {
  kind: 'down' | 'uncertain'
  id: string
  name: string
  /** Whether it answered again, and its children are given time; monotonic, null while it is down. */
  graceUntilMs: number | null
}

/** What else fails when a target does. */
export interface Parents {
  hear(event: MonitorEvent): void
  /**
   * The nearest of those a target is reached through that is down, or else one of which nobody knows. `failingSinceMs`
   * and `lastBeganMs` are when the target began to fail and when its last probe began, monotonic.
   */
  faultOf(id: string, failingSinceMs: number, lastBeganMs: number): ParentFault | null
  /** Those whose fault was asked for since and depends on this one. */
  waitingFor(parentId: string): string[]
  /** How many targets are reached through it, near or far. */
  behind(id: string): number
}

export function createParents(deps: {
  monitor: Pick<Monitor, 'target' | 'targets' | 'status' | 'probeNow'>
  clock: Clock
  silenceOf: (target: TargetConfig) => Silence
}): Parents {
  const { monitor, clock } = deps
  /** Those that were down when last judged. */
  const failed = new Set<string>()
  /** When each was last judged, and last recovered, monotonic. */
  const judgedMs = new Map<string, number>()
  const backMs = new Map<string, number>()
  /** By parent, those for which it was looked at. */
  const waiting = new Map<string, Set<string>>()
  /** Asked to be probed, and the result is not there yet. */
  const asked = new Set<string>()

  function ask(id: string): void {
    if (asked.has(id)) return
    asked.add(id)
    // The monitor settles it whatever happens, and its result arrives as an event.
    void monitor.probeNow(id).then(() => asked.delete(id))
  }

  function isDown(target: TargetConfig, { state, settled, lastResult }: TargetStatus): boolean {
    // Nothing counts in maintenance, and what is behind it fails and answers all the same: its last result decides.
    if (deps.silenceOf(target).maintenance !== null) return (lastResult?.resultCode ?? 0) !== 0
    return state === 'down' || (state === 'confirming' && settled === 'down')
  }

  function waits(id: string, parentId: string): void {
    const children = waiting.get(parentId) ?? new Set()
    waiting.set(parentId, children.add(id))
  }

  function faultOf(id: string, failingSinceMs: number, lastBeganMs: number): ParentFault | null {
    let uncertain: ParentFault | null = null
    for (const parent of parentsOf(id, monitor.target)) {
      const status = monitor.status(parent.id)
      if (!status || status.paused || status.state === 'no-data') continue
      waits(id, parent.id)
      const fault = { id: parent.id, name: parent.name ?? parent.target, graceUntilMs: null }
      if (isDown(parent, status)) return { ...fault, kind: 'down' }
      const returnedMs = backMs.get(parent.id)
      if (returnedMs !== undefined && failingSinceMs <= returnedMs) {
        const graceUntilMs = returnedMs + graceMs
        if (clock.monotonicMs() < graceUntilMs) return { ...fault, kind: 'down', graceUntilMs }
        // What a probe says that began before it was back is of the time before.
        if (lastBeganMs <= returnedMs) {
          ask(id)
          return { ...fault, kind: 'down', graceUntilMs: clock.monotonicMs() + graceMs }
        }
      } else if (status.state === 'confirming') {
        uncertain ??= { ...fault, kind: 'uncertain' }
      } else if ((judgedMs.get(parent.id) ?? -Infinity) < failingSinceMs) {
        ask(parent.id)
        uncertain ??= { ...fault, kind: 'uncertain' }
      }
    }
    return uncertain
  }

  /** Not by its transitions, of which there are none in maintenance, and few while it flaps. */
  function judge(target: TargetConfig, status: TargetStatus): void {
    const { id } = target
    const code = status.lastResult?.resultCode ?? null
    if (code === null) return
    judgedMs.set(id, clock.monotonicMs())
    if (isDown(target, status)) failed.add(id)
    else if (code === 0 && failed.delete(id)) backMs.set(id, clock.monotonicMs())
  }

  return {
    hear(event) {
      if (event.type === 'result') judge(event.target, event.after)
      if (event.type === 'removed' || event.type === 'replaced') {
        const id = event.type === 'removed' ? event.id : event.target.id
        for (const known of [failed, judgedMs, backMs]) known.delete(id)
      }
    },
    faultOf,
    waitingFor(parentId) {
      const children = [...(waiting.get(parentId) ?? [])]
      waiting.delete(parentId)
      return children
    },
    behind: (id) =>
      monitor.targets().filter((target) => parentsOf(target.id, monitor.target).some((p) => p.id === id)).length,
  }
}
