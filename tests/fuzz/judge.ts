import { expect } from 'vitest'
import { localFaultReasons } from '../../electron/contract/reasons.ts'
import { type ProbeResult, probeResultSchema, resultRecordSchema, toRecord } from '../../electron/contract/result.ts'
import { resultLabel } from '../../electron/contract/result-codes.ts'
import { probe } from '../../electron/probes/probe.ts'
import type { Lookup, ProbeSpec } from '../../electron/probes/spec.ts'
import { createLab } from '../probes/vectors/lab.ts'
import { awakeMs } from './awake-clock.ts'
import { address } from './servers.ts'

/** How much later than its deadline a probe may end on a busy machine. */
const toleranceMs = 250
/** How long after it was stopped. */
const stopsWithinMs = 100

const lab = createLab()

/** Knows this one place, by its address and by name: a damaged Location leads nowhere else. */
const lookup: Lookup = async (host) =>
  host === address || host === 'fuzz.test'
    ? { ok: true, addresses: [{ address, family: 4 }], durationMs: 0 }
    : { ok: false, failure: 'not-found', code: 'ENOTFOUND', durationMs: 0 }

/** The latest time at which a probe may still run, from its start. */
function deadlineMs(spec: ProbeSpec): number {
  if (spec.protocol === 'http') return spec.responseTimeoutMs
  const { timeoutMs, readTimeoutMs, send } = spec
  if (spec.protocol === 'udp') return timeoutMs + readTimeoutMs
  return (
    timeoutMs +
    (send === null ? 0 : readTimeoutMs) +
    (spec.expect === null && spec.expectRegex === null ? 0 : readTimeoutMs)
  )
}

/** Probes, and asserts what holds for every result whatever the server did. */
export async function judged(spec: ProbeSpec, signal = new AbortController().signal): Promise<ProbeResult> {
  const startMs = awakeMs()
  const result = await probe(spec, { ...lab.env, signal, lookup })
  expect(awakeMs() - startMs).toBeLessThan(deadlineMs(spec) + toleranceMs)
  expectWellFormed(result, spec)
  if (!signal.aborted && !searchedTooLong(result)) {
    expect(localFaultReasons, result.message).not.toContain(result.reason)
  }
  return result
}

/**
 * Whether the time ran out while a pattern or query was tried in the thread all probes share: fifty at once may come to
 * that on a busy machine, and then it is this machine's fault. Real exhaustion names what ran out.
 */
function searchedTooLong({ reason, detail }: ProbeResult): boolean {
  return reason === 'local-resources' && detail.resource === undefined
}

/** Probes and stops the probe after a while. What it found before stands; otherwise it has been stopped. */
export async function stopped(spec: ProbeSpec, afterMs: number): Promise<ProbeResult> {
  const controller = new AbortController()
  let stoppedMs = Infinity
  let ended = false
  const timer = setTimeout(() => {
    stoppedMs = awakeMs()
    controller.abort()
  }, afterMs)
  const result = await judged(spec, controller.signal).finally(() => clearTimeout(timer))
  ended = result.reason !== 'aborted'
  expect(ended, `${result.reason}: ${result.message}`).toBe(stoppedMs === Infinity)
  if (!ended) expect(awakeMs() - stoppedMs).toBeLessThan(stopsWithinMs)
  return result
}

function expectWellFormed(result: ProbeResult, { id, target, protocol, name, labels }: ProbeSpec): void {
  const record = toRecord(result)
  resultRecordSchema.parse(record)
  probeResultSchema.parse(result)
  expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  expect(record).toMatchObject({ id, target, protocol, name, labels })

  const { resultCode, reason, message, timings, responseTimeMs } = record
  if (resultCode === null) {
    expect(record.result).toBeNull()
    expect(localFaultReasons).toContain(reason)
  } else {
    expect(record.result).not.toBeNull()
    expect(record.result).toBe(resultLabel(protocol, resultCode))
  }
  expect(reason === null).toBe(resultCode === 0)
  // One line for a person, whatever bytes the server sent.
  expect(message).toMatch(/^\P{Cc}{10,600}\.$/u)
  for (const durationMs of [responseTimeMs, ...Object.values(timings)]) {
    expect(durationMs ?? 0).toBeGreaterThanOrEqual(0)
    expect(durationMs ?? 0).toBeLessThanOrEqual(timings.total)
  }
}
