import { describe, expect, it } from 'vitest'
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
