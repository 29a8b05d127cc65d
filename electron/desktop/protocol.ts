import { randomBytes } from 'node:crypto'
import { protocol } from 'electron'
import { contentSecurityPolicy, pageHtml, readPageFile } from '../app/page.ts'

const scheme = 'app'

/** The origin of the popover's page, and of nothing else. */
export const pageOrigin = `${scheme}://bundle`

/** Makes `app:` a scheme like https, with origins and a CSP. Only possible before `ready`. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

const headers = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' }

async function respond(pageFolder: string, url: URL): Promise<Response> {
  const file = url.host === 'bundle' ? await readPageFile(pageFolder, url.pathname) : null
  if (!file) return new Response('Not found', { status: 404, headers })
  if (!file.contentType.startsWith('text/html')) {
    return new Response(new Uint8Array(file.body), { headers: { ...headers, 'Content-Type': file.contentType } })
  }
  const nonce = randomBytes(16).toString('base64')
  return new Response(pageHtml(file.body.toString('utf8'), nonce), {
    headers: {
      ...headers,
      'Content-Type': file.contentType,
      // The page talks over the bridge alone.
      'Content-Security-Policy': contentSecurityPolicy(nonce, { connect: "'none'" }),
    },
  })
}

/** Serves the built page. Call after `ready`. */
export function servePage(pageFolder: string): void {
  protocol.handle(scheme, (request) => respond(pageFolder, new URL(request.url)))
}
