import { describe, expect, it } from 'vitest'
import type { SparkSlot } from '../../electron/contract/history.ts'
import { sparkMedian, sparkShape, stretches } from '../../renderer/targets/spark-shape.ts'

const up = (latency: number | null): SparkSlot => ({ latency, failed: false, degraded: false })
const failed: SparkSlot = { latency: null, failed: true, degraded: false }

/** The y coordinates of a path, in order. */
const heights = (path: string): number[] => [...path.matchAll(/[ML]\S+ (\S+?)(?=[ML]|$)/g)].map(([, y]) => Number(y))

describe('sparkShape', () => {
  it('never draws a line across a gap or a failure', () => {
    const { line, gap, failed: bars } = sparkShape([up(10), up(11), null, up(10), failed, up(12)])
    expect(line.match(/M/g)).toHaveLength(3)
    expect(gap.match(/M/g)).toHaveLength(1)
    expect(bars).toEqual([1 + 4 * 14 - 1])
  })

  it('keeps small noise small: the scale spans at least the median', () => {
    const ys = heights(sparkShape([up(100), up(101), up(100)]).line)
    expect(Math.max(...ys) - Math.min(...ys)).toBeLessThan(0.2)
    const wild = heights(sparkShape([up(100), up(400), up(100)]).line)
    expect(Math.min(...wild)).toBe(1.5)
  })

  it('draws what answers without being measured as a level line', () => {
    const shape = sparkShape([up(null), up(null), null])
    expect(shape.line).toBe('')
    expect(new Set(heights(shape.level))).toEqual(new Set([14]))
  })

  it('marks slow slots, and a slot that failed as failed alone', () => {
    const slow = { latency: 900, failed: false, degraded: true }
    const shape = sparkShape([slow, { ...slow, failed: true }])
    expect(shape.slow).toEqual([0])
    expect(shape.failed).toEqual([70])
  })

  it('draws nothing of nothing', () => {
    expect(sparkShape([])).toEqual({ line: '', level: '', gap: '', failed: [], slow: [] })
  })
})

it('takes the median of what was measured', () => {
  expect(sparkMedian([up(1), null, up(3), up(10), up(null)])).toBe(3)
  expect(sparkMedian([up(1), up(3)])).toBe(2)
  expect(sparkMedian([failed, null])).toBeNull()
})

it('joins neighbours into stretches', () => {
  expect(stretches([null, null, up(1), null], (slot) => slot === null)).toEqual([
    { from: 0, to: 2 },
    { from: 3, to: 4 },
  ])
})
