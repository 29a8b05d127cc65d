import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, sep } from 'node:path'

/** Where renderer/index.html leaves room for the nonce: `<meta property="csp-nonce" nonce="__CSP_NONCE__">`. */
const noncePlaceholder = '__CSP_NONCE__'

/** What the page may do. React Aria and uPlot add style elements, which carry the nonce; nothing else is inline. */
export function contentSecurityPolicy(nonce: string, { connect }: { connect: "'self'" | "'none'" }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    // Nobody here makes such a type, so nothing can be run that is not a file of ours.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** The page with the nonce of this one response in it. */
export function pageHtml(template: string, nonce: string): string {
  return template.replaceAll(noncePlaceholder, nonce)
}

// A fixed table: what is not in it is not part of the page.
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  body: Buffer
  contentType: string
  /** Its name holds a hash of its content, so it never changes. */
  immutable: boolean
}

/**
 * Reads one file of the built page by the path of a URL, `/` being `index.html`. Null when there is none; nothing outside
 * `root` can be reached, however the path is written.
 */
export async function readPageFile(root: string, urlPath: string): Promise<PageFile | null> {
  const path = resolveInside(root, urlPath === '/' || urlPath === '' ? '/index.html' : urlPath)
  const contentType = path === null ? undefined : types[extname(path)]
  if (path === null || contentType === undefined) return null
  try {
    return { body: await readFile(path), contentType, immutable: relative(root, path).startsWith(`assets${sep}`) }
  } catch {
    return null
  }
}

function resolveInside(root: string, urlPath: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(urlPath)
  } catch {
    return null
  }
  // A backslash separates folders on Windows, and a NUL byte makes the file system throw.
  if (/[\\\0]/.test(decoded)) return null
  const path = join(root, decoded)
  const inside = relative(root, path)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : path
}
