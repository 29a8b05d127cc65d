import { onTestFinished } from 'vitest'
import { defaultWorld, type WorldOptions, world } from '../desktop-host/world.ts'

/** Pretends this machine for one test, with the app ready. */
export function pretend(options: Partial<WorldOptions> = {}): void {
  Object.assign(world, defaultWorld, { ready: true }, options)
  onTestFinished(() => void Object.assign(world, defaultWorld, { ready: false }))
}

/** The origin and address of the popover's page, as the guard sees its frame. */
export const pageFrame = { origin: 'app://bundle', url: 'app://bundle/index.html', parent: null }
