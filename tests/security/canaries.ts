import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A secret made to be looked for: it has characters that each way of writing writes differently. */
export function canary(): string {
  return `C4na/ry+${randomBytes(9).toString('hex')}?=&`
}

/** What the middle of a text looks like in base64, whatever stands before it: there are three ways. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    // Characters at either end also hold bits of their neighbours.
    const core = text.slice(before === 0 ? 0 : 4, Math.floor((before + bytes.length) / 3) * 4)
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/** Every form in which a secret may be written by mistake. */
export function forms(secret: string): Map<string, string> {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const percent = encodeURIComponent(secret)
  const all = new Map([
    ['plain', secret],
    ['percent-encoded', percent],
    ['percent-encoded in lower case', percent.replaceAll(/%../g, (code) => code.toLowerCase())],
    ['percent-encoded as in a path', encodeURI(secret)],
    ['hex', hex],
    ['upper-case hex', hex.toUpperCase()],
    ['escaped for HTML', secret.replaceAll('&', '&amp;')],
    ['escaped for JSON with slashes', secret.replaceAll('/', '\\/')],
    ['UTF-16', Buffer.from(secret, 'utf16le').toString('latin1')],
  ])
  for (const [index, core] of base64Cores(bytes).entries()) all.set(`base64 (${index})`, core)
  return all
}

/** Where something that must not be told was told: `password, as hex, in history.sqlite`. */
export function leaks(secrets: ReadonlyMap<string, string>, told: ReadonlyMap<string, string | Buffer>): string[] {
  const found: string[] = []
  for (const [place, content] of told) {
    // Of bytes each is a character, so that a form of ASCII is found in them as it stands.
    const text = typeof content === 'string' ? content : content.toString('latin1')
    for (const [name, secret] of secrets) {
      for (const [form, written] of forms(secret)) {
        const at = text.indexOf(written)
        if (at >= 0) found.push(`${name}, as ${form}, in ${place}: …${text.slice(Math.max(0, at - 60), at)}`)
      }
    }
  }
  return found
}

/** Every file below a directory, but for those whose path fits. */
export function filesBelow(directory: string, leaveOut: RegExp): Map<string, Buffer> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const kept = paths.map((path) => [relative(directory, path), path] as const).filter(([name]) => !leaveOut.test(name))
  return new Map(kept.map(([name, path]) => [name, readFileSync(path)]))
}
