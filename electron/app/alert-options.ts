import { type AlertSettings, defaultAlertSettings, type Snooze } from '../contract/alert-settings.ts'
import type { Settings } from '../contract/settings.ts'
import type { SecretRef } from '../contract/target-config.ts'
import type { SettingsStore } from '../storage/ports.ts'

type Saved = ReturnType<SettingsStore['change']>
export type Scope = Snooze['scope']

/** What is told, when and how: read at each use, saved before it is answered. */
export interface AlertOptions {
  readonly current: AlertSettings
  /** Days before a certificate's end are put in order, each once. */
  set(change: Partial<Omit<AlertSettings, 'webhook' | 'snoozes'>>): Saved
  /** Silences each; a snooze of the same scope is replaced. `until` is ISO 8601, or null until it recovers. */
  snooze(scopes: readonly Scope[], until: string | null): Saved
  /** Ends snoozes of exactly these scopes. */
  unsnooze(scopes: readonly Scope[]): Saved
  setWebhook(ref: SecretRef | null): Saved
}

/** The alert settings of a settings file, whole. */
export function alertsOf({ alerts }: Settings): AlertSettings {
  return alerts ?? defaultAlertSettings
}

/** Every change also forgets the snoozes that are over. */
export function createAlertOptions(settings: SettingsStore, wallMs: () => number): AlertOptions {
  function change(edit: (alerts: AlertSettings) => AlertSettings): Saved {
    return settings.change((before) => {
      const alerts = alertsOf(before)
      const snoozes = alerts.snoozes.filter(({ until }) => until === null || Date.parse(until) > wallMs())
      return { ...before, alerts: edit({ ...alerts, snoozes }) }
    })
  }

  return {
    get current() {
      return alertsOf(settings.current)
    },
    set: (given) =>
      change((alerts) => {
        const { certificateDays = alerts.certificateDays } = given
        return { ...alerts, ...given, certificateDays: [...new Set(certificateDays)].toSorted((a, b) => b - a) }
      }),
    snooze: (scopes, until) =>
      change((alerts) => ({
        ...alerts,
        snoozes: [...without(alerts.snoozes, scopes), ...scopes.map((scope) => ({ scope, until }))],
      })),
    unsnooze: (scopes) => change((alerts) => ({ ...alerts, snoozes: without(alerts.snoozes, scopes) })),
    setWebhook: (webhook) => change((alerts) => ({ ...alerts, webhook })),
  }
}

function without(snoozes: readonly Snooze[], scopes: readonly Scope[]): Snooze[] {
  // By text: a whole list of targets may be snoozed at once.
  const gone = new Set(scopes.map(scopeText))
  return snoozes.filter(({ scope }) => !gone.has(scopeText(scope)))
}

function scopeText(scope: Scope): string {
  return scope.kind === 'target' ? `target ${scope.id}` : `tag ${scope.tag}`
}
