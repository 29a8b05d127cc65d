import type { ServerResponse } from 'node:http'
import type { EventChannel } from '../contract/channels.ts'
import type { Clock, Timer } from '../monitor/ports.ts'

/** Proxies and browsers drop a silent connection after a minute or less. */
const heartbeatMs = 15_000
const maxClients = 64
/** What may wait for a client that reads slowly; one event over it is let through when nothing else waits. */
const maxWaitingBytes = 4 * 1024 * 1024

export interface EventStream {
  /** Sends to every client. */
  send(event: EventChannel, data: unknown): void
  /** The body of an answer that lasts until either side ends it. Null when there are too many clients. */
  open(outgoing: ServerResponse): ReadableStream<Uint8Array> | null
  /** Ends every client. */
  stop(): void
}

interface Client {
  write(chunk: Uint8Array): void
  end(): void
}

/**
 * Server-Sent Events to any number of pages. Nothing waits for a client: one that does not read is cut off, and its page
 * comes back and asks for a snapshot. `onFirst` is called when there is somebody to send to, and what it answers when there
 * is nobody any more.
 */
export function createEventStream(clock: Clock, onFirst: () => () => void): EventStream {
  const encoder = new TextEncoder()
  const clients = new Set<Client>()
  let stopped = false
  let heartbeat: Timer | null = null
  let onLast: (() => void) | null = null

  function leaving(client: Client): void {
    clients.delete(client)
    if (clients.size > 0) return
    onLast?.()
    onLast = null
  }

  function broadcast(text: string): void {
    const chunk = encoder.encode(text)
    for (const client of clients) client.write(chunk)
  }

  function beat(): void {
    heartbeat = clock.after(heartbeatMs, () => {
      broadcast(':\n\n')
      if (clients.size > 0) beat()
      else heartbeat = null
    })
  }

  function open(outgoing: ServerResponse): ReadableStream<Uint8Array> | null {
    if (stopped || clients.size >= maxClients) return null
    let leave: (() => void) | null = null
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          const client: Client = {
            write(chunk) {
              if ((controller.desiredSize ?? 0) > 0) controller.enqueue(chunk)
              // Ending the stream is not enough: whoever copies it may be waiting for the socket to drain.
              else outgoing.destroy()
            },
            end: () => controller.close(),
          }
          leave = () => leaving(client)
          clients.add(client)
          onLast ??= onFirst()
          outgoing.once('close', leave)
          // At once, so that the page knows that it is connected.
          controller.enqueue(encoder.encode(':\n\n'))
          if (!heartbeat) beat()
        },
        cancel: () => leave?.(),
      },
      { highWaterMark: maxWaitingBytes, size: (chunk) => chunk.byteLength },
    )
  }

  return {
    open,
    send(event, data) {
      if (clients.size > 0) broadcast(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    stop() {
      stopped = true
      heartbeat?.cancel()
      for (const client of clients) client.end()
      clients.clear()
      onLast?.()
      onLast = null
    },
  }
}
