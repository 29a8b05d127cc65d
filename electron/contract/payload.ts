import type { Parsed } from './duration.ts'

/** How a text to send is written: as it is, with escapes, or as the hex digits of its bytes. */
export const payloadEncodings = ['text', 'escaped', 'hex'] as const
export type PayloadEncoding = (typeof payloadEncodings)[number]

/**
 * The bytes a written text stands for. `text` is itself, in UTF-8; `escaped` is too, save for `\r \n \t \0 \\ \xHH`;
 * `hex` is pairs of digits, with spaces between them where wanted. A failure's message can be shown as it is.
 */
export function parsePayload(text: string, encoding: PayloadEncoding): Parsed<Uint8Array> {
  switch (encoding) {
    case 'text':
      return { ok: true, value: new TextEncoder().encode(text) }
    case 'escaped':
      return parseEscaped(text)
    case 'hex':
      return parseHex(text)
  }
}

const escapes: Readonly<Record<string, number>> = { r: 13, n: 10, t: 9, '0': 0, '\\': 92 }

function parseEscaped(text: string): Parsed<Uint8Array> {
  const bytes: number[] = []
  // A backslash with what follows it, or everything up to the next one.
  for (const { 0: part, index } of text.matchAll(/\\(?:x[0-9A-Fa-f]{2}|[^]|$)|[^\\]+/g)) {
    if (!part.startsWith('\\')) {
      for (const byte of new TextEncoder().encode(part)) bytes.push(byte)
      continue
    }
    const byte = part.length === 4 ? Number.parseInt(part.slice(2), 16) : escapes[part.slice(1)]
    if (byte === undefined) {
      const place = `at character ${index + 1}`
      const what = part === '\\' ? 'the text ends in a single backslash' : `"${part}" is not an escape`
      return { ok: false, message: `${what} (${place}); write \\r \\n \\t \\0 \\\\ or \\xHH with two hex digits` }
    }
    bytes.push(byte)
  }
  return { ok: true, value: Uint8Array.from(bytes) }
}

const escapeOf: Readonly<Record<number, string>> = { 13: '\\r', 10: '\\n', 9: '\\t', 92: '\\\\' }

/** Bytes as a text in the encoding `escaped`, with an escape for all that is not printable ASCII. */
export function escapeBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    if (byte >= 32 && byte < 127 && byte !== 92) return String.fromCharCode(byte)
    return escapeOf[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`
  }).join('')
}

function parseHex(text: string): Parsed<Uint8Array> {
  const wrong = /[^0-9A-Fa-f\s]/u.exec(text)
  if (wrong) {
    const place = `at character ${wrong.index + 1}`
    return { ok: false, message: `"${wrong[0]}" is not a hex digit (${place}); write pairs such as 0a ff` }
  }
  const pairs: string[] = []
  for (const group of text.split(/\s+/)) {
    if (group.length % 2 === 1) {
      const shown = group.length > 20 ? `${group.slice(0, 20)}…` : group
      return {
        ok: false,
        message: `"${shown}" has an odd number of hex digits; write two for each byte, such as 0a ff`,
      }
    }
    pairs.push(...(group.match(/../g) ?? []))
  }
  return { ok: true, value: Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)) }
}
