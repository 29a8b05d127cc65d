import { describe, expect, it } from 'vitest'
import { place, type Rectangle } from '../../electron/desktop/position.ts'
import { linux, macOs, windows } from './platforms.ts'

const size = { width: 400, height: 600 }

const withBar: Record<'top' | 'bottom' | 'left' | 'right', Rectangle> = {
  top: { x: 0, y: 28, width: 1920, height: 1052 },
  bottom: { x: 0, y: 0, width: 1920, height: 1032 },
  left: { x: 62, y: 0, width: 1858, height: 1080 },
  right: { x: 0, y: 0, width: 1858, height: 1080 },
}

describe('place', () => {
  it.each([
    ['macOS menu bar', macOs, withBar.top, { x: 1500, y: 0, width: 30, height: 24 }, { x: 1315, y: 30 }],
    ['a top panel on Linux', linux, withBar.top, { x: 1000, y: 2, width: 24, height: 24 }, { x: 812, y: 34 }],
    ['a bottom panel on Linux', linux, withBar.bottom, { x: 900, y: 1040, width: 24, height: 24 }, { x: 712, y: 426 }],
    ['a bottom taskbar', windows, withBar.bottom, { x: 1700, y: 1044, width: 24, height: 24 }, { x: 1508, y: 420 }],
    ['a top taskbar', windows, withBar.top, { x: 1000, y: 2, width: 24, height: 24 }, { x: 812, y: 40 }],
    ['a left taskbar', windows, withBar.left, { x: 20, y: 900, width: 24, height: 24 }, { x: 74, y: 468 }],
    ['a right taskbar', windows, withBar.right, { x: 1880, y: 500, width: 24, height: 24 }, { x: 1446, y: 212 }],
    ['the overflow flyout', windows, withBar.bottom, { x: 1500, y: 950, width: 24, height: 24 }, { x: 1312, y: 338 }],
    ['the left screen edge', macOs, withBar.top, { x: 10, y: 0, width: 30, height: 24 }, { x: 2, y: 30 }],
  ])('stands beside the icon at %s', (_name, platform, area, icon, expected) => {
    expect(place(icon, area, size, platform)).toEqual(expected)
  })

  it('stands at the pointer where the icon is unknown', () => {
    const pointer = { x: 1700, y: 14, width: 0, height: 0 }
    expect(place(pointer, withBar.top, size, linux)).toEqual({ x: 1500, y: 34 })
  })

  it.each([
    ['the top right corner', macOs, { x: 1518, y: 30 }],
    ['the top right corner', linux, { x: 1514, y: 34 }],
    ['the bottom right corner', windows, { x: 1508, y: 468 }],
  ])('stands in %s where nothing is known (%o)', (_name, platform, expected) => {
    expect(place(null, withBar.top, size, platform)).toEqual(expected)
  })

  it('follows the icon to a display left of the first one', () => {
    const area = { x: -1280, y: 25, width: 1280, height: 695 }
    const point = place({ x: -60, y: 0, width: 30, height: 24 }, area, size, macOs)
    expect(point).toEqual({ x: -402, y: 27 })
  })

  it('answers whole numbers at fractional scaling', () => {
    const area = { x: 0, y: 0, width: 1536.5, height: 823.25 }
    const point = place({ x: 1300.3, y: 830.1, width: 21.7, height: 33.3 }, area, size, windows)
    expect([Number.isInteger(point.x), Number.isInteger(point.y)]).toEqual([true, true])
  })

  it('keeps the top left corner of a window larger than the work area visible', () => {
    const area = { x: 100, y: 50, width: 320, height: 400 }
    expect(place({ x: 300, y: 20, width: 24, height: 24 }, area, size, linux)).toEqual({ x: 106, y: 56 })
  })
})
