import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createMonitor, type MonitorFault } from '../../electron/monitor/monitor.ts'
import type {
  MachineEvents,
  Memory,
  Monitor,
  MonitorEvent,
  MonitorRules,
  NetworkFacts,
  Pace,
} from '../../electron/monitor/ports.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createFakeProbe, type FakeProbe } from './fake-probe.ts'

export interface Harness extends FakeProbe {
  clock: FakeClock
  monitor: Monitor
  events: MonitorEvent[]
  faults: MonitorFault[]
  machine: FakeMachine
  /** Codes of the results emitted for a target, in order. */
  codes: (id: string) => (number | null)[]
}

/** What must outlive the program, while the test does. Values go in and come out as JSON does. */
export function createFakeMemory(): Memory & { size: () => number } {
  const known = new Map<string, string>()
  return {
    get(targetId, kind) {
      const text = known.get(`${targetId} ${kind}`)
      return text === undefined ? undefined : JSON.parse(text)
    },
    set: (targetId, kind, value) => void known.set(`${targetId} ${kind}`, JSON.stringify(value)),
    delete: (targetId, kind) => void known.delete(`${targetId} ${kind}`),
    seen: () => {},
    size: () => known.size,
  }
}

export interface FakeMachine extends MachineEvents {
  suspend(): void
  resume(): void
  listeners(): number
}

function on<T>(set: Set<T>): (listener: T) => () => void {
  return (listener) => {
    set.add(listener)
    return () => void set.delete(listener)
  }
}

export function createFakeMachine(): FakeMachine {
  const suspend = new Set<() => void>()
  const resume = new Set<() => void>()
  const online = new Set<(online: boolean) => void>()
  return {
    onSuspend: on(suspend),
    onResume: on(resume),
    onOnlineChange: on(online),
    suspend: () => suspend.forEach((listener) => listener()),
    resume: () => resume.forEach((listener) => listener()),
    listeners: () => suspend.size + resume.size + online.size,
  }
}

/** A monitor on a fake clock with a fake probe, everything it emits kept. */
export function createHarness(
  options: {
    takesMs?: (target: TargetConfig) => number | null
    deaf?: boolean
    maxInFlight?: number
    random?: () => number
    /** Everything at once unless told: one result settles it, and every result counts. */
    rules?: Partial<MonitorRules>
    clock?: FakeClock
    memory?: Memory
    machine?: MachineEvents
    network?: () => NetworkFacts
    pace?: Pace
    inMaintenance?: (target: TargetConfig, atMs: number) => boolean
  } = {},
): Harness {
  const { takesMs, deaf, clock = createFakeClock(), machine: given, rules, random = () => 0, ...others } = options
  const fake = createFakeProbe(clock, takesMs, deaf)
  const machine = createFakeMachine()
  const events: MonitorEvent[] = []
  const faults: MonitorFault[] = []
  const monitor = createMonitor({
    clock,
    random,
    probe: fake.probe,
    machine: given ?? machine,
    rules: () => ({ confirmFailures: 1, confirmRecoveries: 1, settleMs: 0, tellDegraded: false, ...rules }),
    onFault: (fault) => faults.push(fault),
    ...others,
  })
  monitor.subscribe((event) => events.push(event))
  return {
    ...fake,
    clock,
    monitor,
    events,
    faults,
    machine,
    codes: (id) =>
      events.flatMap((event) => (event.type === 'result' && event.target.id === id ? [event.result.resultCode] : [])),
  }
}
