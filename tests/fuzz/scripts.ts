import * as fc from 'fast-check'

/** What is sent at once, and how long after what came before. */
export interface Piece {
  afterMs: number
  bytes: Uint8Array
}

export type Ending = 'fin' | 'rst' | 'stall'

/** What a server does with one connection. */
export interface Script {
  /** Speaks only once it has heard something. */
  listensFirst: boolean
  pieces: readonly Piece[]
  ending: Ending
}

/** What services say, and what only looks like it. */
const phrases = [
  'HTTP/1.1 200 OK\r\n',
  'HTTP/1.1 100 Continue\r\n\r\n',
  'Content-Length: ',
  'Transfer-Encoding: chunked\r\n',
  '\r\n\r\n',
  '220 ready ESMTP\r\n',
  '250-STARTTLS\r\n250 OK\r\n',
  '* OK IMAP4rev1\r\n',
  '+OK POP3\r\n',
  'SSH-2.0-OpenSSH_9.9\r\n',
  'PONG',
  '\x00\xff\xfe',
] as const

/** The beginnings of TLS records: a handshake, an alert, application data. */
const records = [
  [22, 3, 3, 0, 4, 2, 0, 0, 0],
  [21, 3, 3, 0, 2, 2, 40],
  [23, 3, 3, 255, 255],
].map((bytes) => Uint8Array.from(bytes))

const phrase = fc.constantFrom(...phrases).map((text) => Uint8Array.from(Buffer.from(text, 'latin1')))

const block = fc
  .record({ byte: fc.nat(255), length: fc.nat(80_000) })
  .map(({ byte, length }) => new Uint8Array(length).fill(byte))

/** A stream of bytes: noise, mostly with something in it that a parser may take up. */
export const streamBytes: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      { arbitrary: fc.uint8Array({ maxLength: 60 }), weight: 5 },
      { arbitrary: phrase, weight: 5 },
      { arbitrary: fc.constantFrom(...records), weight: 1 },
      { arbitrary: block, weight: 1 },
    ),
    { maxLength: 6 },
  )
  .map((parts) => Uint8Array.from(Buffer.concat(parts)))

export const endings: fc.Arbitrary<Ending> = fc.constantFrom('fin', 'rst', 'stall')

/** Where a stream is cut into pieces, and the pauses between them. */
export interface Cuts {
  /** Parts of the whole, from 0 to 1. */
  at: readonly number[]
  pausesMs: readonly number[]
}

/** At most six pieces, up to `longestPauseMs` apart. */
export function cuts(longestPauseMs: number): fc.Arbitrary<Cuts> {
  return fc.record({
    at: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
    pausesMs: fc.array(fc.nat(longestPauseMs), { minLength: 6, maxLength: 6 }),
  })
}

/** A stream as it is delivered. */
export function cut(bytes: Uint8Array, { at, pausesMs }: Cuts): Piece[] {
  const ends = [...at.map((part) => Math.round(part * bytes.byteLength)).toSorted((a, b) => a - b), bytes.byteLength]
  return ends.map((end, index) => ({
    afterMs: pausesMs[index] ?? 0,
    bytes: bytes.subarray(ends[index - 1] ?? 0, end),
  }))
}

/** Anything at all, said over some 150 ms. */
export const scripts: fc.Arbitrary<Script> = fc
  .record({ listensFirst: fc.boolean(), bytes: streamBytes, cuts: cuts(30), ending: endings })
  .map(({ bytes, cuts, ...script }) => ({ ...script, pieces: cut(bytes, cuts) }))
