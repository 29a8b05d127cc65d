import { describe, expect, it } from 'vitest'
import type { Delta, TargetView } from '../../electron/contract/snapshot.ts'
import { createClient, type Transport } from '../../renderer/bridge.ts'
import { createStore, initialState, type PageState, reduce } from '../../renderer/store.ts'
import { snapshotOf, targets } from './fixtures/snapshot.ts'

function fixture(id: string): TargetView {
  const found = targets.find((target) => target.id === id)
  if (!found) throw new Error(`the fixture has no target "${id}"`)
  return found
}

const orders = fixture('orders')
const checkout = fixture('checkout')
const search = fixture('search')

const ignore = (_value: unknown): void => {}

function delta(from: number, given: Partial<Delta> = {}): Delta {
  const { version: _version, host: _host, targets: _targets, ...rest } = snapshotOf([orders, checkout])
  return { ...rest, from, version: from + 1, changed: [], removed: [], ...given }
}

const at = (version: number): PageState =>
  reduce(initialState, { type: 'snapshot', snapshot: snapshotOf([orders, checkout], { version }) })

describe('reduce', () => {
  it('puts changed targets in their places, adds new ones at the end and leaves the others as they were', () => {
    const changed = { ...orders, state: 'up' as const }
    const { snapshot } = reduce(at(1), { type: 'delta', delta: delta(1, { changed: [changed, search] }) })
    expect(snapshot?.targets).toEqual([changed, checkout, search])
    expect(snapshot?.targets[1]).toBe(checkout)
    expect(snapshot?.version).toBe(2)
  })

  it('takes out what is removed', () => {
    const { snapshot } = reduce(at(1), { type: 'delta', delta: delta(1, { removed: [orders.id] }) })
    expect(snapshot?.targets).toEqual([checkout])
  })

  it('takes summary, notices and preferences from the delta', () => {
    const preferences = { theme: 'dark', notifications: false } as const
    const { snapshot } = reduce(at(1), { type: 'delta', delta: delta(1, { preferences }) })
    expect(snapshot?.preferences).toEqual(preferences)
  })

  it('drops a delta it already has', () => {
    const state = at(5)
    expect(reduce(state, { type: 'delta', delta: delta(4, { removed: [orders.id] }) })).toBe(state)
  })

  it('falls behind on a gap, keeps what it shows, and queues what follows', () => {
    const gap = reduce(at(1), { type: 'delta', delta: delta(2, { removed: [orders.id] }) })
    expect(gap).toMatchObject({ behind: true, snapshot: { version: 1 } })
    expect(gap.snapshot?.targets).toHaveLength(2)
    const next = reduce(gap, { type: 'delta', delta: delta(3) })
    expect(next.early.map(({ version }) => version)).toEqual([3, 4])
  })

  it('applies to a snapshot only those queued deltas that are newer', () => {
    const waiting = [delta(1, { removed: [orders.id] }), delta(2, { removed: [checkout.id] })].reduce(
      (state, one) => reduce(state, { type: 'delta', delta: one }),
      initialState,
    )
    const { snapshot, behind, early } = reduce(waiting, {
      type: 'snapshot',
      snapshot: snapshotOf([orders, checkout], { version: 2 }),
    })
    expect(snapshot?.targets).toEqual([orders])
    expect({ version: snapshot?.version, behind, early }).toEqual({ version: 3, behind: false, early: [] })
  })

  it('shows what it has while disconnected, and wants everything anew once connected, whatever the version', () => {
    const lost = reduce(at(9), { type: 'connection', connected: false })
    expect(lost).toMatchObject({ connected: false, snapshot: { version: 9 } })
    const back = reduce(lost, { type: 'connection', connected: true })
    expect(back.behind).toBe(true)
    // A host that was restarted counts from the beginning again.
    expect(reduce(back, { type: 'snapshot', snapshot: snapshotOf([orders], { version: 1 }) }).snapshot?.version).toBe(1)
  })
})

/** A host that answers snapshot requests only when told to. */
function slowHost() {
  const waiting: ((snapshot: unknown) => void)[] = []
  const frames: (() => void)[] = []
  let sendDelta = ignore
  let setConnected: (connected: boolean) => void = ignore
  const transport: Transport = {
    invoke: () => new Promise((resolve) => waiting.push((value) => resolve({ ok: true, value }))),
    on: (channel, listener) => {
      if (channel === 'delta') sendDelta = listener
      return () => {}
    },
    onConnection: (listener) => {
      setConnected = listener
      listener(true)
      return () => {}
    },
  }
  return {
    frames,
    store: createStore(createClient(transport), (run) => frames.push(run)),
    asked: () => waiting.length,
    answer: async (nth: number, snapshot: unknown) => {
      waiting[nth]?.(snapshot)
      // The answer passes through the client's and the store's promises.
      await new Promise((resolve) => setImmediate(resolve))
    },
    delta: (one: Delta) => sendDelta(one),
    connected: (now: boolean) => setConnected(now),
  }
}

describe('createStore', () => {
  it('asks once at the start and again after a gap, telling its listeners of each change', async () => {
    const host = slowHost()
    let told = 0
    host.store.subscribe(() => {
      told += 1
    })
    const stop = host.store.start()
    expect(host.asked()).toBe(1)
    await host.answer(0, snapshotOf([orders], { version: 1 }))
    expect(host.store.get().snapshot?.version).toBe(1)
    const before = told
    host.delta(delta(7))
    host.delta(delta(8))
    expect(host.asked()).toBe(2)
    await host.answer(1, snapshotOf([orders, checkout], { version: 9 }))
    expect(host.store.get().snapshot).toMatchObject({ version: 9 })
    expect(told).toBeGreaterThan(before)
    stop()
  })

  it('asks again when the deltas queued behind a snapshot leave a gap themselves', async () => {
    const host = slowHost()
    const stop = host.store.start()
    host.delta(delta(5))
    await host.answer(0, snapshotOf([orders], { version: 1 }))
    expect(host.asked()).toBe(2)
    stop()
  })

  it('tells its listeners of many deltas once a frame', async () => {
    const host = slowHost()
    const stop = host.store.start()
    await host.answer(0, snapshotOf([orders], { version: 1 }))
    let told = 0
    host.store.subscribe(() => {
      told += 1
    })
    for (const from of [1, 2, 3]) host.delta(delta(from))
    expect([told, host.frames.length]).toEqual([0, 1])
    host.frames.shift()?.()
    expect([told, host.store.get().snapshot?.version]).toEqual([1, 4])
    host.delta(delta(4))
    expect(host.frames).toHaveLength(1)
    stop()
  })

  it('uses only the answer to the latest question', async () => {
    const host = slowHost()
    const stop = host.store.start()
    host.connected(false)
    host.connected(true)
    await host.answer(1, snapshotOf([checkout], { version: 2 }))
    await host.answer(0, snapshotOf([orders], { version: 8 }))
    expect(host.store.get().snapshot?.version).toBe(2)
    stop()
  })

  it('listens to nothing after it was stopped', async () => {
    const host = slowHost()
    host.store.start()()
    await host.answer(0, snapshotOf([orders]))
    expect(host.store.get().snapshot).toBeNull()
  })
})
