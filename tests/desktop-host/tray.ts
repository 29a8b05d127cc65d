import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type {
  MenuItemConstructorOptions,
  NativeImage,
  NativeTheme,
  Menu as RealMenu,
  Tray as RealTray,
  Rectangle,
} from 'electron'
import { needsReady, strict, world } from './world.ts'

/** An image that was found and is one: a name that is wrong fails here, where Electron would show an empty icon. */
function createFromPath(path: string): Pick<NativeImage, 'isEmpty'> & { path: string } {
  const bytes = readFileSync(path)
  const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG'
  const isIco = bytes.readUInt32LE(0) === 0x10000
  if (!isPng && !isIco) throw new Error(`${path} is not an image`)
  return { path, isEmpty: () => false }
}

export const nativeImage = strict('nativeImage', { createFromPath })

type Image = ReturnType<typeof createFromPath>

class Theme
  extends EventEmitter
  implements
    Pick<
      NativeTheme,
      'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI' | 'shouldUseHighContrastColors'
    >
{
  readonly shouldUseHighContrastColors = false

  get shouldUseDarkColors(): boolean {
    return world.dark
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return world.dark
  }
}

export const nativeTheme = strict('nativeTheme', new Theme())

export interface StandInItem {
  label: string
  type: string
  enabled: boolean
  /** Empty for an item that opens no menu. */
  submenu: StandInItem[]
  click(): void
}

export interface StandInMenu {
  items: StandInItem[]
}

/** A menu as it was when it was built; Linux panels never see what changes later. */
function buildFromTemplate(template: MenuItemConstructorOptions[]): StandInMenu {
  const items = template.map(({ label = '', type, enabled = true, click, submenu }): StandInItem => {
    return {
      submenu: Array.isArray(submenu) ? buildFromTemplate(submenu).items : [],
      label: label.replaceAll('&&', '&'),
      type: type ?? 'normal',
      enabled,
      click() {
        if (enabled && click) Reflect.apply(click, undefined, [])
      },
    }
  })
  return { items }
}

export const Menu = strict('Menu', {
  buildFromTemplate,
  setApplicationMenu: (_menu: RealMenu | null) => {},
})

function createTray(image: Image) {
  needsReady('Tray')
  const emitter = new EventEmitter()
  let current = image
  let tooltip = ''
  let menu: StandInMenu | null = null
  let imagesSet = 0

  const everywhere = {
    setImage(next: Image) {
      imagesSet += 1
      current = next
    },
    setToolTip(text: string) {
      tooltip = text
    },
    setContextMenu(next: StandInMenu | null) {
      menu = next
    },
    getBounds: (): Rectangle =>
      world.platform === 'linux' ? { x: 0, y: 0, width: 0, height: 0 } : { ...world.trayBounds },
    destroy: () => void trays.splice(0),
  } satisfies Partial<Record<keyof RealTray, unknown>>

  // Linux panels have no such calls.
  const elsewhere = {
    popUpContextMenu(next?: StandInMenu) {
      menu = next ?? menu
    },
    setIgnoreDoubleClickEvents: (_ignore: boolean) => {},
  } satisfies Partial<Record<keyof RealTray, unknown>>

  const members = world.platform === 'linux' ? everywhere : { ...everywhere, ...elsewhere }
  const tray = strict('Tray', Object.assign(emitter, members))

  return {
    tray,
    view: () => ({ image: current.path, tooltip, menu: menu?.items ?? [], imagesSet }),
    click() {
      const bounds = everywhere.getBounds()
      emitter.emit('click', {}, bounds, { x: bounds.x, y: bounds.y })
    },
    rightClick() {
      if (world.platform !== 'linux') emitter.emit('right-click', {}, everywhere.getBounds())
    },
  }
}

export type StandInTray = ReturnType<typeof createTray>

/** The icons in the tray. */
export const trays: StandInTray[] = []

/** `new Tray(image)` */
export function Tray(image: Image): StandInTray['tray'] {
  const standIn = createTray(image)
  trays.push(standIn)
  return standIn.tray
}
