import { globalShortcut } from 'electron'

/** The one key combination that works wherever the person is. */
export interface Shortcut {
  /**
   * Takes this combination instead of the one before; null: none. Answers why it cannot be had, and then the one before
   * stands, or null. On Wayland the desktop may still ask the person, and what it answers nobody is told.
   */
  use(accelerator: string | null): string | null
  /** Lets go of it. */
  stop(): void
}

/** Call after `ready`. */
export function createShortcut(onPress: () => void): Shortcut {
  let held: string | null = null

  function letGo(): void {
    if (held !== null) globalShortcut.unregister(held)
    held = null
  }

  /** Electron throws on a combination that it cannot read, and answers false for one that is taken. */
  function take(accelerator: string): string | null {
    try {
      if (globalShortcut.register(accelerator, onPress)) return null
    } catch {
      return `${accelerator} is no key combination of this system; choose another`
    }
    return `${accelerator} is taken by another program, or kept by the system; choose another`
  }

  return {
    use(accelerator) {
      if (accelerator === held) return null
      const fault = accelerator === null ? null : take(accelerator)
      if (fault !== null) return fault
      letGo()
      held = accelerator
      return null
    },
    stop: letGo,
  }
}
