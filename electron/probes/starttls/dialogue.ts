/** What to do next, given all that the server has said and was not used yet. */
export type Turn =
  /** Wait for more. */
  | { kind: 'wait' }
  | { kind: 'say'; usedBytes: number; bytes: Uint8Array }
  /** TLS begins right behind what was used. */
  | { kind: 'go'; usedBytes: number }
  /** The server understood, and will not; `said` is its answer, or what it offers instead. */
  | { kind: 'refused'; said: Uint8Array }
  /** The server does not speak this protocol. */
  | { kind: 'alien'; said: Uint8Array }

/** Asks for TLS in one protocol's way. It knows how far the talk has come, and nothing of sockets. */
export interface Dialogue {
  /** What is said first; null where the server begins. */
  opening: Uint8Array | null
  next(unread: Buffer): Turn
}

export const wait: Turn = { kind: 'wait' }

/** A line without its end, and the bytes it takes with it. */
export interface Line {
  text: string
  bytes: number
}

/** The first line; null while it has not ended. Text protocols of mail end it with CR LF, and some servers with LF. */
export function firstLine(unread: Buffer): Line | null {
  const end = unread.indexOf(10)
  return end < 0 ? null : { text: unread.toString('latin1', 0, end).replace(/\r$/, ''), bytes: end + 1 }
}

/** Whether what has come may still become one of these, of which each is a beginning. */
export function mayBecome(unread: Buffer, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) =>
    beginning.startsWith(unread.toString('latin1', 0, beginning.length).toUpperCase()),
  )
}
