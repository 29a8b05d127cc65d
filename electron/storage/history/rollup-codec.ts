import { gapCauses } from '../../contract/history.ts'
import type { ByteReader, ByteWriter } from './bytes.ts'
import { createHalfWriter, HalfReader } from './half-bytes.ts'
import { bucketOf } from './sketch.ts'
import { codeCount, mainCause, type Tally, type TallyOfTime } from './tally.ts'

// One bucket takes about twenty bytes for five minutes and forty for an hour, most of it the sketch. Its counts go from
// the bucket of the least value to that of the greatest, half a byte each.

const upThroughout = 1
const onlySuccess = 2
const hasLatency = 4
const hasCause = 8
const hasOthers = 16

/** A tally of a bucket of that width as bytes. Of the causes of lost time only the main one is kept. */
export function encodeTally(writer: ByteWriter, tally: Tally, widthMs: number): void {
  const failed = tally.codes.some((count, code) => code > 0 && count > 0)
  const others = tally.degraded + tally.unconfirmed + tally.uncounted > 0
  const cause = mainCause(tally)
  const through = tally.upMs === widthMs && tally.downMs === 0
  writer.byte(
    (through ? upThroughout : 0) |
      (failed ? 0 : onlySuccess) |
      (tally.measured > 0 ? hasLatency : 0) |
      (cause === null ? 0 : hasCause) |
      (others ? hasOthers : 0),
  )
  if (!through) {
    writer.varint(tally.upMs)
    writer.varint(tally.downMs)
  }
  if (cause !== null) writer.byte(gapCauses.indexOf(cause))
  for (let code = 0; code < (failed ? codeCount : 1); code++) writer.varint(tally.codes[code] ?? 0)
  if (others) {
    writer.varint(tally.degraded)
    writer.varint(tally.unconfirmed)
    writer.varint(tally.uncounted)
  }
  if (tally.measured > 0) writeLatency(writer, tally)
}

function writeLatency(writer: ByteWriter, tally: Tally): void {
  writer.varint(tally.minUs)
  writer.varint(tally.maxUs - tally.minUs)
  writer.varint(tally.measured)
  writer.varint(tally.sumUs - tally.measured * tally.minUs)
  const half = createHalfWriter(writer)
  const last = bucketOf(tally.maxUs)
  for (let bucket = bucketOf(tally.minUs); bucket <= last; bucket++) {
    const count = tally.buckets[bucket] ?? 0
    if (count > 0) {
      half.number(count)
      continue
    }
    let next = bucket + 1
    while (tally.buckets[next] === 0) next += 1
    half.number(0)
    half.number(next - bucket)
    bucket = next - 1
  }
  half.end()
}

/** Reads the buckets of a chunk: one reader for all of them. */
export class TallyReader {
  private reader: ByteReader
  private half: HalfReader
  private widthMs: number

  constructor(reader: ByteReader, widthMs: number) {
    this.reader = reader
    this.half = new HalfReader(reader)
    this.widthMs = widthMs
  }

  /** Adds to `into` what `encodeTally` made bytes of. */
  addTo(into: Tally): void {
    const { reader } = this
    const head = this.addTimeTo(into)
    for (let code = 0; code < (head & onlySuccess ? 1 : codeCount); code++) {
      into.codes[code] = (into.codes[code] ?? 0) + reader.varint()
    }
    if (head & hasOthers) {
      into.degraded += reader.varint()
      into.unconfirmed += reader.varint()
      into.uncounted += reader.varint()
    }
    if (head & hasLatency) this.addLatencyTo(into)
  }

  /** Adds only the time an outcome was known for, and the time that is lost. Answers what follows. */
  addTimeTo(into: TallyOfTime): number {
    const { reader, widthMs } = this
    const head = reader.byte()
    const upMs = head & upThroughout ? widthMs : reader.varint()
    const downMs = head & upThroughout ? 0 : reader.varint()
    into.upMs += upMs
    into.downMs += downMs
    if (head & hasCause) {
      const cause = reader.byte()
      into.lostMs[cause] = (into.lostMs[cause] ?? 0) + widthMs - upMs - downMs
    }
    return head
  }

  private addLatencyTo(into: Tally): void {
    const { reader, half } = this
    const minUs = reader.varint()
    const maxUs = minUs + reader.varint()
    const measured = reader.varint()
    into.measured += measured
    into.sumUs += reader.varint() + measured * minUs
    if (minUs < into.minUs) into.minUs = minUs
    if (maxUs > into.maxUs) into.maxUs = maxUs
    half.begin()
    const { buckets } = into
    const last = bucketOf(maxUs)
    for (let bucket = bucketOf(minUs); bucket <= last; bucket++) {
      const count = half.number()
      if (count === 0) bucket += half.number() - 1
      else buckets[bucket] = (buckets[bucket] ?? 0) + count
    }
  }
}
