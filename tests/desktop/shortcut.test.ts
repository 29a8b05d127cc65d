import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { isAccelerator } from '../../electron/contract/accelerator.ts'
import { createShortcut } from '../../electron/desktop/shortcut.ts'
import { pressShortcut } from '../desktop-host/machine.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

function create() {
  pretend({ takenShortcuts: ['Super+L'] })
  let pressed = 0
  const shortcut = createShortcut(() => (pressed += 1))
  onTestFinished(() => shortcut.stop())
  return { shortcut, presses: () => pressed }
}

describe('the shortcut', () => {
  it('does what it is for, until another takes its place', () => {
    const { shortcut, presses } = create()
    expect(shortcut.use('Control+Alt+P')).toBeNull()
    expect(pressShortcut('Control+Alt+P')).toBe(true)
    expect(shortcut.use('F9')).toBeNull()
    expect([pressShortcut('Control+Alt+P'), pressShortcut('F9')]).toEqual([false, true])
    shortcut.use(null)
    expect([pressShortcut('F9'), presses()]).toEqual([false, 2])
  })

  it('stays as it was when the new one is taken', () => {
    const { shortcut } = create()
    shortcut.use('F9')
    expect(shortcut.use('Super+L')).toBe('Super+L is taken by another program, or kept by the system; choose another')
    expect(pressShortcut('F9')).toBe(true)
  })

  it('says so where the system cannot read it', () => {
    const { shortcut } = create()
    expect(shortcut.use('Control+é')).toContain('is no key combination of this system')
  })

  it('is given back when the program ends', () => {
    const { shortcut } = create()
    shortcut.use('F9')
    shortcut.stop()
    expect(pressShortcut('F9')).toBe(false)
  })
})

describe('a key combination', () => {
  it.each(['CommandOrControl+Shift+P', 'Alt+Space', 'Shift+Super+1', 'F1', 'F24', 'Control+,'])('may be %s', (text) => {
    expect(isAccelerator(text)).toBe(true)
  })

  it.each(['', 'P', 'Shift+P', 'Control', 'Control+', 'Control+Control+P', 'F25', 'Control+Escape+P', 'ctrl+p'])(
    'may not be "%s"',
    (text) => {
      expect(isAccelerator(text)).toBe(false)
    },
  )
})
