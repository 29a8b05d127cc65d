import * as z from 'zod/mini'
import { type Silence, startAlerts } from '../alerts/alerts.ts'
import { createDelivery } from '../alerts/delivery.ts'
import type { CheckedNotifier, Delivery, Notification } from '../alerts/notifier.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { AlertMemory, Clock, MachineEvents, Memory, Monitor } from '../monitor/ports.ts'
import type { Log } from '../storage/log.ts'
import type { SettingsStore } from '../storage/ports.ts'
import type { AlertHandlersDeps } from './alert-handlers.ts'
import { createAlertOptions } from './alert-options.ts'
import { createSilences } from './silence.ts'
import { endSnoozesOnRecovery } from './snooze-end.ts'

export interface ComposeAlertsDeps {
  clock: Clock
  settings: SettingsStore
  monitor: Monitor
  machine: MachineEvents
  memory: Memory
  notifier: CheckedNotifier
  log: Log
  /** What silences this target is other than before. */
  onSilenceChange: (id: string) => void
}

export interface ComposedAlerts {
  handling: AlertHandlersDeps
  silenceOf: (target: TargetConfig) => Silence
  inMaintenance: (target: TargetConfig) => boolean
  /** Decides nothing more. */
  stop(): void
  /** Delivers what waits. */
  close(): Promise<void>
}

/** How long notifications that wait may hold up the end of the program. */
const deliverWithinMs = 1000

/** Puts together what tells a person, and what keeps it from telling. */
export function composeAlerts(deps: ComposeAlertsDeps): ComposedAlerts {
  const { clock, settings, monitor, log } = deps
  const options = createAlertOptions(settings, () => clock.wallMs())
  const silences = createSilences({
    clock,
    alerts: () => options.current,
    targets: () => monitor.targets(),
    onChange: deps.onSilenceChange,
  })
  const logOutcome = ({ title }: Notification, outcome: Delivery) => {
    if (outcome !== 'shown') log.warn('a notification was not shown', { title, outcome })
  }
  const delivery = createDelivery({ notifier: deps.notifier, clock, onOutcome: logOutcome })
  // Before the alerts hear of it: what a snooze was to wait for may be told.
  const stopSnoozeEnd = endSnoozesOnRecovery(monitor, options, (message) => {
    if (message !== null) log.error('a snooze that is over was not ended', { message })
    silences.refresh()
  })
  const alerts = startAlerts({
    monitor,
    machine: deps.machine,
    memory: toldIn(deps.memory),
    delivery,
    enabled: () => settings.current.preferences.notifications,
    clock,
  })
  silences.refresh()

  return {
    handling: {
      alerts: options,
      targets: () => monitor.targets(),
      wallMs: () => clock.wallMs(),
      onChange: () => silences.refresh(),
    },
    silenceOf: (target) => silences.of(target),
    inMaintenance: (target) => silences.inMaintenance(target),
    stop() {
      stopSnoozeEnd()
      silences.stop()
      alerts.stop()
    },
    close: () => delivery.close(deliverWithinMs),
  }
}

const toldSchema = z.object({ code: z.int(), sinceMs: z.number(), certificates: z.record(z.string(), z.number()) })

function toldIn(memory: Memory): AlertMemory {
  return {
    get: (id) => toldSchema.safeParse(memory.get(id, 'told')).data,
    set: (id, told) => memory.set(id, 'told', { ...told }),
    seen: (id) => memory.seen(id),
    delete: (id) => memory.delete(id, 'told'),
  }
}
