import { type ClientRequest, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { errorCode } from '../probes/error-code.ts'

/** What became of posting once. Messages name neither the address nor anything the server wrote. */
export type PostOutcome =
  | { kind: 'accepted' }
  /** It may go better later; not before `afterMs`, where the server said so. */
  | { kind: 'later'; message: string; afterMs: number | null }
  /** It would not go better. */
  | { kind: 'refused'; message: string }

/** The answer is of no use beyond its status; so much of it is read, so that the server can end in peace. */
const maxReplyBytes = 65_536
const maxAddress = 2048

/** Why a text is no address of a webhook, or null. It does not repeat the text: it often holds a token. */
export function webhookAddressFault(text: string): string | null {
  if (text.length > maxAddress) return `the address is longer than ${maxAddress} characters`
  const url = URL.parse(text)
  if (!url) return 'not an address; write it whole, such as https://chat.example.org/hooks/…'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return `only https:// and http:// addresses are posted to, not ${url.protocol}`
  }
  return url.hostname === '' ? 'the address names no host' : null
}

/**
 * Posts JSON to an address and answers within what the signal allows: it always resolves. Redirects are not followed: the
 * address is a secret, and where it leads is for the person to say.
 */
export function postJson(
  address: string,
  json: string,
  options: { signal: AbortSignal; headers: Readonly<Record<string, string>>; nowMs: () => number },
): Promise<PostOutcome> {
  const fault = webhookAddressFault(address)
  if (fault !== null) return Promise.resolve({ kind: 'refused', message: fault })
  return new Promise((resolve) => {
    const url = new URL(address)
    const body = Buffer.from(json)
    const headers = {
      ...options.headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(body.length),
    }
    // A connection of its own: notices are rare, and one kept open fails with the first post after a sleep.
    const send = url.protocol === 'https:' ? requestHttps : requestHttp
    let posting: ClientRequest
    try {
      posting = send(url, { method: 'POST', headers, agent: false, signal: options.signal })
    } catch (error) {
      // A header or a path that Node refuses.
      return resolve({ kind: 'refused', message: `the address cannot be used (${errorCode(error)})` })
    }
    // Once there is a status, nothing that happens to the rest of the answer matters.
    let judged: PostOutcome | null = null
    posting.on('error', (error) => {
      const message = options.signal.aborted ? noAnswer : failureText(errorCode(error))
      resolve(judged ?? { kind: 'later', message, afterMs: null })
    })
    posting.on('response', (response) => {
      const outcome = judge(response.statusCode ?? 0, response.headers['retry-after'], options.nowMs())
      judged = outcome
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > maxReplyBytes) response.destroy()
      })
      response.on('error', () => resolve(outcome))
      response.on('close', () => resolve(outcome))
    })
    posting.end(body)
  })
}

const noAnswer = 'the server did not answer in time'

function judge(status: number, retryAfter: string | undefined, nowMs: number): PostOutcome {
  if (status >= 200 && status < 300) return { kind: 'accepted' }
  if (status >= 300 && status < 400) {
    return {
      kind: 'refused',
      message: `the server answered ${status}, a redirect, and redirects are not followed; set the address it leads to`,
    }
  }
  const message = `the server answered ${status}`
  // Request Timeout, Too Early and Too Many Requests are about the moment, all other 4xx about the request.
  if (status >= 500 || [408, 425, 429].includes(status)) {
    return { kind: 'later', message, afterMs: retryAfterMs(retryAfter, nowMs) }
  }
  return { kind: 'refused', message }
}

/** Seconds or a date, by RFC 9110, section 10.2.3; null where it is neither. */
function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000
  const dateMs = Date.parse(header)
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs)
}

function failureText(code: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the server's name was not found (${code})`
    case 'ECONNREFUSED':
      return 'the server refused the connection'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the server broke the connection'
    default:
      return /^(CERT|DEPTH|SELF|UNABLE|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME)/.test(code)
        ? `the server could not be trusted (${code})`
        : `the server could not be reached (${code})`
  }
}
