import type { NotifierReason, NotifierStatus } from '../contract/notifier-status.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import type { CheckedNotifier, NotifierAdapter } from './notifier.ts'

/** A program started with the session may well be there before what shows notifications. */
const firstCheckMs = 5000
const lastCheckMs = 60_000

/**
 * Chooses what shows notifications by what answers: the first adapter that can, now and whenever it is asked again. One
 * that fails gives way to the next, which then carries the name. What an adapter has not answered it may have shown, and
 * twice is too often. While none can, it looks again, after 5 s at first and each minute in the end.
 */
export async function chooseNotifier(deps: {
  /** The preferred one first; null for one that this system does not have. */
  adapters: readonly (NotifierAdapter | null)[]
  /** Why there is none, where there is none. */
  none: NotifierReason
  clock: Clock
}): Promise<CheckedNotifier> {
  const { clock } = deps
  const adapters = deps.adapters.filter((adapter) => adapter !== null)
  const listeners = new Set<(status: NotifierStatus) => void>()
  // Those whose last notification failed: only a notification that arrives takes that back.
  const refused = new Set<NotifierAdapter>()
  let status: NotifierStatus = { adapter: null, reason: deps.none }
  let looking: Promise<NotifierStatus> | null = null
  let next: Timer | null = null
  let waitMs = firstCheckMs
  let closed = false

  function become(to: NotifierStatus): void {
    const changed = to.adapter !== status.adapter || to.reason !== status.reason
    status = to
    if (changed) for (const listener of listeners) listener(to)
    schedule()
  }

  function schedule(): void {
    if (status.adapter !== null) {
      next?.cancel()
      next = null
      waitMs = firstCheckMs
      return
    }
    if (next || closed || adapters.length === 0) return
    next = clock.after(waitMs, () => {
      next = null
      void check()
    })
    waitMs = Math.min(waitMs * 2, lastCheckMs)
  }

  async function look(): Promise<NotifierStatus> {
    const reasons: NotifierReason[] = []
    for (const adapter of adapters) {
      const reason = (await adapter.check()) ?? (refused.has(adapter) ? 'refused' : null)
      if (reason === null) return { adapter: adapter.name, reason: null }
      reasons.push(reason)
    }
    // That a system has no other way says less than why this one does not work.
    return { adapter: null, reason: reasons.find((reason) => reason !== 'not-supported') ?? reasons[0] ?? deps.none }
  }

  async function check(): Promise<NotifierStatus> {
    looking ??= look()
    const found = await looking
    looking = null
    if (!closed) become(found)
    return found
  }

  await check()
  return {
    get name() {
      return status.adapter ?? adapters[0]?.name ?? 'none'
    },
    get status() {
      return status
    },
    check,
    onStatus(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async notify(notification) {
      let first: 'unsupported' | 'failed' | null = null
      for (const adapter of adapters) {
        const delivery = await adapter.notify(notification)
        if (delivery === 'shown' || delivery === 'unanswered') {
          refused.delete(adapter)
          if (!closed) become({ adapter: adapter.name, reason: null })
          return delivery
        }
        if (delivery === 'failed') refused.add(adapter)
        first ??= delivery
      }
      await check()
      return first ?? 'unsupported'
    },
    close() {
      closed = true
      next?.cancel()
      next = null
      for (const adapter of adapters) adapter.close()
    },
  }
}
