import { type Dialogue, firstLine, mayBecome, type Turn, wait } from './dialogue.ts'

/** Greeting, STLS (RFC 2595, section 4). */
export function pop3Dialogue(): Dialogue {
  let asked = false
  return {
    opening: null,
    next(unread): Turn {
      const line = firstLine(unread)
      if (line === null) return mayBecome(unread, ['+OK', '-ERR']) ? wait : { kind: 'alien', said: unread }
      const usedBytes = line.bytes
      if (/^-ERR\b/i.test(line.text)) return { kind: 'refused', said: unread.subarray(0, usedBytes) }
      if (!/^\+OK\b/i.test(line.text)) return { kind: 'alien', said: unread }
      if (asked) return { kind: 'go', usedBytes }
      asked = true
      return { kind: 'say', usedBytes, bytes: Buffer.from('STLS\r\n') }
    },
  }
}
