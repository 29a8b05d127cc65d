import { startAlerts } from '../alerts/alerts.ts'
import { createDelivery } from '../alerts/delivery.ts'
import type { CheckedNotifier, Delivery, Notification } from '../alerts/notifier.ts'
import type { Silence } from '../alerts/policy.ts'
import type { AlertWords } from '../alerts/words.ts'
import type { Decision } from '../contract/decisions.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Memory, Monitor } from '../monitor/ports.ts'
import type { Log } from '../storage/log.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import type { AlertHandlersDeps } from './alert-handlers.ts'
import { createAlertOptions } from './alert-options.ts'
import { type ComposedWebhook, composeWebhook } from './compose-webhook.ts'
import { createSilences } from './silence.ts'
import { endSnoozesOnRecovery } from './snooze-end.ts'

export interface ComposeAlertsDeps {
  clock: Clock
  settings: SettingsStore
  /** What is told, in words; read at each use. */
  words: () => AlertWords
  monitor: Monitor
  memory: Memory
  notifier: CheckedNotifier
  secrets: SecretStore
  /** Name of this computer, for others to read. */
  hostname: string
  version: string
  /** In [0, 1). */
  random: () => number
  newId: () => string
  log: Log
  onDecision: (decision: Decision) => void
  /** What silences this target is other than before. */
  onSilenceChange: (id: string) => void
}

export interface ComposedAlerts {
  handling: AlertHandlersDeps
  webhook: ComposedWebhook['handlers']
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
  const heard = (notification: Notification, outcome: Delivery) => {
    alerts.heard(notification, outcome)
    if (outcome !== 'shown') log.warn('a notification was not shown', { title: notification.title, outcome })
  }
  const delivery = createDelivery({ notifier: deps.notifier, clock, words: deps.words, onOutcome: heard })
  const webhook = composeWebhook({ ...deps, options, host: deps.hostname })
  // Before the alerts hear of it: what a snooze was to wait for may be told.
  const stopSnoozeEnd = endSnoozesOnRecovery(monitor, options, (message) => {
    if (message !== null) log.error('a snooze that is over was not ended', { message })
    silences.refresh()
  })
  const alerts = startAlerts({
    monitor,
    memory: deps.memory,
    delivery: {
      send(notification) {
        delivery.send(notification)
        webhook.send(notification)
      },
    },
    settings: () => options.current,
    enabled: () => settings.current.preferences.notifications,
    silenceOf: (target) => silences.of(target),
    words: deps.words,
    clock,
    onDecision: deps.onDecision,
  })
  silences.refresh()

  return {
    handling: {
      alerts: options,
      targets: () => monitor.targets(),
      wallMs: () => clock.wallMs(),
      onChange() {
        silences.refresh()
        alerts.refresh()
      },
    },
    webhook: webhook.handlers,
    silenceOf: (target) => silences.of(target),
    inMaintenance: (target) => silences.inMaintenance(target),
    stop() {
      stopSnoozeEnd()
      silences.stop()
      alerts.stop()
    },
    async close() {
      await Promise.all([delivery.close(deliverWithinMs), webhook.close(deliverWithinMs)])
    },
  }
}
