import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gapCauses } from '../../../electron/contract/history.ts'
import { ByteReader, createByteWriter } from '../../../electron/storage/history/bytes.ts'
import { createHalfWriter, HalfReader } from '../../../electron/storage/history/half-bytes.ts'
import { decodeResults, encodeResults } from '../../../electron/storage/history/raw-codec.ts'
import type { KeptResult } from '../../../electron/storage/history/result-columns.ts'
import { encodeTally, TallyReader } from '../../../electron/storage/history/rollup-codec.ts'
import { bucketCount, bucketOf, relativeError, valueOf } from '../../../electron/storage/history/sketch.ts'
import { addLatency, addTally, addTime, clearTally, createTally } from '../../../electron/storage/history/tally.ts'
import { fiveMinuteMs } from '../../../electron/storage/history/tiers.ts'

const whole = fc.oneof(fc.nat(300), fc.maxSafeNat())

it('reads the numbers it wrote', () => {
  fc.assert(
    fc.property(fc.array(whole), fc.array(fc.integer({ min: -(2 ** 50), max: 2 ** 50 })), (numbers, signed) => {
      const writer = createByteWriter(1)
      for (const number of numbers) writer.varint(number)
      for (const number of signed) writer.signed(number)
      const reader = new ByteReader(writer.take())
      expect(numbers.map(() => reader.varint())).toEqual(numbers)
      expect(signed.map(() => reader.signed())).toEqual(signed)
      expect(reader.ended).toBe(true)
    }),
  )
})

it('reads the numbers it wrote in halves of bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(20), fc.nat(100_000))), (numbers) => {
      const writer = createByteWriter()
      const half = createHalfWriter(writer)
      for (const number of numbers) half.number(number)
      half.end()
      const reader = new HalfReader(new ByteReader(writer.take()))
      reader.begin()
      expect(numbers.map(() => reader.number())).toEqual(numbers)
    }),
  )
})

const us = fc.oneof(
  fc.constant(null),
  fc.nat(86_400_000_000).map((value) => value / 1000),
)

const kept: fc.Arbitrary<KeptResult> = fc.record({
  atMs: fc.nat(3_599_999),
  code: fc.constantFrom(null, 0, 1, 2, 3, 4, 5, 6),
  latencyMs: us,
  holdMs: fc.constantFrom(0, 25_000, 90_000_000),
  counted: fc.boolean(),
  degraded: fc.boolean(),
  maintenance: fc.boolean(),
  confirmed: fc.boolean(),
  cause: fc.constantFrom(null, ...gapCauses),
  detail: fc.option(
    fc.record({
      body: fc.option(fc.integer({ min: 1, max: 2 ** 40 })),
      timings: fc.record({
        total: fc.nat(9_000_000).map((value) => value / 1000),
        dns: us,
        connect: us,
        tls: us,
        firstByte: us,
      }),
    }),
  ),
})

it('reads the results it wrote', () => {
  fc.assert(
    fc.property(fc.array(kept), fc.constantFrom(0, Date.UTC(2026, 0, 1)), (results, originMs) => {
      const ordered = results
        .map((each) => ({ ...each, atMs: originMs + each.atMs }))
        .toSorted((a, b) => a.atMs - b.atMs)
      const read: KeptResult[] = []
      decodeResults(encodeResults(ordered, originMs), originMs, read)
      expect(read).toEqual(ordered)
    }),
  )
})

const tally = fc
  .record({
    upMs: fc.constantFrom(0, 1, 150_000),
    downMs: fc.constantFrom(0, 0, 100_000),
    isUp: fc.boolean(),
    cause: fc.constantFrom(...gapCauses),
    codes: fc.array(fc.nat(500), { minLength: 7, maxLength: 7 }),
    others: fc.array(fc.nat(50), { minLength: 3, maxLength: 3 }),
    latencies: fc.array(fc.nat(10_000_000), { maxLength: 300 }),
  })
  .map(({ upMs, downMs, isUp, cause, codes, others, latencies }) => {
    const made = createTally()
    addTime(made, 'up', isUp ? fiveMinuteMs : upMs)
    addTime(made, 'down', isUp ? 0 : downMs)
    if (!isUp) addTime(made, cause, fiveMinuteMs - upMs - downMs)
    made.codes = codes
    ;[made.degraded = 0, made.unconfirmed = 0, made.uncounted = 0] = others
    for (const latency of latencies) addLatency(made, latency)
    return made
  })

it('reads the tallies it wrote, one after the other into one, as if they had been added', () => {
  fc.assert(
    fc.property(fc.array(tally, { minLength: 1, maxLength: 5 }), (tallies) => {
      const writer = createByteWriter()
      const expected = createTally()
      for (const each of tallies) {
        encodeTally(writer, each, fiveMinuteMs)
        addTally(expected, each)
      }
      const reader = new TallyReader(new ByteReader(writer.take()), fiveMinuteMs)
      const read = createTally()
      for (const _ of tallies) reader.addTo(read)
      expect(read).toEqual(expected)
      clearTally(read)
      expect(read).toEqual(createTally())
    }),
  )
})

it('is off by no more than it says, from a microsecond to a day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 86_400_000_000 }), (valueUs) => {
      const bucket = bucketOf(valueUs)
      expect(bucket).toBeLessThan(bucketCount)
      expect(Math.abs(valueOf(bucket) - valueUs) / valueUs).toBeLessThanOrEqual(relativeError * (1 + 1e-9))
    }),
  )
})
