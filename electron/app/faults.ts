import type { ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Notices } from './notices.ts'
import type { ResolvedConfig } from './resolve-config.ts'

/** Turns what keeps this machine from probing into one notice per cause, and takes it back when it is over. */
export interface Faults {
  resolved(target: TargetConfig, resolved: ResolvedConfig): void
  result(result: ProbeResult): void
  removed(id: string): void
}

export function createFaults(notices: Notices): Faults {
  const withoutSecret = new Map<string, { name: string; reason: string }>()

  function tell(): void {
    const [first] = withoutSecret.values()
    if (!first) return notices.drop('secrets')
    const { name, reason } = first
    notices.raise({
      id: 'secrets',
      severity: 'warning',
      code: 'secret-unavailable',
      // With several, the sentence speaks of all targets that need one.
      params: withoutSecret.size === 1 ? { name, reason } : { reason },
    })
  }

  function clear(id: string): void {
    if (withoutSecret.delete(id)) tell()
  }

  return {
    resolved(target, resolved) {
      if (resolved.ok || resolved.lacks !== 'secret') return clear(target.id)
      const { message } = resolved
      const reason = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
      withoutSecret.set(target.id, { name: target.name ?? target.target, reason })
      tell()
    },
    result(result) {
      const { resource } = result.detail
      if (result.reason === 'local-resources' && resource) {
        notices.raise({ id: 'resources', severity: 'error', code: 'local-resources', params: { resource } })
      } else if (result.resultCode !== null) {
        // Any verdict shows that there are sockets to be had again.
        notices.drop('resources')
      }
    },
    removed: clear,
  }
}
