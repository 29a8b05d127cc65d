import type { DatabaseSync } from 'node:sqlite'
import { ByteReader, createByteWriter } from './bytes.ts'
import { decodeResults, encodeResults } from './raw-codec.ts'
import { merge } from './raw-table.ts'
import type { KeptResult } from './result-columns.ts'

/**
 * Results that came last: in memory by target and, so that no crash loses them, in the file in the order they came, one
 * row per transaction. Every few minutes they are put in order; a row per result and target would cost a page each.
 */
export interface Tail {
  /** Of a target, in order of their start. */
  of(key: number): readonly KeptResult[]
  add(key: number, results: readonly KeptResult[]): void
  readonly count: number
  /** Writes those that are not in the file. They count as not written until `saved`. */
  save(): void
  saved(): void
  /** Hands over all of them, and empties the file of them. `undo` is for where that came to nothing. */
  takeAll(): { all: ReadonlyMap<number, readonly KeptResult[]>; undo: () => void }
  forget(key: number): void
}

/** Where nothing can be written for hours, what comes later is not kept. A result takes about 200 bytes in memory. */
const maxCount = 300_000

export function createTail(database: DatabaseSync): Tail {
  const insert = database.prepare('INSERT INTO tail (data) VALUES (?)')
  const clear = database.prepare('DELETE FROM tail')
  let byKey = new Map<number, readonly KeptResult[]>()
  let unsaved: { key: number; results: readonly KeptResult[] }[] = []
  let count = 0
  for (const { data } of database.prepare('SELECT data FROM tail ORDER BY n').iterate()) {
    if (data instanceof Uint8Array) read(data, hold)
  }

  function hold(key: number, results: readonly KeptResult[]): void {
    byKey.set(key, merge(byKey.get(key) ?? [], results))
    count += results.length
  }

  return {
    of: (key) => byKey.get(key) ?? [],
    add(key, results) {
      if (count + results.length > maxCount) return
      hold(key, results)
      unsaved.push({ key, results })
    },
    get count() {
      return count
    },
    save() {
      if (unsaved.length > 0) insert.run(write(unsaved))
    },
    saved() {
      unsaved = []
    },
    takeAll() {
      const before = { byKey, unsaved, count }
      clear.run()
      byKey = new Map()
      unsaved = []
      count = 0
      return {
        all: before.byKey,
        undo() {
          ;({ byKey, unsaved, count } = before)
        },
      }
    },
    forget(key) {
      count -= byKey.get(key)?.length ?? 0
      byKey.delete(key)
      unsaved = unsaved.filter((each) => each.key !== key)
    },
  }
}

function write(groups: readonly { key: number; results: readonly KeptResult[] }[]): Uint8Array<ArrayBuffer> {
  const writer = createByteWriter()
  for (const { key, results } of groups) {
    const bytes = encodeResults(results, 0)
    writer.varint(key)
    writer.varint(bytes.length)
    writer.bytes(bytes)
  }
  return writer.take()
}

function read(data: Uint8Array, each: (key: number, results: KeptResult[]) => void): void {
  const reader = new ByteReader(data)
  while (!reader.ended) {
    const key = reader.varint()
    const results: KeptResult[] = []
    decodeResults(reader.bytes(reader.varint()), 0, results)
    each(key, results)
  }
}
