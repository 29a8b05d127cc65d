import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type State, summarise } from '../../electron/contract/states.ts'
import { summaryText, type TrayMark, trayImageName, trayMark } from '../../electron/desktop/tray-state.ts'
import { linux, macOs, windows } from './platforms.ts'

const seeing = { kind: 'seeing', cause: null, since: null } as const
const blind = { kind: 'blind', cause: 'dns', since: '2026-11-22T14:00:00.000Z' } as const
const of = (...states: State[]) => summarise(states)
const many = (state: State, count: number): State[] => Array.from({ length: count }, () => state)

describe('trayMark', () => {
  it.each<[string, State[], TrayMark]>([
    ['nothing to watch', [], 'unknown'],
    ['all up', ['up', 'up'], 'up'],
    ['one degraded', ['up', 'degraded'], 'degraded'],
    ['one down among degraded ones', ['degraded', 'down', 'up'], 'down-1'],
    ['nine down', many('down', 9), 'down-9'],
    ['ten down', many('down', 10), 'down-9plus'],
    ['one without data', ['up', 'no-data'], 'unknown'],
    ['none probed yet', ['pending', 'pending'], 'unknown'],
    ['the first one up', ['up', 'pending'], 'up'],
    ['all paused', ['paused', 'paused'], 'paused'],
    ['some paused', ['up', 'paused'], 'up'],
    ['one confirming', ['up', 'confirming'], 'up'],
  ])('%s', (_name, states, expected) => {
    expect(trayMark(of(...states), seeing, 'unknown')).toBe(expected)
  })

  it('does not flicker while the only target is being confirmed', () => {
    expect(trayMark(of('confirming'), seeing, 'up')).toBe('up')
    expect(trayMark(of('confirming'), seeing, 'degraded')).toBe('degraded')
  })

  it('claims nothing of a target whose first result is being confirmed', () => {
    expect(trayMark(of('confirming'), seeing, 'unknown')).toBe('unknown')
  })
})

describe('trayMark of a computer that cannot see', () => {
  it.each<[string, State[], TrayMark]>([
    ['what was up', ['up', 'up'], 'unknown'],
    ['what is down in its own network', ['up', 'down'], 'down-1'],
    ['all paused', ['paused'], 'paused'],
    ['nothing to watch', [], 'unknown'],
  ])('%s', (_name, states, expected) => {
    expect(trayMark(of(...states), blind, 'up')).toBe(expected)
  })
})

describe('summaryText', () => {
  it.each([
    [of(), 'Nothing to watch yet'],
    [of(...many('up', 12), 'down'), '12 up, 1 down'],
    [
      of('up', 'degraded', 'confirming', 'no-data', 'pending', 'paused'),
      '1 up, 1 degraded, 1 confirming, 1 without data, 1 not probed yet, 1 paused',
    ],
  ])('%o', (summary, expected) => {
    expect(summaryText(summary, seeing)).toBe(expected)
  })
})

it('says why there is no verdict', () => {
  expect(summaryText(of('up', 'no-data'), blind)).toBe('No name can be looked up: 1 up, 1 without data')
})

describe('trayImageName', () => {
  const light = { dark: false, highContrast: false }
  const dark = { dark: true, highContrast: false }
  const highContrast = { dark: true, highContrast: true }

  it.each([
    ['down-2', macOs, dark, 'down-2Template.png'],
    ['up', windows, light, 'up-on-light.ico'],
    ['up', windows, dark, 'up-on-dark.ico'],
    ['down-9plus', windows, light, 'down-9plus-colour.ico'],
    ['down-9plus', windows, highContrast, 'down-9plus-on-dark.ico'],
    ['degraded', linux, dark, 'degraded-colour.png'],
    ['paused', linux, light, 'paused-on-light.png'],
    // GNOME's top bar stays dark in the light theme.
    ['unknown', { ...linux, gnome: true }, light, 'unknown-on-dark.png'],
  ] as const)('%s on %o in %o', (mark, platform, theme, expected) => {
    expect(trayImageName(mark, platform, theme)).toBe(expected)
  })

  it('names only images that exist', () => {
    const downMarks = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((count) => trayMark(of(...many('down', count)), seeing, 'up'))
    const marks: TrayMark[] = ['up', 'degraded', 'paused', 'unknown', ...downMarks]
    const names = marks.flatMap((mark) =>
      [macOs, linux, windows].flatMap((platform) =>
        [light, dark, highContrast].map((theme) => trayImageName(mark, platform, theme)),
      ),
    )
    const missing = names.filter((name) => !existsSync(join(import.meta.dirname, '../../assets/tray', name)))
    expect(missing).toEqual([])
  })
})
