import net from 'node:net'
import { joinHostPort } from '../contract/target-grammar.ts'
import { errorCode } from './error-code.ts'
import { canReach, type LocalAddresses, sourceAddress } from './local.ts'
import { decidingFailure, type FailedAddress, type NetworkFailure, networkFailure } from './network-error.ts'
import { atDeadline, type Limits, runPhase } from './phase.ts'
import type { ResolvedAddress } from './spec.ts'

/** Between the starts of two attempts (RFC 8305, section 5, recommends 250 ms). */
const attemptDelayMs = 250

export interface DialOptions extends Limits {
  /** In the resolver's order of preference. */
  addresses: readonly ResolvedAddress[]
  port: number
  /** Where to connect from; null leaves it to the system. */
  localAddresses: LocalAddresses | null
}

export type DialFailure = NetworkFailure | 'aborted'

export type DialOutcome =
  /** The socket is the caller's to destroy. `connectMs` runs from the first attempt to the connection. */
  | { ok: true; socket: net.Socket; remoteAddress: string; connectMs: number }
  /** `code` is the system's error code, or empty; `remoteAddress` the `ip:port` that decided, if any was tried. */
  | { ok: false; reason: DialFailure; code: string; remoteAddress: string | null }

/**
 * Connects to whichever address answers first. Attempts start 250 ms apart, or as soon as one fails, families
 * alternating, and all keep running until one connects: Node's own `autoSelectFamily` gives up each attempt but the last
 * after 250 ms, which turns a slow first address into a false alarm. It fails when every address has failed or at the
 * deadline, never throws, and leaves no socket behind on failure.
 */
export function dial(options: DialOptions): Promise<DialOutcome> {
  const { port, localAddresses, clock } = options
  const queue = alternateFamilies(options.addresses).filter(({ family }) => canReach(localAddresses, family))
  if (queue.length === 0) return Promise.resolve({ ok: false, reason: 'no-address', code: '', remoteAddress: null })
  const startMs = clock.monotonicMs()
  const running = new Map<net.Socket, string>()
  let failure: FailedAddress<DialFailure> | null = null

  return runPhase<DialOutcome>(
    options,
    (why) => ({
      ok: false,
      reason: why === 'aborted' ? 'aborted' : 'connect-timeout',
      code: '',
      remoteAddress: running.values().next().value ?? null,
    }),
    (end) => {
      let cancelDelay: (() => void) | null = null

      const startNext = (): void => {
        cancelDelay?.()
        const next = queue.shift()
        if (next === undefined) return
        const remoteAddress = joinHostPort(next.address, port)
        const source = sourceAddress(localAddresses, next.family)
        const socket = new net.Socket()
        try {
          socket.connect({
            host: next.address,
            family: next.family,
            port,
            autoSelectFamily: false,
            ...(source === null ? {} : { localAddress: source }),
          })
        } catch (error) {
          // A port that is none throws, with a handle already open.
          socket.destroy()
          failed(errorCode(error), remoteAddress)
          return
        }
        running.set(socket, remoteAddress)
        socket.on('error', (error) => {
          // Also called for a connection long handed over: an error nobody listens for would end the process.
          if (running.delete(socket)) failed(errorCode(error), remoteAddress)
        })
        socket.once('connect', () => {
          // Each name a socket is asked for costs a system call: of nearly every one its port tells enough.
          if (socket.localPort === port && connectedToItself(socket)) {
            socket.destroy()
            running.delete(socket)
            failed('ECONNREFUSED', remoteAddress)
            return
          }
          running.delete(socket)
          end({ ok: true, socket, remoteAddress, connectMs: clock.monotonicMs() - startMs })
        })
        if (queue.length > 0) cancelDelay = atDeadline(clock.monotonicMs() + attemptDelayMs, clock, startNext)
      }

      const failed = (code: string, remoteAddress: string): void => {
        const reason = networkFailure(code, localAddresses !== null)
        failure = decidingFailure(failure, { reason, code, remoteAddress })
        if (queue.length > 0) startNext()
        else if (running.size === 0) end({ ok: false, ...failure })
      }

      startNext()
      return () => {
        cancelDelay?.()
        for (const socket of running.keys()) socket.destroy()
        running.clear()
      }
    },
  )
}

/** The order of attempts: the resolver's, families alternating, its first choice first (RFC 8305, section 4). */
export function alternateFamilies(addresses: readonly ResolvedAddress[]): ResolvedAddress[] {
  const first = addresses.filter(({ family }) => family === addresses[0]?.family)
  if (first.length === addresses.length) return first
  const second = addresses.filter(({ family }) => family !== addresses[0]?.family)
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => [
    ...first.slice(index, index + 1),
    ...second.slice(index, index + 1),
  ]).flat()
}

/**
 * Whether a socket is its own peer. On loopback the system may choose the very port being probed as the source, and TCP's
 * simultaneous open (RFC 9293, section 3.5) then connects a port nobody listens on to itself.
 */
export function connectedToItself(socket: net.Socket): boolean {
  return socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress
}
