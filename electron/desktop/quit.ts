import { app, powerMonitor } from 'electron'
import type { Clock } from '../monitor/ports.ts'

/** A program that does not stop in this time is ended all the same. */
const stopWithinMs = 5000

/**
 * Stops the program before Electron quits, however quitting was asked for. `stop` must not reject. Call after `ready`.
 */
export function stopBeforeQuit(clock: Pick<Clock, 'after'>, stop: () => Promise<void>): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running'

  function leave(): void {
    if (state === 'stopped') return
    state = 'stopped'
    app.quit()
  }

  async function stopThenLeave(): Promise<void> {
    const deadline = clock.after(stopWithinMs, leave)
    await stop()
    deadline.cancel()
    leave()
  }

  app.on('before-quit', (event) => {
    if (state === 'stopped') return
    event.preventDefault()
    if (state === 'stopping') return
    state = 'stopping'
    void stopThenLeave()
  })
}

/** Quits when the session ends. Call after `ready`, before the first window is made. */
export function quitWithSession(): void {
  // Prevented, it waits for the program, which is told nowhere but in Electron's documentation of the event.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault()
    app.quit()
  })
  // Windows tells windows alone that the session ends, and quits without asking. What was gathered in the last second is
  // lost where there is no window any more.
  app.on('browser-window-created', (_event, window) => window.on('session-end', () => app.quit()))
}
