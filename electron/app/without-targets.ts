import type { Settings } from '../contract/settings.ts'

/** The settings without these targets, and what was about them: pauses and snoozes. */
export function withoutTargets(settings: Settings, ids: ReadonlySet<string>): Settings {
  const { alerts } = settings
  const snoozes = alerts?.snoozes.filter(({ scope }) => scope.kind !== 'target' || !ids.has(scope.id))
  return {
    ...settings,
    targets: settings.targets.filter(({ id }) => !ids.has(id)),
    paused: Object.fromEntries(Object.entries(settings.paused).filter(([id]) => !ids.has(id))),
    ...(alerts && snoozes ? { alerts: { ...alerts, snoozes } } : {}),
  }
}
