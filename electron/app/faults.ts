import type { ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Notices } from './notices.ts'
import type { ResolvedConfig } from './resolve-config.ts'

/** Turns what keeps this machine from probing into one notice per cause, and takes it back when it is over. */
export interface Faults {
  resolved(target: TargetConfig, resolved: ResolvedConfig): void
  result(result: ProbeResult): void
  /** It is not probed for now. */
  paused(id: string): void
  removed(id: string): void
}

export function createFaults(notices: Notices): Faults {
  const withoutSecret = new Map<string, { name: string; reason: string }>()
  /** What this machine was out of, by target whose last probe it kept from a verdict. */
  const exhausted = new Map<string, string>()

  function tellSecrets(): void {
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

  function foundSecret(id: string): void {
    if (withoutSecret.delete(id)) tellSecrets()
  }

  /**
   * While there are too few sockets some probes get one and others none: one verdict does not end the notice, or it would
   * come and go with every probe.
   */
  function tellResources(): void {
    const [resource] = exhausted.values()
    if (resource === undefined) return notices.drop('resources')
    notices.raise({ id: 'resources', severity: 'error', code: 'local-resources', params: { resource } })
  }

  function relieved(id: string): void {
    if (exhausted.delete(id)) tellResources()
  }

  return {
    resolved(target, resolved) {
      if (resolved.ok || resolved.lacks !== 'secret') return foundSecret(target.id)
      const { message } = resolved
      const reason = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
      withoutSecret.set(target.id, { name: target.name ?? target.target, reason })
      tellSecrets()
    },
    result(result) {
      const { resource } = result.detail
      if (result.reason === 'local-resources' && resource) {
        exhausted.set(result.id, resource)
        tellResources()
      } else if (result.resultCode !== null) {
        relieved(result.id)
      }
    },
    paused: relieved,
    removed(id) {
      foundSecret(id)
      relieved(id)
    },
  }
}
