import { randomUUID } from 'node:crypto'
import { createPortlight, type Portlight } from '../../electron/app/portlight.ts'
import type { Prober } from '../../electron/app/prober.ts'
import type { RequestChannel } from '../../electron/contract/channels.ts'
import type { RequestOf } from '../../electron/contract/schemas.ts'
import { createHeartbeat } from '../../electron/monitor/heartbeat.ts'
import { createListeners } from '../../electron/monitor/listeners.ts'
import type { MachineEvents, NetworkFacts } from '../../electron/monitor/ports.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import type { TraceClock } from './clock.ts'
import type { Host, NotifierMode } from './format.ts'
import { createHistory } from './history.ts'
import type { Kept } from './kept.ts'
import { createLogRecord, createNotifier, type Recorded } from './record.ts'

/** The machine, whatever program runs on it. */
export interface World {
  clock: TraceClock
  host: Host
  kept: Kept
  record: Recorded
  probe: Prober
  network: NetworkFacts
  online: boolean
  notifier: NotifierMode
}

/** One run of the program, from start to end. */
export interface Program {
  portlight: Portlight
  /** What a desktop is told; the headless host has nobody to tell it. */
  announce: { suspend(): void; resume(): void; online(online: boolean): void }
  /** Asks as the page does; throws unless it is done. */
  ask<C extends RequestChannel>(channel: C, request: RequestOf<C>): Promise<void>
  stop(): Promise<void>
}

/** Put together as the entry of the host does it, with what reaches beyond the process replaced. */
export function beginProgram(world: World): Program {
  const { clock, host, kept, record } = world
  const failed = (error: unknown) => void record.faults.push(String(error))
  const suspended = createListeners<null>(failed)
  const resumed = createListeners<null>(failed)
  const online = createListeners<boolean>(failed)
  const announced: MachineEvents = {
    onSuspend: (listener) => suspended.subscribe(() => listener()),
    onResume: (listener) => resumed.subscribe(() => listener()),
    onOnlineChange: (listener) => online.subscribe(listener),
  }
  const heartbeat = host === 'desktop' ? createHeartbeat(clock, failed, announced) : createHeartbeat(clock, failed)
  const portlight = createPortlight({
    host: { kind: host, version: '0.0.0-trace', dataDirectory: '/nowhere' },
    clock,
    random: () => 0,
    newId: randomUUID,
    probe: world.probe,
    settings: kept.settings,
    secrets: createMemorySecrets(),
    files: { targets: [], secrets: createMemorySecrets() },
    reading: { machine: { hostname: 'traced', ip: '', env: {} }, home: '/nowhere' },
    history: createHistory(clock, record),
    memory: kept.memory,
    network: () => world.network,
    notifier: createNotifier(clock, record, () => world.notifier),
    machine: heartbeat,
    log: createLogRecord(record),
    notices: [],
    hideWindow: null,
  })
  portlight.start()
  if (!world.online) online.emit(false)

  return {
    portlight,
    announce: {
      suspend: () => suspended.emit(null),
      resume: () => resumed.emit(null),
      online: (now) => online.emit(now),
    },
    async ask(channel, request) {
      const answer = await portlight.handle(channel, request)
      if (!answer.ok) throw new Error(`${channel}: ${answer.message}`)
    },
    async stop() {
      heartbeat.stop()
      await portlight.stop()
    },
  }
}
