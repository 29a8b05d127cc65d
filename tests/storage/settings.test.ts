import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../electron/contract/settings.ts'
import type { Notice } from '../../electron/contract/snapshot.ts'
import { createConfFile } from '../../electron/headless/conf-file.ts'
import { openSettings } from '../../electron/storage/settings.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const now = () => new Date('2026-11-22T15:37:00.123Z')
const dark = (settings: Settings): Settings => ({ ...settings, preferences: { theme: 'dark', notifications: true } })

const light = (settings: Settings): Settings => ({ ...settings, preferences: { theme: 'light', notifications: true } })

function setUp(content?: string) {
  const directory = temporaryDirectory()
  const path = join(directory, 'config.json')
  if (content !== undefined) writeFileSync(path, content)
  return { directory, path, open: () => openSettings(createConfFile(directory), now) }
}

describe('openSettings', () => {
  it('starts with the defaults and writes nothing until something changes', () => {
    const { open, path } = setUp()
    const { store, notices } = open()
    expect(store.current).toEqual(defaultSettings)
    expect(notices).toEqual([])
    expect(existsSync(path)).toBe(false)
  })

  it('saves a change for its owner alone, and reads it back', () => {
    const { open, path } = setUp()
    const { store } = open()
    expect(store.change(dark)).toEqual({ ok: true })
    expect(store.current.preferences.theme).toBe('dark')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(open()).toMatchObject({ store: { current: store.current }, notices: [] })
  })

  it('reads a file that begins with a byte order mark', () => {
    const { open } = setUp(`\uFEFF${JSON.stringify(dark(defaultSettings))}`)
    expect(open()).toMatchObject({ store: { current: { preferences: { theme: 'dark' } } }, notices: [] })
  })

  it('drops pauses that have ended', () => {
    const paused = {
      past: { until: '2026-11-22T15:36:59.000Z' },
      garbled: { until: 'tomorrow' },
      future: { until: '2026-11-22T15:38:00.000Z' },
      forGood: { until: null },
    }
    const { open } = setUp(JSON.stringify({ ...defaultSettings, paused }))
    expect(Object.keys(open().store.current.paused)).toEqual(['future', 'forGood'])
  })

  it.each([
    ['is not JSON', '{"schemaVersion": 1,', 'corrupt', 'settings-set-aside'],
    ['has the wrong shape', '{"schemaVersion":1,"targets":"none"}', 'corrupt', 'settings-set-aside'],
    ['comes from a newer version', '{"schemaVersion":2,"new":[1]}', 'newer', 'settings-newer'],
  ])('copies a file that %s aside, once, and keeps the original until something changes', (_, content, why, code) => {
    const { directory, open, path } = setUp(content)
    const date = new Date('2026-01-02T03:04:05Z')
    utimesSync(path, date, date)
    const copy = join(directory, `config.${why}-20261122T153700Z.json`)

    const first = open()
    expect(first.store.current).toEqual(defaultSettings)
    expect(first.notices).toMatchObject([{ code, params: { path: copy, original: path } }])
    expect(readFileSync(copy, 'utf8')).toBe(content)
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    expect(statSync(copy).mtime).toEqual(date)
    expect(readFileSync(path, 'utf8')).toBe(content)

    const second = open()
    expect(second.notices).toMatchObject([{ params: { path: copy } }])
    expect(new Set(readdirSync(directory))).toEqual(new Set([`config.${why}-20261122T153700Z.json`, 'config.json']))

    expect(second.store.change(dark)).toEqual({ ok: true })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(dark(defaultSettings))
    expect(readFileSync(copy, 'utf8')).toBe(content)
    expect(open().notices).toEqual([])
  })

  it('keeps two damaged files apart that are put aside in the same second', () => {
    const { directory, open, path } = setUp('first')
    open()
    writeFileSync(path, 'second')
    expect(open().notices).toMatchObject([
      { params: { path: join(directory, 'config.corrupt-20261122T153700Z-2.json') } },
    ])
    expect(readFileSync(join(directory, 'config.corrupt-20261122T153700Z.json'), 'utf8')).toBe('first')
  })

  it('saves nothing over a file it could not copy aside', () => {
    const { open, path } = setUp()
    // A directory in the file's place can be neither read nor copied, for root as for anyone.
    mkdirSync(path)
    const { store, notices } = open()
    expect(notices).toMatchObject([{ code: 'settings-not-saved', params: { path } }])
    expect(store.change(dark)).toEqual({
      ok: false,
      message: 'nothing was saved, to keep what is there: config.json cannot be copied aside: it is a directory',
    })
    expect(store.current).toEqual(defaultSettings)

    // Mended by hand meanwhile, what is there now is still copied before it is replaced.
    rmSync(path, { recursive: true })
    writeFileSync(path, 'precious')
    expect(store.change(dark)).toEqual({ ok: true })
  })

  it('copies a file aside that was changed while the program ran, and says so', () => {
    const { directory, open, path } = setUp()
    const { store } = open()
    const told: Notice[] = []
    store.onSetAside((notice) => told.push(notice))
    store.change(dark)
    store.change(light)
    expect(readdirSync(directory)).toEqual(['config.json'])

    const edited = JSON.stringify({ ...store.current, preferences: { theme: 'system', notifications: false } })
    writeFileSync(path, edited)
    expect(store.change(dark)).toEqual({ ok: true })
    const copy = join(directory, 'config.edited-20261122T153700Z.json')
    expect(readFileSync(copy, 'utf8')).toBe(edited)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(dark(defaultSettings))

    // An editor may just be in the middle of it, too.
    writeFileSync(path, '{"schemaVersion":')
    expect(store.change(light)).toEqual({ ok: true })
    const torn = join(directory, 'config.corrupt-20261122T153700Z.json')
    expect(readFileSync(torn, 'utf8')).toBe('{"schemaVersion":')
    expect(told).toMatchObject([copy, torn].map((file) => ({ code: 'settings-edited', params: { path: file } })))

    // What is gone is not missed.
    rmSync(path)
    expect(store.change(dark)).toEqual({ ok: true })
    expect(told).toHaveLength(2)
  })

  it('tells a file mended after it was read from the one that was', () => {
    const { open, path, directory } = setUp('{"schemaVersion":')
    const { store } = open()
    const told: Notice[] = []
    store.onSetAside((notice) => told.push(notice))
    const mended = JSON.stringify(dark(defaultSettings))
    writeFileSync(path, mended)
    expect(store.change((settings) => ({ ...settings, paused: { a: { until: null } } }))).toEqual({ ok: true })
    const copy = join(directory, 'config.edited-20261122T153700Z.json')
    expect(readFileSync(copy, 'utf8')).toBe(mended)
    expect(told).toMatchObject([{ params: { path: copy } }])
  })

  it.each([
    ['there is none', undefined, false],
    ['it is whole', JSON.stringify(dark(defaultSettings)), true],
    ['a part is wrong', JSON.stringify({ ...defaultSettings, preferences: 1 }), false],
    ['it is no JSON', '{', false],
    ['it is newer', '{"schemaVersion":2}', false],
  ])('knows whether the file said everything: %s', (_, content, complete) => {
    expect(setUp(content).open().store.complete).toBe(complete)
  })

  it('does not take the file for everything while a copy of another is beside it', () => {
    const { open } = setUp('{')
    open().store.change(dark)
    expect(open()).toMatchObject({ store: { complete: false }, notices: [] })
  })

  it('leaves the current settings as they were when a change cannot be saved', () => {
    const { directory, open } = setUp()
    const { store } = open()
    rmSync(directory, { recursive: true })
    writeFileSync(directory, '')
    const changed = store.change(dark)
    expect(changed).toMatchObject({ ok: false })
    expect(!changed.ok && changed.message).toContain(join(directory, 'config.json'))
    expect(store.current).toEqual(defaultSettings)
  })
})
