import dns from 'node:dns'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import { errorCode } from './error-code.ts'
import { exhaustedResource } from './local.ts'
import { runPhase } from './phase.ts'
import { createPlaces, type Place } from './places.ts'
import type { Lookup, LookupAnswer, LookupFailure, ProbeClock, ResolvedAddress } from './spec.ts'

/** Asks for all addresses of a name, both families, in order of preference. Rejects with an error that has a code. */
export type GetAddrInfo = (host: string) => Promise<readonly { address: string; family: number }[]>

export interface LookupNeeds {
  clock: ProbeClock
  getaddrinfo?: GetAddrInfo
  /** Opens and closes the null device; throws the system's error when it cannot. */
  openNullDevice?: () => void
}

type Found = { ok: true; addresses: ResolvedAddress[] } | { ok: false; failure: LookupFailure; code: string }

/** One name being asked, or waiting to be. */
interface Flight {
  /** Null while it waits for a place. */
  askedMs: number | null
  waiters: Set<(found: Found) => void>
  place: Place | null
}

/**
 * Makes the lookup that all probes of a process share, so that fifty targets behind a dead resolver do not hold up a
 * healthy one: one question per name at a time, and names that timed out keep to places of their own. Entries must set
 * UV_THREADPOOL_SIZE=128 before anything touches the pool.
 */
export function createLookup(needs: LookupNeeds): Lookup {
  const { clock, getaddrinfo = systemGetAddrInfo, openNullDevice = systemOpenNullDevice } = needs
  const flights = new Map<string, Flight>()
  const timedOut = new Set<string>()
  const places = createPlaces((name) => timedOut.has(name))

  async function ask(name: string, flight: Flight): Promise<void> {
    flight.askedMs = clock.monotonicMs()
    const found = await findAddresses(name, getaddrinfo, openNullDevice)
    flights.delete(name)
    if (flight.waiters.size > 0) timedOut.delete(name)
    for (const waiter of flight.waiters) waiter(found)
  }

  function join(name: string): Flight {
    const known = flights.get(name)
    if (known) return known
    const flight: Flight = { askedMs: null, waiters: new Set(), place: null }
    flights.set(name, flight)
    flight.place = places.take(name, () => ask(name, flight))
    return flight
  }

  return async (host, { family, deadlineMs, signal }) => {
    const literal = literalAddress(host)
    if (literal && !signal.aborted) return { ...ofFamily({ ok: true, addresses: [literal] }, family), durationMs: 0 }

    const name = host.toLowerCase()
    const joinedMs = clock.monotonicMs()
    // Waiting for a place is not latency.
    const sinceAsked = ({ askedMs }: Flight): number =>
      askedMs === null ? 0 : clock.monotonicMs() - Math.max(askedMs, joinedMs)
    let flight: Flight | null = null

    return runPhase<LookupAnswer>(
      { deadlineMs, clock, signal },
      (why) => {
        // A name that was never asked has not been slow: it was held up by others.
        if (why === 'deadline' && flight !== null && flight.askedMs !== null) timedOut.add(name)
        const failure = why === 'deadline' ? 'timeout' : 'aborted'
        return { ok: false, failure, code: '', durationMs: flight === null ? 0 : sinceAsked(flight) }
      },
      (end) => {
        const joined = join(name)
        flight = joined
        const waiter = (found: Found): void => end({ ...ofFamily(found, family), durationMs: sinceAsked(joined) })
        joined.waiters.add(waiter)
        return () => {
          joined.waiters.delete(waiter)
          if (joined.waiters.size > 0 || joined.askedMs !== null) return
          joined.place?.leave()
          flights.delete(name)
        }
      },
    )
  }
}

function literalAddress(host: string): ResolvedAddress | null {
  const family = net.isIP(host)
  return family === 4 || family === 6 ? { address: host, family } : null
}

/**
 * Both families are always asked for, because getaddrinfo says ENOTFOUND alike for a name that does not exist and for one
 * without an address of the family wanted.
 */
function ofFamily(found: Found, family: 4 | 6 | null): Found {
  if (!found.ok || family === null) return found
  const addresses = found.addresses.filter((address) => address.family === family)
  return addresses.length > 0 ? { ok: true, addresses } : { ok: false, failure: 'no-address', code: '' }
}

async function findAddresses(name: string, getaddrinfo: GetAddrInfo, openNullDevice: () => void): Promise<Found> {
  try {
    const addresses = distinct(await getaddrinfo(name))
    if (addresses.length > 0) return { ok: true, addresses }
    return { ok: false, failure: 'not-found', code: 'ENOTFOUND' }
  } catch (error) {
    const code = errorCode(error)
    const localCode = exhaustedResource(code, false) === null ? exhaustionInDisguise(openNullDevice) : code
    if (localCode !== null) return { ok: false, failure: 'resources', code: localCode }
    return { ok: false, failure: code === 'ENOTFOUND' ? 'not-found' : 'failed', code }
  }
}

/**
 * A resolver that cannot open its files or socket says ENOTFOUND (getaddrinfo) or ECONNREFUSED (c-ares). Whether this
 * machine can open a file at all tells that from a name that does not exist.
 */
function exhaustionInDisguise(openNullDevice: () => void): string | null {
  try {
    openNullDevice()
    return null
  } catch (error) {
    const code = errorCode(error)
    return exhaustedResource(code, false) === null ? null : code
  }
}

function distinct(found: readonly { address: string; family: number }[]): ResolvedAddress[] {
  const byAddress = new Map<string, ResolvedAddress>()
  for (const { address, family } of found) {
    // A hosts file that names a host twice yields its address twice.
    if (family === 4 || family === 6) byAddress.set(address, { address, family })
  }
  return Array.from(byAddress.values())
}

function systemGetAddrInfo(host: string): Promise<dns.LookupAddress[]> {
  return dns.promises.lookup(host, { all: true, order: 'verbatim' })
}

function systemOpenNullDevice(): void {
  fs.closeSync(fs.openSync(os.devNull, 'r'))
}
