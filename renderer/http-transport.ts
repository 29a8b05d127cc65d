import type { Transport } from './bridge.ts'

/** EventSource gives up for good when the host answers with an error; it is opened anew after this long. */
const reopenMs = 2000
const requestTimeoutMs = 20_000
/** Keeping thousands of secrets takes a while; it can be seen, and given up. */
const importTimeoutMs = 900_000

/**
 * Talks to the headless host that served the page. Addresses are relative to the page, so the secret first segment of
 * its path goes along.
 */
export function createHttpTransport(): Transport {
  return {
    async invoke(channel, payload) {
      const response = await fetch(`api/${channel}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
        // A test lasts as long as the target it tests may take.
        signal:
          channel === 'targets:test'
            ? null
            : AbortSignal.timeout(channel.startsWith('import:') ? importTimeoutMs : requestTimeoutMs),
      })
      const answer: unknown = await response.json()
      return answer
    },
    on: (channel, listener) => stream.on(channel, listener),
    onConnection: (listener) => stream.onConnection(listener),
  }
}

const stream = createStream()

/** One stream of events for all listeners, open as long as there is one. */
function createStream(): Pick<Transport, 'on' | 'onConnection'> {
  const targets = new EventTarget()
  let source: EventSource | null = null
  let reopening: ReturnType<typeof setTimeout> | null = null
  let connected: boolean | null = null
  let listeners = 0

  const tell = (now: boolean): void => {
    if (connected === now) return
    connected = now
    targets.dispatchEvent(new Event('connection'))
  }

  const open = (): void => {
    reopening = null
    const opened = new EventSource('events')
    source = opened
    opened.addEventListener('open', () => tell(true))
    opened.addEventListener('error', () => {
      tell(false)
      if (opened.readyState !== EventSource.CLOSED || source !== opened) return
      source = null
      reopening = setTimeout(open, reopenMs)
    })
    for (const channel of ['delta', 'navigate']) {
      opened.addEventListener(channel, (event) => {
        targets.dispatchEvent(new MessageEvent(channel, { data: parseJson(event.data) }))
      })
    }
  }

  const close = (): void => {
    if (reopening !== null) clearTimeout(reopening)
    source?.close()
    source = null
    reopening = null
    connected = null
  }

  const listen = (type: string, handler: (event: Event) => void): (() => void) => {
    targets.addEventListener(type, handler)
    listeners += 1
    if (listeners === 1) open()
    let listening = true
    return () => {
      if (!listening) return
      listening = false
      targets.removeEventListener(type, handler)
      listeners -= 1
      if (listeners === 0) close()
    }
  }

  return {
    on: (channel, listener) =>
      listen(channel, (event) => {
        if (event instanceof MessageEvent) listener(event.data)
      }),
    onConnection: (listener) => {
      const stop = listen('connection', () => {
        if (connected !== null) listener(connected)
      })
      if (connected !== null) listener(connected)
      return stop
    },
  }
}

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null
  } catch {
    return null
  }
}
