import { describe, expect, it } from 'vitest'
import { parseGoDuration } from '../../electron/interop/categraf-duration.ts'
import { readNet } from './conf.ts'

describe('a Go duration', () => {
  it.each([
    ['1500ms', 1500],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['1.s', 1000],
    ['250us', 0.25],
    ['250µs', 0.25],
    ['0', 0],
    ['-2s', -2000],
    ['+2s', 2000],
  ])('%s is %d ms', (text, ms) => expect(parseGoDuration(text)).toBeCloseTo(ms, 9))

  it.each(['', '5', '5 s', 's', '1d', '5S', '.s', '1s2'])('%j is none', (text) =>
    expect(parseGoDuration(text)).toBeNull(),
  )
})

async function timeout(written: string) {
  const read = await readNet(`[[instances]]\ntargets = ["h:1"]\ntimeout = ${written}\n`)
  const config = read.targets[0]?.config
  return { ...read, ms: config?.protocol === 'tcp' ? config.timeoutMs : null }
}

describe('a timeout', () => {
  it.each([
    ['2', 2000],
    ['"2"', 2000],
    ['2.0', 2000],
    ['"1500ms"', 1500],
    ['"500us"', 1],
    ['""', 1000],
    ['0', 1000],
    ['"0s"', 1000],
  ])('%s is %d ms, silently', async (written, ms) => {
    const read = await timeout(written)
    expect(read.ms).toBe(ms)
    expect(read.warningLines).toEqual([])
  })

  it.each([
    ['1.9', 1000, 'timeout is read as 1 s, as Categraf cuts a number to whole seconds; write "1900ms"'],
    ['0.5', 1000, 'timeout is read as the default, as Categraf cuts a number to whole seconds; write "500ms"'],
    ['-1', 1000, 'timeout is negative, which Categraf times out at once; the default is used here, so remove it'],
    ['"20m"', 600_000, 'timeout is above the most Portlight does; 10 min is used'],
  ])('%s is %d ms, with a warning', async (written, ms, warning) => {
    const read = await timeout(written)
    expect(read.ms).toBe(ms)
    expect(read.warningLines).toEqual([`input.net_response/net.toml:3: ${warning}`])
  })

  it.each(['"soon"', 'true', '[1]', '99999999999999999999', 'inf'])('%s is an error', async (written) => {
    const read = await timeout(written)
    expect(read.targets).toEqual([])
    expect(read.errors).toMatchObject([{ line: 3 }])
  })
})

const interval = async (top: string, instance = '') => {
  const read = await readNet(`${top}\n[[instances]]\ntargets = ["h:1"]\n${instance}\n`)
  return { ms: read.targets[0]?.config.intervalMs, warnings: read.warningLines.length }
}

describe('an interval', () => {
  it('is 15 s unless told otherwise', async () => expect(await interval('')).toEqual({ ms: 15_000, warnings: 0 }))
  it('is the plugin’s, times interval_times', async () =>
    expect(await interval('interval = 20', 'interval_times = 3')).toEqual({ ms: 60_000, warnings: 0 }))
  it('ignores interval_times of zero', async () =>
    expect(await interval('interval = 20', 'interval_times = 0')).toEqual({ ms: 20_000, warnings: 0 }))
  it('is at least 1 s and at most a day, with a warning', async () => {
    expect(await interval('interval = "200ms"')).toEqual({ ms: 1000, warnings: 1 })
    expect(await interval('interval = "20h"', 'interval_times = 2')).toEqual({ ms: 86_400_000, warnings: 1 })
  })
  it('does not count in an instance, with a warning', async () =>
    expect(await interval('', 'interval = 60')).toEqual({ ms: 15_000, warnings: 1 }))
})
