import { isVerdict, type ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { abandoned, foldIncident } from './incidents.ts'
import type { Clock, Memory, MonitorEvent, MonitorRules, TargetStatus } from './ports.ts'
import type { Self } from './self.ts'
import type { IncidentState, Transition } from './transition.ts'
import { isSlow, judge, type Observation, unjudged, type Verdict } from './verdict.ts'
import { forget, remember } from './verdict-memory.ts'
import { noteResult, rulesFor, type Watch } from './watch.ts'

export interface JudgingDeps {
  clock: Clock
  self: Pick<Self, 'weigh'>
  memory: Memory
  rules: () => MonitorRules
  /** Whether the target is in a maintenance window at that time, wall clock. */
  inMaintenance: (target: TargetConfig, atMs: number) => boolean
  status: (watch: Watch) => TargetStatus
  emit: (event: MonitorEvent) => void
}

/** Turns results into what they mean, and tells it. */
export interface Judging {
  /** Takes the result of a probe that began at `startedMs` (monotonic), and answers what it turned out to be. */
  result(watch: Watch, result: ProbeResult, startedMs: number): { result: ProbeResult; maintenance: boolean }
  /** The target is another now: nothing that was made of it holds. */
  reset(watch: Watch): void
  /** Nobody watches the target any more: its incident ends where it was last seen. */
  abandon(watch: Watch): void
}

interface News {
  transitions: Transition[]
  incident: IncidentState | null
}

export function createJudging(deps: JudgingDeps): Judging {
  const { clock, memory, emit } = deps

  function observe(watch: Watch, seen: Observation): News {
    const { target, verdict: before } = watch
    const { verdict, transitions } = judge(before, seen, rulesFor(target, deps.rules()))
    const { open, told } = foldIncident(watch.incident, target.id, before, seen, verdict)
    watch.verdict = verdict
    watch.incident = open
    if (told || isWorthKeeping(before, verdict)) remember(memory, clock, target, watch)
    return { transitions, incident: told }
  }

  function abandon(watch: Watch): void {
    if (watch.incident) emit({ type: 'incident', incident: abandoned(watch.incident) })
    watch.incident = null
  }

  return {
    result(watch, raw, startedMs) {
      const { target } = watch
      const before = { ...deps.status(watch), probing: true }
      const [beganMs, nowMs] = [Date.parse(raw.startedAt), clock.wallMs()]
      const maintenance = deps.inMaintenance(target, beganMs) || deps.inMaintenance(target, nowMs)
      const weighed = deps.self.weigh(target, raw, startedMs)
      const { result } = weighed
      const weight = maintenance ? 'none' : weighed.weight
      noteResult(watch, result, result.reason === 'local-offline' ? 'offline' : 'local', nowMs)
      const news: News = isVerdict(result)
        ? observe(watch, { result, code: result.resultCode, startedMs: beganMs, monotonicMs: startedMs, weight })
        : { transitions: [], incident: null }
      emit({
        type: 'result',
        target,
        result,
        before,
        after: deps.status(watch),
        counted: isVerdict(result) && weight !== 'none',
        slow: result.resultCode === 0 && isSlow(result, target.latencyLimitMs ?? null),
        maintenance,
        lagMs: watch.lagMs,
      })
      const incident = news.incident ?? watch.incident?.state ?? null
      for (const transition of news.transitions) emit({ type: 'transition', target, transition, incident, atMs: nowMs })
      if (news.incident) emit({ type: 'incident', incident: news.incident })
      return { result, maintenance }
    },
    reset(watch) {
      abandon(watch)
      forget(memory, watch.target.id)
      watch.verdict = unjudged
    },
    abandon,
  }
}

/** A latency over the limit is forgotten with the program, until there are enough of them. */
function isWorthKeeping(before: Verdict, after: Verdict): boolean {
  return (
    before.settled !== after.settled ||
    before.sinceMs !== after.sinceMs ||
    before.flaps.flapping !== after.flaps.flapping ||
    before.flaps.changes.at(-1) !== after.flaps.changes.at(-1)
  )
}
