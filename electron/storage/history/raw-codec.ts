import { gapCauses } from '../../contract/history.ts'
import type { Timings } from '../../contract/result.ts'
import { ByteReader, type ByteWriter, createByteWriter } from './bytes.ts'
import { flagsOf, type KeptResult, readFlags } from './result-columns.ts'

// A result takes four to six bytes: its start as the change of the distance to the one before, its code and flags, its
// latency. What seldom changes is only there when it does.

const holdChanged = 1
const hasCause = 2
const hasDetail = 4

/** Results, in order of their start, as bytes. Starts and holds are whole milliseconds; latencies whole microseconds. */
export function encodeResults(results: readonly KeptResult[], originMs: number): Uint8Array<ArrayBuffer> {
  const writer = createByteWriter(results.length * 6 + 16)
  let atMs = originMs
  let distanceMs = 0
  let holdMs = -1
  for (const kept of results) {
    const nextMs = kept.atMs - atMs
    writer.signed(nextMs - distanceMs)
    const extra =
      (kept.holdMs === holdMs ? 0 : holdChanged) |
      (kept.cause === null ? 0 : hasCause) |
      (kept.detail === null ? 0 : hasDetail)
    writer.byte(((kept.code ?? -1) + 1) | (flagsOf(kept) << 3) | (extra === 0 ? 0 : 0x80))
    writer.varint(inUs(kept.latencyMs))
    if (extra !== 0) writer.byte(extra)
    if (extra & holdChanged) writer.varint(kept.holdMs)
    if (kept.cause !== null) writer.byte(gapCauses.indexOf(kept.cause))
    if (kept.detail !== null) writeDetail(writer, kept.detail)
    atMs = kept.atMs
    distanceMs = nextMs
    holdMs = kept.holdMs
  }
  return writer.take()
}

/** Appends to `into` what `encodeResults` made bytes of. */
export function decodeResults(bytes: Uint8Array, originMs: number, into: KeptResult[]): void {
  const reader = new ByteReader(bytes)
  let atMs = originMs
  let distanceMs = 0
  let holdMs = 0
  while (!reader.ended) {
    distanceMs += reader.signed()
    atMs += distanceMs
    const head = reader.byte()
    const code = (head & 7) - 1
    const latency = reader.varint()
    const extra = head & 0x80 ? reader.byte() : 0
    if (extra & holdChanged) holdMs = reader.varint()
    into.push({
      atMs,
      code: code < 0 ? null : code,
      latencyMs: latency === 0 ? null : (latency - 1) / 1000,
      holdMs,
      ...readFlags((head >> 3) & 0xf),
      cause: extra & hasCause ? (gapCauses[reader.byte()] ?? 'unknown') : null,
      detail: extra & hasDetail ? readDetail(reader) : null,
    })
  }
}

function writeDetail(writer: ByteWriter, { body, timings }: NonNullable<KeptResult['detail']>): void {
  writer.varint(body ?? 0)
  writer.varint(inUs(timings.total))
  writer.varint(inUs(timings.dns))
  writer.varint(inUs(timings.connect))
  writer.varint(inUs(timings.tls))
  writer.varint(inUs(timings.firstByte))
}

function readDetail(reader: ByteReader): KeptResult['detail'] {
  const body = reader.varint()
  const ms = (): number | null => {
    const us = reader.varint()
    return us === 0 ? null : (us - 1) / 1000
  }
  const timings: Timings = { total: ms() ?? 0, dns: ms(), connect: ms(), tls: ms(), firstByte: ms() }
  return { body: body === 0 ? null : body, timings }
}

/** Microseconds and one, so that zero can stand for none. */
function inUs(ms: number | null): number {
  return ms === null ? 0 : Math.max(0, Math.round(ms * 1000)) + 1
}
