import type { Clock, Timer } from '../monitor/ports.ts'
import type { CheckedNotifier, Delivery, Notification } from './notifier.ts'
import { sanitise } from './sanitise.ts'
import { writeNotShown } from './text.ts'
import type { AlertWords } from './words.ts'

/** Each notifier starts a process per notification. */
const maxInFlight = 2
const maxWaiting = 20
/** Long enough for a notifier that fails after 9 s and a second one that then takes 5. */
const deadlineMs = 15_000
/** Started with the session, the program may have something to tell before what shows notifications is there. */
const holdMs = 120_000

/** Hands notifications over without making anyone wait. */
export interface NotificationQueue {
  send(notification: Notification): void
  /**
   * Takes nothing more and resolves when everything waiting is delivered, after `deadlineMs` at the latest; what is then
   * left is dropped.
   */
  close(deadlineMs: number): Promise<void>
}

interface Waiting {
  notification: Notification
  /** Its place in the order in which they were sent. */
  nth: number
  sentMs: number
  /** It was handed over again at once: what shows notifications had come up while it was being refused. */
  again: boolean
}

/**
 * A queue before a notifier that may be slow, hang or fail: two at a time, each given up after 15 s. While the desktop
 * has nothing yet that shows notifications, each is held for two minutes at most. Beyond 20 waiting, further ones are
 * counted only, and once none waits one more notification tells how many.
 */
export function createDelivery(deps: {
  notifier: Pick<CheckedNotifier, 'notify' | 'status' | 'onStatus'>
  clock: Clock
  /** Read at each use; absent: English. */
  words?: () => AlertWords
  /** Must not throw. */
  onOutcome?: (notification: Notification, outcome: Delivery) => void
}): NotificationQueue {
  const { notifier, clock } = deps
  const waiting: Waiting[] = []
  const giveUps = new Set<() => void>()
  let held: Timer | null = null
  let sent = 0
  let notShown = 0
  let summaries = 0
  let closed: Promise<void> | null = null
  let onIdle: (() => void) | null = null

  const stopHearing = notifier.onStatus(({ adapter }) => {
    if (adapter !== null) release()
  })

  function release(): void {
    held?.cancel()
    held = null
    pump()
  }

  function entry(notification: Notification): Waiting {
    sent += 1
    return { notification, nth: sent, sentMs: clock.monotonicMs(), again: false }
  }

  function summary(): Waiting | undefined {
    if (notShown === 0) return undefined
    summaries += 1
    const notification = writeNotShown(notShown, `not-shown:${summaries}:${clock.wallMs()}`, deps.words?.())
    notShown = 0
    return entry(notification)
  }

  function inWords(notification: Notification): Notification {
    return deps.words ? { ...notification, labels: deps.words().actions } : notification
  }

  function pump(): void {
    while (mayHand()) {
      const next = waiting.shift() ?? summary()
      if (!next) break
      hand(next)
    }
    if (giveUps.size === 0 && !held) onIdle?.()
  }

  const mayHand = () => !held && giveUps.size < maxInFlight

  function hand(next: Waiting): void {
    const notification = sanitise(inWords(next.notification))
    const timer = clock.after(deadlineMs, giveUp)
    giveUps.add(giveUp)
    function settle(outcome: Delivery): void {
      if (!giveUps.delete(giveUp)) return
      timer.cancel()
      if (!(outcome === 'unsupported' && (hold(next) || tryAgain(next)))) deps.onOutcome?.(notification, outcome)
      pump()
    }
    function giveUp(): void {
      settle('failed')
    }
    void attempt(notification).then(settle)
  }

  /** Puts it back where it was. Nothing else is handed over until something can be shown, or this has waited enough. */
  function hold(next: Waiting): boolean {
    const restMs = next.sentMs + holdMs - clock.monotonicMs()
    if (closed || restMs <= 0 || notifier.status.reason !== 'no-daemon') return false
    putBack(next)
    held ??= clock.after(restMs, release)
    return true
  }

  /** Once: a notifier that says that it can, and cannot, would be asked for ever. */
  function tryAgain(next: Waiting): boolean {
    if (closed || next.again || notifier.status.adapter === null) return false
    next.again = true
    putBack(next)
    return true
  }

  function putBack(next: Waiting): void {
    const later = waiting.findIndex(({ nth }) => nth > next.nth)
    waiting.splice(later < 0 ? waiting.length : later, 0, next)
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
      else waiting.push(entry(notification))
      pump()
    },
    close(closeMs) {
      closed ??= new Promise((resolve) => {
        stopHearing()
        const timer = clock.after(closeMs, () => {
          waiting.length = 0
          notShown = 0
          for (const giveUp of giveUps) giveUp()
        })
        onIdle = () => {
          timer.cancel()
          resolve()
        }
        // What was held gets one more chance.
        release()
      })
      return closed
    },
  }
}
