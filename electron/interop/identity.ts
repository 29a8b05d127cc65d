import { createHash } from 'node:crypto'
import type { Protocol } from '../contract/result-codes.ts'

/**
 * The id of a target that comes from outside the settings: SHA-256, in hex, of where it comes from (the absolute path of
 * its file, or `argument`), its protocol, its address, and which one of that pair it is there, from 1. History follows
 * the id, so it must not depend on anything else.
 */
export function targetIdentity(source: string, protocol: Protocol, target: string, nth: number): string {
  return createHash('sha256')
    .update(JSON.stringify([source, protocol, target, nth]))
    .digest('hex')
}

/** Numbers the targets of one source: call it once per target, in the order they stand there. */
export function identifier(source: string): (protocol: Protocol, target: string) => string {
  const counts = new Map<string, number>()
  return (protocol, target) => {
    const pair = `${protocol} ${target}`
    const nth = (counts.get(pair) ?? 0) + 1
    counts.set(pair, nth)
    return targetIdentity(source, protocol, target, nth)
  }
}
