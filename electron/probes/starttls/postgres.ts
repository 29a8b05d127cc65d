import { type Dialogue, type Turn, wait } from './dialogue.ts'

/** SSLRequest: its length and the code 80877103 (PostgreSQL, "Message Formats"). */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])

/** Asks with SSLRequest; the answer is one byte, and an error from servers that know none. */
export function postgresDialogue(): Dialogue {
  return {
    opening: sslRequest,
    next(unread): Turn {
      switch (unread[0]) {
        case undefined:
          return wait
        case 0x53: // S
          return { kind: 'go', usedBytes: 1 }
        case 0x4e: // N
          return { kind: 'refused', said: unread.subarray(0, 1) }
        case 0x45: // E
          return errorTurn(unread)
        default:
          return { kind: 'alien', said: unread }
      }
    },
  }
}

/** ErrorResponse: a length, then fields of a letter and a text that ends in NUL. */
function errorTurn(unread: Buffer): Turn {
  if (unread.byteLength < 5) return wait
  const length = unread.readUInt32BE(1)
  if (length < 5 || length > 30_000) return { kind: 'alien', said: unread }
  if (unread.byteLength < 1 + length) return wait
  const fields = unread.toString('utf8', 5, 1 + length).split('\0')
  const message = fields.find((field) => field.startsWith('M'))?.slice(1)
  return { kind: 'refused', said: message === undefined ? unread.subarray(0, 1 + length) : Buffer.from(message) }
}
