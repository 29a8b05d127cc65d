import { describe, expect, it } from 'vitest'
import { createClient, readAnswer, readEvent, type Transport } from '../../renderer/bridge.ts'
import { snapshotOf, targets } from './fixtures/snapshot.ts'

const ignore = (_value: unknown): void => {}
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('readAnswer', () => {
  it('reads a whole snapshot as it came', () => {
    const value = snapshotOf(targets)
    expect(readAnswer('snapshot:get', overTheWire({ ok: true, value }))).toEqual({ ok: true, value })
  })

  it('passes a failure on with its code and its words', () => {
    const failure = { ok: false, code: 'duplicate', message: 'db:5432 is in the list already' } as const
    expect(readAnswer('targets:add', overTheWire(failure))).toEqual(failure)
  })

  it.each([
    ['nothing', undefined],
    ['no answer', 'hello'],
    ['a value of another channel', { ok: true, value: { id: 'x' } }],
    ['a failure with a code of its own', { ok: false, code: 'boom', message: 'x' }],
    [
      'a state there is not',
      { ok: true, value: { ...snapshotOf([]), targets: [{ ...targets[0], state: 'on-fire' }] } },
    ],
  ])('answers "internal" to %s', (_what, raw) => {
    expect(readAnswer('snapshot:get', raw)).toMatchObject({ ok: false, code: 'internal' })
  })
})

describe('readEvent', () => {
  it('reads where to go', () => {
    expect(readEvent('navigate', { view: 'target', id: 'orders' })).toEqual({ view: 'target', id: 'orders' })
  })

  it.each([[{ view: 'nowhere' }], [{ view: 'target' }], [null]])('drops %j', (raw) => {
    expect(readEvent('navigate', raw)).toBeNull()
  })
})

describe('createClient', () => {
  const silent: Transport = {
    invoke: async () => ({ ok: true, value: {} }),
    on: () => () => {},
    onConnection: () => () => {},
  }

  it('sends the payload as it is and answers "disconnected" when the host is out of reach', async () => {
    const sent: unknown[] = []
    const client = createClient({
      ...silent,
      invoke: async (channel, payload) => {
        sent.push([channel, payload])
        throw new TypeError('fetch failed')
      },
    })
    expect(await client.request('targets:remove', { ids: ['a'] })).toMatchObject({ ok: false, code: 'disconnected' })
    expect(sent).toEqual([['targets:remove', { ids: ['a'] }]])
  })

  it('hands listeners only events that keep the contract', () => {
    let emit = ignore
    const client = createClient({
      ...silent,
      on: (_channel, listener) => {
        emit = listener
        return () => {}
      },
    })
    const seen: unknown[] = []
    client.on('navigate', (event) => seen.push(event))
    emit({ view: 'settings' })
    emit({ view: 'elsewhere' })
    expect(seen).toEqual([{ view: 'settings' }])
  })
})
