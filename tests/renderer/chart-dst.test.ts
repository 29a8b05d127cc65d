import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const ticks = resolve(import.meta.dirname, '../../renderer/chart/ticks.ts')

/** The local clocks of the ticks of a day, as a process in that time zone sees them. */
function clocks(zone: string, from: string): string {
  const script = `
    const { timeTicks } = await import(${JSON.stringify(ticks)})
    const from = Date.parse(${JSON.stringify(from)})
    const found = timeTicks(from, from + 86400000, 6)
    console.log(found.map(({ atMs }) => new Date(atMs).toTimeString().slice(0, 5)).join(' '))`
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  }).trim()
}

it.each([
  ['Europe/Berlin', '2026-10-24T12:00:00Z', '16:00 20:00 00:00 04:00 08:00 12:00'],
  ['Europe/Berlin', '2026-03-28T12:00:00Z', '16:00 20:00 00:00 04:00 08:00 12:00'],
  ['Asia/Kolkata', '2026-11-22T00:00:00Z', '08:00 12:00 16:00 20:00 00:00 04:00'],
])('keeps ticks on round hours in %s from %s', (zone, from, expected) => {
  expect(clocks(zone, from)).toBe(expected)
})
