import type { Reason } from '../contract/reasons.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { splitHostPort } from '../contract/target-grammar.ts'

/** The host of a target, without port or brackets; its whole address where that has none. */
export function hostOf({ target, protocol }: Pick<TargetConfig, 'target' | 'protocol'>): string {
  if (protocol !== 'http') return splitHostPort(target)?.host ?? target
  return URL.parse(target)?.hostname.replace(/^\[(.*)\]$/, '$1') ?? target
}

/** One of several that are told together. */
export interface Gathered {
  host: string
  reason: Reason | null
}

/** Some of those told together, by what they have in common: a host, else a reason; `host` null and `reason` null: the rest. */
export interface Group {
  host: string | null
  reason: Reason | null
  count: number
}

/** So many groups are named in a title; all others are the rest. */
const maxGroups = 2

/**
 * What those told together have in common: the hosts that two or more of them share, and where they share none, their
 * reasons. The largest group stands first, the rest last.
 */
export function grouped(all: readonly Gathered[]): Group[] {
  const byHost = parts(all, ({ host }) => host)
  const hosts = byHost.filter((members) => members.length > 1)
  if (hosts.length > 0) {
    return withRest(all, hosts, ([first]) => ({ host: first?.host ?? null, reason: null })).map((group) => ({
      ...group,
      reason: group.host === null ? null : commonReason(all.filter(({ host }) => host === group.host)),
    }))
  }
  const reasons = parts(all, ({ reason }) => reason).filter(([first]) => first?.reason)
  return withRest(all, reasons, ([first]) => ({ host: null, reason: first?.reason ?? null }))
}

function commonReason(members: readonly Gathered[]): Reason | null {
  const [first] = members
  return first && members.every(({ reason }) => reason === first.reason) ? first.reason : null
}

function parts(all: readonly Gathered[], key: (one: Gathered) => string | null): Gathered[][] {
  return [...Map.groupBy(all, key).values()]
}

function withRest(
  all: readonly Gathered[],
  groups: readonly (readonly Gathered[])[],
  nameOf: (members: readonly Gathered[]) => Pick<Group, 'host' | 'reason'>,
): Group[] {
  const largest = groups.toSorted((a, b) => b.length - a.length).slice(0, maxGroups)
  const named = largest.map((members) => ({ ...nameOf(members), count: members.length }))
  const rest = all.length - named.reduce((sum, { count }) => sum + count, 0)
  return rest === 0 ? named : [...named, { host: null, reason: null, count: rest }]
}
