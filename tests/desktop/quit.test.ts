import { beforeAll, describe, expect, it, vi } from 'vitest'
import { stopBeforeQuit } from '../../electron/desktop/quit.ts'
import { app } from '../desktop-host/app.ts'
import { world } from '../desktop-host/world.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

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
