import * as z from 'zod/mini'
import { bridgeName, type EventChannel, type RequestChannel } from '../electron/contract/channels.ts'
import {
  type Answer,
  contract,
  type EventOf,
  events,
  failureSchema,
  type RequestOf,
  type ResponseOf,
} from '../electron/contract/schemas.ts'
import { createHttpTransport } from './http-transport.ts'
import { t } from './i18n/text.ts'

/** What carries requests and events to the host. It says nothing about their content. */
export interface Transport {
  /** Rejects when the host cannot be reached. */
  invoke(channel: RequestChannel, payload: unknown): Promise<unknown>
  /** Returns how to stop listening. */
  on(channel: EventChannel, listener: (payload: unknown) => void): () => void
  /** Tells at once, and whenever it changes, whether the host can be reached. Returns how to stop listening. */
  onConnection(listener: (connected: boolean) => void): () => void
}

/** The page's side of the contract. */
export interface Client {
  /** Never rejects: a host out of reach, or an answer that breaks the contract, is a failure with a code. */
  request: <C extends RequestChannel>(channel: C, payload: RequestOf<C>) => Promise<Answer<ResponseOf<C>>>
  /** Events that break the contract are dropped. Returns how to stop listening. */
  on<C extends EventChannel>(channel: C, listener: (event: EventOf<C>) => void): () => void
  onConnection: Transport['onConnection']
}

// The same objects, typed so that a generic channel keeps its own response type.
const responses: { [C in RequestChannel]: { response: z.ZodMiniType<ResponseOf<C>> } } = contract
const eventSchemas: { [C in EventChannel]: z.ZodMiniType<EventOf<C>> } = events

const successSchema = z.object({ ok: z.literal(true), value: z.unknown() })

/** Reads an answer as it came over the border. Anything outside the contract becomes the failure `internal`. */
export function readAnswer<C extends RequestChannel>(channel: C, raw: unknown): Answer<ResponseOf<C>> {
  const failure = z.safeParse(failureSchema, raw)
  if (failure.success) return failure.data
  const success = z.safeParse(successSchema, raw)
  if (success.success) {
    const value = z.safeParse(responses[channel].response, success.data.value)
    if (value.success) return { ok: true, value: value.data }
  }
  return { ok: false, code: 'internal', message: t.failures.internal }
}

/** Reads an event as it came over the border. Null for anything outside the contract. */
export function readEvent<C extends EventChannel>(channel: C, raw: unknown): EventOf<C> | null {
  const event = z.safeParse(eventSchemas[channel], raw)
  return event.success ? event.data : null
}

/** The typed client over any transport. */
export function createClient(transport: Transport): Client {
  return {
    async request(channel, payload) {
      let raw: unknown
      try {
        raw = await transport.invoke(channel, payload)
      } catch {
        return { ok: false, code: 'disconnected', message: t.failures.disconnected }
      }
      return readAnswer(channel, raw)
    },
    on: (channel, listener) =>
      transport.on(channel, (raw) => {
        const event = readEvent(channel, raw)
        if (event !== null) listener(event)
      }),
    onConnection: (listener) => transport.onConnection(listener),
  }
}

/** What the preload puts on the page's global object. */
export type PreloadBridge = Pick<Transport, 'invoke' | 'on'>

declare global {
  interface Window {
    [bridgeName]?: PreloadBridge
  }
}

/** The desktop host's bridge where the preload offers it, else the headless host that served the page. */
export function createTransport(): Transport {
  const bridge = window[bridgeName]
  if (!bridge) return createHttpTransport()
  return {
    invoke: (channel, payload) => bridge.invoke(channel, payload),
    on: (channel, listener) => bridge.on(channel, listener),
    onConnection: (listener) => {
      listener(true)
      return () => {}
    },
  }
}
