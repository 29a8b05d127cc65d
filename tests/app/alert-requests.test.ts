import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultAlertSettings, type Maintenance } from '../../electron/contract/alert-settings.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { probeResult, tcpTarget } from '../monitor/samples.ts'
import { startApp, type TestApp } from './harness.ts'

const hourMs = 3_600_000

const saved = (app: TestApp) => JSON.parse(readFileSync(join(app.directory, 'config.json'), 'utf8'))
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()
const targetOf = (id: string) => ({ kind: 'target', id }) as const
const tagOf = (tag: string) => ({ kind: 'tag', tag }) as const

/** Two targets from a file, `router` with the tags `lan` and `core`, `nas` with `lan`. */
const files = () => ({
  targets: [
    { config: { ...tcpTarget('router'), tags: ['lan', 'core'] }, sourceFile: '/etc/net.toml' },
    { config: { ...tcpTarget('nas'), tags: ['lan'] }, sourceFile: '/etc/net.toml' },
  ],
  secrets: createMemorySecrets(),
})

const withFiles = (options: Parameters<typeof startApp>[0] = {}) =>
  startApp({ files: files(), probe: async ({ id }) => probeResult(id, 0), ...options })

async function snoozedIn(app: TestApp): Promise<Record<string, string | null>> {
  const { targets } = await app.ask('snapshot:get', {})
  return Object.fromEntries(targets.flatMap(({ id, snoozed }) => (snoozed ? [[id, snoozed.until]] : [])))
}

describe('alerts:set', () => {
  it('answers the defaults until something is set, and keeps what is over a restart', async () => {
    const app = startApp({ started: false })
    expect(await app.ask('alerts:get', {})).toEqual(defaultAlertSettings)
    const set = await app.ask('alerts:set', { confirmFailures: 5, tellDegraded: true })
    expect(set).toEqual({ ...defaultAlertSettings, confirmFailures: 5, tellDegraded: true })
    await app.stop()
    const again = startApp({ directory: app.directory, started: false })
    expect(await again.ask('alerts:get', {})).toEqual(set)
  })

  it('puts days before the end of a certificate in order, each once', async () => {
    const app = startApp({ started: false })
    const { certificateDays } = await app.ask('alerts:set', { certificateDays: [1, 30, 7, 30, 0] })
    expect(certificateDays).toEqual([30, 7, 1, 0])
    expect(saved(app).alerts.certificateDays).toEqual([30, 7, 1, 0])
  })

  it.each([
    [{ certificateDays: [-1] }, 'certificateDays[0]: -1 is not accepted; expected at least 0'],
    [{ certificateDays: [] }, 'certificateDays: a list is not accepted; expected at least 1'],
    [{ gatherMs: 90_000 }, 'gatherMs: 90000 is not accepted; expected at most 60000'],
    [
      { quietHours: { ...defaultAlertSettings.quietHours, from: '24:00' } },
      'quietHours.from: not a time of day; write it as 22:00, from 00:00 to 23:59',
    ],
    [
      { quietHours: { ...defaultAlertSettings.quietHours, timeZone: 'Europe/Atlantis' } },
      'quietHours.timeZone: not a known time zone; write an IANA name such as Europe/Berlin',
    ],
    [{ webhook: { secret: 'x' } }, 'an object is not accepted; expected no key named webhook'],
    [{ snoozes: [] }, 'an object is not accepted; expected no key named snoozes'],
    [
      { maintenance: [once('a', '2026-11-22T14:00:00Z', '2026-11-22T14:00:00Z')] },
      'maintenance[0].when.until: 2026-11-22T14:00:00Z is not after 2026-11-22T14:00:00Z; write a later moment',
    ],
    [
      { maintenance: [once('a', '2026-11-22T14:00:00Z', '2026-11-22T15:00:00Z'), weekly('a')] },
      'maintenance[1].id: another window has it already; write one of its own',
    ],
    [
      { maintenance: [once('a', 'tomorrow', '2026-11-22T15:00:00Z')] },
      'maintenance[0].when.from: "tomorrow" is not accepted; expected a moment in UTC such as 2026-11-22T14:00:00Z',
    ],
  ])('names what is wrong in %j, and saves nothing', async (change, message) => {
    const app = startApp({ started: false })
    expect(await app.portlight.handle('alerts:set', change)).toEqual({ ok: false, code: 'invalid-request', message })
    expect(await app.ask('alerts:get', {})).toEqual(defaultAlertSettings)
  })
})

function once(id: string, from: string, until: string): Maintenance {
  return { id, name: 'Backup', targetIds: null, tags: null, when: { kind: 'once', from, until } }
}

function weekly(id: string): Maintenance {
  const when = { days: [0], from: '02:00', durationMs: hourMs, timeZone: 'Europe/Berlin' }
  return { id, name: 'Backup', targetIds: null, tags: null, when: { kind: 'weekly', ...when } }
}

describe('targets:snooze', () => {
  it('shows the snooze of a target and its end, also after a restart', async () => {
    const app = withFiles()
    const until = inMs(hourMs)
    const told = app.delta(({ changed }) => changed.some(({ snoozed }) => snoozed !== null))
    await app.ask('targets:snooze', { scope: targetOf('nas'), until })
    expect((await told).changed).toContainEqual(expect.objectContaining({ id: 'nas', snoozed: { until } }))
    expect(await snoozedIn(app)).toEqual({ nas: until })
    await app.stop()
    const again = withFiles({ directory: app.directory })
    expect(await snoozedIn(again)).toEqual({ nas: until })
    const back = again.delta(({ changed }) => changed.some(({ id, snoozed }) => id === 'nas' && snoozed === null))
    await again.ask('targets:unsnooze', { scope: targetOf('nas') })
    await back
    expect(saved(again).alerts.snoozes).toEqual([])
  })

  it('takes the one that ends last of a target’s own and its tags’', async () => {
    const app = withFiles()
    const [soon, later] = [inMs(hourMs), inMs(2 * hourMs)]
    await app.ask('targets:snooze', { scope: tagOf('lan'), until: soon })
    await app.ask('targets:snooze', { scope: targetOf('nas'), until: later })
    expect(await snoozedIn(app)).toEqual({ router: soon, nas: later })
    await app.ask('targets:snooze', { scope: tagOf('lan'), until: null })
    expect(await snoozedIn(app)).toEqual({ router: null, nas: null })
    expect(saved(app).alerts.snoozes).toHaveLength(2)
  })

  it('snoozes many at once', async () => {
    const app = withFiles()
    const scope = { kind: 'targets' as const, ids: ['router', 'nas'] }
    await app.ask('targets:snooze', { scope, until: null })
    expect(await snoozedIn(app)).toEqual({ router: null, nas: null })
    await app.ask('targets:unsnooze', { scope })
    expect(await snoozedIn(app)).toEqual({})
  })

  it.each([
    [{ scope: targetOf('gone'), until: null }, 'not-found', 'this target is no longer in the list'],
    [{ scope: tagOf('wan'), until: null }, 'not-found', 'no target has the tag "wan"'],
    [
      { scope: { kind: 'targets', ids: ['nas', 'gone'] }, until: null },
      'not-found',
      'this target is no longer in the list',
    ],
    [
      { scope: targetOf('nas'), until: '2001-01-01T00:00:00Z' },
      'invalid-request',
      'until: 2001-01-01T00:00:00Z is past; write a moment that is yet to come',
    ],
    [
      { scope: targetOf('nas'), until: '9:00' },
      'invalid-request',
      'until: "9:00" is not accepted; expected a moment in UTC such as 2026-11-22T14:00:00Z',
    ],
  ])('refuses %j', async (request, code, message) => {
    const app = withFiles()
    expect(await app.portlight.handle('targets:snooze', request)).toEqual({ ok: false, code, message })
    expect(await snoozedIn(app)).toEqual({})
  })

  it('tells when it is over, and forgets it with the next change', async () => {
    const clock = createFakeClock()
    const app = withFiles({ clock })
    // No probe tells of the target meanwhile.
    await app.ask('targets:pause', { ids: null, until: null })
    const until = new Date(clock.wallMs() + hourMs).toISOString()
    await app.ask('targets:snooze', { scope: targetOf('nas'), until })
    await clock.advance(hourMs - 1000)
    expect(await snoozedIn(app)).toEqual({ nas: until })
    const over = app.delta(({ changed }) => changed.some(({ id, snoozed }) => id === 'nas' && snoozed === null))
    await clock.advance(1100)
    await over
    expect(saved(app).alerts.snoozes).toHaveLength(1)
    await app.ask('targets:snooze', { scope: targetOf('router'), until: null })
    expect(saved(app).alerts.snoozes).toEqual([{ scope: targetOf('router'), until: null }])
  })

  it('notices within half a minute when the clock is set forward past the end', async () => {
    const clock = createFakeClock()
    const app = withFiles({ clock })
    await app.ask('targets:pause', { ids: null, until: null })
    await app.ask('targets:snooze', {
      scope: targetOf('nas'),
      until: new Date(clock.wallMs() + 24 * hourMs).toISOString(),
    })
    await clock.advance(1000)
    const over = app.delta(({ changed }) => changed.some(({ id, snoozed }) => id === 'nas' && snoozed === null))
    clock.shiftWall(25 * hourMs)
    await clock.advance(30_100)
    await over
  })

  it('goes with a target that is removed, and comes back with it', async () => {
    const app = startApp({ started: false })
    const { id } = await app.ask('targets:add', { line: 'udp://127.0.0.1:1' })
    await app.ask('targets:snooze', { scope: targetOf(id), until: null })
    await app.ask('targets:remove', { ids: [id] })
    expect(saved(app).alerts.snoozes).toEqual([])
    await app.ask('targets:restore', { ids: [id] })
    expect(await snoozedIn(app)).toEqual({ [id]: null })
  })
})

describe('maintenance', () => {
  it('is shown while it lasts, for the targets it is about', async () => {
    const clock = createFakeClock(Date.parse('2026-03-07T23:00:00Z'))
    const app = withFiles({ clock })
    await app.ask('targets:pause', { ids: null, until: null })
    // In Berlin it begins at 01:00 UTC, and ends an hour later.
    const window = { ...weekly('backup'), tags: ['core'] }
    const begins = app.delta(({ changed }) => changed.some(({ maintenance }) => maintenance !== null))
    await app.ask('alerts:set', { maintenance: [window] })
    await clock.advance(2 * hourMs + 100)
    const maintenance = { until: '2026-03-08T02:00:00.000Z', name: 'Backup' }
    expect((await begins).changed).toContainEqual(expect.objectContaining({ id: 'router', maintenance }))
    const { targets } = await app.ask('snapshot:get', {})
    expect(targets.map((target) => target.maintenance)).toEqual([maintenance, null])
    const over = app.delta(({ changed }) => changed.some(({ id, maintenance }) => id === 'router' && !maintenance))
    await clock.advance(hourMs)
    await over
  })
})
