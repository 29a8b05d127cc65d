import { EventEmitter } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { quitWithSession, stopBeforeQuit } from '../../electron/desktop/quit.ts'
import { app, appEvents, preventable } from '../desktop-host/app.ts'
import { powerMonitor } from '../desktop-host/machine.ts'
import { world } from '../desktop-host/world.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

it.each([
  [
    'macOS or Linux shuts down, which waits for it',
    () => {
      const event = preventable()
      powerMonitor.emit('shutdown', event)
      return event.defaultPrevented
    },
  ],
  [
    'Windows ends the session',
    () => {
      const window = new EventEmitter()
      appEvents.emit('browser-window-created', {}, window)
      return window.emit('session-end', {})
    },
  ],
])('everything is stopped when %s', async (_when, end) => {
  const stops = Promise.withResolvers<void>()
  const exited = Promise.withResolvers<number>()
  world.exit = exited.resolve
  quitWithSession()
  stopBeforeQuit(createFakeClock(), async () => {
    stops.resolve()
    await setImmediate()
  })
  expect(end()).toBe(true)
  await stops.promise
  expect(await exited.promise).toBe(0)
  app.removeAllListeners('before-quit')
  app.removeAllListeners('browser-window-created')
  powerMonitor.removeAllListeners('shutdown')
})

describe('stopBeforeQuit', () => {
  const clock = createFakeClock()
  const stopped = Promise.withResolvers<void>()
  const exited = Promise.withResolvers<number>()
  let stops = 0

  beforeAll(() => {
    world.exit = exited.resolve
    stopBeforeQuit(clock, () => {
      stops += 1
      return stopped.promise
    })
  })

  it('ends the program that does not stop after 5 s, having asked it once', async () => {
    let code: number | null = null
    void exited.promise.then((value) => {
      code = value
      return value
    })
    app.quit()
    await clock.advance(4900)
    app.quit()
    await clock.advance(50)
    expect([stops, code]).toEqual([1, null])
    await clock.advance(50)
    expect(await exited.promise).toBe(0)
    expect(stops).toBe(1)
  })
})
