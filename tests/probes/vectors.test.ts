import { describe, expect, test, vi } from 'vitest'
import {
  certificateSchema,
  httpFactsSchema,
  type ProbeResult,
  resultRecordSchema,
  timingsSchema,
  toRecord,
} from '../../electron/contract/result.ts'
import { resultLabel } from '../../electron/contract/result-codes.ts'
import { probe } from '../../electron/probes/probe.ts'
import type { ProbeSpec } from '../../electron/probes/spec.ts'
import { httpRows } from './vectors/http.ts'
import { createLab } from './vectors/lab.ts'
import { tcpPatternRows, udpPatternRows } from './vectors/net-patterns.ts'
import type { Expected, Row } from './vectors/row.ts'
import { startTlsRows } from './vectors/starttls.ts'
import { tcpRows } from './vectors/tcp.ts'
import { udpRows } from './vectors/udp.ts'

const families: Record<string, readonly Row[]> = {
  tcp: [...tcpRows, ...tcpPatternRows],
  starttls: startTlsRows,
  udp: [...udpRows, ...udpPatternRows],
  http: httpRows,
}

describe.each(Object.entries(families))('%s', (_, rows) => {
  test.each(rows.map((row) => [row.id, row.title, row] as const))('%s: %s', async (_id, _title, row) => {
    const lab = createLab()
    try {
      const spec = await row.run(lab)
      const socketsBefore = openSockets()
      const result = await probe(spec, lab.env)
      expectWellFormed(result, spec)
      expectOutcome(result, row.expect)
      for (const secret of row.secrets ?? []) expect(JSON.stringify(result)).not.toContain(secret)
      await row.expect.check?.(result)
      // While the servers still run: closing them would close a forgotten socket too.
      await vi.waitFor(() => expect(openSockets()).toEqual(socketsBefore), { timeout: 2000, interval: 5 })
    } finally {
      await lab.close()
      // Handles close a turn of the event loop later than their sockets; the next row starts from none.
      await vi.waitFor(() => expect(openSockets()).toEqual({}), { timeout: 2000, interval: 5 })
    }
  })
})

function expectOutcome(result: ProbeResult, expected: Expected): void {
  const { code, reason, atLeastMs, underMs } = expected
  const codes = typeof code === 'number' || code === null ? [code] : code
  expect(codes, `${result.reason}: ${result.message}`).toContain(result.resultCode)
  if (reason !== undefined) expect(result.reason).toBe(reason)
  if (atLeastMs !== undefined) expect(result.timings.total).toBeGreaterThanOrEqual(atLeastMs - 2)
  if (underMs !== undefined) expect(result.timings.total).toBeLessThan(underMs)
}

/** What holds for every result, whatever the vector is about. */
function expectWellFormed(result: ProbeResult, spec: ProbeSpec): void {
  const record = toRecord(result)
  resultRecordSchema.parse(record)
  expect(Object.keys(record)).toEqual(Object.keys(resultRecordSchema.shape))
  expect(Object.keys(record.timings)).toEqual(Object.keys(timingsSchema.shape))
  if (record.http) expect(Object.keys(record.http)).toEqual(Object.keys(httpFactsSchema.shape))
  if (record.certificate) expect(Object.keys(record.certificate)).toEqual(Object.keys(certificateSchema.shape))

  const { id, target, protocol, name, labels } = spec
  expect(record).toMatchObject({ id, target, protocol, name, labels })
  expect(new Date(record.startedAt).toISOString()).toBe(record.startedAt)
  expect(Math.abs(Date.parse(record.startedAt) + record.timings.total - Date.now())).toBeLessThan(500)
  expect(record.result).toBe(record.resultCode === null ? null : resultLabel(protocol, record.resultCode))
  expect(record.reason === null).toBe(record.resultCode === 0)
  expect(record.message).toMatch(/^[^\n]{10,400}\.$/)
  const timed =
    record.resultCode === 0 ? record.confirmed : protocol === 'http' && [5, 6].includes(record.resultCode ?? 0)
  expect(record.responseTimeMs !== null).toBe(timed)
  for (const duration of [record.responseTimeMs, ...Object.values(record.timings)]) {
    expect(duration ?? 0).toBeGreaterThanOrEqual(0)
    expect(duration ?? 0).toBeLessThanOrEqual(record.timings.total)
  }
}

/** How many sockets of each kind this process has open. Servers that listen are not among them. */
function openSockets(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) {
    if (/^(TCPSocket|TCPConnect|UDP)Wrap$/.test(kind)) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}
