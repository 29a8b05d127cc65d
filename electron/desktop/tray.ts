import { join } from 'node:path'
import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, nativeTheme, Tray } from 'electron'
import type { SightView } from '../contract/snapshot.ts'
import type { Summary } from '../contract/states.ts'
import type { MenuAction, MenuEntry } from './menu.ts'
import type { Platform } from './platform.ts'
import type { Rectangle } from './position.ts'
import { type TrayMark, trayImageName, trayMark } from './tray-state.ts'

export interface TrayOptions {
  platform: Platform
  /** Absolute path of assets/tray. */
  imageFolder: string
  /** A click on the icon; the rectangle is the icon's, or null where the system does not say. */
  onClick: (bounds: Rectangle | null) => void
  onMenu: (action: MenuAction) => void
}

export interface TrayIcon {
  /** Shows the summary and the menu. Whatever is the same as before is not handed to the system again. */
  update(summary: Summary, sight: SightView, entries: readonly MenuEntry[]): void
  /** The icon's place on the screen, or null where the system does not say. */
  bounds(): Rectangle | null
  /** Puts it there once more: the panel it was in is another now. */
  renew(): void
  /** The menu as it is now, for a window's menu bar where there is no tray. */
  onMenuChange(listener: ((menu: Menu) => void) | null): void
  destroy(): void
}

/** Linux answers zeros, and a Windows icon behind the chevron an empty rectangle. */
function usable(bounds: Rectangle): Rectangle | null {
  return bounds.width > 0 && bounds.height > 0 ? bounds : null
}

/** A single ampersand would mark the next letter as the item's access key. */
function labelText(text: string): string {
  return text.replaceAll('&', '&&')
}

function template(entries: readonly MenuEntry[], onMenu: (action: MenuAction) => void): MenuItemConstructorOptions[] {
  return entries.map((entry) => {
    if (entry.kind === 'separator') return { type: 'separator' }
    const label = labelText(entry.label)
    if (entry.kind === 'text') return { label, enabled: false }
    if (entry.kind === 'item') return { label, click: () => onMenu(entry.action) }
    const submenu = entry.entries.map(({ label, action }) => ({ label: labelText(label), click: () => onMenu(action) }))
    return { label, submenu }
  })
}

/** Puts the icon into the tray. Call after `ready`, and keep what it returns: a collected tray vanishes. */
export function createTray({ platform, imageFolder, onClick, onMenu }: TrayOptions): TrayIcon {
  const images = new Map<string, NativeImage>()
  let mark: TrayMark = 'unknown'
  let shownImage = imageName()
  let shownText = ''
  let shownMenu = ''
  let menu = Menu.buildFromTemplate([])
  let onMenuChange: ((menu: Menu) => void) | null = null
  let tray = create()

  function imageName(): string {
    const dark =
      platform.os === 'win32' ? nativeTheme.shouldUseDarkColorsForSystemIntegratedUI : nativeTheme.shouldUseDarkColors
    const highContrast = platform.os === 'win32' && nativeTheme.shouldUseHighContrastColors
    return trayImageName(mark, platform, { dark, highContrast })
  }

  function image(name: string): NativeImage {
    const cached = images.get(name)
    if (cached) return cached
    const loaded = nativeImage.createFromPath(join(imageFolder, name))
    images.set(name, loaded)
    return loaded
  }

  function create(): Tray {
    const created = new Tray(image(shownImage))
    created.on('click', (_event, bounds) => onClick(usable(bounds)))
    if (platform.os !== 'linux') created.on('right-click', () => created.popUpContextMenu(menu))
    if (platform.os === 'darwin') created.setIgnoreDoubleClickEvents(true)
    return created
  }

  function showImage(): void {
    const name = imageName()
    if (name === shownImage) return
    shownImage = name
    tray.setImage(image(name))
  }

  function showMenu(entries: readonly MenuEntry[]): void {
    const text = JSON.stringify(entries)
    if (text === shownMenu) return
    shownMenu = text
    menu = Menu.buildFromTemplate(template(entries, onMenu))
    // Linux shows the menu by itself and reads it only when it is set; elsewhere a set menu would take the left click.
    if (platform.os === 'linux') tray.setContextMenu(menu)
    onMenuChange?.(menu)
  }

  nativeTheme.on('updated', showImage)

  return {
    update(summary, sight, entries) {
      mark = trayMark(summary, sight, mark)
      showImage()
      const [first] = entries
      const text = first?.kind === 'text' ? first.label : ''
      if (text !== shownText) tray.setToolTip(text)
      shownText = text
      showMenu(entries)
    },
    bounds: () => (platform.os === 'linux' ? null : usable(tray.getBounds())),
    renew() {
      tray.destroy()
      tray = create()
      tray.setToolTip(shownText)
      if (platform.os === 'linux') tray.setContextMenu(menu)
    },
    onMenuChange(listener) {
      onMenuChange = listener
      listener?.(menu)
    },
    destroy() {
      nativeTheme.off('updated', showImage)
      tray.destroy()
    },
  }
}
