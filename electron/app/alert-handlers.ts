import type { Maintenance } from '../contract/alert-settings.ts'
import type { Answer, FailureCode } from '../contract/schemas.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { AlertOptions, Scope } from './alert-options.ts'
import type { Handlers } from './requests.ts'

export interface AlertHandlersDeps {
  alerts: AlertOptions
  targets: () => readonly TargetConfig[]
  wallMs: () => number
  /** The settings are other than before; what goes by them may be due at another time. */
  onChange: () => void
}

type Channel = Extract<keyof Handlers, 'targets:snooze' | 'targets:unsnooze' | `alerts:${string}`>

const done: Answer<Record<string, never>> = { ok: true, value: {} }
const failed = (code: FailureCode, message: string): Answer<never> => ({ ok: false, code, message })

/** Answers what is asked about alerts. */
export function alertHandlers({ alerts, targets, wallMs, onChange }: AlertHandlersDeps): Pick<Handlers, Channel> {
  function saved(change: { ok: true } | { ok: false; message: string }): Answer<Record<string, never>> {
    if (!change.ok) return failed('not-saved', change.message)
    onChange()
    return done
  }

  /** Why there is nothing to snooze, or null. */
  function unknown(scopes: readonly Scope[]): string | null {
    const ids = new Set(targets().map(({ id }) => id))
    const tags = new Set(targets().flatMap(({ tags = [] }) => tags))
    for (const scope of scopes) {
      if (scope.kind === 'target' && !ids.has(scope.id)) return 'this target is no longer in the list'
      if (scope.kind === 'tag' && !tags.has(scope.tag)) return `no target has the tag "${scope.tag}"`
    }
    return null
  }

  return {
    'targets:snooze': ({ scope, until }) => {
      const scopes = scopesOf(scope)
      const missing = unknown(scopes)
      if (missing !== null) return failed('not-found', missing)
      if (until !== null && Date.parse(until) <= wallMs()) {
        return failed('invalid-request', `until: ${until} is past; write a moment that is yet to come`)
      }
      return saved(alerts.snooze(scopes, until))
    },
    'targets:unsnooze': ({ scope }) => saved(alerts.unsnooze(scopesOf(scope))),
    'alerts:get': () => ({ ok: true, value: alerts.current }),
    'alerts:set': (change) => {
      const fault = maintenanceFault(change.maintenance ?? [])
      if (fault !== null) return failed('invalid-request', fault)
      const answer = saved(alerts.set(change))
      return answer.ok ? { ok: true, value: alerts.current } : answer
    },
  }
}

function scopesOf(scope: Scope | { kind: 'targets'; ids: readonly string[] }): Scope[] {
  return scope.kind === 'targets' ? scope.ids.map((id) => ({ kind: 'target', id })) : [scope]
}

/** What the schema of one window cannot say. */
function maintenanceFault(windows: readonly Maintenance[]): string | null {
  const ids = new Set<string>()
  for (const [nth, { id, when }] of windows.entries()) {
    if (ids.has(id)) return `maintenance[${nth}].id: another window has it already; write one of its own`
    ids.add(id)
    if (when.kind === 'once' && Date.parse(when.until) <= Date.parse(when.from)) {
      return `maintenance[${nth}].when.until: ${when.until} is not after ${when.from}; write a later moment`
    }
  }
  return null
}
