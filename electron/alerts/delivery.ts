import type { Clock } from '../monitor/ports.ts'
import type { Delivery, Notification, Notifier } from './notifier.ts'
import { sanitise } from './sanitise.ts'
import { writeNotShown } from './text.ts'

/** Each notifier starts a process per notification. */
const maxInFlight = 2
const maxWaiting = 20
/** Long enough for a notifier that fails after 9 s and a second one that then takes 5. */
const deadlineMs = 15_000

/** Hands notifications over without making anyone wait. */
export interface NotificationQueue {
  send(notification: Notification): void
  /**
   * Takes nothing more and resolves when everything waiting is delivered, after `deadlineMs` at the latest; what is then
   * left is dropped.
   */
  close(deadlineMs: number): Promise<void>
}

/**
 * A queue before a notifier that may be slow, hang or fail: two at a time, each given up after 15 s. Beyond 20 waiting,
 * further ones are counted only, and once none waits one more notification tells how many.
 */
export function createDelivery(deps: {
  notifier: Notifier
  clock: Clock
  /** Must not throw. */
  onOutcome?: (notification: Notification, outcome: Delivery) => void
}): NotificationQueue {
  const { notifier, clock } = deps
  const waiting: Notification[] = []
  const giveUps = new Set<() => void>()
  let notShown = 0
  let summaries = 0
  let closed: Promise<void> | null = null
  let onIdle: (() => void) | null = null

  function summary(): Notification | undefined {
    if (notShown === 0) return undefined
    summaries += 1
    const notification = writeNotShown(notShown, `not-shown:${summaries}:${clock.wallMs()}`)
    notShown = 0
    return notification
  }

  function pump(): void {
    while (giveUps.size < maxInFlight) {
      const next = waiting.shift() ?? summary()
      if (!next) break
      hand(sanitise(next))
    }
    if (giveUps.size === 0) onIdle?.()
  }

  function hand(notification: Notification): void {
    const timer = clock.after(deadlineMs, giveUp)
    giveUps.add(giveUp)
    function settle(outcome: Delivery): void {
      if (!giveUps.delete(giveUp)) return
      timer.cancel()
      deps.onOutcome?.(notification, outcome)
      pump()
    }
    function giveUp(): void {
      settle('failed')
    }
    void attempt(notification).then(settle)
  }

  async function attempt(notification: Notification): Promise<Delivery> {
    try {
      // The caller goes on first: starting a process takes milliseconds.
      await Promise.resolve()
      return await notifier.notify(notification)
    } catch {
      return 'failed'
    }
  }

  return {
    send(notification) {
      if (closed) return
      if (waiting.length >= maxWaiting) notShown += 1
      else waiting.push(notification)
      pump()
    },
    close(closeMs) {
      closed ??= new Promise((resolve) => {
        const timer = clock.after(closeMs, () => {
          waiting.length = 0
          notShown = 0
          for (const giveUp of giveUps) giveUp()
        })
        onIdle = () => {
          timer.cancel()
          resolve()
        }
      })
      pump()
      return closed
    },
  }
}
