import { describe, expect, it } from 'vitest'
import { dropUndefined, isSmallJson } from '../../electron/desktop/plain-json.ts'

const limit = 8_000_000

function sparse(length: number): unknown[] {
  const list: unknown[] = []
  list[length - 1] = 1
  return list
}

function deep(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = [value]
  return value
}

describe('isSmallJson', () => {
  it.each([
    ['nothing', undefined],
    ['an object', { line: 'db:5432', name: undefined, ids: null, n: 1.5, yes: true, list: [{ a: [] }] }],
    ['the ids of 100,000 targets', { ids: Array.from({ length: 100_000 }, () => crypto.randomUUID()) }],
    ['lists within lists', deep(1000)],
  ])('takes %s', (_, value) => expect(isSmallJson(structuredClone(value), limit)).toBe(true))

  const circle: { self?: unknown } = {}
  circle.self = circle
  it.each([
    ['a long text', { line: 'x'.repeat(limit) }],
    ['a long key', { ['x'.repeat(limit)]: 1 }],
    ['many values', { list: Array.from({ length: 1_100_000 }, () => null) }],
    ['a list that is mostly holes', { list: sparse(4_294_967_295) }],
    ['a typed array', { bytes: new Uint8Array(16) }],
    ['a buffer', { bytes: new ArrayBuffer(16) }],
    ['a map', { map: new Map([['a', 1]]) }],
    ['a set', { set: new Set([1]) }],
    ['a date', { date: new Date(0) }],
    ['a big integer', { big: 1n }],
    ['a circle', circle],
  ])('refuses %s', (_, value) => expect(isSmallJson(structuredClone(value), limit)).toBe(false))

  it('looks no further than the budget lasts', () => {
    let looked = 0
    const endless = {
      get next(): unknown {
        looked += 1
        return endless
      },
    }
    expect(isSmallJson(endless, 800)).toBe(false)
    expect(looked).toBeLessThan(100)
  })
})

it('drops keys without a value as JSON does, at any depth', () => {
  const value = {
    theme: undefined,
    list: [{ a: undefined, b: null }, undefined, 'text'],
    within: { c: { d: undefined } },
  }
  dropUndefined(value)
  expect(Object.keys(value)).toEqual(['list', 'within'])
  expect(value).toStrictEqual({ list: [{ b: null }, undefined, 'text'], within: { c: {} } })
  let deep: unknown = { last: undefined }
  for (let depth = 0; depth < 100_000; depth++) deep = [deep]
  dropUndefined(deep)
  for (const nothing of [null, 1, 'text', undefined]) dropUndefined(nothing)
})
