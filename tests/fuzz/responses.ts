import zlib from 'node:zlib'
import * as fc from 'fast-check'

type Coding = 'identity' | 'gzip' | 'deflate' | 'raw-deflate' | 'br' | 'twice'

/** An answer, before it is written out. */
export interface Response {
  status: number
  body: Uint8Array
  coding: Coding
  framing: 'length' | 'chunked' | 'close'
  /** Sizes of the chunks, over and over. */
  chunkSizes: readonly number[]
  /** Statuses of the interim answers before it. */
  interim: readonly number[]
  headers: readonly (readonly [string, string])[]
}

const token = fc.stringMatching(/^X-[A-Za-z0-9!#$&'*+.^_`|~-]{1,20}$/)
const value = fc.stringMatching(/^[ -~\t]{0,40}$/)

const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .record({ byte: fc.nat(255), length: fc.nat(200_000) })
    .map(({ byte, length }) => new Uint8Array(length).fill(byte)),
)

/** Answers as HTTP allows them. */
export const responses: fc.Arbitrary<Response> = fc.record({
  status: fc.constantFrom(200, 200, 200, 204, 206, 304, 404, 418, 500, 503),
  body: bodies,
  coding: fc.constantFrom('identity', 'identity', 'gzip', 'deflate', 'raw-deflate', 'br', 'twice'),
  framing: fc.constantFrom('length', 'chunked', 'close'),
  chunkSizes: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 4 }),
  interim: fc.array(fc.constantFrom(100, 102, 103), { maxLength: 3 }),
  headers: fc.array(fc.tuple(token, value), { maxLength: 6 }),
})

const contentEncoding: Readonly<Record<Coding, string | null>> = {
  identity: null,
  gzip: 'gzip',
  deflate: 'deflate',
  'raw-deflate': 'deflate',
  br: 'br',
  twice: 'gzip, br',
}

function encoded(body: Uint8Array, coding: Coding): Uint8Array {
  switch (coding) {
    case 'identity':
      return body
    case 'gzip':
      return zlib.gzipSync(body)
    case 'deflate':
      return zlib.deflateSync(body)
    case 'raw-deflate':
      return zlib.deflateRawSync(body)
    case 'br':
      return zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 } })
    case 'twice':
      return encoded(encoded(body, 'gzip'), 'br')
  }
}

/** Whether a body follows the headers (RFC 9112, section 6.3). */
export function hasBody({ status }: Response): boolean {
  return status !== 204 && status !== 304
}

/** The bytes of an answer. */
export function written(response: Response): Uint8Array {
  const { status, coding, framing, interim } = response
  const content = hasBody(response) ? encoded(response.body, coding) : new Uint8Array()
  const headers = [...response.headers]
  const encoding = contentEncoding[coding]
  if (encoding !== null) headers.push(['Content-Encoding', encoding])
  if (hasBody(response) && framing === 'length') headers.push(['Content-Length', String(content.byteLength)])
  if (hasBody(response) && framing === 'chunked') headers.push(['Transfer-Encoding', 'chunked'])
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const before = interim.map((code) => `HTTP/1.1 ${code} Wait\r\n\r\n`).join('')
  const head = Buffer.from(`${before}HTTP/1.1 ${status} Said\r\n${lines}\r\n`, 'latin1')
  return Uint8Array.from(Buffer.concat([head, ...framed(content, response)]))
}

function framed(content: Uint8Array, response: Response): Uint8Array[] {
  if (!hasBody(response) || response.framing !== 'chunked') return [content]
  const parts: Uint8Array[] = []
  let nth = 0
  for (let at = 0; at < content.byteLength; nth++) {
    const chunk = content.subarray(at, at + (response.chunkSizes[nth % response.chunkSizes.length] ?? 1))
    parts.push(Buffer.from(`${chunk.byteLength.toString(16)}\r\n`), chunk, Buffer.from('\r\n'))
    at += chunk.byteLength
  }
  return [...parts, Buffer.from('0\r\n\r\n')]
}

/** One change to the bytes of an answer. Places are parts of the whole, from 0 to 1. */
export type Mutation =
  | { kind: 'flip'; at: number; byte: number }
  | { kind: 'insert'; at: number; text: string }
  | { kind: 'delete'; at: number; length: number }
  | { kind: 'repeat'; at: number; length: number; times: number }
  | { kind: 'cut'; at: number }
  | { kind: 'replace'; what: number; by: string }

const place = fc.double({ min: 0, max: 1, noNaN: true })

/** Texts that carry the meaning of an answer. */
const meaningful = [
  /Content-Length: (\d+)/,
  /\r\n([0-9a-f]+)\r\n/,
  /Transfer-Encoding: (\w+)/,
  /Content-Encoding: ([\w, ]+)/,
  /HTTP\/(\d\.\d)/,
  /HTTP\/1\.1 (\d+)/,
  /(\r\n)/,
]

/** What servers with a mistake in them, or worse, write in their place. */
const odd = fc.constantFrom(
  '',
  '0',
  '-1',
  '1e9',
  'FFFFFFFFFFFFFFFFF',
  '7fffffff',
  '18446744073709551616',
  '5, 5',
  '5\r\nContent-Length: 6',
  'gzip, chunked',
  'chunked, chunked',
  'identity',
  'gzip,gzip,gzip,gzip,gzip,gzip',
  '\n',
  '\r',
  '\r\n\r\n',
  '\0',
  '1.0',
  '2.0',
  '999',
  '101',
  '100',
  '302',
  '1'.repeat(2000),
)

export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: place, byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('insert' as const), at: place, text: fc.oneof(odd, fc.string({ maxLength: 20 })) }),
  fc.record({ kind: fc.constant('delete' as const), at: place, length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: place,
    length: fc.integer({ min: 1, max: 60 }),
    times: fc.integer({ min: 1, max: 30_000 }),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('replace' as const), what: fc.nat(meaningful.length - 1), by: odd }),
)

export function mutated(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  if (mutation.kind === 'replace') return replaced(bytes, meaningful[mutation.what] ?? /$/, mutation.by)
  const at = Math.floor(mutation.at * bytes.byteLength)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  switch (mutation.kind) {
    case 'flip':
      return joined(before, Uint8Array.of(mutation.byte), after.subarray(1))
    case 'insert':
      return joined(before, Buffer.from(mutation.text, 'latin1'), after)
    case 'delete':
      return joined(before, after.subarray(mutation.length))
    case 'repeat': {
      const part = after.subarray(0, mutation.length)
      return joined(before, ...Array.from({ length: mutation.times }, () => part), after)
    }
    case 'cut':
      return before
  }
}

function replaced(bytes: Uint8Array, what: RegExp, by: string): Uint8Array {
  const found = what.exec(Buffer.from(bytes).toString('latin1'))
  const [whole, part] = found ?? []
  if (!found || whole === undefined || part === undefined) return bytes
  const at = found.index + whole.lastIndexOf(part)
  return joined(bytes.subarray(0, at), Buffer.from(by, 'latin1'), bytes.subarray(at + part.length))
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}
