import { expect, it } from 'vitest'
import { createPace, createProbeQueue } from '../../electron/monitor/queue.ts'

function drain(queue: ReturnType<typeof createProbeQueue>): string[] {
  const order: string[] = []
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) order.push(id)
  return order
}

it('is first in, first out, each target once', () => {
  const queue = createProbeQueue()
  for (const id of ['a', 'b', 'a', 'c']) queue.push(id, 'due')
  queue.delete('b')
  expect(queue.size).toBe(2)
  expect(drain(queue)).toEqual(['a', 'c'])
})

it('lets the lanes take turns, beginning with what was asked for', () => {
  const queue = createProbeQueue()
  for (const id of ['d1', 'd2', 'd3']) queue.push(id, 'due')
  for (const id of ['a1', 'a2', 'd3']) queue.push(id, 'asked')
  queue.push('a1', 'due')
  expect(drain(queue)).toEqual(['a1', 'd1', 'a2', 'd2', 'd3'])
})

it('lets ten begin at once, then two a millisecond, and ten again after a rest', () => {
  const pace = createPace()
  const begun: number[] = []
  for (const nowMs of [0, 1, 2, 100]) {
    while (pace.readyMs() <= nowMs) {
      pace.began(nowMs)
      begun.push(nowMs)
    }
  }
  expect(begun.filter((ms) => ms === 0)).toHaveLength(10)
  expect(begun.filter((ms) => ms === 1)).toHaveLength(2)
  expect(begun.filter((ms) => ms === 100)).toHaveLength(10)
})
