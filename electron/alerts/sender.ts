import type { AlertSettings } from '../contract/alert-settings.ts'
import type { Clock } from '../monitor/ports.ts'
import type { About, Decisions } from './decisions.ts'
import type { NotificationQueue } from './delivery.ts'
import type { News } from './news.ts'
import type { Delivery, Notification } from './notifier.ts'
import type { OfflineCause } from './offline.ts'
import { writeNotice, writeOffline } from './text.ts'
import type { AlertWords } from './words.ts'

/** Of so many notifications it is remembered what they told, until it is known what became of them. */
const maxUnheard = 200

/** Puts what is told into words, and sends it. */
export interface Sender {
  send(news: readonly [News, ...News[]], abouts: readonly About[]): void
  sendOffline(cause: OfflineCause, about: About): void
  /** What became of a notification, so that one that was not shown is not recorded as told only. */
  heard(notification: Notification, delivery: Delivery): void
}

export function createSender(deps: {
  clock: Pick<Clock, 'wallMs'>
  settings: () => Pick<AlertSettings, 'sound'>
  words: () => AlertWords
  delivery: Pick<NotificationQueue, 'send'>
  decisions: Pick<Decisions, 'suppressed'>
  /** Whether every target is down. */
  allFail: () => boolean
}): Sender {
  const { clock, settings, words } = deps
  /** What each notification told that nobody has heard of yet. */
  const unheard = new Map<string, readonly About[]>()
  let sent = 0

  function nextId(kind: string): string {
    sent += 1
    return `${kind}:${clock.wallMs()}:${sent}`
  }

  function deliver(notification: Notification, abouts: readonly About[]): void {
    const { urgency, id } = notification
    unheard.set(id, abouts)
    for (const oldest of unheard.keys()) {
      if (unheard.size <= maxUnheard) break
      unheard.delete(oldest)
    }
    deps.delivery.send({ ...notification, sound: urgency === 'low' ? false : settings().sound[urgency] })
  }

  return {
    send(news, abouts) {
      const [{ kind }] = news
      const allFail = kind === 'down' && deps.allFail()
      deliver(writeNotice(news, { id: nextId(kind), nowMs: clock.wallMs(), allFail, words: words() }), abouts)
    },
    sendOffline: (cause, about) => deliver(writeOffline(nextId('offline'), cause, words()), [about]),
    heard({ id }, delivery) {
      const abouts = unheard.get(id) ?? []
      unheard.delete(id)
      if (delivery !== 'failed' && delivery !== 'unsupported') return
      const rule = delivery === 'failed' ? 'not-delivered' : 'no-notifier'
      for (const about of abouts) deps.decisions.suppressed(about, rule)
    },
  }
}
