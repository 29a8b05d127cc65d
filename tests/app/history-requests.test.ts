import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultRetention } from '../../electron/contract/history.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { createFakeClock, type FakeClock } from '../monitor/fake-clock.ts'
import { probeResult, tcpTarget } from '../monitor/samples.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { startAppWithHistory, type TestApp } from './harness.ts'

const startMs = Date.parse('2026-11-22T12:00:00.000Z')
const minuteMs = 60_000

interface Watched {
  app: TestApp
  clock: FakeClock
  directory: string
  /** What probes answer from now on. */
  answer(code: number | null): void
  /** Stops the program, and begins another on the same directory after that time. */
  again(awayMs: number): Promise<Watched>
}

/** One target, `db`, from a file, probed every 15 s by a clock that stands still until told. */
async function watch(clock = createFakeClock(startMs), directory = temporaryDirectory()): Promise<Watched> {
  let code: number | null = 0
  const app = await startAppWithHistory({
    directory,
    clock,
    files: {
      targets: [{ config: tcpTarget('db', { name: '=Database' }), sourceFile: '/etc/net.toml' }],
      secrets: createMemorySecrets(),
    },
    probe: async ({ id }) => probeResult(id, code, { startedAt: new Date(clock.wallMs()).toISOString() }),
  })
  return {
    app,
    clock,
    directory,
    answer: (next) => (code = next),
    async again(awayMs) {
      await app.stop()
      await clock.sleep(awayMs)
      return await watch(clock, directory)
    },
  }
}

/** Ten minutes up, two down, three up again. */
async function outage(): Promise<Watched> {
  const watched = await watch()
  await watched.clock.advance(10 * minuteMs)
  watched.answer(2)
  await watched.clock.advance(2 * minuteMs)
  watched.answer(0)
  await watched.clock.advance(3 * minuteMs)
  return watched
}

const range = { from: startMs, to: startMs + 15 * minuteMs }

describe('what is recorded', () => {
  it('answers uptime, series, incidents, the nearest result and the overview', async () => {
    const { app } = await outage()
    const uptime = await app.ask('history:uptime', { id: 'db' })
    expect(uptime['24h'].uptime).toBeCloseTo(13 / 15, 2)
    expect(uptime['24h'].coverage).toBeCloseTo(15 / 1440, 3)
    const incidents = await app.ask('history:incidents', { id: 'db', ...range, limit: 10 })
    expect(incidents).toMatchObject([{ targetId: 'db', codes: [2], failures: expect.any(Number), endUnknown: false }])
    const [incident] = incidents
    if (!incident) throw new Error('there is no incident')
    expect((incident.closedAt ?? 0) - incident.openedAt).toBeGreaterThan(1.5 * minuteMs)
    expect(await app.ask('history:incidents', { id: null, ...range, limit: 10 })).toEqual(incidents)

    const series = await app.ask('history:series', { id: 'db', ...range, points: 15 })
    expect(series.points.length).toBeLessThanOrEqual(15)
    expect(series.points.some(({ codes }) => (codes['2'] ?? 0) > 0)).toBe(true)
    const at = startMs + 11 * minuteMs
    expect(await app.ask('history:nearest', { id: 'db', at })).toMatchObject({ code: 2, reason: 'refused' })
    const { targets } = await app.ask('history:overview', { ids: ['db'] })
    expect(targets['db']?.day.uptime).toBeCloseTo(13 / 15, 2)
    expect(targets['db']?.spark.some((slot) => slot?.failed)).toBe(true)
    const decisions = await app.ask('decisions:get', { id: 'db', limit: 10 })
    expect(decisions.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['down', 'up']))
  })

  it('has nothing to say of a target that nobody knows', async () => {
    const { app } = await watch()
    const nothing = { uptime: null, coverage: 0 }
    expect(await app.ask('history:uptime', { id: 'gone' })).toMatchObject({ '24h': nothing, '90d': nothing })
    expect(await app.ask('history:incidents', { id: 'gone', ...range, limit: 10 })).toEqual([])
    expect(await app.ask('history:nearest', { id: 'gone', at: startMs })).toBeNull()
    expect((await app.ask('history:series', { id: 'gone', ...range, points: 10 })).p50).toBeNull()
    expect(await app.ask('decisions:get', { id: 'gone', limit: 10 })).toEqual([])
    expect(await app.portlight.handle('history:export', { id: 'gone', ...range, format: 'csv' })).toEqual({
      ok: false,
      code: 'not-found',
      message: 'this target is no longer in the list',
    })
  })

  it.each(['history:series', 'history:incidents', 'history:export', 'history:report'] as const)(
    '%s refuses a range that ends before it begins',
    async (channel) => {
      const { app } = await watch()
      const rest = {
        'history:series': { id: 'db', points: 10 },
        'history:incidents': { id: null, limit: 10 },
        'history:export': { id: 'db', format: 'csv' },
        'history:report': {},
      }
      const request = { ...rest[channel], from: startMs + 1, to: startMs }
      expect(await app.portlight.handle(channel, request)).toEqual({
        ok: false,
        code: 'invalid-request',
        message: 'to: the range ends before it begins; put the later moment second',
      })
    },
  )
})

describe('what is taken along', () => {
  it('exports every result of the range, the oldest first', async () => {
    const { app } = await outage()
    const csv = await app.ask('history:export', { id: 'db', from: startMs, to: startMs + minuteMs, format: 'csv' })
    const [header, ...lines] = csv.text.trimEnd().split('\r\n')
    expect(header).toMatch(/^time,name,target,result_code,/)
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain(",'=Database,db:5432,0,Success,")
    expect(lines.toSorted()).toEqual(lines)
    const { text } = await app.ask('history:export', { id: 'db', ...range, format: 'json' })
    const { target, results } = JSON.parse(text)
    expect(target).toBe('db')
    expect(results.filter(({ resultCode }: { resultCode: number }) => resultCode === 2).length).toBeGreaterThan(7)
  })

  it('reports the range in words', async () => {
    const { app } = await outage()
    const { text } = await app.ask('history:report', range)
    expect(text).toContain('1 incident, all over; 1 of 1 target affected.')
    expect(text).toMatch(
      /=Database \(db:5432\)\nUptime 8\d\.\d\d % of \d+ % observed\n- .*: ConnectionFailed, \d+ failed/,
    )
  })
})

describe('what goes on over a restart', () => {
  it('is one incident where it is still down, closed meanwhile where it was last seen', async () => {
    const first = await watch()
    await first.clock.advance(minuteMs)
    first.answer(2)
    await first.clock.advance(2 * minuteMs)
    const [open] = await first.app.ask('history:incidents', { id: 'db', ...range, limit: 10 })
    expect(open).toMatchObject({ closedAt: null })
    const second = await first.again(5 * minuteMs)
    const [meanwhile, ...others] = await second.app.ask('history:incidents', { id: 'db', ...range, limit: 10 })
    expect(meanwhile).toMatchObject({ id: open?.id, endUnknown: true, closedAt: expect.any(Number) })
    expect(others).toEqual([])
    second.answer(2)
    await second.clock.advance(minuteMs)
    const after = await second.app.ask('history:incidents', { id: 'db', ...range, limit: 10 })
    expect(after).toMatchObject([{ id: open?.id, closedAt: null, endUnknown: false }])
  })

  it('is no data while the program did not run', async () => {
    const first = await watch()
    await first.clock.advance(5 * minuteMs + 1000)
    const second = await first.again(10 * minuteMs)
    await second.clock.advance(5 * minuteMs)
    const { gaps } = await second.app.ask('history:series', {
      id: 'db',
      from: startMs,
      to: startMs + 20 * minuteMs,
      points: 20,
    })
    expect(gaps).toContainEqual(expect.objectContaining({ cause: 'closed' }))
    const closed = gaps.find(({ cause }) => cause === 'closed')
    expect((closed?.to ?? 0) - (closed?.from ?? 0)).toBeGreaterThan(9.5 * minuteMs)
    const { '1h': hour } = await second.app.ask('history:uptime', { id: 'db' })
    expect(hour.uptime).toBe(1)
    expect(hour.coverage).toBeCloseTo(10 / 60, 1)
  })
})

describe('how long it is kept', () => {
  it('is set as a whole, and kept over a restart', async () => {
    const watched = await watch()
    const { app, directory } = watched
    expect(await app.ask('retention:get', {})).toEqual(defaultRetention)
    const retention = { rawDays: 3, fiveMinuteDays: 40, hourDays: 400 }
    expect(await app.ask('retention:set', retention)).toEqual(retention)
    expect(JSON.parse(readFileSync(join(directory, 'config.json'), 'utf8')).retention).toEqual(retention)
    const later = await watched.again(minuteMs)
    expect(await later.app.ask('retention:get', {})).toEqual(retention)
  })

  it.each([
    [{ rawDays: 0, fiveMinuteDays: 30, hourDays: 730 }, 'rawDays: 0 is not accepted; expected at least 1'],
    [{ rawDays: 30, fiveMinuteDays: 20, hourDays: 730 }, 'fiveMinuteDays: 20 is less than rawDays; write at least 30'],
    [{ rawDays: 2, fiveMinuteDays: 90, hourDays: 30 }, 'hourDays: 30 is less than fiveMinuteDays; write at least 90'],
    [
      { rawDays: 2 },
      'fiveMinuteDays: is missing; expected a value of type number; hourDays: is missing; expected a value of type number',
    ],
  ])('refuses %j and says which', async (retention, message) => {
    const { app } = await watch()
    expect(await app.portlight.handle('retention:set', retention)).toEqual({
      ok: false,
      code: 'invalid-request',
      message,
    })
    expect(await app.ask('retention:get', {})).toEqual(defaultRetention)
  })

  it('is known by its size and place', async () => {
    const { app, directory } = await outage()
    const { bytes, path } = await app.ask('history:size', {})
    expect(path).toBe(join(directory, 'history.sqlite'))
    expect(bytes).toBeGreaterThan(4096)
  })

  it('comes back with a removal that is taken back, and what was open goes on', async () => {
    const clock = createFakeClock(startMs)
    let code = 0
    const app = await startAppWithHistory({
      clock,
      probe: async ({ id }) => probeResult(id, code, { startedAt: new Date(clock.wallMs()).toISOString() }),
    })
    const { id } = await app.ask('targets:add', { line: '127.0.0.1:1' })
    const { id: other } = await app.ask('targets:add', { line: '127.0.0.1:2' })
    await clock.advance(5 * minuteMs)
    code = 2
    await clock.advance(2 * minuteMs)
    const asked = { id, ...range, limit: 10 }
    const before = await app.ask('history:incidents', asked)
    expect(before).toMatchObject([{ targetId: id, closedAt: null }])
    await app.ask('targets:remove', { ids: [id, other] })
    await clock.advance(10_000)
    await app.ask('targets:restore', { ids: [id, other] })
    await clock.advance(minuteMs)
    const [incident, ...more] = await app.ask('history:incidents', asked)
    expect(more).toEqual([])
    expect(incident).toMatchObject({ id: before[0]?.id, openedAt: before[0]?.openedAt, closedAt: null })
    expect(await app.ask('history:nearest', { id, at: startMs })).toMatchObject({ code: 0 })
    expect((await app.ask('snapshot:get', {})).targets).toMatchObject([{ state: 'down' }, { state: 'down' }])
    code = 0
    await clock.advance(minuteMs)
    const told = (await app.ask('decisions:get', { id, limit: 20 })).map(({ subject }) => subject)
    // It went down and came up once, whatever happened in between.
    expect([told.filter((one) => one === 'down').length, told.filter((one) => one === 'up').length]).toEqual([1, 1])
  })

  it('ends for good with a removal that can no longer be taken back', async () => {
    const clock = createFakeClock(startMs)
    const app = await startAppWithHistory({
      clock,
      probe: async ({ id }) => probeResult(id, 0, { startedAt: new Date(clock.wallMs()).toISOString() }),
    })
    const { id } = await app.ask('targets:add', { line: '127.0.0.1:1' })
    await clock.advance(minuteMs)
    await app.ask('targets:remove', { ids: [id] })
    await clock.advance(9 * minuteMs)
    expect(await app.ask('history:nearest', { id, at: startMs })).toMatchObject({ code: 0 })
    await clock.advance(2 * minuteMs)
    expect(await app.ask('history:nearest', { id, at: startMs })).toBeNull()
  })
})

it('says that it is ending to who asks too late', async () => {
  const { app } = await watch()
  await app.stop()
  expect(await app.portlight.handle('history:size', {})).toEqual({
    ok: false,
    code: 'disconnected',
    message: 'Portlight is ending',
  })
})
