import type { DatabaseSync } from 'node:sqlite'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { ByteReader, createByteWriter } from './bytes.ts'
import { encodeTally, TallyReader } from './rollup-codec.ts'
import type { Tally, TallyOfTime } from './tally.ts'
import { placeOf, rowId, rowsOf, type Tier } from './tiers.ts'

/** Buckets of one tier, by target and time. */
export interface RollupTable {
  tier: Tier
  /**
   * Replaces all buckets that begin in the stretch, whose edges are edges of buckets, by those that `fill` gives, in
   * order of time.
   */
  replace(key: number, fromMs: number, toMs: number, fill: (put: (startMs: number, tally: Tally) => void) => void): void
  /** Calls `each` for every bucket that begins in the stretch, in order of time. What it gets is of use during the call. */
  read(key: number, fromMs: number, toMs: number, each: (bucket: Bucket) => void): void
  /** The beginning of what is kept; null where nothing is. */
  firstMs(key: number): number | null
  /** Removes chunks that end before then. */
  purge(key: number, beforeMs: number): void
  forget(key: number): void
}

export interface Bucket {
  startMs: number
  endMs: number
  addTo(tally: Tally): void
  /** Only the time an outcome was known for. */
  addTimeTo(tally: TallyOfTime): void
}

/** Buckets of a chunk by their place in it, each encoded. */
interface Chunk {
  buckets: Map<number, Uint8Array>
  changed: boolean
}

export function createRollupTable(database: DatabaseSync, tier: Tier): RollupTable {
  const { table, widthMs, perChunk } = tier
  const chunkMs = widthMs * perChunk
  const one = database.prepare(`SELECT data FROM ${table} WHERE id = ?`)
  const range = database.prepare(`SELECT id, data FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id`)
  const first = database.prepare(`SELECT min(id) AS id FROM ${table} WHERE id BETWEEN ? AND ?`)
  const put = database.prepare(
    `INSERT INTO ${table} (id, data) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data`,
  )
  const remove = database.prepare(`DELETE FROM ${table} WHERE id BETWEEN ? AND ?`)

  function load(id: number): Chunk {
    const chunk: Chunk = { buckets: new Map(), changed: false }
    const row = one.get(id)
    if (!(row?.data instanceof Uint8Array)) return chunk
    const bytes = inflateRawSync(row.data)
    const reader = new ByteReader(bytes)
    while (!reader.ended) {
      const place = reader.varint()
      chunk.buckets.set(place, reader.bytes(reader.varint()))
    }
    return chunk
  }

  function store(id: number, { buckets, changed }: Chunk): void {
    if (!changed) return
    if (buckets.size === 0) return void remove.run(id, id)
    const writer = createByteWriter(8192)
    for (const [place, bytes] of [...buckets].toSorted(([a], [b]) => a - b)) {
      writer.varint(place)
      writer.varint(bytes.length)
      writer.bytes(bytes)
    }
    put.run(id, deflateRawSync(writer.take()))
  }

  function readChunk(
    data: Uint8Array,
    base: number,
    fromMs: number,
    toMs: number,
    each: (bucket: Bucket) => void,
  ): void {
    const bytes = inflateRawSync(data)
    const reader = new ByteReader(bytes)
    const within = new ByteReader(bytes)
    const tallies = new TallyReader(within, widthMs)
    let startsAt = 0
    let endsAt = 0
    const bucket = {
      startMs: 0,
      endMs: 0,
      addTo(tally: Tally) {
        within.seek(startsAt, endsAt)
        tallies.addTo(tally)
      },
      addTimeTo(tally: TallyOfTime) {
        within.seek(startsAt, endsAt)
        tallies.addTimeTo(tally)
      },
    }
    while (!reader.ended) {
      bucket.startMs = (base + reader.varint()) * widthMs
      bucket.endMs = bucket.startMs + widthMs
      endsAt = reader.varint()
      startsAt = reader.at
      endsAt += startsAt
      if (bucket.startMs >= fromMs && bucket.startMs < toMs) each(bucket)
      reader.at = endsAt
    }
  }

  return {
    tier,
    replace(key, fromMs, toMs, fill) {
      const [from, to] = [fromMs / widthMs, toMs / widthMs]
      const [firstPlace, lastPlace] = [Math.floor(from / perChunk), Math.floor((to - 1) / perChunk)]
      // Chunks that lie wholly in the stretch need not be read.
      if (lastPlace - firstPlace > 1) remove.run(rowId(key, firstPlace + 1), rowId(key, lastPlace - 1))
      const chunks = new Map<number, Chunk>()
      const chunkAt = (place: number): Chunk => {
        const known = chunks.get(place)
        if (known) return known
        const isEdge = place === firstPlace || place === lastPlace
        const chunk: Chunk = isEdge ? load(rowId(key, place)) : { buckets: new Map(), changed: false }
        for (const each of chunk.buckets.keys()) {
          const bucket = place * perChunk + each
          if (bucket < from || bucket >= to) continue
          chunk.buckets.delete(each)
          chunk.changed = true
        }
        chunks.set(place, chunk)
        return chunk
      }
      chunkAt(firstPlace)
      chunkAt(lastPlace)
      const writer = createByteWriter(256)
      fill((startMs, tally) => {
        const bucket = Math.round(startMs / widthMs)
        writer.clear()
        encodeTally(writer, tally, widthMs)
        const chunk = chunkAt(Math.floor(bucket / perChunk))
        chunk.buckets.set(bucket % perChunk, writer.take())
        chunk.changed = true
      })
      for (const [place, chunk] of chunks) store(rowId(key, place), chunk)
    },
    read(key, fromMs, toMs, each) {
      if (toMs <= fromMs) return
      const chunkOf = (atMs: number): number => rowId(key, Math.max(0, Math.floor(atMs / chunkMs)))
      for (const { id, data } of range.iterate(chunkOf(fromMs), chunkOf(toMs - 1))) {
        if (data instanceof Uint8Array) readChunk(data, placeOf(Number(id)) * perChunk, fromMs, toMs, each)
      }
    },
    firstMs(key) {
      const { first: from, last } = rowsOf(key)
      const id = first.get(from, last)?.id
      if (id === null || id === undefined) return null
      const places = [...load(Number(id)).buckets.keys()]
      return (placeOf(Number(id)) * perChunk + Math.min(...places)) * widthMs
    },
    purge(key, beforeMs) {
      const end = Math.floor(beforeMs / chunkMs)
      if (end > 0) remove.run(rowId(key, 0), rowId(key, end - 1))
    },
    forget(key) {
      const { first: from, last } = rowsOf(key)
      remove.run(from, last)
    },
  }
}
