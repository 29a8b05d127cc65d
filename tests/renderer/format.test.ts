import { describe, expect, it } from 'vitest'
import { certificateName } from '../../renderer/i18n/certificate-name.ts'
import {
  asSentences,
  clip,
  countdownText,
  daysUntil,
  formatBytes,
  formatClock,
  formatDate,
  formatSpan,
  formatTime,
  latencyText,
  settingText,
  spanText,
} from '../../renderer/i18n/format.ts'
import { t } from '../../renderer/i18n/text.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

describe('latency', () => {
  it.each([
    [0.84, '0.8 ms'],
    [2, '2 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [143.4, '143 ms'],
    [1240, '1,240 ms'],
    [9999, '9,999 ms'],
    [10_000, '10.0 s'],
    [12_340, '12.3 s'],
  ])('%d ms reads %s', (ms, text) => expect(latencyText(ms)).toBe(text))
})

describe('spans', () => {
  it.each([
    [-500, '0', 's'],
    [4999, '4', 's'],
    [59_999, '59', 's'],
    [minute, '1', 'min'],
    [hour - 1, '59', 'min'],
    [hour, '1', 'h'],
    [day, '1', 'd'],
    [1240 * day, '1,240', 'd'],
  ])('%d ms is %s %s in a row', (ms, value, unit) => expect(formatSpan(ms)).toEqual({ value, unit }))

  it.each([
    [45 * second, '45 s'],
    [12 * minute + 30 * second, '12 min'],
    [hour + 12 * minute, '1 h 12 min'],
    [2 * hour, '2 h'],
    [76 * hour, '3 d 4 h'],
    [2 * day + 5 * minute, '2 d'],
  ])('%d ms is %s in the detail', (ms, text) => expect(spanText(ms)).toBe(text))

  it.each([
    [3200, '4 s'],
    [1, '1 s'],
    [-1, '0 s'],
    [61 * second, '2 min'],
  ])('%d ms to go counts down as %s', (ms, text) => expect(countdownText(ms)).toBe(text))

  it.each([
    [600, '600 ms'],
    [1500, '1.5 s'],
    [15_000, '15 s'],
    [90_000, '90 s'],
    [120_000, '2 min'],
    [7_200_000, '2 h'],
  ])('%d ms as a setting is %s', (ms, text) => expect(settingText(ms)).toBe(text))
})

describe('dates', () => {
  const now = Date.parse('2026-11-22T13:58:45Z')

  it('shows the clock today, and the day before it otherwise', () => {
    expect(formatTime('2026-11-22T03:04:05Z', now)).toBe('03:04:05')
    expect(formatClock('2026-11-22T00:00:00Z', now)).toBe('00:00')
    expect(formatClock('2026-11-02T15:00:00Z', now)).toBe('2 Nov 15:00')
  })

  it('shows what is no date as it is', () => {
    expect(formatDate('soon')).toBe('soon')
    expect(formatClock('later', now)).toBe('later')
    expect(daysUntil('never', now)).toBeNaN()
  })

  it('counts whole days, and a day that has begun as none', () => {
    expect(daysUntil('2026-12-01T14:00:00Z', now)).toBe(9)
    expect(daysUntil('2026-11-22T23:00:00Z', now)).toBe(0)
    expect(daysUntil('2026-11-22T13:00:00Z', now)).toBe(-1)
  })
})

it('chooses the plural by the language’s rule', () => {
  expect([0, 1, 2].map(t.list.certificateDays)).toEqual(['Cert 0 days', 'Cert 1 day', 'Cert 2 days'])
  expect([1, 3].map(t.head.waiting)).toEqual(['1 change', '3 changes'])
})

it.each([
  [900, '900 B'],
  [12_700, '12.4 KiB'],
  [10 * 1024 ** 2, '10 MiB'],
])('%d bytes read %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

describe('asSentences', () => {
  it.each([
    ['"5 parsecs" is not a duration; write 5s or 1500ms', '“5 parsecs” is not a duration. Write 5s or 1500ms.'],
    ['there is no address; write host:port', 'There is no address. Write host:port.'],
    ['Already a sentence.', 'Already a sentence.'],
    ['the folder is full; free some space', 'The folder is full; free some space.'],
  ])('%s', (message, text) => expect(asSentences(message)).toBe(text))
})

it('cuts text to a length and flattens it', () => {
  expect(clip('  a\n b\tc ', 10)).toBe('a b c')
  expect(clip('abcdefghij', 10)).toBe('abcdefghij')
  expect(clip('abcdefghijk', 10)).toBe('abcdefghi…')
})

it.each([
  ['CN=R11, O=Let’s Encrypt, C=US', 'R11'],
  ['C=US\nO=Example Trust\nCN=Example Root X1', 'Example Root X1'],
  ['O=Only Org', 'Only Org'],
  ['OU=Desk', 'OU=Desk'],
])('%s is known as %s', (name, known) => expect(certificateName(name)).toBe(known))
