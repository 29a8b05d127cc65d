import type { Clock, Timer } from '../monitor/ports.ts'
import type { Notification, NotificationSubject } from './notifier.ts'
import { type WebhookBody, writeWebhookBody } from './webhook-body.ts'
import { type PostOutcome, postJson } from './webhook-post.ts'

const maxWaiting = 100
const attemptMs = 10_000
const firstRetryMs = 5000
const lastRetryMs = 900_000
/** What has been tried in vain for so long is no news any more. */
const giveUpMs = 3_600_000
/** How often it is looked whether this computer sees the network again. */
const blindCheckMs = 5000
const rememberedKeys = 1000

/** Told again and again of one incident; of every other subject an incident has one notice. */
const repeated: ReadonlySet<NotificationSubject> = new Set([
  'changed',
  'reminder',
  'flapping',
  'steady',
  'summary',
  'test',
])

export type WebhookAddress = { ok: true; address: string } | { ok: false; message: string }

export interface WebhookDeps {
  /** Asked before each post, for the address is a secret; null when there is none. It never rejects. */
  address: () => Promise<WebhookAddress | null>
  /** False while this computer cannot see the network: nothing is tried then, and nothing given up. */
  canSend: () => boolean
  nameOf: (targetId: string) => string | undefined
  /** Name of this computer. */
  host: string
  /** Of this program. */
  version: string
  clock: Clock
  /** In [0, 1). */
  random: () => number
  /** What became of each; the message is null when it was accepted, and never holds the address. Must not throw. */
  onOutcome: (id: string, message: string | null) => void
}

export interface Webhook {
  /** Takes what is to be posted. It returns at once. */
  send(notification: Notification): void
  /** Posts this now and once, within 10 s, past everything that waits. */
  test(notification: Notification): Promise<{ delivered: boolean; message: string | null }>
  /** Takes nothing more, tries what waits once more, and resolves after `deadlineMs` at the latest. */
  close(deadlineMs: number): Promise<void>
}

interface Waiting {
  body: WebhookBody
  /** Since when posting has failed while this waited, monotonic; null before. */
  failingSinceMs: number | null
}

/**
 * Posts notices to one address, one at a time and in order. A failure is tried again after 5 s, then ever later up to
 * 15 min, for an hour. At most 100 wait; then the oldest goes. Nothing is kept for the next run.
 */
export function createWebhook(deps: WebhookDeps): Webhook {
  const { clock } = deps
  const waiting: Waiting[] = []
  const known = new Set<string>()
  const stop = new AbortController()
  let posting: Promise<void> | null = null
  let pause: Timer | null = null
  let failures = 0
  let closed: Promise<void> | null = null
  let onIdle: (() => void) | null = null

  /** Null when there is no address. */
  async function post(body: WebhookBody): Promise<PostOutcome | null> {
    const address = await deps.address()
    if (address === null) return null
    if (!address.ok) return { kind: 'refused', message: address.message }
    const attempt = new AbortController()
    const deadline = clock.after(attemptMs, () => attempt.abort())
    const outcome = await postJson(address.address, JSON.stringify(body), {
      signal: AbortSignal.any([attempt.signal, stop.signal]),
      // A receiver that knows the header takes a notice once, even where its answer was lost.
      headers: { 'user-agent': `Portlight/${deps.version}`, 'idempotency-key': headerText(body.id) },
      nowMs: () => clock.wallMs(),
    })
    deadline.cancel()
    return outcome
  }

  function wait(delayMs: number): void {
    pause = clock.after(delayMs, () => {
      pause = null
      pump()
    })
  }

  function pump(): void {
    if (posting || pause || stop.signal.aborted) return
    if (waiting.length === 0) return onIdle?.()
    if (!deps.canSend()) return onIdle ? onIdle() : wait(blindCheckMs)
    posting = work().finally(() => {
      posting = null
      pump()
    })
  }

  /** Posts the oldest, and makes of it what the outcome says. */
  async function work(): Promise<void> {
    const [first] = waiting
    if (!first) return
    const outcome = await post(first.body)
    if (stop.signal.aborted) return
    if (outcome?.kind === 'later') return retry(outcome)
    failures = 0
    const place = waiting.indexOf(first)
    if (place < 0) return
    waiting.splice(place, 1)
    if (outcome) deps.onOutcome(first.body.id, outcome.kind === 'accepted' ? null : outcome.message)
  }

  /** All that waits has failed with the first: they share a server. */
  function retry({ message, afterMs }: Extract<PostOutcome, { kind: 'later' }>): void {
    const nowMs = clock.monotonicMs()
    for (const each of waiting) each.failingSinceMs ??= nowMs
    const givenUp = closed
      ? waiting.length
      : waiting.filter((each) => nowMs - (each.failingSinceMs ?? nowMs) >= giveUpMs).length
    for (const { body } of waiting.splice(0, givenUp)) deps.onOutcome(body.id, message)
    const backoffMs = Math.min(firstRetryMs * 2 ** failures, lastRetryMs)
    failures += 1
    const jitter = 0.75 + deps.random() / 2
    if (waiting.length > 0) wait(Math.min(Math.max(backoffMs * jitter, afterMs ?? 0), giveUpMs))
  }

  function dropped({ body }: Waiting): void {
    deps.onOutcome(body.id, 'it was given up before it could be posted')
  }

  function isNew(body: WebhookBody): boolean {
    const key =
      body.incidentIds.length > 0 && !repeated.has(body.kind) ? `${body.kind} ${body.incidentIds.join(' ')}` : body.id
    if (known.has(key)) return false
    known.add(key)
    const [oldest] = known
    if (known.size > rememberedKeys && oldest !== undefined) known.delete(oldest)
    return true
  }

  const write = (notification: Notification) =>
    writeWebhookBody(notification, {
      at: new Date(clock.wallMs()).toISOString(),
      host: deps.host,
      nameOf: deps.nameOf,
    })

  return {
    send(notification) {
      if (closed) return
      const body = write(notification)
      if (!isNew(body)) return
      waiting.push({ body, failingSinceMs: null })
      // The first may be on its way.
      if (waiting.length > maxWaiting) waiting.splice(posting ? 1 : 0, 1).forEach(dropped)
      pump()
    },
    async test(notification) {
      const outcome = await post(write(notification))
      if (!outcome) return { delivered: false, message: 'there is no webhook to post to' }
      return outcome.kind === 'accepted'
        ? { delivered: true, message: null }
        : { delivered: false, message: outcome.message }
    },
    close(deadlineMs) {
      closed ??= new Promise((resolve) => {
        pause?.cancel()
        pause = null
        const deadline = clock.after(deadlineMs, end)
        onIdle = end
        pump()
        function end(): void {
          deadline.cancel()
          onIdle = null
          stop.abort()
          waiting.splice(0).forEach(dropped)
          resolve()
        }
      })
      return closed
    },
  }
}

/** Header values are ASCII here; ids are made of such, but for a target's own. */
function headerText(id: string): string {
  return encodeURIComponent(id).slice(0, 200)
}
