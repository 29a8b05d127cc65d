import { describe, expect, it } from 'vitest'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { summarise } from '../../electron/contract/states.ts'
import { type MenuEntry, menuEntries } from '../../electron/desktop/menu.ts'

const nowMs = Date.parse('2026-11-22T15:00:00Z')

function target(name: string, changes: Partial<TargetView> = {}): TargetView {
  return {
    id: `id of ${name}`,
    name,
    target: 'db:5432',
    protocol: 'tcp',
    address: 'tcp://db:5432',
    labels: {},
    tags: [],
    intervalMs: 15_000,
    sourceFile: null,
    state: 'up',
    since: null,
    lastChangeAt: null,
    paused: null,
    nextProbeAt: null,
    probing: false,
    lastResult: null,
    confirming: null,
    flapping: false,
    settled: null,
    noData: null,
    snoozed: null,
    maintenance: null,
    ...changes,
  }
}

const down = (name: string, since: string) => target(name, { state: 'down', since })

function entriesFor(...targets: TargetView[]): MenuEntry[] {
  const summary = summarise(targets.map(({ state }) => state))
  return menuEntries(
    summary,
    { kind: 'seeing', cause: null, since: null },
    targets.filter(({ state }) => state === 'down'),
    nowMs,
    'en-GB',
  )
}

const line = (entry: MenuEntry) => (entry.kind === 'separator' ? '---' : entry.label)
const lines = (...targets: TargetView[]) => entriesFor(...targets).map(line)

describe('menuEntries', () => {
  it('begins with the summary as text, then opens the popover', () => {
    const [first, second] = entriesFor(target('a'), down('b', '2026-11-22T14:02:00Z'))
    expect(first).toEqual({ kind: 'text', label: '1 up, 1 down' })
    expect(second).toEqual({ kind: 'item', label: 'Open Portlight', action: { type: 'open' } })
  })

  it('names what is down, longest first, with the date when it was not today', () => {
    const entries = entriesFor(down('web', '2026-11-22T14:02:00Z'), target('up'), down('db', '2026-11-20T09:30:00Z'))
    const failing = entries.filter((entry) => entry.kind === 'item' && entry.action.type === 'open-target')
    expect(failing).toEqual([
      { kind: 'item', label: 'db – Down since 20 Nov, 09:30', action: { type: 'open-target', id: 'id of db' } },
      { kind: 'item', label: 'web – Down since 14:02', action: { type: 'open-target', id: 'id of web' } },
    ])
  })

  it('stays short when much is down', () => {
    const targets = Array.from({ length: 20 }, (_, index) => down(`t${index}`, '2026-11-22T14:02:00Z'))
    const labels = lines(...targets)
    expect(labels).toContain('12 more down')
    expect(labels.length).toBeLessThan(20)
  })

  it('offers only what can be done', () => {
    expect(lines()).not.toContain('Pause all')
    expect(lines()).not.toContain('Probe all now')
    expect(lines(target('a'))).toEqual(expect.arrayContaining(['Probe all now', 'Pause all']))
    expect(lines(target('a'))).not.toContain('Resume all')
    const paused = target('a', { state: 'paused', paused: { until: null } })
    expect(lines(paused)).toContain('Resume all')
    expect(lines(paused)).not.toContain('Pause all')
    expect(lines(paused, target('b'))).toEqual(expect.arrayContaining(['Pause all', 'Resume all']))
  })

  it('pauses all for a while, or for good', () => {
    const pause = entriesFor(target('a')).find((entry) => entry.kind === 'submenu')
    expect(pause).toEqual({
      kind: 'submenu',
      label: 'Pause all',
      entries: [
        { label: 'For 15 min', action: { type: 'pause-all', choice: 'quarter' } },
        { label: 'For 1 h', action: { type: 'pause-all', choice: 'hour' } },
        { label: 'Until tomorrow 9:00', action: { type: 'pause-all', choice: 'morning' } },
        { label: 'Until I resume', action: { type: 'pause-all', choice: 'recovery' } },
      ],
    })
  })

  it('snoozes what is down and not snoozed yet', () => {
    const [since, until] = ['2026-11-22T14:02:00Z', '2026-11-22T16:00:00Z']
    const snoozed = { ...down('web', since), snoozed: { until } }
    const entries = entriesFor(down('db', since), snoozed, target('up'))
    expect(entries.find((entry) => entry.kind !== 'separator' && entry.label === 'Snooze what is down')).toEqual({
      kind: 'submenu',
      label: 'Snooze what is down',
      entries: [
        { label: 'For 15 min', action: { type: 'snooze', ids: ['id of db'], choice: 'quarter' } },
        { label: 'For 1 h', action: { type: 'snooze', ids: ['id of db'], choice: 'hour' } },
        { label: 'Until tomorrow 9:00', action: { type: 'snooze', ids: ['id of db'], choice: 'morning' } },
        { label: 'Until it recovers', action: { type: 'snooze', ids: ['id of db'], choice: 'recovery' } },
      ],
    })
    expect(lines(snoozed)).not.toContain('Snooze what is down')
    expect(lines(snoozed)).toContain('web – Down since 14:02, snoozed')
  })

  it('shortens a long name', () => {
    const label = lines(down(`https://host/${'x'.repeat(200)}`, '2026-11-22T14:02:00Z')).find((text) =>
      text.startsWith('https'),
    )
    expect(label).toMatch(/^https:\/\/host\/x{34}… – Down since 14:02$/)
  })

  it('ends with settings and quitting', () => {
    expect(lines(target('a')).slice(-3)).toEqual(['Settings', '---', 'Quit Portlight'])
  })
})
