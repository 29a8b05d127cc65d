import { basename } from 'node:path'
import { join } from 'node:path/posix'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type State, summarise } from '../../electron/contract/states.ts'
import type { MenuAction, MenuEntry } from '../../electron/desktop/menu.ts'
import type { Platform } from '../../electron/desktop/platform.ts'
import type { Rectangle } from '../../electron/desktop/position.ts'
import { createTray } from '../../electron/desktop/tray.ts'
import { nativeTheme, trays } from '../desktop-host/tray.ts'
import { defaultWorld, world } from '../desktop-host/world.ts'
import { linux, macOs, windows } from './platforms.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

const imageFolder = join(import.meta.dirname, '../../assets/tray')
const entries: MenuEntry[] = [
  { kind: 'text', label: 'R&D: 1 up' },
  { kind: 'separator' },
  { kind: 'item', label: 'Quit', action: { type: 'quit' } },
]
const seeing = { kind: 'seeing', cause: null, since: null } as const
const of = (...states: State[]) => summarise(states)

function open(platform: Platform) {
  pretend({ platform: platform.os })
  const clicks: (Rectangle | null)[] = []
  const actions: MenuAction[] = []
  const tray = createTray({
    platform,
    imageFolder,
    onClick: (bounds) => clicks.push(bounds),
    onMenu: (action) => actions.push(action),
  })
  const system = trays.at(-1)
  if (!system) throw new Error('no icon was put into the tray')
  onTestFinished(() => tray.destroy())
  return { tray, system, clicks, actions, image: () => basename(system.view().image) }
}

describe('the tray icon', () => {
  it('begins without a verdict', () => {
    expect(open(linux).image()).toBe('unknown-on-light.png')
  })

  it('follows the summary in shape and words', () => {
    const { tray, system, image } = open(linux)
    tray.update(of('up', 'down', 'down'), seeing, [{ kind: 'text', label: '1 up, 2 down' }])
    expect([image(), system.view().tooltip]).toEqual(['down-2-colour.png', '1 up, 2 down'])
    tray.update(of('up', 'up'), seeing, [{ kind: 'text', label: '2 up' }])
    expect([image(), system.view().tooltip]).toEqual(['up-on-light.png', '2 up'])
  })

  it('has no verdict while this computer cannot see', () => {
    const { tray, image } = open(linux)
    tray.update(of('up', 'up'), { kind: 'blind', cause: 'offline', since: null }, entries)
    expect(image()).toBe('unknown-on-light.png')
  })

  it('opens a menu in the menu', () => {
    const { tray, system, actions } = open(linux)
    const entry = { label: 'For R&D', action: { type: 'pause-all', choice: 'hour' } } as const
    tray.update(of('up'), seeing, [{ kind: 'submenu', label: 'Pause & rest', entries: [entry] }])
    const [shown] = system.view().menu
    expect(shown).toMatchObject({ label: 'Pause & rest', submenu: [{ label: 'For R&D' }] })
    shown?.submenu[0]?.click()
    expect(actions).toEqual([entry.action])
  })

  it('hands the system nothing twice', () => {
    const { tray, system } = open(linux)
    tray.update(of('up'), seeing, entries)
    const { menu, imagesSet } = system.view()
    tray.update(of('up'), seeing, entries)
    tray.update(of('up', 'confirming'), seeing, entries)
    expect(system.view().imagesSet).toBe(imagesSet)
    expect(system.view().menu).toBe(menu)
  })

  it('changes its ink with the theme of the panel', () => {
    const { tray, image } = open(windows)
    tray.update(of('up'), seeing, entries)
    world.dark = true
    nativeTheme.emit('updated')
    expect(image()).toBe('up-on-dark.ico')
  })

  it('publishes a changed menu again on Linux, which does not look for changes', () => {
    const { tray, system } = open(linux)
    tray.update(of('up'), seeing, entries)
    tray.update(of('up'), seeing, [{ kind: 'text', label: 'changed' }])
    expect(system.view().menu.map(({ label }) => label)).toEqual(['changed'])
  })

  it.each([macOs, windows])('keeps the left click free and shows the menu on the right one: %o', (platform) => {
    const { tray, system, clicks } = open(platform)
    tray.update(of('up'), seeing, entries)
    expect(system.view().menu).toEqual([])
    system.rightClick()
    expect(system.view().menu).toHaveLength(3)
    system.click()
    expect([clicks, tray.bounds()]).toEqual([[defaultWorld.trayBounds], defaultWorld.trayBounds])
  })

  it('knows no place on Linux', () => {
    const { tray, system, clicks } = open(linux)
    system.click()
    expect([clicks, tray.bounds()]).toEqual([[null], null])
  })

  it('passes on what the menu asks for, shows text as text and an ampersand as itself', () => {
    const { tray, system, actions } = open(linux)
    tray.update(of('up'), seeing, entries)
    const [text, , quit] = system.view().menu
    expect(text).toMatchObject({ label: 'R&D: 1 up', enabled: false })
    quit?.click()
    expect(actions).toEqual([{ type: 'quit' }])
  })

  it('is put there once more, as it was, when the panel is another', () => {
    const { tray, system, clicks } = open(linux)
    tray.update(of('up', 'down'), seeing, entries)
    tray.renew()
    const [renewed] = trays
    if (!renewed || renewed === system) throw new Error('no icon was put into the tray')
    expect(trays).toHaveLength(1)
    const { image, tooltip, menu } = renewed.view()
    expect([basename(image), tooltip, menu.length]).toEqual(['down-1-colour.png', 'R&D: 1 up', 3])
    renewed.click()
    expect(clicks).toEqual([null])
    tray.update(of('up'), seeing, entries)
    expect(basename(renewed.view().image)).toBe('up-on-light.png')
  })

  it('lends its menu to a window, as long as it is wanted there', () => {
    const { tray } = open(linux)
    const bars: number[] = []
    tray.update(of('up'), seeing, entries)
    tray.onMenuChange((menu) => bars.push(menu.items.length))
    tray.update(of('up'), seeing, entries.slice(2))
    tray.onMenuChange(null)
    tray.update(of('up'), seeing, entries)
    expect(bars).toEqual([3, 1])
  })
})
