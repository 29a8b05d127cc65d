import type { Platform } from './platform.ts'

/** Device-independent pixels, as Electron counts them. */
export interface Point {
  x: number
  y: number
}
export interface Size {
  width: number
  height: number
}
export interface Rectangle extends Point, Size {}

/** Space between the popover and the bar the icon sits in; a Windows 11 flyout floats, a macOS one hangs. */
const gaps = { darwin: 2, linux: 6, win32: 12 } as const

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.max(low, Math.min(value, high)))
}

/** Which side of the work area the anchor is on: that of its bar, or, inside the work area, the nearer of top and bottom. */
function side(anchor: Rectangle, area: Rectangle): 'top' | 'bottom' | 'left' | 'right' {
  const x = anchor.x + anchor.width / 2
  const y = anchor.y + anchor.height / 2
  if (y < area.y) return 'top'
  if (y >= area.y + area.height) return 'bottom'
  if (x < area.x) return 'left'
  if (x >= area.x + area.width) return 'right'
  return y < area.y + area.height / 2 ? 'top' : 'bottom'
}

/**
 * Where the popover's top left corner goes: beside the tray icon, on the inner side of the bar, within the work area.
 * The anchor is the icon, or the pointer as a rectangle without size, or null when neither is known: then it is the
 * corner where the system keeps its tray. Coordinates are whole numbers; a window larger than the work area keeps its
 * top left corner visible.
 */
export function place(anchor: Rectangle | null, area: Rectangle, size: Size, platform: Platform): Point {
  const gap = gaps[platform.os]
  const left = area.x + gap
  const top = area.y + gap
  const right = Math.max(left, area.x + area.width - size.width - gap)
  const bottom = Math.max(top, area.y + area.height - size.height - gap)
  if (!anchor) return { x: Math.round(right), y: Math.round(platform.os === 'win32' ? bottom : top) }
  const centredX = clamp(anchor.x + (anchor.width - size.width) / 2, left, right)
  const centredY = clamp(anchor.y + (anchor.height - size.height) / 2, top, bottom)
  switch (side(anchor, area)) {
    case 'top':
      return { x: centredX, y: clamp(anchor.y + anchor.height + gap, top, bottom) }
    case 'bottom':
      return { x: centredX, y: clamp(anchor.y - size.height - gap, top, bottom) }
    case 'left':
      return { x: Math.round(left), y: centredY }
    case 'right':
      return { x: Math.round(right), y: centredY }
  }
}
