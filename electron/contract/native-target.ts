import { nativeDefaults, type TargetConfig } from './target-config.ts'
import type { ParsedTarget } from './target-grammar.ts'

/** A target of one's own with every option at its default. Credentials in the address are the caller's to store. */
export function nativeTarget(id: string, parsed: ParsedTarget): TargetConfig {
  const { intervalMs, timeoutMs, readTimeoutMs, responseTimeoutMs, followRedirects, expectStatus } = nativeDefaults
  const base = { id, target: parsed.target, intervalMs }
  switch (parsed.protocol) {
    case 'tcp':
      return { ...base, protocol: 'tcp', timeoutMs, readTimeoutMs, ...(parsed.tls ? { tls: {} } : {}) }
    case 'udp':
      return { ...base, protocol: 'udp', timeoutMs, readTimeoutMs }
    case 'http':
      return {
        ...base,
        protocol: 'http',
        responseTimeoutMs,
        followRedirects,
        expectStatus,
        ...(parsed.username === null ? {} : { username: parsed.username }),
      }
  }
}
