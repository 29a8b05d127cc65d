import { request } from 'node:https'
import { errorCode } from '../probes/error-code.ts'

export type Download = { ok: true; text: string } | { ok: false; reason: string }

export interface DownloadOptions {
  signal: AbortSignal
  userAgent: string
  /** Certificates to trust, PEM. */
  ca: readonly string[]
}

/** A feed of a hundred releases with their notes is a tenth of it. */
const maxBytes = 2_000_000

/** What hosts of releases do when a project is renamed. */
const maxRedirects = 3

/** Why an address cannot be asked, or null. */
export function feedAddressFault(address: string): string | null {
  const url = URL.parse(address)
  if (!url || url.hostname === '') return 'write a whole address, such as https://example.org/releases.atom'
  if (url.protocol !== 'https:') return 'the address must begin with https://, so that nobody on the way can answer'
  return url.username === '' && url.password === '' ? null : 'the address must not hold a user name or a password'
}

/** Gets a text over https and follows a few redirects, all of them https. It resolves when the signal fires at the latest. */
export async function downloadText(address: string, options: DownloadOptions): Promise<Download> {
  let next = address
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const fault = feedAddressFault(next)
    if (fault !== null) return { ok: false, reason: fault }
    const got = await get(new URL(next), options)
    if (!('location' in got)) return got
    next = URL.parse(got.location, next)?.href ?? ''
  }
  return { ok: false, reason: 'the server redirects again and again' }
}

function get(url: URL, { signal, userAgent, ca }: DownloadOptions): Promise<Download | { location: string }> {
  return new Promise((resolve) => {
    const fail = (reason: string) => resolve({ ok: false, reason })
    const failedBy = (error: unknown) =>
      fail(
        signal.aborted ? 'the server did not answer in time' : `the server could not be reached (${errorCode(error)})`,
      )
    // A connection of its own, for it is one a day.
    const asking = request(url, {
      agent: false,
      signal,
      ca: [...ca],
      headers: { 'user-agent': userAgent, accept: 'application/atom+xml, application/json, text/xml;q=0.9' },
    })
    asking.on('error', failedBy)
    asking.on('response', (response) => {
      const { statusCode = 0, headers } = response
      const { location } = headers
      if (statusCode !== 200) {
        response.destroy()
        if (statusCode >= 300 && statusCode < 400 && location !== undefined) return resolve({ location })
        return fail(`the server answered ${statusCode}`)
      }
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= maxBytes) chunks.push(chunk)
        else {
          fail('the feed is larger than 2 MB')
          response.destroy()
        }
      })
      response.on('error', failedBy)
      response.on('end', () => resolve({ ok: true, text: Buffer.concat(chunks).toString('utf8') }))
    })
    asking.end()
  })
}
