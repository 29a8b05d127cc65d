import { describe, expect, it } from 'vitest'
import { defaultAlertSettings } from '../../electron/contract/alert-settings.ts'
import { defaultRetention } from '../../electron/contract/history.ts'
import { nativeTarget } from '../../electron/contract/native-target.ts'
import { defaultSettings, type Settings } from '../../electron/contract/settings.ts'
import { parseTarget } from '../../electron/contract/target-grammar.ts'
import { migrate } from '../../electron/storage/migrate.ts'

function target(id: string, line: string) {
  const parsed = parseTarget(line)
  if (!parsed.ok) throw new Error(parsed.message)
  return nativeTarget(id, parsed.value)
}

const settings: Settings = {
  schemaVersion: 1,
  preferences: { theme: 'dark', notifications: false },
  targets: [target('a', 'tcp://db:5432'), target('b', 'https://example.test/')],
  paused: { a: { until: null }, b: { until: '2026-01-01T00:00:00.000Z' } },
}

describe('migrate', () => {
  it('keeps settings of this version as they are', () => {
    expect(migrate(structuredClone(settings))).toEqual({ kind: 'settings', settings, problems: [] })
  })

  it('tells a newer version by its number alone', () => {
    expect(migrate({ schemaVersion: 2, anything: true })).toEqual({ kind: 'newer', version: 2 })
  })

  it('drops a target that is not valid, keeps the others, and names the place', () => {
    const [first, second] = settings.targets
    const migrated = migrate({ ...settings, targets: [first, { ...second, intervalMs: 0 }, second] })
    expect(migrated).toEqual({
      kind: 'settings',
      settings,
      problems: ['targets[1].intervalMs: 0 is not accepted; expected at least 1000'],
    })
  })

  it('keeps the first of two targets with one id', () => {
    const [first, second] = settings.targets
    expect(migrate({ ...settings, targets: [first, second, { ...first, target: 'other:1' }] })).toEqual({
      kind: 'settings',
      settings,
      problems: ['targets: two of them have the same id; the first is kept'],
    })
  })

  it('keeps the targets when other parts are not valid', () => {
    const migrated = migrate({ ...settings, preferences: 'dark', paused: { a: { until: null }, b: 7 } })
    expect(migrated).toMatchObject({
      kind: 'settings',
      settings: { targets: settings.targets, preferences: defaultSettings.preferences, paused: { a: { until: null } } },
    })
    expect(migrated).toHaveProperty('problems.length', 2)
  })

  it.each([null, 'text', 7, [], { targets: 'none' }])('falls back to the defaults for %j and says so', (input) => {
    const migrated = migrate(input)
    expect(migrated).toMatchObject({ kind: 'settings', settings: defaultSettings })
    expect(migrated).not.toHaveProperty('problems.length', 0)
  })
})

describe('alerts and retention', () => {
  const alerts = { ...defaultAlertSettings, confirmFailures: 4, snoozes: [snooze('a')] }

  it('are kept as they are', () => {
    const whole = { ...settings, alerts, retention: { rawDays: 3, fiveMinuteDays: 40, hourDays: 400 } }
    expect(migrate(structuredClone(whole))).toEqual({ kind: 'settings', settings: whole, problems: [] })
  })

  it('may hold only what is other than the default', () => {
    const written = { confirmFailures: 4, quietHours: { enabled: true }, sound: { critical: true } }
    expect(migrate({ ...settings, alerts: written, retention: { rawDays: 3 } })).toEqual({
      kind: 'settings',
      settings: {
        ...settings,
        alerts: {
          ...defaultAlertSettings,
          confirmFailures: 4,
          quietHours: { ...defaultAlertSettings.quietHours, enabled: true },
          sound: { critical: true, normal: false },
        },
        retention: { ...defaultRetention, rawDays: 3 },
      },
      problems: [],
    })
  })

  it('lose only what is wrong, and the place is named', () => {
    const written = {
      confirmFailures: 4,
      gatherMs: -1,
      quietHours: { enabled: true, from: '9', exceptTags: ['core'] },
      snoozes: [snooze('a'), { scope: { kind: 'target' }, until: null }],
      webhook: 'https://chat.test/hook/token',
      volume: 11,
    }
    const migrated = migrate({ ...settings, alerts: written, retention: { rawDays: 0, hourDays: 400 } })
    expect(migrated).toMatchObject({
      settings: {
        ...settings,
        alerts: { ...defaultAlertSettings, confirmFailures: 4, snoozes: [snooze('a')] },
        retention: { ...defaultRetention, hourDays: 400 },
      },
      problems: [
        'alerts.gatherMs: -1 is not accepted; expected at least 0',
        'alerts.quietHours.from: not a time of day; write it as 22:00, from 00:00 to 23:59',
        'alerts.snoozes[1].scope.id: is missing; expected a value of type string',
        'alerts.webhook: what is there is not accepted; expected a value of type object',
        'alerts: an object is not accepted; expected no key named volume',
        'retention.rawDays: 0 is not accepted; expected at least 1',
      ],
    })
  })

  it.each([7, 'loud', []])('are the defaults where there is only %j, and the targets stay', (wrong) => {
    const migrated = migrate({ ...settings, alerts: wrong, retention: wrong })
    expect(migrated).toMatchObject({ kind: 'settings', settings: { targets: settings.targets } })
    expect(migrated).not.toHaveProperty('settings.alerts')
    expect(migrated).not.toHaveProperty('settings.retention')
    expect(migrated).toHaveProperty('problems.length', 2)
  })
})

function snooze(id: string) {
  return { scope: { kind: 'target' as const, id }, until: null }
}

describe('the network and metrics', () => {
  const network = { proxy: 'http://proxy:3128', proxyPassword: { secret: 'ref' }, proxyBypass: ['.example.org'] }
  const metrics = { enabled: true, port: 9464 }

  it('are kept as they are', () => {
    const settings = { ...defaultSettings, network, metrics }
    expect(migrate(settings)).toEqual({ kind: 'settings', settings, problems: [] })
  })

  it('lose only what is wrong, and the place is named', () => {
    const list = ['.example.org', 'http://not.a.host/']
    const damaged = { ...defaultSettings, network: { ...network, proxyBypass: list }, metrics: { ...metrics, port: 0 } }
    const migrated = migrate(damaged)
    expect(migrated).toMatchObject({ kind: 'settings', settings: { ...defaultSettings, network } })
    if (migrated.kind !== 'settings') return
    expect(migrated.settings.metrics).toBeUndefined()
    expect(migrated.problems).toEqual([
      expect.stringMatching(
        /^network\.proxyBypass\[1\]: "http:\/\/not\.a\.host\/" is not a network; write example\.org/,
      ),
      'metrics.port: 0 is not accepted; expected at least 1',
    ])
  })
})
