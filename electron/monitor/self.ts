import { isVerdict, type ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { createBelief } from './belief.ts'
import { dialledHost, needsResolver } from './evidence.ts'
import { localOffline } from './local-offline.ts'
import { createNetworkWatch } from './network-watch.ts'
import { type Blindness, isOurs } from './ours.ts'
import type { Clock, MachineEvents, MonitorRules, NetworkFacts, Timer, Unsubscribe } from './ports.ts'
import { createSettling } from './settling.ts'
import type { Sight } from './transition.ts'
import { createWitnesses, type ObservedSign } from './witnesses.ts'

type SettlingCause = Extract<Sight, { kind: 'settling' }>['cause']

/** What a result is worth, and what it is when this machine did not see the target. */
export interface Weighed {
  result: ProbeResult
  weight: 'full' | 'doubtful' | 'none'
}

/** Knows whether this machine can see its targets. */
export interface Self {
  sight(): Sight
  /** Begins to look, and to settle. */
  start(): void
  stop(): void
  /** Notices now what the clocks have to tell, before a result is believed. */
  look(): void
  /** `startedMs`: when the probe began, monotonic. */
  weigh(target: TargetConfig, result: ProbeResult, startedMs: number): Weighed
  /** The target is not probed any more, or is another now. */
  forget(targetId: string): void
  /** Whether the target is out of sight now, as far as can be known before it is probed. */
  hides(target: TargetConfig): boolean
}

export interface SelfDeps {
  clock: Clock
  machine: MachineEvents | null
  /** Null where nobody can tell how this machine is connected. */
  network: (() => NetworkFacts) | null
  rules: () => MonitorRules
  /** Probes these as soon as possible, because what they say is needed now. */
  ask: (targetIds: readonly string[]) => void
  onSight: (sight: Sight, before: Sight) => void
  /** The machine falls asleep, or did at `fromMs` (wall clock) where that is noticed only now. */
  onSuspend: (fromMs: number | null) => void
  onResume: () => void
  /** Since `fromMs` the wall clock went on without us. */
  onClockJump: (fromMs: number) => void
}

/** Nothing tells of a network that changed; reading how things stand costs a tenth of a millisecond. */
const pollMs = 2000

/** How often targets that showed such a sign are asked whether it is over. */
const recheckMs = 15_000

export function createSelf(deps: SelfDeps): Self {
  const { clock, machine } = deps
  const network = createNetworkWatch(clock, deps.network)
  const witnesses = createWitnesses(() => network.attached())
  const belief = createBelief(witnesses)
  const settling = createSettling({ clock, settleMs: () => deps.rules().settleMs, onEnd: see })

  let sight: Sight = { kind: 'seeing' }
  let running = false
  /** Since when failures count, and since when there was nothing to see, monotonic. */
  let seeingMs = -Infinity
  let blindMs = -Infinity
  let asleep = false
  let online = true
  /** A target beyond answered although no way leads there: what says so is wrong, until it changes. */
  let disproved = false
  /** When the probe began that last saw a target beyond, monotonic. */
  let beyondMs = -Infinity
  let askedMs = -Infinity
  let poll: Timer | null = null
  const subscriptions: Unsubscribe[] = []

  function say(next: Sight): void {
    const before = sight
    sight = next
    deps.onSight(next, before)
  }

  function see(): void {
    settling.end()
    seeingMs = clock.monotonicMs()
    if (sight.kind !== 'seeing') say({ kind: 'seeing' })
  }

  /** `certain`: something happened that is no mere change, and cannot happen all the time. */
  function settle(cause: SettlingCause, certain: boolean): void {
    const sinceMs = settling.begin(certain)
    if (sinceMs !== null) say({ kind: 'settling', cause, sinceMs })
    else if (sight.kind === 'blind' || certain) see()
  }

  function blindness(): Blindness | null {
    if (asleep) return 'asleep'
    const sign = belief.sign(clock.monotonicMs())
    return !disproved && (!online || !network.leadsOut()) ? 'offline' : sign
  }

  /** Puts the signs together anew. */
  function reconsider(): void {
    if (!running) return
    const was = sight.kind === 'blind' ? sight : null
    const cause = blindness()
    if (cause === (was?.cause ?? null)) return
    if (cause === null) {
      // What the targets themselves showed may come and go all the time.
      const certain = was?.cause === 'asleep' || was?.cause === 'offline'
      return settle(was?.cause === 'asleep' ? 'resume' : 'network', certain)
    }
    settling.end()
    // One stretch of not seeing, whatever for; a sleep is one of its own.
    const goesOn = was && was.cause !== 'asleep' && cause !== 'asleep'
    if (!goesOn) blindMs = clock.monotonicMs()
    say({ kind: 'blind', cause, sinceMs: goesOn ? was.sinceMs : clock.wallMs() })
    watch()
  }

  function forgetSigns(): void {
    witnesses.clear()
    belief.clear()
  }

  /** What was learned of one network says nothing of another. */
  function otherNetwork(): void {
    disproved = false
    beyondMs = -Infinity
    forgetSigns()
    const wasBlind = sight.kind === 'blind'
    reconsider()
    if (running && !wasBlind && sight.kind !== 'blind') settle('network', false)
  }

  function suspended(fromMs?: number): void {
    asleep = true
    reconsider()
    deps.onSuspend(fromMs ?? null)
  }

  function resumed(): void {
    asleep = false
    forgetSigns()
    disproved = false
    network.look(true)
    if (blindness() === null) settle('resume', true)
    else reconsider()
    deps.onResume()
  }

  function jumped(fromMs: number): void {
    deps.onClockJump(fromMs)
    if (sight.kind !== 'blind') settle('clock', false)
  }

  function heardOnline(now: boolean): void {
    if (now === online) return
    online = now
    disproved = false
    reconsider()
  }

  function observed(): ObservedSign | null {
    if (sight.kind !== 'blind') return null
    return sight.cause === 'dns' || sight.cause === 'captive-portal' ? sight.cause : null
  }

  /** Looks again and again, as long as there is something to look for. */
  function watch(): void {
    if (poll || !running || (!deps.network && !observed())) return
    poll = clock.after(pollMs, () => {
      poll = null
      if (!asleep && network.look(true)) otherNetwork()
      doubtOldSign()
      watch()
    })
  }

  function doubtOldSign(): void {
    const sign = observed()
    if (!sign) return
    const nowMs = clock.monotonicMs()
    if (belief.sign(nowMs) !== sign) return reconsider()
    if (nowMs - askedMs < recheckMs) return
    askedMs = nowMs
    deps.ask(witnesses.shown(sign).slice(0, 2))
  }

  /** A target beyond that answered to a question asked since then proves that there is a way. */
  function proves(target: TargetConfig, { resultCode, confirmed }: ProbeResult, startedMs: number): void {
    if (resultCode !== 0 || !confirmed || witnesses.isNear(target)) return
    beyondMs = Math.max(beyondMs, startedMs)
    if (sight.kind === 'blind' && sight.cause === 'offline' && startedMs >= blindMs) disproved = true
  }

  function weightOf(target: TargetConfig, result: ProbeResult, startedMs: number): Weighed['weight'] {
    const steady = sight.kind !== 'settling' && startedMs >= seeingMs
    if (result.resultCode === 0) return result.confirmed || steady ? 'full' : 'none'
    if (!steady) return 'none'
    return witnesses.isDoubtful(target, result, clock.monotonicMs()) ? 'doubtful' : 'full'
  }

  return {
    sight: () => sight,
    start() {
      running = true
      if (machine) {
        subscriptions.push(machine.onSuspend(suspended), machine.onResume(resumed), machine.onOnlineChange(heardOnline))
        if (machine.onClockJump) subscriptions.push(machine.onClockJump(jumped))
      }
      network.look(true)
      reconsider()
      if (sight.kind !== 'blind') settle('start', true)
      watch()
    },
    stop() {
      running = false
      for (const unsubscribe of subscriptions.splice(0)) unsubscribe()
      poll?.cancel()
      settling.end()
    },
    look: () => machine?.look?.(),
    weigh(target, result, startedMs) {
      if (!isVerdict(result)) return { result, weight: 'none' }
      if (result.resultCode !== 0 && network.look(false)) otherNetwork()
      const asked = witnesses.hear(target, result, startedMs, clock.monotonicMs())
      if (asked.length > 0) deps.ask(asked)
      proves(target, result, startedMs)
      reconsider()
      if (sight.kind === 'blind' && isOurs(witnesses, target, result, sight.cause, beyondMs >= blindMs)) {
        return { result: localOffline(result, sight.cause), weight: 'none' }
      }
      return { result, weight: weightOf(target, result, startedMs) }
    },
    forget(targetId) {
      witnesses.forget(targetId)
      reconsider()
    },
    hides(target) {
      if (sight.kind !== 'blind') return false
      if (sight.cause === 'dns') return needsResolver(dialledHost(target))
      return sight.cause === 'asleep' || !witnesses.isNear(target)
    },
  }
}
