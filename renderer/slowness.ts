import type { RequestChannel } from '../electron/contract/channels.ts'
import type { Client } from './bridge.ts'

/** What the host answers from memory; all else may take its time. */
const prompt: ReadonlySet<RequestChannel> = new Set<RequestChannel>([
  'snapshot:get',
  'targets:remove',
  'targets:restore',
  'targets:amend',
  'targets:pause',
  'targets:resume',
  'targets:probe',
  'preferences:set',
])

/** An answer that takes longer than this, in milliseconds, is worth a word: a person has long noticed. */
const slowMs = 4000

export interface Slowness {
  /** The same client, whose answers are watched. */
  client: Client
  /** Whether the host has owed an answer for too long. */
  get: () => boolean
  subscribe: (listener: () => void) => () => void
}

/** Watches how long the host takes to answer what it could answer at once. */
export function watchAnswers(client: Client): Slowness {
  const listeners = new Set<() => void>()
  let owed = 0
  const owe = (change: 1 | -1): void => {
    const before = owed > 0
    owed += change
    if (owed > 0 !== before) for (const listener of listeners) listener()
  }
  return {
    client: {
      ...client,
      async request(channel, payload) {
        if (!prompt.has(channel)) return client.request(channel, payload)
        let late = false
        const timer = setTimeout(() => {
          late = true
          owe(1)
        }, slowMs)
        const answer = await client.request(channel, payload)
        clearTimeout(timer)
        if (late) owe(-1)
        return answer
      },
    },
    get: () => owed > 0,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
