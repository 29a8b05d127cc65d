import { describe, expect, it } from 'vitest'
import { createSigns, type Report } from '../../electron/monitor/signs.ts'

function setUp() {
  const signs = createSigns()
  const hear = (witness: string, says: Report['says'], atMs: number, options: Partial<Report> = {}) =>
    signs.hear({ witness, targetId: witness, says, kind: 'dns', startedMs: atMs - 1, endedMs: atMs, ...options })
  return { signs, hear }
}

describe('a sign', () => {
  it('is there once two show it, where nobody shows the opposite', () => {
    const { signs, hear } = setUp()
    hear('a', 'bad', 1000)
    expect(signs.present()).toBe(false)
    hear('a', 'bad', 2000)
    expect(signs.present()).toBe(false)
    hear('b', 'bad', 3000)
    expect(signs.present()).toBe(true)
  })

  it('is two of one kind', () => {
    const { signs, hear } = setUp()
    hear('a', 'bad', 1000, { kind: 'x.example' })
    hear('b', 'bad', 2000, { kind: 'y.example' })
    expect(signs.present()).toBe(false)
    hear('b', 'bad', 3000, { kind: 'x.example' })
    expect(signs.present()).toBe(true)
  })

  it('is there although others showed the opposite before, and not if one does after', () => {
    const { signs, hear } = setUp()
    for (const witness of ['c', 'd', 'e']) hear(witness, 'good', 500)
    hear('a', 'bad', 1000)
    hear('b', 'bad', 2000)
    expect(signs.present()).toBe(true)
    hear('c', 'good', 3000)
    expect(signs.present()).toBe(false)
    // What was bad all along makes no sign with the next one.
    hear('d', 'bad', 4000)
    expect(signs.present()).toBe(false)
    hear('e', 'bad', 5000)
    expect(signs.present()).toBe(true)
  })

  it('does not go by a probe that began before', () => {
    const { signs, hear } = setUp()
    hear('c', 'good', 500)
    hear('a', 'bad', 1000)
    hear('b', 'bad', 2000)
    hear('c', 'good', 3000, { startedMs: 900 })
    expect(signs.present()).toBe(true)
  })

  it('is over when one of two can say nothing any more, or is not probed', () => {
    for (const end of ['silent', 'forgotten'] as const) {
      const { signs, hear } = setUp()
      hear('a', 'bad', 1000)
      hear('b', 'bad', 2000)
      if (end === 'silent') hear('a', 'silent', 3000)
      else signs.forget('a')
      expect(signs.present()).toBe(false)
    }
  })

  it('stands while any target of a name is left that shows it', () => {
    const { signs, hear } = setUp()
    hear('a', 'bad', 1000)
    hear('a', 'bad', 1000, { targetId: 'a too' })
    hear('b', 'bad', 2000)
    signs.forget('a')
    expect(signs.present()).toBe(true)
    signs.forget('a too')
    expect(signs.present()).toBe(false)
  })
})

describe('one that begins to show it', () => {
  it('has two others asked, those heard of last, once', () => {
    const { signs, hear } = setUp()
    for (const [index, witness] of ['c', 'd', 'e', 'c'].entries()) hear(witness, 'good', 100 + index)
    expect(hear('a', 'bad', 1000)).toEqual(['e', 'c'])
    expect(hear('a', 'bad', 2000)).toEqual([])
    expect(signs.doubtful(2000)).toBe(true)
  })

  it('has nobody asked where there is nobody else', () => {
    const { signs, hear } = setUp()
    expect(hear('a', 'bad', 1000)).toEqual([])
    expect(signs.doubtful(1000)).toBe(false)
  })

  it('is doubtful until those asked have answered to the question', () => {
    const { signs, hear } = setUp()
    hear('c', 'good', 100)
    hear('d', 'good', 200)
    hear('a', 'bad', 1000)
    // Under way when they were asked.
    hear('c', 'good', 1100, { startedMs: 900 })
    hear('d', 'good', 1100)
    expect(signs.doubtful(1200)).toBe(true)
    hear('c', 'good', 1300)
    expect(signs.doubtful(1400)).toBe(false)
  })

  it('is not doubtful for ever when nobody answers', () => {
    const { signs, hear } = setUp()
    hear('c', 'good', 100)
    hear('a', 'bad', 1000)
    expect([signs.doubtful(20_999), signs.doubtful(21_000)]).toEqual([true, false])
  })

  it('is not doubtful once those asked are gone', () => {
    const { signs, hear } = setUp()
    hear('c', 'good', 100)
    hear('a', 'bad', 1000)
    signs.forget('c')
    expect(signs.doubtful(1100)).toBe(false)
  })
})
