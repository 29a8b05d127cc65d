import type { DatabaseSync } from 'node:sqlite'
import type { Protocol } from '../../contract/result-codes.ts'
import type { TargetRef } from './rows.ts'

/**
 * The small numbers that stand for targets in the file. An id stands for one protocol and address at a time; edited, it
 * begins a history of its own, and edited back, it continues the one it had.
 */
export interface TargetKeys {
  /** The key of what is probed now; from here on the id stands for it. */
  resolve(target: TargetRef): number
  /** The key an id stands for; null for an id that was never recorded. */
  keyOf(id: string): number | null
  /** The same, and begins one for an id that is not known yet. */
  keyFor(id: string): number
  idOf(key: number): string | null
  /** Every key the id ever stood for, now forgotten. */
  forget(id: string): number[]
  current(): TargetRef[]
  keys(): number[]
  /** Writes what changed. It counts as changed until `saved`. */
  save(): void
  saved(): void
}

interface Entry {
  key: number
  id: string
  protocol: Protocol | ''
  address: string
  name: string
  current: boolean
}

export function createTargetKeys(database: DatabaseSync): TargetKeys {
  const entries = new Map<number, Entry>()
  const byId = new Map<string, Entry[]>()
  const changed = new Set<Entry>()
  const gone = new Set<number>()
  const remove = database.prepare('DELETE FROM target WHERE key = ?')
  const upsert = database.prepare(
    `INSERT INTO target (key, id, protocol, address, name, current) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET
       protocol = excluded.protocol, address = excluded.address, name = excluded.name, current = excluded.current`,
  )
  for (const row of database.prepare('SELECT key, id, protocol, address, name, current FROM target').all()) {
    add({
      key: Number(row.key),
      id: String(row.id),
      protocol: protocolOf(row.protocol),
      address: String(row.address),
      name: String(row.name),
      current: row.current === 1,
    })
  }
  let nextKey = Math.max(0, ...entries.keys()) + 1

  function add(entry: Entry): Entry {
    entries.set(entry.key, entry)
    const others = byId.get(entry.id)
    if (others) others.push(entry)
    else byId.set(entry.id, [entry])
    return entry
  }

  function begin(id: string): Entry {
    const entry = add({ key: nextKey++, id, protocol: '', address: '', name: '', current: false })
    changed.add(entry)
    return entry
  }

  function makeCurrent(entry: Entry): void {
    if (entry.current) return
    for (const other of byId.get(entry.id) ?? []) {
      if (!other.current) continue
      other.current = false
      changed.add(other)
    }
    entry.current = true
    changed.add(entry)
  }

  function currentEntry(id: string): Entry | undefined {
    return byId.get(id)?.find(({ current }) => current)
  }

  return {
    resolve({ id, protocol, target, name }) {
      const all = byId.get(id) ?? []
      const entry =
        all.find((each) => each.protocol === protocol && each.address === target) ??
        all.find((each) => each.protocol === '') ??
        begin(id)
      if (entry.protocol !== protocol || entry.address !== target || entry.name !== name) {
        Object.assign(entry, { protocol, address: target, name })
        changed.add(entry)
      }
      makeCurrent(entry)
      return entry.key
    },
    keyOf: (id) => currentEntry(id)?.key ?? null,
    keyFor(id) {
      const entry = currentEntry(id) ?? begin(id)
      makeCurrent(entry)
      return entry.key
    },
    idOf: (key) => entries.get(key)?.id ?? null,
    forget(id) {
      const all = byId.get(id) ?? []
      byId.delete(id)
      for (const entry of all) {
        entries.delete(entry.key)
        changed.delete(entry)
        gone.add(entry.key)
      }
      return all.map(({ key }) => key)
    },
    current: () =>
      Array.from(entries.values()).flatMap(({ id, protocol, address, name, current }) =>
        current && protocol !== '' ? [{ id, protocol, target: address, name }] : [],
      ),
    keys: () => [...entries.keys()],
    save() {
      // First: the same target may have been added again.
      for (const key of gone) remove.run(key)
      for (const { key, id, protocol, address, name, current } of changed) {
        upsert.run(key, id, protocol, address, name, current ? 1 : 0)
      }
    },
    saved() {
      changed.clear()
      gone.clear()
    },
  }
}

function protocolOf(value: unknown): Protocol | '' {
  return value === 'tcp' || value === 'udp' || value === 'http' ? value : ''
}
