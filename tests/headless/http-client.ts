import { once } from 'node:events'
import { type Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { onTestFinished } from 'vitest'

export interface AskOptions {
  method?: string
  headers?: Record<string, string>
  /** A connection of its own unless given. */
  agent?: Agent
}

export interface Reply {
  status: number
  headers: IncomingMessage['headers']
  text: string
}

async function open(url: string, options: AskOptions, body?: string): Promise<[ClientRequest, IncomingMessage]> {
  // fetch() would not let a test say another Host.
  const asked = request(url, { agent: false, ...options })
  asked.end(body)
  const [response] = await once(asked, 'response')
  return [asked, response]
}

/** Asks once. */
export async function ask(url: string, options: AskOptions = {}, body?: string): Promise<Reply> {
  const [, response] = await open(url, options, body)
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(Buffer.from(chunk))
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }
}

/** Asks as the page does. */
export async function askJson(url: string, payload: unknown, options: AskOptions = {}): Promise<Reply> {
  const headers = { 'content-type': 'application/json', ...options.headers }
  return ask(url, { method: 'POST', ...options, headers }, JSON.stringify(payload))
}

export interface EventClient {
  response: IncomingMessage
  /** Resolves with the data of the next event that fits; earlier ones are dropped. */
  next(event: string, fits: (data: unknown) => boolean): Promise<unknown>
  close(): void
}

/** Reads Server-Sent Events as a browser does. It is closed with the test. */
export async function listen(url: string): Promise<EventClient> {
  const [asked, response] = await open(url, {})
  response.setEncoding('utf8')
  const close = () => void asked.destroy()
  asked.on('error', () => {})
  response.on('error', () => {})
  onTestFinished(close)
  let text = ''
  let more = Promise.withResolvers<void>()
  // Heard from now on: several chunks come in one turn, and one that came between two calls of next() would be lost.
  response.on('data', (chunk) => {
    text += String(chunk)
    more.resolve()
    more = Promise.withResolvers()
  })
  return {
    response,
    close,
    async next(event, fits) {
      for (;;) {
        for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
          const block = text.slice(0, end)
          text = text.slice(end + 2)
          const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? []
          if (name !== event) continue
          const parsed: unknown = JSON.parse(data ?? 'null')
          if (fits(parsed)) return parsed
        }
        await more.promise
      }
    },
  }
}
