import { describe, expect, it } from 'vitest'
import { formatDuration, parseDuration } from '../../electron/contract/duration.ts'

describe('parseDuration', () => {
  it.each([
    ['5s', 5000],
    ['1500ms', 1500],
    ['2 min', 120_000],
    ['1m30s', 90_000],
    ['1h 5m', 3_900_000],
    ['0.5 s', 500],
    ['1 day', 86_400_000],
    [' 10 S ', 10_000],
  ])('%s', (text, ms) => expect(parseDuration(text)).toEqual({ ok: true, value: ms }))

  it.each(['', '5', '5 parsecs', 's', '-1s', '1e3s', '1,5s', '5s!', 's5'])(
    'refuses "%s" and says what to write',
    (text) =>
      expect(parseDuration(text)).toEqual({ ok: false, message: `"${text}" is not a duration; write 5s or 1500ms` }),
  )
})

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [600, '600 ms'],
    [1000, '1 s'],
    [1500, '1.5 s'],
    [5000, '5 s'],
    [59_000, '59 s'],
    [59_999, '1 min'],
    [90_000, '1 min 30 s'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h'],
    [273_600_000, '3 d 4 h'],
    [-5, '0 ms'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text))
})
